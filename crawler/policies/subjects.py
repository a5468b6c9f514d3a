"""What a title is about: what is left of it without the words of every title, in the words people use.

A plain-language title (老楼装电梯,几户同意才行?) shares with its document (既有住宅加装电梯管理办法) no name, but the
subject.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from heapq import nsmallest
from importlib import resources
from math import log, sqrt

from crawler.policies.titles import REGION, straightened

PHRASE = 5
"""Characters from which on what is left between known words is a turn of speech and no name of a thing."""

KNOWN, SCOPE, UNKNOWN, UNKNOWN_NAMED = 1.0, 0.4, 0.4, 0.6
"""What a word weighs that names a thing, one that says for whom or when, one that the vocabulary has not, and one of
those that a document's name has too."""

NARROWER = 0.6
"""What is left of a likeness where another document has all that this one shares with the title, and more."""

RUN, RUN_WORTH, RUN_MORE = 4, 0.62, 0.06
"""Characters in one run that only one document has and a title repeats, what they are worth, and each one more."""

MAX_WORDS = 40
"""Words of a title that are looked at."""

FEW = 24
"""Documents that are looked at closely for a title."""

MAX_DOCUMENTS = 400
"""Documents from which on a pair of characters is too common to lead to any of them."""

_YEARS = re.compile(
    r"(?:19|20)\d{2}(?:年度?)?(?:-(?:19|20)?\d{2,4}年?)?|\d+\.\d+版?|二〇[〇一二三四五六七八九]{2}年"
    r"|第?[二两三四五六七八九十\d]+[部件个项次条大](?=政府|规章|文件|措施|举措|新规|政策|亮点|重点|方面|要点)"
)
_BODIES = re.compile(
    r"市?[\u4e00-\u9fff]{2,8}?(?:委员会|[局委厅])(?=有关|相关|解读|解答|负责人|主任|局长|等|关于|答|就|印发|$)"
)
_TERM = re.compile(r"[“\"]([^“”\"《》]{2,8})[”\"]")
_BREAKS = re.compile(r"[^\w]+|_")
_PARTICLES = re.compile(r"[\s的了吗呢啦吧与及]|(?<!共)和(?!国)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title. ``weight``: None where the vocabulary has it not."""

    text: str
    weight: float | None = None

    @property
    def pairs(self) -> tuple[str, ...]:
        """Its pairs of characters."""
        return tuple(self.text[at : at + 2] for at in range(len(self.text) - 1))

    def share(self, unknown: float) -> float:
        """What each of its pairs weighs: a long word names one thing as a short one does."""
        weight = unknown if self.weight is None else self.weight
        most = 1 if weight <= SCOPE else 2
        return weight * min(1.0, most / max(1, len(self.text) - 1))


@dataclass(frozen=True, slots=True)
class Shared:
    """What a title and a document have in common.

    ``of_document``, ``of_title``: shares of either, from 0 to 1. ``words``: the pairs of characters that both have.
    ``thing``: they have more in common than for whom or when it is. ``narrower``: another document has all of them and
    more. ``run``: characters of the longest run of them that no other document has.
    """

    place: int
    of_document: float
    of_title: float
    words: frozenset[str]
    thing: bool = True
    narrower: bool = False
    run: int = 0

    @property
    def likeness(self) -> float:
        """From 0 to 1: a title may say much besides, but has to name what the document is about."""
        alike = float(self.of_document**0.7) * (0.6 + 0.4 * self.of_title)
        if self.narrower:
            return alike * NARROWER
        return max(alike, min(0.9, RUN_WORTH + RUN_MORE * (self.run - RUN))) if self.run >= RUN else alike


@cache
def _vocabulary() -> tuple[re.Pattern[str], Mapping[str, Word]]:
    read = tomllib.loads((resources.files("crawler.policies") / "spoken.toml").read_text(encoding="utf-8"))
    one_of = {word: Word("") for word in read["filler"]} | {word: Word(word, SCOPE) for word in read["scope"]}
    for row in read["same"]:
        one_of |= dict.fromkeys(row, Word(row[0], SCOPE if row[0] in read["scope"] else KNOWN))
    return re.compile("|".join(map(re.escape, sorted(one_of, key=len, reverse=True)))), one_of


@lru_cache(maxsize=50_000)
def subject_of(title: str) -> tuple[Word, ...]:
    """The words of a title that tell what it is about, one spelling for each thing; often none."""
    pattern, one_of = _vocabulary()
    text = _YEARS.sub(" ", straightened(title))
    text = " ".join(_without_place(_BODIES.sub(" ", part)) for part in _BREAKS.split(text) if len(part) > 1)
    found: list[Word] = []
    start = 0
    for match in pattern.finditer(text):
        found += _left(text[start : match.start()])
        if one_of[match[0]].text:
            found.append(one_of[match[0]])
        start = match.end()
    found += _left(text[start:])
    return tuple(dict.fromkeys(found))[:MAX_WORDS]


def _without_place(text: str) -> str:
    """A part of a title without the place in front, unless that is a word that only ends like one (禁燃区)."""
    pattern, one_of = _vocabulary()
    known = pattern.match(text)
    return text if known is not None and one_of[known[0]].text else REGION.sub("", text)


def _left(text: str) -> Iterator[Word]:
    return (Word(part) for part in _PARTICLES.split(text) if len(part) > 1)


def _terms(title: str) -> Iterator[Word]:
    """The terms that a title puts in quotation marks (“双通道”): who writes about them keeps them."""
    _, one_of = _vocabulary()
    return (Word(match[1], KNOWN) for match in _TERM.finditer(title) if match[1] not in one_of)


def _weights(title: str, names: Iterable[str]) -> dict[str, float]:
    """What each pair of characters in the names of a document weighs, by the word in which it stands."""
    found: dict[str, float] = {}
    for word in (*_terms(title), *(word for name in names for word in subject_of(name))):
        for one in word.pairs:
            found[one] = max(found.get(one, 0.0), word.share(UNKNOWN_NAMED))
    return found


class Subjects:
    """The subjects of a list of documents, which titles are compared with."""

    def __init__(self, documents: Sequence[tuple[str, Sequence[str]]]) -> None:
        """``documents``: the title of each and the names in it."""
        self._of = [_weights(title, names) for title, names in documents]
        self._with: dict[str, list[int]] = defaultdict(list)
        for place, pairs in enumerate(self._of):
            for one in pairs:
                self._with[one].append(place)
        some = len(self._of) + 20
        self._rarity = {one: log(1 + some / (len(places) + 1)) for one, places in self._with.items()}
        self._rarest = log(1 + some)
        self._totals = [sum(share * self._rarity[one] for one, share in pairs.items()) for pairs in self._of]

    def like(self, title: str) -> list[Shared]:
        """The few documents that share most of a subject with a title, the likest first."""
        words = (*_terms(title), *subject_of(title))
        weights = self._asking(words)
        scope = {one for word in words if word.weight == SCOPE for one in word.pairs}
        whole = sum(weights.values())
        found = [self._shared(place, weights, scope, whole) for place in self._nearest(weights)]
        return sorted(
            (
                replace(
                    one,
                    narrower=any(one.words < other.words for other in found),
                    run=self._run(words, one.words),
                )
                for one in found
            ),
            key=lambda one: (-one.likeness, one.place),
        )

    def _nearest(self, weights: Mapping[str, float]) -> list[int]:
        """The documents that share most with a title, for their size."""
        amounts: dict[int, float] = defaultdict(float)
        for one, weight in weights.items():
            places = self._with.get(one, ())
            if len(places) <= MAX_DOCUMENTS:
                for place in places:
                    amounts[place] += weight
        totals = self._totals
        return nsmallest(FEW, amounts, key=lambda place: (-amounts[place] / sqrt(totals[place]), place))

    def _shared(self, place: int, weights: Mapping[str, float], scope: set[str], whole: float) -> Shared:
        pairs = self._of[place].keys() & weights.keys()
        return Shared(
            place,
            sum(self._of[place][one] * self._rarity[one] for one in pairs) / self._totals[place],
            min(1.0, sum(weights[one] for one in pairs) / whole) if whole else 0.0,
            frozenset(pairs),
            thing=not pairs <= scope or weights.keys() <= scope,
        )

    def _asking(self, words: Sequence[Word]) -> dict[str, float]:
        """What each pair of characters of a title weighs."""
        weights: dict[str, float] = {}
        for word in words:
            for one in word.pairs:
                unknown = UNKNOWN_NAMED if one in self._with else 0.0 if len(word.text) >= PHRASE else UNKNOWN
                weights[one] = max(weights.get(one, 0.0), word.share(unknown) * self._rarity.get(one, self._rarest))
        return weights

    def _run(self, words: Sequence[Word], shared: frozenset[str]) -> int:
        """Characters of the longest run of a title that just one document has."""
        longest = 0
        for word in words:
            run: list[str] = []
            for one in (*word.pairs, "") if word.weight is None else ():
                if one in shared:
                    run.append(one)
                    continue
                if len(run) + 1 > max(longest, RUN - 1) and self._is_of_one(run):
                    longest = len(run) + 1
                run = []
        return longest

    def _is_of_one(self, run: Sequence[str]) -> bool:
        rare = min((self._with[one] for one in run), key=len)
        return sum(all(one in self._of[place] for one in run) for place in rare) == 1
