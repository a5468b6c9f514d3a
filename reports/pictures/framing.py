"""Which element of a stored page a finding speaks of, and the markup that shows it in a red frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from selectolax.lexbor import LexborNode, SelectolaxError

from checks.registry import all_checks
from crawler.readers.dom import UNSEEN, Dom, squeeze
from reports.masking import masked
from storage.records import Finding

MARK = "data-xuncha"
"""Attribute by which the framed element is found again."""

FRAME = "outline: 4px solid #d00 !important; outline-offset: 2px !important;"
ADDRESSES = ("href", "src", "data", "action", "poster")
"""Attributes that may name the address at fault."""

QUOTES = (
    *("excerpt", "cited", "words", "question", "quote", "gaps", "where", "row", "text", "newest", "published"),
    *("valid_to", "ended", "law", "said", "headline", "guide", "document", "name", "host"),
)
"""Fields of detail that may stand on the page word for word, the most telling first."""

SHORTEST = 2
"""Characters that a quotation needs to be looked for."""

FOOT = "footer, [id*=foot], [class*=foot], [id*=Foot], [class*=Foot]"

UNSEEN_CHECKS = frozenset({"missing_page_tags"})
UNSEEN_FAMILIES = frozenset({"availability"})
"""Faults that no visitor sees on a page: of these there is nothing to draw."""

MAX_IMAGES = 500
BOX = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='80'%3E"
    "%3Crect width='100%25' height='100%25' fill='%23e4e8ec'/%3E%3C/svg%3E"
)
"""What stands where a page has an image: images are not kept, and nobody could mask what is in them."""


def visible(finding: Finding) -> bool:
    """Whether there may be something to see of a finding on its page."""
    check = all_checks().get(finding.check)
    return finding.check not in UNSEEN_CHECKS and (check is None or check.family not in UNSEEN_FAMILIES)


def places(finding: Finding) -> tuple[str, ...]:
    """The pages that may show a finding, the best first: the thing at fault itself, where it is a page."""
    check = all_checks().get(finding.check)
    subject, page = finding.subject.partition("#")[0], finding.page.partition("#")[0]
    linked = (check is not None and check.family == "links") or finding.check.startswith("dead_")
    return tuple(dict.fromkeys((page,) if linked else (subject, page)))


def outlined(dom: Dom, finding: Finding) -> tuple[str, bool]:
    """A page's markup with the element of a finding framed, numbers of persons masked; and whether one was found."""
    node = next(_of_finding(dom, finding), None)
    if node is not None:
        node.attrs["style"] = f"{node.attributes.get('style') or ''};{FRAME}"
        node.attrs[MARK] = "1"
    _without_images(dom, finding)
    return masked(dom.tree.html or ""), node is not None


def _of_finding(dom: Dom, finding: Finding) -> Iterator[LexborNode]:
    yield from _selected(dom, finding)
    if dom.url.partition("#")[0] != finding.subject.partition("#")[0] or "#" in finding.subject:
        yield from _naming(dom, finding.subject)
    if finding.check == "missing_footer_elements":
        yield from dom.tree.css(FOOT)[-1:]
    for quote in _quotes(finding):
        yield from _saying(dom, quote)


def _selected(dom: Dom, finding: Finding) -> Iterator[LexborNode]:
    """The element that a finding's own selector picks."""
    selector = finding.detail.get("selector")
    if isinstance(selector, str):
        try:
            yield from dom.tree.css(selector)
        except SelectolaxError:
            return


def _naming(dom: Dom, subject: str) -> Iterator[LexborNode]:
    """The elements that name an address, in document order: as written, then whatever part of it they name."""
    bare = subject.partition("#")[0]
    for wanted in dict.fromkeys((subject, bare)):
        for node in dom.tree.css(", ".join(f"[{name}]" for name in ADDRESSES)):
            for name in ADDRESSES:
                written = node.attributes.get(name)
                if not written:
                    continue
                led = dom.resolve(written) or ""
                if wanted in (written, led) or (wanted == bare and led.partition("#")[0] == bare):
                    yield node


def _quotes(finding: Finding) -> Iterator[str]:
    """What a finding quotes from its page, the most telling first."""
    for name in QUOTES:
        yield from _written(finding.detail.get(name))


def _written(value: Any) -> Iterator[str]:
    """A value as pages write it: a day in all its spellings, a masked text by its longest part."""
    if isinstance(value, dict):
        for name in ("quote", "row", "column"):
            yield from _written(value.get(name))
    elif isinstance(value, list | tuple):
        for one in value[:5]:
            yield from _written(one)
    elif isinstance(value, date | datetime):
        yield from _days(value)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:T.*)?", value):
        yield from _days(date.fromisoformat(value[:10]))
    elif isinstance(value, str):
        parts = [squeeze(part) for part in re.split(r"[*…·]+", value)]
        longest = max(parts, key=len)
        if len(longest) >= SHORTEST:
            yield longest


def _days(day: date) -> Iterator[str]:
    yield f"{day:%Y-%m-%d}"
    yield f"{day.year}年{day.month}月{day.day}日"
    yield f"{day:%Y年%m月%d日}"
    yield f"{day:%Y/%m/%d}"
    yield f"{day:%Y.%m.%d}"
    yield f"{day:%m-%d}"


def _saying(dom: Dom, quote: str) -> Iterator[LexborNode]:
    """The smallest element that a visitor reads these words in, the first where several do."""
    node = dom.body
    if node is None or quote not in squeeze(node.text()):
        return
    while True:
        inner = next(
            (child for child in _elements(node) if child.tag not in UNSEEN and quote in squeeze(child.text())), None
        )
        if inner is None:
            break
        node = inner
    if node.tag != "body":
        yield node


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith("-"):
            yield child
        child = child.next


def _without_images(dom: Dom, finding: Finding) -> None:
    """Put a grey box where an image was; the one at fault stays broken as visitors saw it."""
    bare = finding.subject.partition("#")[0]
    for node in dom.tree.css("img, input[type=image]")[:MAX_IMAGES]:
        written = node.attributes.get("src") or ""
        if not (written and dom.resolve(written) == bare):
            node.attrs["src"] = BOX
        if "srcset" in node.attributes:
            del node.attrs["srcset"]
