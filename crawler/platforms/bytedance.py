"""Douyin, Toutiao and their kin: saved lists and profile pages; the number of a post holds the second it was made."""

from __future__ import annotations

import re

from crawler.platforms import answers, profiles, times
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline

NAME = "bytedance"

_HOSTS = re.compile(r"^https?://[^/]*\b(?:douyin|iesdouyin|toutiao|ixigua|toutiaoapi)\.com(?:[:/]|$)")
_MARK = re.compile(rb'"(?:aweme_list|aweme_id)"|"behot_time"')


def claims(saved: Saved) -> int:
    """By the host, or by the names of fields that nobody else uses."""
    if _MARK.search(saved.body[:200_000]):
        return 3
    return 3 if _HOSTS.match(saved.url) else 0


def read(saved: Saved) -> Timeline:
    """The list of posts, from an answer or from what a page hands to its scripts."""
    found = saved.json
    values = [found] if found is not None else list(answers.states(saved.text))
    for value in values:
        if answers.best_list(value, times.of_bytedance, saved.at):
            return answers.read_list(NAME, value, saved, times.of_bytedance)
    if isinstance(found, dict):
        listed = found.get("aweme_list", found.get("data"))
        if found.get("status_code", 0) == 0 and listed == []:
            return timeline(NAME, (), saved)
        raise answers.refusal(found) or UnreadableError("unreadable", "no list of posts in the answer")
    if answers.GONE.search(saved.text[:200_000]):
        raise UnreadableError("gone", "the page says that there is no such user")
    try:
        return profiles.read(saved)
    except UnreadableError:
        raise UnreadableError("blocked", "a page without posts: it wants a session") from None
