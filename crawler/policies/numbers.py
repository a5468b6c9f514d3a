"""Document numbers (发文字号): found in any of their spellings, written in one.

GB/T 9704-2012 writes 沪府规〔2026〕1号. Pages also print [2026] (2026) 【2026】 ﹝2026﹞, full-width digits, 第,
leading zeros and blanks between split cells; decrees and announcements count by year or for ever (第35号, 2026年第5号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = r"[〔﹝\[({【〈<「『〖]"
_CLOSE = r"[〕﹞\])}】〉>」』〗]"
_GAP = r"\s{0,4}"
_WORD = r"[\u4e00-\u9fff]"
_NUMBER = re.compile(
    rf"(?P<code>{_WORD}{{1,24}}){_GAP}{_OPEN}{_GAP}(?P<year>(?:19|20)\d{{2}}){_GAP}年?{_GAP}{_CLOSE}{_GAP}"
    rf"第?{_GAP}0{{0,4}}(?P<serial>[1-9]\d{{0,4}}){_GAP}号"
)
_YEARLY = re.compile(
    rf"(?P<code>{_WORD}{{0,24}}公告){_GAP}(?P<year>(?:19|20)\d{{2}}){_GAP}年{_GAP}第{_GAP}0{{0,4}}(?P<serial>[1-9]\d{{0,4}}){_GAP}号"
)
_DECREE = re.compile(
    rf"(?P<code>{_WORD}{{0,24}}(?:令|公告)){_GAP}[(\[]?{_GAP}第?{_GAP}0{{0,4}}(?P<serial>[1-9]\d{{0,4}}){_GAP}号"
)
_DECREE_BEHIND = re.compile(rf"(?P<code>{_WORD}{{2,24}}?)第{_GAP}(?P<serial>[1-9]\d{{0,4}}){_GAP}号{_GAP}令")
_SENTENCE = re.compile(
    r".*(?:通知|意见|办法|规定|纲要|决定|方案|批复|细则|公布|颁布|发布|关于|根据|依据|依照|按照|落实|贯彻|执行|印发|转发"
    r"|修改|废止|文号|字号|编号|代替|替代|出台|下发|制定|文件|内容|解读|来源|索引|和(?!国)|[的了与及或以由号在为按即])(?=.)"
)
"""What may run into a number where a page prints no blank: everything up to the last such word is no code."""

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_REGIONS = {
    **{"京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "晋": "山西", "辽": "辽宁", "吉": "吉林"},
    **{
        "黑": "黑龙江",
        "苏": "江苏",
        "浙": "浙江",
        "皖": "安徽",
        "闽": "福建",
        "赣": "江西",
        "鲁": "山东",
        "豫": "河南",
    },
    **{"鄂": "湖北", "湘": "湖南", "粤": "广东", "桂": "广西", "琼": "海南", "川": "四川", "黔": "贵州", "滇": "云南"},
    **{"陕": "陕西", "甘": "甘肃", "青": "青海", "宁": "宁夏", "新": "新疆", "藏": "西藏", "蒙": "内蒙古"},
}


@dataclass(frozen=True, slots=True)
class Number:
    """A document number. ``code``: 沪府规, 上海市人民政府令; ``year`` None for decrees that count for ever.

    ``yearly``: written 公告2026年第5号 rather than with brackets. ``counted``: a decree is printed with 第.
    """

    code: str
    year: int | None
    serial: int
    yearly: bool = False
    counted: bool = True
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        if self.year is None or self.yearly:
            year = f"{self.year}年" if self.year else ""
            return f"{self.code}{year}{'第' if self.counted else ''}{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"

    @property
    def key(self) -> str:
        """Equal for two spellings of one number: 沪府令35号 and 上海市人民政府令第35号."""
        code = self.code
        if self.year is None:
            code = code.removeprefix("中华人民共和国").replace("国令", "国务院令").replace("人民政府", "府")
            code = code.replace("政府", "府")
            if code[:1] in _REGIONS and not code.startswith(_REGIONS[code[0]]):
                code = _REGIONS[code[0]] + code[1:]
            code = re.sub(r"(?<=[\u4e00-\u9fff])[省市区县]?府令$", "府令", code)
        return f"{code}|{self.year or ''}|{self.serial}"


def find_numbers(text: str) -> Iterator[Number]:
    """Every document number in a text, in the order in which they stand; places are those of ``text``."""
    folded = text.translate(_FOLD)
    if "号" not in folded:
        return
    found = [_made(match, int(match["year"])) for match in _NUMBER.finditer(folded)]
    found += [_made(match, int(match["year"])) for match in _YEARLY.finditer(folded)]
    taken = [(number.start, number.end) for number in found if number is not None]
    for pattern in (_DECREE, _DECREE_BEHIND):
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            number = _made(match, None)
            if number is not None:
                found.append(number)
                taken.append((number.start, number.end))
    yield from sorted((number for number in found if number is not None), key=lambda number: number.start)


def first_number(text: str) -> Number | None:
    """The first document number in a text; None where there is none."""
    return next(find_numbers(text), None)


def is_standard(text: str) -> bool:
    """Whether a number is printed as GB/T 9704 demands: the year in 〔〕, no 第, no leading zero; or as a decree."""
    return bool(
        re.fullmatch(rf"{_WORD}+〔(?:19|20)\d{{2}}〕[1-9]\d*号", text)
        or re.fullmatch(rf"{_WORD}*(?:令|公告)?(?:(?:19|20)\d{{2}}年)?第?[1-9]\d*号", text)
    )


def _made(match: re.Match[str], year: int | None) -> Number | None:
    code = match["code"]
    if match.re is _DECREE_BEHIND:
        code += "令"
    lead = _SENTENCE.match(code)
    if lead is not None:
        code = code[lead.end() :]
    if not code or (year is not None and len(code) > 16):
        return None
    if year is None and code in {"公告", "令", "号令", "命令", "指令"} and match.re is not _DECREE:
        return None
    if year is None and code.endswith(("命令", "指令", "法令", "禁令", "司令", "口令")):
        return None
    start = match.end("code") - len(code) if match.re is not _DECREE_BEHIND else match.start()
    counted = match.re is not _DECREE or "第" in match[0][len(match["code"]) :]
    return Number(code, year, int(match["serial"]), match.re is _YEARLY, counted, start, match.end())
