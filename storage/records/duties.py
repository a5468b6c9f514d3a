"""What a body publishes once a year, as the survey found it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyItem:
    """One document that is due every year, or every month or quarter.

    ``item``: of the lexicon of duties; ``year``: that its title names, of a five-year plan its first, None where it
    names none. ``period``: the month, quarter or issue that the title names, as m, q or i and two digits.
    ``dated_from``: list or article, None where the day is not known for sure. ``copy_of``: address of the year before's
    with the same text but for the year, None where the texts differ or were not compared.
    """

    item: str
    year: int | None
    title: str
    url: str
    published: date | None = None
    dated_from: str | None = None
    copy_of: str | None = None
    period: str | None = None
