"""Findings and scorecards for tests of scoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checks.scheme import Scheme
from checks.scoring import score
from storage.records import Agency, Finding, Mark, Outcome, Run, Scorecard, Settlement, Site
from tests.checks.facts import AGENCY, RUN, SITE, url


def fault(
    number: int = 0,
    check: str = "broken_links",
    *,
    outcome: Outcome = Outcome.FAIL,
    reason: str = "gone",
    **detail: Any,
) -> Finding:
    """One finding about address ``number``."""
    subject = url(f"{number}.html")
    return Finding(
        target=SITE.id, check=check, reason=reason, outcome=outcome, subject=subject, page=subject, detail=detail
    )


def doubt(number: int = 0, check: str = "broken_links", **detail: Any) -> Finding:
    return fault(number, check, outcome=Outcome.UNSURE, reason="guarded", **detail)


def blind(number: int = 0, check: str = "broken_links", **detail: Any) -> Finding:
    return fault(number, check, outcome=Outcome.NOT_RUN, reason="unreadable", **detail)


def card(
    scheme: Scheme,
    *findings: Finding,
    examined: Mapping[str, int] | None = None,
    site: Site = SITE,
    agency: Agency | None = AGENCY,
    run: Run = RUN,
    settled: Mapping[str, Settlement] | None = None,
) -> Scorecard:
    return score(scheme, findings, examined or {}, run=run, site=site, agency=agency, settled=settled)


def mark(scored: Scorecard, row: str) -> Mark:
    [found] = [one for one in scored.marks if one.row == row]
    return found


def rows(marks: Iterable[Mark]) -> list[str]:
    return [one.row for one in marks]
