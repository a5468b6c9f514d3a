"""The store on every backend: what goes in comes out, twice is once, newer is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import connecting, tables
from storage.evidence import Evidence
from storage.plain import from_plain, to_plain
from storage.records import (
    SHANGHAI,
    Answer,
    Column,
    ColumnForm,
    Coverage,
    Entry,
    Failure,
    Finding,
    Link,
    Look,
    Mark,
    Outcome,
    Page,
    PageKind,
    Registry,
    Run,
    RunState,
    Scorecard,
    Sight,
    Sign,
    Site,
    Target,
)
from storage.store import Store, StoreBusy, StoreError, StoreTooNew

AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
HOME = "http://www.mingzhou.gov.cn/"
SITE = Site(id="portal", agency="gov", name="明州市人民政府", kind="portal", url=HOME)
REGISTRY = Registry(agencies={}, sites={"portal": SITE})


def begin(store: Store, target: str = "portal", number: int = 1) -> Run:
    return store.begin_run(
        period="2026Q4", round=number, target=target, as_of=AT, started_at=AT, settings={"proxy": "", "max_pages": 5}
    )


def page(url: str = HOME, **changes: object) -> Page:
    values: dict[str, object] = {
        "url": url,
        "status": 200,
        "depth": 0,
        "parent": None,
        "name": None,
        "answer": Answer.PAGE,
        "kind": PageKind.HOME,
        "title": "首页",
    }
    return Page(**(values | changes))  # type: ignore[arg-type]


def look(url: str, seconds: int = 0, **changes: object) -> Look:
    return Look(url=url, at=AT + timedelta(seconds=seconds), **({"status": 200} | changes))  # type: ignore[arg-type]


def test_a_page_comes_back_with_its_links(store: Store) -> None:
    run = begin(store)
    child = page(
        HOME + "a.html",
        depth=1,
        parent=HOME,
        name="政策 文件",
        kind=PageKind.ARTICLE,
        published=date(2026, 11, 3),
        footer={"icp_number": "明ICP备12345678号"},
        metas={"sitename": "明州"},
        ids=("top", "章节一"),
        doubts=("future_date",),
        newest=date(2026, 11, 1),
    )
    links = [
        Link(page=HOME, target=child.url, text="政策文件"),
        Link(page=HOME, target="http://[bad", text="坏", fault="malformed"),
        Link(page=HOME, target=child.url, text="", via="img", fragment="章节一"),
    ]
    with store.writer(run.id) as writer:
        writer.page(page(), links)
        writer.page(child, [])
    assert list(store.pages(run.id)) == [page(), child]
    assert store.page(run.id, child.url) == child
    assert store.page(run.id, HOME + "none") is None
    facts = store.facts(run, SITE, None, REGISTRY)
    assert list(facts.records(Link)) == links
    assert list(facts.links_to([child.url])) == [links[0], links[2]]
    assert list(facts.links_to(["http://[bad"])) == [links[1]]
    assert list(facts.links_to(["http://elsewhere/"])) == []
    assert facts.path_to(child.url) == ("政策 文件",)


def test_writing_again_changes_nothing(store: Store) -> None:
    run = begin(store)
    links = [Link(page=HOME, target=HOME + "a", text="a")]
    for _ in range(2):
        with store.writer(run.id) as writer:
            for _ in range(2):
                writer.page(page(), links)
                writer.look(look(HOME))
    assert list(store.pages(run.id)) == [page()]
    assert list(store.looks(run.id)) == [look(HOME)]
    assert list(store.facts(run, SITE, None, REGISTRY).records(Link)) == links


def test_many_rows_at_once_are_those_that_were_written(store: Store) -> None:
    """Enough of them that PostgreSQL takes them by another way than a few."""
    run = begin(store)
    facts: list[dict[str, object]] = [
        {"status": None, "failure": Failure.TLS, "note": "证书\t过期\n\\N"},
        {"elapsed_s": 1, "length": 2**40, "content_type": "text/html"},
        {"elapsed_s": 0.25, "final_url": f"{HOME}b", "signs": (Sign.LOOP, Sign.EMPTY), "sha256": "a" * 64},
    ]
    looks = [look(f"{HOME}{number}", number, **facts[number % 3]) for number in range(120)]
    pages = [
        page(f"{HOME}{number}", title="" if number % 2 else None, rendered=bool(number % 2), published=AT.date())
        for number in range(120)
    ]
    for _ in range(2):
        with store.writer(run.id) as writer:
            for one, its_page in zip(looks, pages, strict=True):
                writer.look(one)
                writer.page(its_page, [Link(page=its_page.url, target=f"{HOME}{n}") for n in range(3)])
    assert list(store.looks(run.id)) == looks
    assert list(store.pages(run.id)) == pages
    assert len(list(store.facts(run, SITE, None, REGISTRY).records(Link))) == 360


def test_a_page_of_two_days_keeps_the_later_reading(store: Store) -> None:
    run = begin(store)
    for title in ("旧", "新"):
        with store.writer(run.id) as writer:
            writer.page(page(title=title), [])
    assert [kept.title for kept in store.pages(run.id)] == ["新"]


def test_looks_of_all_runs_of_a_round_meet_at_the_target(store: Store) -> None:
    here, other, outside = begin(store), begin(store, "fgw"), begin(store, "")
    begin(store, "portal", 2)
    far = "http://far.example/"
    shared = "http://fgw.mingzhou.gov.cn/a"
    with store.writer(here.id) as writer:
        writer.page(
            page(),
            [
                Link(page=HOME, target=far),
                Link(page=HOME, target=shared),
                Link(page=HOME, target="C:\\x", fault="local_path"),
            ],
        )
        writer.look(look(HOME))

    assert {url for _, url in store.unlooked("2026Q4", 1)} == {far, shared}
    with store.writer(outside.id) as writer:
        writer.look(look(far, 5, status=404, signs=(Sign.LIKE_MISSING, Sign.EMPTY)))
        writer.look(look(far, 1, status=None, failure=Failure.TIMEOUT))
    with store.writer(other.id) as writer:
        writer.look(look(shared))
    assert list(store.unlooked("2026Q4", 1)) == []
    seen = {target.url: target for target in store.facts(here, SITE, None, REGISTRY).records(Target)}
    assert [shot.outcome for shot in seen[far].looks] == ["timeout", "404"]
    assert not seen[far].internal
    assert seen[HOME].internal
    assert len(seen[shared].looks) == 1
    assert seen["C:\\x"].fault == "local_path"


def test_runs_are_kept_by_period_round_and_target(store: Store) -> None:
    first = begin(store)
    begin(store, "")
    with pytest.raises(StoreError):
        begin(store)
    cover = Coverage(
        known=5,
        fetched=4,
        pages=3,
        failed=1,
        blocked=0,
        undecodable=0,
        rendered=0,
        needed_browser=0,
        skipped={"trap": 2},
    )
    ended = store.end_run(first.id, ended_at=AT, state=RunState.COMPLETE, coverage=cover)
    assert ended.coverage == cover
    second = begin(store, number=2)
    assert store.last_runs("2026Q4") == [second]
    assert store.last_runs("2026Q4", 1) == [ended]
    assert store.reopen_run(first.id).state is RunState.OPEN


def test_verdicts_come_back_exactly(store: Store) -> None:
    run = begin(store)
    found = Finding(
        target="portal",
        check="broken_links",
        reason="gone",
        outcome=Outcome.FAIL,
        subject="http://x/",
        page=HOME,
        detail={"pages": 2, "examples": [HOME]},
        evidence=(Sight(at=AT, method=look(HOME).method, outcome="404"),),
        path=("首页",),
    )
    store.put_findings(run.id, "s", [found], {"broken_links": 7})
    store.put_findings(run.id, "s", [found], {"broken_links": 7})
    assert store.findings(run.id, "s") == [found]
    assert store.examined(run.id, "s") == {"broken_links": 7}
    assert store.first_seen([found.key, "none"]) == {found.key: AT}
    assert store.runs_with(found.key) == [run]
    card = Scorecard(
        period="2026Q4",
        round=1,
        target="portal",
        kind="portal",
        klass="municipal",
        scheme="s",
        revision=1,
        scheme_sha256="0",
        verdict="pass",
        points=Decimal("97.30"),
        low=Decimal("97.30"),
        high=Decimal(100),
        uncapped=Decimal("0.1"),
        bonus=Decimal(0),
        reference=False,
        marks=(
            Mark(
                row="D01",
                title="概况",
                part="deduction",
                state="settled",
                lost=Decimal("0.1"),
                due_on=date(2027, 1, 31),
            ),
        ),
    )
    store.put_scorecard(run.id, card)
    assert store.scorecards("2026Q4", scheme="s") == [card]


def test_columns_are_replaced_whole(store: Store) -> None:
    run = begin(store)
    column = Column(
        role="news",
        name="要闻",
        url=HOME + "news/",
        form=ColumnForm.LIST,
        first_level=True,
        own=True,
        why="导航",
        newest=date(2026, 11, 1),
        looks=(look(HOME),),
    )
    entry = Entry(column=column.url, title="一", url=None, published=date(2026, 11, 1), dated_from="list")
    store.put_records(run.id, {Column: [column, column], Entry: [entry]})
    store.put_records(run.id, {Column: [column], Entry: [entry]})
    facts = store.facts(run, SITE, None, REGISTRY)
    assert list(facts.records(Column)) == [column]
    assert list(facts.records(Entry)) == [entry]


PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@given(st.dictionaries(st.text(), PLAIN), st.lists(st.text()), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_record_survives_being_plain(detail: dict[str, object], path: list[str], points: Decimal) -> None:
    found = Finding(
        target="t",
        check="c",
        reason="r",
        outcome=Outcome.UNSURE,
        subject="s",
        page="p",
        detail=detail,
        path=tuple(path),
    )
    assert from_plain(Finding, to_plain(found)) == found
    mark = Mark(row="r", title="t", part="veto", state="settled", lost=points)
    assert from_plain(Mark, to_plain(mark)) == mark


def stored(text: str) -> str:
    """A text as the store gives it back."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from("\0\ud800\udfff政"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1), ANY_TEXT)
def test_whatever_a_page_says_is_stored(store: Store, said: list[tuple[str, str]], title: str) -> None:
    runs = store.runs("2026Q4", 1, "portal")
    run = runs[0] if runs else begin(store)
    links = [Link(page=HOME, target=f"http://x/{name}", text=text, fault="malformed") for text, name in said]
    record = Entry(column=HOME, title=title, url=None)
    with store.writer(run.id) as writer:
        writer.page(page(title=title, metas={"k": title}), links, [record])
        writer.look(look(HOME, note=title, final_url=f"http://x/{title}"))
    store.put_records(run.id, {Entry: [record]})
    facts = store.facts(run, SITE, None, REGISTRY)
    targets = [stored(link.target) for link in links]
    assert [link.target for link in facts.records(Link)] == targets
    assert {link.target for link in facts.links_to(targets)} == set(targets)
    kept = store.page(run.id, HOME)
    assert kept is not None
    assert kept.title == stored(title)
    assert len(list(facts.records(Entry))) == 2
    assert [shot.note for shot in store.looks_at(run.id, HOME)] == [stored(title)]


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    assert ScriptDirectory(str(connecting.MIGRATIONS)).get_heads() == [connecting.HEAD]


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    Store.open(url).close()
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreTooNew, match=r"x\.db.*9999"):
        Store.open(url)


def test_a_connection_that_the_server_closed_is_made_anew(postgresql_url: str) -> None:
    with Store.open(postgresql_url) as store, Store.open(postgresql_url) as other:
        run = begin(store)
        with other.writing() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert store.runs("2026Q4") == [run]


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database at all, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match=r"x\.db"):
        Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(StoreError, match="sqlite:///"):
        Store.open("nonsense")


def test_a_locked_database_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_S", 0.05)
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        holder = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match=r"x\.db"):
            begin(store)
        holder.execute("ROLLBACK")
        holder.close()


CRAWL_MUCH = """
import sys
from datetime import datetime
from pathlib import Path
from storage.evidence import Evidence
from storage.records import SHANGHAI, Answer, Link, Look, Page, PageKind
from storage.store import Store
at = datetime(2026, 11, 20, tzinfo=SHANGHAI)
url, folder, target = sys.argv[1:]
with Store.open(url) as store:
    run = store.begin_run(period="2026Q4", round=1, target=target, as_of=at, started_at=at, settings={})
    evidence = Evidence(Path(folder), store, f"run-{run.id}")
    for batch in range(20):
        with store.writer(run.id) as writer:
            for number in range(25):
                place = f"http://{target}/{batch}/{number}"
                body = (target if number % 2 else "the same everywhere") + str(number)
                sha256 = evidence.put(body.encode() * 9)
                page = Page(url=place, status=200, depth=1, parent=None, name=None, answer=Answer.PAGE,
                            kind=PageKind.ARTICLE, title=place, sha256=sha256)
                writer.page(page, [Link(page=place, target=f"http://x/{link}") for link in range(40)])
                writer.look(Look(url=place, at=at, status=200, sha256=sha256))
            evidence.flush()
    evidence.close()
"""


def test_eight_site_processes_write_at_once(any_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    with Store.open(any_url) as store:
        commands = [[sys.executable, "-c", CRAWL_MUCH, any_url, str(folder), f"site{number}"] for number in range(8)]
        children = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
        for child in children:
            _, errors = child.communicate(timeout=120)
            assert child.returncode == 0, errors.decode()
        evidence = Evidence(folder, store)
        for run in store.last_runs("2026Q4"):
            pages = list(store.pages(run.id))
            assert len(pages) == 500
            assert sum(1 for _ in store.facts(run, SITE, None, REGISTRY).records(Link)) == 500 * 40
            assert all(evidence.get(one.sha256) for one in pages[:50] if one.sha256)
        with store.reading() as connection:
            assert len(connection.execute(tables.bodies.select()).all()) == 13 + 8 * 12


def test_content_facts_of_a_page_are_replaced_with_it(store: Store) -> None:
    run = begin(store)
    one, two = (Entry(column=HOME, title=title, url=None) for title in ("一", "二"))
    for found in ([one], [one, two], [two]):
        with store.writer(run.id) as writer:
            writer.page(page(), [], found)
    with store.writer(run.id) as writer:
        writer.page(page(url=f"{HOME}a"), [], [one])
    facts = store.facts(run, SITE, None, REGISTRY)
    assert list(facts.records(Entry)) == [two, one]
    with pytest.raises(KeyError):
        facts.records(str)
