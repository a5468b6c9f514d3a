"""What a rule on barriers is: the ids it reports and the elements it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.tree import Tree

Found = tuple[str, LexborNode]
"""A rule's id and an element at which it is broken."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One look at a page. ``ids``: of the rules it reports. ``words``: pieces of source (lower case) without any of
    which a page needs no look; none: every page needs one."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    look: Callable[[Tree], Iterable[Found]]


RULES: list[Rule] = []


def rule(*ids: str, words: tuple[str, ...] = ()) -> Callable[[Callable[[Tree], Iterable[Found]]], Rule]:
    """Declare a rule."""

    def declare(look: Callable[[Tree], Iterable[Found]]) -> Rule:
        declared = Rule(ids, words, look)
        RULES.append(declared)
        return declared

    return declare
