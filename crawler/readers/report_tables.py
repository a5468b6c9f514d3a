"""Tables two, three and four of an annual report on information disclosure, in either form and orientation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.readers.dom import Dom
from crawler.readers.grids import Grid, grid_of, labels_above, labels_left, number, transposed

Value = Decimal | None
"""A cell's number; None where it holds something that is none."""

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
"""Columns of table three."""

_APPLICANT = (
    (re.compile(r"^自然人"), "自然人"),
    (re.compile(r"^(?:商业)?企业"), "商业企业"),
    (re.compile(r"^科研"), "科研机构"),
    (re.compile(r"公益"), "社会公益组织"),
    (re.compile(r"^法律服务"), "法律服务机构"),
    (re.compile(r"^其他(?:组织)?$"), "其他"),
    (re.compile(r"^(?:总计|合计|共计)$"), "总计"),
)

ROWS = {
    "new_received": ("本年新收政府信息公开申请数量", r"新收|本年.{0,6}收到"),
    "carried_in": ("上年结转政府信息公开申请数量", r"上(?:一)?年.{0,4}结转|结转.{0,3}上年"),
    "carried_out": ("结转下年度继续办理", r"结转.{0,4}下(?:一)?年|下(?:一)?年度.{0,4}继续办理"),
    "denied.1": ("属于国家秘密", r"国家秘密"),
    "denied.2": ("其他法律行政法规禁止公开", r"法规禁止"),
    "denied.3": ("危及“三安全一稳定”", r"三安全"),
    "denied.4": ("保护第三方合法权益", r"第三方"),
    "denied.5": ("属于三类内部事务信息", r"内部事务"),
    "denied.6": ("属于四类过程性信息", r"过程性"),
    "denied.7": ("属于行政执法案卷", r"执法案卷"),
    "denied.8": ("属于行政查询事项", r"查询事项"),
    "unable.1": ("本机关不掌握相关政府信息", r"不掌握"),
    "unable.2": ("没有现成信息需要另行制作", r"没有现成|另行制作"),
    "unable.3": ("补正后申请内容仍不明确", r"仍不明确|补正后"),
    "rejected.1": ("信访举报投诉类申请", r"信访"),
    "rejected.4": ("无正当理由大量反复申请", r"大量反复|反复申请"),
    "rejected.2": ("重复申请", r"重复申请"),
    "rejected.3": ("要求提供公开出版物", r"出版物"),
    "rejected.5": ("要求行政机关确认或重新出具已获取信息", r"重新出具|确认或"),
    "other.1": ("申请人无正当理由逾期不补正", r"逾期不补正|逾期.{0,4}不.{0,2}补正"),
    "other.2": ("逾期未按收费通知要求缴纳费用", r"收费通知|缴纳费用"),
    "partial": ("部分公开", r"^(?:\(?.?\)?)?[^不]{0,3}部分公开"),
    "granted": ("予以公开", r"^[^不]{0,4}予以公开"),
}
"""Rows of table three by key: the name a finding prints, and how it is told, the most telling first."""

_ROW = tuple((re.compile(pattern), key) for key, (_, pattern) in ROWS.items())
NAMES = {key: name for key, (name, _) in ROWS.items()} | {
    "other.3": "其他处理：其他",
    "other": "其他处理",
    "handled_total": "本年度办理结果：总计",
}
HANDLED = tuple(key for key in NAMES if key.partition(".")[0] in {"granted", "partial", "denied", "unable", "rejected"})
OTHER = ("other", "other.1", "other.2", "other.3")

GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_OUTCOME = (
    (re.compile(r"维持"), "结果维持"),
    (re.compile(r"纠正"), "结果纠正"),
    (re.compile(r"未审结|未结|未办结"), "尚未审结"),
    (re.compile(r"^其他"), "其他结果"),
    (re.compile(r"^(?:总计|合计|共计)$"), "总计"),
)
_RULES = (
    (re.compile(r"规范性文件"), "行政规范性文件"),
    (re.compile(r"^规章|政府规章|^部门规章"), "规章"),
    (re.compile(r"行政许可"), "行政许可"),
    (re.compile(r"行政处罚"), "行政处罚"),
    (re.compile(r"行政强制"), "行政强制"),
    (re.compile(r"行政事业性收费"), "行政事业性收费"),
)
_RULE_COLUMN = (
    (re.compile(r"制发|新制作"), "制发"),
    (re.compile(r"废止"), "废止"),
    (re.compile(r"有效|对外公开总"), "有效"),
    (re.compile(r"处理决定"), "处理决定"),
    (re.compile(r"收费金额"), "收费金额"),
)


@dataclass(slots=True)
class ReportTables:
    """What the tables of a report say. ``three``: by row key and applicant; ``four``: by group and outcome;
    ``two``: by matter and column. ``blank``: cells of table three that stand empty; ``form``: 2019 or 2021."""

    two: dict[tuple[str, str], Value] = field(default_factory=dict)
    three: dict[tuple[str, str], Value] = field(default_factory=dict)
    four: dict[tuple[str, str], Value] = field(default_factory=dict)
    blank: set[tuple[str, str]] = field(default_factory=set)
    form: str | None = None

    @property
    def has_two(self) -> bool:
        return len({matter for matter, _ in self.two}) >= 2

    @property
    def has_three(self) -> bool:
        return len({row for row, _ in self.three}) >= len(NAMES) // 2

    @property
    def has_four(self) -> bool:
        return len(self.four) >= len(GROUPS) * len(OUTCOMES) * 2 // 3


def read_tables(dom: Dom) -> ReportTables:
    """Read every table of a page that belongs to the form, split ones together."""
    found = ReportTables()
    places: dict[int, str] | None = None
    for node in dom.tree.css("table")[:80]:
        grid = grid_of(node)
        if not grid:
            continue
        text = "".join(cell for row in grid for cell in row)
        if len(re.findall(r"维持|纠正|审结", text)) >= 2:
            _read_four(grid, found)
        elif "第二十条" in text or "规范性文件" in text:
            _read_two(grid, text, found)
        elif any(pattern.search(text) for pattern, _ in _ROW):
            places = _read_three(grid, found, places)
    if found.form is None and found.has_three:
        found.form = "2019" if any(row == "other" for row, _ in found.three) else "2021"
    return found


# ---------------------------------------------------------------- table three


def _read_three(grid: Grid, found: ReportTables, before: dict[int, str] | None) -> dict[int, str] | None:
    """Read table three or a part of it; ``before``: where the part before has its columns, for parts without head."""
    upright, turned = _columns_of(grid), _columns_of(transposed(grid))
    if len(turned) > len(upright):
        grid, columns = transposed(grid), turned
    elif len(upright) >= 3:
        columns = upright
    elif before is not None:
        width, known = len(grid[0]), max(before) + 1
        columns = {place + width - known: name for place, name in before.items() if place + width - known >= 0}
    else:
        columns = dict(zip(range(len(grid[0]) - len(APPLICANTS), len(grid[0])), APPLICANTS, strict=True))
        columns = {place: name for place, name in columns.items() if place >= 1}
    if not columns:
        return before
    first = min(columns)
    for index, row in enumerate(grid):
        key = _row_key(list(labels_left(grid, index, first)))
        if key is not None:
            _take(row, key, columns, found)
    return columns


def _columns_of(grid: Grid) -> dict[int, str]:
    """Which column counts which applicants, by the lowest head above the first counted row."""
    columns: dict[int, str] = {}
    for index, row in enumerate(grid):
        if columns and _row_key(list(labels_left(grid, index, min(columns)))) is not None:
            break
        if index > 0 and not columns and index > 8:
            break
        here = {place: name for place, text in enumerate(row) if (name := _first(text, _APPLICANT)) is not None}
        if "自然人" in here.values() or columns or len(set(here.values())) >= 3:
            columns |= here
    return columns


def _row_key(labels: list[str]) -> str | None:
    """The row that the labels beside it name, nearest first."""
    if not labels:
        return None
    nearest = re.sub(r"^[\W\d_一二三四五六七八九十]+", "", labels[0]) or labels[0]
    if re.fullmatch(r"(?:总计|合计|共计)\W*", nearest):
        return "handled_total"
    if re.fullmatch(r"(?:其他处理.{0,4})?其他\W*", nearest):
        return "other.3"
    if re.match(r"其他处理", nearest):
        return "other"
    return _first(nearest, _ROW)


def _first(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str | None:
    return next((name for pattern, name in patterns if pattern.search(text)), None)


def _take(row: list[str], key: str, columns: dict[int, str], found: ReportTables) -> None:
    """Take the numbers of one row; a head that spans two columns has its number in either."""
    texts: dict[str, str] = {}
    for place, name in columns.items():
        texts[name] = texts.get(name) or (row[place] if place < len(row) else "")
    if all(number(text) is None for text in texts.values()):
        return
    for name, text in texts.items():
        if (key, name) in found.three and (not text or (key, name) not in found.blank):
            continue
        found.three[key, name] = number(text)
        (found.blank.add if not text else found.blank.discard)((key, name))


# ---------------------------------------------------------------- tables four and two


def _read_four(grid: Grid, found: ReportTables) -> None:
    """Each number of table four belongs to the group and the outcome that stand above it or left of it."""
    for row, column, text in _counted(grid):
        heads = [*labels_above(grid, row, column), *labels_left(grid, row, column)]
        outcome = next((name for head in heads if (name := _first(head, _OUTCOME)) is not None), None)
        group = _group(heads)
        if outcome is None or group is None:
            continue
        if text or (group, outcome) not in found.four:
            found.four[group, outcome] = number(text)


def _group(heads: list[str]) -> str | None:
    for head in heads:
        if "复议后" in head:
            return GROUPS[2]
        if "未经复议" in head or "直接起诉" in head:
            return GROUPS[1]
    return GROUPS[0] if any("行政复议" in head and "诉讼" not in head for head in heads) else None


def _read_two(grid: Grid, text: str, found: ReportTables) -> None:
    found.form = "2019" if re.search(r"新制作|新公开|上一年项目|项目数量", text) else found.form or "2021"
    for row, column, cell in _counted(grid):
        matter = next((m for label in labels_left(grid, row, column) if (m := _first(label, _RULES))), None)
        heads = labels_above(grid, row, column)
        counted = next((name for head in heads if (name := _first(head, _RULE_COLUMN)) is not None), None)
        if matter is None or counted is None:
            continue
        if cell or (matter, counted) not in found.two:
            found.two[matter, counted] = number(cell)


def _counted(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """Cells that count something."""
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if number(text) is not None:
                yield row, column, text
