"""What a report tells: plain values, read from the store once; nothing here asks the network or the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reports.platforms import PlatformRow
from reports.policy_rows import PolicyTable
from reports.publish.packed import Findings, Row
from reports.rounds import Round
from storage.records import Agency, Mark, Run, Scorecard, Site


@dataclass(frozen=True, kw_only=True)
class SiteCard:
    """One site: who answers for it, how it scored, what was found. ``findings``: sorted as exported. ``policies``:
    documents with their interpretations, None where none were looked for.

    ``mended``: findings of earlier rounds of the period that the last no longer shows. ``examined``: checks made.
    """

    site: Site
    agency: Agency | None
    run: Run
    scorecard: Scorecard
    findings: Findings
    policies: PolicyTable | None = None
    mended: tuple[Row, ...] = ()
    examined: frozenset[str] = frozenset()

    def of(self, outcome: str) -> list[Row]:
        """The findings of one outcome as it stands: a doubt that was upheld fails, what was cleared is out."""
        return self.findings.standing().get(outcome, [])

    @cached_property
    def tally(self) -> Mapping[str, Counter[str]]:
        """How many findings of each outcome each check has."""
        return {outcome: Counter(row["check"] for row in self.of(outcome)) for outcome in ("fail", "unsure", "not_run")}

    def count(self, outcome: str) -> int:
        """How many findings of an outcome there are."""
        return self.tally[outcome].total()

    @property
    def called(self) -> str:
        """A short name: the agency's where this is its own site, else the site's."""
        own = self.agency is not None and self.agency.id and self.site.kind != "subsite"
        return (self.agency.short_name if own and self.agency is not None else "") or self.site.name

    @property
    def vetoes(self) -> list[Mark]:
        """The rows that certainly veto."""
        return [mark for mark in self.scorecard.marks if mark.veto]

    @property
    def reachable(self) -> bool:
        """Whether there was anything to judge."""
        return self.run.trouble is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeNote:
    """Which scheme judged: enough to tell it from any other."""

    id: str
    title: str
    revision: int
    sha256: str
    confidence: Mapping[str, str]
    clauses: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityReport:
    """One round of one period of a whole city. ``period``: as printed, 2026年第四季度.

    ``rounds``: those of the period, where the report speaks of it whole. ``platforms``: the accounts.
    ``figures``: what others counted: name, sum,
    of how many sites it is known. ``draft``: what a page that is not yet final says of itself at its top; None where
    it says nothing.
    """

    office: str
    city: str
    period: str
    round: int
    as_of: datetime
    scheme: SchemeNote
    cards: tuple[SiteCard, ...]
    rounds: tuple[Round, ...] = ()
    figures: tuple[tuple[str, str, int], ...] = ()
    platforms: tuple[PlatformRow, ...] = ()
    draft: str | None = None
