"""The new-media accounts that a site shows: links and pictures on pages that list them, pictures on the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.codes import UnreadablePictureError, inline, read_codes
from crawler.readers.dom import Dom, visible_text
from crawler.surveys import Surveyed
from storage.records import PageKind, ShownAccount

FAMILIES = frozenset({"new_media"})
NOUNS = (ShownAccount,)

MAX_PAGES, MAX_SHOWN, MAX_NODES = 10, 300, 50_000
NEAR = 60
"""Characters that the block around a picture may have to be its caption."""

MATRIX = re.compile(
    r"新媒体(?:矩阵|中心|大全|导航|平台|账号|集群|一览|名录|展示)|政务新媒体|两微一端|微博微信|微信微博|微矩阵|(?:微博|微信)矩阵"
)
"""How pages are called that list the accounts of several bodies."""

PLATFORMS = (
    ("wechat_channels", re.compile(r"视频号")),
    ("mini_program", re.compile(r"小程序")),
    ("wechat_service", re.compile(r"服务号")),
    ("wechat_official", re.compile(r"微信|公众号|订阅号|weixin|wechat", re.IGNORECASE)),
    ("weibo", re.compile(r"微博|weibo", re.IGNORECASE)),
    ("douyin", re.compile(r"抖音|douyin", re.IGNORECASE)),
    ("kuaishou", re.compile(r"快手|kuaishou", re.IGNORECASE)),
    ("toutiao", re.compile(r"头条|toutiao", re.IGNORECASE)),
    ("baijiahao", re.compile(r"百家号|baijiahao", re.IGNORECASE)),
    ("bilibili", re.compile(r"B站|哔哩|bilibili", re.IGNORECASE)),
    ("xiaohongshu", re.compile(r"小红书|xiaohongshu", re.IGNORECASE)),
    ("app", re.compile(r"客户端|(?<![a-z])APP(?![a-z])", re.IGNORECASE)),
)
_CODE = re.compile(
    r"二维码|扫[一码]|关注我们|关注微|公众号|微信|微博|抖音|快手|视频号|头条号|客户端|小程序|新媒体|qr_?code|ewm|erwei|weixin|wechat|weibo",
    re.IGNORECASE,
)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "strong", "b"})


def platform_of(words: str) -> str | None:
    """The platform that words name; None where they name none."""
    return next((name for name, pattern in PLATFORMS if pattern.search(words)), None)


def survey(site: Surveyed) -> Iterator[ShownAccount]:
    """What the home page and the lists of accounts show, each once a page."""
    for page in islice(_pages(site), MAX_PAGES):
        dom = site.pages.body_text(page)
        if dom is None:
            continue
        matrix = page != site.pages.home
        seen: set[tuple[str | None, str | None]] = set()
        for shown in islice(_shown(dom, page, matrix=matrix), MAX_SHOWN):
            if (shown.url, shown.image) not in seen:
                seen.add((shown.url, shown.image))
                yield shown


def _pages(site: Surveyed) -> Iterator[str]:
    yield site.pages.home
    for page in site.pages.pages():
        named = f"{page.name or ''} {page.title or ''}"
        listing = page.kind not in {PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION}
        if page.depth > 0 and page.depth <= 3 and MATRIX.search(named) and (listing or len(page.title or "") <= 12):
            yield page.url


def _shown(dom: Dom, page: str, *, matrix: bool) -> Iterator[ShownAccount]:
    body = dom.body
    if body is None:
        return
    section: str | None = None
    for node in islice(body.traverse(), MAX_NODES):
        if node.tag in _HEADS and len(words := visible_text(node, 40)) <= 14:
            section = platform_of(words) or section
        elif node.tag == "a" and matrix:
            url = dom.resolve(node.attributes.get("href"))
            words = visible_text(node, 200) or _caption(node)
            if url is not None and platform_of(url) and words:
                yield ShownAccount(
                    page=page, name=words[:NEAR], platform=platform_of(words) or section, url=url, matrix=True
                )
        elif node.tag == "img":
            shown = _picture(node, dom, page, section if matrix else None, matrix=matrix)
            if shown is not None:
                yield shown


def _picture(node: LexborNode, dom: Dom, page: str, section: str | None, *, matrix: bool) -> ShownAccount | None:
    """A picture that may hold the code of an account; None where nothing around it says so."""
    attributes = node.attributes
    written = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original") or ""
    caption = _caption(node)
    said = " ".join(filter(None, (attributes.get("alt"), attributes.get("title"), caption)))
    file = "" if written.startswith("data:") else written.rpartition("/")[2]
    if not matrix and not _CODE.search(f"{said} {file}"):
        return None
    name = (caption or attributes.get("alt") or attributes.get("title") or "")[:NEAR]
    platform = platform_of(said) or section or platform_of(file)
    if (body := inline(written)) is not None:
        try:
            codes = read_codes(body)
        except UnreadablePictureError:
            return None
        return ShownAccount(page=page, name=name, platform=platform, url=codes[0], matrix=matrix) if codes else None
    image = dom.resolve(written)
    if image is None or not image.startswith(("http://", "https://")):
        return None
    return ShownAccount(page=page, name=name, platform=platform, image=image, matrix=matrix)


def _caption(node: LexborNode) -> str:
    """The words of the smallest block around a picture that has any, where it has no other picture and no menu."""
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in {"body", "html", "-undef"}:
            return ""
        words = visible_text(above, 2 * NEAR)
        if words:
            alone = len(above.css("img")) <= 1 and len(above.css("a[href]")) <= 1
            return words if len(words) <= NEAR and alone else ""
        above = above.parent
    return ""
