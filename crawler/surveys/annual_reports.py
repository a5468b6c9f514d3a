"""Which annual reports a site's columns hold, what they lack, and whether they agree with the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.readers.annual_reports import Report, is_report_title, read_annual_report, year_of
from crawler.readers.dates import day_of
from crawler.readers.dom import Dom, squeeze
from crawler.readers.grids import bare
from crawler.readers.identities import across_years
from crawler.readers.report_tables import ReportTables, Value
from crawler.scope import Scope
from crawler.surveys import Surveyed
from storage.records import AnnualReport, Column, ColumnForm, Identity, ReportShelf, RuleCount

FAMILIES = frozenset({"disclosure"})
NOUNS = (AnnualReport, ReportShelf)
ROLE = "annual_report"

FILES = frozenset({"pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "et", "zip", "rar", "jpg", "png"})
YEARS = 12
"""Reports of one column that are looked at."""

LINKS = 400
"""Links of a column's page that are looked through for reports."""

COMPARED = 20_000
"""Characters of a report's text that are compared with the report of the year before."""

_OTHER = re.compile(r"(?:财政|统计)(?![局厅委])|决算|预算|法治|网站|报表|企业|指南|制度|目录|解读|通知")
_ITS_YEAR = re.compile(
    r"(?:20\d\d|二[〇○零]..)年?度?(?:(?:政府)?(?:信息|政务)?公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A report as its column lists it."""

    title: str
    url: str
    published: date | None


def survey(site: Surveyed) -> Iterator[AnnualReport | ReportShelf]:
    """The reports of each column that the site keeps itself, and the column as their shelf."""
    scope = Scope(site.site, site.registry)
    for column in site.of_role(ROLE):
        if column.doubt is not None or column.blank is not None:
            yield ReportShelf(column=column.url, name=column.name, doubt=column.doubt, looks=column.looks)
            continue
        reports, unnamed = _reports(site, scope, column)
        if not reports:
            unnamed = max(unnamed, 1)  # something stands there, or the column would be blank
        yield from reports
        years = tuple(sorted({report.year for report in reports}))
        yield ReportShelf(column=column.url, name=column.name, years=years, unnamed=unnamed, looks=column.looks)


def _reports(site: Surveyed, scope: Scope, column: Column) -> tuple[list[AnnualReport], int]:
    """The reports of a column by year, the newest first; how many more items tell no year."""
    found: dict[int, tuple[AnnualReport, Report | None]] = {}
    unnamed = 0
    for listed in _listed(site, column):
        if _is_anothers(site, listed.title):
            continue
        report, read = _read(site, scope, column, listed)
        if report is None:
            unnamed += 1
            continue
        held = found.get(report.year)
        if held is None or (held[1] is None and read is not None):
            found[report.year] = (report, read)
    ordered = sorted(found, reverse=True)
    reports = []
    for year in ordered:
        report, read = found[year]
        earlier = found.get(year - 1)
        if read is not None and earlier is not None and earlier[1] is not None:
            report = _compared(report, read, earlier[1], earlier[0].url)
        reports.append(replace(report, newest=year == ordered[0]))
    return reports, unnamed


def _listed(site: Surveyed, column: Column) -> Iterator[_Listed]:
    """What a column holds that may be a report: items of its list, links on its page, the page itself."""
    seen: set[str] = set()
    if column.form is ColumnForm.PAGE and (dom := site.pages.body_text(column.url)) is not None:
        page = site.pages.page(column.url)
        title = (page.title if page is not None else None) or column.name
        if read_annual_report(dom, title) is not None:
            yield _Listed(title=title, url=column.url, published=column.newest)
            return
    for entry in site.entries_of(column):
        if entry.url is not None and _may_be(entry.title) and entry.url not in seen and len(seen) < 3 * YEARS:
            seen.add(entry.url)
            dated = entry.published if entry.dated_from in {"list", "article"} else None
            yield _Listed(title=entry.title, url=entry.url, published=dated)
    dom = site.pages.body_text(column.url)
    for link in dom.tree.css("a[href]")[:LINKS] if dom is not None else ():
        title = squeeze(link.attributes.get("title") or link.text(deep=True) or "")[:200]
        url = dom.resolve(link.attributes.get("href")) if dom is not None else None
        if url is not None and url not in seen and year_of(title) and _may_be(title) and len(seen) < 3 * YEARS:
            seen.add(url)
            yield _Listed(title=title, url=url, published=None)


def _may_be(title: str) -> bool:
    """Whether an item of a column of annual reports is a report: by its title, or by its year alone."""
    words = bare(title)
    if is_report_title(words):
        return True
    return _OTHER.search(words) is None and (
        _ITS_YEAR.search(words) is not None or re.search(r"年度?报告|年报$", words) is not None
    )


def _is_anothers(site: Surveyed, title: str) -> bool:
    """Whether a title names another body of the registry and not the site's own."""
    own = site.agency
    if own is None:
        return False
    words = bare(title)
    if own.name in words or own.short_name in words:
        return False
    return any(
        other.id != own.id and (other.name in words or (len(other.short_name) > 2 and other.short_name in words))
        for other in site.registry.agencies.values()
    )


def _read(site: Surveyed, scope: Scope, column: Column, listed: _Listed) -> tuple[AnnualReport | None, Report | None]:
    """One report; None where nothing tells its year."""
    url = listed.url.partition("#")[0]
    year = year_of(listed.title)
    looks = site.pages.looks(url)
    made = AnnualReport(
        column=column.url, url=url, title=listed.title, year=year or 0, published=listed.published, looks=looks
    )
    if not scope.owns(url):
        return (replace(made, kept_elsewhere=True) if year else None), None
    if urlsplit(url).path.rpartition(".")[2].lower() in FILES:
        return (replace(made, unread="unreadable", tables_unread="unreadable") if year else None), None
    page = site.pages.page(url)
    dom = site.pages.body_text(url) if page is not None else None
    if page is None or dom is None:
        return (replace(made, unread="incomplete_crawl", tables_unread="incomplete_crawl") if year else None), None
    read = read_annual_report(dom, listed.title)
    year = year or (read.year if read is not None else None) or year_of(page.title or "")
    if year is None:
        return None, None
    published = listed.published
    if published is None and page.published is not None and page.published_from != "url":
        published = day_of(page.published)
    made = replace(made, year=year, published=published)
    hidden = page.needs_browser is not None and not page.rendered
    offers = _offers_files(dom)
    if read is None:
        return replace(made, unread="unrendered" if hidden else "unreadable", tables_unread="unreadable"), None
    lacks = bool(read.missing_tables or read.missing_parts)
    unread = None
    if lacks and (hidden or offers or read.pictures):
        unread = "unrendered" if hidden else "unreadable"
    return (
        replace(
            made,
            form=read.form,
            missing_parts=read.missing_parts,
            missing_tables=read.missing_tables,
            unread=unread if len(read.parts) < 2 else None,
            tables_unread=unread if read.missing_tables else None,
            identities=read.identities,
            blank_totals=read.blank_totals,
            rules=tuple(_rules(read.tables)),
        ),
        read,
    )


def _rules(tables: ReportTables) -> Iterator[RuleCount]:
    """What table two counts of rules; nothing where it has no such row."""
    for matter in ("规章", "行政规范性文件"):
        made, ended, valid = (tables.two.get((matter, column)) for column in ("制发", "废止", "有效"))
        if (made, ended, valid) != (None, None, None):
            yield RuleCount(matter=matter, made=_whole(made), ended=_whole(ended), valid=_whole(valid))


def _whole(value: Value) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def _offers_files(dom: Dom) -> bool:
    """Whether a page offers a file that may hold the report."""
    targets = (dom.resolve(link.attributes.get("href")) for link in dom.tree.css("a[href]")[:LINKS])
    return any(urlsplit(url).path.rpartition(".")[2].lower() in FILES for url in targets if url is not None)


def _compared(report: AnnualReport, read: Report, earlier: Report, like: str) -> AnnualReport:
    """A report with what only the year before tells: R4, R6, and how alike the texts are."""
    across = {identity.id: identity for identity in across_years(read.tables, earlier.tables)}
    identities: tuple[Identity, ...] = tuple(across.get(identity.id, identity) for identity in report.identities)
    texts = [re.sub(r"\d", "0", text[:COMPARED]) for text in (read.prose, earlier.prose)]
    likeness = round(fuzz.ratio(*texts) / 100, 3) if all(len(text) >= 200 for text in texts) else None
    return replace(report, identities=identities, likeness=likeness, like=like)
