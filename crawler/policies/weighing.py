"""How names, years and days speak for or against a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

from crawler.policies.titles import Name

MIN_TOLD = 4
"""Characters that words must have to mean one document among others."""

PROMPT_DAYS, OLD_DAYS = 15, 400
PROMPT, LONG_AFTER = 1.12, 0.85
"""Days between a document and what interprets it that speak for a pair or against it, and what they are worth."""

UNSAID = 0.88
"""What a pair is worth where the document is of a district and the title names no place: the city may be meant."""

EARLY_DAYS, LATE_DAYS = 45, 1200
"""An interpretation does not come long before its document, and seldom years after."""


@dataclass(frozen=True, slots=True)
class Issued:
    """When a document was made, as far as its row tells. ``years``: of its day and its number."""

    day: date | None
    years: frozenset[str]


PAIR, UNSURE = 0.5, 0.3
"""Confidence from which on two belong together, and from which on a person has to look."""

TITLE = 0.92
"""What a document's title named is worth."""


@dataclass(slots=True)
class Evidence:
    """What speaks for one pair, signal by signal, and what speaks against it (1: nothing, 0: all)."""

    worth: dict[str, float] = field(default_factory=dict)
    doubt: float = 1.0
    exact: bool = False

    def add(self, signal: str, worth: float) -> None:
        self.worth[signal] = max(worth, self.worth.get(signal, 0.0))

    @property
    def confidence(self) -> float:
        rest = 1.0
        for worth in self.worth.values():
            rest *= 1 - worth
        return (1 - rest) * self.doubt


def of_name(name: Name, names: Iterable[Name]) -> float:
    """How well the act of a claimed name fits a document's: who explains an amendment does not explain the law."""
    return max(
        (_acts(name.act, other.act) for other in names if name.bare == other.bare or name.key == other.key), default=0.5
    )


def _acts(said: str, done: str) -> float:
    if said == done:
        return 1.0
    if not said:
        return {"amend": 0.85, "extend": 0.75, "repeal": 0.6, "answer": 0.6}[done]
    if not done:
        return 0.45 if said in {"repeal", "extend"} else 0.85
    return 0.3


def against(names: tuple[Name, ...], issued: Issued, claimed: tuple[Name, ...], told: date | None) -> float:
    """What speaks against a pair: 1 nothing, near 0 very much. The best fitting of several names decides."""
    doubt = max((_siblings(claim, name, issued) for claim in claimed for name in names), default=1.0)
    if issued.day is not None and told is not None:
        lag = (told - issued.day).days
        if lag < -EARLY_DAYS:
            doubt *= 0.5
        elif lag > LATE_DAYS:
            doubt *= 0.7
    return doubt


def _siblings(claim: Name, name: Name, issued: Issued) -> float:
    """Whether two names differ just in what tells siblings apart."""
    doubt = 1.0
    for said, real in ((claim.plans, name.plans), (claim.ordinals, name.ordinals), (claim.years, name.years)):
        if said and real and not said & real:
            doubt *= 0.2
    if claim.years and not name.years and issued.years and not claim.years & issued.years:
        doubt *= 0.6
    return doubt * _places(claim, name)


def _places(claim: Name, name: Name) -> float:
    """Whether two names say that they are of different places, or of different levels of one place."""
    said, real = (claim.province, claim.city, claim.district), (name.province, name.city, name.district)
    if not any(said) or not any(real):
        return UNSAID if name.district and not any(said) else 1.0
    if any(one and two and one != two for one, two in zip(said, real, strict=True)):
        return 0.3
    levels = [max(level for level, place in enumerate(places) if place) for places in (said, real)]
    return 1.0 if levels[0] == levels[1] else 0.3


def timely(issued: date | None, told: date | None) -> float:
    """What the days say of two that are alike: an interpretation comes within days of its document."""
    if issued is None or told is None:
        return 1.0
    lag = (told - issued).days
    return PROMPT if -PROMPT_DAYS <= lag <= PROMPT_DAYS else 1.0 if lag <= OLD_DAYS else LONG_AFTER


def near(one: date | None, two: date | None, told: date | None) -> bool:
    """Whether the first of two documents is clearly the one nearer to the day of an interpretation."""
    if one is None or told is None:
        return False
    if two is None:
        return False
    first, second = abs((told - one).days), abs((told - two).days)
    if (one - told).days > EARLY_DAYS and (two - told).days <= EARLY_DAYS:
        return False
    return first + 20 < second


def quoted_likeness(said: str, real: str) -> float:
    """How sure it is that a name in 《》 means a document of another name, from 0 to 1.

    It is quoted, not told: something put in or left out may be carelessness, something replaced is another document.
    """
    if not said or not real:
        return 0.0
    short, long = sorted((len(said), len(real)))
    head = Prefix.similarity(said, real)
    tail = min(Postfix.similarity(said, real), short - head)
    left = short - head - tail
    if left == 0:
        return 0.45 + 0.4 * short / long if short >= 6 and short / long >= 0.5 else 0.3
    ratio = fuzz.ratio(said, real) / 100
    if ratio >= 0.9 and left <= 1:
        return 0.55 if short >= 12 else 0.4
    return 0.35 if ratio >= 0.8 and left <= 2 else 0.0


def told_likeness(said: str, real: str, *, cover: float, cosine: float) -> float:
    """How sure it is that words which paraphrase a title mean a document, from 0 to 1."""
    if len(said) < MIN_TOLD:
        return 0.0
    ratio = fuzz.ratio(said, real) / 100
    parts = fuzz.partial_ratio(said, real) / 100 if len(said) >= 6 else 0.0
    blend = 0.45 * cover + 0.25 * cosine + 0.15 * ratio + 0.15 * parts
    return min(0.9, max(0.0, blend * 1.3 - 0.05))
