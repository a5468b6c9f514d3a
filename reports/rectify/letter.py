"""A notice on paper: the formal letter as .docx and .pdf, and its items as a workbook that comes back filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from checks import messages
from reports import workbooks
from reports.errors import UsageError
from reports.files import replaced
from reports.findings import IN_PERSON
from reports.periods import Period
from reports.publish import docx
from reports.publish.annexes import Annex
from reports.publish.html import notice_page
from reports.publish.naming import one_line
from reports.publish.notice import LEVELS, Block
from reports.publish.notice import Notice as Text
from reports.publish.pdf import printer
from reports.rectify.notices import Fault, Item, Notice
from reports.rectify.words import CLASSES, EXPLAINED, HOW
from reports.workbooks import Sheet

if TYPE_CHECKING:
    from reports.settings import Office
    from storage.records import Registry

SHEET = "整改"
WORKBOOK = "items.xlsx"
FORMATS = ("docx", "pdf", "xlsx")
ANNEXED = 200
"""Items that the letter's annex lists; the workbook has them all."""

ASKED = {"办理情况": tuple(HOW), "说明": (), "结果网址": (), "联系人": ()}
GIVEN = ("通知编号", "编号", "网站", "类别", "检查项", "问题", "整改要求", "问题地址", "所在网页", "期限", "办理方式")
WIDTHS = {
    "通知编号": 20,
    "编号": 36,
    "问题": 50,
    "整改要求": 40,
    "问题地址": 45,
    "所在网页": 45,
    "说明": 50,
    "结果网址": 40,
}
TO_MEND = "整改"
HELP = (
    "“办理情况”填：已整改（改好了，等复查）、情况说明（已经发生、不能改正的，写明原因和措施）、有异议（写明理由）。还没有办的空着。",
    "填“情况说明”和“有异议”的，“说明”必填；填“已整改”而内容换了地方的，请在“结果网址”写明新地址。",
    "请在期限前交回；有异议的请最迟在 {appeal} 提出。浅黄色的格由单位填写，其余各列请不要改动。",
)
_NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    title: str
    items: Sequence[Item]

    @property
    def message(self) -> str:
        return one_line(self.items[0].fault.message).rstrip("。")

    @property
    def remedy(self) -> str:
        return one_line(self.items[0].fault.remedy).rstrip("。")

    @property
    def again(self) -> int:
        return sum(bool(item.fault.again) for item in self.items)


def formats(text: str) -> tuple[str, ...]:
    """Read a list of formats.

    Raises:
        UsageError: one that nobody writes, or none at all.
    """
    wanted = tuple(dict.fromkeys(name.strip() for name in text.replace("，", ",").split(",") if name.strip()))
    if not wanted or any(name not in FORMATS for name in wanted):
        raise UsageError(f"--format {text}：应为 {'、'.join(FORMATS)} 之一，可用逗号连写几个")
    return wanted


def write(
    folder: Path,
    told: Sequence[Notice],
    registry: Registry,
    office: Office,
    *,
    wanted: Sequence[str] = FORMATS,
    template: Path | None = None,
) -> str | None:
    """Write a folder for every notice; returns why there is no PDF where nothing here prints one."""
    texts = {notice.id: letter(notice, registry, office) for notice in told}
    for notice in told:
        place = folder / notice.id
        if "docx" in wanted:
            with replaced(place / "notice.docx") as beside:
                docx.write(texts[notice.id], beside, template)
        if "xlsx" in wanted:
            workbooks.write(place / WORKBOOK, [sheet(notice, registry)], _help(notice))
    if "pdf" not in wanted:
        return None
    try:
        with printer() as printed:
            for name, text in texts.items():
                with replaced(folder / name / "notice.pdf") as beside:
                    beside.write_bytes(printed(notice_page(text)))
    except UsageError as error:
        return str(error)
    return None


def letter(notice: Notice, registry: Registry, office: Office) -> Text:
    """The letter as text: what is wrong, until when, how to answer."""
    agency = registry.agencies[notice.agency]
    called = None
    if notice.called is not None:
        at = datetime.fromisoformat(notice.called["at"])
        called = {"to": one_line(notice.called["to"]), "at": f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"}
    said = (
        _environment()
        .get_template("letter.txt")
        .render(
            notice=notice,
            agency=agency,
            office=one_line(office.name),
            city=one_line(office.city),
            quarter=Period.parse(notice.period).name,
            klass=CLASSES[notice.klass],
            sites=_sites(notice, registry),
            events=sum(item.fault.event for item in notice.items),
            called=called,
        )
    )
    blocks = tuple(_blocks(said))
    return Text(
        title=blocks[0].text.replace("|", ""),
        title_lines=tuple(blocks[0].text.split("|")),
        blocks=blocks[1:],
        office=office.name,
        day=_day(notice.issued_on),
        annexes=(_annex(notice, registry),),
        draft=None,
    )


def sheet(notice: Notice, registry: Registry) -> Sheet:
    """The items of a notice as the sheet that the agency fills in."""
    rows = [
        (
            notice.id,
            item.fault.key,
            target_name(item.fault.target, registry),
            CLASSES[notice.klass],
            messages.title(item.fault.check),
            item.fault.message,
            item.fault.remedy,
            *_places(item.fault, registry),
            item.due_on,
            EXPLAINED if item.fault.event else TO_MEND,
        )
        for item in notice.items
    ]
    widths = {
        "通知编号": 20,
        "编号": 36,
        "问题": 50,
        "整改要求": 40,
        "问题地址": 45,
        "所在网页": 45,
        "说明": 50,
        "结果网址": 40,
    }
    return Sheet(name=SHEET, given=GIVEN, asked=ASKED, rows=rows, widths=widths)


def empty_sheet() -> Sheet:
    """The sheet without rows, to read one that came back."""
    return Sheet(name=SHEET, given=GIVEN, asked=ASKED)


def target_name(target: str, registry: Registry) -> str:
    """A site's or an account's name; its id where the registry knows it no more."""
    if target in registry.sites:
        return registry.sites[target].name
    return registry.accounts[target].name if target in registry.accounts else target


def _help(notice: Notice) -> list[str]:
    return [line.format(appeal=notice.appeal_until) for line in HELP]


def _sites(notice: Notice, registry: Registry) -> dict[str, list[_Group]]:
    """The items by site and check, in the order of the notice."""
    found: dict[str, dict[str, list[Item]]] = {}
    for item in notice.items:
        by_check = found.setdefault(one_line(target_name(item.fault.target, registry)), {})
        by_check.setdefault(item.fault.check, []).append(item)
    return {
        name: [_Group(title=messages.title(check), items=items) for check, items in by_check.items()]
        for name, by_check in found.items()
    }


def _annex(notice: Notice, registry: Registry) -> Annex:
    items = notice.items[:ANNEXED]
    more = "" if len(items) == len(notice.items) else f"（前{ANNEXED}项，全部见附表）"
    return Annex(
        title=f"整改问题清单{more}",
        columns=("序号", "网站或账号", "检查项", "问题", "地址", "办理方式"),
        widths=(7, 15, 13, 31, 24, 10),
        rows=tuple(
            (
                str(number),
                one_line(target_name(item.fault.target, registry)),
                messages.title(item.fault.check),
                item.fault.message,
                _places(item.fault, registry)[0],
                EXPLAINED if item.fault.event else TO_MEND,
            )
            for number, item in enumerate(items, 1)
        ),
    )


def _blocks(text: str) -> list[Block]:
    """The lines of the template as blocks; what came from pages stands on one line and starts none."""
    blocks = []
    for line in text.splitlines():
        mark, _, rest = line.strip().partition(" ")
        if mark in LEVELS:
            blocks.append(Block(LEVELS[mark], rest.strip()))
        elif line.strip():
            blocks.append(Block("text", line.strip()))
    return blocks


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _NUMERALS[number]
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones] if ones else ''}" if number < 100 else str(number)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - makes plain text; what prints it as HTML escapes it
        loader=PackageLoader("reports.rectify"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Any] = {"day": _day, "numeral": _numeral}
    environment.filters |= filters
    return environment


def _places(fault: Fault, registry: Registry) -> tuple[str, str]:
    """Where a fault is, as a letter says it: of what is told in person, only on which site."""
    site = registry.sites.get(fault.target)
    if fault.check in IN_PERSON and site is not None:
        return site.url, site.url
    return fault.subject, fault.page
