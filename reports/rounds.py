"""The rounds of a period: who was looked at as of when, how many passed by class, and what was mended in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reports.judging import agency_of, judged_sites
from reports.kinds import ROUND
from storage.records import SHANGHAI, Agency, Finding, Nature, Outcome, Registry, Run, RunState, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

VERDICTS = ("pass", "fail", "pending", "not_assessable")
CLASSES = {
    "municipal": "市政府",
    "district": "区政府",
    "department": "市政府部门",
    "institution": "直属单位",
    "subsite": "子网站",
    "committee": "管委会",
    "other": "其他",
}
"""Classes by which rounds are counted, in the order of the city's notices (standards, section 1.9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a period. ``counts``: verdicts by class; ``frozen``: when they were fixed for good, None before."""

    number: int
    as_of: datetime
    targets: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]
    scheme: str
    revision: int
    frozen: datetime | None = None
    by: str | None = None

    def rate(self, klass: str | None = None) -> tuple[int, int]:
        """How many passed of how many that could be judged, of one class or of all."""
        tallies = [tally for name, tally in self.counts.items() if klass in (None, name)]
        whole = sum(number for tally in tallies for verdict, number in tally.items() if verdict != "not_assessable")
        return sum(tally.get("pass", 0) for tally in tallies), whole


def class_of(site: Site, agency: Agency | None) -> str:
    """The class under which a site is counted: sub-sites and sites of committees apart from the bodies' own."""
    if site.kind in {"subsite", "committee"}:
        return site.kind
    return agency.klass if agency is not None and agency.klass in CLASSES else "other"


def rounds(store: Store, registry: Registry, scheme: Scheme, period: str) -> list[Round]:
    """The rounds of a period, the first first: as frozen where they are, else as they stand now."""
    fixed = frozen(store, period)
    numbers = sorted({run.round for run in store.runs(period) if run.target} | fixed.keys())
    return [fixed.get(number) or current(store, registry, scheme, period, number) for number in numbers]


def frozen(store: Store, period: str) -> dict[int, Round]:
    """The rounds whose counts are fixed, by number."""
    return {
        int(act.subject): Round(
            number=int(act.subject),
            as_of=datetime.fromisoformat(act.said["as_of"]),
            targets=tuple(act.said["targets"]),
            counts=act.said["counts"],
            scheme=act.said["scheme"],
            revision=act.said["revision"],
            frozen=act.at,
            by=act.by,
        )
        for act in store.journal.acts(ROUND, period=period)
    }


def current(store: Store, registry: Registry, scheme: Scheme, period: str, number: int) -> Round:
    """A round as its scorecards stand now."""
    counts: dict[str, Counter[str]] = {}
    runs = [run for run in store.runs(period, number) if run.target]
    cards = {card.target: card for card in store.scorecards(period, number, scheme.id)}
    for _, site in judged_sites(runs, registry):
        if site.id in cards:
            tally = counts.setdefault(class_of(site, agency_of(site, registry)), Counter())
            tally[cards[site.id].verdict] += 1
    return Round(
        number=number,
        as_of=max(run.as_of for run in runs).astimezone(SHANGHAI),
        targets=tuple(run.target for run in runs if run.target not in registry.accounts),
        counts={name: dict(counts[name]) for name in CLASSES if name in counts},
        scheme=scheme.id,
        revision=scheme.revision,
    )


def unfrozen(store: Store, registry: Registry, scheme: Scheme, period: str, before: int) -> list[Round]:
    """The rounds before ``before`` that ended and were not frozen yet."""
    fixed = frozen(store, period)
    ended: dict[int, bool] = {}
    for run in store.runs(period):
        if run.target and run.round < before:
            ended[run.round] = ended.get(run.round, True) and run.state is not RunState.OPEN
    return [
        current(store, registry, scheme, period, number)
        for number, over in sorted(ended.items())
        if over and number not in fixed
    ]


class Mended:
    """Which findings of earlier rounds a later round no longer shows, where it could see that place."""

    def __init__(self, store: Store, registry: Registry, scheme: Scheme) -> None:
        self._store = store
        self._registry = registry
        self._scheme = scheme

    def keys(self, run: Run, site: Site, findings: Sequence[Finding]) -> frozenset[str]:
        """The keys among ``findings`` of a run that were mended by the period's last round. Events cannot be."""
        later = [one for one in self._store.runs(run.period, target=run.target) if one.round > run.round]
        if not later or later[-1].state is not RunState.COMPLETE or later[-1].trouble is not None:
            return frozenset()
        last = later[-1]
        made = self._store.examined(last.id, self._scheme.id)
        there = self._store.findings(last.id, self._scheme.id)
        shown = {one.key for one in there}
        gone = [
            one
            for one in findings
            if one.key not in shown
            and one.check in made
            and one.nature is Nature.STANDING
            and one.outcome in {Outcome.FAIL, Outcome.UNSURE}
        ]
        if not gone:
            return frozenset()
        blind = {(one.check, place) for one in there if one.outcome is Outcome.NOT_RUN for place in _places(one)}
        named = self._named(last, site, gone)
        seen: dict[str, bool] = {}
        return frozenset(
            one.key
            for one in gone
            if not any((one.check, place) in blind for place in (site.url, one.subject, one.page))
            and all(self._seen(last, place, seen) for place in self._to_see(one, named))
        )

    def _named(self, last: Run, site: Site, gone: Iterable[Finding]) -> frozenset[str]:
        """The subjects that pages of the later round still name: there, somebody must have looked again."""
        subjects = {_bare(one.subject) for one in gone if one.subject != one.page}
        facts = self._store.facts(last, site, agency_of(site, self._registry), self._registry)
        return frozenset(link.target for link in facts.links_to(subjects)) if subjects else frozenset()

    @staticmethod
    def _to_see(finding: Finding, named: frozenset[str]) -> set[str]:
        places = {finding.page, *finding.detail.get("examples", ())}
        if _bare(finding.subject) in named:
            places.add(_bare(finding.subject))
        return places

    def _seen(self, last: Run, url: str, seen: dict[str, bool]) -> bool:
        if url not in seen:
            others = self._store.runs(last.period, last.round, "")
            looks = (look for run in (last, *others) for look in self._store.looks_at(run.id, url))
            seen[url] = any(look.status is not None for look in looks)
        return seen[url]


def _places(finding: Finding) -> set[str]:
    return {finding.subject, finding.page}


def _bare(url: str) -> str:
    return url.partition("#")[0]
