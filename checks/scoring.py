"""From findings to a scorecard, by the algorithm of the national indicators (2019), exactly.

Veto first; then the full mark less the capped deductions; below the pass mark fails; above ``bonus_from`` the bonus
part opens. Both ends are computed: every doubt cleared, every doubt upheld. A verdict is given where both agree and
nothing is left for a person; a certain veto, or a best case below the pass mark, needs nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from checks import messages
from checks.registry import all_checks
from checks.rows import Fault, Row
from checks.scheme import Scheme
from storage.records import SHANGHAI, Agency, Finding, Mark, Outcome, Run, Scorecard, Settlement, Site

ZERO = Decimal(0)
OPEN = frozenset({"pending", "manual", "not_measured"})
"""States of a mark that leave a verdict open."""

UNREACHABLE = "site_unreachable"


def score(
    scheme: Scheme,
    findings: Iterable[Finding],
    examined: Mapping[str, int],
    *,
    run: Run,
    site: Site,
    agency: Agency | None,
    settled: Mapping[str, Settlement] | None = None,
) -> Scorecard:
    """Score one site. ``findings``: those that count (no accepted exceptions); ``examined``: denominators by check.

    ``settled``: what people found, by row, where no check looks or none could see.
    A site that never answered is pending, never zero; a run that was otherwise unfit is not assessable.
    """
    day = run.as_of.astimezone(SHANGHAI).date()
    counted = list(findings)
    rows = [row for row in scheme.rows if row.part != "hint" and row.applies(site.kind, site, agency, day)]
    marks = tuple(_mark(row, counted, examined, day, (settled or {}).get(row.id)) for row in rows)
    available = scheme.content.full - _services_left_out(scheme, site)
    low, high = (_points(scheme, marks, available, worst=worst) for worst in (True, False))
    reference = site.kind != "portal"
    bonus = _bonus(scheme, marks, low) if run.trouble is None and not reference else ZERO
    if site.kind == "account":
        verdict = _account_verdict(marks, run.trouble)
    else:
        verdict = _verdict(scheme, marks, low=low, high=high, reference=reference, trouble=run.trouble)
    closed = not any(mark.state in OPEN for mark in marks if mark.part != "bonus")
    measured = run.trouble is None and (site.kind != "account" or any(mark.part == "deduction" for mark in marks))
    return Scorecard(
        period=run.period,
        round=run.round,
        target=run.target,
        kind=site.kind,
        klass=agency.klass if agency is not None else None,
        scheme=scheme.id,
        revision=scheme.revision,
        scheme_sha256=scheme.sha256,
        verdict=verdict,
        points=high if measured and closed and low == high else None,
        low=low if measured else None,
        high=high if measured else None,
        uncapped=sum((mark.uncapped for mark in marks), ZERO),
        bonus=bonus,
        reference=reference,
        marks=marks,
    )


@dataclass(slots=True)
class _Tally:
    """What the findings of one row come to."""

    fails: int = 0
    doubts: int = 0
    blind: int = 0
    certain: Decimal = ZERO
    possible: Decimal = ZERO


def _mark(
    row: Row, findings: list[Finding], examined: Mapping[str, int], day: date, settlement: Settlement | None
) -> Mark:
    if not row.faults:
        return _plain(row, "manual", note=row.note) if settlement is None else _by_hand(row, settlement)
    due_on = row.due_on(day)
    if due_on is not None and day < due_on:
        return _plain(row, "not_due", due_on=due_on)
    known = all_checks()
    there = [fault for fault in row.faults if fault.check in known]
    if not there and settlement is not None:
        return _by_hand(row, settlement)
    if not there:
        return _plain(row, "not_measured", note=messages.note("no_check"))
    tally, keys = _Tally(), []
    for finding in findings:
        fault = next((fault for fault in there if _counts(fault, finding)), None)
        if fault is None:
            continue
        keys.append(finding.key)
        if finding.outcome is Outcome.NOT_RUN:
            tally.blind += 1
            continue
        tally.possible += fault.each
        if finding.outcome is Outcome.FAIL:
            tally.fails += 1
            tally.certain += fault.each
        else:
            tally.doubts += 1
    partial = len(there) < len(row.faults)
    if settlement is not None and (tally.blind or partial):
        return _completed(row, tally, tuple(keys), _examined(there, examined), settlement)
    return _settle(row, tally, tuple(keys), _examined(there, examined), partial=partial)


def _counts(fault: Fault, finding: Finding) -> bool:
    return fault.blinded_by(finding) if finding.outcome is Outcome.NOT_RUN else fault.matches(finding)


def _examined(faults: Iterable[Fault], examined: Mapping[str, int]) -> int | None:
    checks = {fault.check for fault in faults} & examined.keys()
    return sum(examined[check] for check in checks) if checks else None


def _settle(row: Row, tally: _Tally, keys: tuple[str, ...], examined: int | None, *, partial: bool) -> Mark:
    """A row's mark from its tally: settled only where both ends agree and everything could be measured."""
    lost, most = _capped(row, tally.certain), _capped(row, tally.possible)
    veto = row.veto is not None and row.veto.falls(tally.fails, examined)
    possible = row.veto is not None and row.veto.falls(tally.fails + tally.doubts, examined)
    full = row.points is not None and lost == row.points and row.points > 0
    if veto or full:
        state = "settled"
    elif (lost, veto) != (most, possible):
        state = "pending"
    elif tally.blind or partial:
        state = "not_measured"
    else:
        state = "settled"
    notes = []
    if partial:
        notes.append(messages.note("partial"))
    if tally.blind:
        notes.append(messages.note("blind", number=tally.blind))
    return Mark(
        row=row.id,
        title=row.title,
        part=row.part,
        state=state,
        points=row.points,
        lost=lost,
        lost_at_most=most,
        uncapped=tally.certain,
        veto=veto,
        veto_possible=possible,
        fails=tally.fails,
        doubts=tally.doubts,
        examined=examined,
        keys=keys,
        note="；".join(notes) or row.note,
    )


def _by_hand(row: Row, settlement: Settlement) -> Mark:
    """A row's mark from what people found; below certainty nobody vetoes."""
    lost = _capped(row, settlement.points) if row.part == "deduction" else ZERO
    gained = _capped(row, settlement.points) if row.part == "bonus" else ZERO
    veto = row.part == "veto" and settlement.veto and row.verified
    return Mark(
        row=row.id,
        title=row.title,
        part=row.part,
        state="settled",
        points=row.points,
        lost=lost,
        lost_at_most=lost,
        uncapped=settlement.points if row.part == "deduction" else ZERO,
        gained=gained,
        veto=veto,
        veto_possible=veto,
        fails=int(veto or lost > 0),
        note=settlement.note or row.note,
    )


def _completed(row: Row, tally: _Tally, keys: tuple[str, ...], examined: int | None, settlement: Settlement) -> Mark:
    """A row that could not be measured whole, with what people found where the program saw nothing."""
    hand = _by_hand(row, settlement)
    tally.certain += hand.uncapped
    tally.possible += hand.uncapped
    tally.blind = 0
    mark = _settle(row, tally, keys, examined, partial=False)
    return replace(
        mark,
        state="settled" if hand.veto else mark.state,
        veto=mark.veto or hand.veto,
        veto_possible=mark.veto_possible or hand.veto,
        fails=mark.fails + hand.fails,
        note=hand.note,
    )


def _plain(row: Row, state: str, *, note: str | None = None, due_on: date | None = None) -> Mark:
    return Mark(row=row.id, title=row.title, part=row.part, state=state, points=row.points, note=note, due_on=due_on)


def _capped(row: Row, lost: Decimal) -> Decimal:
    return lost if row.points is None else min(row.points, lost)


def _services_left_out(scheme: Scheme, site: Site) -> Decimal:
    """The points of the service rows where a body has no outward services: the rest counts as the whole."""
    return ZERO if site.outward_services else scheme.content.services


def _points(scheme: Scheme, marks: Iterable[Mark], available: Decimal, *, worst: bool) -> Decimal:
    lost = sum((mark.lost_at_most if worst else mark.lost for mark in marks if mark.part == "deduction"), ZERO)
    return max(available - lost, ZERO) * scheme.content.full / available


def _bonus(scheme: Scheme, marks: Iterable[Mark], low: Decimal) -> Decimal:
    """What the bonus part brings, once no veto falls and the score is above ``bonus_from`` whatever comes of doubts."""
    marks = list(marks)
    if low <= scheme.content.bonus_from or any(mark.veto for mark in marks):
        return ZERO
    return min(scheme.content.bonus_cap, sum((mark.gained for mark in marks), ZERO))


def _account_verdict(marks: Iterable[Mark], trouble: str | None) -> str:
    """pass, fail, pending or not_assessable of an account, by veto alone (2019 indicators: it has no points).

    What only a person can try and nobody has tried stands open on the scorecard and holds nothing up: of some hundred
    accounts a sample is tried each quarter.
    """
    marks = [mark for mark in marks if mark.part == "veto" and mark.state != "manual"]
    if any(mark.veto for mark in marks):
        return "fail"
    if trouble is not None or any(mark.state == "not_measured" for mark in marks) or not marks:
        return "not_assessable"
    return "pending" if any(mark.state == "pending" or mark.veto_possible for mark in marks) else "pass"


def _verdict(
    scheme: Scheme, marks: Iterable[Mark], *, low: Decimal, high: Decimal, reference: bool, trouble: str | None
) -> str:
    """pass, fail, pending or not_assessable. Targets judged by veto alone (``reference``) need no points."""
    if trouble == UNREACHABLE:
        return "pending"
    if trouble is not None:
        return "not_assessable"
    marks = [mark for mark in marks if mark.part == "veto" or (mark.part == "deduction" and not reference)]
    if any(mark.veto for mark in marks) or (not reference and high < scheme.content.pass_mark):
        return "fail"
    if any(mark.state in OPEN or mark.veto_possible for mark in marks):
        return "pending"
    return "pass" if reference or low >= scheme.content.pass_mark else "pending"
