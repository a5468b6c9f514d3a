"""Whether what opens is what its link says: titles and numbers of documents, and names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.policies.numbers import find_numbers
from crawler.readers.dom import fold
from crawler.readers.reading import RawLink
from storage.records import TitledLinks

MIN_TITLE = 6
"""Characters from which on the words between 《 and 》 name one document and no kind of documents."""

MIN_TEXT = 120
"""Characters of a text below which it says nothing about what it is not."""

MAX_TEXT = 200_000

MAX_LINKS = 100
"""Links of one page that are kept."""

_FULL_TEXT = re.compile(
    r"^\W*(?:点击|查看|阅读|浏览|相关|对应|下载){0,2}(?:政策|文件|政策文件|法规|通知|公文)(?:原文|全文|正文)(?:链接|查看|下载)?\W*$"
)
_TITLE = re.compile(r"[《<]([^《》<>]{2,80})[》>]")
_NOT_WORDS = re.compile(r"[\W_]+")
_FILE_NAME = re.compile(
    r"^\W*附\s?[件表]\s?[\d一二三四五六七八九十]{0,3}\s?[-\d.、:]{0,4}|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|txt)\b|\(?\d+(?:\.\d+)?\s?[KMkm][Bb]?\)?"
    r"|(?:点击|附件|文件|全文|在线)?(?:下载|查看|打开)|^\W*\d{1,2}[.、]",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"附件|附表|申请|登记|汇总|名单|通知|公告|公示|方案|办法|规定|意见|说明|情况|关于|工作|管理|信息|材料|清单|年度|文件|表格?|20\d\d年?"
)


def titled_links(page: str, links: Sequence[RawLink]) -> Iterator[TitledLinks]:
    """The links of a page that name a document by title or number, or promise the text of one."""
    found: dict[tuple[str, str], None] = {}
    for link in links:
        if link.via != "a" or link.fault is not None or not 4 <= len(link.text) <= 200:
            continue
        if promises_document(link.text) or _FULL_TEXT.match(link.text):
            found[link.url.partition("#")[0], link.text] = None
            if len(found) >= MAX_LINKS:
                break
    if found:
        yield TitledLinks(page=page, links=tuple(found))


def promises_full_text(text: str) -> bool:
    """Whether the text of a link promises the text of a document."""
    return _FULL_TEXT.match(text) is not None


def promised_titles(text: str) -> tuple[str, ...]:
    """The documents that the text of a link names by title, bare of signs, long enough to be told apart."""
    bare = (plain(found[1]) for found in _TITLE.finditer(text))
    return tuple(title for title in bare if len(title) >= MIN_TITLE)


def promises_document(text: str) -> bool:
    """Whether the text of a link names a document by title or number."""
    return ("《" in text and bool(promised_titles(text))) or ("号" in text and bool(numbers_in(text)))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of documents in a text, in one spelling."""
    return frozenset(str(number) for number in find_numbers(text) if number.year is not None)


def plain(text: str) -> str:
    """Letters and digits alone, full-width ones folded."""
    return _NOT_WORDS.sub("", fold(text)).lower()


def keeps_promise(name: str, text: str, title: str = "") -> bool | None:
    """Whether what opens is what its link says, None where that cannot be told.

    ``name``: the text of the link; ``text``: what opens, whole; ``title``: what that is called. It is not kept where
    the link names a document by title or number and neither stands anywhere in what opens, or where no two neighbouring
    characters of a file's name do.
    """
    if len(text) < MIN_TEXT:
        return None
    opened = plain(text[:MAX_TEXT]) + plain(title)
    titles, numbers = promised_titles(name), numbers_in(name)
    if titles or numbers:
        if any(_stands_in(one, opened) for one in titles) or any(plain(number) in opened for number in numbers):
            return True
        return False if not any(_is_like(one, plain(title)) for one in titles) else None
    core = plain(_FILE_NAME.sub("", fold(name)))
    telling = _pairs(_GENERIC.sub(" ", core))
    if len(telling) < 4:
        return None
    shared = sum(pair in opened for pair in telling)
    if shared == 0:
        return False
    return True if shared * 2 >= len(telling) else None


def _stands_in(title: str, opened: str) -> bool:
    """Whether a title, or all of it but its first or last words (a city, a year, an edition), stands in a text."""
    third = max(MIN_TITLE, len(title) * 2 // 3)
    return title in opened or title[-third:] in opened or title[:third] in opened


def _is_like(title: str, other: str) -> bool:
    mine, theirs = _pairs(title), _pairs(other)
    return bool(mine) and len(mine & theirs) * 2 >= len(mine)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1) if " " not in text[at : at + 2])
