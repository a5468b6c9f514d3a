"""Which body issued a document, and whether two names mean one body."""

from __future__ import annotations

import re

from crawler.policies.numbers import first_number
from crawler.policies.titles import issuer_in, straightened

_SPLIT = re.compile(r"[、,;/\s]+|(?<=[局委厅部署院室府])和|(?<=[局委厅部署院室府])与")
_AREA = re.compile(
    r"^(?:中华人民共和国|(?P<province>[\u4e00-\u9fff]{2,3}(?:省|自治区))|(?P<city>[\u4e00-\u9fff]{2,3}?(?<!城)市)(?!场)"
    r"|(?P<district>[\u4e00-\u9fff]{1,4}?(?:新区|开发区|自治县|区|县))(?![域划])|(?P<level>[市区县省])(?=[\u4e00-\u9fff]{2}))"
)
_CENTRAL = re.compile(
    r"^(?:国务院|中共中央|中央|全国|国家|最高|中国|(?:教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|"
    r"交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理|外交|国防)部)"
)
_CENTRAL_CODE = re.compile(
    r"^(?:国发|国办|国函|国令|国务院|中办|中发|国[\u4e00-\u9fff]{0,4}发|[\u4e00-\u9fff]{1,5}部|财税|发改)"
)
_BEGUN = re.compile(
    r"(?:20\d{2}年度?)?([\u4e00-\u9fff]{2,6}[省市区县][\u4e00-\u9fff]{0,16}?(?:人民政府(?:办公厅|办公室)?|(?<!业主)(?<!居民)(?<!村民)委员会|[局厅]))"
    r"(?=(?:20\d{2}年度?)?[\u4e00-\u9fff]{2,40}(?:要点|计划|规划|方案|办法|规定|细则|规则|制度|意见)$)"
)
_OFFICE = re.compile(r"(?:办公厅|办公室|综合处|办)$")
_GOVERNMENT = re.compile(r"(?:人民政府|政府)(?:办公厅|办公室|办)?$")


def leading_body(text: str) -> str:
    """The first of the bodies that a text lists: the one that leads."""
    parts = [part for part in _SPLIT.split(straightened_keeping_blanks(text)) if len(part) >= 2]
    return parts[0] if parts else ""


def straightened_keeping_blanks(text: str) -> str:
    """A text in one spelling with its blanks, which part one body from the next."""
    return " ".join(straightened(part) for part in text.split())


def issuer_of(title: str, labelled: str | None, number: str | None) -> str | None:
    """Who issued a document: the body in front of its title, else the one that its number tells, else the label's.

    A label often names who put the page online, so it comes after those; last a body that the title itself begins
    with (2024年上海市规划和自然资源局政务公开工作要点). None where nothing tells.
    """
    if body := issuer_in(title):
        return body
    code = first_number(number or "")
    if code is not None and _CENTRAL_CODE.match(code.code):
        return "国务院" if code.code.startswith("国") else code.code
    if labelled:
        return labelled
    begun = _BEGUN.match(straightened(title))
    return begun[1] if begun is not None else None


def is_central(body: str) -> bool:
    """Whether a body is one of the whole country."""
    return _CENTRAL.match(straightened(body)) is not None


def is_government(body: str) -> bool:
    """Whether a body is a people's government or its office."""
    return _GOVERNMENT.search(straightened(body)) is not None


def same_body(one: str, two: str) -> bool:
    """Whether two names mean one body: short and long, with and without its place, a body and its office."""
    first, second = straightened(one), straightened(two)
    if not first or not second:
        return False
    if first == second:
        return True
    (area_one, core_one), (area_two, core_two) = _taken_apart(first), _taken_apart(second)
    if is_central(first) != is_central(second) or _clash(area_one, area_two):
        return False
    core_one, core_two = _bare(core_one), _bare(core_two)
    return core_one == core_two or _short_of(core_one, core_two) or _short_of(core_two, core_one)


def _taken_apart(body: str) -> tuple[dict[str, str], str]:
    area: dict[str, str] = {}
    while (match := _AREA.match(body)) and len(body) - match.end() >= 2:
        area |= {name: value for name, value in match.groupdict().items() if value}
        body = body[match.end() :]
    return area, body


def _clash(one: dict[str, str], two: dict[str, str]) -> bool:
    if any(one.get(name) and two.get(name) and one[name] != two[name] for name in ("province", "city", "district")):
        return True
    levels = [
        area.get("level") or ("区" if area.get("district") else "市" if area.get("city") else "") for area in (one, two)
    ]
    levels = ["区" if level == "县" else level for level in levels]
    return all(levels) and levels[0] != levels[1]


def _bare(core: str) -> str:
    core = core.replace("委员会", "委").replace("人民政府", "政府").replace("和", "").replace("与", "")
    return core if _GOVERNMENT.search(core) is None else "政府"


def _short_of(short: str, long: str) -> bool:
    """Whether a name is an abbreviation of another: its characters in the same order, the same last one."""
    long = _OFFICE.sub("", long) or long
    short = _OFFICE.sub("", short) or short
    if len(short) < 3 or short[-1] != long[-1] or len(short) > len(long):
        return short == long
    letters = iter(long)
    return all(letter in letters for letter in short)
