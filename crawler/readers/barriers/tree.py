"""One page as the rules on barriers see it: what is shown, what is exposed, where identifiers lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawler.readers.barriers.roles import words
from crawler.readers.dom import Dom

MAX_STEPS = 200_000
"""Nodes that all rules together may step on; what lies behind is not judged."""

MAX_STYLES = 100_000
"""Characters of style sheets inside a page that are read."""

MAX_HIDING = 100
"""Selectors of such sheets that are looked up."""

MARK_HIDDEN = "data-xuncha-hidden"
"""Attribute with which the browser marks what it does not show."""

MARK_FOUND = "data-xuncha-barriers"
"""Attribute with which the browser marks what axe-core found: the ids of its rules, apart by blanks."""

UNRENDERED = frozenset({"head", "script", "style", "template", "noscript", "title", "datalist"})

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_GONE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_NO_BOX = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?:^|;)\s*visibility\s*:\s*([a-z]+)", re.IGNORECASE)
_COMPOUND = re.compile(r"[^\s>+~:,()]{1,200}\Z")


class ExhaustedError(Exception):
    """A page so large or so twisted that the rules have stepped on enough of it."""


class Tree:
    """A parsed page with what the rules ask again and again, each answer kept. ``marked``: by the browser."""

    def __init__(self, dom: Dom, *, marked: bool = False) -> None:
        self.dom = dom
        self.marked = marked
        self.parsed: LexborHTMLParser = dom.tree
        self.source = dom.source.lower()
        self.labels: list[LexborNode] | None = None
        self._steps = 0
        self._hidden: dict[int, bool] = {}
        self._silent: dict[int, bool] = {}

    def step(self, steps: int = 1) -> None:
        """Count what was stepped on. Raises ``ExhaustedError``."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise ExhaustedError

    def speaks_of(self, *pieces: str) -> bool:
        """Whether the page's source has any of these pieces (lower case): most pages need no look at most rules."""
        return any(piece in self.source for piece in pieces)

    def inside(self, node: LexborNode, selector: str) -> Iterator[LexborNode]:
        """The elements inside another, without itself, that a selector of ours finds."""
        for found in node.css(selector):
            self.step()
            if found.mem_id != node.mem_id:
                yield found

    def holds(self, node: LexborNode, selector: str) -> bool:
        """Whether there is such an element inside another."""
        return next(self.inside(node, selector), None) is not None

    def css(self, selector: str) -> Iterator[LexborNode]:
        """The elements that a selector of ours finds, in document order."""
        for node in self.parsed.css(selector):
            self.step()
            yield node

    @cached_property
    def is_html(self) -> bool:
        """Whether the page is an HTML document, not a picture or a feed."""
        start = self.source[:1000].lstrip("\ufeff \t\r\n")
        if start.startswith("<?xml"):
            start = start.partition("?>")[2].lstrip()
        return "<html" in start or not start.startswith(("<svg", "<rss", "<feed", "<math", "<?xml"))

    @cached_property
    def ids(self) -> dict[str, LexborNode]:
        """The first element of each identifier."""
        found: dict[str, LexborNode] = {}
        for node in self.css("[id]"):
            found.setdefault(node.attributes.get("id") or "", node)
        found.pop("", None)
        return found

    def named_by(self, value: str | None) -> list[LexborNode]:
        """The elements that a list of identifiers names."""
        return [self.ids[word] for word in words(value) if word in self.ids]

    @cached_property
    def _styles(self) -> str:
        """The style sheets inside the page."""
        if "<style" not in self.source:
            return ""
        sheets = "\n".join(node.text(deep=True) for node in self.parsed.css("style"))
        return _COMMENT.sub(" ", sheets[:MAX_STYLES])

    @cached_property
    def _hidden_by_sheet(self) -> frozenset[int]:
        """Elements that a style sheet inside the page may hide."""
        if self.marked:
            return frozenset()
        found: set[int] = set()
        left = MAX_HIDING
        for rule in _RULE.finditer(self._styles):
            if not _GONE.search(rule[2]):
                continue
            for selector in rule[1].split(","):
                last = selector.split()[-1:] or [""]
                plain = _COMPOUND.match(last[0]) is not None
                if not plain or left <= 0 or (last[0] != selector.strip() and last[0].isalnum()):
                    continue
                left -= 1
                try:
                    found.update(node.mem_id for node in self.css(last[0]))
                except (SelectolaxError, ValueError):
                    continue
        return frozenset(found)

    @property
    def styles(self) -> str:
        """The style sheets inside the page, without comments."""
        return self._styles

    def is_hidden(self, node: LexborNode) -> bool:
        """Whether an element is shown to nobody: by itself or by what it lies in."""
        return self._inherited(node, self._hidden, self._hides)

    def is_silent(self, node: LexborNode) -> bool:
        """Whether assistive technology is not told of an element: it is hidden, or ``aria-hidden``."""
        return self.is_hidden(node) or self._inherited(node, self._silent, _is_muted)

    def _inherited(self, node: LexborNode, known: dict[int, bool], own: Callable[[LexborNode], bool | None]) -> bool:
        """An answer that everything inside an element shares with it, or gives itself (``visibility: visible``)."""
        chain: list[LexborNode] = []
        current: LexborNode | None = node
        answer = False
        while current is not None and current.is_element_node:
            self.step()
            kept = known.get(current.mem_id)
            if kept is not None:
                answer = kept
                break
            chain.append(current)
            current = current.parent
        for element in reversed(chain):
            said = own(element)
            answer = answer if said is None else said
            known[element.mem_id] = answer
        return answer

    def _hides(self, node: LexborNode) -> bool | None:
        """What an element itself says of being hidden; None where it says nothing."""
        tag = node.tag
        attributes = node.attributes
        if self.marked:
            return MARK_HIDDEN in attributes or tag in UNRENDERED or None
        if tag in UNRENDERED or "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
            return True
        if tag == "input" and (attributes.get("type") or "").lower() == "hidden":
            return True
        style = attributes.get("style")
        if style and _NO_BOX.search(style):
            return True
        if node.mem_id in self._hidden_by_sheet or self._is_folded(node):
            return True
        said = _VISIBILITY.search(style) if style else None
        if said is not None:
            hidden = said[1].lower() in {"hidden", "collapse"}
            return True if hidden else None if self._has_no_box(node) else False
        return None

    def _has_no_box(self, node: LexborNode) -> bool:
        """Whether something around an element is not displayed at all, so that no visibility helps."""
        current = node.parent
        while current is not None and current.is_element_node:
            self.step()
            style = current.attributes.get("style")
            if "hidden" in current.attributes or (style and _NO_BOX.search(style)) or current.tag in UNRENDERED:
                return True
            if current.mem_id in self._hidden_by_sheet:
                return True
            current = current.parent
        return False

    @staticmethod
    def _is_folded(node: LexborNode) -> bool:
        parent = node.parent
        return (
            parent is not None and parent.tag == "details" and "open" not in parent.attributes and node.tag != "summary"
        )


def _is_muted(node: LexborNode) -> bool | None:
    attributes = node.attributes
    muted = (attributes.get("aria-hidden") or "").strip().lower() == "true" or "inert" in attributes
    return True if muted else None
