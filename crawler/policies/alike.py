"""What speaks for a pair where the document is not named: titles that are alike, subjects in common, the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.policies.documents import Documents, Item
from crawler.policies.likeness import Likely, Likeness
from crawler.policies.mentions import law_in, parts_of
from crawler.policies.subjects import Shared, Subjects
from crawler.policies.titles import Name, act_of, key_of
from crawler.policies.weighing import PAIR, TITLE, Evidence, against, of_name, quoted_likeness, timely, told_likeness

ENOUGH_TEXT, LIKE_TEXT, SURE_TEXT = 20, 0.12, 0.15
"""Characters that a text must have to be compared, and likeness from which on it tells another in other words."""

SUBJECT, WHOLE = 0.85, 0.6
"""What a subject in common is worth, and the share of a document's subject from which on a title names it whole."""

MOST = 0.9
"""What likeness is worth at most."""

EQUAL = 0.75
"""Share of the best document's likeness from which on a title may speak of another one in the same breath."""

OTHER_SUBJECT, LOOK = 0.3, 0.45
"""Share of what a title is about below which a document is about something else, and the most that it is then worth."""


def weigh_likeness(
    documents: Documents,
    item: Item,
    claimed: tuple[Name, ...],
    nearest: Sequence[Likely],
    likeness: Likeness,
    subjects: Subjects,
    evidence: Mapping[int, Evidence],
) -> None:
    quoted = tuple(name for name in claimed if name.quoted)
    of_text = _of_text(documents, item, nearest)
    alike = [] if quoted else subjects.like(item.title)
    shared = {one.place: one for one in alike}
    scores: list[tuple[float, int]] = []
    near_ones = {likely.place: likely for likely in nearest}
    for place in (*near_ones, *(one.place for one in alike[:8] if one.place not in near_ones)):
        likely = near_ones.get(place, Likely(place, 0.0, 0.0))
        if quoted:
            score = max(
                quoted_likeness(one.bare, two.bare) for one in quoted for two in documents.names[place] or claimed
            )
        else:
            score = _told(documents, item, likely, likeness, evidence)
            if place == of_text:
                score = max(score, min(0.8, 0.45 + likely.cosine))
                evidence[place].exact = evidence[place].exact or likely.cosine >= SURE_TEXT
            elif not evidence[place].exact and not _on_subject(shared.get(place)):
                score = min(score, LOOK)  # alike in words that stand in every title
            if place in shared:
                score = max(score, SUBJECT * shared[place].likeness * fits(documents, place, item))
        score *= timely(documents.items[place].day, item.day)
        scores.append((min(score, MOST) * doubt_of(documents, place, claimed, item), place))
    if not scores:
        return
    scores.sort(key=lambda score: (-score[0], score[1]))
    best, place = scores[0]
    beside = _beside([at for score, at in scores if score >= EQUAL * best], shared)
    rivals = [score for score, at in scores[1:] if not documents.same(at, place) and at not in beside]
    margin = best - max(rivals, default=0.0)
    worth = best if margin >= 0.08 else min(best, 0.45) if margin >= 0.03 else min(best, 0.38)
    if worth > 0:
        evidence[place].add("similarity", worth)
    for score, at in scores[1:]:
        if at in evidence or documents.same(at, place) or at in beside:
            evidence[at].add("similarity", min(score, worth))
            if at in beside and worth >= PAIR:
                evidence[at].exact = evidence[place].exact = True


def _on_subject(shared: Shared | None) -> bool:
    return shared is not None and shared.thing and shared.of_title >= OTHER_SUBJECT


def _beside(places: Sequence[int], shared: Mapping[int, Shared]) -> list[int]:
    """The documents of which a title speaks in one breath with the best: of each it names what no other has."""
    whole = [shared[place] for place in places if place in shared and shared[place].of_document >= WHOLE]
    if not whole or whole[0].place != places[0]:
        return []
    return [
        one.place
        for one in whole[1:]
        if all(not one.words <= other.words and not other.words <= one.words for other in whole if other is not one)
    ]


def fits(documents: Documents, place: int, item: Item) -> float:
    """How well what a title says is done fits what a document does."""
    act = act_of(item.title)
    fits = max((of_name(replace(name, act=act), (name,)) for name in documents.names[place]), default=1.0)
    law = law_in(item.title)
    return fits if not law or any(law in name.key for name in documents.names[place]) else fits * 0.5


def _of_text(documents: Documents, item: Item, nearest: Sequence[Likely]) -> int | None:
    """The document whose text an interpretation tells in other words: far more like it than any other is."""
    told = sorted(nearest, key=lambda likely: -likely.cosine)
    if len(item.text) < ENOUGH_TEXT or not told or len(documents.items[told[0].place].text) < ENOUGH_TEXT:
        return None
    best = told[0]
    next_best = next((one.cosine for one in told[1:] if not documents.same(one.place, best.place)), 0.0)
    return best.place if best.cosine >= LIKE_TEXT and best.cosine >= 2.5 * next_best else None


def _told(
    documents: Documents, item: Item, likely: Likely, likeness: Likeness, evidence: Mapping[int, Evidence]
) -> float:
    """How like a paraphrasing title is to a document; a name that it spells out without 《》 is a title signal."""
    place, act = likely.place, act_of(item.title)
    best = 0.0
    for number, part in enumerate(parts_of(item.title)):
        cover = likely.cover if number == 0 else likeness.cover(part, place)
        said = key_of(part)
        for name in documents.names[place]:
            if len(name.bare) >= 6 and name.bare in said and not _goes_on(said, name.bare):
                evidence[place].add(
                    "title", (TITLE - 0.12) * (1.0 if not act else of_name(replace(name, act=act), (name,)))
                )
                evidence[place].exact = True
            score = told_likeness(said, name.bare, cover=cover, cosine=likely.cosine)
            fits = of_name(replace(name, act=act), (name,)) if act != name.act else 1.0
            best = max(best, score * (1.0 if number == 0 else 0.95) * fits)
    return best


def _goes_on(said: str, name: str) -> bool:
    """Whether a name found in a title is just the beginning of another one."""
    return said[said.find(name) + len(name) :].startswith(("实施", "操作", "补充", "配套", "细则"))


def doubt_of(documents: Documents, place: int, claimed: tuple[Name, ...], item: Item) -> float:
    return against(documents.names[place], documents.issued[place], claimed, item.day)
