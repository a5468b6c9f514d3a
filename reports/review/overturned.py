"""How often people overturned what a check said: above a share, its `fail` is proposed to become softer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks import messages
from reports.decisions import CLEARED, Decisions
from reports.judging import agency_of, judged_targets
from storage.records import Outcome, Registry

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

SOFTER_FROM, PREVIEW_FROM = 5, 20
"""Percent of a check's `fail` findings overturned, above which it should answer `unsure`, or score nothing."""


def overturned(store: Store, registry: Registry, scheme: Scheme, period: str, round_: int | None) -> Iterator[str]:
    """One sentence for each check whose `fail` was overturned somewhere: how often of how many, and what follows."""
    decisions = Decisions.of(store, scheme)
    said: Counter[str] = Counter()
    cleared: Counter[str] = Counter()
    for run, site in judged_targets(store.last_runs(period, round_), registry):
        agency = agency_of(site, registry)
        for finding in store.findings(run.id, scheme.id):
            if finding.outcome is Outcome.FAIL:
                said[finding.check] += 1
                cleared[finding.check] += decisions.state(finding, site, agency, run) == CLEARED
    for check, number in sorted(cleared.items()):
        if not number:
            continue
        share = 100 * number / said[check]
        line = f"{messages.title(check)}：{said[check]} 处认定中 {number} 处被推翻（{share:.1f}%）"
        if share > PREVIEW_FROM:
            line += "，建议改为试行、不计分"
        elif share > SOFTER_FROM:
            line += "，建议改为只提示待核实"
        yield line
