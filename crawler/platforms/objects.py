"""Answers of other platforms (Kuaishou, Bilibili, Xiaohongshu, bridges of WeChat Channels...): any list of posts."""

from __future__ import annotations

from crawler.platforms import answers, times
from crawler.platforms.posts import Saved, Timeline

NAME = "answer"


def claims(saved: Saved) -> int:
    """Any JSON that no other source knows."""
    return 1 if isinstance(saved.json, dict | list) else 0


def read(saved: Saved) -> Timeline:
    """The list of posts, found by its shape."""
    return answers.read_list(NAME, saved.json, saved, times.of_object_id)
