"""Barriers that a program can see on a page: rules named as in axe-core, and a few of our own."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers import (
    attributes,
    controls,
    documents,
    fields,
    motion,
    outline,
    owning,
    pictures,
    tables,
    visits,
)
from crawler.readers.barriers.rule import RULES, Found
from crawler.readers.barriers.selectors import selector_of
from crawler.readers.barriers.tree import MARK_FOUND, ExhaustedError, Tree
from crawler.readers.dom import Dom

MAX_A_RULE = 20
"""Places of one rule that are kept of one page; it would not help anybody to list more."""

MAX_A_PAGE = 100
"""Places of all rules that are kept of one page."""

MODULES = (pictures, fields, controls, documents, outline, tables, attributes, owning, motion, visits)


def read_barriers(dom: Dom, *, marked: bool = False) -> tuple[tuple[str, str], ...]:
    """The barriers of a page as rule and normalised selector, each once, sorted.

    ``marked``: the page comes from the browser, which has marked what it does not show and what axe-core found.
    A page that is too large to be judged as a whole gives what was found until then.
    """
    tree = Tree(dom, marked=marked)
    found: dict[str, set[str]] = {}
    looked: dict[int, str] = {}
    try:
        for rule, node in _found(tree):
            places = found.setdefault(rule, set())
            if len(places) < MAX_A_RULE:
                if (selector := looked.get(node.mem_id)) is None:
                    selector = looked[node.mem_id] = selector_of(node)
                places.add(selector)
    except ExhaustedError:
        pass
    return tuple(sorted((rule, place) for rule, places in found.items() for place in places)[:MAX_A_PAGE])


def _found(tree: Tree) -> Iterator[Found]:
    if tree.marked:
        yield from _by_axe(tree)
    for rule in RULES:
        if not rule.words or tree.speaks_of(*rule.words):
            yield from rule.look(tree)


def _by_axe(tree: Tree) -> Iterator[tuple[str, LexborNode]]:
    """What axe-core found, as the browser has marked it."""
    for node in tree.css(f"[{MARK_FOUND}]"):
        for rule in (node.attributes.get(MARK_FOUND) or "").split():
            yield rule, node


def rule_ids() -> frozenset[str]:
    """The ids of all rules that are looked for without a browser."""
    return frozenset(name for rule in RULES for name in rule.ids)
