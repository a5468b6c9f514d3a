"""Which interpretation belongs to which document, by which signals, and how sure that is.

Exact signals come first: a link, the same document number, the document's title named. Only where they are silent do
titles and openings have to be alike, and then more alike than the next best. What tells siblings apart (another year,
another five-year plan, an amendment, another place) speaks against a pair whatever is alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.policies.documents import Documents, Item, links_of
from crawler.policies.kinds import Kind, kind_of
from crawler.policies.likeness import Likely, Likeness
from crawler.policies.mentions import core_of, named_in, numbers_in, parts_of
from crawler.policies.numbers import first_number
from crawler.policies.titles import Name, act_of, key_of, names_in
from crawler.policies.weighing import against, near, of_name, quoted_likeness, told_likeness

PAIR, UNSURE = 0.5, 0.3
"""Confidence from which on two belong together, and from which on a person has to look."""

LINK, NUMBER, TITLE, TEXT_NUMBER, TEXT_TITLE = 0.97, 0.95, 0.92, 0.75, 0.7
"""What each signal is worth alone."""

ENOUGH_TEXT, LIKE_TEXT, SURE_TEXT = 20, 0.12, 0.15
"""Characters that a text must have to be compared, and likeness from which on it tells another in other words."""

SIGNALS = ("link", "number", "title", "similarity")
MANY_LINKS = 3
"""Links to more documents than these are a list of references, no naming of what is interpreted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """That an interpretation belongs to a document. ``confidence`` from 0 to 1; ``signals`` in a fixed order."""

    interpretation: str
    policy: str
    confidence: float
    signals: tuple[str, ...]


@dataclass(slots=True)
class _Evidence:
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


def pair(policies: Sequence[Item], interpretations: Sequence[Item]) -> list[Match]:
    """Every pair of an interpretation and a document that is sure or deserves a look, interpretation by interpretation.

    Items that are no interpretations by their kind have no pairs.
    """
    documents = Documents(policies)
    asking = [item for item in interpretations if may_interpret(kind_of(item.title, item.text))]
    likeness = Likeness(
        [
            (" ".join(name.bare for name in names), item.text)
            for names, item in zip(documents.names, policies, strict=True)
        ],
        [(core_of(item.title), item.text) for item in asking],
    )
    found: list[Match] = []
    for number, item in enumerate(asking):
        found += _matches(documents, item, list(likeness.nearest(number)), likeness)
    return found


def may_interpret(kind: Kind) -> bool:
    """Whether an item of a kind can interpret a document."""
    return kind in {Kind.INTERPRETATION, Kind.OTHER}


def _matches(documents: Documents, item: Item, nearest: Sequence[Likely], likeness: Likeness) -> Iterator[Match]:
    evidence: dict[int, _Evidence] = defaultdict(_Evidence)
    claimed = _by_title(documents, item, evidence)
    _by_link(documents, item, evidence)
    _by_number(documents, item, evidence)
    _by_text(documents, item, evidence)
    _by_likeness(documents, item, claimed, nearest, likeness, evidence)
    for place, weighed in evidence.items():
        # what is alike was weighed with its doubts already, to find the best of the rivals
        if set(weighed.worth) != {"similarity"}:
            weighed.doubt *= _doubt(documents, place, claimed, item)
        if documents.numbers[place] and (own := first_number(item.number)) and own.key != documents.numbers[place]:
            weighed.doubt *= 0.3
    kind = kind_of(item.title, item.text)
    for place in sorted(_chosen(documents, evidence, item), key=lambda at: (-evidence[at].confidence, at)):
        weighed = evidence[place]
        confidence = weighed.confidence
        if kind is Kind.OTHER:
            confidence = min(confidence, 0.6 if weighed.exact or "link" in weighed.worth else 0.45)
        if confidence >= UNSURE:
            signals = tuple(name for name in SIGNALS if name in weighed.worth)
            yield Match(
                interpretation=item.id,
                policy=documents.items[place].id,
                confidence=round(confidence, 3),
                signals=signals,
            )


def _by_title(documents: Documents, item: Item, evidence: Mapping[int, _Evidence]) -> tuple[Name, ...]:
    """Documents whose name stands in the title; returns the names that the title claims to speak of."""
    names = names_in(item.title)
    quoted = tuple(name for name in names if name.quoted)
    claimed = quoted or names_in(core_of(item.title))
    for name in claimed:
        worth = TITLE if name.quoted else TITLE - 0.07
        exact = documents.by_key.get(name.key, ())
        for place in exact:
            evidence[place].add("title", worth * of_name(name, documents.names[place]))
            evidence[place].exact = True
        if not exact and len(name.bare) >= 6:
            for place in documents.by_bare.get(name.bare, ()):
                evidence[place].add("title", (worth - 0.05) * of_name(name, documents.names[place]))
                evidence[place].exact = True
    return claimed


def _by_link(documents: Documents, item: Item, evidence: Mapping[int, _Evidence]) -> None:
    linked: set[int] = set()
    for link in links_of(item):
        linked.update(documents.by_url.get(link, ()))
    worth = LINK if len(linked) <= MANY_LINKS else 0.25
    for place in linked:
        evidence[place].add("link", worth)
    for place in documents.by_link.get(item.url.rstrip("/"), ()) if item.url else ():
        evidence[place].add("link", LINK)


def _by_number(documents: Documents, item: Item, evidence: Mapping[int, _Evidence]) -> None:
    for text in (item.number, item.title):
        number = first_number(text) if text else None
        if number is not None:
            for place in documents.by_number.get(number.key, ()):
                evidence[place].add("number", NUMBER)
                evidence[place].exact = True


def _by_text(documents: Documents, item: Item, evidence: Mapping[int, _Evidence]) -> None:
    """Numbers and names at the beginning of the text that are not cited as a basis."""
    if not item.text:
        return
    told = [place for key in numbers_in(item.text) for place in documents.by_number.get(key, ())]
    for rank, place in enumerate(dict.fromkeys(told)):
        evidence[place].add("number", TEXT_NUMBER if rank == 0 else 0.35)
    spoken = [place for key in named_in(item.text) for place in documents.by_key.get(key, ())]
    for rank, place in enumerate(dict.fromkeys(spoken)):
        evidence[place].add("title", TEXT_TITLE if rank == 0 else 0.3)


def _by_likeness(
    documents: Documents,
    item: Item,
    claimed: tuple[Name, ...],
    nearest: Sequence[Likely],
    likeness: Likeness,
    evidence: Mapping[int, _Evidence],
) -> None:
    quoted = tuple(name for name in claimed if name.quoted)
    of_text = _of_text(documents, item, nearest)
    scores: list[tuple[float, int]] = []
    for likely in nearest:
        place = likely.place
        if quoted:
            score = max(
                quoted_likeness(one.bare, two.bare) for one in quoted for two in documents.names[place] or claimed
            )
        else:
            score = _told(documents, item, likely, likeness, evidence)
            if place == of_text:
                score = max(score, min(0.8, 0.45 + likely.cosine))
                evidence[place].exact = evidence[place].exact or likely.cosine >= SURE_TEXT
        scores.append((score * _doubt(documents, place, claimed, item), place))
    if not scores:
        return
    scores.sort(key=lambda score: (-score[0], score[1]))
    best, place = scores[0]
    rivals = [score for score, at in scores[1:] if not documents.same(at, place)]
    margin = best - max(rivals, default=0.0)
    worth = best if margin >= 0.08 else min(best, 0.45) if margin >= 0.03 else min(best, 0.38)
    if worth > 0:
        evidence[place].add("similarity", worth)
    for score, at in scores[1:]:
        if at in evidence or documents.same(at, place):
            evidence[at].add("similarity", min(score, worth))


def _of_text(documents: Documents, item: Item, nearest: Sequence[Likely]) -> int | None:
    """The document whose text an interpretation tells in other words: far more like it than any other is."""
    told = sorted(nearest, key=lambda likely: -likely.cosine)
    if len(item.text) < ENOUGH_TEXT or not told or len(documents.items[told[0].place].text) < ENOUGH_TEXT:
        return None
    best = told[0]
    next_best = next((one.cosine for one in told[1:] if not documents.same(one.place, best.place)), 0.0)
    return best.place if best.cosine >= LIKE_TEXT and best.cosine >= 2.5 * next_best else None


def _told(
    documents: Documents, item: Item, likely: Likely, likeness: Likeness, evidence: Mapping[int, _Evidence]
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


def _doubt(documents: Documents, place: int, claimed: tuple[Name, ...], item: Item) -> float:
    return against(documents.names[place], documents.issued[place], claimed, item.day)


def _chosen(documents: Documents, evidence: Mapping[int, _Evidence], item: Item) -> Iterable[int]:
    """The documents that an interpretation keeps: all that it names, else the one that is most like it.

    Of several documents of one name (another year, another number) it keeps the one nearest in time; where nothing
    tells them apart, each is left to a person.
    """
    strong = {place: weighed for place, weighed in evidence.items() if weighed.confidence >= UNSURE}
    if not strong:
        return ()
    best = max(weighed.confidence for weighed in strong.values())
    exact = [
        place
        for place, weighed in strong.items()
        if weighed.exact or "link" in weighed.worth or "number" in weighed.worth
    ]
    if exact and max(evidence[place].confidence for place in exact) >= PAIR:
        return _without_rivals(documents, evidence, exact, item)
    if best >= PAIR:
        return [max(strong, key=lambda place: (strong[place].confidence, -place))]
    ranked = sorted(strong, key=lambda place: (-strong[place].confidence, place))
    return ranked[:2]


def _without_rivals(
    documents: Documents, evidence: Mapping[int, _Evidence], places: Sequence[int], item: Item
) -> list[int]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place in places:
        groups[min((name.bare for name in documents.names[place]), default=str(place))].append(place)
    kept: list[int] = []
    for rivals in groups.values():
        rivals.sort(key=lambda place: (-evidence[place].confidence, place))
        first = rivals[0]
        kept.append(first)
        for place in rivals[1:]:
            if documents.same(place, first):
                kept.append(place)
                continue
            ahead = evidence[first].confidence - evidence[place].confidence
            if ahead < 0.02 and not near(documents.items[first].day, documents.items[place].day, item.day):
                nearer = near(documents.items[place].day, documents.items[first].day, item.day)
                if nearer:
                    kept[kept.index(first)] = place
                    first = place
                    continue
                for undecided in (first, place):
                    evidence[undecided].doubt = min(evidence[undecided].doubt, 0.45)
                kept.append(place)
            elif {"link", "number"} & set(evidence[place].worth) and evidence[place].confidence >= 0.9:
                kept.append(place)
    return kept
