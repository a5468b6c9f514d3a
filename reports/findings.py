"""Findings as the world outside sees them: one object each, in the interface's order, words rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checks import messages
from storage.records import SHANGHAI, Agency, Basis, Finding, Outcome, Run, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.decisions import Decisions

BASIS = tuple(field.name for field in fields(Basis))
"""What a basis says, in order."""


IN_PERSON = frozenset({"restricted_material"})
"""Checks whose findings are told in person: named reviewers see what was found, all others that something was."""


def published(
    findings: Iterable[Finding],
    *,
    run: Run,
    site: Site,
    agency: Agency | None,
    scheme: Scheme,
    decisions: Decisions,
    first_seen: Mapping[str, datetime],
    mended: Collection[str] = (),
    withhold: bool = False,
) -> Iterator[dict[str, Any]]:
    """Dress findings for export: key, sentences, basis, state. Sorted by target, check, subject, page, key.

    ``mended``: keys that a later round of the period no longer shows. ``withhold``: for whatever people read; what is
    to be told in person then stands at the site's own address. Its mark and its looks are in neither.
    """
    keyed = ((finding.key, finding) for finding in findings)
    for key, finding in sorted(keyed, key=lambda pair: (*_place(pair[1]), pair[0])):
        basis = scheme.basis(finding, site, agency) or messages.basis(finding.check)
        in_person = finding.check in IN_PERSON and finding.outcome is not Outcome.NOT_RUN
        yield {
            "key": key,
            "period": run.period,
            "round": run.round,
            "agency": site.agency,
            "target": finding.target,
            "check": finding.check,
            "reason": finding.reason,
            "outcome": str(finding.outcome),
            "nature": str(finding.nature),
            "subject": site.url if in_person and withhold else finding.subject,
            "page": site.url if in_person and withhold else finding.page,
            "message": messages.message(finding),
            "remedy": messages.remedy(finding),
            "basis": {name: getattr(basis, name) for name in BASIS},
            "path": [] if in_person else list(finding.path),
            "detail": {} if in_person else plain(finding.detail),
            "evidence": [
                {
                    "at": stamp(sight.at),
                    "method": str(sight.method),
                    "outcome": sight.outcome,
                    "sha256": sight.sha256,
                }
                for sight in (() if in_person else finding.evidence)
            ],
            "state": _state(finding, decisions.state(finding, site, agency, run), mended),
            "first_seen": stamp(first_seen.get(key, run.started_at)),
        }


def _place(finding: Finding) -> tuple[str, str, str, str]:
    return finding.target, finding.check, finding.subject, finding.page


def _state(finding: Finding, decided: str, mended: Collection[str]) -> str:
    """A fault that was mended reads so; a doubt that nobody confirmed stays one."""
    fault = decided == "upheld" or (decided == "open" and finding.outcome is Outcome.FAIL)
    return "rectified" if fault and finding.key in mended else decided


def stamp(moment: datetime) -> str:
    """ISO 8601 with +08:00, to the second."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates as text, tuples as lists."""
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case tuple() | list() | set() | frozenset():
            return [plain(inner) for inner in value]
        case _:
            return value
