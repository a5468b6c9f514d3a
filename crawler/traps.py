"""Recognising addresses without end: calendars, session ids, growing paths, permuted parameters.

A pattern of addresses is closed when what it brings stops being new, never because it is big: a list of ten
thousand articles brings ten thousand texts. A closed pattern is still tried now and then, and opens again as
soon as something new comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qsl, unquote, urlsplit

MAX_URL = 2000
"""Longer addresses are made by scripts that run away."""

MAX_DEPTH = 1000
"""Clicks from home; long lists with nothing but a "next" link need several hundred."""

MAX_REPEATS = 2
"""How often one path segment may occur in an address."""

DEEP = 3
"""Segments of a path above which it may have grown by itself."""

WINDOW = 50
"""So many answers of a pattern are looked back upon."""

MIN_NEW_SHARE = 0.1
"""Below this share of new contents in the window a pattern is closed."""

_ALL = (1 << WINDOW) - 1

_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-f]{16,}", re.I)
_NUMBERED = re.compile(r"(?:/#(?=/|$))+")
_SPACE = re.compile(r"\s+")


def patterns_of(url: str) -> tuple[str, ...]:
    """What addresses of one kind have in common, narrowly and widely.

    Narrowly: host, path with numbers as #, names of the parameters. Widely, for paths of more than three segments and
    for parameters: host, first and last segment, and whether there are any. A server that answers alike below its own
    pages (``/index.php/a/b/a/...``), or to any choice of parameters, makes ever new narrow patterns.
    """
    parts = urlsplit(url)
    path = _NUMBERED.sub("/#", _DIGITS.sub("#", _HEX.sub("#", parts.path)))
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    narrow = f"{parts.netloc}{path}?{'&'.join(names)}" if names else parts.netloc + path
    segments = path.strip("/").split("/")
    if len(segments) <= DEEP and not names:
        return (narrow,)
    within = f"{segments[0]}/**/{segments[-1]}" if len(segments) > DEEP else "/".join(segments)
    return (narrow, f"{parts.netloc}/{within}{'?**' if names else ''}")


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
    """The last answers of one pattern. ``news``: a bit for each, set where it was new, the last one lowest;
    ``seen``: how many there are; ``next_trial``: asked for so often, one is let through."""

    news: int = 0
    seen: int = 0
    closed: bool = False
    refused: int = 0
    next_trial: int = WINDOW

    def learn(self, new: bool) -> None:
        """Open or close by what an answer brought."""
        self.news = (self.news << 1 | new) & _ALL
        self.seen = min(self.seen + 1, WINDOW)
        if new and self.closed:
            self.closed, self.news, self.seen = False, 0, 0
        elif self.seen == WINDOW and self.news.bit_count() < WINDOW * MIN_NEW_SHARE:
            self.closed = True

    def refuses(self) -> bool:
        """Whether the next address is left out; every so often one is let through."""
        if not self.closed:
            return False
        self.refused += 1
        if self.refused < self.next_trial:
            return True
        self.next_trial *= 2
        return False


class Traps:
    """The patterns of one site. Memory grows with the number of distinct contents and patterns, not of addresses."""

    def __init__(self) -> None:
        self._contents: set[int] = set()
        self._patterns: dict[str, _Pattern] = {}

    def refuses(self, url: str) -> bool:
        """Whether ``url`` belongs to a closed pattern. Asking counts: every so often one address is let through."""
        if not self._patterns:
            return False
        known = (self._patterns.get(name) for name in patterns_of(url))
        return any(pattern.refuses() for pattern in known if pattern is not None)

    def saw(self, url: str, content: Iterable[str], parent: str | None = None) -> None:
        """Learn what an address brought. ``parent``: the page on which it was found.

        Where an address leads to others of its own pattern, as a calendar does, numbers alone make no new content;
        daily bulletins, found on a list, may differ in nothing else.
        """
        parts = tuple(content)
        names = patterns_of(url)
        exact, loose = digest_of(parts, numbers=True), digest_of(parts, numbers=False)
        own_child = parent is not None and not set(patterns_of(parent)).isdisjoint(names)
        new = (loose if own_child else exact) not in self._contents
        self._contents |= {exact, loose}
        for name in names:
            self._patterns.setdefault(name, _Pattern()).learn(new)
