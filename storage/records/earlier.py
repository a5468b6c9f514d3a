"""What earlier inspections of a site saw that this one can only compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An undated item of a list that an earlier inspection saw there too. ``first``: the day of the earliest such
    visit; the item is not newer than that."""

    column: str
    title: str
    url: str | None
    first: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerDay:
    """The day of publication that an article bore when an earlier inspection read it, where it bears a later one now.

    ``visited``: the day of that visit. ``lengthened``: characters by which the page's text differs in length.
    """

    url: str
    title: str
    published: date
    former: date
    visited: date
    lengthened: int
