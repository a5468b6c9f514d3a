"""What was seen of new-media accounts: their posts, and how well their sources could be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.records.seen import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post of an account. ``at``: a date where no time is known, None where nothing tells.

    ``at_from``: id (the platform's number holds the time), field (a field of an answer), printed, relative (resolved
    against the time of the capture), no_year (year found by order), script, or None. ``pinned``: kept on top by hand.
    """

    id: str | None
    title: str
    url: str | None
    at: date | datetime | None = None
    at_from: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What the sources of one account showed in one run.

    ``source``: the reader that understood the answer (feed, export, weibo...), None where none did. ``where``: the
    address or file that was read. ``captured_at``: when the answer was made: of a file, when it was written.
    ``health``: None where posts could be read, else why not: a not_run reason of the interface. ``note``: what
    exactly was wrong, for the log. ``alike``: accounts of the same platform that failed in the same way, and no other
    could be read: the reader is at fault, or the platform shut us out. ``gone``: what says that the account no longer
    exists (a status, or the words of the platform), None where nothing does; then every look said so. ``total``: posts
    that the platform counts, None where it does not say. ``problems``: odd things by name with their number
    (future, duplicate_ids, undated, bad_rows, left_out).
    """

    account: str
    platform: str
    source: str | None = None
    where: str | None = None
    captured_at: datetime | None = None
    health: str | None = None
    note: str | None = None
    alike: int = 0
    gone: str | None = None
    total: int | None = None
    problems: Mapping[str, int] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
