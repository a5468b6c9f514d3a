"""Items that the law makes a body disclose and that are nowhere on its site."""

import re
from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, DisclosureCatalogue, DisclosureEntry, Finding, Outcome, ProjectPage, RunState

LEFT_OUT = frozenset({"budget", "trap", "host_given_up"})
"""Reasons for which a crawl leaves pages out that may hold what is missed."""

GOVERNMENT = (
    *("regulations", "organization", "plans", "statistics", "licensing", "penalty", "budget", "procurement"),
    *("major_projects", "livelihood", "emergency", "supervision", "civil_service"),
)


@check(
    family="disclosure",
    needs=(DisclosureCatalogue, DisclosureEntry, ProjectPage, Column),
    reasons={"absent": Outcome.FAIL},
    options={
        "classes": {
            "municipal": GOVERNMENT,
            "district": GOVERNMENT,
            "department": ("regulations", "organization", "budget"),
            "committee": ("organization",),
            "institution": (),
        },
        "bodies": {
            "财政局": ("procurement", "fees"),
            "生态环境局|环境保护局|环保局": ("supervision", "penalty", "licensing"),
            "卫生健康委|卫生健康局": ("supervision", "penalty", "licensing"),
            "市场监督管理局|市场监管局": ("supervision", "penalty", "licensing"),
            "应急管理局": ("emergency", "supervision", "penalty"),
            "统计局": ("statistics",),
            "发展和?改革(?:委|局)": ("plans", "major_projects"),
            "公安局": ("penalty", "licensing"),
            "教育局|民政局|医疗保障局": ("livelihood",),
            "人力资源和?社会保障局": ("livelihood", "civil_service"),
        },
        "columns": {
            "regulations": "policy_document",
            "organization": "organization",
            "plans": "plan",
            "budget": "budget",
            "civil_service": "personnel",
        },
    },
)
def missing_disclosures(seen: Seen) -> Iterator[Finding]:
    """A platform laid out by the items of article 20 lacks one that its body owes, or names one and shows nothing.

    Fails when   no column, entry of the catalogue, item of a list or article anywhere on the site fits an item that
                 every body of the class, or of the kind that its name tells, owes; or the catalogue names an item, the
                 page behind the entry is empty, and nothing else on the site fits it.
    Unsure when  the catalogue names an item and no link leads on (contradicting); approvals of major projects print
                 no project code (too_little_seen).
    Leaves out   sites whose platform is not laid out by items: there nobody can tell what is meant to be where;
                 items that not every such body owes, unless its own catalogue names them; bodies formed this year;
                 columns that ``missing_columns`` requires, blank columns, dead links and yearly documents, which have
                 checks of their own; approvals in files.
    Assumes      a name or title with an item's words is about the item; too many fit rather than too few.
    Counts       one finding an item; one for all approvals without a code; examined are the items owed or named.
                 Not run, once, where pages of the platform were not seen or the crawl left pages out.
    Options      classes, bodies: items owed by class and by what a body's name says (a pattern); columns: roles of
                 which ``missing_columns`` speaks on portals, by item.
    Source       Regulations on Disclosure of Government Information (2019), articles 19 to 21; State Council General
                 Office letter 61 of 2019 on the platform; Shanghai Development Commission 2019: one code a project.
    """
    columns = list(seen[Column])
    hollow = {column.url for column in columns if column.blank is not None}
    formed = seen.agency.formed_on if seen.agency is not None else None
    catalogues = list(seen[DisclosureCatalogue])
    if formed is None or formed.year < seen.today.year:
        for catalogue in catalogues:
            yield from _judge(seen, catalogue, columns, hollow)
    yield from _uncoded(seen)


def _judge(seen: Seen, catalogue: DisclosureCatalogue, columns: list[Column], hollow: set[str]) -> Iterator[Finding]:
    owed = [item for item in _owed(seen) if not _has_own_check(seen, item, columns)]
    seen.examined += len({*owed, *catalogue.named})
    told: set[str] = set()
    for entry in seen[DisclosureEntry]:
        if entry.catalogue != catalogue.url or entry.item in catalogue.shown or entry.item in told:
            continue
        if entry.state == "unseen" or entry.url in hollow:
            continue
        told.add(entry.item)
        yield seen.finding(
            entry.url or catalogue.url,
            "absent" if entry.state == "empty" else "contradicting",
            page=catalogue.url,
            item=entry.item,
            name=entry.name,
            catalogue=catalogue.name,
            looks=entry.looks,
        )
    missed = [item for item in owed if item not in catalogue.shown and item not in catalogue.named]
    if missed and (blind := _blind(seen, catalogue, columns)) is not None:
        yield seen.finding(catalogue.url, blind, catalogue=catalogue.name, name=catalogue.name, looks=catalogue.looks)
        return
    for item in missed:
        yield seen.finding(catalogue.url, "absent", item=item, catalogue=catalogue.name, looks=catalogue.looks)


def _owed(seen: Seen) -> list[str]:
    """Items that every body like this one owes, by class and by name."""
    agency = seen.agency
    if agency is None:
        return []
    owed = list(seen.options["classes"].get(agency.klass, ()))
    for pattern, items in seen.options["bodies"].items():
        if re.search(pattern, agency.name):
            owed += items
    return list(dict.fromkeys(owed))


def _has_own_check(seen: Seen, item: str, columns: list[Column]) -> bool:
    """Whether ``missing_columns`` says on a portal that the item's column is not there."""
    role = seen.options["columns"].get(item)
    return seen.site.kind == "portal" and role is not None and not any(column.role == role for column in columns)


def _blind(seen: Seen, catalogue: DisclosureCatalogue, columns: list[Column]) -> str | None:
    """Why an item that was not found proves nothing; None where everything was seen."""
    if catalogue.doubt is not None:
        return catalogue.doubt
    if seen.run.state is RunState.INCOMPLETE:
        return "incomplete_crawl"
    if seen.run.coverage is not None and LEFT_OUT & set(seen.run.coverage.skipped):
        return "incomplete_crawl"
    return next((column.doubt for column in columns if column.role in {"home", "sitemap_page"} and column.doubt), None)


def _uncoded(seen: Seen) -> Iterator[Finding]:
    """Approvals without the code by which a project is known everywhere, told once a column."""
    pages: dict[str, list[ProjectPage]] = {}
    for page in seen[ProjectPage]:
        pages.setdefault(page.column, []).append(page)
    for column, approvals in pages.items():
        seen.examined += 1
        lacking = sorted(page.url for page in approvals if not page.coded)
        if lacking:
            yield seen.finding(
                column,
                "too_little_seen",
                item="major_projects",
                pages=len(lacking),
                read=len(approvals),
                examples=lacking[:20],
            )
