"""What people decided about findings, and what that makes of them.

A decision holds for the evidence on which it was made: where the evidence has changed, it lapses. Where a veto hangs on
a finding, it takes two people who agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.findings import plain
from storage.records import SHANGHAI, Act, Agency, Finding, Outcome, Run, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

REVIEW = "review"
"""Kind of the acts that decide findings."""

UPHELD, CLEARED = "upheld", "cleared"
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
        self._by_key: dict[str, dict[str, Act]] = {}
        for act in acts:
            self._by_key.setdefault(act.subject, {})[act.by] = act

    @classmethod
    def of(cls, store: Store, scheme: Scheme) -> Decisions:
        """Read the decisions of a store."""
        return cls(store.journal.acts(REVIEW), scheme)

    def state(self, finding: Finding, site: Site, agency: Agency | None, run: Run) -> str:
        """open, upheld, cleared or excepted (interface, a finding)."""
        if _excepted(finding, site, run):
            return "excepted"
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
        day = run.as_of.astimezone(SHANGHAI).date()
        return any(
            row.veto is not None
            and row.applies(site.kind, site, agency, day)
            and any(fault.matches(finding) for fault in row.faults)
            for row in self._scheme.rows
        )

    def counted(self, findings: Iterable[Finding], site: Site, agency: Agency | None, run: Run) -> Iterator[Finding]:
        """The findings that bear on the score: a doubt that was upheld fails, what was cleared or excepted is out."""
        for finding in findings:
            state = self.state(finding, site, agency, run)
            if state == UPHELD and finding.outcome is Outcome.UNSURE:
                yield replace(finding, outcome=Outcome.FAIL)
            elif state in {"open", UPHELD}:
                yield finding


def _excepted(finding: Finding, site: Site, run: Run) -> bool:
    """Whether an exception of the site's profile covers a finding on the day of the inspection."""
    day = run.as_of.astimezone(SHANGHAI).date()
    return any(
        exception.check == finding.check and exception.subject == finding.subject and day <= exception.until
        for exception in site.profile.exceptions
    )
