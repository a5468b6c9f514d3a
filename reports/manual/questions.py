"""What the questions that people asked cost a site: each not answered in time, or whose answer two readers call bad."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from reports.manual.sheets import QUESTIONS, Plan
from reports.said import Observation, RowSettled

if TYPE_CHECKING:
    from checks.rows import Asked

BAD = "差"


def settled(plan: Plan, seen: Sequence[Observation], day: date) -> Iterator[RowSettled]:
    """The rows that questions settle, of every site whose questions are all decided. ``seen``: newly handed in."""
    asked: dict[str, dict[str, tuple[str, Mapping[str, Any]]]] = {}
    for (target, line), act in plan.seen.items():
        if act.said["sheet"] == QUESTIONS:
            asked.setdefault(target, {})[line] = (act.by, act.said)
    for one in seen:
        if one.sheet == QUESTIONS:
            asked.setdefault(one.target, {})[one.subject] = (one.by, one.said)
    for site, row in plan.rows:
        known = asked.get(site.id, {})
        if row.asked is None or len(known) < row.asked.times:
            continue
        told = [_fault(said, row.asked, day) for _, said in known.values()]
        if None in told:
            continue
        faults = [fault for fault in told if fault]
        lost = row.asked.each * len(faults)
        readers = [by for by, _ in known.values()]
        second = next((said["阅评人二"] for _, said in known.values() if said.get("阅评人二")), None)
        yield RowSettled(
            target=site.id,
            row=row.id,
            digest=row.digest,
            points=min(lost, row.points) if row.points is not None else lost,
            veto=False,
            note=f"提问 {len(told)} 次，{'；'.join(faults) or '都按时答复'}",
            by=readers[0],
            second=second,
            sheet=QUESTIONS,
        )


def waiting(plan: Plan, seen: Sequence[Observation], day: date) -> list[str]:
    """Sentences on questions that are not decided yet: the answer may still come, or the readers disagree."""
    found = {(target, line): act.said for (target, line), act in plan.seen.items() if act.said["sheet"] == QUESTIONS}
    found |= {(one.target, one.subject): one.said for one in seen if one.sheet == QUESTIONS}
    open_ = [said for said in found.values() if _fault(said, plan.asked, day) is None]
    due = sorted(said["截止日"] for said in open_ if not said.get("答复日期"))
    lines = [f"{len(due)} 次提问还在等答复，最早 {due[0]} 到期，到期后请再交一次"] if due else []
    for said in open_:
        if said.get("答复日期"):
            lines.append(f"{said['网站']} 第 {said['序号']} 次提问：两位阅评人意见不一，请商定后再交")
    return lines


def _fault(said: Mapping[str, Any], asked: Asked, day: date) -> str | None:
    """What is wrong with the answer to a question, "" where nothing is; None where that is not decided."""
    due = date.fromisoformat(said["截止日"])
    which = f"第 {said['序号']} 次"
    if not said.get("答复日期"):
        return None if day <= due else f"{which}未在 {asked.days} 个工作日内（{due} 前）答复"
    answered = date.fromisoformat(said["答复日期"])
    if answered > due:
        return f"{which} {answered} 才答复，期限为 {due}"
    bad = [said.get("质量一") == BAD, said.get("质量二") == BAD]
    if any(bad) != all(bad):
        return None
    return f"{which}两人都评为差" if all(bad) else ""
