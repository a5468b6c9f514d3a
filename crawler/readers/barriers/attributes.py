"""WAI-ARIA: roles and attributes that exist, fit each other and have the values they take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import content_of
from crawler.readers.barriers.roles import (
    ABSTRACT,
    DECORATIVE,
    GLOBAL,
    NAMING,
    PUBLISHING,
    ROLES,
    VALUES,
    focusable,
    given_role,
    implied_role,
    role_of,
    words,
)
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

MAX_ATTRIBUTES = 100
"""Attributes of one element that are looked at."""

_NUMBER = re.compile(r"\s*[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:e[-+]?\d{1,3})?\s*\Z", re.IGNORECASE)
_INTEGER = re.compile(r"\s*[-+]?\d{1,20}\s*\Z")
_FREE_FORM = frozenset({"aria-activedescendant", "aria-flowto", "aria-owns"})


@rule("aria-roles", words=("role=",))
def roles(tree: Tree) -> Iterator[Found]:
    """An element that names no role that exists."""
    for node in tree.css("[role]"):
        named = [word.lower() for word in words(node.attributes.get("role"))]
        known = any(word in ROLES or word in PUBLISHING for word in named)
        if named and (not known or named[0] in ABSTRACT) and not tree.is_silent(node):
            yield "aria-roles", node


@rule(
    "aria-valid-attr",
    "aria-valid-attr-value",
    "aria-allowed-attr",
    "aria-prohibited-attr",
    words=(" aria-", "\taria-", "\naria-", '"aria-', "'aria-"),
)
def attributes(tree: Tree) -> Iterator[Found]:
    """An attribute that does not exist, does not belong to its element, or has a value that it does not take."""
    for node in tree.css("*"):
        names = [name for name in node.attributes if name.startswith("aria-")][:MAX_ATTRIBUTES]
        if not names or tree.is_hidden(node):
            continue
        silent = tree.is_silent(node)
        for name in names:
            if name not in VALUES:
                yield "aria-valid-attr", node
            elif not _takes(tree, node, name):
                yield "aria-valid-attr-value", node
            if name in VALUES and not silent and (fault := _misplaced(tree, node, name)) is not None:
                yield fault, node


def _takes(tree: Tree, node: LexborNode, name: str) -> bool:
    """Whether an attribute takes the value that is written. Nothing written is taken for nothing said."""
    kind = VALUES[name]
    value = node.attributes.get(name) or ""
    if not value.strip():
        return True
    if isinstance(kind, list):
        said = value.strip().lower()
        if name in {"aria-relevant", "aria-dropeffect"}:
            return all(word in kind for word in words(said))
        return said in kind
    if kind == "integer":
        return _INTEGER.match(value) is not None and _in_range(name, value)
    if kind == "number":
        return _NUMBER.match(value) is not None
    if kind in {"id", "ids"}:
        return _refers(tree, node, name, value)
    return True


def _in_range(name: str, value: str) -> bool:
    least = {"aria-colcount": -1, "aria-rowcount": -1, "aria-setsize": -1, "aria-rowspan": 0}.get(name, 1)
    return int(value) >= least


def _refers(tree: Tree, node: LexborNode, name: str, value: str) -> bool:
    """Whether at least one of the elements that an attribute names exists, where that matters."""
    attributes = node.attributes
    if name == "aria-controls" and (
        attributes.get("aria-expanded") == "false"
        or attributes.get("aria-selected") == "false"
        or attributes.get("aria-haspopup") not in {None, "false"}
    ):
        return True
    if name == "aria-errormessage" and (attributes.get("aria-invalid") or "false") == "false":
        return True
    if name in _FREE_FORM and attributes.get("aria-expanded") == "false":
        return True
    named = words(value)
    if VALUES[name] == "id":
        return len(named) == 1 and value.strip() in tree.ids
    return any(word in tree.ids for word in named)


def _misplaced(tree: Tree, node: LexborNode, name: str) -> str | None:
    """The rule against which an attribute stands on its element; None where it may stand there."""
    role = role_of(node)
    said = ROLES.get(role or "")
    if name in NAMING and (role in PUBLISHING or node.tag in {"svg", "canvas"} or "-" in (node.tag or "")):
        return None
    if "braille" in name and given_role(node) in DECORATIVE:
        return "aria-prohibited-attr"
    if name in NAMING:
        prohibited = said is not None and said.named == "prohibited" and _is_written(node, name)
        return "aria-prohibited-attr" if prohibited and _is_plain(tree, node) else None
    if name in GLOBAL or role in PUBLISHING or (role is None and "-" in (node.tag or "")):
        return None
    if said is not None and name in said.attributes:
        return None
    if role is None and node.tag in {"svg", "canvas", "iframe", "object", "embed", "label", "legend"}:
        return None if name == "aria-expanded" else "aria-allowed-attr"
    if node.tag == "input" and role is None:
        return (
            None
            if name in {"aria-required", "aria-placeholder", "aria-readonly"} and _is_secret(node)
            else ("aria-allowed-attr" if given_role(node) is None else None)
        )
    if node.tag == "button" and name == "aria-pressed":
        return None
    return "aria-allowed-attr"


def _is_secret(node: LexborNode) -> bool:
    return (node.attributes.get("type") or "").lower() not in {"password", "color", "file"}


def _is_written(node: LexborNode, name: str) -> bool:
    return bool((node.attributes.get(name) or "").strip())


def _is_plain(tree: Tree, node: LexborNode) -> bool:
    """Whether a nameless element stands for itself: not one that scripts make into something to press."""
    return not focusable(node) and not (node.tag in {"dd", "dt", "section"} and tree.is_silent(node))


@rule("aria-required-attr", words=("role=",))
def required(tree: Tree) -> Iterator[Found]:
    """An element made into a control that does not tell what its role must tell."""
    for node in tree.css("[role]"):
        role = given_role(node)
        said = ROLES.get(role or "")
        if said is None or not said.required or role == implied_role(node) or tree.is_silent(node):
            continue
        if node.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} and role == "heading":
            continue
        missing = [name for name in said.required if not (node.attributes.get(name) or "").strip()]
        if node.tag == "input" and (node.attributes.get("type") or "").lower() in {"checkbox", "radio"}:
            missing = [name for name in missing if name != "aria-checked"]
        if node.tag == "input" and (node.attributes.get("type") or "").lower() == "range":
            missing = [name for name in missing if name != "aria-valuenow"]
        if (role == "separator" and not focusable(node)) or (role == "combobox" and node.tag in {"select"}):
            continue
        if role in {"meter", "progressbar"} and node.tag in {"meter", "progress"}:
            continue
        if missing:
            yield "aria-required-attr", node


@rule("duplicate-id-aria", words=("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", " for="))
def duplicates(tree: Tree) -> Iterator[Found]:
    """An identifier that names a label or description and stands at several elements."""
    asked: set[str] = set()
    for node in tree.css("[aria-labelledby], [aria-describedby], [aria-controls], [aria-owns], label[for]"):
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"):
            asked.update(words(node.attributes.get(name)))
        if node.tag == "label":
            asked.add(node.attributes.get("for") or "")
    asked.discard("")
    seen: set[str] = set()
    reported: set[str] = set()
    for node in tree.css("[id]") if asked else ():
        identifier = node.attributes.get("id") or ""
        if identifier in seen and identifier in asked and identifier not in reported:
            reported.add(identifier)
            yield "duplicate-id-aria", node
        seen.add(identifier)


@rule("label-content-name-mismatch", words=("aria-label",))
def mismatches(tree: Tree) -> Iterator[Found]:
    """A link or button that is called otherwise than it is written, so that nobody can call it by voice."""
    for node in tree.css("a[href][aria-label], button[aria-label]"):
        said = _letters(node.attributes.get("aria-label") or "")
        if not said or "aria-labelledby" in node.attributes or tree.is_silent(node) or tree.holds(node, "*"):
            continue
        written = _letters(content_of(tree, node))
        if len(written) > 1 and written not in said:
            yield "label-content-name-mismatch", node


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
