"""The data of a report as tables: what each holds, field by field, for workbooks, CSV files and JSON.

The fields, with their Chinese names and what they mean, lie in ``tables.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from checks import messages
from reports.publish.audience import Shown
from reports.publish.model import CityReport, TargetCard
from reports.publish.overview import family_of, problems
from reports.publish.todo import cures, told_elsewhere
from reports.publish.words import CLASSES, FAMILIES, KINDS, PARTS, PLATFORMS, SKIPPED, STATES, VERDICTS

Values = Iterator[tuple[Any, ...]]

NOT_LOOKED_AT = "未检查"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``kind``: text, int, number, date, json. ``title``: its Chinese name; ``note``: what it means."""

    name: str
    title: str
    note: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. ``rows``: its values in the order of the fields, the same every time."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Callable[[Any], Values]


def _sites(report: CityReport) -> Values:
    for card in report.cards:
        score = card.scorecard
        yield (
            card.site.id,
            card.site.name,
            card.agency.name if card.agency else None,
            CLASSES.get(card.agency.klass if card.agency else None, CLASSES[None]),
            KINDS.get(card.site.kind, card.site.kind),
            card.site.url,
            card.run.round,
            report.verdicts[score.verdict],
            score.points,
            score.low,
            score.high,
            score.uncapped,
            score.bonus,
            _vetoes(card),
            *(card.count(outcome) for outcome in ("fail", "unsure", "not_run")),
            len(card.mended),
        )


def _vetoes(card: TargetCard) -> str | None:
    return "、".join(mark.title for mark in card.vetoes) or None


def _accounts(report: CityReport) -> Values:
    cards = {card.account.id: card for card in report.accounts}
    names = {card.site.agency: card.agency.name for card in report.targets if card.agency is not None}
    for account in report.registered:
        card = cards.get(account.id)
        told: tuple[Any, ...] = (NOT_LOOKED_AT, *[None] * 5)
        if card is not None:
            day = card.last_post.isoformat() if card.last_post else None
            counts = (card.count("fail"), card.count("unsure"))
            told = (report.verdicts[card.scorecard.verdict], day, card.silent_days, _vetoes(card), *counts)
        platform = PLATFORMS.get(account.platform, account.platform)
        agency = names.get(account.agency, account.agency)
        yield (account.id, platform, account.name, agency, account.url, account.status, *told)


def _todo(report: CityReport) -> Values:
    for card in report.targets:
        for cure in cures(card, report.scheme.deadlines, told_elsewhere(report.shared, card.site.id)):
            yield (
                card.agency.name if card.agency else None,
                card.site.id,
                card.site.name,
                cure.what,
                cure.title,
                cure.places,
                cure.pages,
                cure.points,
                "、".join(cure.veto) or None,
                cure.findings[0]["page"],
                cure.age,
                cure.days,
                None,
                cure.findings[0]["key"],
            )


def _shared(report: CityReport) -> Values:
    for fault in report.shared:
        yield (fault.platform, fault.operator, fault.what, fault.remedy, "、".join(fault.keys), fault.sites)


def _history(report: CityReport) -> Values:
    for card in report.targets:
        for quarter in card.history:
            told = (quarter.period, VERDICTS[quarter.verdict], quarter.low, quarter.high, quarter.changed)
            yield (card.site.id, card.site.name, *told)


def _findings(report: CityReport) -> Values:
    for card in report.targets:
        for row in card.findings:
            yield (
                row["key"],
                card.site.id,
                card.site.name,
                FAMILIES.get(family_of(row["check"]), ""),
                row["check"],
                messages.title(row["check"]),
                row["reason"],
                row["outcome"],
                row["state"],
                row["message"],
                row["remedy"],
                row["page"],
                row["subject"],
                int(row["detail"].get("pages", 1)),
                row["basis"]["document"],
                row["basis"]["clause"],
                row["first_seen"][:10],
                card.age(row),
                row["detail"],
            )


def _marks(report: CityReport) -> Values:
    for card in report.targets:
        for mark in card.scorecard.marks:
            yield (
                card.site.id,
                card.site.name,
                mark.row,
                mark.title,
                PARTS[mark.part],
                STATES[mark.state],
                mark.points,
                mark.lost,
                mark.lost_at_most,
                mark.uncapped,
                mark.gained,
                "否决" if mark.veto else "可能否决" if mark.veto_possible else None,
                mark.fails,
                mark.doubts,
                mark.due_on.isoformat() if mark.due_on else None,
                mark.note,
            )


def _problems(report: CityReport) -> Values:
    for problem in problems((*report.cards, *report.accounts)):
        for card, count in problem.cards:
            yield (problem.check, problem.title, problem.family, card.site.id, card.site.name, count)


def _coverage(report: CityReport) -> Values:
    for card in report.cards:
        seen = card.run.coverage
        if seen is None:
            yield (card.site.id, card.site.name, *[None] * 9)
            continue
        skipped = "；".join(f"{SKIPPED.get(why, why)} {number}" for why, number in seen.skipped.items() if number)
        counts = (seen.known, seen.fetched, seen.pages, seen.failed, seen.blocked, seen.undecodable, seen.rendered)
        yield (card.site.id, card.site.name, *counts, seen.needed_browser, skipped or None)


ROWS: Mapping[str, Callable[[CityReport], Values]] = {
    "sites": _sites,
    "accounts": _accounts,
    "problems": _problems,
    "todo": _todo,
    "shared": _shared,
    "marks": _marks,
    "history": _history,
    "findings": _findings,
    "coverage": _coverage,
}
"""The tables in the order of their sheets."""


@cache
def _said() -> Mapping[str, Any]:
    text = (resources.files("reports.publish") / "tables.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def named_table(name: str, rows: Callable[[Any], Values]) -> Table:
    """A table whose fields lie in ``tables.toml``."""
    said = _said()[name]
    return Table(name=name, title=said["title"], fields=tuple(Field(**field) for field in said["fields"]), rows=rows)


TABLES = tuple(named_table(name, rows) for name, rows in ROWS.items())

POINTS = frozenset({"points", "low", "high", "uncapped", "bonus"})
INTERNAL = frozenset({"doubts", "not_run"})
PUBLIC = frozenset({"sites", "accounts", "problems", "coverage"})
"""Tables that hold no place of a fault."""


def tables(shown: Shown) -> Iterator[Table]:
    """The tables that a reader may see; without points for readers who are shown none."""
    for table in TABLES:
        if shown.scorecards or table.name in PUBLIC:
            hidden = (frozenset() if shown.points else POINTS) | (frozenset() if shown.scorecards else INTERNAL)
            yield _without(table, hidden) if hidden else table


def without_points(table: Table) -> Table:
    """A table for readers who are shown no points."""
    return _without(table, POINTS)


def _without(table: Table, names: frozenset[str]) -> Table:
    kept = [place for place, field in enumerate(table.fields) if field.name not in names]

    def rows(report: Any) -> Values:
        return (tuple(row[place] for place in kept) for row in table.rows(report))

    return replace(table, fields=tuple(table.fields[place] for place in kept), rows=rows)


def dictionary(tables: Iterable[Table]) -> list[Mapping[str, str]]:
    """What every field of some tables means, in order."""
    return [
        {
            "table": table.name,
            "table_title": table.title,
            "field": field.name,
            "title": field.title,
            "kind": field.kind,
            "note": field.note,
        }
        for table in tables
        for field in table.fields
    ]


def number(value: Decimal) -> int | float:
    """A decimal as the number it prints as."""
    return int(value) if value == value.to_integral_value() else float(value)
