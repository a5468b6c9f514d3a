"""Articles that stand on a site twice, under two dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderCopy:
    """An article whose title and text stand on an older page of the same site as well.

    ``event_day``: a day that the text speaks of and that lies shortly before the older page's, None where it names
    none: with it the text is news of then, without it it may be a notice that is repeated.
    """

    url: str
    title: str
    published: date
    older: str
    older_published: date
    event_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureDay:
    """An article whose day of publication has not come. ``labelled``: the page says in words or in its page tag that
    it is the day of publication; else it may be that of what the article announces."""

    url: str
    title: str
    published: date
    labelled: bool
