"""Answers of other platforms (Kuaishou, Bilibili, Xiaohongshu, bridges of WeChat Channels...): any list of posts."""

from __future__ import annotations

from crawler.platforms import answers, exports, times
from crawler.platforms.posts import Saved, Timeline, UnreadableError

NAME = "answer"


def claims(saved: Saved) -> int:
    """Any JSON that no other source knows."""
    return 1 if isinstance(saved.json, dict | list) else 0


def read(saved: Saved) -> Timeline:
    """The list of posts, found by its shape."""
    try:
        return answers.read_list(NAME, saved.json, saved, times.of_object_id)
    except UnreadableError as error:
        if error.reason == "unreadable" and (found := exports.nested(saved)) is not None:
            return found
        raise
