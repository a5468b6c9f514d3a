"""WeChat: pages of articles, whose time stands only in script variables, and saved lists of an account's messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.platforms import times
from crawler.platforms.posts import MAX_TEXT, Saved, Timeline, UnreadableError, parsed, timeline
from crawler.readers.dom import visible_text
from storage.records import Post

NAME = "wechat"

_ARTICLE = re.compile(
    rb"""id=["'](?:js_article|js_content|activity-name|img-content)["']|\bvar\s+msg_title\b|window\.__setPubTime"""
)
_SECONDS = (
    re.compile(r"""\b(?:ori_)?(?:create_time|createTime|publish_time)\s*[=:]\s*["'](\d{10})["']"""),
    re.compile(r"""\bvar\s+ct\s*=\s*["'](\d{10})["']"""),
    re.compile(r"""\bct\s*[=:]\s*["'](\d{10})["']"""),
    re.compile(r"""["'](\d{10})["']\s*,\s*0\s*,\s*document\.getElementById\(["']publish_time"""),
    re.compile(r"""\boriCreateTime\s*[=:]\s*["'](\d{10})["']"""),
    re.compile(r"""[,\s]n\s*=\s*["'](\d{10})["']"""),
)
_PRINTED = re.compile(
    r"""\b(?:createTime|create_time|publish_time|publishTime)\s*[=:]\s*(?:JsDecode\()?["']"""
    r"""(20\d\d-\d\d-\d\d(?: \d\d:\d\d)?)["']"""
)
_DAY = re.compile(r"""\b(?:[a-z]|publish_time|publish_date)\s*=\s*["'](20\d\d-\d\d-\d\d)["']""")
_BIZ = re.compile(r"""\bbiz\s*[=:]\s*(?:["']["']\s*\|\|\s*)?["']([A-Za-z0-9+/]{10,30}={0,2})["']""")
_ID = {
    name: re.compile(rf"""\b(?:var\s+)?{name}\s*[=:]\s*(?:["']["']\s*\|\|\s*){{0,3}}["'](\w{{1,40}})["']""")
    for name in ("mid", "idx", "sn", "user_name")
}
_NICKNAME = re.compile(r"""\bnick_?name\s*[=:]\s*(?:(?:htmlDecode|JsDecode)\()?["']([^"'\n]{1,60})["']""")
_TITLE = re.compile(r"""\bmsg_title\s*=\s*["']((?:[^"'\\\n]|\\.){1,300})["']""")
_LINK = re.compile(r"""\bmsg_link\s*=\s*["'](https?:[^"'\s]{10,500})["']""")
_GONE = re.compile(
    r"该内容已被发布者删除|此内容(?:因违规|被投诉|发送失败)|内容(?:已)?(?:被)?(?:删除|违规)无法查看|(?:帐号|账号)已(?:被屏蔽|注销|被封)"
    r"|(?:该|此)(?:公众号|帐号|账号)(?:已(?:被)?(?:注销|封|屏蔽|冻结)|不存在)"
)
_BLOCKED = re.compile(r"环境异常|完成验证后即可继续访问|请在微信客户端打开|操作频繁|secitptpage")


def claims(saved: Saved) -> int:
    """By the host, by the marks of an article's page, or by the names of fields of a message list."""
    if (
        b"general_msg_list" in saved.body[:5000]
        or b"app_msg_list" in saved.body[:5000]
        or b"getalbum_resp" in saved.body[:5000]
        or b"publish_page" in saved.body[:5000]
    ):
        return 3
    host = urlsplit(saved.url).hostname or ""
    if host == "mp.weixin.qq.com" or (_is_article(saved.body) and b"weixin" in saved.body):
        return 3
    said = saved.text[:20_000] if b"weixin" in saved.body[:20_000] or b"mmbiz" in saved.body[:20_000] else ""
    return 2 if _GONE.search(said) or _BLOCKED.search(said) else 0


def _is_article(body: bytes) -> bool:
    marks = len(_ARTICLE.findall(body))
    return marks > 1 or (marks == 1 and any(mark in body for mark in (b"rich_media_title", b"cgiDataNew")))


def read(saved: Saved) -> Timeline:
    """One article, or the list of an account's messages."""
    value = saved.json
    if isinstance(value, dict):
        return _messages(value, saved)
    text = saved.text
    article = any(mark in text for mark in ("js_content", "activity-name", "msg_title", "cgiDataNew"))
    if not article:
        if _GONE.search(text):
            raise UnreadableError("gone", "the platform has taken it away")
        raise UnreadableError(
            "blocked", "the page wants a check in the browser" if _BLOCKED.search(text) else "no article"
        )
    tree = LexborHTMLParser(text)
    at, how = _published(text, tree, saved)
    name = tree.css_first("#js_name") or tree.css_first(".profile_nickname")
    nickname = _NICKNAME.search(text)
    content = tree.css_first("#js_content")
    title = _title(text, tree)
    post = Post(
        id=_number(text),
        title=title,
        url=_link(text, tree, saved),
        at=at,
        at_from=how,
        text=f"{title} {visible_text(content, MAX_TEXT)}" if content is not None else "",
    )
    if at is None and not post.title:
        raise UnreadableError("unreadable", "an article's page without title and time")
    biz = _BIZ.search(text)
    return timeline(
        NAME,
        [post],
        saved,
        kind="post",
        account=visible_text(name) if name is not None else nickname[1] if nickname else None,
        account_id=biz[1] if biz else None,
    )


def _published(text: str, tree: LexborHTMLParser, saved: Saved) -> tuple[date | datetime | None, str | None]:
    for pattern in _SECONDS:
        for match in pattern.finditer(text):
            at, _ = times.of_field(match[1], saved.at)
            if at is not None:
                return at, "script"
    if written := _PRINTED.search(text):
        return times.of_text(written[1], saved.at)[0], "script"
    shown = tree.css_first("#publish_time")
    if shown is not None and (said := visible_text(shown)):
        at, how = times.of_text(said, saved.at)
        if at is not None:
            return at, how
    day = _DAY.search(text)
    return (times.of_text(day[1], saved.at)[0], "script") if day else (None, None)


def _title(text: str, tree: LexborHTMLParser) -> str:
    for place in ("#activity-name", "h1.rich_media_title", ".rich_media_title"):
        node = tree.css_first(place)
        if node is not None and (said := visible_text(node)):
            return said
    node = tree.css_first('meta[property="og:title"]')
    if node is not None and (content := node.attributes.get("content")):
        return content
    written = _TITLE.search(text)
    return unescape(written[1]) if written else ""


def _number(text: str) -> str | None:
    found = {name: match[1] for name, pattern in _ID.items() if (match := pattern.search(text))}
    return f"{found['mid']}_{found.get('idx', '1')}" if "mid" in found else found.get("sn")


def _link(text: str, tree: LexborHTMLParser, saved: Saved) -> str | None:
    node = tree.css_first('meta[property="og:url"]')
    if node is not None and (said := node.attributes.get("content")):
        return unescape(said)
    link = _LINK.search(text)
    return unescape(link[1]) if link else saved.url or None


def _messages(value: Mapping[str, Any], saved: Saved) -> Timeline:
    listed = value.get("general_msg_list")
    inner = parsed(listed) if isinstance(listed, str) else listed
    if isinstance(inner, dict):
        return timeline(NAME, _of_history(inner, saved), saved)
    if (published := _unpacked(value.get("publish_page"))) is not None:
        return timeline(NAME, _of_published(published, saved), saved)
    articles = value.get("app_msg_list")
    album = value.get("getalbum_resp")
    if articles is None and isinstance(album, dict):
        articles = album.get("article_list")
    if isinstance(articles, dict):
        articles = [articles]
    if not isinstance(articles, list):
        raise UnreadableError("blocked", f"no list: {str(value.get('errmsg') or value.get('base_resp'))[:200]}")
    shown = [one for one in articles if isinstance(one, dict) and not _is_deleted(one)]
    return timeline(
        NAME, (_entry(one, None, saved) for one in shown), saved, problems={"withdrawn": len(articles) - len(shown)}
    )


def _unpacked(value: Any) -> Any:
    return parsed(value) if isinstance(value, str) else value


def _of_published(value: Any, saved: Saved) -> Iterator[Post]:
    """The articles of the list that an account's own console shows: one sending may hold several."""
    listed = value.get("publish_list") if isinstance(value, dict) else None
    for sent in listed if isinstance(listed, list) else ():
        inner = _unpacked(sent.get("publish_info")) if isinstance(sent, dict) else None
        if not isinstance(inner, dict):
            continue
        moment = inner["sent_info"].get("time") if isinstance(inner.get("sent_info"), dict) else None
        articles = inner.get("appmsgex") or inner.get("appmsg_info")
        for one in articles if isinstance(articles, list) else ():
            if isinstance(one, dict) and not _is_deleted(one):
                yield _entry(one, moment, saved)


def _is_deleted(one: Mapping[str, Any]) -> bool:
    return one.get("is_deleted") in (1, True, "1") or one.get("del_flag") in (4, "4")


def _of_history(value: Mapping[str, Any], saved: Saved) -> Iterator[Post]:
    """Each message of a history with its further articles, all of one time."""
    listed = value.get("list")
    for message in listed if isinstance(listed, list) else ():
        head = message.get("comm_msg_info") if isinstance(message, dict) else None
        body = message.get("app_msg_ext_info") if isinstance(message, dict) else None
        if not isinstance(head, dict):
            continue
        if not isinstance(body, dict):
            at, how = times.of_field(head.get("datetime"), saved.at)
            yield Post(id=str(head.get("id")), title=str(head.get("content") or ""), url=None, at=at, at_from=how)
            continue
        further = body.get("multi_app_msg_item_list")
        for one in (body, *(further if isinstance(further, list) else ())):
            if isinstance(one, dict) and not _is_deleted(one):
                yield _entry(one, head.get("datetime"), saved)


def _entry(one: Mapping[str, Any], moment: Any, saved: Saved) -> Post:
    at, how = times.of_field(moment or one.get("create_time") or one.get("update_time"), saved.at)
    url = unescape(str(one.get("content_url") or one.get("link") or one.get("url") or "")) or None
    asked = parse_qs(urlsplit(url).query) if url else {}
    number = "_".join(asked[name][0] for name in ("mid", "idx") if name in asked)
    return Post(
        id=number or str(one.get("aid") or one.get("msgid") or "") or None,
        title=str(one.get("title") or ""),
        url=url,
        at=at,
        at_from=how,
        pinned=one.get("is_top") in (1, "1", True),
    )
