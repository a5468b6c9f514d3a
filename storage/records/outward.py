"""Links of a page that lead out of the world of government sites."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutwardLinks:
    """The links of one page to hosts that are no government's and nobody's on the list of official ones.

    ``bare``: addresses without any handler of their own; ``scripts``: the page has scripts that may give notice for
    all links, so that only a browser can tell. ``handled``: addresses with a handler on them or around them that does
    not say in so many words that it asks: what it does, a browser tells as well.
    """

    page: str
    bare: tuple[str, ...]
    scripts: bool
    handled: tuple[str, ...] = ()
