"""The workbook of a review: one row asks about one group of findings that look alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from checks import messages
from reports.files import replaced
from reports.findings import IN_PERSON
from reports.masking import masked
from reports.pictures.drawing import Picture
from reports.review.groups import Case, Group
from reports.workbooks import A3

DOUBTS, FAULTS, CASES, HELP = "待核实", "已认定", "明细", "说明"
DECISIONS = {"认定": "upheld", "排除": "cleared"}
MAX_SITES = 20
"""Sites that a group's row names; the details name all."""

GROUP_COLUMNS = (
    *("组号", "检查项", "说明", "处数", "涉及网站", "例子", "所在网页", "截图", "看到的经过"),
    *("影响评分", "需两人", "已定的人", "决定", "审核人", "理由", "指纹", "代码"),
)
CASE_COLUMNS = ("组号", "编号", "网站", "问题地址", "所在网页", "说明", "看到的经过")
ASKED = frozenset({"决定", "审核人", "理由"})
WIDTHS = {
    **{
        "处数": 6,
        "影响评分": 7,
        "需两人": 7,
        "决定": 8,
        "审核人": 10,
        "检查项": 16,
        "涉及网站": 24,
        "截图": 46,
        "理由": 30,
    },
    **{"说明": 44, "例子": 36, "所在网页": 36, "问题地址": 50, "看到的经过": 36, "编号": 34, "代码": 28},
}
LINKED = frozenset({"例子", "问题地址", "所在网页"})
MAX_LINKS = 60_000
"""Links that one sheet may hold (Excel's limit is 65,530); addresses behind them are text."""

MAX_LINK = 2_000
"""Characters of an address that a spreadsheet opens."""

ROW_HEIGHT, PICTURE_SCALE = 140, 1 / 3
"""Height of a row with a picture, in points, and the size at which the picture lies in it."""

MAX_PICTURE_BYTES = 20_000_000
"""Bytes of pictures in one workbook; what comes after has none."""

HOW = (
    "“决定”填“认定”或“排除”；空着的行不处理，可以分几次交回。",
    "一行的决定对这一组的每一处都有效，各处列在“明细”表中。",
    "“需两人”为“是”的组牵涉单项否决，要由两个人分别作出同样的决定才生效。",
    "“已认定”表中的问题不需要核实；认为认定错了的，填“排除”并写明理由。",
    "“截图”由检查时保存的网页画出，红框处为所说的地方；图片不下载，以灰框代替。拉大就能看清。",
    "“例子”和“所在网页”是链接，点开看到的是网页现在的样子，可能已经改过。",
    "“影响评分”为“否”的组不计分，只供整改，可以后看。",
    "请不要改动白色的格；证据变了以后，旧表上的决定会被退回。",
)

_FORMAT = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - workbooks know no zones; a fixed day keeps the bytes the same


def write(
    path: Path, doubts: Sequence[Group], faults: Sequence[Group], pictures: Mapping[str, Picture] | None = None
) -> None:
    """Write the workbook in one step; the same groups give the same bytes. ``pictures``: by the group's id."""
    import xlsxwriter  # noqa: PLC0415 - loaded when used, so that --help stays quick

    options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    options["max_url_length"] = MAX_LINK
    with replaced(path) as beside, xlsxwriter.Workbook(str(beside), options) as book:
        book.set_properties({"created": MADE})
        forms = {
            "head": book.add_format({**_FORMAT, "bold": True, "bg_color": "#DCE6F1", "border": 1}),
            "given": book.add_format({**_FORMAT, "border": 1}),
            "link": book.add_format({**_FORMAT, "border": 1, "font_color": "#17457A", "underline": 1}),
            "asked": book.add_format({**_FORMAT, "border": 1, "bg_color": "#FFF8DC"}),
        }
        room = MAX_PICTURE_BYTES
        for name, groups in ((DOUBTS, doubts), (FAULTS, faults)):
            sheet = book.add_worksheet(name)
            _rows(sheet, GROUP_COLUMNS, [_group_row(group) for group in groups], forms)
            for number, group in enumerate(groups, 1):
                picture = (pictures or {}).get(group.id)
                if picture is not None and len(picture.jpeg) <= room:
                    room -= len(picture.jpeg)
                    _place(sheet, number, group, picture)
            last, column = max(len(groups), 1), GROUP_COLUMNS.index("决定")
            sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(DECISIONS)})
        cases = [(group.id, case) for group in (*doubts, *faults) for case in group.cases]
        _rows(book.add_worksheet(CASES), CASE_COLUMNS, [_case_row(*case) for case in cases], forms)
        sheet = book.add_worksheet(HELP)
        sheet.set_column(0, 0, 100)
        for number, line in enumerate(HOW):
            sheet.write_string(number, 0, line)


def _rows(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[str | int]], forms: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    for number, name in enumerate(columns):
        sheet.set_column(number, number, WIDTHS.get(name, 14))
        sheet.write_string(0, number, name, forms["head"])
    links = 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            name = columns[column]
            if isinstance(value, int):
                sheet.write_number(number, column, value, forms["given"])
            elif name in LINKED and links < MAX_LINKS and _opens(value):
                links += 1
                sheet.write_url(number, column, value, forms["link"], string=value)
            else:
                sheet.write_string(number, column, value[:32_000], forms["asked" if name in ASKED else "given"])


def _opens(address: str) -> bool:
    return address.startswith(("http://", "https://")) and len(address) < MAX_LINK


def _place(sheet: Any, number: int, group: Group, picture: Picture) -> None:
    """Lay a picture over its cell, so that it moves with the row and can be pulled larger."""
    scale = PICTURE_SCALE
    finding = group.cases[0].finding
    sheet.set_row(number, ROW_HEIGHT)
    sheet.insert_image(
        number,
        GROUP_COLUMNS.index("截图"),
        f"{group.id}.jpg",
        {
            "image_data": BytesIO(picture.jpeg),
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 3,
            "y_offset": 3,
            "object_position": 1,
            "description": f"{messages.title(finding.check)}：{finding.page}",
        },
    )


def _group_row(group: Group) -> tuple[str | int, ...]:
    first = group.cases[0]
    finding = first.finding
    sites = list(dict.fromkeys(case.site.name for case in group.cases))
    more = f"等 {len(sites)} 个" if len(sites) > MAX_SITES else ""
    by = list(dict.fromkeys(name for case in group.cases for name in case.decided_by))
    return (
        group.id,
        messages.title(finding.check),
        masked(messages.message(finding)),
        len(group.cases),
        "、".join(sites[:MAX_SITES]) + more,
        *_places(first),
        "",
        _seen(first),
        "是" if group.scores else "否",
        "是" if group.vetoes else "否",
        "、".join(by),
        "",
        "",
        "",
        group.seal,
        f"{finding.check} {finding.reason}",
    )


def _case_row(group_id: str, case: Case) -> tuple[str, ...]:
    finding = case.finding
    return (
        group_id,
        finding.key,
        case.site.name,
        *_places(case),
        masked(messages.message(finding)),
        _seen(case),
    )


def _places(case: Case) -> tuple[str, str]:
    """Subject and page; of what is told in person only the site, its reviewers ask for the rest by name."""
    in_person = case.finding.check in IN_PERSON
    return (case.site.url, case.site.url) if in_person else (case.finding.subject, case.finding.page)


def _seen(case: Case) -> str:
    looks = [
        f"{sight.at:%m-%d %H:%M} {messages.method_name(sight.method)} {messages.word(sight.outcome)}"
        for sight in case.finding.evidence
    ]
    return "\n".join(looks) or "由保存的网页判定"
