"""The frame of a page: menus, head, foot and breadcrumb, and what stands on a page besides them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.readers.columns import role_of
from crawler.readers.dom import MAX_NODES, UNSEEN, Dom, fold, squeeze, visible_text

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

ASIDE = re.compile(
    r"(?:^|[\s_-])(?:aside|side|sidebar|sider|hot|marquee|rank|ranking|phb|recommend|tuijian|relate|related)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
_ASIDE_HEADING = re.compile(
    r"\W*(?:热点|热门|推荐|本月|本周|一周|频道|总)?(?:热点|热门|推荐|排行|点击|阅读排行|相关|延伸|猜你喜欢|浏览)"
    r"(?:阅读|链接|文章|信息|推荐|新闻|排行榜?|内容|资讯|热点|关注|榜)?\W*"
)

FRAMES = frozenset({"nav", "footer", "header"})
FILLED = frozenset({"textarea", "object"})
PICTURES = FILLED | frozenset({"img", "video", "iframe", "embed", "canvas", "svg", "frame"})
HEADS = frozenset({"th", "thead", "button", "option", "label"})

MAX_ABOVE = 6
"""Elements around a list whose names are looked at."""

HEADING_LEVELS = 3
LONG_HEADING = 12

MIN_PICTURE = 40
"""Pixels from which on a picture shows something; smaller ones are bullets and lines."""

DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|csv)(?:[?#]|$)", re.IGNORECASE)
"""Addresses of documents."""

MIN_TITLE = 4

_FRAME_WORDS = re.compile(
    r"位置\s*:|主办|承办|版权|copyright|ICP备|公网安备|标识码|地址\s*:|邮编|电话\s*:|技术支持|今天是|欢迎|星期|网站地图|建议使用|分辨率"
    r"|^\W*(?:首页|上一?页|下一?页|尾页|末页|返回.{0,6}|更多|跳转|打印|关闭|搜索|登录|注册|第?\d*页|共?\d*[条页])\W*$|^[\W\d]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Own:
    """What a page shows besides its frame. ``text``: characters; ``repeated``: those that its home page shows as
    well; ``links``: distinct addresses; ``pictures``: whether it has a picture, film, form or frame of its own;
    ``titles``: the links that read like titles or lead to documents, as (text, address)."""

    text: int = 0
    repeated: int = 0
    links: int = 0
    pictures: bool = False
    titles: tuple[tuple[str, str], ...] = ()


def is_frame(node: LexborNode) -> bool:
    """Whether an element is by its tag or its name part of the frame."""
    if node.tag in FRAMES:
        return True
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    return bool(name) and bool(FURNITURE.search(name)) and "list" not in name.lower()


def is_aside(item: LexborNode) -> bool:
    """Whether a list is by the names around it or by the heading above it a box beside what a page is for."""
    node: LexborNode | None = item.parent
    for level in range(MAX_ABOVE):
        if node is None or node.tag in {"body", "main", "article"}:
            return False
        if _is_named_aside(node):
            return True
        above = node.prev
        while above is not None and above.tag in {"-text", "-comment"}:
            above = above.prev
        if level < HEADING_LEVELS and above is not None:
            words = visible_text(above, 40)
            if len(words) <= LONG_HEADING and _ASIDE_HEADING.fullmatch(words):
                return True
        node = node.parent
    return False


def own_parts(dom: Dom, home: Dom | None) -> Own:
    """What stands on a page outside its frame and not on the home page (None where that is not known)."""
    shared = frozenset(map(squeeze, home.pieces)) if home is not None else frozenset()
    linked, shown = _addresses(home)
    text = repeated = 0
    links: set[str] = set()
    titles: dict[tuple[str, str], None] = {}
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
                inside = url.startswith(dom.url[: dom.url.find("/", 8) + 1])
                if inside and (DOCUMENT.search(url) or (len(words) >= MIN_TITLE and role_of(words) is None)):
                    titles[words, url] = None
        elif node.tag in PICTURES and not pictures:
            pictures = _shows(node) and dom.resolve(node.attributes.get("src")) not in shown
    return Own(text, repeated, len(links), pictures, tuple(titles))


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
            if tag == "-text" or tag in FILLED:
                yield child
            elif tag not in UNSEEN and tag not in HEADS and not is_frame(child) and not _is_named_aside(child):
                yield child
                waiting.append(child)
            child = child.next


def _is_named_aside(node: LexborNode) -> bool:
    attributes = node.attributes
    return node.tag in {"aside", "marquee"} or bool(
        ASIDE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
    )


def _shows(node: LexborNode) -> bool:
    """Whether a picture is large enough to show something, as far as its markup tells."""
    for name in ("width", "height"):
        size = node.attributes.get(name) or ""
        if size.isdigit() and int(size[:6]) < MIN_PICTURE:
            return False
    return node.tag != "img" or bool(node.attributes.get("src"))
