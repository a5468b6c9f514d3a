"""The inspectors' workbook as it comes back: strictly, all or nothing; what was taken before is not taken twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.rows import Asked
from checks.rows import Row as Indicator
from reports import workbooks
from reports.errors import UsageError
from reports.manual import questions
from reports.manual.sheets import QUALITY, QUESTIONS, REST, ROWS, VETO, YES_NO, Plan, line_of
from reports.people import acting
from reports.said import Observation, RowSettled
from reports.tables import CellError, Row
from reports.workbooks import Sheet
from storage.calendar import add_working_days
from storage.records import Act, Registry

if TYPE_CHECKING:
    from checks.scheme import Scheme


def read(
    path: Path, plan: Plan, scheme: Scheme, registry: Registry, day: date
) -> tuple[list[RowSettled], list[Observation]]:
    """What a filled workbook says: settled rows, and what was observed beside them.

    Raises:
        UsageError: at the first mistake; names sheet, row, column and value. Nothing is taken then.
    """
    rows: list[RowSettled] = []
    rest: list[RowSettled] = []
    seen: list[Observation] = []
    known = {(site.id, row.id): row for site, row in plan.rows}
    known |= {(REST, row.id): row for row, _ in plan.together()}
    sheets = plan.sheets()
    given = {sheet.name: {tuple(map(str, row[: len(sheet.given)])) for row in sheet.rows} for sheet in sheets}
    for sheet, row in workbooks.read(path, sheets, PARSERS):
        if sheet.name == ROWS:
            (rest if row.values["网站编号"] == REST else rows).append(_settled(row, known, scheme, registry, day))
        else:
            seen.append(_observed(sheet, row, given[sheet.name], plan.asked, registry, day))
    own = {(one.target, one.row) for one in rows} | plan.settled.keys()
    for one in rest:
        rows += [
            replace(one, target=site.id)
            for site, indicator in plan.rows
            if indicator.id == one.row and (site.id, indicator.id) not in own
        ]
    by_questions = list(questions.settled(plan, seen, day))
    for one in by_questions:
        by_hand = next((row for row in rows if (row.target, row.row) == (one.target, one.row)), None)
        if by_hand is not None and by_hand.points != one.points:
            raise UsageError(
                f"{path} 表“{ROWS}”，{one.target} 的 {one.row}：填了 {by_hand.points} 分，"
                f"由“提问”表得出 {one.points} 分（{one.note}）；请空着这一行，或改正“提问”表"
            )
    rows = [row for row in rows if _said(row) != _before(plan.settled.get((row.target, row.row)))]
    by_questions = [one for one in by_questions if _said(one) != _before(plan.settled.get((one.target, one.row)))]
    seen = [one for one in seen if one.said != _seen_before(plan.seen.get((one.target, one.subject)))]
    return [*rows, *by_questions], seen


def _said(row: RowSettled) -> tuple[Any, ...]:
    return Decimal(row.points), row.veto, row.note, row.by, row.second, row.digest


def _before(act: Act | None) -> tuple[Any, ...] | None:
    """What an act said of a row, so that what is handed in again is not written again."""
    if act is None:
        return None
    said = act.said
    return Decimal(said["points"]), said["veto"], said["note"], act.by, said["second"], said["digest"]


def _seen_before(act: Act | None) -> dict[str, Any] | None:
    return None if act is None else {name: value for name, value in act.said.items() if name != "sheet"}


def _settled(
    row: Row, known: Mapping[tuple[str, str], Indicator], scheme: Scheme, registry: Registry, day: date
) -> RowSettled:
    values = row.values
    indicator = known.get((values["网站编号"], values["行"]))
    if indicator is None:
        raise UsageError(f"{row.place}，列 行，值“{values['网站编号']} {values['行']}”：没有这个要由人认定的指标")
    if values["指纹"] != indicator.digest[:16]:
        raise UsageError(f"{row.place}，列 指纹，值“{values['指纹']}”：指标的内容已变，请重新导出再填")
    for column in ("结果", "依据", "检查员"):
        if not values[column]:
            raise UsageError(f"{row.place}，列 {column}：填了这一行就要填")
    points, veto = _result(row, indicator, scheme)
    if values["网站编号"] == REST and (veto or points):
        raise UsageError(f"{row.place}，列 结果，值“{values['结果']}”：编号为 {REST} 的行只能填“不否决”或 0")
    by = person(row, "检查员", registry, ("inspector", "reviewer"), day)
    second = person(row, "复核人", registry, ("inspector", "reviewer"), day) if values["复核人"] else None
    if veto and (second is None or second == by):
        raise UsageError(f"{row.place}，列 复核人：单项否决要由两个人认定，复核人须是另一个人")
    return RowSettled(
        target=values["网站编号"],
        row=indicator.id,
        digest=indicator.digest,
        points=points,
        veto=veto,
        note=values["依据"],
        by=by,
        second=second,
    )


def _result(row: Row, indicator: Indicator, scheme: Scheme) -> tuple[Decimal, bool]:
    said = row.values["结果"]
    here = f"{row.place}，列 结果，值“{said}”"
    if indicator.part == "veto":
        if said not in VETO:
            raise UsageError(f"{here}：应为 {'、'.join(VETO)}")
        if VETO[said] and not indicator.verified:
            raise UsageError(
                f"{here}：{indicator.id} 的来源没有核实（{indicator.confidence}），不能否决；可先 xuncha scheme attest"
            )
        return Decimal(0), VETO[said]
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", said):
        raise UsageError(f"{here}：应为不小于 0 的分数，最多两位小数")
    most = indicator.points
    if most is None:
        most = scheme.content.bonus_cap if indicator.part == "bonus" else scheme.content.full
    if Decimal(said) > most:
        raise UsageError(f"{here}：最多 {most} 分")
    return Decimal(said), False


def _observed(
    sheet: Sheet, row: Row, given: set[tuple[str, ...]], asked: Asked, registry: Registry, day: date
) -> Observation:
    values = {column: row.values[column] for column in sheet.columns}
    cells = tuple("" if values[column] is None else str(values[column]) for column in sheet.given)
    if cells not in given:
        raise UsageError(f"{row.place}，列 {sheet.given[0]}，值“{cells[0]}”：不是导出时的行，浅黄色以外的格请不要改动")
    if sheet.name == QUESTIONS:
        by = _asked(row, values, asked, registry, day)
    else:
        if not values["检查员"]:
            raise UsageError(f"{row.place}，列 检查员：填了这一行就要填")
        by = person(row, "检查员", registry, ("inspector", "reviewer"), day)
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return Observation(target=cells[0], subject=line_of(sheet.name, cells), sheet=sheet.name, said=said, by=by)


def _asked(row: Row, values: dict[str, Any], asked: Asked, registry: Registry, day: date) -> str:
    """Check a question: its day, its due day, two different readers of the answer; returns who read first."""
    for column in ("提问内容", "提问日期", "阅评人一"):
        if not values[column]:
            raise UsageError(f"{row.place}，列 {column}：填了这一行就要填")
    due = add_working_days(values["提问日期"], asked.days).day
    if values["截止日"] not in (None, due):
        raise UsageError(f"{row.place}，列 截止日，值“{values['截止日']}”：{asked.days} 个工作日应为 {due}")
    values["截止日"] = due
    if values["答复日期"] is not None and values["答复日期"] < values["提问日期"]:
        raise UsageError(f"{row.place}，列 答复日期，值“{values['答复日期']}”：早于提问日期")
    first = person(row, "阅评人一", registry, ("inspector", "reviewer"), day)
    if values["答复日期"] is not None:
        for column in ("质量一", "质量二", "阅评人二"):
            if not values[column]:
                raise UsageError(f"{row.place}，列 {column}：有了答复，质量要由两个人评")
        if person(row, "阅评人二", registry, ("inspector", "reviewer"), day) == first:
            raise UsageError(f"{row.place}，列 阅评人二，值“{values['阅评人二']}”：须是另一个人")
    return first


def person(row: Row, column: str, registry: Registry, roles: tuple[str, ...], day: date) -> str:
    """The person whom a cell names.

    Raises:
        UsageError: nobody whom the registry lets do this; names the place.
    """
    try:
        return acting(registry, row.values[column] or "", roles, day)
    except UsageError as error:
        raise UsageError(f"{row.place}，列 {column}：{error}") from None


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError("应为日期，形如 2026-11-20") from None


def _word(words: Sequence[str]) -> Any:
    def parse(cell: str) -> str:
        if cell not in words:
            raise CellError(f"应为 {'、'.join(words)}")
        return cell

    return parse


PARSERS = {
    **dict.fromkeys(("提问日期", "截止日", "答复日期"), _day),
    **dict.fromkeys(("质量一", "质量二"), _word(QUALITY)),
    **dict.fromkeys(("接通", "有问题", "能打开", "有互动功能", "菜单可用"), _word(YES_NO)),
}
