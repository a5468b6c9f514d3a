"""What a body publishes once a year, as the survey found it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyItem:
    """One document that is due every year. ``item``: of the lexicon of duties; ``year``: that its title names, None
    where it names none. ``dated_from``: list or article, None where the day is not known for sure. ``copy_of``:
    address of the year before's with the same text but for the year, None where the texts differ or were not compared.
    """

    item: str
    year: int | None
    title: str
    url: str
    published: date | None = None
    dated_from: str | None = None
    copy_of: str | None = None
