"""Facts by hand: a small site whose records a test lists, and what a check says about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from checks.core import Check, Result, run
from storage.records import (
    GUIDE_ELEMENTS,
    SHANGHAI,
    Agency,
    AnnualReport,
    Answer,
    Certificate,
    Column,
    ColumnForm,
    Failure,
    Finding,
    FutureDay,
    Gap,
    Guide,
    HiddenBlock,
    HostAddresses,
    Identity,
    Link,
    Look,
    Message,
    MessageBoard,
    OlderCopy,
    Page,
    PageKind,
    Probe,
    Registry,
    ReportShelf,
    Run,
    ServiceGuide,
    Sign,
    Site,
    Target,
    YearlyItem,
)

T = TypeVar("T")

HOME = "https://www.mz.gov.cn/"
AS_OF = datetime(2026, 8, 31, 23, 59, 59, tzinfo=SHANGHAI)
NOON = datetime(2026, 8, 31, 12, 0, tzinfo=SHANGHAI)

AGENCY = Agency(id="mz", name="明州市民政局", short_name="民政局", klass="department", superior="city")
SITE = Site(id="mz-www", agency="mz", name="明州民政", kind="portal", url=HOME)
RUN = Run(id=1, period="2026Q3", round=1, target="mz-www", as_of=AS_OF, started_at=NOON)


@dataclass(frozen=True)
class HandFacts:
    """``checks.core.Facts`` over a list of records; ``trail`` is the way home of a page."""

    listed: tuple[object, ...]
    site: Site = SITE
    agency: Agency | None = AGENCY
    run: Run = RUN
    trail: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        agencies = {self.agency.id: self.agency} if self.agency is not None else {}
        return Registry(agencies=agencies, sites={self.site.id: self.site})

    def records(self, noun: type[T]) -> Iterable[T]:
        return [record for record in self.listed if isinstance(record, noun)]

    def links_to(self, targets: Collection[str]) -> Iterator[Link]:
        return (link for link in self.records(Link) if link.target in targets)

    def path_to(self, page: str) -> tuple[str, ...]:
        return self.trail.get(page, ())


def facts(*records: object, site: Site = SITE, agency: Agency | None = AGENCY, run: Run = RUN) -> HandFacts:
    return HandFacts(listed=records, site=site, agency=agency, run=run)


def url(path: str) -> str:
    """An address on the site; addresses of other sites stay as they are."""
    return path if "://" in path else HOME + path


def page(path: str = "", *, depth: int | None = None, **changed: Any) -> Page:
    """A page of the site that opens and has something on it; the home page where no path is given."""
    usual: dict[str, Any] = {
        "url": url(path),
        "status": 200,
        "depth": (1 if path else 0) if depth is None else depth,
        "parent": HOME if path else None,
        "name": path or None,
        "answer": Answer.PAGE,
        "kind": PageKind.OTHER if path else PageKind.HOME,
        "title": path or "首页",
        "text_length": 500,
    }
    return Page(**{**usual, **changed})


def link(path: str, target: str, **changed: Any) -> Link:
    """A link from a page of the site; the target is written as it stands."""
    return Link(page=url(path), target=url(target), **{"text": "年度报告", **changed})


def look(of: int | Failure | None, *, after_s: float = 0, signs: tuple[Sign, ...] = ()) -> Look:
    """One look: a status, a failure, or neither where nothing was fetched."""
    at = NOON + timedelta(seconds=after_s)
    if isinstance(of, Failure):
        return Look(url="", at=at, failure=of, signs=signs)
    return Look(url="", at=at, status=of, signs=signs)


def looks(*seen: int | Failure | None, signs: tuple[Sign, ...] = ()) -> tuple[Look, ...]:
    """Looks ten seconds apart, all with the same signs."""
    return tuple(look(of, after_s=10 * place, signs=signs) for place, of in enumerate(seen))


def target(path: str, *seen: int | Failure | None, signs: tuple[Sign, ...] = (), fault: str | None = None) -> Target:
    """An address with looks ten seconds apart; an address that is none (``fault``) stays as written."""
    address = path if fault is not None else url(path)
    return Target(url=address, looks=looks(*seen, signs=signs), internal=True, fault=fault)


def linked(*seen: int | Failure | None, signs: tuple[Sign, ...] = ()) -> tuple[object, ...]:
    """A home page that links to one address, and what was seen there."""
    return (page(), link("", "report.html"), target("report.html", *seen, signs=signs))


def column(role: str = "news", name: str = "动态要闻", **changed: Any) -> Column:
    """A column of the site with ten dated items, new today."""
    usual: dict[str, Any] = {
        "role": role,
        "name": name,
        "url": url(f"{role or 'other'}/"),
        "form": ColumnForm.LIST,
        "first_level": True,
        "own": True,
        "why": "name",
        "newest": AS_OF.date(),
        "items": 10,
    }
    return Column(**{**usual, **changed})


def home(**changed: Any) -> Column:
    """The home page as a column."""
    return column("home", "首页", url=HOME, form=ColumnForm.PAGE, **changed)


def hidden(**changed: Any) -> HiddenBlock:
    """A part of the home page that is put outside the window and leads to a stranger."""
    usual: dict[str, Any] = {"url": HOME, "ways": ("off_screen",), "path": "body > div", "targets": ("http://x.top/",)}
    return HiddenBlock(**{**usual, **changed})


def guide(**changed: Any) -> Guide:
    """A guide that tells everything."""
    usual: dict[str, Any] = {
        "url": url("guide/"),
        "column": url("guide/"),
        "elements": GUIDE_ELEMENTS,
        "applications": True,
        "fees": "named",
    }
    return Guide(**{**usual, **changed})


def older_copy(**changed: Any) -> OlderCopy:
    """An article of this month whose title and text stand under a day of February too."""
    usual: dict[str, Any] = {
        "url": url("news/9.html"),
        "title": "明州市召开重点工作推进会",
        "published": date(2026, 8, 20),
        "older": url("news/1.html"),
        "older_published": date(2026, 2, 3),
    }
    return OlderCopy(**{**usual, **changed})


def future_day(day: str = "2062-08-20", *, labelled: bool) -> FutureDay:
    """An article of a day that has not come."""
    published = datetime.fromisoformat(day).date()
    return FutureDay(url=url("news/8.html"), title="明州市召开会议", published=published, labelled=labelled)


def yearly(item: str = "budget", year: int | None = 2026, published: str | None = None, **changed: Any) -> YearlyItem:
    """A document that is published once a year, of its body."""
    usual: dict[str, Any] = {"title": f"{year}年{item}", "url": url(f"budget/{item}{year}.html")}
    day = None if published is None else datetime.fromisoformat(published).date()
    origin = "list" if day else None
    return YearlyItem(item=item, year=year, published=day, dated_from=origin, **{**usual, **changed})


def result(check: Check, *records: object, site: Site = SITE, run_: Run = RUN, **options: Any) -> Result:
    """What one check says about these records."""
    return run(check, facts(*records, site=site, run=run_), options)


def findings(check: Check, *records: object, **options: Any) -> list[Finding]:
    return list(result(check, *records, **options).findings)


def reasons(check: Check, *records: object, **options: Any) -> list[tuple[str, str]]:
    """Reason and outcome of each finding."""
    return [(finding.reason, str(finding.outcome)) for finding in findings(check, *records, **options)]


def visits(number: int, *, failed: int = 0, slow: int = 0, void: int = 0) -> tuple[Probe, ...]:
    """Visits to the home page, the last of them bad: failed, slow (15 seconds), void."""
    outcomes = ["ok"] * (number - failed - slow) + ["timeout"] * failed + ["ok"] * slow
    made = [
        Probe(url=HOME, at=NOON - timedelta(hours=place), outcome=outcome, elapsed_s=None if outcome != "ok" else 0.2)
        for place, outcome in enumerate(outcomes)
    ]
    made[number - slow :] = [replace(visit, elapsed_s=15.0) for visit in made[number - slow :]]
    lost = [Probe(url=HOME, at=NOON, outcome="timeout", void="ours")] * void
    return (*made, *lost)


def certificate(**changed: Any) -> Certificate:
    """The certificate of the home page's host, good for another year unless changed."""
    values: dict[str, Any] = {
        "host": "www.mz.gov.cn:443",
        "at": NOON,
        "not_before": NOON - timedelta(days=30),
        "not_after": NOON + timedelta(days=365),
        "names": ("*.mz.gov.cn",),
        "covers": True,
    }
    return Certificate(**{**values, **changed})


def addresses(**changed: Any) -> HostAddresses:
    """The addresses of the home page's host: both kinds, and both open, unless changed."""
    values: dict[str, Any] = {
        "host": "www.mz.gov.cn",
        "at": NOON,
        "ipv4": ("101.6.6.6",),
        "ipv6": ("2402:f000::6",),
        "answers": True,
    }
    return HostAddresses(**{**values, **changed})


def report(year: int = 2025, **changed: Any) -> AnnualReport:
    """A complete and balanced annual report, the newest of its column."""
    usual: dict[str, Any] = {
        "column": url("nb/"),
        "url": url(f"nb/{year}.html"),
        "title": f"{year}年政府信息公开工作年度报告",
        "year": year,
        "published": date(year + 1, 1, 20),
        "form": "2021",
        "newest": True,
    }
    return AnnualReport(**{**usual, **changed})


def shelf(*years: int, **changed: Any) -> ReportShelf:
    """A column of annual reports on these years."""
    return ReportShelf(**{"column": url("nb/"), "name": "政府信息公开年报", "years": years, **changed})


def broken(name: str, *, source: str = "tables") -> Identity:
    """An identity that does not hold in one place."""
    gap = Gap(row="予以公开", column="总计", left=3, right=2)
    return Identity(id=name, status="broken", source=source, gaps=(gap,))


def message(path: str = "zx/1.html", **changed: Any) -> Message:
    """A message on the board of consultation of which nothing is known but its question."""
    usual: dict[str, Any] = {"board": url("zx/"), "channel": "consultation", "question": "请问如何办理居住证？"}
    return Message(url=url(path), **{**usual, **changed})


def board(**changed: Any) -> MessageBoard:
    """The board of consultation, which shows messages without an answer too unless changed."""
    return MessageBoard(**{"url": url("zx/"), "name": "网上咨询", "channel": "consultation", **changed})


def service_guide(path: str = "bs/1.html", **changed: Any) -> ServiceGuide:
    """A guide that tells everything."""
    return ServiceGuide(**{"url": url(path), "column": url("bs/"), "title": "居住证办理", **changed})
