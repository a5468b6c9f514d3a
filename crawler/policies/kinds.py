"""Which kind of item a title is: an interpretation, news, an approval, a personnel notice, a notice, a policy document.

Columns mix them: what stands in a 解读 column is not yet an interpretation, and a report about a document is no
document. The words lie in ``words.toml``; the order in which they are asked is the rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from crawler.policies.numbers import find_numbers
from crawler.policies.titles import split_names, straightened, without_issuer

HEAD_TEXT = 600
"""Characters of a text that say what it is."""


_LABELLED = re.compile(
    r"\(?(?:政策|文件|图文|视频|专家|部门|权威)?(?:解读|图解|问答|一图读懂|图说|动漫|动画|H5|h5|视频|音频|漫画)(?:\)|[:|]|-(?=\D))"
)
"""A label in front that says what the item is, whatever follows: 【解读】, 政策解读|, 问答:"""

_TOLD = re.compile(r"(?<!关于)(?:印发|出台|发布|制定|推出|通过|实行)")
"""Verbs of news about a document, whose title may end like the document's."""


class Kind(StrEnum):
    """The kinds of items of policy and interpretation columns (interface, pair)."""

    INTERPRETATION = "interpretation"
    NEWS = "news"
    APPROVAL = "approval"
    PERSONNEL = "personnel"
    NOTICE = "notice"
    POLICY = "policy"
    OTHER = "other"


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    text = (resources.files("crawler.policies") / "words.toml").read_text(encoding="utf-8")
    return {
        name: re.compile("|".join(entry["words"])) for name, entry in tomllib.loads(text).items() if "words" in entry
    }


@lru_cache(maxsize=50_000)
def kind_of_title(title: str) -> Kind:
    """The kind that a title alone tells; ``OTHER`` where it tells none."""
    words = _words()
    whole = straightened(title)
    names, outside = split_names(whole)
    bare = re.sub(r"\([^()]*\)$", "", outside)
    explains = words["explains"].search(outside) or (not names and words["explains"].search(whole))
    ends_as_paper = re.search(r"(?:通知|通告|公告|公示|启事|函|公示表)$", bare)
    if _LABELLED.match(whole):
        return Kind.INTERPRETATION
    if explains:
        if ends_as_paper and not words["explains"].search(bare[-12:].removesuffix("公告").removesuffix("通知")[-4:]):
            return Kind.NOTICE
        if words["press"].search(outside) and (names or words["tells"].search(outside)):
            return Kind.INTERPRETATION
        event = words["meeting"] if _says_what_it_is(outside) else words["event"]
        return Kind.NEWS if event.search(outside) else Kind.INTERPRETATION
    for name, kind in (("personnel", Kind.PERSONNEL), ("approval", Kind.APPROVAL)):
        if words[name].search(outside) or (not names and words[name].search(whole)):
            return kind
    if _is_paper(whole, outside, bare, names):
        return _kind_of_paper(outside, bare, names)
    plain = words["plain"].search(outside)
    if words["event"].search(outside):
        return Kind.INTERPRETATION if plain and words["asks"].search(outside) else Kind.NEWS
    if plain:
        return Kind.INTERPRETATION
    called = words["document"].search(bare) and not _TOLD.search(outside) and not words["spoken"].search(outside)
    if called or (names and not outside.replace("□", "")):
        return Kind.POLICY
    if words["report"].search(outside):
        return Kind.NEWS
    return Kind.NOTICE if ends_as_paper else Kind.OTHER


def kind_of(title: str, text: str = "") -> Kind:
    """The kind of an item by its title and, where that leaves it open, by how its text begins."""
    kind = kind_of_title(title)
    if kind not in {Kind.OTHER, Kind.INTERPRETATION} or not text:
        return kind
    head = straightened(text[: HEAD_TEXT * 2])[:HEAD_TEXT]
    words = _words()
    if kind is Kind.OTHER:
        if words["opening"].search(head) or len(elements(text)) >= 3:
            return Kind.INTERPRETATION
        if words["dateline"].search(head[:60]) and words["event"].search(head):
            return Kind.NEWS
    return kind


@cache
def _elements() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (resources.files("crawler.policies") / "words.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["elements"]["of"]
    return tuple((name, re.compile("|".join(words))) for name, words in entries.items())


def elements(text: str) -> tuple[str, ...]:
    """The elements of an interpretation that a text has (standards, section 4.3), by their Chinese names."""
    return tuple(name for name, pattern in _elements() if pattern.search(text))


def _says_what_it_is(outside: str) -> bool:
    """Whether a title opens or closes with the word for an interpretation: its other words are the document's then."""
    match = None
    for match in _words()["explains"].finditer(outside):
        if match.start() <= 2 or match.end() >= len(outside) - 1:
            return True
    return match is not None and outside[match.end() : match.end() + 1] in {":", "|", "(", "之", "-"}


def _is_paper(whole: str, outside: str, bare: str, names: tuple[str, ...]) -> bool:
    """Whether a title is that of an official paper: it ends like one, and its parts stand like those of one."""
    core = without_issuer(outside)
    if re.search(r"(?:通知|通告|公告|决定|命令|令|意见|批复|复函|函)$", bare) and re.match(
        r"关于|印发|转发|批转|公布|发布|修改|废止|□", core
    ):
        return True
    return any(number.end >= len(whole) - 1 or number.start <= 1 for number in find_numbers(whole))


def _kind_of_paper(outside: str, bare: str, names: tuple[str, ...]) -> Kind:
    words = _words()
    if words["routine"].search(outside) and not re.search(r"印发|转发|批转", outside):
        return Kind.NOTICE
    if re.search(r"(?:通告|公告|公示)$", bare) and not words["rules"].search(outside):
        return Kind.NOTICE
    return Kind.POLICY
