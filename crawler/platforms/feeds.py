"""Feeds: RSS and Atom in all their versions, and JSON Feed; also from bridges that the office runs itself."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from crawler.platforms import times
from crawler.platforms.posts import MAX_POSTS, Saved, Timeline, UnreadableError, fragment_text, timeline
from storage.records import SHANGHAI, Post

NAME = "feed"

MAX_ENTRIES = 10 * MAX_POSTS
"""Entries that are read; a feed is newest first by habit, not by rule, so more are read than kept."""

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|[a-z]{1,10}:feed)[\s>]", re.IGNORECASE)
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,100000}\]?)?[^>]{0,200}>", re.IGNORECASE)
_ENTRY = re.compile(r"<!ENTITY\b", re.IGNORECASE)


def claims(saved: Saved) -> int:
    """Feeds are known by their root element, JSON Feed by its version."""
    if _ROOT.search(saved.body[:5000]) or _utf16_root(saved.body[:5000]):
        return 3
    found = saved.json
    version = found.get("version") if isinstance(found, dict) else None
    return 3 if isinstance(version, str) and "jsonfeed.org" in version else 0


def _utf16_root(head: bytes) -> bool:
    return head[:2] in {b"\xff\xfe", b"\xfe\xff"} and bool(_ROOT.search(head.replace(b"\x00", b"")))


def read(saved: Saved) -> Timeline:
    """The entries of a feed. A document that declares entities of its own is refused: no honest feed does."""
    if isinstance(saved.json, dict):
        return _json_feed(saved, saved.json)
    import feedparser  # noqa: PLC0415 - not needed where an office has no feeds

    text = saved.text
    if _ENTRY.search(text[:200_000]):
        raise UnreadableError("unreadable", "a feed that declares entities of its own")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", _ENTITIES.sub("", text, count=1), count=1)
    result = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": saved.url},
    )
    if not result.version and not result.entries:
        raise UnreadableError("unreadable", f"no feed: {result.get('bozo_exception', 'nothing in it')}"[:200])
    posts = list(_entries(result.entries, saved))
    return timeline(NAME, times.in_order(posts, saved.at), saved, account=str(result.feed.get("title", "")))


def _entries(entries: list[Any], saved: Saved) -> Iterator[Post]:
    for entry in islice(entries, MAX_ENTRIES):
        at, how = _time(entry, saved.at)
        said = fragment_text(str(entry.get("summary") or ""))
        title = fragment_text(str(entry.get("title") or "")) or said
        yield Post(
            id=str(entry.get("id") or entry.get("link") or "") or None,
            title=title,
            url=str(entry.get("link") or "") or None,
            at=at,
            at_from=how,
            text=f"{title} {said}" if said and said != title else "",
        )


def _time(entry: Any, captured: datetime) -> tuple[Any, str | None]:
    """When an entry was published: by its number, else as it says, else when it was changed."""
    for place in (str(entry.get("link") or ""), str(entry.get("id") or "")):
        if (moment := times.of_address(place)) is not None:
            return moment, "id"
    for name in ("published", "created", "updated"):
        text, parts = str(entry.get(name) or ""), entry.get(f"{name}_parsed")
        if not text:
            continue
        at, how = times.of_field(text.strip(), captured)
        if at is not None:
            return at, "field" if how == "printed" else how
        if parts:
            try:
                return datetime.fromtimestamp(calendar.timegm(parts), SHANGHAI), "field"
            except (ValueError, OverflowError):
                continue
    return None, None


def _json_feed(saved: Saved, feed: dict[str, Any]) -> Timeline:
    items = feed.get("items")
    if not isinstance(items, list):
        raise UnreadableError("unreadable", "a JSON Feed without items")
    posts = []
    for item in islice((item for item in items if isinstance(item, dict)), MAX_ENTRIES):
        at, how = times.of_field(item.get("date_published") or item.get("date_modified"), saved.at)
        if (moment := times.of_address(str(item.get("url") or item.get("external_url") or ""))) is not None:
            at, how = moment, "id"
        said = str(item.get("content_text") or "") or fragment_text(str(item.get("content_html") or ""))
        title = str(item.get("title") or said)
        posts.append(
            Post(
                id=str(item.get("id") or "") or None,
                title=title,
                text=f"{title} {said}" if said and said != title else "",
                url=str(item.get("url") or item.get("external_url") or "") or None,
                at=at,
                at_from="field" if how == "printed" else how,
            )
        )
    return timeline(NAME, posts, saved, account=str(feed.get("title") or ""))
