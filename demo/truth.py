"""Comparing what an inspection found with what was planted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

Row = Mapping[str, Any]

NAMES = ("role", "element", "rule", "selector")
"""Fields of ``detail`` by which a finding may be recognised where its subject is another."""

INDEX_PAGES = ("index.html", "index.htm", "index.shtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of one check. ``unseen``: planted where only a browser sees it, and none was there."""

    planted: int
    found: int
    missed: int
    unseen: int
    false_alarms: int
    near_misses: int
    near_misses_hit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was found of what was planted, and what was found besides.

    ``false_alarms``: findings that fail although nothing was planted there. ``near_misses_hit``: pairs of a near
    miss and the finding (fail or unsure) that wrongly names it. ``tallies``: by check, in alphabetical order.
    """

    found: tuple[Row, ...]
    missed: tuple[Row, ...]
    unseen: tuple[Row, ...]
    false_alarms: tuple[Row, ...]
    near_misses_hit: tuple[tuple[Row, Row], ...]
    tallies: Mapping[str, Tally]

    @property
    def perfect(self) -> bool:
        """Everything planted was found and nothing else was accused."""
        return not (self.missed or self.false_alarms or self.near_misses_hit)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a ``truth.jsonl``."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def compare(findings: Iterable[Row], truth_path: Path, *, browser: bool = True) -> Comparison:
    """Compare findings (objects of ``export findings``) with the truth of a built city.

    A plant is found by a finding of the same target, check, reason and planted outcome on the same subject, else
    with the same role or element; a finding serves one plant only. ``browser``: whether pages built by scripts
    could be seen.
    """
    truth = read(truth_path)
    checks = {row["check"] for row in truth}
    reported = [row for row in findings if row["check"] in checks and row["outcome"] in {"fail", "unsure"}]
    plants = [row for row in truth if not row["near_miss"]]
    near = [row for row in truth if row["near_miss"]]
    matched, used = _match(plants, reported)
    left = [plant for index, plant in enumerate(plants) if index not in matched]
    unseen = [plant for plant in left if plant["needs_browser"] and not browser]
    missed = [plant for plant in left if not (plant["needs_browser"] and not browser)]
    others = [finding for index, finding in enumerate(reported) if index not in used]
    hits = [(row, finding) for row in near for finding in others if _hits(row, finding)]
    found = [plants[index] for index in sorted(matched)]
    alarms = [finding for finding in others if finding["outcome"] == "fail"]
    groups: dict[str, list[Any]] = {
        "planted": plants,
        "found": found,
        "missed": missed,
        "unseen": unseen,
        "false_alarms": alarms,
        "near_misses": near,
        "near_misses_hit": [row for row, _ in hits],
    }
    counts = {name: Counter(row["check"] for row in rows) for name, rows in groups.items()}
    return Comparison(
        found=tuple(found),
        missed=tuple(missed),
        unseen=tuple(unseen),
        false_alarms=tuple(alarms),
        near_misses_hit=tuple(hits),
        tallies={check: Tally(**{name: counts[name][check] for name in groups}) for check in sorted(checks)},
    )


def _match(plants: Sequence[Row], reported: Sequence[Row]) -> tuple[set[int], set[int]]:
    """Pair plants with findings one to one, by subject first; gives the indices of both that were paired."""
    matched: set[int] = set()
    used: set[int] = set()
    for agree in (_same_subject, _same_name):
        for p, plant in enumerate(plants):
            if p in matched:
                continue
            for f, finding in enumerate(reported):
                if f not in used and _same_fault(plant, finding) and agree(plant, finding):
                    matched.add(p)
                    used.add(f)
                    break
    return matched, used


def _same_fault(plant: Row, finding: Row) -> bool:
    return all(plant[name] == finding[name] for name in ("target", "check", "reason", "outcome"))


def _same_subject(plant: Row, finding: Row) -> bool:
    if plant["subject"] is None or not _agreeing_names(plant, finding):
        return False
    return _address(plant["subject"], plant) == _address(finding["subject"], plant)


def _same_name(plant: Row, finding: Row) -> bool:
    names = [name for name in NAMES if name in plant["detail"]]
    return bool(names) and all(plant["detail"][name] == finding["detail"].get(name) for name in names)


def _agreeing_names(plant: Row, finding: Row) -> bool:
    """No name that both give differs."""
    both = [name for name in NAMES if name in plant["detail"] and finding["detail"].get(name) is not None]
    return all(plant["detail"][name] == finding["detail"][name] for name in both)


def _hits(near: Row, finding: Row) -> bool:
    if near["target"] != finding["target"] or near["check"] != finding["check"]:
        return False
    return _same_subject(near, finding) or _same_name(near, finding)


def _address(url: str, plant: Row) -> str:
    """An address without the differences that do not matter: a column's index page, a broken anchor's fragment."""
    url = url.strip()
    if plant["reason"] == "broken_anchor":
        return urldefrag(url).url
    if plant["check"] != "broken_links":
        for name in INDEX_PAGES:
            url = url.removesuffix(name)
        url = url.rstrip("/")
    return url
