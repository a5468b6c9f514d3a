"""Wordings of the office's own list on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.lexicons import Wording
from storage.records import ListedWording

NEAR = 40
"""Characters on either side in which the context of a wording is looked for."""

MAX_PLACES = 200


def listed_wordings(url: str, text: str, pairs: Sequence[Wording]) -> Iterator[ListedWording]:
    """Each wording of the list that a text uses, in its context; not where it is part of what is right."""
    for pair in pairs:
        places = [place for place in _places(text, pair.wrong) if _counts(text, place, pair)]
        if places:
            start, end = max(0, places[0] - 12), places[0] + len(pair.wrong) + 12
            excerpt = text[start:end].replace("\n", " ")
            yield ListedWording(url=url, wrong=pair.wrong, right=pair.right, count=len(places), excerpt=excerpt)


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    for _ in range(MAX_PLACES):
        if place < 0:
            return
        yield place
        place = text.find(word, place + len(word))


def _counts(text: str, place: int, pair: Wording) -> bool:
    end = place + len(pair.wrong)
    inside = pair.right.find(pair.wrong)
    if inside >= 0 and text[max(0, place - inside) :].startswith(pair.right):
        return False
    near = text[max(0, place - NEAR) : end + NEAR]
    return (not pair.context or any(word in near for word in pair.context)) and not any(
        word in near for word in pair.unless
    )
