"""Consultations on drafts, what became of them, and catalogues of major decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A draft on which the public is asked. Statutory notices (环评, 规划, 任前, 征地) and questionnaires are none.

    ``start``, ``end``: both days counted; ``start`` is the day of publication where none is stated. ``weak_date``: that
    day is known from an address alone. ``reasoned``: the page says why the time is short. ``names``: of the draft, in
    one spelling. ``missing``: elements that stand nowhere, by Chinese name. ``answered``: the page itself tells what
    became of the opinions. ``links``: addresses in its text and under 结果反馈. ``doubt``: why the page does not show
    enough (its text is a picture or a file), None where it does.
    """

    url: str
    title: str
    published: date | None = None
    weak_date: bool = False
    start: date | None = None
    end: date | None = None
    reasoned: bool = False
    names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    answered: bool = False
    links: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What became of the opinions on a draft.

    ``about``: addresses that its text links to. ``missing``: elements that stand nowhere on the page, by Chinese name.
    """

    url: str
    title: str
    published: date | None = None
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionItem:
    """One item of a catalogue. ``process``: pages that show what became of it (drafts, hearings, results)."""

    name: str
    process: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCatalogue:
    """A catalogue of a year's major administrative decisions, or the word that there is none.

    ``none``: the page says that there is none this year or points to the superior's. ``explains``: it interprets the
    catalogue rather than being one. ``items``: what it lists, as far as its page shows it.
    """

    url: str
    title: str
    year: int
    published: date | None = None
    none: bool = False
    explains: bool = False
    items: tuple[DecisionItem, ...] = ()
