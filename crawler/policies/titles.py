"""What a title speaks of: the documents it names, and what it does to them (issue, amend, extend, repeal, answer)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.policies.numbers import find_numbers

MAX_TITLE = 400
"""Characters of a title that are looked at."""

_FOLD = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0\u200b\ufeff \t\r\n\f\v"))
    | dict.fromkeys(map(ord, "‐‑‒–—―─－−~～﹣"), "-")
    | {ord(mark): "(" for mark in "〔﹝【［「『{["}
    | {ord(mark): ")" for mark in "〕﹞】］」』}]"}
    | dict.fromkeys(map(ord, "“”‘’\"'·•・"))
    | {ord("〈"): "<", ord("〉"): ">", ord("﹤"): "<", ord("﹥"): ">", ord("："): ":", ord("｜"): "|", ord("丨"): "|"}
)
_PUNCTUATION = re.compile(r"[^\w]|_")
_ISSUER_END = re.compile(
    r"(?:政府|办公室|办公厅|办公?|委员会|工作组|领导小组|指挥部|联席会议|局|委|厅|部|署|院|行|总队|支队|中心|办事处|管理处|协会|公司|学校|医院|等[一二三四五六七八九十\d]{0,3}个?(?:部门|单位|委办局|局委))$"
)
_LEAD = re.compile(r"关于|印发|转发|批转|公布|发布|修改|修订|修正|废止|制定|延长|《")
_KIND_OF_PAPER = r"(?:通知|决定|公告|通告|意见|函|批复|复函|命令|令|请示|报告|说明|办法|规定|方案)"
_EDITION_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|-|年度|\)|$|[^\d号])")
_PLAN = re.compile(r"十[一二三四五六七八九]五|(?:[二三]十)[一二三四五六七八九]?五")
_FIVE_YEARS = re.compile(r"第(十[一二三四五六七八九]|二十[一二三四五六七八九]?)个五年")
_LAW_PLAN = re.compile(r"(?<!十)([一二三四五六七八九])五普法")
_ORDINAL = re.compile(r"第?([一二三四五六七八九十百]{1,4}|\d{1,3}(?:\.\d)?)(?=[个届批次期版轮]|季度|阶段)")
_PROVINCE = re.compile(r"^([\u4e00-\u9fff]{2,3}(?:省|自治区)|中华人民共和国|国家|全国)(?=[\u4e00-\u9fff]{2})")
_CITY = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}省)?([\u4e00-\u9fff]{2,3}?(?<![城本我全都上])市)(?!场|民(?!政|族|防|营)|政(?!府)|容|级|属|管|区|域|直)(?=[\u4e00-\u9fff]{2})"
)
_DISTRICT = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,3}市)?"
    r"([\u4e00-\u9fff]{1,4}?(?<![本我全园社小地辖校城库灾景片街特专示验乡村古学商矿牧保护核禁限湿功病疫])(?<![有点然态造公]林)(?:新区|开发区|自治县|区|县|镇|乡|街道))"
    r"(?![域级块间属镇村])(?=[\u4e00-\u9fff]{2})"
)
_VERBS = re.compile(
    r"加强|促进|推进|推动|规范|优化|完善|建设|支持|鼓励|关于|进一步|做好|开展|调整|印发|加快|深化|提升|公布|全面|改造|保障|管理"
)
REGION = re.compile(
    r"^(?:关于|本市|我市|全市|全省|本区|我区|全区|本县|市级|区级|[\u4e00-\u9fff]{2,3}?省|[\u4e00-\u9fff]{2,3}?(?<![城都上])市(?!场|民(?!政|族|防|营)|政(?!府)|容)"
    r"|[\u4e00-\u9fff]{1,3}?(?<![园社小地辖校城库灾景片街疆特专示验])(?:新区|区|县)(?![域级块间]))+(?=[\u4e00-\u9fff]{4})"
)
_BRACKETED = re.compile(r"\([^()]{0,40}\)")

_AMEND = re.compile(r"修改|修订|修正|调整.{0,20}□")
_EXTEND = re.compile(r"(?:延长|延续).{0,20}□|继续(?:有效|适用|执行|施行|实施)|有效期")
_REPEAL = re.compile(r"废止|失效|停止执行")
_ANSWER = re.compile(r"的?(?:批复|复函)")
_IMPLEMENT = re.compile(r"(?:贯彻|落实|执行|实施|依据|根据|按照|学习|宣传)(?:落实|执行|实施)?$")
_BY_LAWS = re.compile(
    r"^的?(?:实施细则|实施办法|实施意见|实施方案|配套\w{2,4}|操作细则|操作指引|操作规程|补充规定|补充通知)"
)
_ISSUED_ANEW = re.compile(
    r"(?:印发|转发|公布|发布|施行).{0,12}(?:修订|修改|修正)(?:后|的|版)|(?:修订|修改)(?:后|的)(?:□|$)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One document that a title speaks of.

    ``key``: its name without marks and blanks; ``bare``: without place in front and trial or edition behind.
    ``act``: what is done to it: "" (issued), amend, extend, repeal, answer. ``years``, ``plans``, ``ordinals``:
    what tells it from its siblings; ``province``, ``city``, ``district``: whose it says it is, "" where it does not.
    ``quoted``: it stood in 《》.
    """

    key: str
    bare: str
    act: str
    years: frozenset[str]
    plans: frozenset[str]
    ordinals: frozenset[str]
    province: str
    city: str
    district: str
    quoted: bool


def straightened(text: str) -> str:
    """A title in one spelling: half-width, one kind of dash and bracket, no blanks, no quotation marks."""
    return text[:MAX_TITLE].translate(_FOLD)


def key_of(text: str) -> str:
    """A straightened name without any mark: equal for all spellings of one name."""
    return _PUNCTUATION.sub("", text).lower()


def without_numbers(text: str) -> str:
    """A straightened title without document numbers and the brackets around them."""
    pieces, end = [], 0
    for number in find_numbers(text):
        if number.year is None and text[max(number.start - 1, 0) : number.start] not in {"", "("}:
            continue
        pieces.append(text[end : number.start])
        end = number.end
    pieces.append(text[end:])
    return re.sub(r"\(\)", "", "".join(pieces))


def split_names(text: str) -> tuple[tuple[str, ...], str]:
    """The outermost names in 《》 of a straightened title, and the title with □ in the place of each."""
    names: list[str] = []
    outside: list[str] = []
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter == "《":
            if depth == 0:
                start = place + 1
            depth += 1
        elif letter == "》" and depth:
            depth -= 1
            if depth == 0:
                names.append(text[start:place])
                outside.append("□")
        elif depth == 0:
            outside.append(letter)
    if depth:  # never closed: the mark itself is the fault, the name goes on to the end
        names.append(text[start:])
        outside.append("□")
    return tuple(name for name in names if len(name) > 1), "".join(outside)


def act_of(title: str) -> str:
    """What a title says is done to what it speaks of: "" (issued or not said), amend, extend, repeal, answer."""
    return _act(split_names(straightened(title))[1])


def without_issuer(text: str) -> str:
    """A straightened title without the bodies in front of it."""
    lead = _LEAD.search(text)
    if lead is None or not 2 < lead.start() <= 120:
        return text
    head = text[: lead.start()]
    return text[lead.start() :] if _ISSUER_END.search(head) or "□" in head else text


def issuer_in(title: str) -> str:
    """The bodies in front of a title (上海市民政局、上海市财政局关于…), "" where it names none."""
    spaced = re.sub(r"(?<=[局委厅部署院室府])\s+(?=[\u4e00-\u9fff])", "、", title[:MAX_TITLE])
    text = without_numbers(straightened(spaced))
    rest = without_issuer(text)
    return text[: len(text) - len(rest)] if len(rest) < len(text) else ""


@lru_cache(maxsize=50_000)
def names_in(title: str) -> tuple[Name, ...]:
    """The documents that a title speaks of, each once; the title itself where it names none in 《》."""
    text = without_numbers(straightened(title))
    return tuple(name for name in dict.fromkeys(_names(text, 0)) if name.key)


def _names(text: str, depth: int) -> list[Name]:
    quoted, outside = split_names(text)
    if not quoted:
        return [_plain(text)]
    outside = without_issuer(outside)
    before, _, behind = outside.partition("□")
    if _IMPLEMENT.search(before) and re.search(_KIND_OF_PAPER, behind):
        return [_name(text, "", quoted=False)]  # a document of its own that carries another one out
    if (by_laws := _BY_LAWS.match(behind)) and len(quoted) == 1:
        return [_name(quoted[0] + by_laws[0].lstrip("的"), "", quoted=True)]
    act = _act(outside)
    found: list[Name] = []
    for name in quoted:
        if depth == 0 and "<" in name and re.search(_LEAD, name):
            found += [
                inner if inner.act or not act else _with_act(inner, act)
                for inner in _names(name.replace("<", "《").replace(">", "》"), 1)
            ]
        else:
            plain = _plain(name.replace("<", "").replace(">", ""), quoted=True)
            found.append(_with_act(plain, act) if act and not plain.act else plain)
    return found


def years_in(text: str) -> frozenset[str]:
    """The years of which a title says that it is: 2026年, 2026年度, 2026—2028年."""
    return frozenset(_EDITION_YEAR.findall(straightened(text)))


def ordinals_in(text: str) -> frozenset[str]:
    """What tells one edition of a document from the next: 第三批, 8.0版, 八五普法."""
    text = straightened(text)
    return frozenset((*_ORDINAL.findall(text), *_LAW_PLAN.findall(text)))


def _with_act(name: Name, act: str) -> Name:
    return replace(name, act=act)


def _plain(text: str, *, quoted: bool = False) -> Name:
    """A name that stands without 《》: what is issued, amended or announced in 关于…的通知."""
    core = without_issuer(text)
    whole = re.fullmatch(
        rf"(?:关于)?(?P<act>印发|转发|批转|公布|发布|下发|修改|修订|修正|废止|延长|批准|同意)(?P<rest>.{{4,}}?)的{_KIND_OF_PAPER}(?:\(.*\))?",
        core,
    )
    if whole is not None:
        rest = without_issuer(whole["rest"])
        act = _act(f"{whole['act']}□{core[whole.end('rest') :]}") if whole["act"] not in {"印发", "转发"} else ""
        return _name(re.sub(r"的?有效期$", "", rest), act, quoted=quoted)
    act = "answer" if re.search(r"(?:批复|复函)$", core) else ""
    return _name(core, act, quoted=quoted, whole=text if quoted else core)


def _act(outside: str) -> str:
    if _ISSUED_ANEW.search(outside):
        return ""
    for pattern, act in ((_REPEAL, "repeal"), (_EXTEND, "extend"), (_AMEND, "amend"), (_ANSWER, "answer")):
        if pattern.search(outside):
            return act
    return ""


def _place(match: re.Match[str] | None) -> str:
    """The place that was matched, unless words of a title ran into it (加强学区)."""
    return "" if match is None or _VERBS.search(match[1]) else match[1]


def _name(text: str, act: str, *, quoted: bool, whole: str = "") -> Name:
    key = key_of(whole or text)
    bare = key_of(re.sub(rf"^关于(.{{4,}}?)的{_KIND_OF_PAPER}$", r"\1", _BRACKETED.sub("", text)))
    owner = key.removeprefix("关于")
    province, city, district = _PROVINCE.match(owner), _CITY.match(owner), _DISTRICT.match(owner)
    stripped = REGION.sub("", bare).removeprefix("关于")
    return Name(
        key=key,
        bare=stripped if len(stripped) >= 4 else bare,
        act=act,
        years=years_in(text),
        plans=frozenset((*_PLAN.findall(key), *(f"{plan}五" for plan in _FIVE_YEARS.findall(key)))),
        ordinals=ordinals_in(text),
        province=_place(province),
        city=_place(city),
        district=_place(district),
        quoted=quoted,
    )
