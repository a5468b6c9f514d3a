"""The article of a page: its title, its text, when and by whom it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, fold, squeeze, visible_text
from crawler.readers.publication import read_publication
from crawler.readers.reading import Article, Attachment
from crawler.readers.titles import read_title

_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|文稿来源|内容来源|发布机构|发布单位|来源|供稿单位|供稿|发布者)\s*:\s*([^\s|,;)\]】:]{2,40})"
)
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,12}?(?:[\u4e00-\u9fff]{0,8}))\s*(?:〔|\[|\(|【|﹝)\s*((?:19|20)\d{2})\s*(?:〕|\]|\)|】|﹞)\s*(?:第)?\s*0*(\d{1,5})\s*号"
)
_DECREE = re.compile(r"((?:[\u4e00-\u9fff]{2,20}(?:令|公告)))\s*第?\s*(\d{1,4})\s*号")
_NUMBER_LABEL = re.compile(r"(?:发文字号|文号|文件编号|发文文号|公文文号)\s*:?\s*")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|txt|csv|jpg|png)(?:[?#]|$)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|csv)(?:[?#]|$)", re.IGNORECASE)

_CALLED = re.compile(r"附\s?件|附\s?表|相关(?:文件|附件)下载")

MAX_LINKS = 3000

MAX_HOLDERS = 200
"""Parts named after attachments that are searched for them: they may lie within each other."""


def read_article(dom: Dom, as_of: date) -> Article:
    """Read the article of a page. ``as_of``: the day after which a printed date is a doubt."""
    body = read_body(dom)
    text = body.text
    title = read_title(dom)
    published, origin, doubts = read_publication(dom, title, text, as_of)
    return Article(
        title=title,
        text=text,
        published=published,
        published_from=origin,
        source=_source(dom),
        number=_number(dom, title, text),
        attachments=tuple(_attachments(dom, body.nodes)),
        doubts=doubts,
    )


def _source(dom: Dom) -> str | None:
    if meta := dom.metas.get("contentsource"):
        return meta
    match = _SOURCE.search(dom.folded[:20_000])
    return match[1] if match else None


def _number(dom: Dom, title: str | None, text: str) -> str | None:
    """The document number (发文字号), in the form with 〔〕 or as a decree."""
    places = []
    label = _NUMBER_LABEL.search(dom.text)
    if label is not None:
        places.append(dom.text[label.end() : label.end() + 60])
    places += [title or "", text[:400]]
    for place in places:
        if match := _NUMBER.search(fold(place)):
            prefix = re.sub(r"^(?:关于|根据|依据|按照|印发|转发|废止|号|的|和|与|及)+", "", match[1])
            return f"{prefix}〔{match[2]}〕{int(match[3])}号"
    for place in places[:1] if label is not None else []:
        if match := _DECREE.search(place):
            return f"{match[1]}第{int(match[2])}号"
    return None


def _attachments(dom: Dom, body: tuple[LexborNode, ...]) -> Iterator[Attachment]:
    """Files that the article or its surroundings offer."""
    seen: set[str] = set()
    beside = dom.tree.css("[class*=attach i], [class*=fujian i], [id*=attach i], [id*=fujian i], [class*=annex i]")
    for holder in (*body, *beside[:MAX_HOLDERS]):
        for link in holder.css("a[href]"):
            written = link.attributes.get("href") or ""
            url = dom.resolve(written)
            words = squeeze(link.text(deep=True)) or (link.attributes.get("title") or "")
            if url and url not in seen and (_DOCUMENT.search(url) or _FILE.search(words) or "download" in url.lower()):
                seen.add(url)
                yield Attachment(text=words[:300], url=url)
    for link in dom.tree.css("a[href]")[:MAX_LINKS]:
        written = link.attributes.get("href") or ""
        words = squeeze(link.text(deep=True))
        if not (_DOCUMENT.search(written) or _DOCUMENT.search(words) or "download" in written.lower()):
            continue
        url = dom.resolve(written)
        if url and url not in seen and _is_called_attachment(link):
            seen.add(url)
            yield Attachment(text=words[:300] or (link.attributes.get("title") or ""), url=url)


def _is_called_attachment(link: LexborNode) -> bool:
    """Whether the few words around a link to a document call it an attachment of the article."""
    node = link.parent
    for _ in range(3):
        if node is None or node.tag in {"body", "li"}:
            return False
        name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if "file" in name or _CALLED.search(visible_text(node, 400)[:400]):
            return True
        node = node.parent
    return False
