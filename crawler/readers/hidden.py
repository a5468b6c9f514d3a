"""Parts of a page that a visitor cannot see and a machine can.

Seen in the tree: style attributes, simple rules of the page's own style sheets, and markup that hides by itself. What
is hidden until it is clicked (tabs, menus, layers, slides) is told by its names, by what it stands in and beside, and
by the scripts and links that speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.lexicons import Spam
from crawler.readers.cloaks import cloaking_scripts
from crawler.readers.dom import Dom, squeeze
from crawler.readers.outward import host_of
from crawler.readers.spam import words_of
from storage.records import HiddenBlock

MAX_BLOCKS = 20
MAX_STYLED = 3000
MAX_TARGETS = 20
MAX_RULES = 300
MAX_COMMENTS, MAX_COMMENT = 200, 4000
REACH = 3
"""Elements outwards whose names may say that a part is opened by a click."""

_ZERO = r"0?(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)"
_SMALL = r"(?:[01]|0?\.\d+)(?:px|pt)?\s*(?:!important\s*)?(?:;|$)"
_START = r"(?:^|[;\s])"
_WAYS = (
    ("off_screen", re.compile(rf"{_START}(?:left|top|right|margin-left|margin-top|text-indent)\s*:\s*-\s*\d{{3,}}")),
    ("off_screen", re.compile(r"translate[xy]?\(\s*-\s*\d{4,}px")),
    ("tiny", re.compile(rf"font-size\s*:\s*{_SMALL}")),
    ("tiny", re.compile(rf"{_START}(?:max-)?(?:height|width)\s*:\s*{_SMALL}(?=.*overflow(?:-[xy])?\s*:\s*hidden)")),
    ("tiny", re.compile(rf"overflow(?:-[xy])?\s*:\s*hidden.*[;\s](?:max-)?(?:height|width)\s*:\s*{_SMALL}")),
    ("tiny", re.compile(r"(?:transform\s*:[^;]*|[;\s])scale\(\s*0?(?:\.0+)?\s*[,)]")),
    ("transparent", re.compile(rf"{_START}opacity\s*:\s*{_ZERO}")),
    ("transparent", re.compile(rf"{_START}color\s*:\s*transparent")),
    ("clipped", re.compile(r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)")),
    ("clipped", re.compile(r"clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)")),
    ("behind", re.compile(rf"{_START}z-index\s*:\s*-\s*\d+")),
    ("not_displayed", re.compile(rf"{_START}(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")),
)
_MAY_HIDE = re.compile(
    r"none|hidden|collapse|opacity|transparent|clip|scale|translate|z-index|font-size\s*:\s*[01.](?!\d)|:\s*-\s*\d{3}"
    r"|background",
    re.IGNORECASE,
)
_COLOUR = re.compile(rf"{_START}color\s*:\s*([^;]{{1,40}})")
_BACKGROUND = re.compile(rf"{_START}background(?:-color)?\s*:\s*([^;]{{1,40}})")
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000"}
_RULE = re.compile(r"([^{}@]{1,200})\{([^{}]{1,600})\}")
_SIMPLE = re.compile(r"^[a-zA-Z]{0,10}[.#][\w-]{1,60}$")
_REASONED = re.compile(
    r"tab(?!le)|menu|nav|drop|popup|pop(?:_|-|$)|layer|modal|dialog|panel|swiper|slid|carousel|banner|focus|share|wza|print"
    r"|toggle|collapse|accordion|fold|expand|more|qrcode|weixin|wechat|ewm|search|login|skip|sr-only|visually|friend|yqlj"
    r"|link(?:s|box|list)?(?:\W|$)|lazy|load|mobile|wap|phone|app(?:\W|$)|hover|tip|float|side|select|option|list(?:\W|$)|sub(?:\W|$)",
    re.IGNORECASE,
)
_OPENS = frozenset({"nav", "li", "dd", "details", "dialog", "select", "menu", "template"})
_BLANK = re.compile("^[\\s\u200b-\u200f\u2060\ufeff\u00ad\u3164]+$")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u3164]")
_NO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u3164"
_ZERO_WIDTH_CODED = re.compile(r"&#(?:820[3-7]|x200[b-f]|8288|x2060|65279|xfeff);|&zw", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")


def hidden_blocks(dom: Dom, known: Spam | None = None) -> tuple[HiddenBlock, ...]:
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
        words = words_of(text, known).strong
        targets = tuple(_elsewhere(dom, [node, *links] if node.tag == "a" else links))
        if not words and not targets:
            continue
        seen |= inner
        found.append(
            HiddenBlock(
                url=dom.url,
                ways=ways,
                path=path_of(node),
                targets=targets,
                words=words,
                text=text[:120],
                reasoned=_is_reasoned(dom, node),
                anonymous=not (node.attributes.get("id") or node.attributes.get("class")),
            )
        )
    return (*found, *_comments(dom, known), *cloaking_scripts(dom))


def _hidden(dom: Dom) -> Iterator[tuple[LexborNode, tuple[str, ...]]]:
    for count, node in enumerate(dom.tree.css("[style]")):
        if count >= MAX_STYLED:
            break
        if (ways := ways_of((node.attrs.get("style") or "")[:500])) and node.tag not in {"body", "html"}:
            yield node, ways
    yield from _by_markup(dom)
    for selector, ways in _rules(dom):
        try:
            nodes = dom.tree.css(selector)
        except ValueError:
            continue
        for node in nodes[:50]:
            yield node, ways


def _by_markup(dom: Dom) -> Iterator[tuple[LexborNode, tuple[str, ...]]]:
    """What hides without any style."""
    source = dom.source
    for node in dom.tree.css("marquee") if "<marquee" in source or "<MARQUEE" in source else ():
        sizes = {(node.attributes.get(name) or "").strip().removesuffix("px") for name in ("width", "height")}
        if sizes & {"0", "1", "2"}:
            yield node, ("marquee",)
    for node in dom.tree.css("noscript") if "<noscript" in source or "<NOSCRIPT" in source else ():
        if node.css_first("a[href]") is not None:
            yield node, ("noscript",)
    for node in dom.tree.css("[hidden]") if " hidden" in source else ():
        yield node, ("not_displayed",)
    coded = ("&#" in source or "&zw" in source) and _ZERO_WIDTH_CODED.search(source) is not None
    if coded or any(letter in source for letter in _NO_WIDTH):
        for node in dom.tree.css("a[href]")[:MAX_STYLED]:
            if _BLANK.match(words := node.text(deep=True) or " ") and _ZERO_WIDTH.search(words):
                yield node, ("zero_width",)


def _rules(dom: Dom) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Simple selectors of the page's own style sheets whose rules hide."""
    count = 0
    for sheet in dom.tree.css("style"):
        css = (sheet.text(deep=True) or "")[:100_000]
        if not _MAY_HIDE.search(css):
            continue
        for selectors, rule in _RULE.findall(css):
            ways = tuple(way for way in ways_of(rule) if way != "not_displayed")
            if not ways:
                continue
            for selector in selectors.split(","):
                if _SIMPLE.match(selector.strip()) and count < MAX_RULES:
                    count += 1
                    yield selector.strip(), ways


@lru_cache(maxsize=4096)
def ways_of(style: str) -> tuple[str, ...]:
    """What hides whatever has such a style; one page repeats the same style a thousand times."""
    if not _MAY_HIDE.search(style):
        return ()
    folded = " ".join(style.lower().split())
    ways = [way for way, pattern in _WAYS if pattern.search(folded)]
    colour, ground = _COLOUR.search(folded), _BACKGROUND.search(folded)
    if colour is not None and ground is not None and _rgb(colour[1]) == _rgb(ground[1]):
        ways.append("same_colour")
    return tuple(dict.fromkeys(ways))


def _rgb(written: str) -> str:
    """A colour in one spelling."""
    value = written.replace("!important", "").strip().split(" ")[0]
    value = _NAMED.get(value, value)
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        value = "#" + "".join(letter * 2 for letter in value[1:])
    found = re.fullmatch(r"rgb\((\d{1,3}),?\s?(\d{1,3}),?\s?(\d{1,3})\)", "".join(written.split()))
    return "#" + "".join(f"{int(part):02x}" for part in found.groups()) if found else value


def _elsewhere(dom: Dom, links: list[LexborNode]) -> Iterator[str]:
    own = host_of(dom.url)
    given: set[str] = set()
    for link in links[:500]:
        address = dom.resolve(link.attributes.get("href"))
        host = host_of(address) if address else ""
        if address and host and host != own and address not in given:
            given.add(address)
            yield address
            if len(given) >= MAX_TARGETS:
                return


def _is_reasoned(dom: Dom, node: LexborNode) -> bool:
    """Whether a block is opened by a click or read aloud: by names, by its like beside it, or by who speaks of it."""
    current: LexborNode | None = node
    for _ in range(REACH):
        if current is None or current.tag in {"body", "html"}:
            break
        attributes = current.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _REASONED.search(names) or current.tag in _OPENS or "aria-hidden" in attributes or "role" in attributes:
            return True
        current = current.parent
    return _has_twins(node) or _is_spoken_of(dom, node)


def _has_twins(node: LexborNode) -> bool:
    """Whether other parts of the same make stand beside it, of which one is shown at a time."""
    own = (node.tag, node.attributes.get("class"))
    if node.parent is None or own[1] is None:
        return False
    return any(
        one.mem_id != node.mem_id and (one.tag, one.attributes.get("class")) == own for one in node.parent.iter()
    )


def _is_spoken_of(dom: Dom, node: LexborNode) -> bool:
    """Whether scripts or handlers of the page, or links within it, name the block."""
    attributes = node.attributes
    names = [attributes.get("id") or "", *(attributes.get("class") or "").split()]
    words = [f"#{name}" for name in names if name] + [f"'{name}'" for name in names] + [f'"{name}"' for name in names]
    scripts = [script for script in dom.scripts if any(name and name in script for name in names)]
    if scripts:
        return True
    for other in dom.tree.css(
        "[onclick], [onmouseover], [data-target], [aria-controls], [data-bs-target], a[href^='#']"
    )[:500]:
        said = " ".join(value or "" for name, value in other.attributes.items() if name not in {"class", "id", "style"})
        if any(word in f"'{said}' {said}" for word in words if len(word) > 2):
            return True
    return False


def path_of(node: LexborNode) -> str:
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


def _comments(dom: Dom, known: Spam | None) -> Iterator[HiddenBlock]:
    """Comments that hold links and the words of spam: what has been put in and switched off, or waits."""
    source, start = dom.source, dom.source.find("<!--")
    for _ in range(MAX_COMMENTS):
        end = source.find("-->", start) if start >= 0 else -1
        if end < 0:
            return
        said = source[start + 4 : min(end, start + MAX_COMMENT)]
        if "href" in said and not said.startswith("[if "):
            text = squeeze(_TAG.sub(" ", said))
            if words := words_of(text, known).strong:
                yield HiddenBlock(url=dom.url, ways=("comment",), path="comment", words=words, text=text[:120])
                return
        start = source.find("<!--", end)
