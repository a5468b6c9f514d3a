"""How much alike texts are: TF-IDF over pairs and triples of characters, which needs no dictionary of words.

Ten thousand texts against ten thousand take seconds: every gram is one number, postings lie in arrays, and grams that
a tenth of all texts share are left out, since they tell nothing apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEAD, BODY = 1.0, 0.6
"""Weights of a gram in a title and in the text below it."""

MAX_BODY = 400
"""Characters of a text that are compared: what it is about stands at its beginning."""

COMMON, FEW = 0.1, 200
"""Share of texts from which on a gram is common, and the number of texts below which none is."""

Grams = NDArray[np.uint64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likely:
    """One of the texts that a text is most like. ``cosine``: of both; ``cover``: share of its title found there."""

    place: int
    cosine: float
    cover: float


def grams(text: str) -> Grams:
    """The pairs and triples of characters of a text, as numbers, in order, repeated ones too."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < 2:
        return letters
    pairs = (letters[:-1] << np.uint64(21)) | letters[1:]
    triples = (pairs[:-1] << np.uint64(21)) | letters[2:]
    return np.concatenate((pairs, triples))


class Likeness:
    """Texts that others are compared with. Each text is a title and what stands below it, already cleaned."""

    def __init__(self, texts: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> None:
        """``texts`` are asked about, ``others`` will ask; how rare a gram is shows in both together."""
        self._size = len(texts)
        both = [*texts, *others]
        sparse = [_counted(title, body[:MAX_BODY]) for title, body in both]
        owner = np.repeat(np.arange(len(both)), [len(found) for found, _ in sparse])
        all_grams = np.concatenate([found for found, _ in sparse]) if sparse else np.empty(0, np.uint64)
        values = np.concatenate([weights for _, weights in sparse]) if sparse else np.empty(0)
        self._grams, columns = np.unique(all_grams, return_inverse=True)
        often = np.bincount(columns, minlength=len(self._grams))
        limit = max(FEW, int(len(both) * COMMON))
        idf = np.where(often <= limit, np.log(1 + len(both) / np.maximum(often, 1)), 0.0)
        values = values * idf[columns]
        norms = np.sqrt(np.bincount(owner, values**2, minlength=len(both)))
        values = values / np.maximum(norms, 1e-12)[owner]
        self._idf = idf
        ends = np.cumsum([len(found) for found, _ in sparse])
        self._asking = [
            (columns[end - len(found) : end], values[end - len(found) : end])
            for (found, _), end in zip(sparse[self._size :], ends[self._size :], strict=True)
        ]
        self._titles = [title for title, _ in others]
        self._columns = [
            columns[end - len(found) : end] for (found, _), end in zip(sparse[: self._size], ends, strict=False)
        ]
        mine = owner < self._size
        order = np.argsort(columns[mine], kind="stable")
        self._docs, self._values = owner[mine][order], values[mine][order]
        self._starts = np.searchsorted(columns[mine][order], np.arange(len(self._grams) + 1))

    def nearest(self, number: int) -> Iterator[Likely]:
        """The few texts that asking text ``number`` is most like, best first."""
        columns, weights = self._asking[number]
        scores = self._against(columns, weights)
        title, share = self._of_title(self._titles[number])
        covers = self._against(title, share, there=True)
        ranked = 0.6 * scores + 0.4 * covers
        few = min(8, self._size)
        if few == 0:
            return
        best = np.argpartition(-ranked, few - 1)[:few]
        for place in best[np.lexsort((best, -ranked[best]))]:
            if ranked[place] > 0:
                yield Likely(int(place), float(scores[place]), float(covers[place]))

    def cover(self, part: str, place: int) -> float:
        """The share of a part of a title, by the rarity of its grams, that stands in text ``place``."""
        columns, share = self._of_title(part)
        return float(share[np.isin(columns, self._columns[place])].sum())

    def _of_title(self, title: str) -> tuple[NDArray[np.intp], Weights]:
        found = np.unique(grams(title))
        columns = np.searchsorted(self._grams, found)
        known = (columns < len(self._grams)) & (self._grams[np.minimum(columns, len(self._grams) - 1)] == found)
        columns = columns[known]
        share = self._idf[columns]
        total = share.sum()
        return columns, share / total if total else share

    def _against(self, columns: NDArray[np.intp], weights: Weights, *, there: bool = False) -> Weights:
        """The sums over shared grams for every text; ``there``: a gram counts by its weight here alone."""
        useful = weights > 0
        columns, weights = columns[useful], weights[useful]
        starts = self._starts[columns]
        sizes = self._starts[columns + 1] - starts
        total = int(sizes.sum())
        if not total:
            return np.zeros(self._size)
        places = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) + np.arange(total)
        amounts = np.repeat(weights, sizes)
        if not there:
            amounts = amounts * self._values[places]
        return np.bincount(self._docs[places], amounts, minlength=self._size).astype(np.float64, copy=False)


def _counted(title: str, body: str) -> tuple[Grams, Weights]:
    """The distinct grams of a text with their weights: those of the title, then those that only its body has."""
    head = np.unique(grams(title))
    if not body:
        return head, np.full(len(head), HEAD)
    below = np.setdiff1d(grams(body), head)
    return np.concatenate((head, below)), np.concatenate((np.full(len(head), HEAD), np.full(len(below), BODY)))
