"""What one finding changes: the rows that count it, the verdict with and without it, how others fare by its rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reports.decisions import CLEARED, Decisions
from reports.judging import agency_of, happened_before, judged_targets, scored, target_of
from reports.publish.words import VERDICTS, shown
from storage.records import Finding, Mark, Outcome, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store


def effect(
    store: Store, run: Run, site: Site, registry: Registry, scheme: Scheme, finding: Finding, decisions: Decisions
) -> list[str]:
    """The rows of the scorecard that count a finding, with their arithmetic, and the verdict with and without it."""
    if happened_before(store, run, finding):
        return ["在以前的检查期已经计过，本期不再计分"]
    now = scored(store, run, site, registry, scheme, decisions)
    marks = [mark for mark in now.marks if finding.key in mark.keys]
    if not marks:
        state = decisions.state(finding, site, agency_of(site, registry), run)
        out = {"cleared": "已排除，不计分", "excepted": "已说明理由，暂不计分"}.get(state)
        return [out or "不计分，仅供整改", f"本期结论：{verdict(now)}"]
    without = scored(store, run, site, registry, scheme, decisions, without=finding.key)
    return [
        *(_row(mark) for mark in marks),
        f"本期结论：{verdict(now)}；没有这一项时：{verdict(without)}",
    ]


def verdict(card: Scorecard) -> str:
    """A verdict with its points, or with both ends where doubts are open."""
    said = VERDICTS[card.verdict]
    if card.kind == "account" or card.low is None or card.high is None:
        return said
    points = shown(card.high) if card.low == card.high else f"{shown(card.low)}～{shown(card.high)}"
    return f"{said}（{'参考分' if card.reference else '得分'} {points}）"


def _row(mark: Mark) -> str:
    """The arithmetic of one row."""
    counted = f"{mark.row} {mark.title}：确认 {mark.fails} 项，待核实 {mark.doubts} 项"
    if mark.part == "veto":
        falls = "已构成单项否决" if mark.veto else "核实后可能构成单项否决" if mark.veto_possible else "未构成单项否决"
        return f"{counted}，{falls}"
    most = f"，待核实的全部成立则扣 {mark.lost_at_most} 分" if mark.lost_at_most != mark.lost else ""
    cap = f"，这一行最多扣 {mark.points} 分" if mark.points is not None else ""
    return f"{counted}，按项累计 {mark.uncapped} 分{cap}，现扣 {mark.lost} 分{most}"


def others(store: Store, run: Run, registry: Registry, scheme: Scheme, finding: Finding, decisions: Decisions) -> str:
    """How many other targets were judged by the same check in this period, and how many of them failed by it."""
    tally: Counter[bool] = Counter()
    for other, site in judged_targets(store.last_runs(run.period), registry):
        if other.target != run.target and finding.check in store.examined(other.id, scheme.id):
            agency = agency_of(site, registry)
            tally[
                any(
                    one.outcome is Outcome.FAIL and decisions.state(one, site, agency, other) != CLEARED
                    for one in store.findings(other.id, scheme.id, finding.check)
                )
            ] += 1
    own = target_of(registry, run.target)
    called = "账号" if own is not None and own.kind == "account" else "网站"
    return f"本期另有 {tally.total()} 个{called}按它检查，其中 {tally[True]} 个有同类问题"
