"""Findings that look alike: of one check and reason, on one host, in one template. One decision settles them all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.decisions import Decisions, digest
from reports.judging import agency_of, judged_targets
from reports.pictures.framing import visible
from storage.records import Agency, Finding, Outcome, Registry, Run, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store


MOST = 300
"""Decisions that people can be asked for at once; where finer groups need more, coarser ones are made."""

_HOST = re.compile(r"https?://([^/?#]*)")
"""Host and port of an address; what is no address at all (a link as written) has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One finding with what is needed to decide it. ``vetoes``: a veto hangs on it, so two people must agree.

    ``scores``: a row of the scorecard counts it.
    """

    finding: Finding
    run: Run
    site: Site
    agency: Agency | None
    digest: str
    vetoes: bool
    scores: bool
    decided_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases that one decision settles. ``id``: names the group whatever else is in the workbook."""

    id: str
    cases: tuple[Case, ...]

    @property
    def vetoes(self) -> bool:
        """Whether a veto hangs on any of its cases."""
        return any(case.vetoes for case in self.cases)

    @property
    def scores(self) -> bool:
        """Whether any of its cases bears on a score."""
        return any(case.scores for case in self.cases)

    @property
    def decisions(self) -> int:
        """How many decisions it still takes: two people's where a veto hangs on it, less those that are there."""
        return max(2 - min(len(case.decided_by) for case in self.cases), 1) if self.vetoes else 1

    @property
    def drawable(self) -> bool:
        """Whether there may be something to see of it on a page."""
        return visible(self.cases[0].finding)

    @property
    def first(self) -> tuple[Run, Site, Finding]:
        """The case that stands for all."""
        case = self.cases[0]
        return case.run, case.site, case.finding

    @property
    def seal(self) -> str:
        """Digest over the evidence of all cases: where it differs, the decision was made on something else."""
        parts = sorted(case.digest for case in self.cases)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def groups(
    store: Store, registry: Registry, scheme: Scheme, period: str, round_: int | None, *, outcome: Outcome
) -> list[Group]:
    """The findings of one outcome that nobody has settled, as fine as people can decide them: see ``levels``."""
    found = levels(store, registry, scheme, period, round_, outcome=outcome)
    return next((made for made in found if sum(group.decisions for group in made) <= MOST), found[-1])


def levels(
    store: Store, registry: Registry, scheme: Scheme, period: str, round_: int | None, *, outcome: Outcome
) -> list[list[Group]]:
    """The findings of one outcome that nobody has settled, grouped ever more coarsely.

    By check, reason, host and template; then by check, reason and host; then by check and reason. Those on which most
    hangs come first.
    """
    found: list[dict[tuple[str, ...], list[Case]]] = [{}, {}, {}]
    for place, case in _cases(store, registry, scheme, period, round_, outcome):
        for level, size in zip(found, (4, 3, 2), strict=True):
            level.setdefault(place[:size], []).append(case)
    made = [[Group(id=_id(place), cases=tuple(cases)) for place, cases in level.items()] for level in found]
    return [
        sorted(level, key=lambda group: (not group.vetoes, not group.scores, -len(group.cases), group.id))
        for level in made
    ]


def pictured(*waiting: Sequence[Group], most: int) -> list[Group]:
    """The groups of which pictures are drawn, in their order: those that may be seen on a page."""
    return [group for groups_ in waiting for group in groups_ if group.drawable][:most]


def needed(doubts: Sequence[Group]) -> str:
    """How many decisions people have to make, in one sentence."""
    if not doubts:
        return "没有要人核实的疑点"
    cases = sum(len(group.cases) for group in doubts)
    vetoes = sum(group.vetoes for group in doubts)
    decisions = sum(group.decisions for group in doubts)
    scored = sum(group.scores for group in doubts)
    return (
        f"待核实 {cases} 处，合为 {len(doubts)} 组，要作 {decisions} 个决定"
        f"（{scored} 组影响评分，其余只供整改；{vetoes} 组须两人）"
    )


def _cases(
    store: Store, registry: Registry, scheme: Scheme, period: str, round_: int | None, outcome: Outcome
) -> Iterator[tuple[tuple[str, ...], Case]]:
    decisions = Decisions.of(store, scheme)
    for run, site in judged_targets(store.last_runs(period, round_), registry):
        agency = agency_of(site, registry)
        templates: dict[str, str] = {}
        for finding in store.findings(run.id, scheme.id):
            if finding.outcome is not outcome or decisions.state(finding, site, agency, run) != "open":
                continue
            host = _HOST.match(finding.subject)
            template = ""
            if finding.subject == finding.page:  # what is wrong with a target is the same on every page
                template = templates.get(finding.page) or _template(store, run, finding.page)
                templates[finding.page] = template
            yield (
                (finding.check, finding.reason, host[1] if host else "", template),
                Case(
                    finding=finding,
                    run=run,
                    site=site,
                    agency=agency,
                    digest=digest(finding),
                    vetoes=decisions.vetoes(finding, site, agency, run),
                    scores=decisions.scores(finding, site, agency, run),
                    decided_by=tuple(act.by for act in decisions.standing(finding)),
                ),
            )


def _template(store: Store, run: Run, url: str) -> str:
    page = store.page(run.id, url)
    return (page.template if page is not None else None) or ""


def _id(place: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(place).encode()).hexdigest()[:12]
