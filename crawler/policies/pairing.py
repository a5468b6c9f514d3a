"""Which interpretation belongs to which document, by which signals, and how sure that is.

Exact signals come first: a link, the same document number, the document's title named. Only where they are silent do
titles and openings have to be alike, and then more alike than the next best. What tells siblings apart (another year,
another five-year plan, an amendment, another place) speaks against a pair whatever is alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.policies.alike import doubt_of, fits, weigh_likeness
from crawler.policies.documents import Documents, Item, links_of
from crawler.policies.kinds import Kind, kind_of
from crawler.policies.likeness import Likely, Likeness
from crawler.policies.mentions import core_of, named_in, numbers_in, several_in, without_short_names
from crawler.policies.numbers import first_number
from crawler.policies.subjects import Subjects
from crawler.policies.titles import Name, act_of, names_in, ordinals_in, years_in
from crawler.policies.weighing import PAIR, TITLE, UNSURE, Evidence, near, of_name

LINK, NUMBER, TEXT_NUMBER, TEXT_TITLE = 0.97, 0.95, 0.75, 0.7
"""What each signal is worth alone."""

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


def pair(policies: Sequence[Item], interpretations: Sequence[Item]) -> list[Match]:
    """Every pair of an interpretation and a document that is sure or deserves a look, interpretation by interpretation.

    Items that are no interpretations by their kind have no pairs.
    """
    documents = Documents(policies)
    asking = [
        replace(item, title=without_short_names(item.title))
        for item in interpretations
        if may_interpret(kind_of(item.title, item.text))
    ]
    likeness = Likeness(
        [
            (" ".join(name.bare for name in names), item.text)
            for names, item in zip(documents.names, policies, strict=True)
        ],
        [(core_of(item.title), item.text) for item in asking],
    )
    subjects = Subjects(
        [(item.title, [name.bare for name in names]) for item, names in zip(policies, documents.names, strict=True)]
    )
    found: list[Match] = []
    for number, item in enumerate(asking):
        found += _matches(documents, item, list(likeness.nearest(number)), likeness, subjects)
    return found


def may_interpret(kind: Kind) -> bool:
    """Whether an item of a kind can interpret a document."""
    return kind in {Kind.INTERPRETATION, Kind.OTHER}


def _matches(
    documents: Documents, item: Item, nearest: Sequence[Likely], likeness: Likeness, subjects: Subjects
) -> Iterator[Match]:
    evidence: dict[int, Evidence] = defaultdict(Evidence)
    claimed = _by_title(documents, item, evidence)
    _by_link(documents, item, evidence)
    _by_number(documents, item, evidence)
    _by_text(documents, item, evidence)
    weigh_likeness(documents, item, claimed, nearest, likeness, subjects, evidence)
    for place, weighed in evidence.items():
        # what is alike was weighed with its doubts already, to find the best of the rivals
        if set(weighed.worth) != {"similarity"}:
            weighed.doubt *= doubt_of(documents, place, claimed, item)
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


def _by_title(documents: Documents, item: Item, evidence: Mapping[int, Evidence]) -> tuple[Name, ...]:
    """Documents whose name stands in the title; returns the names that the title claims to speak of."""
    names = names_in(item.title)
    quoted = tuple(name for name in names if name.quoted)
    claimed = quoted or tuple(
        replace(name, years=name.years | years_in(item.title), ordinals=name.ordinals | ordinals_in(item.title))
        for name in names_in(core_of(item.title))
    )
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
    if (several := several_in(item.title)) and act_of(item.title):
        places = [place for place in documents.by_several.get(several, ()) if fits(documents, place, item) == 1.0]
        if len(places) == 1:
            evidence[places[0]].add("title", TEXT_TITLE)
            evidence[places[0]].exact = True
    return claimed


def _by_link(documents: Documents, item: Item, evidence: Mapping[int, Evidence]) -> None:
    linked: set[int] = set()
    for link in links_of(item):
        linked.update(documents.by_url.get(link, ()))
    worth = LINK if len(linked) <= MANY_LINKS else 0.25
    for place in linked:
        evidence[place].add("link", worth)
    for place in documents.by_link.get(item.url.rstrip("/"), ()) if item.url else ():
        evidence[place].add("link", LINK)


def _by_number(documents: Documents, item: Item, evidence: Mapping[int, Evidence]) -> None:
    for text in (item.number, item.title):
        number = first_number(text) if text else None
        if number is not None:
            for place in documents.by_number.get(number.key, ()):
                evidence[place].add("number", NUMBER)
                evidence[place].exact = True


def _by_text(documents: Documents, item: Item, evidence: Mapping[int, Evidence]) -> None:
    """Numbers and names at the beginning of the text that are not cited as a basis."""
    if not item.text:
        return
    told = [place for key in numbers_in(item.text) for place in documents.by_number.get(key, ())]
    for rank, place in enumerate(dict.fromkeys(told)):
        evidence[place].add("number", TEXT_NUMBER if rank == 0 else 0.35)
    spoken = [place for key in named_in(item.text) for place in documents.by_key.get(key, ())]
    for rank, place in enumerate(dict.fromkeys(spoken)):
        evidence[place].add("title", TEXT_TITLE if rank == 0 else 0.3)


def _chosen(documents: Documents, evidence: Mapping[int, Evidence], item: Item) -> Iterable[int]:
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
    documents: Documents, evidence: Mapping[int, Evidence], places: Sequence[int], item: Item
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
