"""Parts of a page that a visitor cannot see and a machine can, and scripts that send only search engines' visitors on.

Seen in the tree: style attributes and simple rules of the page's own style sheets. What is hidden until it is clicked
(tabs, menus, layers) is told by its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, squeeze
from crawler.readers.spam import words_of
from storage.records import HiddenBlock

MAX_BLOCKS = 20
MAX_STYLED = 3000
MAX_TARGETS = 20
MAX_RULES = 300

_WAYS = (
    ("off_screen", re.compile(r"(?:^|[;\s])(?:left|top|right|margin-left|margin-top|text-indent)\s*:\s*-\s*\d{3,}")),
    ("tiny", re.compile(r"font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|!|$)")),
    ("tiny", re.compile(r"(?:^|[;\s])(?:height|width)\s*:\s*[01](?:px|pt)?\s*(?:;|!|$)(?=.*overflow\s*:\s*hidden)")),
    ("tiny", re.compile(r"overflow\s*:\s*hidden.*[;\s](?:height|width)\s*:\s*[01](?:px|pt)?\s*(?:;|!|$)")),
    ("transparent", re.compile(r"(?:^|[;\s])opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$)")),
    ("not_displayed", re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)")),
)
_MAY_HIDE = re.compile(r"none|hidden|opacity|font-size\s*:\s*[01](?![\d.])|:\s*-\s*\d{3}", re.IGNORECASE)
_RULE = re.compile(r"([^{}@]{1,200})\{([^{}]{1,600})\}")
_SIMPLE = re.compile(r"^[a-zA-Z]{0,10}[.#][\w-]{1,60}$")
_REASONED = re.compile(
    r"tab(?!le)|menu|nav|drop|popup|layer|modal|dialog|panel|swiper|slid|carousel|share|wza|print|toggle|collapse"
    r"|accordion|qrcode|weixin|wechat|search|login|skip|sr-only|visually|friend|yqlj",
    re.IGNORECASE,
)
_CLOAK = re.compile(
    r"(?:document\s*\.\s*referrer|navigator\s*\.\s*userAgent).{0,600}?(?:baidu|sogou|haosou|360spider|googlebot|bingbot|spider)"
    r"|(?:baidu|sogou|haosou|360spider|googlebot|bingbot|spider).{0,600}?(?:document\s*\.\s*referrer|navigator\s*\.\s*userAgent)",
    re.IGNORECASE | re.DOTALL,
)
_SENDS = re.compile(
    r"(?:location(?:\s*\.\s*href)?\s*=|location\s*\.\s*(?:replace|assign)\s*\()\s*[\"'](https?:)?//([^\"'/\s]{3,200})",
    re.IGNORECASE,
)


def hidden_blocks(dom: Dom) -> tuple[HiddenBlock, ...]:
    """The hidden parts of a page that lead to other hosts or hold spam words, and scripts that cloak."""
    found: list[HiddenBlock] = []
    seen: set[int] = set()
    for node, ways in _hidden(dom):
        if node.mem_id in seen or len(found) >= MAX_BLOCKS:
            continue
        links = node.css("a[href]")
        text = squeeze(node.text(deep=True))
        if not text and not links:
            continue
        inner = {inner.mem_id for inner in node.css("*")}
        if not seen.isdisjoint(inner):
            continue
        words = words_of(text).strong
        targets = tuple(_elsewhere(dom, [node, *links] if node.tag == "a" else links))
        if not words and not targets:
            continue
        seen |= inner
        found.append(
            HiddenBlock(
                url=dom.url,
                ways=ways,
                path=_path(node),
                targets=targets,
                words=words,
                text=text[:120],
                reasoned=_is_reasoned(node),
            )
        )
    return (*found, *_cloaking(dom))


def _hidden(dom: Dom) -> Iterator[tuple[LexborNode, tuple[str, ...]]]:
    for count, node in enumerate(dom.tree.css("[style]")):
        if count >= MAX_STYLED:
            break
        if (ways := _ways((node.attributes.get("style") or "")[:500])) and node.tag not in {"body", "html"}:
            yield node, ways
    for node in dom.tree.css("marquee"):
        sizes = {(node.attributes.get(name) or "").strip().removesuffix("px") for name in ("width", "height")}
        if sizes & {"0", "1", "2"}:
            yield node, ("marquee",)
    for selector, ways in _rules(dom):
        try:
            nodes = dom.tree.css(selector)
        except ValueError:
            continue
        for node in nodes[:50]:
            yield node, ways


def _rules(dom: Dom) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Simple selectors of the page's own style sheets whose rules hide."""
    count = 0
    for sheet in dom.tree.css("style"):
        css = (sheet.text(deep=True) or "")[:100_000]
        if not _MAY_HIDE.search(css):
            continue
        for selectors, rule in _RULE.findall(css):
            ways = tuple(way for way in _ways(rule) if way != "not_displayed")
            if not ways:
                continue
            for selector in selectors.split(","):
                if _SIMPLE.match(selector.strip()) and count < MAX_RULES:
                    count += 1
                    yield selector.strip(), ways


@lru_cache(maxsize=4096)
def _ways(style: str) -> tuple[str, ...]:
    """What hides whatever has such a style; one page repeats the same style a thousand times."""
    if not _MAY_HIDE.search(style):
        return ()
    folded = style.lower().strip()
    return tuple(dict.fromkeys(way for way, pattern in _WAYS if pattern.search(folded)))


def _elsewhere(dom: Dom, links: list[LexborNode]) -> Iterator[str]:
    own = urlsplit(dom.url).hostname
    given: set[str] = set()
    for link in links[:500]:
        address = dom.resolve(link.attributes.get("href"))
        host = urlsplit(address).hostname if address else None
        if address and host and host != own and address not in given:
            given.add(address)
            yield address
            if len(given) >= MAX_TARGETS:
                return


def _is_reasoned(node: LexborNode) -> bool:
    """Whether names of a block or of what it stands in say that it is opened by a click or read by a machine."""
    current: LexborNode | None = node
    for _ in range(2):
        if current is None or current.tag in {"body", "html"}:
            return False
        attributes = current.attributes
        if _REASONED.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") or current.tag in {
            "nav",
            "li",
        }:
            return True
        current = current.parent
    return False


def _path(node: LexborNode) -> str:
    """Where a node is: tags with id or first class, from the body down."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in {"html", "-document"} and len(steps) < 12:
        attributes = current.attributes
        name = f"#{attributes['id']}" if attributes.get("id") else ""
        first = (attributes.get("class") or "").split()
        steps.append(f"{current.tag}{name or (f'.{first[0]}' if first else '')}"[:60])
        current = current.parent
    return " > ".join(reversed(steps))


def _cloaking(dom: Dom) -> Iterator[HiddenBlock]:
    own = urlsplit(dom.url).hostname
    for script in dom.scripts:
        if "referrer" not in script and "userAgent" not in script:
            continue
        if _CLOAK.search(script[:20_000]) and (sends := _SENDS.search(script[:20_000])) and sends[2].lower() != own:
            target = f"{sends[1] or 'http:'}//{sends[2]}/"
            yield HiddenBlock(url=dom.url, ways=("script",), path="script", targets=(target,))
            return
