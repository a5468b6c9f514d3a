"""What a reader of a platform is given, and what it gives back."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.decode import Undecodable, decode
from crawler.readers.dom import visible_text
from storage.records import SHANGHAI, Post

MAX_POSTS = 2_000
"""Posts of one answer that are kept: the newest. An account's newest post is what is asked for."""

MAX_LINES = 50_000
"""Objects of a JSON Lines file that are read."""

MAX_TITLE = 200
MAX_TEXT = 3_000
"""Characters of a post's text that stand for it, and that are kept in all."""

PINNED = re.compile(r"\s*(?:[\[【（(《]\s*置顶\s*[\]】）)》]|置顶\s*[:：|丨])")
"""How a title says that its post is kept on top."""

_SAVED_FROM = re.compile(
    rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s>]{4,500})"
    rb"|<link[^>]{0,200}rel=[\"']?canonical[\"']?[^>]{0,200}href=[\"'](https?://[^\"'>]{4,500})"
    rb"|<meta[^>]{0,200}property=[\"']og:url[\"'][^>]{0,200}content=[\"'](https?://[^\"'>]{4,500})",
    re.IGNORECASE,
)
"""Where a saved page says what its address was."""

CLOCKS = timedelta(hours=1)
"""How far the clocks of two machines may differ before a post counts as dated in the future."""


class UnreadableError(Exception):
    """An answer without posts in it. ``reason``: a not_run reason of the interface, or ``gone``: the platform says
    that there is no such account or post. ``note``: what exactly, for the log."""

    def __init__(self, reason: str, note: str) -> None:
        super().__init__(note)
        self.reason = reason
        self.note = note


@dataclass
class Saved:
    """One answer as it was saved. ``url``: where it came from, "" where not known; ``at``: when it was made.

    A page that a browser saved tells its address itself. ``names``: what the account that is asked for is called, in
    lower case; empty where nobody in particular is.
    """

    body: bytes
    at: datetime
    url: str = ""
    content_type: str | None = None
    name: str = ""
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.body[:5000].lstrip()[:5].lower() == b"from:" or b"multipart/related" in self.body[:2000].lower():
            self._unpack()
        if not self.url and self.looks_like_html and (told := _SAVED_FROM.search(self.body[:20_000])):
            self.url = next(one for one in told.groups() if one).decode("utf-8", "replace")

    def _unpack(self) -> None:
        """Take the page out of the file in which a browser saves it with its pictures (MHTML)."""
        message = email.message_from_bytes(self.body, policy=email.policy.compat32)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        body = page.get_payload(decode=True) if page is not None else None
        if page is not None and isinstance(body, bytes):
            place = page.get("Content-Location") or message.get("Snapshot-Content-Location")
            self.body, self.content_type = body, page.get("Content-Type")
            self.url = self.url or (place if isinstance(place, str) and place.startswith("http") else "")

    @cached_property
    def text(self) -> str:
        """The answer decoded.

        Raises:
            UnreadableError: its bytes fit no encoding.
        """
        try:
            return decode(self.body, self.content_type).text
        except Undecodable:
            raise UnreadableError("undecodable", "bytes that no encoding explains") from None

    @cached_property
    def json(self) -> Any:
        """The answer as JSON, also inside a callback; None where it is none."""
        if not self.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] or self.looks_binary:
            return None
        text = self.text.strip().lstrip("\ufeff")
        if text[:1] not in "[{":
            head, bracket, _ = text[:80].partition("(")
            if not bracket or not head.strip().replace("_", "").replace(".", "").replace("$", "").isalnum():
                return None
            text = text[len(head) + 1 :].rstrip("; \n)")
        found = parsed(text)
        return _lines(text) if found is None else found

    @property
    def promised(self) -> str | None:
        """What the name, the address or the declared type of the answer says that it is; None where none says."""
        kind = (self.content_type or "").lower()
        suffix = (self.name or self.url.partition("?")[0]).lower().rpartition(".")[2]
        if "json" in kind or suffix.startswith("json"):
            return "JSON"
        return "feed" if suffix in {"xml", "rss", "atom"} or ("xml" in kind and "html" not in kind) else None

    @property
    def looks_binary(self) -> bool:
        """Whether this is a workbook or another packed file rather than text."""
        return self.body[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}

    @property
    def looks_like_html(self) -> bool:
        """Whether this is a web page."""
        head = self.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head or b"<body" in head


def parsed(text: str) -> Any:
    """JSON as Python values; None where it is none, or nested beyond reason."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> list[Any] | None:
    """One object a line (JSON Lines); None where it is not that."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    found = [parsed(line) for line in islice(lines, MAX_LINES)]
    return found if all(isinstance(one, dict) for one in found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What one answer shows. ``kind``: account (a list of posts) or post (one). ``account``, ``account_id``: whose, as
    the platform names it; ``owner``: the body for which it is verified. ``total``: posts that the platform counts.
    ``problems``: as in ``AccountFacts``. ``mistakes``: rows that were left out, each a sentence naming row and column.
    """

    source: str
    kind: str
    posts: tuple[Post, ...]
    account: str | None = None
    account_id: str | None = None
    owner: str | None = None
    total: int | None = None
    problems: Mapping[str, int] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()


def timeline(
    source: str,
    posts: Iterable[Post],
    saved: Saved,
    *,
    kind: str = "account",
    account: str | None = None,
    account_id: str | None = None,
    owner: str | None = None,
    total: int | None = None,
    mistakes: Iterable[str] = (),
    problems: Mapping[str, int] | None = None,
) -> Timeline:
    """Put posts in order and count what is odd about them: newest first, pinned ones before, undated last."""
    mistakes = tuple(mistakes)
    counted = {"future": 0, "duplicate_ids": 0, "undated": 0, "left_out": 0, **(problems or {})}
    kept: dict[str, Post] = {}
    for number, post in enumerate(posts):
        name = post.id or post.url or f"#{number}"
        if name in kept:
            counted["duplicate_ids"] += 1
            there = kept[name]
            kept[name] = replace(there if there.at is not None else post, pinned=there.pinned or post.pinned)
            continue
        title = " ".join(post.title.split())
        text = " ".join((post.text or title).split())[:MAX_TEXT]
        kept[name] = replace(
            post,
            title=title[:MAX_TITLE],
            text=text if len(text) > len(title[:MAX_TITLE]) else "",
            pinned=post.pinned or bool(PINNED.match(title)),
        )
    ordered = sorted(kept.values(), key=lambda post: (not post.pinned, -sorting(post.at)))
    counted["undated"] = sum(post.at is None for post in ordered)
    counted["future"] = sum(in_future(post.at, saved.at) for post in ordered)
    counted["left_out"] = max(len(ordered) - MAX_POSTS, 0)
    return Timeline(
        source=source,
        kind=kind,
        posts=tuple(ordered[:MAX_POSTS]),
        account=account or None,
        account_id=account_id or None,
        owner=(owner or "").strip()[:MAX_TITLE] or None,
        total=total,
        problems={name: number for name, number in counted.items() if number},
        mistakes=mistakes,
    )


def fragment_text(markup: str) -> str:
    """What a visitor reads of a piece of HTML."""
    if "<" not in markup and "&" not in markup:
        return markup
    return visible_text(LexborHTMLParser(markup[:100_000]).body)


def in_future(at: date | datetime | None, captured: datetime) -> bool:
    """Whether a post is dated after the answer in which it stands."""
    if at is None:
        return False
    if isinstance(at, datetime):
        return at > captured + CLOCKS
    return at > captured.astimezone(SHANGHAI).date()


def sorting(at: date | datetime | None) -> float:
    """A post's time as a number; a day without a time counts as its beginning."""
    if at is None:
        return float("-inf")
    moment = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, tzinfo=SHANGHAI)
    return moment.timestamp()
