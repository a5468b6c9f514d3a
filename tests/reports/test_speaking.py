"""When an account last spoke, as reports tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.speaking import last_post, posts_of_period
from storage.facts import BY_HAND, StoredFacts
from storage.records import SHANGHAI, Account, AccountFacts, Post, Registry
from storage.store import Store

AS_OF = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
ACCOUNT = Account(
    id="wx", agency="a", platform="wechat_service", name="局", handle=None, url=None, feed=None, registered=True
)
REGISTRY = Registry(agencies={}, sites={}, accounts={"wx": ACCOUNT})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as opened:
        yield opened


def facts(store: Store, *ago: int, pinned: int | None = None, **changed: Any) -> StoredFacts:
    """An account with posts so many days before the day of the verdict."""
    run = store.begin_run(period="2026Q4", round=1, target="wx", as_of=AS_OF, started_at=AS_OF, settings={})
    posts = [Post(id=str(days), title="", url=None, at=AS_OF.date() - timedelta(days=days)) for days in ago]
    if pinned is not None:
        posts.append(Post(id="p", title="", url=None, at=AS_OF.date() - timedelta(days=pinned), pinned=True))
    seen = AccountFacts(account="wx", platform="wechat_service", source="feed", **changed)
    store.put_records(run.id, {AccountFacts: [seen], Post: posts})
    return store.facts(run, ACCOUNT.target(), None, REGISTRY)


def test_the_newest_post_counts_without_pinned_ones_and_those_to_come(store: Store) -> None:
    assert last_post(facts(store, 5, 30, -3, pinned=1)) == date(2026, 11, 15)


@pytest.mark.parametrize("changed", [{"probe": "silent"}, {"probe": "broken"}, {"partial": True}])
def test_an_old_post_says_nothing_where_the_source_does_not_show_all(store: Store, changed: dict[str, Any]) -> None:
    assert last_post(facts(store, 200, **changed)) is None


def test_what_an_inspector_saw_counts_too(store: Store) -> None:
    found = facts(store, health="blocked")
    assert last_post(found) is None
    said = {"last_post_at": date(2026, 11, 18), "at": AS_OF}
    store.journal.add(at=AS_OF, by="zhou", kind=BY_HAND, period="2026Q4", target="wx", said=said)
    assert last_post(found) == date(2026, 11, 18)


def test_posts_of_the_quarter_are_counted_where_they_can_be(store: Store) -> None:
    assert posts_of_period(facts(store, 1, 20, 51, 60)) == 2


def test_posts_that_could_not_be_read_are_not_counted(store: Store) -> None:
    assert posts_of_period(facts(store, health="blocked")) is None
