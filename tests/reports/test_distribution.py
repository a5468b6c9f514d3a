"""Documents of a round on the accounts of their body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.distribution import distribute_round
from storage.records import (
    SHANGHAI,
    Account,
    AccountFacts,
    Agency,
    Coverage,
    Distribution,
    Pair,
    Pairing,
    Post,
    Registry,
    RunState,
    Site,
)
from storage.store import Store

AS_OF = datetime(2026, 11, 20, tzinfo=SHANGHAI)
PUBLISHED = date(2026, 6, 1)
SITE = Site(id="mz", agency="mz", name="东河民政", kind="portal", url="https://mz.dh.gov.cn/")
ACCOUNT = Account(
    id="wx",
    agency="mz",
    platform="wechat_official",
    name="东河民政",
    handle=None,
    url=None,
    feed="a.xml",
    registered=True,
)
REGISTRY = Registry(
    agencies={"mz": Agency(id="mz", name="东河市民政局", short_name="市民政局", klass="department")},
    sites={"mz": SITE},
    accounts={"wx": ACCOUNT},
)
POLICY = Pairing(
    policy="https://mz.dh.gov.cn/zc/1.html",
    title="东河市民政局关于印发《东河市停车管理办法》的通知",
    number="东民规〔2026〕3号",
    kind="规范性文件",
    binding=True,
    written=None,
    published=PUBLISHED,
    weak_date=False,
    validity=None,
    charged=True,
    pairs=(
        Pair(
            interpretation="https://mz.dh.gov.cn/jd/1.html",
            site="mz",
            title="一图读懂停车新规怎么收费",
            published=PUBLISHED,
            form="infographic",
            confidence=0.9,
            signals=("link",),
        ),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as opened:
        yield opened


def post(title: str, days: int = 1, **changed: Any) -> Post:
    return Post(**{"id": title, "title": title, "url": None, "at": PUBLISHED + timedelta(days=days), **changed})


def distributed(store: Store, *posts: Post, pairing: Pairing = POLICY, **facts: Any) -> Distribution | None:
    """What is kept of one document, whose body has one account with these posts."""
    seen = AccountFacts(account="wx", platform="wechat_official", source="feed", **facts)
    runs = {}
    for target in ("mz", "wx"):
        run = store.begin_run(period="2026Q4", round=1, target=target, as_of=AS_OF, started_at=AS_OF, settings={})
        coverage = Coverage(
            known=1, fetched=1, pages=1, failed=0, blocked=0, undecodable=0, rendered=0, needed_browser=0
        )
        store.end_run(run.id, ended_at=AS_OF, state=RunState.COMPLETE, coverage=coverage)
        runs[target] = run
    store.put_records(runs["mz"].id, {Pairing: [pairing]})
    store.put_records(runs["wx"].id, {AccountFacts: [seen], Post: list(posts)})
    distribute_round(store, REGISTRY, "2026Q4", 1)
    return next(iter(store.facts(runs["mz"], SITE, None, REGISTRY).records(Distribution)), None)


@pytest.mark.parametrize(
    "said",
    [
        post("《东河市停车管理办法》出台啦"),
        post("停车管理办法来了，这些变化要知道"),
        post("重磅新规", text="近日我局印发东民规〔2026〕3号文件"),
        post("停车这样收费", url="https://mz.dh.gov.cn/jd/1.html"),
        post("一图读懂｜停车新规怎么收费"),
    ],
    ids=["name", "bare name", "number", "link", "title of the interpretation"],
)
def test_a_post_that_speaks_of_a_document_or_its_interpretation_is_found(store: Store, said: Post) -> None:
    found = distributed(store, said, post("很久以前", -30))
    assert found is not None
    assert [one.title for one in found.posts if one.confidence >= 0.5] == [said.title]
    assert found.covering == ("wx",)


@pytest.mark.parametrize("title", ["今日天气", "东河市停车场建设进展", "养老服务管理办法出台", "停车管理工作会议召开"])
def test_a_post_of_something_else_is_none_of_it(store: Store, title: str) -> None:
    found = distributed(store, post(title), post("很久以前", -30))
    assert found is not None
    assert [one for one in found.posts if one.confidence >= 0.5] == []


def test_an_account_whose_posts_do_not_reach_back_covers_nothing(store: Store) -> None:
    found = distributed(store, post("今日天气", 30))
    assert found is not None
    assert found.covering == ()


def test_a_post_long_before_the_document_is_not_of_it(store: Store) -> None:
    found = distributed(store, post("《东河市停车管理办法》征求意见", -60))
    assert found is not None
    assert found.posts == ()


def test_where_no_account_could_be_read_nothing_is_kept(store: Store) -> None:
    assert distributed(store, health="blocked") is None
