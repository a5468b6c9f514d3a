"""The frame of a page: menus, head, foot and breadcrumb, and what stands on a page besides them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.readers.columns import role_of
from crawler.readers.dom import MAX_NODES, UNSEEN, Dom, fold, squeeze

FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|friend|yqlj|crumb|breadcrumb|pager|pagination|share|copyright|daohang|dh|dropdown)"
    r"(?:$|[\s_\d-])|navigation|youqing|navbar|topbar|submenu|sidenav|leftnav|footnav",
    re.IGNORECASE,
)
PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:header|links?|banner|search|login|hotword|tags?)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
"""Names of furniture that whole pages are wrapped in as well: believed only of a part with less than half the links."""

FRAMES = frozenset({"nav", "footer", "header"})
PICTURES = frozenset({"img", "video", "iframe", "embed", "canvas", "svg", "frame"})
HEADS = frozenset({"th", "thead", "button", "option", "label"})

MIN_PICTURE = 40
"""Pixels from which on a picture shows something; smaller ones are bullets and lines."""

_FRAME_WORDS = re.compile(
    r"位置\s*:|主办|承办|版权|copyright|ICP备|公网安备|标识码|地址\s*:|邮编|电话\s*:|技术支持|今天是|欢迎|星期|网站地图|建议使用|分辨率"
    r"|^\W*(?:首页|上一?页|下一?页|尾页|末页|返回.{0,6}|更多|跳转|打印|关闭|搜索|登录|注册|第?\d*页|共?\d*[条页])\W*$|^[\W\d]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Own:
    """What a page shows besides its frame. ``text``: characters; ``repeated``: those that its home page shows as
    well; ``links``: distinct addresses; ``pictures``: whether it has a picture, film or frame of its own."""

    text: int = 0
    repeated: int = 0
    links: int = 0
    pictures: bool = False


def is_frame(node: LexborNode) -> bool:
    """Whether an element is by its tag or its name part of the frame."""
    if node.tag in FRAMES:
        return True
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    return bool(name) and bool(FURNITURE.search(name)) and "list" not in name.lower()


def own_parts(dom: Dom, home: Dom | None) -> Own:
    """What stands on a page outside its frame and not on the home page (None where that is not known)."""
    shared = frozenset(map(squeeze, home.pieces)) if home is not None else frozenset()
    linked, shown = _addresses(home)
    text = repeated = 0
    links: set[str] = set()
    pictures = False
    for node in _outside(dom):
        if node.tag == "-text":
            words = squeeze(node.text_content or "")
            if len(words) < 2 or _FRAME_WORDS.search(fold(words)) or role_of(words) is not None:
                continue
            if words in shared:
                repeated += len(words)
            else:
                text += len(words)
        elif node.tag == "a":
            url = dom.resolve(node.attributes.get("href"))
            words = squeeze(node.text(deep=True) or "")
            if url and url not in linked and url != dom.url and not _FRAME_WORDS.search(fold(words)):
                links.add(url)
        elif node.tag in PICTURES and not pictures:
            pictures = _shows(node) and dom.resolve(node.attributes.get("src")) not in shown
    return Own(text, repeated, len(links), pictures)


def _addresses(home: Dom | None) -> tuple[frozenset[str], frozenset[str]]:
    """The links and the pictures of the home page."""
    if home is None:
        return frozenset(), frozenset()
    links = (home.resolve(node.attributes.get("href")) for node in home.tree.css("a[href]"))
    pictures = (home.resolve(node.attributes.get("src")) for node in home.tree.css("img[src]"))
    return frozenset(url for url in links if url), frozenset(url for url in pictures if url)


def _outside(dom: Dom) -> Iterator[LexborNode]:
    """The nodes outside frame and heads, bounded; without recursion."""
    waiting = [dom.body] if dom.body is not None else []
    count = 0
    while waiting and count < MAX_NODES:
        child = waiting.pop().child
        while child is not None:
            count += 1
            tag = child.tag or ""
            if tag == "-text":
                yield child
            elif tag not in UNSEEN and tag not in HEADS and not is_frame(child):
                yield child
                waiting.append(child)
            child = child.next


def _shows(node: LexborNode) -> bool:
    """Whether a picture is large enough to show something, as far as its markup tells."""
    for name in ("width", "height"):
        size = node.attributes.get(name) or ""
        if size.isdigit() and int(size[:6]) < MIN_PICTURE:
            return False
    return node.tag != "img" or bool(node.attributes.get("src"))
