"""The entries of a home page into its version for the aged and the disabled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, squeeze
from crawler.urls import without_fragment
from storage.records import SeniorEntry

MAX_ENTRIES = 10
"""Entries of one page that are kept."""

MAX_WORDS = 14
"""Characters of a text from which on it is that of a news item, not of an entry."""

MARKS = "a, button, area, img, [onclick], [role=button]"
"""Elements that may be entries, as ``senior_marks`` counts them."""

_HINTS = ("长者", "老年", "关怀", "关爱", "适老", "大字版", "长辈", "敬老", "助老", "无障碍")
_ENTRY = re.compile(
    r"(?:长者|老年人?|关怀|关爱|适老(?:化)?|大字|长辈|敬老|助老)(?:版|模式|助手|专版|专区|服务版|浏览|阅读)|适老化?$"
    r"|无障碍(?:$|版|浏览|阅读|模式|服务|辅助|工具|通道|专区|访问|网站|导航|声明|页面|助手|】|\])"
)
_NEWS = re.compile(r"关于|建设|条例|环境|推进|召开|举行|开展|调研|改造|通知|办法|\d{4}")
_TOOLBARS = re.compile(
    r"govwza|wza\.|/wza|wzazd|wuzhangai|barrier-?free|slhimc|canyouwza|aria\.js\?appid|elderly?mode|/aria/|fyclient|"
    r"old-?age|zhangzhe|accessib|yyzwza|gdbs?wza",
    re.IGNORECASE,
)
_LIBRARIES = re.compile(
    r"jquery|swiper|bootstrap|layui|layer\.|vue|react|axios|echarts|superslide|slick|owl\.|animate|html5shiv|respond\."
    r"|count|hits\b|hm\.baidu|cnzz|tongji|analytics|beacon|counter|conac|jiucuo|jquery|polyfill|modernizr|qrcode|share",
    re.IGNORECASE,
)
_SCRIPTED = ("javascript:", "#")


def read_senior_entries(dom: Dom, *, shown: bool = False) -> tuple[SeniorEntry, ...]:
    """The entries of a home page, in document order, each target once; none where there are none.

    ``shown``: the page is what a browser made of it, so that its scripts have done what they do.
    """
    found: dict[tuple[str | None, bool], SeniorEntry] = {}
    for entry in _entries(dom):
        found.setdefault((entry.target, entry.by_script), entry)
        if len(found) >= MAX_ENTRIES:
            break
    if (
        not found
        and not shown
        and any(is_unknown_script(node.attributes.get("src") or "") for node in dom.tree.css("script[src]"))
    ):
        return (SeniorEntry(page=dom.url, text="", target=None, by_script=True),)
    return tuple(found.values())


def is_unknown_script(source: str) -> bool:
    """Whether a script is none of the libraries of which one knows that they build no part of a page by themselves."""
    return _LIBRARIES.search(source[:500]) is None


def _entries(dom: Dom) -> Iterator[SeniorEntry]:
    yield from (entry for _, entry in senior_marks(dom))
    if _TOOLBARS.search(dom.source) is None:
        return
    for node in dom.tree.css("script[src]"):
        source = node.attributes.get("src") or ""
        if _TOOLBARS.search(source[:500]) and (target := dom.resolve(source)) is not None:
            yield SeniorEntry(page=dom.url, text="", target=target, by_script=True)


def senior_marks(dom: Dom) -> Iterator[tuple[int, SeniorEntry]]:
    """The entries that are elements of the page, each with its place among those of ``MARKS``."""
    if any(hint in dom.source for hint in _HINTS):
        # an element that fits two parts of the selector is given twice
        nodes = {node.mem_id: node for node in dom.tree.css(MARKS)}
        for place, node in enumerate(nodes.values()):
            if (text := _called(node)) is not None:
                yield place, SeniorEntry(page=dom.url, text=text, target=_target(dom, node))


def _called(node: LexborNode) -> str | None:
    """What an entry is called; None where an element is none."""
    attributes = node.attributes
    for text in (attributes.get("title"), attributes.get("alt"), attributes.get("aria-label"), node.text()[:100]):
        said = squeeze(text or "")
        if 0 < len(said) <= MAX_WORDS and _ENTRY.search(said) and not _NEWS.search(said):
            return said
    return None


def _target(dom: Dom, node: LexborNode) -> str | None:
    """Where an entry leads; None where a script of the page opens it."""
    current: LexborNode | None = node
    for _ in range(4):
        if current is None:
            return None
        written = (current.attributes.get("href") or "").strip()
        if current.tag in {"a", "area"} and written:
            if written.lower().startswith(_SCRIPTED) or "onclick" in current.attributes:
                return None
            resolved = dom.resolve(written)
            return without_fragment(resolved) if resolved is not None else None
        current = current.parent
    return None
