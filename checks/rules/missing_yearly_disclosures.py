"""What is due once a year and is not there, came late, or is last year's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from checks.core import Seen, check
from storage.records import Column, Finding, Nature, Outcome, YearlyItem

EVERYBODY = ("municipal", "district", "department", "committee", "institution")
BODIES = ("municipal", "district", "department")
GOVERNMENTS = ("municipal", "district")
FIRST_PLAN = 2021
"""A year in which a five-year plan began."""

LEAST = {"m": 6, "q": 4, "i": 4}
"""Months, quarters and issues that a site must show for them to be a series."""

LEFT_OUT = frozenset({"budget", "trap", "host_given_up"})
"""Reasons for which a crawl leaves pages out that may hold what is missed."""


@check(
    family="disclosure",
    needs=(YearlyItem, Column),
    reasons={"absent": Outcome.FAIL, "late": Outcome.FAIL, "last_years_copy": Outcome.FAIL},
    options={
        "due": {
            "budget": "06-30",
            "final_accounts": "11-15",
            "website_statement": "01-31",
            "assessment_results": "03-31",
            "open_government_plan": "12-31",
            "performance_targets": "12-31",
            "fee_catalogue": "12-31",
            "major_projects": "12-31",
            "proposal_replies": "12-31",
            "five_year_plans": "12-31",
            "powers_list": "12-31",
        },
        "years_back": {"final_accounts": 1, "website_statement": 1, "assessment_results": 1},
        "classes": {
            "budget": BODIES,
            "final_accounts": BODIES,
            "website_statement": EVERYBODY,
            "assessment_results": GOVERNMENTS,
            "open_government_plan": BODIES,
            "performance_targets": BODIES,
            "fee_catalogue": BODIES,
            "major_projects": BODIES,
            "proposal_replies": BODIES,
            "five_year_plans": BODIES,
            "powers_list": BODIES,
        },
        "every": {"five_year_plans": 5},
        "on_change": ("powers_list", "five_year_plans"),
        "series": {"air_quality": 60, "water_quality": 60, "social_insurance": 90, "gazette": 0},
        "roles": {"budget": "budget", "final_accounts": "budget"},
        "expected": ("budget", "final_accounts"),
        "back": 3,
    },
)
def missing_yearly_disclosures(seen: Seen) -> Iterator[Finding]:
    """A document that is due once a year is not there, appeared after its day, or is last year's under a new title.

    Fails when   the day of the newest year that was due is over and no title names the item and that year, although
                 the site shows it for an earlier year (absent); the earliest of that year appeared after the day
                 (late); or its text is the year before's but for the year (last_years_copy). Of a monthly or quarterly
                 series that the site shows without a gap: the period after its newest is long over (absent).
    Unsure when  the item's column holds items and none of them is the item, of any year (too_little_seen); the days
                 of two years' documents are the same, as after a migration (contradicting); what is renewed only when
                 it changes was shown for an earlier year and not since; a gazette lacks an issue between two others
                 (too_little_seen).
    Leaves out   bodies of other classes, or formed in or after the year; columns that are absent, blank or kept on
                 another site; items that the site never showed, which it may not owe or may keep elsewhere; texts
                 that only lead to a file.
    Assumes      the title names the item and its year; an undated address's day is not known; an item without a year
                 that appeared in the year due is that year's.
    Counts       one finding an item and year, one a series; examined are the items due.
    Options      due: month and day by item, in the year due; years_back: 1 where it is then the year before's;
                 classes, roles: bodies that owe it, its column; expected: items missed in a column that has others;
                 back: years in which the site must have shown it; every: years between two of an item, from 2021;
                 on_change: items renewed when they change; series: days after the end of a period by item, 0 for
                 what appears in numbered issues.
    Source       Budget law, article 14 (20 days after approval; the days here leave room for it); State Council 2018
                 rules on websites' yearly statements; the bodies' own yearly plans for open government.
    """
    columns = list(seen[Column])
    found: dict[str, list[YearlyItem]] = {}
    for document in seen[YearlyItem]:
        found.setdefault(document.item, []).append(document)
    for item, written in seen.options["due"].items():
        duty = _duty(seen, item, written)
        shown = found.get(item, [])
        if _owes(seen, duty, shown):
            yield from _judge(seen, duty, shown, columns)
    for item, grace in seen.options["series"].items():
        yield from _judge_series(seen, item, grace, found.get(item, []))


@dataclass(frozen=True, slots=True)
class _Duty:
    """An item, the day by which it was due last, and the year of which it then had to be."""

    item: str
    due: date
    year: int


def _duty(seen: Seen, item: str, written: str) -> _Duty:
    month, day = (int(part) for part in written.split("-"))
    due = date(seen.today.year, month, day)
    if due >= seen.today:
        due = date(seen.today.year - 1, month, day)
    year = due.year - seen.options["years_back"].get(item, 0)
    return _Duty(item, due, year - (year - FIRST_PLAN) % seen.options["every"].get(item, 1))


def _owes(seen: Seen, duty: _Duty, shown: Sequence[YearlyItem]) -> bool:
    agency = seen.agency
    if agency is None:
        return bool(shown)
    if agency.formed_on is not None and agency.formed_on.year >= duty.year:
        return False
    since = seen.site.valid_from
    return agency.klass in seen.options["classes"].get(duty.item, ()) and (since is None or since <= duty.due)


def _judge(seen: Seen, duty: _Duty, shown: Sequence[YearlyItem], columns: Sequence[Column]) -> Iterator[Finding]:
    role = seen.options["roles"].get(duty.item)
    kept = [column for column in columns if column.role == role] if role else []
    own = [column for column in kept if column.own]
    if role and (not own or all(column.blank for column in own)):
        return
    at, looks = (own[0].url, own[0].looks) if own else (seen.site.url, ())
    detail: dict[str, Any] = {"item": duty.item, "year": duty.year, "when": str(duty.year)}
    detail["due_on"] = duty.due.isoformat()
    seen.examined += 1
    there = [document for document in shown if _is_of(document, duty)]
    if there:
        yield from _judge_days(seen, duty, there, shown, at)
        copies = [document for document in there if document.copy_of is not None]
        if copies and len(copies) == len(there):
            yield seen.finding(
                at, "last_years_copy", looks=looks, url=copies[0].url, copy_of=copies[0].copy_of, **detail
            )
        return
    back = max(seen.options["back"], seen.options["every"].get(duty.item, 1))
    before = any(document.year and duty.year - back <= document.year < duty.year for document in shown)
    if hidden := next((column.doubt for column in own if column.doubt), None):
        yield seen.finding(at, hidden, looks=looks, **detail)
    elif before and seen.run.coverage is not None and LEFT_OUT & set(seen.run.coverage.skipped):
        yield seen.finding(at, "incomplete_crawl", looks=looks, **detail)
    elif before:
        reason = "too_little_seen" if duty.item in seen.options["on_change"] else "absent"
        yield seen.finding(at, reason, looks=looks, **detail)
    elif duty.item in seen.options["expected"] and any(column.items for column in own):
        yield seen.finding(at, "too_little_seen", looks=looks, **detail)


def _judge_series(seen: Seen, item: str, grace: int, shown: Sequence[YearlyItem]) -> Iterator[Finding]:
    """What comes every month or quarter, or in numbered issues; only a series without a gap tells what is missing."""
    named: dict[str, set[tuple[int, int]]] = {}
    for document in shown:
        if document.period is not None and document.year is not None:
            named.setdefault(document.period[0], set()).add((document.year, int(document.period[1:])))
    unit = max(named, key=lambda unit: len(named[unit]), default="")
    told = sorted(named.get(unit, ()))
    if (unit == "i") != (grace == 0) or len(told) < LEAST.get(unit, 1):
        return
    seen.examined += 1
    if unit == "i":
        year = told[-1][0]
        issues = {number for of, number in told if of == year}
        lacking = sorted(set(range(min(issues), max(issues))) - issues)
        if len(lacking) == 1 and len(issues) >= LEAST["i"]:
            yield _missed(seen, item, year, f"{year}-{lacking[0]:02d}", "too_little_seen", told_on=seen.today)
        return
    size = 12 // (12 if unit == "m" else 4)
    places = [(year * 12 + number * size) // size for year, number in told]
    newest = places[-LEAST[unit] :]
    if newest[-1] - newest[0] != LEAST[unit] - 1:
        return
    months = (places[-1] + 1) * size  # months from year 0 to the end of the period that must have followed
    due = date(months // 12, months % 12 + 1, 1) + timedelta(days=grace - 1)
    if due < seen.today:
        year, last = divmod(months - 1, 12)
        skipped = seen.run.coverage is not None and LEFT_OUT & set(seen.run.coverage.skipped)
        reason = "incomplete_crawl" if skipped else "absent"
        yield _missed(seen, item, year, f"{year}-{last + 1:02d}", reason, told_on=due)


def _missed(seen: Seen, item: str, year: int, when: str, reason: str, *, told_on: date) -> Finding:
    return seen.finding(seen.site.url, reason, item=item, year=year, when=when, due_on=told_on.isoformat())


def _is_of(document: YearlyItem, duty: _Duty) -> bool:
    if document.year is not None:
        return document.year == duty.year
    return document.published is not None and document.published.year == duty.due.year


def _judge_days(
    seen: Seen, duty: _Duty, there: Sequence[YearlyItem], shown: Sequence[YearlyItem], at: str
) -> Iterator[Finding]:
    """Whether the first of a year's documents came in time; where one has no day nobody knows."""
    if any(document.published is None for document in there):
        return
    first = min(there, key=lambda document: document.published or date.max)
    if first.published is None or first.published <= duty.due or first.published > seen.today:
        return
    others = [document.published for document in shown if document.year not in {None, duty.year} and document.published]
    moved = any(abs(day - first.published) <= timedelta(days=3) for day in others)
    yield seen.finding(
        at,
        "contradicting" if moved else "late",
        nature=Nature.EVENT,
        item=duty.item,
        year=duty.year,
        due_on=duty.due.isoformat(),
        published=first.published.isoformat(),
        url=first.url,
    )
