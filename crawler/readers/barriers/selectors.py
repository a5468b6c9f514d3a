"""Where on a page a barrier stands, said so that all pages of one template say it alike.

Positions, numbers, states and the marks of text editors are left out: a fault of a template is then one fault.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

MAX_ANCESTORS = 3
"""Landmarks above an element that its selector names."""

MAX_LEVELS = 60
"""Elements above an element among which landmarks are looked for."""

_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z_\u4e00-\u9fff-]{0,39}\Z")
_FIELD = re.compile(r"[\w.\u4e00-\u9fff-]{1,40}\Z")
_STATES = frozenset(
    {
        *("active", "current", "cur", "on", "off", "hover", "focus", "selected", "checked", "open", "opened", "closed"),
        *("show", "shown", "hide", "hidden", "first", "last", "odd", "even", "clearfix", "clear", "fl", "fr", "left"),
        *("right", "disabled", "visited", "loaded", "lazy", "swiper-slide-active", "swiper-slide-duplicate", "hot"),
    }
)
_FIELDS = frozenset({"input", "select", "textarea", "button", "iframe", "frame", "meta"})
_TYPED = frozenset({"input", "button"})


def selector_of(node: LexborNode) -> str:
    """A CSS selector for an element, equal for its like on all pages of a template."""
    own = _own(node)
    if "#" in own:
        return own
    above: list[str] = []
    current = node.parent
    for _ in range(MAX_LEVELS):
        if current is None or not current.is_element_node or current.tag in {"html", "body"}:
            break
        mark = _mark(current)
        if mark and (not above or above[-1] != mark):
            above.append(mark)
        if mark.startswith("#") or len(above) == MAX_ANCESTORS:
            break
        current = current.parent
    return " ".join([*reversed(above), own])


def _own(node: LexborNode) -> str:
    tag = (node.tag or "").lower()
    attributes = node.attributes
    mark = _mark(node)
    kind = (attributes.get("type") or "").strip().lower() if tag in _TYPED else ""
    said = f'[type="{kind}"]' if kind and _FIELD.match(kind) else ""
    if tag in _FIELDS and not mark.startswith("#"):
        name = attributes.get("name") or ""
        said += f'[name="{name}"]' if _FIELD.match(name) and not any(map(str.isdigit, name)) else ""
    return f"{tag}{mark}{said}"


def _mark(node: LexborNode) -> str:
    """What sets an element apart on every page of its template: its identifier, else its first telling class."""
    identifier = node.attributes.get("id") or ""
    if _NAME.match(identifier):
        return f"#{identifier}"
    for name in (node.attributes.get("class") or "").split()[:10]:
        if _NAME.match(name) and name.lower() not in _STATES:
            return f".{name}"
    return ""
