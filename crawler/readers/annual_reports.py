"""Annual reports on information disclosure: which year, which form, which parts, and whether the numbers agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.readers.dom import Dom, fold
from crawler.readers.grids import bare
from crawler.readers.identities import blank_totals, identities_of
from crawler.readers.report_prose import balances, figures, text_identity
from crawler.readers.report_tables import ReportTables, read_tables
from storage.records import IDENTITIES, Identity

PARTS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
TABLES = ("表二", "表三", "表四")
FEE = "信息处理费"

_PART = (
    r"总体情况|工作概述|基本情况|总体工作情况|工作总体情况|^概述|^概况",
    r"主动公开",
    r"(?:收到|处理|办理|依)[^。]{0,14}申请",
    r"复议[^。]{0,12}诉讼|诉讼[^。]{0,12}复议",
    r"(?:问题|不足|困难)[^。]{0,12}(?:改进|措施|打算|情况|$)|改进(?:情况|措施)",
    r"其他[^。]{0,8}(?:事项|情况)",
)
_PARTS = tuple(re.compile(pattern) for pattern in _PART)
_NUMBERED = re.compile(r"(?:第?[一二三四五六七八][、.,:部章]|[一二三四五六七八]是?(?=[^是]))分?[:、]?|[1-7][、.](?!\d)")
_SUB = re.compile(r"^[(\[][一二三四五六七八九十\d]+[)\]]|^\d+[.、)]")
_TITLE = re.compile(
    r"(?:政府信息|政务信息|信息|政务)公开(?:工作)?[^,。;]{0,8}?(?:年度?报告?|报告)|年度?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|总结|年报)"
)
_NO_TITLE = re.compile(r"决算|预算|网站(?:工作|监管)?年度|报表|指南|通知|办法|关于报送|解读|新闻")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_YEAR_WORDS = re.compile(r"二[〇○零OО0]([〇○零一二三四五六七八九O0])([〇○零一二三四五六七八九O0])")
_PERIOD = re.compile(r"(20[0-3]\d)年1月1日(?:起|开始)?(?:至|到|—|-|~)+(?:(?:20[0-3]\d|同)年)?12月31日")
_DIGITS = {**dict.fromkeys("〇○零O0", "0"), **{word: str(place) for place, word in enumerate("一二三四五六七八九", 1)}}
HEADING = 40
"""Characters that the heading of a part has at most."""

_PICTURE = re.compile(r"<(?:img|iframe|embed|object|canvas)\b[^>]{0,600}", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"icon|logo|share|wechat|weixin|qr|ewm|erweima|conac|beian|badge|jiucuo|banner|/(?:css|style|skin)|\.gif",
    re.IGNORECASE,
)
MAX_MARKUP = 2_000_000
"""Characters of markup that are looked through for pictures."""

FIRST_YEAR = 2008
"""The first year on which such reports were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One annual report as its page shows it. ``prose``: its text without tables, white space out."""

    year: int | None
    form: str | None
    parts: tuple[str, ...]
    fee: bool
    tables: ReportTables
    identities: tuple[Identity, ...]
    blank_totals: tuple[str, ...]
    pictures: int
    prose: str

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """What of the six parts is not there; the fee is part of the sixth in the form of 2021."""
        missing = tuple(part for part in PARTS if part not in self.parts)
        no_fee = self.form == "2021" and not self.fee and PARTS[-1] in self.parts
        return (*missing, FEE) if no_fee else missing

    @property
    def missing_tables(self) -> tuple[str, ...]:
        there = (self.tables.has_two, self.tables.has_three, self.tables.has_four)
        return tuple(name for name, seen in zip(TABLES, there, strict=True) if not seen)


def is_report_title(title: str) -> bool:
    """Whether a title is that of an annual report on information disclosure."""
    words = bare(title)
    return _TITLE.search(words) is not None and _NO_TITLE.search(words) is None


def year_of(text: str) -> int | None:
    """The year that a title names, in digits of any kind."""
    words = bare(text)
    found = _YEAR.search(words)
    if found is not None:
        year = int(found[1])
    elif (spelt := _YEAR_WORDS.search(words)) is not None:
        year = int("20" + _DIGITS[spelt[1]] + _DIGITS[spelt[2]])
    else:
        return None
    return year if year >= FIRST_YEAR else None


def read_annual_report(dom: Dom, title: str | None) -> Report | None:
    """Read a page as an annual report; None where it is none."""
    tables = read_tables(dom)
    counted = tables.has_three or tables.has_four
    heads = " ".join(filter(None, (title, dom.html_title)))
    text = bare(dom.lined[:500_000])
    named = is_report_title(title or "") or is_report_title(dom.html_title or "")
    period = _PERIOD.search(text)
    spoken = period is not None and "信息公开条例" in text and "年度报告" in text
    if not (counted or named or spoken):
        return None
    parts = _parts(dom.lined)
    pictures = _pictures(dom.source)
    if not (counted or spoken or len(parts) >= 2 or pictures or len(text) >= 1500):
        return None
    year = year_of(title or "") or (int(period[1]) if period else None) or year_of(heads) or year_of(_first_line(dom))
    form = tables.form or (None if year is None else "2021" if year >= 2021 else "2019" if year >= 2019 else None)
    return Report(
        year=year,
        form=form,
        parts=parts,
        fee="处理费" in text or re.search(r"(?:收取|收费|费用)", text.rpartition("其他需要报告")[2]) is not None,
        tables=tables,
        identities=_identities(tables, text),
        blank_totals=blank_totals(tables),
        pictures=pictures,
        prose=_prose(dom),
    )


def _identities(tables: ReportTables, text: str) -> tuple[Identity, ...]:
    found = {identity.id: identity for identity in identities_of(tables)}
    if not tables.has_three:
        found |= {identity.id: identity for identity in balances(figures(text))}
    found["R7"] = text_identity(text, tables)
    lacking = {"R4": "no_other_year", "R6": "no_other_year", "R8": "no_other_reports"}
    return tuple(
        found.get(name) or Identity(id=name, status="not_computable", why=lacking.get(name)) for name in IDENTITIES
    )


def _first_line(dom: Dom) -> str:
    return next((line for line in dom.lined.split("\n")[:80] if is_report_title(line) and year_of(line)), "")


def _parts(lined: str) -> tuple[str, ...]:
    """The parts whose headings stand on lines of their own, or that the text itself lists as its six parts."""
    found: set[str] = set()
    for line in lined.split("\n"):
        head = bare(line[:120])
        if not 2 <= len(head) <= 2 * HEADING or (_SUB.match(head) and not re.match(r"[1-6][.、]", head)):
            continue
        number = _NUMBERED.match(head)
        rest = head[number.end() :] if number else head
        rest = re.split(r"[。;:]", rest, maxsplit=1)[0]
        if len(rest) > HEADING:
            continue
        for name, pattern in zip(PARTS, _PARTS, strict=True):
            if pattern.search(rest) and (number or bare(name) in rest or _bare_heading(rest, pattern)):
                found.add(name)
                break
    return tuple(name for name in PARTS if name in found)


def _bare_heading(rest: str, pattern: re.Pattern[str]) -> bool:
    """A heading without a number is little more than the words it is told by."""
    match = pattern.search(rest)
    return (
        match is not None
        and len(rest) - len(match[0]) <= 12
        and rest.endswith(("情况", "事项", "改进", "措施", "概述"))
    )


def _pictures(source: str) -> int:
    """Pictures and frames between the first part of a report and its last: there they stand for tables or text.

    A page without parts shows its pictures wherever they are.
    """
    places = [source.find("总体情况"), max(source.rfind(word) for word in ("其他需要报告", FEE, "改进情况"))]
    within = source[places[0] : places[1]] if -1 < places[0] < places[1] else source
    tags = _PICTURE.findall(within, 0, MAX_MARKUP)
    return sum(1 for tag in tags if _ORNAMENT.search(tag) is None)


def _prose(dom: Dom) -> str:
    """The longer lines of the page, which tables do not have."""
    return bare("".join(fold(line) for line in dom.lined.split("\n") if len(line) > 30))[:20_000]
