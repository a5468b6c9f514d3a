"""Lists of posts in JSON answers of whatever platform: found by their shape, read by the usual names of fields."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import unquote

from crawler.platforms import times
from crawler.platforms.posts import MAX_POSTS, Saved, Timeline, UnreadableError, fragment_text, parsed, timeline
from storage.records import Post

MAX_VALUES = 200_000
"""Values of one answer that are looked at in search of its list."""

MAX_DEPTH = 12

IDS = (
    *("aweme_id", "mid", "bvid", "note_id", "noteId", "item_id", "itemId", "group_id", "photoId", "photo_id"),
    *("msgid", "article_id", "thread_id", "id_str", "idstr", "dynamic_id", "id"),
)
TIMES = (
    *("create_time", "createTime", "created_at", "createdAt", "publish_time", "publishTime", "published_at"),
    *("publishedAt", "pubdate", "pub_time", "pub_date", "date_published", "behot_time", "ctime", "created"),
    *("timestamp", "pub_ts", "publishDate", "publish_date", "post_time", "postTime", "pubTime", "pubDate"),
    *("releaseTime", "sendTime", "send_time", "display_time", "update_time", "time", "date"),
)
TITLES = (
    *("title", "desc", "display_title", "displayTitle", "caption", "share_title", "text_raw", "text", "content"),
    *("abstract", "description", "name", "postTitle"),
)
URLS = ("share_url", "shareUrl", "article_url", "display_url", "content_url", "url", "link", "jump_url", "scheme")
PINS = (
    "is_top",
    "isTop",
    "is_pinned",
    "isPinned",
    "pinned",
    "sticky",
    "isSticky",
    "top",
    "is_stick",
    "profileUserTopPhoto",
)
VERIFIED = (
    *("custom_verify", "enterprise_verify_reason", "verified_reason", "verified_content", "verifiedDetail"),
    "certificationDesc",
)
COUNTS = ("aweme_count", "statuses_count", "post_count", "video_count", "total", "photo_count")
WITHDRAWN = ("deleted", "is_delete", "isDelete", "is_deleted", "isDeleted", "del_flag", "is_private", "isPrivate")
UNSEEN = re.compile(
    r"^(?:抱歉，|该|此)[^。]{0,20}(?:微博|内容|作品|视频|文章|动态)?[^。]{0,10}(?:已被?(?:作者|发布者|博主)?删除|不可见|无法查看|没有权限)"
)
"""What stands in place of a post that its author has taken away."""
REFUSALS = re.compile(r"登录|登陆|验证|login|captcha|forbidden|permission|频繁|风控|token|签名|sign", re.IGNORECASE)
GONE = re.compile(
    r"(?:用户|账号|帐号|作者|该内容)[^，。]{0,8}(?:不存在|已?注销|封禁|被封|已?删除)|user not (?:exist|found)",
    re.IGNORECASE,
)

_STATE = re.compile(
    r"(?:window\s*\.\s*)?(?:__INITIAL_STATE__|__NEXT_DATA__|__APOLLO_STATE__|INIT_STATE|_SSR_DATA|\$render_data|SSR_RENDER_DATA)"
    r"\s*=\s*(?=[{\[])"
)
_STATE_SCRIPT = re.compile(
    r"""<script[^>]{0,200}(?:id=["']?(?:RENDER_DATA|__NEXT_DATA__|SSR_HYDRATED_DATA)|application/json)[^>]{0,200}>([^<]{2,5000000})</script""",
    re.IGNORECASE,
)

Timing = Callable[[str], datetime | None]


def states(text: str) -> Iterator[Any]:
    """What a page hands to its scripts as JSON."""
    for match in islice(_STATE_SCRIPT.finditer(text), 10):
        inner = match[1].strip()
        found = parsed(unquote(inner) if inner.startswith("%") else inner)
        if found is None:
            found = parsed(html.unescape(inner))
        if found is not None:
            yield found
    for match in islice(_STATE.finditer(text), 5):
        rest = re.sub(r":\s*undefined\b", ":null", text[match.end() : match.end() + 5_000_000])
        try:
            yield json.JSONDecoder().raw_decode(rest)[0]
        except (ValueError, RecursionError):
            continue


def lists(value: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Every list of objects in an answer, the outer ones first; within bounds of depth and number."""
    waiting = deque[tuple[Any, int]]([(value, 0)])
    looked = 0
    while waiting and looked < MAX_VALUES:
        inner, depth = waiting.popleft()
        looked += 1
        if isinstance(inner, list):
            objects = [one for one in inner if isinstance(one, dict)]
            if objects:
                yield objects
        elif len(inner) > 1:  # a store of objects by their names, as pages hand them to their scripts
            objects = [one for one in inner.values() if isinstance(one, dict) and any(one.get(name) for name in TIMES)]
            if len(objects) > 1:
                yield objects
        if depth < MAX_DEPTH:
            children = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
            waiting += [(child, depth + 1) for child in children if isinstance(child, dict | list)]


def best_list(value: Any, timing: Timing | None, captured: datetime) -> list[Mapping[str, Any]]:
    """The list that holds an account's posts: most of its objects have a time and a number or a text."""
    best: tuple[int, list[Mapping[str, Any]]] = (0, [])
    for objects in lists(value):
        unwrapped = [_unwrapped(one) for one in objects]
        dated = sum(
            1
            for one in unwrapped
            if time_of(one, timing, captured)[0] is not None and (first(one, TITLES) or first(one, IDS) is not None)
        )
        if dated * 2 > len(unwrapped) and dated > best[0]:
            best = (dated, unwrapped)
    return best[1]


def _unwrapped(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A post inside a wrapper of one field (mblog, noteCard, photo...)."""
    for name in ("mblog", "aweme_info", "aweme", "note_card", "noteCard", "photo", "archive", "item", "raw_data"):
        inner = one.get(name)
        if isinstance(inner, dict):
            return {**one, **inner}
    return one


def first(one: Mapping[str, Any], names: Sequence[str]) -> Any:
    """The first of some fields that holds a text or a number."""
    for name in names:
        value = one.get(name)
        if (isinstance(value, str) and value.strip()) or (
            isinstance(value, int | float) and not isinstance(value, bool)
        ):
            return value
    return None


def time_of(
    one: Mapping[str, Any], timing: Timing | None, captured: datetime
) -> tuple[date | datetime | None, str | None]:
    """When a post was made: its number where it tells, else the first field that does."""
    if timing is not None:
        for name in IDS:
            value = one.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool) and (moment := timing(str(value))):
                return moment, "id"
    for name in TIMES:
        value = one.get(name)
        if value not in (None, "", 0):
            at, how = times.of_field(value, captured)
            if at is not None:
                return at, how
    return None, None


def is_pinned(one: Mapping[str, Any]) -> bool:
    """Whether a post says that it is kept on top."""
    for place in (one, one.get("interact_info"), one.get("interactInfo")):
        if isinstance(place, dict) and any(place.get(name) in (1, True, "1", "true", "置顶") for name in PINS):
            return True
    tag = one.get("title")
    return isinstance(tag, dict) and "置顶" in str(tag.get("text"))


def is_withdrawn(one: Mapping[str, Any]) -> bool:
    """Whether a post is in the list although visitors do not see it any more."""
    state = one.get("status")
    for place in (one, state if isinstance(state, dict) else {}):
        if any(place.get(name) in (1, True, "1", "true") for name in WITHDRAWN):
            return True
    said = first(one, TITLES)
    return isinstance(said, str) and UNSEEN.match(said[:80]) is not None


def post_of(one: Mapping[str, Any], timing: Timing | None, captured: datetime) -> Post:
    """One object as a post."""
    at, how = time_of(one, timing, captured)
    number, url = first(one, IDS), first(one, URLS)
    return Post(
        id=None if number is None else str(number),
        title=fragment_text(str(first(one, TITLES) or "")[:20_000]),
        url=url if isinstance(url, str) and url.startswith(("http://", "https://", "//")) else None,
        at=at,
        at_from=how,
        pinned=is_pinned(one),
    )


def read_list(source: str, value: Any, saved: Saved, timing: Timing | None = None) -> Timeline:
    """The posts in an answer.

    Raises:
        UnreadableError: a refusal, or no list of posts in it.
    """
    found = best_list(value, timing, saved.at)
    if not found:
        raise refusal(value) or UnreadableError("unreadable", "no list of posts in the answer")
    shown = [one for one in islice(found, 10 * MAX_POSTS) if not is_withdrawn(one)]
    posts = [post_of(one, timing, saved.at) for one in shown]
    author: Mapping[str, Any] = next(
        (one[name] for one in found for name in ("author", "user", "owner") if isinstance(one.get(name), dict)), {}
    )
    total = first(author, COUNTS)
    return timeline(
        source,
        times.in_order(posts, saved.at),
        saved,
        account=_text(first(author, ("nickname", "screen_name", "name", "nickName", "user_name"))),
        account_id=_text(first(author, ("sec_uid", "idstr", "uid", "id", "user_id", "userId", "mid"))),
        owner=_text(first(author, VERIFIED)),
        total=int(total) if isinstance(total, int) else None,
        problems={"withdrawn": min(len(found), 10 * MAX_POSTS) - len(shown)},
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def refusal(value: Any) -> UnreadableError | None:
    """What an answer without posts says of the reason; None where it says nothing."""
    if not isinstance(value, dict):
        return None
    said = " ".join(
        str(value.get(name))
        for name in ("msg", "message", "status_msg", "errmsg", "error", "url", "text")
        if isinstance(value.get(name), str)
    )
    if GONE.search(said):
        return UnreadableError("gone", said[:200])
    codes = [value.get(name) for name in ("status_code", "code", "errno", "ret", "result", "ok", "error_code")]
    if REFUSALS.search(said) or any(isinstance(code, int) and code not in (0, 1, 200) for code in codes):
        return UnreadableError("blocked", (said or str(codes))[:200])
    return None
