"""How much of one text stands in another, by the digests that the readers took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crawler.policies.pairing import Match
from crawler.policies.weighing import PAIR
from storage.records import Interpretation

SAME_TEXT = 0.9
"""Share of common runs from which on two interpretations are one text."""


def share(part: Sequence[int], whole: Sequence[int]) -> float:
    return round(len(set(part) & set(whole)) / len(part), 3) if len(part) >= 5 else 0.0


def share_of_names(part: Sequence[str], whole: Sequence[str]) -> float:
    return round(len(set(part) & set(whole)) / len(part), 3) if len(part) >= 3 else 0.0


def twins(
    interpretations: Mapping[str, tuple[str, Interpretation]], matches: Mapping[int, Sequence[Match]]
) -> dict[str, tuple[str, ...]]:
    """Interpretations whose text is used again for another document."""
    documents: dict[str, set[int]] = defaultdict(set)
    for number, matched in matches.items():
        for match in matched:
            if match.confidence >= PAIR:
                documents[match.interpretation].add(number)
    by_digest: dict[int, list[str]] = defaultdict(list)
    for url in documents:
        for digest in interpretations[url][1].shingles[:3]:
            by_digest[digest].append(url)
    found: dict[str, set[str]] = defaultdict(set)
    for urls in by_digest.values():
        for one in urls[:50]:
            for two in urls[:50]:
                if one != two and documents[one].isdisjoint(documents[two]) and _alike(interpretations, one, two):
                    found[one].add(two)
    return {url: tuple(sorted(others)) for url, others in found.items()}


def _alike(interpretations: Mapping[str, tuple[str, Interpretation]], one: str, two: str) -> bool:
    first, second = set(interpretations[one][1].shingles), set(interpretations[two][1].shingles)
    return len(first & second) >= SAME_TEXT * max(len(first), len(second), 1)
