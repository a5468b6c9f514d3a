"""Attachments that an article lists and does not link to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.looks import magic
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, fold, lines_of, texts
from crawler.readers.reading import Article
from storage.records import PageKind, UnlinkedAttachment

TAIL = 12
"""Lines at the end of an article within which attachments are listed."""

PRINTED = 250
"""Characters behind the list from which on the attachments are printed on the page itself."""

_LISTED = re.compile(r"^\W{0,3}附\s{0,3}件?\s{0,3}(?:[0-9一二三四五六七八九十]{1,3})?\s{0,3}[:.、]\s{0,3}(.{0,200})$")
_HEADING = re.compile(r"^\W{0,3}附\s{0,3}件\s{0,3}[0-9一二三四五六七八九十]{0,3}\W{0,3}$")
_BELOW = re.compile(r"如下|见下|附后|以下")
_DOWNLOAD = re.compile(r"下载|附件|点击查看|查看详情")


def unlinked_attachments(dom: Dom, article: Article, kind: PageKind) -> Iterator[UnlinkedAttachment]:
    """The first attachment that an article lists at its end and no link leads to."""
    if kind not in {PageKind.HOME, PageKind.LIST} and (missing := _unlinked(dom, article)) is not None:
        yield missing


def _unlinked(dom: Dom, article: Article) -> UnlinkedAttachment | None:
    if "附" not in article.text or article.attachments:
        return None
    lines = [fold(line) for node in read_body(dom).nodes for line in lines_of(texts(node))]
    start = max(0, len(lines) - TAIL)
    place = next((at for at in range(start, len(lines)) if _LISTED.match(lines[at])), None)
    if place is None or place == 0 or sum(map(len, lines[place + 1 :])) > PRINTED:
        return None
    if any(_HEADING.match(line) for line in lines[place + 1 :]):
        return None  # the attachment is printed below
    listed = _LISTED.match(lines[place])
    links = dom.tree.css("a[href]")
    for link in links[:3000]:
        address = dom.resolve(link.attributes.get("href")) or ""
        if magic.promised(address) or _DOWNLOAD.search(link.text(deep=True) or ""):
            return None
    if any(node.css("img, iframe, embed, object, video, canvas") for node in read_body(dom).nodes):
        return None
    name = listed[1].strip() if listed is not None else ""
    if _BELOW.search(name):
        return None
    if not name and place + 1 < len(lines) and re.match(r"\s{0,3}1\s{0,3}[.、]", lines[place + 1]):
        name = lines[place + 1].strip()
    return UnlinkedAttachment(url=dom.url, name=name[:100], certain=bool(name) and len(links) > 0)
