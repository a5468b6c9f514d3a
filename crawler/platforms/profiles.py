"""A profile page of any platform, as a browser shows it: blocks with one time each are its posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.platforms import answers, times
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline
from crawler.readers.bounds import bounded
from crawler.readers.dom import visible_text
from crawler.urls import resolve
from storage.records import Post

NAME = "profile"

HOSTS = (
    *("weibo.com", "weibo.cn", "weixin.qq.com", "douyin.com", "kuaishou.com", "toutiao.com", "ixigua.com"),
    *("baijiahao.baidu.com", "author.baidu.com", "om.qq.com", "news.qq.com", "tieba.baidu.com", "bilibili.com"),
    *("xiaohongshu.com", "thepaper.cn", "dayu.com", "uc.cn", "peopleapp.com", "xuexi.cn", "zhihu.com", "163.com"),
)
"""Hosts whose pages are profiles or posts of somebody's account."""

LEAST_POSTS = 3
"""Links to posts of a platform by which a page of unknown address is known for a profile."""

MAX_TIMES = 2_000
MAX_CLIMB = 6
MAX_BLOCK = 3_000
LEFT_OVER = 12
"""Characters that may stand beside a time in its element: a place, a count, 来自 …"""

_POST = re.compile(
    rb"//(?:www\.)?(?:(?:ies)?douyin|toutiao|ixigua|xiaohongshu)\.com/(?:video|note|article|explore)/\w{18,24}"
)
_COUNTED = re.compile(r"\d\s*[万亿wk]|^\d{1,2}\.\d$", re.IGNORECASE)
_PINNED = re.compile(r"置\s?顶")
_TIME_LETTERS = re.compile(r"[\d\s:./年月日时分秒-]|发布于|发表于|编辑于|刚刚|[今昨前]天|前|小时|分钟|来自.{0,14}$")
_MARKS = re.compile(r"^置\s?顶\s*|\s\d[\d.]{0,6}[万亿]?$")
_SAYS_TIME = re.compile(r"\d|刚刚|刚才|[今昨前]天|半小时")
_PROFILE_TITLE = re.compile(r"的?(?:个人|官方)?(?:主页|空间|账号|微博|视频号|抖音|快手|小红书|百家号)")
_WALL = re.compile(r"登录后|请先登录|安全验证|captcha|滑块|访问过于频繁|百度安全验证", re.IGNORECASE)


def claims(saved: Saved) -> int:
    """Any web page at all; those of known platforms surely."""
    if not saved.looks_like_html:
        return 0
    host = re.match(r"https?://([^/:?#]+)", saved.url)
    known = host is not None and any(host[1] == name or host[1].endswith(f".{name}") for name in HOSTS)
    if not saved.url and len(set(_POST.findall(saved.body[:3_000_000]))) >= LEAST_POSTS:
        return 2
    return 2 if known else 1


def read(saved: Saved) -> Timeline:
    """The posts on a profile page, from what it hands to its scripts, else from what it shows.

    Raises:
        UnreadableError: nothing on the page has a time.
    """
    for state in answers.states(saved.text):
        if answers.best_list(state, times.of_object_id, saved.at):
            return answers.read_list(NAME, state, saved, times.of_object_id)
    tree = LexborHTMLParser(bounded(saved.text[:5_000_000]))
    posts = list(_numbered(tree, saved)) or [post for post in _blocks(tree, saved) if post.title]
    if len(posts) == 1 and posts[0].url is None:
        posts = []  # a clock at the foot of the page
    posts = times.in_order(posts, saved.at)
    title = tree.css_first("title")
    name = _PROFILE_TITLE.split(title.text(strip=True))[0].strip(" -_|—") if title is not None else None
    if not posts:
        said = visible_text(tree.body, 20_000)
        if answers.GONE.search(said):
            raise UnreadableError("gone", "the page says that there is no such account")
        if _WALL.search(said):
            raise UnreadableError("blocked", "the page wants a login or a check")
        raise UnreadableError("unreadable", "a page on which nothing has a time")
    return timeline(NAME, posts, saved, account=name[:60] if name else None)


def _numbered(tree: LexborHTMLParser, saved: Saved) -> Iterator[Post]:
    """One post for each link whose address holds the number of a post, and with it the time."""
    found: dict[str, tuple[LexborNode, datetime]] = {}
    holds: dict[int, set[str]] = {}
    for link in islice(tree.css("a[href]"), 20_000):
        url = resolve(saved.url, link.attributes.get("href") or "").url
        at = None if url is None else times.of_address(url)
        if url is None or at is None:
            continue
        if url not in found or (_only_time(visible_text(found[url][0], 60)) and visible_text(link, 60)):
            found[url] = (link, at)
        for above in _above(link):
            holds.setdefault(above.mem_id, set()).add(url)
    for url, (link, at) in islice(found.items(), MAX_TIMES):
        block = link
        for above in _above(link):
            if len(holds[above.mem_id]) > 1 or above.tag in {"body", "html"}:
                break
            block = above
        words, said = visible_text(link, MAX_BLOCK), visible_text(block, MAX_BLOCK)
        title = words if words and not _only_time(words) else " ".join(said.replace(words, " ").split())
        title = _MARKS.sub("", _MARKS.sub("", title)).strip()
        yield Post(id=url, title=title, url=url, at=at, at_from="id", pinned=bool(_PINNED.search(said[:40])))


def _only_time(said: str) -> bool:
    """Whether words are nothing but a time, or nothing at all."""
    return len(_TIME_LETTERS.sub("", said)) <= 2


def _blocks(tree: LexborHTMLParser, saved: Saved) -> Iterator[Post]:
    """One post for each block that holds exactly one time."""
    stamps = list(islice(_stamps(tree, saved), MAX_TIMES))
    holds: dict[int, int] = {}
    for node, _ in stamps:
        for above in _above(node):
            holds[above.mem_id] = holds.get(above.mem_id, 0) + 1
    seen: set[int] = set()
    for node, said in stamps:
        block = node
        for above in _above(node):
            if holds[above.mem_id] > 1 or above.tag in {"body", "html"}:
                break
            block = above
        if block.mem_id in seen:
            continue
        seen.add(block.mem_id)
        at, how = times.of_text(said, saved.at)
        text = visible_text(block, MAX_BLOCK)
        link = next((one for one in block.css("a[href]") if visible_text(one, 200)), None) or block.css_first("a[href]")
        href = link.attributes.get("href") if link is not None else None
        title = visible_text(link, 400) if link is not None and len(visible_text(link, 400)) >= 4 else ""
        title = title or " ".join(text.replace(said, " ").split())
        url = resolve(saved.url, href).url if href else None
        yield Post(id=url, title=title, url=url, at=at, at_from=how, pinned=bool(_PINNED.search(text[:40])))


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(MAX_CLIMB):
        if parent is None or parent.tag in {"html", "-undef", None}:
            return
        yield parent
        parent = parent.parent


def _stamps(tree: LexborHTMLParser, saved: Saved) -> Iterator[tuple[LexborNode, str]]:
    """The elements that say nothing but a time, each with what it says."""
    for node in islice(tree.css("time, span, em, p, div, small, i, a, td, li, dd, h3, h4, h5, b, label"), 100_000):
        if node.tag == "time" and (said := node.attributes.get("datetime")):
            yield node, said
            continue
        if node.child is not None and any(child.tag not in {"-text", "br"} for child in node.iter(include_text=True)):
            continue
        said = (node.text(deep=True) or "").strip()
        if not 2 <= len(said) <= 40 or not _SAYS_TIME.search(said) or _COUNTED.search(said):
            continue
        at, how = times.of_text(said, saved.at)
        if at is None or (how == "no_year" and len(said) > 14 + LEFT_OVER):
            continue
        letters = _TIME_LETTERS.sub("", said)
        if len(letters) <= (LEFT_OVER if re.search(r"\d", said) else 2):
            yield node, said
