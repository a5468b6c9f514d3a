"""What an article promises or rests on and does not have any more: attachments without a link, laws out of force."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.looks import magic
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, fold, lines_of, texts
from crawler.readers.reading import Article
from storage.records import LawCitation, PageKind, UnlinkedAttachment

TAIL = 12
"""Lines at the end of an article within which attachments are listed."""

PRINTED = 400
"""Characters behind the list from which on the attachments are printed on the page itself."""

_LISTED = re.compile(r"^\W{0,3}附\s{0,3}件?\s{0,3}(?:[0-9一二三四五六七八九十]{1,3})?\s{0,3}[:.、]\s{0,3}(.{0,200})$")
_HEADING = re.compile(r"^\W{0,3}附\s{0,3}件\s{0,3}[0-9一二三四五六七八九十]{0,3}\W{0,3}$")
_DOWNLOAD = re.compile(r"下载|附件|点击查看|查看详情")
_BASIS = re.compile(r"根据|依据|按照|依照|遵照")
_CITED = re.compile(r"《(?:中华人民共和国)?([^《》]{2,30})》")
_PAST = re.compile(r"废止|失效|当时|修订前|修改前|旧法|不再|取代|替代|代替|此前|曾|历史|尚未|施行前")
_OF_A_CASE = re.compile(r"处罚决定|判决|裁定|复议决定|裁决|行政强制|申请再审")


@dataclass(frozen=True, slots=True)
class Lapse:
    """A text out of force: what took its place, since when, and the signs without which the newer text is meant."""

    by: str
    since: date
    old: tuple[str, ...]


@cache
def lapsed_laws() -> dict[str, Lapse]:
    """Laws out of force by name."""
    table = tomllib.loads((files("crawler") / "lexicons" / "laws.toml").read_text("utf-8"))
    return {
        name: Lapse(by=row["by"], since=row["since"], old=tuple(row.get("old", ())))
        for row in table["law"]
        for name in row["names"]
    }


def lapses(dom: Dom, article: Article, kind: PageKind) -> Iterator[Any]:
    """The attachments without a link and the laws out of force of an article."""
    if kind in {PageKind.HOME, PageKind.LIST}:
        return
    if (missing := _unlinked(dom, article)) is not None:
        yield missing
    yield from _citations(dom.url, article)


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
    if not name and place + 1 < len(lines) and re.match(r"\s{0,3}1\s{0,3}[.、]", lines[place + 1]):
        name = lines[place + 1].strip()
    return UnlinkedAttachment(url=dom.url, name=name[:100], certain=bool(name) and len(links) > 0)


def _citations(url: str, article: Article) -> Iterator[LawCitation]:
    published = article.published.date() if isinstance(article.published, datetime) else article.published
    if published is None:
        return
    written = article.head.written or published
    known = lapsed_laws()
    told: set[str] = set()
    of_a_case = _OF_A_CASE.search(f"{article.title or ''}{article.text[:300]}") is not None
    certain = article.published_from != "url" and not of_a_case
    whole = _CITED.sub(r"\1", article.title or "").removeprefix("中华人民共和国").strip()
    if (lapse := known.get(whole)) is not None and not lapse.old and published >= lapse.since:
        if "第一条" in article.text and not re.search("废止|失效", article.text[:500]):
            since = lapse.since
            yield LawCitation(
                url=url, law=whole, by=lapse.by, since=since, published=published, whole=True, certain=False
            )
        return
    for cited in _CITED.finditer(article.text):
        law = cited[1]
        lapse = known.get(law)
        if lapse is None or law in told or min(written, published) < lapse.since:
            continue
        before = re.split(r"[。；;！？\n]", article.text[max(0, cited.start() - 120) : cited.start()])[-1]
        after = re.split(r"[。；;！？\n]", article.text[cited.end() : cited.end() + 60])[0]
        basis = _BASIS.search(before)
        if basis is None or "，" in _CITED.sub("", before[basis.end() :]):
            continue
        if before.endswith("原") or _PAST.search(f"{before}\n{after}"):
            continue
        if lapse.old and not any(sign in fold(after).replace(" ", "") for sign in lapse.old):
            continue
        told.add(law)
        yield LawCitation(
            url=url,
            law=law,
            by=lapse.by,
            since=lapse.since,
            published=published,
            quote=f"{before[-30:]}{cited[0]}{after[:10]}",
            certain=certain,
        )
