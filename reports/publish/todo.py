"""The to-do list of a target: one row a cure, in order of what it brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks import messages
from checks.deadlines import Deadlines
from reports.publish.model import AGES, SharedFault, TargetCard
from reports.publish.packed import Row
from storage.records import Mark

CAUSES: dict[str, tuple[str, ...]] = {
    "missing_footer_elements": (),
    "missing_columns": (),
    "broken_links": ("reason",),
}
"""Findings of a check that one cure mends together: all of it, or those alike in these fields; else each alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """One thing to do. ``pages``: pages it mends; ``points``: what it wins back at most; ``veto``: rows it may lift.

    ``days``: working days from the notice in which it must be done. ``ages``: how many of its places are new, were
    not mended since the last period, or are older.
    """

    target: str
    called: str
    check: str
    reason: str
    title: str
    what: str
    places: int
    pages: int
    points: Decimal
    veto: tuple[str, ...]
    days: int
    ages: tuple[tuple[str, int], ...]
    findings: tuple[Row, ...]

    @property
    def age(self) -> str:
        """Since when, with numbers where its places differ."""
        if len(self.ages) == 1:
            return self.ages[0][0]
        return "、".join(f"{age} {number}" for age, number in self.ages)


def cures(card: TargetCard, deadlines: Deadlines, shared: Collection[str] = ()) -> list[Cure]:
    """What to do, most effective first: lifting a veto, then what cannot wait, then points, then pages.

    ``deadlines``: the scheme's. ``shared``: keys of findings that are a platform's to mend, told elsewhere.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in card.of("fail"):
        if row["key"] not in shared:
            groups.setdefault(_cause(row), []).append(row)
    worth: dict[str, list[Mark]] = {}
    for mark in card.scorecard.marks:
        if (mark.part == "veto" and mark.veto) or (mark.part == "deduction" and mark.fails):
            for key in mark.keys:
                worth.setdefault(key, []).append(mark)
    return in_order(_cure(card, rows, worth, deadlines) for rows in groups.values())


def in_order(found: Iterable[Cure]) -> list[Cure]:
    """Cures, most effective first; what must come down at once before what only costs points."""
    return sorted(
        found, key=lambda cure: (not cure.veto, cure.days > 1, -cure.points, -cure.pages, cure.check, cure.what)
    )


def told_elsewhere(shared: Iterable[SharedFault], site: str) -> frozenset[str]:
    """The keys of one site's findings that are a platform's to mend."""
    return frozenset(key for fault in shared for key in fault.keys.get(site, ()))


def _cause(row: Row) -> tuple[str, ...]:
    fields = CAUSES.get(row["check"])
    if fields is None:
        return (row["check"], row["key"])
    return (row["check"], *(str(row[field]) for field in fields))


def _cure(card: TargetCard, rows: Sequence[Row], worth: Mapping[str, Sequence[Mark]], deadlines: Deadlines) -> Cure:
    first = rows[0]
    touched = Counter(mark.row for row in rows for mark in worth.get(row["key"], ()))
    marks = {mark.row: mark for row in rows for mark in worth.get(row["key"], ())}
    veto = [row for row, mark in marks.items() if mark.part == "veto"]
    points = sum(
        (
            mark.lost * touched[row] / max(mark.fails, touched[row])
            for row, mark in marks.items()
            if mark.part == "deduction"
        ),
        Decimal(0),
    )
    pages = max(int(row["detail"].get("pages", 1)) for row in rows)
    ages = Counter(card.age(row) for row in rows)
    return Cure(
        target=card.site.id,
        called=card.called,
        check=first["check"],
        reason=first["reason"],
        title=messages.title(first["check"]),
        what=_what(rows, pages),
        places=len(rows),
        pages=pages,
        points=points,
        veto=tuple(veto),
        days=deadlines.term(deadlines.class_of(first["check"], vetoes=bool(veto))).days,
        ages=tuple((age, ages[age]) for age in AGES if ages[age]),
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
