"""The article of a page: its title, its text, when and by whom it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.policies.mentions import own_numbers
from crawler.policies.numbers import first_number
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, squeeze, visible_text
from crawler.readers.heads import read_head
from crawler.readers.publication import read_publication
from crawler.readers.reading import Article, Attachment, Head
from crawler.readers.titles import read_title

_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|文稿来源|内容来源|发布机构|发布单位|来\s?源|供稿单位|供稿|发布者)\s*(?::|[】\]]\s*:?)\s*"
    r"(?!(?:发布|发文|更新)?(?:时间|日期)|作者|浏览|阅读|点击|访问|字号|字体|编辑|责任|打印)([^\s|,;)\[【\]】:]{2,40})"
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|txt|csv|jpg|png)(?:[?#]|$)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|csv)(?:[?#]|$)", re.IGNORECASE)

_CALLED = re.compile(r"附\s?件|附\s?表|相关(?:文件|附件)下载")

MAX_LINKS = 3000

NUMBER_TEXT = 400
"""Characters of a text within which it says its own number."""

MAX_HOLDERS = 200
"""Parts named after attachments that are searched for them: they may lie within each other."""


def read_article(dom: Dom, as_of: date) -> Article:
    """Read the article of a page. ``as_of``: the day after which a printed date is a doubt."""
    body = read_body(dom)
    text = body.text
    head = read_head(dom)
    title = read_title(dom)
    published, origin, doubts = read_publication(dom, title, text, as_of)
    return Article(
        title=title,
        text=text,
        published=published,
        published_from=origin,
        source=_source(dom),
        number=_number(title, text, head),
        attachments=tuple(_attachments(dom, body.nodes)),
        head=head,
        doubts=doubts,
    )


def _source(dom: Dom) -> str | None:
    if meta := dom.metas.get("contentsource"):
        return meta
    match = _SOURCE.search(dom.folded[:20_000])
    return match[1] if match else None


def _number(title: str | None, text: str, head: Head) -> str | None:
    """The document number (发文字号): behind its label, in the title, or at the beginning of the text.

    One that the text only rests on (根据…) is another document's.
    """
    if head.number is not None:
        return head.number
    if (number := first_number(title or "")) is not None:
        return str(number)
    return next((str(number) for number in own_numbers(text[:NUMBER_TEXT])), None)


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
