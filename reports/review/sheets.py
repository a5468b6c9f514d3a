"""The workbook of a review: what is asked, and how it is read back, strictly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checks import messages
from reports.actions import Decision
from reports.errors import UsageError
from reports.files import replaced
from reports.people import acting
from reports.review.groups import Case, Group
from reports.tables import CellError, Field, Row, read_table, sheets_of_workbook
from storage.records import Registry

DOUBTS, FAULTS, CASES, HELP = "待核实", "已认定", "明细", "说明"
DECISIONS = {"认定": "upheld", "排除": "cleared"}
MAX_SITES = 20
"""Sites that a group's row names; the details name all."""

GROUP_COLUMNS = (
    *("组号", "检查项", "原因", "说明", "处数", "涉及网站", "例子", "所在网页", "看到的结果"),
    *("需两人", "已定的人", "决定", "审核人", "理由", "指纹"),
)
CASE_COLUMNS = ("组号", "编号", "网站", "问题地址", "所在网页", "说明", "看到的经过")
WIDTHS = {"说明": 60, "例子": 50, "所在网页": 50, "涉及网站": 30, "问题地址": 50, "看到的经过": 40, "理由": 40}

HOW = (
    "“决定”填“认定”或“排除”；空着的行不处理，可以分几次交回。",
    "一行的决定对这一组的每一处都有效，各处列在“明细”表中。",
    "“需两人”为“是”的组牵涉单项否决，要由两个人分别作出同样的决定才生效。",
    "“已认定”表中的问题不需要核实；认为认定错了的，填“排除”并写明理由。",
    "请不要改动“组号”和“指纹”两列；证据变了以后，旧表上的决定会被退回。",
)

_FORMAT = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - workbooks know no zones; a fixed day keeps the bytes the same


@dataclass(frozen=True, slots=True)
class _Answer:
    """One row of a sheet that came back."""

    place: str
    group: str
    decision: str
    by: str
    reason: str
    seal: str


def write(path: Path, doubts: Sequence[Group], faults: Sequence[Group]) -> None:
    """Write the workbook in one step; the same groups give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - loaded when used, so that --help stays quick

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replaced(path) as beside, xlsxwriter.Workbook(str(beside), options) as book:
        book.set_properties({"created": MADE})
        head = book.add_format({**_FORMAT, "bold": True, "bg_color": "#DCE6F1", "border": 1})
        body = book.add_format({**_FORMAT, "border": 1})
        asked = book.add_format({**_FORMAT, "border": 1, "bg_color": "#FFF8DC"})
        for name, groups in ((DOUBTS, doubts), (FAULTS, faults)):
            sheet = book.add_worksheet(name)
            _head(sheet, GROUP_COLUMNS, head)
            for number, group in enumerate(groups, 1):
                for column, value in enumerate(_group_row(group)):
                    answer = GROUP_COLUMNS[column] in {"决定", "审核人", "理由"}
                    _put(sheet, number, column, value, asked if answer else body)
            last, column = max(len(groups), 1), GROUP_COLUMNS.index("决定")
            sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(DECISIONS)})
        sheet = book.add_worksheet(CASES)
        _head(sheet, CASE_COLUMNS, head)
        cases = [(group.id, case) for group in (*doubts, *faults) for case in group.cases]
        for number, (group_id, case) in enumerate(cases, 1):
            for column, value in enumerate(_case_row(group_id, case)):
                _put(sheet, number, column, value, body)
        sheet = book.add_worksheet(HELP)
        sheet.set_column(0, 0, 100)
        for number, line in enumerate(HOW):
            sheet.write_string(number, 0, line)


def _head(sheet: Any, columns: Sequence[str], form: Any) -> None:
    sheet.freeze_panes(1, 2)
    for number, name in enumerate(columns):
        sheet.set_column(number, number, WIDTHS.get(name, 12))
        sheet.write_string(0, number, name, form)


def _put(sheet: Any, row: int, column: int, value: str | int, form: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, value[:32_000], form)


def _group_row(group: Group) -> tuple[str | int, ...]:
    first = group.cases[0]
    finding = first.finding
    sites = list(dict.fromkeys(case.site.name for case in group.cases))
    more = f"等 {len(sites)} 个" if len(sites) > MAX_SITES else ""
    by = list(dict.fromkeys(name for case in group.cases for name in case.decided_by))
    return (
        group.id,
        messages.title(finding.check),
        finding.reason,
        messages.message(finding),
        len(group.cases),
        "、".join(sites[:MAX_SITES]) + more,
        finding.subject,
        finding.page,
        _seen(first),
        "是" if group.vetoes else "否",
        "、".join(by),
        "",
        "",
        "",
        group.seal,
    )


def _case_row(group_id: str, case: Case) -> tuple[str, ...]:
    finding = case.finding
    return (
        group_id,
        finding.key,
        case.site.name,
        finding.subject,
        finding.page,
        messages.message(finding),
        _seen(case),
    )


def _seen(case: Case) -> str:
    return "；".join(f"{sight.at:%m-%d %H:%M} {sight.method} {sight.outcome}" for sight in case.finding.evidence)


def read(path: Path, groups: Sequence[Group], registry: Registry, day: date) -> list[Decision]:
    """The decisions of a filled workbook, one for every case of every decided group.

    Raises:
        UsageError: at the first mistake (unknown group, wrong word, changed evidence, somebody who may not decide,
            the same person twice); names sheet, row, column and value. Nothing is taken then.
    """
    sheets = sheets_of_workbook(path)
    if DOUBTS not in sheets:
        raise UsageError(f"{path}：没有名为“{DOUBTS}”的表，不是 review export 写出的工作簿")
    known = {group.id: group for group in groups}
    decisions: list[Decision] = []
    for name in (DOUBTS, FAULTS):
        for answer in _answers(sheets.get(name, [list(GROUP_COLUMNS)]), f"{path} 表“{name}”"):
            decisions += _decided(answer, known, registry, day)
    return decisions


def _answers(cells: list[list[str]], place: str) -> Iterator[_Answer]:
    fields = tuple(
        Field(
            column=column,
            parse=_decision if column == "决定" else str,
            attribute=column,
            required=column in {"组号", "指纹"},
            header=True,
        )
        for column in GROUP_COLUMNS
    )
    for row in read_table(cells, fields, place):
        if row.values["决定"] is not None:
            yield _answer(row)


def _decision(cell: str) -> str:
    if cell not in DECISIONS:
        raise CellError(f"应为 {'、'.join(DECISIONS)}")
    return DECISIONS[cell]


def _answer(row: Row) -> _Answer:
    for column in ("审核人", "理由"):
        if not row.values[column]:
            raise UsageError(f"{row.place}，列 {column}：作了决定就要填")
    values = row.values
    return _Answer(row.place, values["组号"], values["决定"], values["审核人"], values["理由"], values["指纹"])


def _decided(answer: _Answer, known: dict[str, Group], registry: Registry, day: date) -> Iterator[Decision]:
    group = known.get(answer.group)
    if group is None:
        raise UsageError(f"{answer.place}，列 组号，值“{answer.group}”：没有待定的这一组，可能已经定了")
    if group.seal != answer.seal:
        raise UsageError(f"{answer.place}，列 指纹，值“{answer.seal}”：这一组的证据已变，请重新导出再定")
    try:
        by = acting(registry, answer.by, ("reviewer",), day)
    except UsageError as error:
        raise UsageError(f"{answer.place}，列 审核人：{error}") from None
    for case in group.cases:
        if by in case.decided_by:
            raise UsageError(f"{answer.place}，列 审核人，值“{answer.by}”：已经定过这一组，须由另一个人来定")
        yield Decision(
            key=case.finding.key,
            target=case.finding.target,
            decision=answer.decision,
            by=by,
            reason=answer.reason,
            digest=case.digest,
            group=group.id,
        )
