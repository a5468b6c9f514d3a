"""Which rules of style sheets hide what stands in a place, told by tags, ids and classes alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from storage.records import HidingRules, OffsiteBlock

_PART = re.compile(r"[.#]?[\w-]+")

Rules = Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
"""By style sheet: selectors, each a line of compounds from the outside in, with what they do."""


def compiled(sheets: Sequence[HidingRules]) -> Rules:
    """Rules ready to be asked."""
    return {
        one.sheet: tuple((tuple(rule[0].replace(">", " ").split()), rule[1:]) for rule in one.rules) for one in sheets
    }


def ways_hidden(block: OffsiteBlock, rules: Rules) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The rules that hide a block: selector, ways, and the element that they hide."""
    steps = [frozenset(_PART.findall(step)) for step in block.steps]
    for sheet in block.sheets:
        for selector, ways in rules.get(sheet, ()):
            place = _matches(selector, steps)
            if place is not None:
                yield " ".join(selector), ways, block.steps[place]


def _matches(selector: tuple[str, ...], steps: Sequence[frozenset[str]]) -> int | None:
    """The place of the innermost element that a selector means, None where it means none of them."""
    wanted = [frozenset(_PART.findall(compound)) for compound in selector]
    if not wanted or not all(wanted):
        return None
    for last in range(len(steps) - 1, -1, -1):
        if not wanted[-1] <= steps[last]:
            continue
        at = last - 1
        left = len(wanted) - 2
        while left >= 0 and at >= 0:
            left -= wanted[left] <= steps[at]
            at -= 1
        if left < 0:
            return last
    return None
