"""The shape of a page: its skeleton, its breadcrumb, the anchors it offers, and whether scripts build it."""

from __future__ import annotations

import hashlib
import itertools
import re

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, fold, is_hollow, squeeze, visible_text
from crawler.readers.furniture import own_parts
from crawler.readers.reading import RawLink

MAX_IDS = 2000
MAX_CRUMBS = 100
"""Parts of a page that are tried for its breadcrumb: they may lie within each other."""

NOTHING = 25
"""Characters outside its frame below which a page shows nothing of its own."""

SKELETON_DEPTH = 6
SKELETON_NODES = 400

_CRUMB_WORDS = re.compile(
    r"(?:当前|您的|您现在的|你的|现在|所在|您所在的?|目前)(?:的)?位置|您(?:现在)?(?:正)?(?:在|处于)\s*:|位置\s*:"
)
_CRUMB_NAMES = (
    "[class*=position i], [class*=crumb i], [class*=bread i], [class*=location i], [class*=dqwz i], "
    "[class*=weizhi i], [class*=curmb i], [class*=mbx i], [class*=path i], [id*=position i], [id*=crumb i], "
    "[class*=place i], [class*=local i], [class*=wz i], [class*=dangqian i]"
)
_MENUS = "nav, [class*=nav i], [id*=nav i], [class*=menu i], [id*=menu i], [class*=daohang i], [id*=daohang i]"
_HOME_WORDS = ("首页", "网站首页", "主页", "本站首页")
_DIGITS = re.compile(r"\d+")
_SHELL = re.compile(r"^(?:app|root|__next|__nuxt|main-app|q-app|container-app|layout)$", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(
    r"(?:启用|开启|打开|允许).{0,6}java ?script|enable java ?script|javascript.{0,12}(?:disabled|enabled)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|\$\.(?:ajax|get|post|getJSON)\b|axios|\.ajax\s*\(|new\s+Vue|createApp\s*\(|\.load\s*\("
)
_LIST_NAMES = re.compile(r"list|news|content|article|data|items|tbody|result|column|xxgk|wz|lb", re.IGNORECASE)


def skeleton(dom: Dom) -> str | None:
    """A digest of the outer layout: tags, ids and classes of the upper levels, siblings alike counted once.

    Equal for pages of one template, whatever their text and however many items their lists hold.
    """
    body = dom.body
    if body is None:
        return None
    shape: list[str] = []
    level = [(body, "")]
    for _ in range(SKELETON_DEPTH):
        below: list[tuple[LexborNode, str]] = []
        seen: set[str] = set()
        for node, path in level:
            child = node.child
            while child is not None and len(shape) < SKELETON_NODES:
                tag = child.tag
                if (
                    tag
                    and tag[0] not in "-!"
                    and tag not in {"script", "style", "p", "br", "a", "li", "tr", "span", "img"}
                ):
                    name = f"{path}/{_named(child)}"
                    if name not in seen:
                        seen.add(name)
                        shape.append(name)
                        below.append((child, name))
                child = child.next
        level = below
    return hashlib.blake2b("\n".join(sorted(shape)).encode(), digest_size=8).hexdigest()


def _named(node: LexborNode) -> str:
    attributes = node.attributes
    name = f"{attributes.get('id') or ''}.{attributes.get('class') or ''}"
    return f"{node.tag}#{_DIGITS.sub('0', squeeze(name))[:60]}"


def anchors(dom: Dom) -> tuple[str, ...]:
    """Values of id and name attributes that a fragment may point to; cut at ``MAX_IDS``."""
    found: dict[str, None] = {}
    for node in dom.tree.css("[id], a[name], map[name]"):
        attributes = node.attributes
        for value in (attributes.get("id"), attributes.get("name") if node.tag in {"a", "map"} else None):
            if value:
                found[value[:200]] = None
        if len(found) >= MAX_IDS:
            break
    return tuple(found)[:MAX_IDS]


def read_breadcrumb(dom: Dom) -> tuple[RawLink, ...]:
    """The way from home to this page as it prints it (当前位置:首页 > …), home first; empty where it prints none."""
    for node in dom.tree.css(_CRUMB_NAMES)[:MAX_CRUMBS]:
        found = _crumb(dom, node)
        if found:
            return found
    start = _CRUMB_WORDS.search(dom.folded)
    if start is None:
        return ()
    named = (
        node
        for node in dom.tree.css("div, p, td, span, li, nav, h2, h3, section")
        if (own := node.text(deep=False)) and _CRUMB_WORDS.search(fold(own))
    )
    for node in itertools.islice(named, MAX_CRUMBS):
        for holder in (node, node.parent):
            if holder is not None and (found := _crumb(dom, holder)):
                return found
    return ()


def _crumb(dom: Dom, node: LexborNode) -> tuple[RawLink, ...]:
    links = node.css("a")
    if not links or len(links) > 12 or len(visible_text(node, 400)) > 300:
        return ()
    crumbs = [
        RawLink(url=dom.resolve(link.attributes.get("href")) or "", text=squeeze(link.text(deep=True)), via="a")
        for link in links
    ]
    words = fold(visible_text(node, 400))
    if not (_CRUMB_WORDS.search(words) or any(crumb.text in _HOME_WORDS for crumb in crumbs)):
        return ()
    if not any(mark in words for mark in (">", "»", "›", "/", "→", "-", "\\", "·", ":", "|", "》")) and len(crumbs) < 2:
        return ()
    rest = re.split(r"[>»›→》/\\|]|\s[-·]\s", words)[-1].strip()
    texts = {crumb.text for crumb in crumbs}
    tail = (
        (RawLink(url="", text=rest, via="text"),)
        if 1 < len(rest) <= 20 and rest not in texts and ":" not in rest
        else ()
    )
    return (*[crumb for crumb in crumbs if crumb.text], *tail)


def needs_browser(dom: Dom, *, items: int, footer_by_script: bool) -> str | None:
    """Why a visitor sees something else than the raw page: empty_body, script_shell, list_by_script, footer_by_script.

    None where the raw page tells all. ``items``: list items that the raw page shows.
    """
    text = dom.text
    own_scripts = dom.tree.css("script[src]")
    if dom.tree.css_first("frameset") is not None:
        return None
    if len(text) < 60 and (own_scripts or dom.scripts) and _shell_container(dom):
        return "script_shell"
    if len(text) < 20 and (own_scripts or dom.scripts):
        return "empty_body"
    if len(text) < 300 and _needs_words(dom):
        return "script_shell"
    if items == 0 and _empty_list(dom) and any(_ASKS.search(script) for script in dom.scripts):
        return "list_by_script"
    if items == 0 and own_scripts and _empty_list(dom) and _shows_nothing(dom):
        return "list_by_script"
    if len(text) < 300 and _shell_container(dom) and own_scripts:
        return "script_shell"
    return "footer_by_script" if footer_by_script else None


def menu_by_script(dom: Dom) -> bool:
    """Whether the navigation of a page is a container that scripts fill: its only menus show nothing."""
    menus = [node for node in dom.tree.css(_MENUS)[:MAX_CRUMBS] if node.tag not in {"a", "script", "link", "body"}]
    if not menus or not dom.tree.css_first("script"):
        return False
    return all(is_hollow(node) and node.css_first("img, map") is None for node in menus)


def _shows_nothing(dom: Dom) -> bool:
    """Whether a page shows nothing of its own besides its frame."""
    own = own_parts(dom, None)
    return own.text < NOTHING and not own.pictures and not own.titles


def _shell_container(dom: Dom) -> bool:
    """Whether the page is a container that scripts fill."""
    for node in dom.tree.css("body > div[id], body > main[id], body > section[id]"):
        if _SHELL.match(node.attributes.get("id") or "") and len(visible_text(node, 200)) < 100:
            return True
    return False


def _needs_words(dom: Dom) -> bool:
    return any(_NEEDS_SCRIPT.search(fold(node.text(deep=True) or "")) for node in dom.tree.css("noscript")) or bool(
        _NEEDS_SCRIPT.search(dom.folded[:400])
    )


def _empty_list(dom: Dom) -> bool:
    """Whether a container that is named like a list holds nothing."""
    for node in dom.tree.css("ul, ol, tbody, dl, div[id], div[class], section[id]"):
        attributes = node.attributes
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if (node.tag in {"ul", "ol", "tbody"} or _LIST_NAMES.search(name)) and is_hollow(node):
            return node.css_first("img, iframe, input, svg, video") is None
    return False
