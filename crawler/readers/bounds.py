"""Markup cut down to what a parser reads in linear time.

The parser compares each attribute of an element with all others and looks for the scope of an element through all
that are open, so that one hostile page of some megabytes would hold a crawl for hours. No honest page comes near
these bounds, and a page too short to do harm is not looked at.
"""

from __future__ import annotations

import re

MAX_ATTRIBUTES = 1000
"""Attributes of one element that are read."""

MAX_DEPTH = 1000
"""Elements within each other; browsers give up at 512. What lies deeper is cut off, with all that follows it."""

MAX_ROOTS = 100
"""Tags of html and body: each adds its attributes to the same element. The rest of the page is cut off."""

LONG = 64_000
"""Characters below which attributes cannot do harm."""

MANY_TAGS = 30_000
"""Tags below which depth cannot do harm."""

_ATTRIBUTE = r"""[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?+"""
_NAME = r"<[a-zA-Z][^\s/>]*+"
_USUAL = re.compile(rf"(?:[^<]++|<(?![a-zA-Z])|{_NAME}(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+[\s/]*+>)*+")
_HUGE = re.compile(rf"({_NAME}(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+")
_ROOT = re.compile(r"<(?:html|body)[\s/]", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

_EMPTY = frozenset(
    {*("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")}
)
_WITHIN = {
    **dict.fromkeys(("li",), ("ul", "ol")),
    **dict.fromkeys(("dt", "dd"), ("dl",)),
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot"), ("table",)),
    **dict.fromkeys(("td", "th"), ("tr", "table")),
    **dict.fromkeys(("option", "optgroup"), ("select",)),
}
"""Elements whose tag ends whatever is still open within the next of these."""


def bounded(text: str) -> str:
    """Markup without what would take a parser more than linear time."""
    if len(text) > LONG:
        text = _with_few_attributes(text)
        for count, root in enumerate(_ROOT.finditer(text)):
            if count >= MAX_ROOTS:
                text = text[: root.start()]
                break
    return text[: _depth_reached(text)] if text.count("<") > MANY_TAGS else text


def _with_few_attributes(text: str) -> str:
    kept: list[str] = []
    place = 0
    while (usual := _USUAL.match(text, place)) is not None and usual.end() < len(text):
        kept.append(usual[0])
        huge = _HUGE.match(text, usual.end())
        if huge is None:
            break
        kept.append(huge[1])
        place = huge.end()
    return "".join(kept) + text[place:] if kept else text


def _depth_reached(text: str) -> int | None:
    """Where a page goes too deep; None where it does not."""
    open_: list[str] = []
    known: dict[str, int] = {}

    def close(names: tuple[str, ...], *, itself: bool) -> None:
        if not any(known.get(name) for name in names):
            return
        while open_ and (itself or open_[-1] not in names):
            last = open_.pop()
            known[last] -= 1
            if last in names:
                return

    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if tag[1] and open_ and open_[-1] == name:
            open_.pop()
            known[name] -= 1
        elif tag[1]:
            close((name,), itself=True)
        elif name not in _EMPTY and name != "p":
            close(_WITHIN.get(name, ()), itself=False)
            open_.append(name)
            known[name] = known.get(name, 0) + 1
            if len(open_) > MAX_DEPTH:
                return tag.start()
    return None
