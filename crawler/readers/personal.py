"""Numbers of persons in text: found by their structure and check digits, and made unreadable.

Identity numbers (GB 11643): region, date of birth, check digit; bank cards: issuer's prefix and Luhn. Digits may be
split by blanks or by markup of letters, full-width, or written as entities or escapes. What already is masked has no
digits to be found. Most pages have no long number at all: telling so takes a fraction of a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MASK = "*" * 15
"""A run that only masking leaves."""

MAX_HITS = 5000

_FIGURE = r"(?:[0-9\uff10-\uff19]|&#0{0,4}(?:4[89]|5[0-7]);|&#[xX]0{0,4}3[0-9];|%3[0-9]|\\u003[0-9]|\\x3[0-9])"
_GAP = (
    r"(?:[ \t\u00a0\u2007\u3000\u200b-\u200d\u2060\ufeff-]|&nbsp;|&#160;|%20"
    r"|</?(?:span|b|i|u|s|em|strong|font|wbr|o:p|a|mark|small|big)(?:\s[^<>]{0,300})?/?>)"
)
_RUN = re.compile(rf"{_FIGURE}(?:{_GAP}{{0,4}}{_FIGURE})*+")
_ONE = re.compile(_FIGURE)
_LETTER = re.compile(rf"{_GAP}{{0,4}}([Xx\uff38\uff58])(?![0-9A-Za-z])")
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_FULL = re.compile("[\uff10-\uff19]{4}")
_CODED = re.compile(r"(?:(?:&#0{0,4}(?:4[89]|5[0-7]);|&#[xX]0{0,4}3[0-9];|\\u003[0-9]|\\x3[0-9])[^0-9&\\]{0,9}){4}")
_DIGIT_MARKS = ("&#4", "&#5", "&#0", "&#x3", "&#X3", "&#x0", "&#X0", "\\u003", "\\x3")
_TAG = re.compile(r"<[^<>]{0,2000}>")

_CUT = re.compile(r"^[^<>]{0,400}>|<[^<>]{0,400}$")

_PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83}
)
_CENTURIES = frozenset({"19", "20"})
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_BREAKS = frozenset({6, 10, 12, 14, 17})
_CARD_BREAKS = frozenset({4, 6, 8, 12, 16})

_PERSON = re.compile(r"身份[证證号號]|公民身份|居民身份|证件号|證件號|身分证|id_?card|idno|sfzh?m?|zjhm", re.IGNORECASE)
_CODE = re.compile(
    r"(?:许可证?|编号|编码|代码|文号|案号|流水号?|订单|合同|条码|票号|备案号?|受理|办件|宗地|图号|批号|注册号|税号|证书|项目|凭证|序号)"
    r"[^0-9，。；,;]{0,12}$"
)
_SAMPLE = re.compile(
    r"示例|样例|样本|样[张表式]|范例|举例|例如|比如|例[:：]|如[:：]|形如|格式|填[写报表](?:说明|要求|规范|范例)|模拟|测试|虚构|假设|示意|编码规则|校验码"
)
_OF_PERSONS = re.compile(
    r"姓\s{0,3}名|名单|性\s{0,3}别|出生|户主|申请人|当事人|居民|学生|考生|员工|职工|花名册|人员|法定代表人"
)
_SAMPLES = frozenset({"11010519491231002X", "440524188001010014", "34052419800101001X", "53010219200508011X"})
_SAMPLE_BIRTHS = ("19491231", "19900101", "19800101", "20000101", "19700101", "19900307", "19880808")
YOUNG_YEARS, MINOR_YEARS = 6, 16
"""Years of age below which a number that nobody calls an identity number is more likely a code with a date in it: where
the text speaks of persons, and where it does not."""

_CARD = re.compile(
    r"银行卡|卡\s{0,3}号|[账帐]\s{0,3}[号户]|储蓄卡|借记卡|信用卡|一卡通|存折|开户行|bank_?card", re.IGNORECASE
)
_PUBLIC_ACCOUNT = re.compile(
    r"户\s{0,3}名|收款单位|对公|公司|专户|财政|保证金|捐款|捐赠|缴款|汇款|退付|基金会|慈善|红十字"
)
_PHONE = re.compile(r"(?<![0-9A-Za-z.])1[3-9][0-9]{9}(?![0-9A-Za-z])")
_LISTED = re.compile(r"姓\s{0,3}名|名单|花名册|户主|低保|补贴|救助|残疾|学生|家长|申请人|获奖|考生|录取|受助|困难")
_BY_DUTY = re.compile(
    r"[河湖林路田链街巷楼]长|网格|律师|公证|调解|仲裁|[招投]标|采购|代理|联系人|联系方式|联络员|值班|服务电话|热线|经办|负责人|咨询|办公"
    r"|监督|村医|家庭医生|支部|书记|志愿|导游|驻村|包保|责任人|客服|投诉|举报|企业|公司"
)
MENU = 5
"""Blanks in a line from which on before a list it is a menu."""

MANY_PHONES = 5
"""Distinct mobile numbers of a list of persons from which on somebody should look."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person in a text. ``spans``: the places of its digits; ``certain``: it can be nothing else;
    ``sample``: a made-up one that shows what such numbers look like.
    """

    kind: str
    digits: str
    spans: tuple[tuple[int, int], ...]
    certain: bool
    sample: bool = False

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def may_hold(text: str) -> bool:
    """Whether a closer look is worth while: some number in ``text`` is long enough."""
    plain = text.encode("ascii", "replace").translate(_ZEROS, b" -\t")
    if b"0" * 16 in plain:
        return True
    if ("\uff11" in text or "\uff12" in text) and _FULL.search(text):
        return True
    coded = sum(map(text.count, _DIGIT_MARKS)) >= 4
    return coded and _CODED.search(text) is not None


def numbers_of(text: str, today: date) -> list[Number]:
    """The identity numbers and bank cards of a text or of a page's source, in order, without overlaps."""
    found: list[Number] = []
    named_cards: bool | None = None
    of_persons = _PERSON.search(text) is not None or _OF_PERSONS.search(text) is not None
    for run in _RUN.finditer(text):
        if run.end() - run.start() < 16 or len(found) >= MAX_HITS:
            continue
        for kind, digits, spans in _candidates(text, run, today):
            start = spans[0][0]
            if found and start < found[-1].end:
                continue
            before = _before(text, start)
            if kind == "id_number":
                named = _PERSON.search(before) is not None
                if named or not is_credit_code(digits):
                    shown_how = _SAMPLE.search(f"{before[-40:]}\n{text[spans[-1][1] :][:12]}") is not None
                    least = YOUNG_YEARS if of_persons else MINOR_YEARS
                    grown = int(digits[6:10]) <= today.year - least
                    meant = named or (grown and _CODE.search(before) is None)
                    sample = shown_how and _is_sample(digits)
                    found.append(Number(kind, digits, spans, meant and not shown_how, sample))
                continue
            named_cards = _CARD.search(text) is not None if named_cards is None else named_cards
            if named_cards and text[start - 1 : start] not in {"/", "_", "=", "."}:
                private = _CARD.search(before) is not None and _PUBLIC_ACCOUNT.search(before) is None
                found.append(Number(kind, digits, spans, private))
    return found


def _is_sample(digits: str) -> bool:
    """Whether a number is one of those by which standards and forms show what a number looks like."""
    return digits in _SAMPLES or digits[6:14] in _SAMPLE_BIRTHS


def phones_of(lined: str) -> list[Number]:
    """The mobile numbers of a list of persons in a visible text; none where such numbers are there by duty."""
    long = b"0" * 11 in lined.encode("ascii", "replace").translate(_ZEROS)
    if not long or not _LISTED.search(lined):
        return []
    found = [Number("phone", hit[0], (hit.span(),), False) for hit in _PHONE.finditer(lined)]
    if len({number.digits for number in found}) < MANY_PHONES:
        return []
    before = [line for line in lined[: found[0].start][-600:].split("\n") if line.count(" ") < MENU]
    head = "\n".join(before) + lined[found[0].start : found[-1].end]
    return [] if _BY_DUTY.search(head) else found[:MAX_HITS]


def names_persons(text: str) -> bool:
    """Whether a page speaks of identity numbers or bank cards by name."""
    return _PERSON.search(text) is not None or _CARD.search(text) is not None


def masked(text: str, numbers: Sequence[Number]) -> str:
    """``text`` with every digit of ``numbers`` as one asterisk."""
    kept: list[str] = []
    place = 0
    for number in sorted(numbers, key=lambda one: one.start):
        for start, end in number.spans:
            if start >= place:
                kept += (text[place:start], "*")
                place = end
    return "".join(kept) + text[place:]


def excerpt(text: str, numbers: Sequence[Number], number: Number) -> str:
    """Some words around a number, every number in them masked."""
    start, end = max(0, number.start - 60), number.end + 20
    near = [one for one in numbers if one.end > start - 400 and one.start < end + 400]
    before = masked(text[max(0, start - 400) : number.start], _moved(near, max(0, start - 400), number.start))
    after = masked(text[number.end : end], _moved(near, number.end, end))
    words = (_plain(before)[-12:], "*" * len(number.digits), _plain(after)[:8])
    return re.sub(r"[0-9]{7,}", lambda digits: "*" * len(digits[0]), "".join(words))


def _moved(numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    moved = []
    for one in numbers:
        spans = tuple((left - start, right - start) for left, right in one.spans if start <= left and right <= end)
        if spans:
            moved.append(Number(one.kind, one.digits, spans, one.certain, one.sample))
    return moved


def _plain(text: str) -> str:
    """Text without its tags, whole or cut."""
    return " ".join(_CUT.sub(" ", _TAG.sub(" ", text)).split())


def _before(text: str, place: int) -> str:
    """What a reader has just read before a place: tags left out."""
    return _TAG.sub("", text[max(0, place - 400) : place])[-60:].rstrip()


def _candidates(text: str, run: re.Match[str], today: date) -> Iterator[tuple[str, str, tuple[tuple[int, int], ...]]]:
    """Pieces of a run of digits that are numbers by their own checks: kind, digits, places of the digits."""
    figures = [(run.start() + one.start(), run.start() + one.end()) for one in _ONE.finditer(run[0])]
    if len(figures) < 16:
        return
    digits = "".join(_digit(text[start:end]) for start, end in figures)
    letter = _LETTER.match(text, run.end())
    cuts = [at for at in range(1, len(figures)) if figures[at - 1][1] != figures[at][0]]
    cuts = [0, *cuts, len(figures)]
    bound_before = _alnum(text[run.start() - 1 : run.start()]) or _decimal(text, run.start())
    if letter is not None:
        figures.append(letter.span(1))
        digits += "X"
        cuts[-1] += 1
    elif _alnum(text[run.end() : run.end() + 1]):
        cuts.pop()
    for place in range(1 if bound_before else 0, len(cuts) - 1):
        start = cuts[place]
        if digits[start + 6 : start + 8] not in _CENTURIES and digits[start] not in "456":
            continue
        for last in range(place + 1, min(place + 20, len(cuts))):
            end = cuts[last]
            if end - start > 19:
                break
            piece = digits[start:end]
            if end - start < 16 or not (is_bank_card(piece) or is_id_number(piece, today)):
                continue
            parted = {
                at - start for at in cuts[place + 1 : last] if "<" not in text[figures[at - 1][1] : figures[at][0]]
            }
            kind = "bank_card" if is_bank_card(piece) and not is_id_number(piece, today) else "id_number"
            if len(parted) < 2 or parted <= (_ID_BREAKS if kind == "id_number" else _CARD_BREAKS):
                yield kind, piece, tuple(figures[start:end])


def _alnum(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _decimal(text: str, place: int) -> bool:
    return place > 1 and text[place - 1] == "." and text[place - 2].isdigit()


def _digit(written: str) -> str:
    if len(written) == 1:
        return chr(ord(written) - 0xFEE0) if written >= "\uff10" else written
    if written.startswith("&#") and written[2] not in "xX":
        return chr(int(written[2:-1]))
    return written.rstrip(";")[-1]


def is_id_number(digits: str, today: date) -> bool:
    """Whether 18 characters are an identity number: region, a real day of birth not in the future, check digit."""
    if len(digits) != 18 or not digits[:17].isascii() or not digits[:17].isdigit():
        return False
    if digits[6:8] not in _CENTURIES or int(digits[:2]) not in _PROVINCES or digits[4:6] == "00":
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    if born > today:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether 16 to 19 digits begin like a card of an issuer in China or abroad and pass Luhn's check."""
    known = digits.startswith("62") and 16 <= len(digits) <= 19
    abroad = len(digits) == 16 and (digits[0] == "4" or "51" <= digits[:2] <= "55")
    if not (known or abroad) or not digits.isdigit() or len(set(digits)) < 4:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a unified social credit code (GB 32100) by region and check character."""
    code = code.upper()
    if len(code) != 18 or any(letter not in _CREDIT for letter in code) or not code[2:8].isdigit():
        return False
    if int(code[2:4]) not in {*_PROVINCES, 10}:
        return False
    total = sum(_CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return _CREDIT[(31 - total % 31) % 31] == code[17]
