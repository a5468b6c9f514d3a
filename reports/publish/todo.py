"""The to-do list of a site: one row a cure, in order of what it brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks import messages
from reports.publish.model import SiteCard
from reports.publish.packed import Row

CAUSES: dict[str, tuple[str, ...]] = {
    "missing_footer_elements": (),
    "missing_columns": (),
    "broken_links": ("reason",),
}
"""Findings of a check that one cure mends together: all of it, or those alike in these fields; else each alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """One thing to do. ``pages``: pages it mends; ``points``: what it wins back at most; ``veto``: rows it may lift."""

    check: str
    reason: str
    title: str
    what: str
    places: int
    pages: int
    points: Decimal
    veto: tuple[str, ...]
    findings: tuple[Row, ...]


def cures(card: SiteCard) -> list[Cure]:
    """What to do, most effective first: lifting a veto, then points, then pages."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in card.of("fail"):
        groups.setdefault(_cause(row), []).append(row)
    found = [_cure(card, rows) for rows in groups.values()]
    return sorted(found, key=lambda cure: (not cure.veto, -cure.points, -cure.pages, cure.check, cure.what))


def _cause(row: Row) -> tuple[str, ...]:
    fields = CAUSES.get(row["check"])
    if fields is None:
        return (row["check"], row["key"])
    return (row["check"], *(str(row[field]) for field in fields))


def _cure(card: SiteCard, rows: Sequence[Row]) -> Cure:
    first = rows[0]
    keys = {row["key"] for row in rows}
    points = Decimal(0)
    veto = []
    for mark in card.scorecard.marks:
        mine = keys.intersection(mark.keys)
        if not mine:
            continue
        if mark.part == "veto" and mark.veto:
            veto.append(mark.row)
        elif mark.part == "deduction" and mark.fails:
            points += mark.lost * len(mine) / max(mark.fails, len(mine))
    pages = max(int(row["detail"].get("pages", 1)) for row in rows)
    return Cure(
        check=first["check"],
        reason=first["reason"],
        title=messages.title(first["check"]),
        what=_what(rows, pages),
        places=len(rows),
        pages=pages,
        points=points,
        veto=tuple(veto),
        findings=tuple(rows),
    )


def _what(rows: Sequence[Row], pages: int) -> str:
    """The cure in one sentence."""
    first = rows[0]
    if first["check"] == "missing_footer_elements":
        names = "、".join(messages.element_name(row["detail"].get("element", "—")) for row in rows)
        return _sentence("missing_footer_elements", names=names, pages=f"{pages:,}")
    if first["check"] == "missing_columns":
        names = "、".join(messages.role_name(row["detail"].get("role", "—")) for row in rows)
        return _sentence("missing_columns", names=names)
    if first["check"] == "broken_links" and len(rows) > 1:
        return _sentence("broken_links", remedy=first["remedy"], places=len(rows))
    return str(first["remedy"])


def _sentence(check_id: str, **values: object) -> str:
    return str(messages.texts()["cure"][check_id]).format(**values)
