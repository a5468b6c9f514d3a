"""Judging one site's run: every check once, crashes caught once, one fault one finding."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from checks.core import COMMON_REASONS, Check, Facts, run, sights
from checks.registry import all_checks
from storage.records import Finding, Look, Outcome, Target

log = logging.getLogger(__name__)


class Options(Protocol):
    """Where the thresholds come from: a scheme, or nothing but the checks' defaults."""

    def options(self, check_id: str) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What all checks said about one site. ``examined``: denominators by check; ``crashed``: checks that failed."""

    findings: tuple[Finding, ...]
    examined: Mapping[str, int]
    crashed: tuple[str, ...]


def judge(facts: Facts, scheme: Options, families: Sequence[str] = ()) -> Judgement:
    """Run the checks of the named families (all where none is named) on one site's facts.

    A run in trouble (the site never answered, a firewall kept us out) is not judged: each check answers with that
    reason, once, and nothing counts against the site.
    """
    checks = [
        check
        for check in all_checks().values()
        if check.binds(facts.site) and (not families or check.family in families)
    ]
    trouble = facts.run.trouble
    findings: list[Finding] = []
    examined: dict[str, int] = {}
    crashed: list[str] = []
    looks = () if trouble is None else _looks_at_home(facts)
    for check in checks:
        if trouble is not None:
            findings.append(_not_run(check, facts, trouble, looks))
            continue
        try:
            result = run(check, facts, scheme.options(check.id))
        except Exception:
            log.exception("check %s crashed on %s", check.id, facts.site.id)
            findings.append(_not_run(check, facts, "crashed"))
            crashed.append(check.id)
            continue
        findings += result.findings
        examined[check.id] = result.examined
    findings = list(_told_once(findings))
    return Judgement(findings=tuple(_ordered(facts, findings)), examined=examined, crashed=tuple(crashed))


def _looks_at_home(facts: Facts) -> tuple[Look, ...]:
    return next((target.looks for target in facts.records(Target) if target.url == facts.site.url), ())


def _not_run(check: Check, facts: Facts, reason: str, looks: tuple[Look, ...] = ()) -> Finding:
    return Finding(
        target=facts.run.target,
        check=check.id,
        reason=reason if reason in COMMON_REASONS else "unreadable",
        outcome=Outcome.NOT_RUN,
        subject=facts.site.url,
        page=facts.site.url,
        evidence=sights(looks),
    )


def _told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without the broken links that only documents name whose own check tells of them: one fault, one finding."""
    told: dict[str, set[str]] = {}
    for finding in findings:
        if finding.check == "dead_service_links" and finding.reason == "dead":
            told.setdefault(finding.subject, set()).add(finding.page)
    for finding in findings:
        pages = told.get(finding.subject) if finding.check == "broken_links" else None
        if (
            pages is None
            or finding.detail.get("pages") != len(pages)
            or not pages.issuperset(finding.detail["examples"])
        ):
            yield finding


def _ordered(facts: Facts, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings once each, with the way to their page, in the order in which they are exported."""
    unique = {finding.key: finding for finding in findings}
    for finding in sorted(unique.values(), key=lambda found: (found.check, found.subject, found.page, found.key)):
        yield replace(finding, path=facts.path_to(finding.page))
