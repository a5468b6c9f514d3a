"""Recognising addresses without end: calendars, session ids, growing paths, permuted parameters.

A pattern of addresses is closed when what it brings stops being new, never because it is big: a list of ten
thousand articles brings ten thousand texts. A closed pattern is still tried now and then, and opens again as
soon as something new comes.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_URL = 2000
"""Longer addresses are made by scripts that run away."""

MAX_DEPTH = 1000
"""Clicks from home; long lists with nothing but a "next" link need several hundred."""

MAX_REPEATS = 2
"""How often one path segment may occur in an address."""

WINDOW = 50
"""So many answers of a pattern are looked back upon."""

MIN_NEW_SHARE = 0.1
"""Below this share of new contents in the window a pattern is closed."""

_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-f]{16,}", re.I)
_SPACE = re.compile(r"\s+")


def pattern_of(url: str) -> str:
    """What addresses of one kind have in common: host, path with numbers as #, names of the parameters."""
    parts = urlsplit(url)
    path = _DIGITS.sub("#", _HEX.sub("#", parts.path))
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{path}?{'&'.join(names)}" if names else parts.netloc + path


def digest_of(content: Iterable[str], *, numbers: bool) -> int:
    """A fingerprint of what a page says, with or without its numbers; white space never counts."""
    text = _SPACE.sub("", "\x1f".join(content))
    plain = text if numbers else _DIGITS.sub("", text)
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def is_runaway(url: str, depth: int) -> bool:
    """Whether the address alone shows a trap: too long, too deep, or one segment over and over."""
    if len(url) > MAX_URL or depth > MAX_DEPTH:
        return True
    segments = [unquote(segment) for segment in urlsplit(url).path.split("/") if segment and not segment.isdigit()]
    return bool(segments) and max(Counter(segments).values()) > MAX_REPEATS


@dataclass(slots=True)
class _Pattern:
    """The last answers of one pattern: whether each was new. ``until``: asked for so often, try once more."""

    news: deque[bool] = field(default_factory=lambda: deque(maxlen=WINDOW))
    closed: bool = False
    refused: int = 0
    next_trial: int = WINDOW


class Traps:
    """The patterns of one site. Memory grows with the number of distinct contents and patterns, not of addresses."""

    def __init__(self) -> None:
        self._contents: set[int] = set()
        self._patterns: dict[str, _Pattern] = {}

    def refuses(self, url: str) -> bool:
        """Whether ``url`` belongs to a closed pattern. Asking counts: every so often one address is let through."""
        if not self._patterns:
            return False
        pattern = self._patterns.get(pattern_of(url))
        if pattern is None or not pattern.closed:
            return False
        pattern.refused += 1
        if pattern.refused < pattern.next_trial:
            return True
        pattern.next_trial *= 2
        return False

    def saw(self, url: str, content: Iterable[str], parent: str | None = None) -> None:
        """Learn what an address brought. ``parent``: the page on which it was found.

        Where an address leads to others of its own pattern, as a calendar does, numbers alone make no new content;
        daily bulletins, found on a list, may differ in nothing else.
        """
        parts = tuple(content)
        name = pattern_of(url)
        exact, loose = digest_of(parts, numbers=True), digest_of(parts, numbers=False)
        own_child = parent is not None and pattern_of(parent) == name
        new = (loose if own_child else exact) not in self._contents
        self._contents |= {exact, loose}
        pattern = self._patterns.get(name)
        if pattern is None:
            pattern = self._patterns[name] = _Pattern()
        pattern.news.append(new)
        if new and pattern.closed:
            pattern.closed = False
            pattern.news.clear()
        elif len(pattern.news) == WINDOW and sum(pattern.news) < WINDOW * MIN_NEW_SHARE:
            pattern.closed = True
