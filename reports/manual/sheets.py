"""The inspectors' workbook: its sheets, and how what they wrote is taken back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.rows import Row as Indicator
from reports import workbooks
from reports.errors import UsageError
from reports.people import acting
from reports.said import Observation, RowSettled
from reports.tables import CellError, Row
from reports.workbooks import Sheet
from storage.calendar import add_working_days
from storage.records import Registry, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme

ROWS, PHONES, GUIDES, QUESTIONS, ACCOUNTS = "指标", "电话", "办事指南", "提问", "账号"
VETO = {"否决": True, "不否决": False}
QUALITY = ("好", "一般", "差")
YES_NO = ("是", "否")
ANSWER_DAYS = 5
"""Working days in which a simple question is to be answered online (2019 indicators, 办理答复)."""

PART = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
HOW = (
    "“指标”表一行是一个要由人认定的指标：扣分行填扣几分，加分行填加几分，没有问题填 0；单项否决行填“否决”或“不否决”。",
    "填了结果就要填依据和检查员；填“否决”的，复核人必须是另一个人。空着的行视为还没有看，网站的结论保持待定。",
    "“电话”表请在公布的时间内拨打；“提问”表的问题由人在网站上提出，答复应在截止日前作出，质量由两个人分别评。",
    "“办事指南”表的事项由程序抽签，同一期再次导出还是这几个。",
    "浅黄色的格由检查员填写，其余各列请不要改动。可以分几次交回，后交的为准。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What inspectors are asked: rows by target, and what the crawl knows. Cells as the sheets print them."""

    rows: Sequence[tuple[Site, Indicator]]
    phones: Sequence[Sequence[str]]
    guides: Sequence[Sequence[str]]
    questions: Sequence[Sequence[str]]
    accounts: Sequence[Sequence[str]]

    def sheets(self) -> list[Sheet]:
        """The sheets of the workbook, in their order."""
        wide = {
            "看什么": 40,
            "依据": 40,
            "所在网页": 45,
            "网址": 45,
            "指南": 30,
            "提问内容": 40,
            "答复内容": 40,
            "情况": 30,
        }
        return [
            Sheet(
                name=ROWS,
                given=("网站编号", "网站", "行", "指标", "部分", "看什么", "最多", "指纹"),
                asked={"结果": (), "依据": (), "检查员": (), "复核人": ()},
                rows=[_row_cells(site, row) for site, row in self.rows],
                widths=wide,
            ),
            Sheet(
                name=PHONES,
                given=("网站编号", "网站", "电话", "所在网页", "公布的时间"),
                asked={"拨打时间": (), "接通": YES_NO, "情况": (), "检查员": ()},
                rows=self.phones,
                widths=wide,
            ),
            Sheet(
                name=GUIDES,
                given=("网站编号", "网站", "指南", "网址"),
                asked={"有问题": YES_NO, "情况": (), "检查员": ()},
                rows=self.guides,
                widths=wide,
            ),
            Sheet(
                name=QUESTIONS,
                given=("网站编号", "网站", "序号"),
                asked={
                    **dict.fromkeys(("提问内容", "提问日期", "截止日", "答复日期", "答复内容"), ()),
                    **{"质量一": QUALITY, "阅评人一": (), "质量二": QUALITY, "阅评人二": ()},
                },
                rows=self.questions,
                widths=wide,
            ),
            Sheet(
                name=ACCOUNTS,
                given=("账号编号", "账号", "平台", "单位", "网址"),
                asked={"能打开": YES_NO, "有互动功能": YES_NO, "情况": (), "检查员": ()},
                rows=self.accounts,
                widths=wide,
            ),
        ]


def _row_cells(site: Site, row: Indicator) -> tuple[str, ...]:
    what = row.source.clause + (f"（{row.note}）" if row.note else "")
    most = "" if row.points is None else str(row.points)
    return (site.id, site.name, row.id, row.title, PART[row.part], what, most, row.digest[:16])


def write(path: Path, plan: Plan) -> None:
    """Write the workbook in one step; the same plan gives the same bytes."""
    workbooks.write(path, plan.sheets(), HOW)


def read(
    path: Path, plan: Plan, scheme: Scheme, registry: Registry, day: date
) -> tuple[list[RowSettled], list[Observation]]:
    """What a filled workbook says: settled rows, and what was observed beside them.

    Raises:
        UsageError: at the first mistake; names sheet, row, column and value. Nothing is taken then.
    """
    rows, seen = [], []
    known = {(site.id, row.id): row for site, row in plan.rows}
    given = {sheet.name: {tuple(map(str, row)) for row in sheet.rows} for sheet in plan.sheets()}
    for sheet, row in workbooks.read(path, plan.sheets(), PARSERS):
        if sheet.name == ROWS:
            rows.append(_settled(row, known, scheme, registry, day))
        else:
            seen.append(_observed(sheet, row, given[sheet.name], registry, day))
    return rows, seen


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


def _observed(sheet: Sheet, row: Row, given: set[tuple[str, ...]], registry: Registry, day: date) -> Observation:
    values = {column: row.values[column] for column in sheet.columns}
    cells = tuple("" if values[column] is None else str(values[column]) for column in sheet.given)
    if cells not in given:
        raise UsageError(f"{row.place}，列 {sheet.given[0]}，值“{cells[0]}”：不是导出时的行，浅黄色以外的格请不要改动")
    if sheet.name == QUESTIONS:
        by = _asked(row, values, registry, day)
    else:
        if not values["检查员"]:
            raise UsageError(f"{row.place}，列 检查员：填了这一行就要填")
        by = person(row, "检查员", registry, ("inspector", "reviewer"), day)
    subject = hashlib.sha256("\x1f".join((sheet.name, *cells)).encode()).hexdigest()[:32]
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return Observation(target=cells[0], subject=subject, sheet=sheet.name, said=said, by=by)


def _asked(row: Row, values: dict[str, Any], registry: Registry, day: date) -> str:
    """Check a question: its day, its due day, two different readers of the answer; returns who read first."""
    for column in ("提问内容", "提问日期", "阅评人一"):
        if not values[column]:
            raise UsageError(f"{row.place}，列 {column}：填了这一行就要填")
    due = add_working_days(values["提问日期"], ANSWER_DAYS).day
    if values["截止日"] not in (None, due):
        raise UsageError(f"{row.place}，列 截止日，值“{values['截止日']}”：{ANSWER_DAYS} 个工作日应为 {due}")
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
    **dict.fromkeys(("接通", "有问题", "能打开", "有互动功能"), _word(YES_NO)),
}


def unsettled(plan: Plan, done: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Site, Indicator]]:
    """The rows that nobody has settled. ``done``: settled rows by target."""
    for site, row in plan.rows:
        if row.part != "bonus" and row.id not in done.get(site.id, {}):
            yield site, row
