"""The inspectors' workbook: its sheets, with what was taken back before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.rows import Asked
from checks.rows import Row as Indicator
from reports import workbooks
from reports.workbooks import Sheet
from storage.records import Act, Site

ROWS, PHONES, GUIDES, QUESTIONS, ACCOUNTS = "指标", "电话", "办事指南", "提问", "账号"
REST = "*"
"""In place of a site's id: every other site of which nobody wrote anything."""

VETO = {"否决": True, "不否决": False}
QUALITY = ("好", "一般", "差")
YES_NO = ("是", "否")
PART = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
HOW = (
    "“指标”表一行是一个要由人认定的指标：扣分行填扣几分，加分行填加几分，没有问题填 0；单项否决行填“否决”或“不否决”。",
    "编号为 * 的行一次认定其余各网站（账号）都没有问题（不否决，或扣 0 分）；有问题的填在下面自己的行里。",
    "填了结果就要填依据和检查员；填“否决”的，复核人必须是另一个人。空着的行视为还没有看，网站的结论保持待定。",
    "程序因条件所限没能检查的行（如本机没有 IPv6、探测不足一周）也列在里面，可以按别处的监测结果填；不填则保持待定。",
    "“电话”表请在公布的时间内拨打。",
    "“提问”表的问题由人在网站上提出，截止日由程序算；答复质量由两个人分别评，两人都评“差”或逾期没有答复的，程序按指标扣分。",
    "同一网站的提问还没有全部到期或评完时，“办理答复”一行保持待定；到期后把工作簿再交一次即可。",
    "“办事指南”表的事项由程序抽签，同一期再次导出还是这几个。",
    "“账号”表填实际看到的：最近发布写日期；截图写文件名，与本表放在一起；没有互动、客户端不能用、停更要由两个人认定（复核人）。",
    "浅黄色的格由检查员填写，其余各列请不要改动。可以分几次交回，后交的为准；再次导出时，已收下的会填在表里。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What inspectors are asked: rows by target, and what the crawl knows. Cells as the sheets print them.

    ``asked``: how questions are counted. ``settled``: what was taken of rows before, by target and row; ``seen``: of
    the lines of other sheets, by target and line.
    """

    rows: Sequence[tuple[Site, Indicator]]
    phones: Sequence[Sequence[str]]
    guides: Sequence[Sequence[str]]
    questions: Sequence[Sequence[str]]
    accounts: Sequence[Sequence[str]]
    asked: Asked = field(default_factory=Asked)
    settled: Mapping[tuple[str, str], Act] = field(default_factory=dict)
    seen: Mapping[tuple[str, str], Act] = field(default_factory=dict)

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
        sheets = [
            Sheet(
                name=ROWS,
                given=("网站编号", "网站", "行", "指标", "部分", "看什么", "最多", "指纹"),
                asked={"结果": (), "依据": (), "检查员": (), "复核人": ()},
                rows=[
                    *(_rest_cells(*group) for group in self.together()),
                    *((*_row_cells(site, row), *self._taken(site, row)) for site, row in self.rows),
                ],
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
                asked={
                    **dict.fromkeys(("看的时间", "最近发布", "近14天发布"), ()),
                    **dict.fromkeys(("能打开", "有互动功能", "菜单可用"), YES_NO),
                    **dict.fromkeys(("现名", "情况", "截图", "检查员", "复核人"), ()),
                },
                rows=self.accounts,
                widths=wide,
            ),
        ]
        return [sheets[0], *(self._with_seen(sheet) for sheet in sheets[1:])]

    def together(self) -> list[tuple[Indicator, int]]:
        """The rows that one line may settle for all targets in which nothing is wrong, with their number."""
        counted: dict[str, tuple[Indicator, int]] = {}
        for site, row in self.rows:
            if row.part != "bonus" and row.asked is None and (site.id, row.id) not in self.settled:
                counted[row.id] = row, counted.get(row.id, (row, 0))[1] + 1
        return [(row, number) for row, number in counted.values() if number > 1]

    def _taken(self, site: Site, row: Indicator) -> tuple[str, ...]:
        act = self.settled.get((site.id, row.id))
        if act is None or act.said["digest"] != row.digest or act.said.get("sheet"):
            return ()
        said = act.said
        result = ("否决" if said["veto"] else "不否决") if row.part == "veto" else str(Decimal(said["points"]))
        return result, said["note"], act.by, said["second"] or ""

    def _with_seen(self, sheet: Sheet) -> Sheet:
        rows = []
        for cells in sheet.rows:
            given = tuple(map(str, cells))
            act = self.seen.get((given[0], line_of(sheet.name, given)))
            rows.append((*given, *((act.said.get(name) or "" for name in sheet.asked) if act is not None else ())))
        return replace(sheet, rows=rows)


def _rest_cells(row: Indicator, number: int) -> tuple[str, ...]:
    called = "账号" if row.kinds == ("account",) else "网站"
    return (REST, f"其余各{called}（{number} 个）", *_indicator_cells(row))


def _row_cells(site: Site, row: Indicator) -> tuple[str, ...]:
    return (site.id, site.name, *_indicator_cells(row))


def _indicator_cells(row: Indicator) -> tuple[str, ...]:
    what = row.source.clause + (f"（{row.note}）" if row.note else "")
    most = "" if row.points is None else str(row.points)
    return (row.id, row.title, PART[row.part], what, most, row.digest[:16])


def line_of(sheet: str, given: Sequence[str]) -> str:
    """The name of a line of a sheet, by what we wrote into it."""
    return hashlib.sha256("\x1f".join((sheet, *given)).encode()).hexdigest()[:32]


def write(path: Path, plan: Plan) -> None:
    """Write the workbook in one step; the same plan gives the same bytes."""
    workbooks.write(path, plan.sheets(), HOW)


def unsettled(plan: Plan, done: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Site, Indicator]]:
    """The rows that keep a verdict open. ``done``: settled rows by target. Of accounts a sample is tried at most."""
    for site, row in plan.rows:
        if row.part != "bonus" and site.kind != "account" and row.id not in done.get(site.id, {}):
            yield site, row
