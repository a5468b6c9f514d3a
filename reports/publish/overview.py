"""What the overview counts over all sites: verdicts by class, problems by check, where they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checks import messages
from checks.registry import all_checks
from reports.publish.model import SharedFault, SiteCard, TargetCard
from reports.publish.todo import told_elsewhere
from reports.publish.words import FAMILIES, STATES
from reports.rounds import CLASSES, class_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A check that failed somewhere. ``cards``: sites, or accounts, with their counts, in the registry's order.

    ``judged``: on how many sites it could be made.
    """

    check: str
    title: str
    family: str
    count: int
    judged: int
    cards: tuple[tuple[TargetCard, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one family of checks found on one site: confirmed faults, doubts, and how many of its checks were blind.

    ``made``: checks of the family that looked at all, 0 where none did.
    """

    fails: int
    doubts: int
    blind: int
    made: int

    @property
    def text(self) -> str:
        """What the cell prints: nothing unseen ever reads as nought."""
        if self.fails:
            return str(self.fails)
        if self.doubts:
            return f"疑{self.doubts}"
        if self.blind or not self.made:
            return "未"
        return "0"

    @property
    def shade(self) -> str:
        """How dark it is."""
        if self.fails:
            return "h1" if self.fails < 3 else "h2" if self.fails < 10 else "h3"
        return "hd" if self.doubts else "hn" if self.blind or not self.made else "h0"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Sites by families of checks. ``families``: names of the columns, those that any site was checked for."""

    families: tuple[str, ...]
    rows: tuple[tuple[SiteCard, tuple[Cell, ...]], ...]


def family_of(check: str) -> str:
    """The family of a check; "" for one that this program no longer has."""
    known = all_checks().get(check)
    return known.family if known is not None else ""


def classes(cards: Sequence[SiteCard]) -> list[tuple[str, Counter[str]]]:
    """Verdicts by class as the city's notices count them, in their order."""
    tallies: dict[str, Counter[str]] = {}
    for card in cards:
        tallies.setdefault(class_of(card.site, card.agency), Counter())[card.scorecard.verdict] += 1
    return [(CLASSES[name], tallies[name]) for name in CLASSES if name in tallies]


def problems(cards: Sequence[TargetCard], shared: Sequence[SharedFault] = ()) -> list[Problem]:
    """Checks that failed somewhere, those on most targets first. ``shared``: faults that are told as a platform's."""
    found: dict[str, list[tuple[TargetCard, int]]] = {}
    for card in cards:
        for check, count in _own(card, shared).items():
            found.setdefault(check, []).append((card, count))
    made = [
        Problem(
            check=check,
            title=messages.title(check),
            family=FAMILIES.get(family_of(check), ""),
            count=sum(count for _, count in named),
            judged=sum(check in card.examined or card.tally["fail"][check] > 0 for card in cards),
            cards=tuple(named),
        )
        for check, named in found.items()
    ]
    return sorted(made, key=lambda problem: (-len(problem.cards), -problem.count, problem.check))


def _own(card: TargetCard, shared: Sequence[SharedFault]) -> Counter[str]:
    """The faults of a target by check, without those of its platform."""
    if not any(card.site.id in fault.keys for fault in shared):
        return card.tally["fail"]
    elsewhere = told_elsewhere(shared, card.site.id)
    return Counter(row["check"] for row in card.of("fail") if not row.get("shared") and row.get("key") not in elsewhere)


def heat_map(cards: Sequence[SiteCard]) -> HeatMap:
    """How many confirmed faults of each family every site has."""
    examined = {family_of(check) for card in cards for check in card.examined}
    families = [family for family in FAMILIES if family in examined]
    return HeatMap(
        families=tuple(FAMILIES[family] for family in families),
        rows=tuple((card, tuple(_cell(card, family) for family in families)) for card in cards),
    )


def _cell(card: SiteCard, family: str) -> Cell:
    def count(outcome: str) -> int:
        return sum(number for check, number in card.tally[outcome].items() if family_of(check) == family)

    return Cell(
        fails=count("fail"),
        doubts=count("unsure"),
        blind=count("not_run"),
        made=sum(family_of(check) == family for check in card.examined),
    )


def unmeasured(cards: Sequence[SiteCard]) -> list[tuple[str, str, str]]:
    """Rows that are settled on no site: (row, title, why), in the scheme's order."""
    rows: dict[str, tuple[str, str]] = {}
    settled: set[str] = set()
    for card in cards:
        for mark in card.scorecard.marks:
            rows.setdefault(mark.row, (mark.title, mark.note or STATES[mark.state]))
            if mark.state in {"settled", "pending"}:
                settled.add(mark.row)
    return [(row, title, why) for row, (title, why) in rows.items() if row not in settled]
