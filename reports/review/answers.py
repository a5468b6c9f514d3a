"""A review's workbook as it comes back: strictly, every mistake by its row, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reports.actions import Decision
from reports.errors import UsageError
from reports.people import acting
from reports.review.groups import Group
from reports.review.sheets import ASKED, DECISIONS, DOUBTS, FAULTS, GROUP_COLUMNS
from reports.tables import Field, Row, read_table, sheets_of_workbook
from storage.records import Act, Registry

NAMED = 20
"""Mistakes that one refusal names; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One filled row. ``decision``: as the sheet words it."""

    place: str
    group: str
    decision: str
    by: str
    reason: str
    seal: str


def read(
    path: Path, groups: Sequence[Group], registry: Registry, day: date, taken: Iterable[Act] = ()
) -> tuple[list[Decision], int]:
    """The decisions of a filled workbook, one for every case of every decided group.

    ``taken``: the reviews of the period so far. A row that repeats one that settled its group is passed over, so that
    a workbook may be handed in again with more rows filled; the second value counts those.

    Raises:
        UsageError: unknown group, wrong word, changed evidence, somebody who may not decide, the same person twice;
            names sheet, row, column and value of every mistake. Nothing is taken then.
    """
    sheets = sheets_of_workbook(path)
    if DOUBTS not in sheets:
        raise UsageError(f"{path}：没有名为“{DOUBTS}”的表，不是 review export 写出的工作簿")
    known = {group.id: group for group in groups}
    before = {(act.said["group"], act.by, act.said["decision"], act.said["reason"]) for act in taken}
    decisions: list[Decision] = []
    mistakes: list[str] = []
    seen: dict[tuple[str, str], str] = {}
    again = 0
    for name in (DOUBTS, FAULTS):
        for row in _rows(sheets.get(name, [list(GROUP_COLUMNS)]), f"{path} 表“{name}”"):
            try:
                answer = _answer(row)
                by = _person(answer, registry, day)
                if answer.group not in known and _said(answer, by) in before:
                    again += 1
                    continue
                if (first := seen.setdefault((answer.group, by), answer.place)) != answer.place:
                    raise UsageError(f"{answer.place}，列 组号，值“{answer.group}”：{first} 已有同一个人的决定")
                decisions += _decided(answer, by, known)
            except UsageError as error:
                mistakes.append(str(error))
    if mistakes:
        more = [f"另有 {len(mistakes) - NAMED} 处"] if len(mistakes) > NAMED else []
        raise UsageError("\n".join([*mistakes[:NAMED], *more, "整本没有收，改好再交"]))
    return decisions, again


def _rows(cells: list[list[str]], place: str) -> Iterator[Row]:
    """The rows in which somebody wrote something."""
    fields = tuple(
        Field(column=column, parse=str, attribute=column, required=column in {"组号", "指纹"}, header=True)
        for column in GROUP_COLUMNS
    )
    for row in read_table(cells, fields, place):
        if any(row.values[column] is not None for column in ASKED):
            yield row


def _answer(row: Row) -> _Answer:
    values: Mapping[str, str | None] = row.values
    decision = values["决定"]
    if decision is not None and decision not in DECISIONS:
        raise UsageError(f"{row.place}，列 决定，值“{decision}”：应为 {'、'.join(DECISIONS)}")
    for column in ("决定", "审核人", "理由"):
        if not values[column]:
            raise UsageError(f"{row.place}，列 {column}：决定、审核人、理由要一起填")
    return _Answer(
        row.place,
        values["组号"] or "",
        decision or "",
        values["审核人"] or "",
        values["理由"] or "",
        values["指纹"] or "",
    )


def _person(answer: _Answer, registry: Registry, day: date) -> str:
    try:
        return acting(registry, answer.by, ("reviewer",), day)
    except UsageError as error:
        raise UsageError(f"{answer.place}，列 审核人：{error}") from None


def _said(answer: _Answer, by: str) -> tuple[str, str, str, str]:
    return answer.group, by, DECISIONS[answer.decision], answer.reason


def _decided(answer: _Answer, by: str, known: Mapping[str, Group]) -> Iterator[Decision]:
    group = known.get(answer.group)
    if group is None:
        raise UsageError(f"{answer.place}，列 组号，值“{answer.group}”：没有待定的这一组，可能已经定了")
    if group.seal != answer.seal:
        raise UsageError(f"{answer.place}，列 指纹，值“{answer.seal}”：这一组的证据已变，请重新导出再定")
    if any(by in case.decided_by for case in group.cases):
        raise UsageError(f"{answer.place}，列 审核人，值“{answer.by}”：已经定过这一组，须由另一个人来定")
    for case in group.cases:
        yield Decision(
            key=case.finding.key,
            target=case.finding.target,
            decision=DECISIONS[answer.decision],
            by=by,
            reason=answer.reason,
            digest=case.digest,
            group=group.id,
        )
