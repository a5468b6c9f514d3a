"""Documents and interpretations of several sites put together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from reports.matching import match_round
from storage.records import (
    SHANGHAI,
    Agency,
    Answer,
    Interpretation,
    Link,
    Look,
    Page,
    PageKind,
    Pairing,
    Policy,
    Registry,
    RunState,
    Site,
)
from storage.store import Store

AS_OF = datetime(2026, 11, 20, tzinfo=SHANGHAI)
CITY = Agency(id="city", name="东河市人民政府", short_name="市政府", klass="municipal")
CIVIL = Agency(id="mz", name="东河市民政局", short_name="市民政局", klass="department")
SITES = {
    "www": Site(id="www", agency="city", name="东河市门户", kind="portal", url="https://www.dh.gov.cn/"),
    "mz": Site(id="mz", agency="mz", name="东河民政", kind="portal", url="https://mz.dh.gov.cn/"),
}
REGISTRY = Registry(agencies={"city": CITY, "mz": CIVIL}, sites=SITES)
TITLE = "关于印发《东河市停车管理办法》的通知"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as opened:
        yield opened


def policy(site: str, path: str = "1.html", **changed: Any) -> Policy:
    usual: dict[str, Any] = {
        "url": f"{SITES[site].url}zc/{path}",
        "title": TITLE,
        "number": "东民规〔2026〕3号",
        "published": date(2026, 3, 2),
        "kind": "规范性文件",
        "owner": "mz",
        "reprint": False,
    }
    return Policy(**{**usual, **changed})


def interpretation(site: str, path: str = "1.html", **changed: Any) -> Interpretation:
    usual: dict[str, Any] = {
        "url": f"{SITES[site].url}jd/{path}",
        "title": "《东河市停车管理办法》政策解读",
        "published": date(2026, 3, 2),
    }
    return Interpretation(**{**usual, **changed})


def matched(
    store: Store,
    found: dict[str, list[Policy | Interpretation]],
    links: dict[str, list[str]] | None = None,
    looks: list[Look] | None = None,
) -> dict[str, list[Pairing]]:
    """The pairings of every site. ``links``: from page to pages; ``looks``: at addresses that redirect."""
    runs = {}
    for site, records in found.items():
        run = store.begin_run(period="2026Q4", round=1, target=site, as_of=AS_OF, started_at=AS_OF, settings={})
        with store.writer(run.id) as writer:
            for look in looks or []:
                writer.look(look)
            for record in records:
                page = Page(
                    url=record.url,
                    status=200,
                    depth=1,
                    parent=None,
                    name=None,
                    answer=Answer.PAGE,
                    kind=PageKind.ARTICLE,
                    title="",
                )
                writer.page(page, [Link(page=record.url, target=to) for to in (links or {}).get(record.url, [])])
        kinds: dict[type, list[Any]] = {Policy: [], Interpretation: []}
        for record in records:
            kinds[type(record)].append(record)
        store.put_records(run.id, kinds)
        store.end_run(run.id, ended_at=AS_OF, state=RunState.COMPLETE, coverage=None)
        runs[site] = run
    match_round(store, REGISTRY, "2026Q4", 1)
    return {site: list(store.facts(run, SITES[site], None, REGISTRY).records(Pairing)) for site, run in runs.items()}


def test_a_departments_document_is_interpreted_on_the_portal(store: Store) -> None:
    found = matched(store, {"mz": [policy("mz")], "www": [interpretation("www")]})
    [pairing] = found["mz"]
    assert pairing.charged is True
    [pair] = pairing.pairs
    assert (pair.site, pair.lag_days, pair.earliest) == ("www", 0, True)
    assert found["www"] == []


def test_one_document_on_two_sites_is_one_charged_to_its_issuer(store: Store) -> None:
    found = matched(
        store,
        {
            "mz": [policy("mz", published=date(2026, 3, 9))],
            "www": [policy("www"), interpretation("www", published=date(2026, 3, 6))],
        },
    )
    [own], [copy] = found["mz"], found["www"]
    assert (own.charged, copy.charged) == (True, False)
    assert own.published == copy.published == date(2026, 3, 2), "the first publication counts"
    assert own.copies == (policy("www").url,)
    assert own.pairs[0].lag_days == 4


def test_the_earliest_interpretation_is_marked(store: Store) -> None:
    late = interpretation("mz", "2.html", title="一图读懂停车管理办法", published=date(2026, 5, 20))
    [pairing] = matched(store, {"mz": [policy("mz"), late, interpretation("mz")]})["mz"]
    assert [(pair.interpretation[-6:], pair.earliest) for pair in pairing.pairs] == [
        ("1.html", True),
        ("2.html", False),
    ]


def test_holidays_are_no_working_days_of_a_lag(store: Store) -> None:
    records: list[Policy | Interpretation] = [
        policy("mz", published=date(2026, 2, 13)),
        interpretation("mz", published=date(2026, 3, 5)),
    ]
    [pairing] = matched(store, {"mz": records})["mz"]
    assert pairing.pairs[0].lag_days == 10


def test_links_are_seen_in_both_directions_and_over_both_schemes(store: Store) -> None:
    links = {interpretation("mz").url: ["http://mz.dh.gov.cn/zc/1.html"]}
    [pairing] = matched(store, {"mz": [policy("mz"), interpretation("mz")]}, links)["mz"]
    assert (pairing.pairs[0].link_to_policy, pairing.pairs[0].link_back) == (True, False)


def test_a_link_to_the_copy_on_the_portal_is_a_link_to_the_document(store: Store) -> None:
    links = {interpretation("mz").url: [policy("www").url], policy("mz").url: [interpretation("mz").url]}
    found = matched(store, {"mz": [policy("mz"), interpretation("mz")], "www": [policy("www")]}, links)
    assert (found["mz"][0].pairs[0].link_to_policy, found["mz"][0].pairs[0].link_back) == (True, True)


def test_a_link_that_is_redirected_to_the_document_is_a_link_to_it(store: Store) -> None:
    short = "https://mz.dh.gov.cn/s/17"
    look = Look(url=short, at=AS_OF, status=200, final_url=policy("mz").url)
    links = {interpretation("mz").url: [short]}
    [pairing] = matched(store, {"mz": [policy("mz"), interpretation("mz")]}, links, [look])["mz"]
    assert pairing.pairs[0].link_to_policy is True


def test_a_day_known_from_the_address_makes_the_lag_weak(store: Store) -> None:
    [pairing] = matched(store, {"mz": [policy("mz", weak_date=True), interpretation("mz")]})["mz"]
    assert pairing.pairs[0].weak


def test_the_day_on_which_a_site_was_moved_is_weak(store: Store) -> None:
    day = date(2026, 5, 6)
    records: list[Policy | Interpretation] = [
        policy("mz", f"{at}.html", number=f"东民规〔2025〕{at + 1}号", written=date(2025, 1, 6), published=day)
        for at in range(5)
    ]
    fresh = policy("mz", "9.html", number="东民规〔2026〕9号", written=date(2026, 5, 5), published=day)
    found = matched(store, {"mz": [*records, fresh]})["mz"]
    assert {pairing.policy: pairing.weak_date for pairing in found} == {
        record.url: record is not fresh for record in [*records, fresh]
    }


def test_reprints_are_charged_to_nobody_here(store: Store) -> None:
    [pairing] = matched(store, {"mz": [policy("mz", owner=None, reprint=True)]})["mz"]
    assert pairing.charged is False


def test_two_years_of_one_title_stay_two_documents(store: Store) -> None:
    one = policy("mz", title="关于调整最低工资标准的通知", number=None, published=date(2025, 6, 2))
    two = policy("mz", "2.html", title="关于调整最低工资标准的通知", number=None, published=date(2026, 6, 2))
    asked = interpretation("mz", title="《关于调整最低工资标准的通知》解读", published=date(2026, 6, 3))
    found = matched(store, {"mz": [one, two, asked]})["mz"]
    assert {pairing.policy: len(pairing.pairs) for pairing in found} == {one.url: 0, two.url: 1}


def test_the_same_text_for_two_documents_is_noticed(store: Store) -> None:
    runs = tuple(range(0, 400, 4))
    other = policy("mz", "2.html", title="关于印发《东河市供热管理办法》的通知", number="东民规〔2026〕4号")
    heat = interpretation("mz", "2.html", title="《东河市供热管理办法》政策解读", shingles=runs)
    found = matched(store, {"mz": [policy("mz"), other, interpretation("mz", shingles=runs), heat]})["mz"]
    assert all(pairing.pairs[0].twins for pairing in found)


def test_matching_again_replaces_what_was_there(store: Store) -> None:
    first = matched(store, {"mz": [policy("mz"), interpretation("mz")]})["mz"]
    match_round(store, REGISTRY, "2026Q4", 1)
    [run] = store.runs("2026Q4", 1, "mz")
    assert list(store.facts(run, SITES["mz"], None, REGISTRY).records(Pairing)) == first
