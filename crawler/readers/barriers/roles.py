"""Which role an element of a page has, and what WAI-ARIA says of roles and attributes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from selectolax.lexbor import LexborNode

MAX_TOKENS = 50
"""Words of one attribute that are looked at."""

_TABLES = tomllib.loads((resources.files(__package__) / "roles.toml").read_text(encoding="utf-8"))

GLOBAL = frozenset(_TABLES["global"])
NAMING = frozenset(_TABLES["naming"])
"""Attributes that name or rename an element, prohibited where a role takes no name."""

VALUES: Mapping[str, str | list[str]] = _TABLES["values"]
"""Each attribute with the words it takes, or the kind of its value: id, ids, integer, number, text."""

DECORATIVE = frozenset({"none", "presentation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: see the head of ``roles.toml``."""

    attributes: frozenset[str]
    named: str = "author"
    required: tuple[str, ...] = ()
    owned: frozenset[str] = frozenset()
    parent: frozenset[str] = frozenset()
    flat: bool = False


def _full(names: list[str]) -> tuple[str, ...]:
    return tuple(f"aria-{name}" for name in names)


ROLES: Mapping[str, Role] = {
    name: Role(
        attributes=frozenset(_full(said.get("attributes", []))),
        named=said.get("named", "author"),
        required=_full(said.get("required", [])),
        owned=frozenset(said.get("owned", [])),
        parent=frozenset(said.get("parent", [])),
        flat=said.get("flat", False),
    )
    for name, said in _TABLES["role"].items()
}
PUBLISHING = frozenset(f"doc-{name}" for name in _TABLES["publishing"])
ABSTRACT = frozenset(_TABLES["abstract"])
_IMPLIED: Mapping[str, str] = _TABLES["implied"]
_INPUT: Mapping[str, str] = _TABLES["input"]


def words(value: str | None) -> list[str]:
    """The words of an attribute that is a list."""
    return value.split()[:MAX_TOKENS] if value else []


def given_role(node: LexborNode) -> str | None:
    """The first role that the element names and that exists; None where it names none."""
    for name in words((node.attributes.get("role") or "").lower()):
        if name in ROLES or name in PUBLISHING:
            return name
    return None


def implied_role(node: LexborNode) -> str | None:
    """The role that an element has by itself; None where it has none."""
    tag = node.tag or ""
    if tag in {"a", "area"}:
        return "link" if "href" in node.attributes else "generic"
    if tag == "img":
        alt = node.attributes.get("alt", "")
        return "presentation" if "alt" in node.attributes and not alt else "img"
    if tag == "input":
        kind = (node.attributes.get("type") or "text").strip().lower()
        role = _INPUT.get(kind, None if kind in _NO_ROLE else "textbox")
        return "combobox" if role in {"textbox", "searchbox"} and "list" in node.attributes else role
    if tag == "select":
        size = (node.attributes.get("size") or "").strip()
        return "listbox" if "multiple" in node.attributes or (size.isdigit() and int(size[:6]) > 1) else "combobox"
    if tag == "section":
        return "region" if {"aria-label", "aria-labelledby", "title"} & node.attributes.keys() else "generic"
    if tag == "th" and node.attributes.get("scope") in {"row", "rowgroup"}:
        return "rowheader"
    return _IMPLIED.get(tag)


_NO_ROLE = frozenset({"color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week"})


def role_of(node: LexborNode) -> str | None:
    """The role an element has: a decorative one gives way where the element is focusable or says more of itself."""
    role = given_role(node)
    if role in DECORATIVE and says_more(node):
        role = None
    return role or implied_role(node)


def says_more(node: LexborNode) -> bool:
    """Whether an element marked as decoration takes part all the same: it is focusable or has a global attribute."""
    return focusable(node) or any(name in GLOBAL and name != "aria-hidden" for name in node.attributes)


def focusable(node: LexborNode) -> bool:
    """Whether an element can have the focus, if it is shown."""
    attributes = node.attributes
    if "tabindex" in attributes and is_number(attributes["tabindex"]):
        return not ("disabled" in attributes and node.tag in _DISABLED)
    tag = node.tag
    if tag in {"a", "area"}:
        return "href" in attributes
    if tag == "input":
        return "disabled" not in attributes and (attributes.get("type") or "").lower() != "hidden"
    if tag in _DISABLED:
        return "disabled" not in attributes
    if tag in {"audio", "video"}:
        return "controls" in attributes
    editable = attributes.get("contenteditable", "false")
    return tag in {"iframe", "summary"} or editable is None or editable.lower() in {"", "true", "plaintext-only"}


def in_tab_order(node: LexborNode) -> bool:
    """Whether the tabulator key leads to an element, if it is shown."""
    written = node.attributes.get("tabindex") or ""
    return focusable(node) and not (is_number(written) and written.strip().startswith("-"))


def is_number(written: str | None) -> bool:
    """Whether an attribute is a whole number."""
    digits = (written or "").strip().removeprefix("-")
    return 0 < len(digits) < 10 and digits.isascii() and digits.isdigit()


_DISABLED = frozenset({"button", "input", "select", "textarea"})
