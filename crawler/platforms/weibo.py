"""Weibo: answers of m.weibo.cn and weibo.com, plain pages of weibo.cn; the number of a post holds its second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.platforms import answers, profiles, times
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline
from crawler.readers.dom import visible_text
from storage.records import Post

NAME = "weibo"

_HOST = re.compile(r"^https?://(?:[\w-]+\.)*weibo\.(?:cn|com)(?:[:/]|$)")
_MARK = re.compile(rb'"mblog"|"mblogid"|"mblogs"|id="M_[0-9A-Za-z]{8,11}"|>weibo\.cn\[\d\d-\d\d')
_NUMBER = re.compile(r"M_([0-9A-Za-z]{8,11})")
_TOTAL = re.compile(r"微博\[(\d{1,9})\]")
_OF = re.compile(r"^(.{1,60})的(?:微博|资料)$")
_LOGIN = re.compile(r"passport\.weibo|登录 - 新浪|请先登录|Sina Visitor System|新浪通行证|432 Request Denied")
_GONE = re.compile(r"用户不存在|该用户不存在|帐号(?:被|异常)|账号已(?:被|注销)|由于用户自行申请关闭|您访问的用户")


def claims(saved: Saved) -> int:
    """By the host, or by marks that no other platform has."""
    if _MARK.search(saved.body[:300_000]):
        return 3
    refused = (b"weibo" in saved.body[:3000] or b"Sina" in saved.body[:3000]) and _LOGIN.search(saved.text[:20_000])
    return 3 if _HOST.match(saved.url) or refused else 0


def read(saved: Saved) -> Timeline:
    """The posts of a list; of a single post's page that one."""
    value = saved.json
    if value is not None:
        return _answer(value, saved)
    tree = LexborHTMLParser(saved.text)
    blocks = [node for node in tree.css("div.c[id]") if _NUMBER.fullmatch(node.attributes.get("id") or "")]
    title = tree.css_first("title")
    name = _OF.match(title.text(strip=True)) if title is not None else None
    total = _TOTAL.search(saved.text)
    if not blocks:
        for state in answers.states(saved.text):
            if posts := _posts(state, saved)[0]:
                return timeline(NAME, posts, saved, kind="post" if len(posts) == 1 else "account")
        if _GONE.search(saved.text):
            raise UnreadableError("gone", "the page says that there is no such user")
        if _LOGIN.search(saved.text):
            raise UnreadableError("blocked", "the page wants a login")
        if total is None and name is None:
            return profiles.read(saved)
        if total is None or int(total[1]):
            raise UnreadableError("unreadable", "no posts on the page")
    posts = times.in_order([_block(node, saved) for node in blocks], saved.at)
    return timeline(
        NAME,
        posts,
        saved,
        account=name[1] if name else None,
        total=int(total[1]) if total else None,
    )


def _block(node: LexborNode, saved: Saved) -> Post:
    match = _NUMBER.fullmatch(node.attributes.get("id") or "")
    assert match is not None
    text = node.css_first("span.ctt")
    printed = node.css("span.ct")
    at, how = times.of_weibo(match[1]), "id"
    if at is None:
        at, how = times.of_text(visible_text(printed[-1]) if printed else "", saved.at)  # type: ignore[assignment]
    return Post(
        id=match[1],
        title=visible_text(text) if text is not None else "",
        url=f"https://weibo.cn/comment/{match[1]}",
        at=at,
        at_from=how,
        pinned=any("置顶" in visible_text(mark) for mark in node.css("span.kt")),
    )


def _answer(value: Any, saved: Saved) -> Timeline:
    posts, withdrawn = _posts(value, saved)
    if not posts and not withdrawn:
        if isinstance(value, dict) and (refused := answers.refusal(value)) is not None:
            raise refused
        if (
            isinstance(value, dict)
            and value.get("ok") in (0, 1)
            and ("没有" in str(value.get("msg")) or "data" in value)
        ):
            return timeline(NAME, (), saved)
        raise UnreadableError("unreadable", "no posts in the answer")
    user: Mapping[str, Any] = next((blog["user"] for blog in _blogs(value) if isinstance(blog.get("user"), dict)), {})
    total = user.get("statuses_count")
    name, number = user.get("screen_name"), user.get("idstr") or user.get("id")
    return timeline(
        NAME,
        times.in_order(posts, saved.at),
        saved,
        account=name if isinstance(name, str) else None,
        account_id=str(number) if number else None,
        owner=str(user.get("verified_reason") or ""),
        total=total if isinstance(total, int) else None,
        problems={"withdrawn": withdrawn},
    )


def _posts(value: Any, saved: Saved) -> tuple[list[Post], int]:
    """The posts of an answer, and how many are in it that visitors do not see any more."""
    blogs = list(_blogs(value))
    shown = [blog for blog in blogs if not answers.is_withdrawn(blog)]
    return list(_read_blogs(shown, saved)), len(blogs) - len(shown)


def _read_blogs(blogs: Sequence[Mapping[str, Any]], saved: Saved) -> Iterator[Post]:
    for blog in blogs:
        post = answers.post_of(blog, times.of_weibo, saved.at)
        mid = str(blog.get("mid") or blog.get("idstr") or blog.get("id") or blog.get("mblogid") or "")
        short = blog.get("bid") or blog.get("mblogid")
        yield replace(
            post,
            id=mid or post.id,
            url=f"https://m.weibo.cn/detail/{mid or short}" if mid or short else None,
            pinned=post.pinned or blog.get("mblogtype") == 2,
        )


def _blogs(value: Any) -> Iterator[Mapping[str, Any]]:
    """The posts of an answer in their order, without those that they repeat."""
    for objects in answers.lists(_without_repeated(value)):
        for one in objects:
            blog = one.get("mblog") or one.get("status") or one
            if (
                isinstance(blog, dict)
                and blog.get("created_at")
                and (blog.get("mid") or blog.get("id") or blog.get("mblogid"))
            ):
                yield blog


def _without_repeated(value: Any, depth: int = 0) -> Any:
    """An answer without retweeted posts and comments: those are others' words."""
    if depth > answers.MAX_DEPTH:
        return None
    if isinstance(value, dict):
        left_out = {"retweeted_status", "comments", "comment_summary", "retweeted_mblog"}
        return {name: _without_repeated(inner, depth + 1) for name, inner in value.items() if name not in left_out}
    return [_without_repeated(inner, depth + 1) for inner in value] if isinstance(value, list) else value
