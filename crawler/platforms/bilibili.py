"""Bilibili: lists of videos and of what an account says (dynamics), whose times lie in modules of each item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crawler.platforms import answers
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline

NAME = "bilibili"

_HOST = re.compile(r"^https?://(?:[\w-]+\.)*bilibili\.com(?:[:/]|$)")
_MARK = re.compile(rb'"module_author"|"vlist"')


def claims(saved: Saved) -> int:
    """By the host, or by the names of fields that nobody else uses."""
    if saved.json is None:
        return 0
    return 3 if _MARK.search(saved.body[:300_000]) or _HOST.match(saved.url) else 0


def read(saved: Saved) -> Timeline:
    """The videos, or the dynamics, of an account.

    Raises:
        UnreadableError: a refusal, or neither of them.
    """
    value = saved.json
    for objects in answers.lists(value):
        plain = [found for one in objects if (found := _dynamic(one)) is not None]
        if plain:
            return answers.read_list(NAME, plain, saved)
    inner = value.get("data") if isinstance(value, dict) else None
    if isinstance(value, dict) and value.get("code") == 0 and isinstance(inner, dict):
        listed = inner.get("items", inner["list"].get("vlist") if isinstance(inner.get("list"), dict) else None)
        if listed == []:
            return timeline(NAME, (), saved)
    try:
        return answers.read_list(NAME, value, saved)
    except UnreadableError:
        raise answers.refusal(value) or UnreadableError("unreadable", "no list of posts in the answer") from None


def _dynamic(one: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A dynamic as a flat object with the usual names; None where it is none."""
    modules = one.get("modules")
    if isinstance(modules, list):
        modules = {name: inner for part in modules if isinstance(part, dict) for name, inner in part.items()}
    author = modules.get("module_author") if isinstance(modules, dict) else None
    if not isinstance(modules, dict) or not isinstance(author, dict):
        return None
    said = modules.get("module_dynamic")
    tag = modules.get("module_tag")
    stamp = author.get("pub_ts")
    return {
        "id": one.get("id_str") or one.get("id"),
        "title": _words(said) or one.get("type"),
        "created": int(stamp) if isinstance(stamp, str) and stamp.isdecimal() else stamp,
        "pub_time": author.get("pub_time"),
        "is_top": isinstance(tag, dict) and "置顶" in str(tag.get("text")),
        "author": {"name": author.get("name"), "mid": author.get("mid")},
    }


def _words(value: Any, depth: int = 0) -> str:
    """The first text under the usual names inside a dynamic: of its description, video or article."""
    if not isinstance(value, dict) or depth > 4:
        return ""
    for name in ("text", "title"):
        if isinstance(value.get(name), str) and value[name].strip():
            return str(value[name])
    return next((words for inner in value.values() if (words := _words(inner, depth + 1))), "")
