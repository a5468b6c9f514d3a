"""Answers as tests write them."""

from __future__ import annotations

from datetime import datetime

from crawler.platforms import read
from crawler.platforms.posts import Saved, Timeline
from storage.records import SHANGHAI

CAPTURED = datetime(2026, 11, 24, 10, 0, tzinfo=SHANGHAI)


def at(*parts: int) -> datetime:
    """A time in Shanghai."""
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]


def timeline(body: str | bytes, *, url: str = "", name: str = "", content_type: str | None = None) -> Timeline:
    """What the sources see in an answer captured on 24 November 2026 at ten."""
    raw = body.encode() if isinstance(body, str) else body
    return read(Saved(raw, CAPTURED, url=url, name=name, content_type=content_type))
