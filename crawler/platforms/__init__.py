"""The sources of new-media posts: one module a source, each turns one saved answer into a timeline of posts.

A source is a module of this package, or what an entry point of the group ``xuncha.platforms`` names. It has a ``NAME``,
``claims(saved)`` (how surely the answer is one of its own: 0 not at all, 3 by its address or a mark of its own) and
``read(saved)``, which gives a ``Timeline`` or raises ``UnreadableError``. Adding one touches nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib import metadata
from typing import Protocol, cast

from crawler.platforms.posts import Saved, Timeline, UnreadableError

GROUP = "xuncha.platforms"


class Source(Protocol):
    """The shape of a source."""

    NAME: str

    def claims(self, saved: Saved) -> int: ...
    def read(self, saved: Saved) -> Timeline: ...


@cache
def sources() -> tuple[Source, ...]:
    """Every source, by name.

    Raises:
        ValueError: two sources of one name.
    """
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found = [module for module in modules if hasattr(module, "claims")]
    found += [entry.load() for entry in metadata.entry_points(group=GROUP)]
    by_name = {source.NAME: cast("Source", source) for source in found}
    if len(by_name) != len(found):
        raise ValueError(f"two sources of {GROUP} share a name")
    return tuple(by_name[name] for name in sorted(by_name))


def claimed(saved: Saved) -> tuple[int, Source | None]:
    """How surely an answer belongs to which source; 0 and None where none claims it."""
    best: tuple[int, Source | None] = (0, None)
    for source in sources():
        sure = source.claims(saved)
        if sure > best[0]:
            best = (sure, source)
    return best


def read(saved: Saved) -> Timeline:
    """The posts in one answer, whatever it is.

    Raises:
        UnreadableError: no source understands it, or it is a refusal.
    """
    if not saved.body.strip():
        raise UnreadableError("unreadable", "an empty answer")
    sure, source = claimed(saved)
    if saved.looks_like_html and sure < 2 and (promised := saved.promised):
        raise UnreadableError("unreadable", f"a web page where {promised} was promised")
    if source is None and saved.promised:
        raise UnreadableError("unreadable", f"no {saved.promised}: damaged, cut off or of another kind")
    if source is None:
        raise UnreadableError("unreadable", "no source understands this answer")
    return source.read(saved)
