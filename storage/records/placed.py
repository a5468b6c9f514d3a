"""What stands in which column: the kind of text of an article beside what its column is for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One article of a column that is kept for statutory disclosure, read as news or as something near it.

    ``column``, ``role``, ``name``: the column by address, kind and name. ``url``: the article. ``kind``: meeting,
    visit, activity or report, the kind of news it reads like. ``signs``: what in its text says so, as printed.
    ``certain``: both title and text say so, and nothing speaks for a document.
    """

    column: str
    role: str
    name: str
    url: str
    title: str
    kind: str
    signs: tuple[str, ...]
    certain: bool
