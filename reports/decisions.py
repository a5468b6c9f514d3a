"""What people decided about findings, and what that makes of them.

A decision holds for the evidence on which it was made: where the evidence has changed, it lapses. Where a veto hangs on
a finding, it takes two people who agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.findings import plain
from reports.kinds import ANSWER, MANUAL, OBJECTION, REVIEW
from storage.records import SHANGHAI, Act, Agency, Exemption, Finding, Outcome, Run, Settlement, Site

if TYPE_CHECKING:
    from checks.rows import Row
    from checks.scheme import Scheme
    from storage.store import Store

UPHELD, CLEARED, CONTESTED = "upheld", "cleared", "contested"
PASSING = frozenset({"pages", "examples", "on_home"})
"""Fields of detail that count how often a fault shows; they do not make it another one."""


def digest(finding: Finding) -> str:
    """What a decision speaks of: the reason, what was measured, and the bytes that were seen."""
    seen = sorted([str(sight.method), sight.outcome, sight.sha256 or ""] for sight in finding.evidence)
    detail = {name: plain(value) for name, value in finding.detail.items() if name not in PASSING}
    said = [finding.key, finding.reason, str(finding.outcome), detail, seen]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class Decisions:
    """The decisions in a store, as one scheme needs them: it says on which findings a veto hangs."""

    def __init__(self, acts: Iterable[Act], scheme: Scheme) -> None:
        self._scheme = scheme
        self._rows = {row.id: row.digest for row in scheme.rows}
        self._by_key: dict[str, dict[str, Act]] = {}
        self._settled: dict[tuple[str, str], dict[str, Settlement]] = {}
        self._objections: dict[tuple[str, str], Act] = {}
        for act in acts:
            if act.kind == REVIEW:
                self._by_key.setdefault(act.subject, {})[act.by] = act
            elif act.kind == MANUAL and self._rows.get(act.subject) == act.said["digest"]:
                self._settled.setdefault((act.period, act.target), {})[act.subject] = settlement(act)
            elif act.kind == OBJECTION:
                self._objections[act.period, act.subject] = act
            elif act.kind == ANSWER:  # what was decided before the objection gives way to what follows its answer
                self._objections.pop((act.period, act.subject), None)
                self._by_key.pop(act.subject, None)

    @classmethod
    def of(cls, store: Store, scheme: Scheme) -> Decisions:
        """Read the decisions of a store."""
        return cls(store.journal.acts(), scheme)

    def settled(self, run: Run) -> dict[str, Settlement]:
        """What people found of a target in a period, by row; what they wrote of rows that have changed has lapsed."""
        return self._settled.get((run.period, run.target), {})

    def objection(self, period: str, key: str) -> Act | None:
        """The objection to a finding that nobody has answered yet."""
        return self._objections.get((period, key))

    def state(self, finding: Finding, site: Site, agency: Agency | None, run: Run) -> str:
        """open, upheld, cleared, contested or excepted (interface, a finding)."""
        if _excepted(finding, site, run):
            return "excepted"
        if self.objection(run.period, finding.key) is not None:
            return CONTESTED
        standing = self.standing(finding)
        said = {str(act.said["decision"]) for act in standing}
        if len(said) != 1 or (len(standing) < 2 and self.vetoes(finding, site, agency, run)):
            return "open"
        return said.pop()

    def standing(self, finding: Finding) -> list[Act]:
        """The last decision of every person on this finding as it is now, oldest first."""
        acts = self._by_key.get(finding.key)
        if not acts:
            return []
        now = digest(finding)
        return sorted((act for act in acts.values() if act.said["digest"] == now), key=lambda act: act.number)

    def vetoes(self, finding: Finding, site: Site, agency: Agency | None, run: Run) -> bool:
        """Whether a veto hangs on a finding, so that one person is not enough."""
        return any(row.veto is not None for row in self._counting(finding, site, agency, run))

    def scores(self, finding: Finding, site: Site, agency: Agency | None, run: Run) -> bool:
        """Whether any row of the scorecard counts a finding."""
        return any(row.part != "hint" for row in self._counting(finding, site, agency, run))

    def _counting(self, finding: Finding, site: Site, agency: Agency | None, run: Run) -> Iterator[Row]:
        day = run.as_of.astimezone(SHANGHAI).date()
        for row in self._scheme.rows:
            if any(fault.matches(finding) for fault in row.faults) and row.applies(site.kind, site, agency, day):
                yield row

    def counted(self, findings: Iterable[Finding], site: Site, agency: Agency | None, run: Run) -> Iterator[Finding]:
        """The findings that bear on the score: a doubt that was upheld fails, what was cleared or excepted is out.

        What is contested is in doubt until somebody answers.
        """
        for finding in findings:
            state = self.state(finding, site, agency, run)
            if state == CONTESTED:
                unsure = finding.outcome is Outcome.FAIL
                yield replace(finding, outcome=Outcome.UNSURE) if unsure else finding
            elif state == UPHELD and finding.outcome is Outcome.UNSURE:
                yield replace(finding, outcome=Outcome.FAIL)
            elif state in {"open", UPHELD}:
                yield finding


def settlement(act: Act) -> Settlement:
    """What one act of an inspector says of a row."""
    said = act.said
    return Settlement(row=act.subject, points=Decimal(said["points"]), veto=said["veto"], note=said["note"])


def expired(site: Site, run: Run) -> list[Exemption]:
    """The exceptions of a site that no longer hold on the day of the inspection."""
    day = run.as_of.astimezone(SHANGHAI).date()
    return [exception for exception in site.profile.exceptions if day > exception.until]


def _excepted(finding: Finding, site: Site, run: Run) -> bool:
    """Whether an exception of the site's profile covers a finding on the day of the inspection."""
    day = run.as_of.astimezone(SHANGHAI).date()
    return any(
        exception.check == finding.check and exception.subject == finding.subject and day <= exception.until
        for exception in site.profile.exceptions
    )
