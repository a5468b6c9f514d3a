"""Every address that a page names, wherever it stands in the markup.

Not links: comments, templates, text areas, code shown as text, hints to the resolver (dns-prefetch, preconnect),
mailto and its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.readers import scripts
from crawler.readers.dom import Dom, squeeze
from crawler.readers.personal import MASK
from crawler.readers.reading import RawLink
from crawler.readers.styles import style_addresses
from crawler.urls import resolve

MAX_LINKS = 20_000
MAX_NAMED = 100_000
"""Addresses that are looked at on one page, however many of them are the same."""

MAX_LABEL = 200

_NODES = (
    "a, area, img, source, input[src], image, use, script, link[href], iframe, frame, embed, object, video, audio, "
    "track, form, option[value], meta, style, [background], [style], [onclick]"
)
_LAZY = (
    "data-src",
    "data-original",
    "data-lazy",
    "data-lazy-src",
    "data-echo",
    "data-bg",
    "data-background",
    "lazy-src",
)
_SRCSET = re.compile(r"\s*([^\s,][^\s]*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"^[\s\d.;,]*url\s*=\s*[\"']?\s*([^\"']+)", re.IGNORECASE)
_HINTS = frozenset({"dns-prefetch", "preconnect", "profile", "pingback", "edituri", "wlwmanifest", "search"})
_CARD = re.compile(r"^(?:og|twitter):(?:.*(?:image|url|player|video|audio|stream)(?::src|:url|:secure_url)?)$")
_OPTION = re.compile(r"^(?:https?:)?//|^\.{0,2}/|\.(?:s?html?|jsp|aspx?|php)(?:[?#]|$)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{|\$\{|<%|\{%|#\{")

Found = tuple[str, str, str]
"""An address as written, the text beside it, and the markup that names it."""


def read_links(dom: Dom) -> tuple[RawLink, ...]:
    """All links of a page, distinct, in document order; text is what a visitor reads, else the picture's label."""
    base, encoding = dom.base, dom.encoding
    links: dict[tuple[str, str, str, str | None], None] = {}
    for written, text, via in islice(_found(dom.tree), MAX_NAMED):
        if not written or (("{" in written or "<" in written) and _TEMPLATE.search(written)):
            continue
        seen = resolve(base, written, encoding)
        if MASK in (seen.url or written):
            continue  # it held the number of a person, and leads nowhere without it
        if seen.url is not None:
            links[seen.url, text, via, None] = None
        elif seen.fault is not None:
            links[squeeze(written)[:2000], text, via, seen.fault] = None
        if len(links) >= MAX_LINKS:
            break
    return tuple(RawLink(url=url, text=text, via=via, fault=fault) for url, text, via, fault in links)


def _found(tree: LexborHTMLParser, *, inner: bool = False) -> Iterator[Found]:
    for node in tree.css(_NODES):
        tag = node.tag or ""
        attributes = node.attributes
        if tag == "a":
            written = (attributes.get("href") or attributes.get("xlink:href") or "").strip()
            if written[:11].lower() == "javascript:":
                for address in scripts.addresses(written):
                    yield address, label(node), "onclick"
            elif written and not (written[0] == "#" and len(written) > 1 and _is_control(attributes)):
                yield written, label(node), "a"
        elif (reader := _READERS.get(tag)) is not None:
            yield from reader(node, attributes)
        if background := attributes.get("background"):
            yield background.strip(), "", "background"
        if style := attributes.get("style"):
            for address in style_addresses(style):
                yield address, "", "css"
        if onclick := attributes.get("onclick"):
            for address in scripts.addresses(onclick):
                yield address, label(node), "onclick"
        if tag == "script" and not inner:
            yield from _in_script(node, attributes)


def _in_script(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    kind = (attributes.get("type") or "").lower()
    text = node.text(deep=True)
    if not text or (kind and "javascript" not in kind and kind != "module"):
        return
    text = text[:200_000]
    for address in scripts.pager_addresses(text):
        yield address, "", "pager"
    markup = scripts.written(text)
    if "<" in markup:
        for address, label_, _ in _found(LexborHTMLParser(markup), inner=True):
            yield address, label_, "script_text"
    for address in scripts.addresses(text):
        yield address, "", "script_text"


def label(node: LexborNode) -> str:
    """The text of a link as a visitor meets it: its words, else what its picture or title says."""
    text = node.text(deep=True)
    if text and (words := squeeze(text)):
        return words[:MAX_LABEL]
    for picture in node.css("img[alt], img[title]"):
        attributes = picture.attributes
        if words := squeeze(attributes.get("alt") or attributes.get("title") or ""):
            return words[:MAX_LABEL]
    return squeeze(node.attributes.get("title") or node.attributes.get("aria-label") or "")[:MAX_LABEL]


def _area(_node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    written = (attributes.get("href") or "").strip()
    if written[:11].lower() == "javascript:":
        for address in scripts.addresses(written):
            yield address, attributes.get("alt") or "", "onclick"
    elif written:
        yield written, attributes.get("alt") or "", "area"


def _is_control(attributes: dict[str, str | None]) -> bool:
    """Whether a script acts on the click, so that no place of that name need exist on the page."""
    acts = attributes.keys() & {"onclick", "data-toggle", "data-bs-toggle", "data-tab", "data-target"}
    return bool(acts) or attributes.get("role") in {"tab", "button", "menuitem"}


def _srcset(value: str | None) -> Iterator[str]:
    if value:
        for match in _SRCSET.finditer(value[:20_000]):
            yield match[1]


def _picture(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    text = attributes.get("alt") or ""
    for name in ("src", "href", "xlink:href", *_LAZY):
        if written := (attributes.get(name) or "").strip():
            yield written, text, "img"
    for name in ("srcset", "data-srcset"):
        for written in _srcset(attributes.get(name)):
            yield written, text, "img"


def _source(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    via = node.parent.tag if node.parent is not None and node.parent.tag in {"video", "audio"} else "img"
    if written := (attributes.get("src") or "").strip():
        yield written, "", via or "img"
    for written in _srcset(attributes.get("srcset")):
        yield written, "", "img"


def _one(name: str, via: str) -> Callable[[LexborNode, dict[str, str | None]], Iterator[Found]]:
    def read(_node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
        if written := (attributes.get(name) or "").strip():
            yield written, squeeze(attributes.get("title") or "")[:MAX_LABEL], via

    return read


def _media(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    for name, via in (("src", node.tag or "video"), ("poster", "img")):
        if written := (attributes.get(name) or "").strip():
            yield written, "", via


def _link(_node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    rels = set((attributes.get("rel") or "").lower().split())
    written = (attributes.get("href") or "").strip()
    if written and rels and not rels & _HINTS:
        yield written, "", "css" if "stylesheet" in rels else "link"


def _form(_node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    written = (attributes.get("action") or "").strip()
    if written and (attributes.get("method") or "get").strip().lower() == "get":
        yield written, "", "form"


def _option(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    written = (attributes.get("value") or "").strip()
    if _OPTION.search(written):
        yield written, squeeze(node.text(deep=True))[:MAX_LABEL], "option"


def _meta(_node: LexborNode, attributes: dict[str, str | None]) -> Iterator[Found]:
    content = attributes.get("content") or ""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        if match := _REFRESH.match(content):
            yield match[1].strip(), "", "meta"
        return
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if _CARD.match(name) and content.strip().lower().startswith(("http://", "https://", "//", "/")):
        yield content.strip(), "", "meta"


def _style(node: LexborNode, _attributes: dict[str, str | None]) -> Iterator[Found]:
    for written in style_addresses(node.text(deep=True) or ""):
        yield written, "", "css"


_READERS: dict[str, Callable[[LexborNode, dict[str, str | None]], Iterator[Found]]] = {
    "area": _area,
    "img": _picture,
    "image": _picture,
    "input": _picture,
    "use": _picture,
    "source": _source,
    "script": _one("src", "script"),
    "link": _link,
    "iframe": _one("src", "iframe"),
    "frame": _one("src", "iframe"),
    "embed": _one("src", "object"),
    "object": _one("data", "object"),
    "video": _media,
    "audio": _media,
    "track": _one("src", "track"),
    "form": _form,
    "option": _option,
    "meta": _meta,
    "style": _style,
}
