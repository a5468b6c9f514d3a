"""Which faults of a result go into which notice: by agency and class of fault, one deadline a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checks import messages
from checks.deadlines import CLASSES
from reports.decisions import UPHELD, Decisions, digest
from reports.errors import UsageError
from reports.findings import IN_PERSON
from reports.judging import agency_of, happened_before, judged_targets
from reports.kinds import CORRECTION, NOTICE, RELEASE
from reports.rectify.notices import Fault, day_of
from reports.release.seal import sealed
from storage.calendar import Deadline, add_working_days
from storage.records import Agency, Finding, Outcome, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

CONFIRMED_BY = 2
"""People who must agree before anybody is told of an urgent fault that nobody has signed yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice about to be issued. ``said``: as the journal will keep it."""

    id: str
    agency: Agency
    klass: str
    faults: tuple[Fault, ...]
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fault with its agency and class. ``confirmed``: who has upheld it."""

    agency: Agency
    klass: str
    fault: Fault
    confirmed: frozenset[str]


def expect_released(store: Store, registry: Registry, scheme: Scheme, period: str) -> date:
    """The day on which the result was published.

    Raises:
        UsageError: it was not, or something has changed since.
    """
    acts = [act for act in store.journal.acts(period=period) if act.kind in {RELEASE, CORRECTION}]
    if not acts:
        raise UsageError(f"{period} 的结果还没有签发，先用 xuncha release；内容安全问题可以先发（--urgent）")
    if acts[-1].said["seal"] != sealed(store, registry, scheme, period):
        raise UsageError(f"{period} 签发以后结果有变，先用 xuncha release --correct 签发更正")
    return day_of(acts[-1].at)


def faults(store: Store, registry: Registry, scheme: Scheme, period: str) -> Iterator[Found]:
    """What stands against each agency in a period and was not told to it yet, in the registry's order."""
    acts = list(store.journal.acts(NOTICE))
    told = {item["key"] for act in acts if act.period == period for item in act.said["items"]}
    before: dict[str, list[str]] = {}
    for act in acts:
        if act.period < period:
            for item in act.said["items"]:
                before.setdefault(item["key"], []).append(act.period)
    decisions = Decisions.of(store, scheme)
    cards = {card.target: card for card in store.scorecards(period, None, scheme.id)}
    for run, site in judged_targets(store.last_runs(period), registry):
        agency = agency_of(site, registry)
        if agency is None:
            continue
        for finding in store.findings(run.id, scheme.id):
            if finding.key in told or happened_before(store, run, finding):
                continue
            state = decisions.state(finding, site, agency, run)
            confirmed = frozenset(act.by for act in decisions.standing(finding))
            fails = state == UPHELD or (state == "open" and finding.outcome is Outcome.FAIL)
            if fails:
                yield Found(
                    agency=agency,
                    klass=scheme.deadlines.class_of(finding.check, vetoes=_vetoes(cards.get(site.id), finding)),
                    fault=_fault(finding, run, site, agency, scheme, before.get(finding.key, ())),
                    confirmed=confirmed if state == UPHELD else frozenset(),
                )


def _vetoes(card: Scorecard | None, finding: Finding) -> bool:
    """Whether a veto has fallen because of a finding, among others."""
    return card is not None and any(mark.veto and finding.key in mark.keys for mark in card.marks)


def _fault(finding: Finding, run: Run, site: Site, agency: Agency, scheme: Scheme, before: Sequence[str]) -> Fault:
    basis = scheme.basis(finding, site, agency) or messages.basis(finding.check)
    examples = finding.detail.get("examples", ())
    return Fault(
        key=finding.key,
        target=finding.target,
        round=run.round,
        check=finding.check,
        reason=finding.reason,
        outcome=str(finding.outcome),
        nature=str(finding.nature),
        subject=site.url if finding.check in IN_PERSON else finding.subject,
        page=site.url if finding.check in IN_PERSON else finding.page,
        message=messages.message(finding),
        remedy=messages.remedy(finding),
        basis=f"{basis.document} {basis.clause}",
        examples=tuple(str(url) for url in examples),
        again=tuple(dict.fromkeys(before)),
        digest=digest(finding),
    )


def drafts(
    store: Store,
    scheme: Scheme,
    period: str,
    found: Sequence[Found],
    *,
    at: datetime,
    due: date | None = None,
    called: Mapping[str, Any] | None = None,
) -> list[Draft]:
    """One notice for each agency and class. ``due``: instead of the scheme's deadlines; ``called``: if urgent.

    Raises:
        UsageError: ``due`` lies in the past.
    """
    today = day_of(at)
    if due is not None and due < today:
        raise UsageError(f"--due {due}：期限不能早于发出的那天（{today}）")
    numbers: dict[str, int] = {}
    for act in store.journal.acts(NOTICE, period=period):
        numbers[act.said["agency"]] = numbers.get(act.said["agency"], 0) + 1
    grouped: dict[tuple[str, int], list[Found]] = {}
    for one in found:
        grouped.setdefault((one.agency.id, CLASSES.index(one.klass)), []).append(one)
    made = []
    for (agency, order), members in sorted(grouped.items(), key=lambda pair: _place(pair[0], found)):
        klass = CLASSES[order]
        numbers[agency] = numbers.get(agency, 0) + 1
        term = scheme.deadlines.term(klass)
        until = add_working_days(today, term.days) if due is None else Deadline(due, provisional=False)
        items = tuple(one.fault for one in members)
        said = {
            "agency": agency,
            "klass": klass,
            "days": term.days,
            "fixed": due is not None,
            "due_on": until.day,
            "provisional": until.provisional,
            "appeal_until": add_working_days(today, scheme.deadlines.appeal).day,
            "urgent": called is not None,
            "called": called,
            "scheme": scheme.id,
            "items": [asdict(fault) for fault in items],
        }
        name = f"{period}-{agency}-{numbers[agency]:02d}"
        made.append(Draft(id=name, agency=members[0].agency, klass=klass, faults=items, said=said))
    return made


def _place(key: tuple[str, int], found: Sequence[Found]) -> tuple[int, int]:
    """Agencies as the registry lists them, the most urgent class first."""
    return next(number for number, one in enumerate(found) if one.agency.id == key[0]), key[1]
