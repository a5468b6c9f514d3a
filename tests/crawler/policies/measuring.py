"""How well pairing does on the gold lists: ``python -m tests.crawler.policies.measuring > docs/pairing.md``."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from crawler.policies.documents import Item
from crawler.policies.kinds import Kind, kind_of
from crawler.policies.pairing import pair
from crawler.policies.weighing import PAIR

GOLD = Path(__file__).parent / "pairing"
HALVES = ("tuned", "reported")
PLAIN = {
    "yunzhou": (1.000, 0.422),
    "binjiang": (0.931, 0.587),
    "haizhou": (0.985, 0.890),
    "ningchuan": (1.000, 0.805),
    "linhu": (0.967, 0.806),
}
"""Lists of plain-language titles, and precision and recall when each was first tried, before any word came from it."""

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came out for one half. ``confusion``: how often items of one kind (first) were taken for another."""

    documents: int
    items: int
    true: int
    right: int
    paired: int
    confusion: Counter[tuple[str, str]]

    @property
    def precision(self) -> float:
        return self.right / self.paired

    @property
    def recall(self) -> float:
        return self.right / self.true

    @property
    def kinds(self) -> float:
        return sum(count for (real, said), count in self.confusion.items() if real == said) / self.items


def measure(half: str, *, titles_alone: bool = False) -> Measured:
    """Pair one half of the gold lists and compare."""
    policies = [_item(row) for row in _rows(half, "policies")]
    rows = _rows(half, "interpretations")
    items = [_item(row) for row in rows]
    if titles_alone:
        policies = [_bare(item) for item in policies]
        items = [_bare(item) for item in items]
    truth: Pairs = frozenset((row["id"], policy) for row in rows for policy in row["policies"].split(";") if policy)
    paired: Pairs = frozenset(
        (match.interpretation, match.policy) for match in pair(policies, items) if match.confidence >= PAIR
    )
    said = [str(kind_of(item.title, item.text)) for item in items]
    return Measured(
        documents=len(policies),
        items=len(items),
        true=len(truth),
        right=len(truth & paired),
        paired=len(paired),
        confusion=Counter(zip((row["kind"] for row in rows), said, strict=True)),
    )


def _rows(half: str, name: str) -> list[dict[str, str]]:
    with (GOLD / half / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{key: cell or "" for key, cell in row.items()} for row in csv.DictReader(stream)]


def _item(row: dict[str, str]) -> Item:
    return Item(
        id=row["id"],
        title=row["title"],
        number=row["number"],
        day=date.fromisoformat(row["date"]) if row["date"] else None,
        text=row.get("text", ""),
    )


def _bare(item: Item) -> Item:
    return replace(item, number="", day=None, text="")


def page() -> str:
    """The page of documentation with all figures."""
    parts = [
        "# Pairing, measured",
        "",
        "Made by `python -m tests.crawler.policies.measuring > docs/pairing.md`; a test compares. The gold lists under",
        "`tests/crawler/policies/pairing` are made up in the manner of real documents and columns. Words and",
        "thresholds were tuned on `tuned`; the misses of `reported` were read once and gave two words and one rule. A",
        "pair counts from confidence 0.5 on; titles alone means no number, date or text.",
        "",
        "| list | documents | items | pairs | precision | recall | kind |",
        "|---|---|---|---|---|---|---|",
    ]
    for half in HALVES:
        for alone in (False, True):
            found = measure(half, titles_alone=alone)
            name = f"{half}, titles alone" if alone else half
            parts.append(
                f"| {name} | {found.documents} | {found.items} | {found.true} | {found.precision:.3f} "
                f"| {found.recall:.3f} | {found.kinds:.3f} |"
            )
    parts += [
        "",
        "Plain-language titles far from the document (老楼装电梯，几户同意才行？), among them titles of documents",
        "that are not in the list, news, approvals and notices; titles alone. Each list was written before the matcher",
        "was run on it, one after the other; *at first* is what came out then, before its misses were read: of the",
        "last, what to expect of a list that nobody has seen.",
        "",
        "| list | documents | items | pairs | at first: precision | recall | now: precision | recall | kind |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, (precision, recall) in PLAIN.items():
        found = measure(name, titles_alone=True)
        parts.append(
            f"| {name} | {found.documents} | {found.items} | {found.true} | {precision:.3f} | {recall:.3f} "
            f"| {found.precision:.3f} | {found.recall:.3f} | {found.kinds:.3f} |"
        )
    kinds = [str(kind) for kind in Kind]
    parts += ["", "Kinds on `reported`: rows are what an item is, columns what it was taken for.", ""]
    parts += [f"| | {' | '.join(kinds)} |", "|---" * (len(kinds) + 1) + "|"]
    confusion = measure("reported").confusion
    parts += [f"| {real} | {' | '.join(str(confusion[real, said]) for said in kinds)} |" for real in kinds]
    parts += [
        "",
        "`python benchmarks/pair.py` pairs 10,000 documents with 10,000 interpretations (`--titles`: no texts).",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(page(), end="")
