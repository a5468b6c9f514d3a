"""What moves, sounds or turns by itself, and styles that readers cannot overrule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import degrees

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import content_of
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

_SPACING = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
"""Least spacing in times the size of the letters (WCAG 2.2, 1.4.12)."""

_DECLARED = re.compile(r"([a-z-]{1,30})\s*:\s*([^;]{1,200})", re.IGNORECASE)
_LENGTH = re.compile(r"(-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))(em|rem|px|pt|%|)\Z")
_AWAY = re.compile(r"(?:top|left|right|text-indent)\s*:\s*-\d{3,}", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|[;\s])width\s*:\s*(\d{1,6})px", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": 16.0}
_ORIENTED = re.compile(r"@media[^{}]*orientation\s*:\s*(portrait|landscape)[^{}]*\{", re.IGNORECASE)
_TURN = re.compile(r"rotate(?:z|3d)?\(([^()]{1,80})\)|(?:^|[;\s])rotate\s*:\s*([^;]{1,40})", re.IGNORECASE)
_MATRIX = re.compile(r"matrix(?:3d)?\(\s*(-?[\d.]{1,9})\s*,\s*(-?[\d.]{1,9})\s*,", re.IGNORECASE)
_ANGLE = re.compile(r"(-?[\d.]{1,12})\s*(deg|rad|turn|grad)")
_DEGREES = {"deg": 1.0, "rad": degrees(1), "turn": 360.0, "grad": 0.9}


@rule("marquee", "blink", words=("<marquee", "<blink"))
def moving(tree: Tree) -> Iterator[Found]:
    """Text that runs or blinks by itself."""
    for node in tree.css("marquee, blink"):
        if not tree.is_hidden(node):
            yield node.tag or "", node


@rule("no-autoplay-audio", words=("autoplay", "<bgsound"))
def sounding(tree: Tree) -> Iterator[Found]:
    """Sound that begins by itself and that nothing on the page stops."""
    for node in tree.css("audio[autoplay], bgsound[src]"):
        attributes = node.attributes
        if node.tag == "bgsound":
            yield "no-autoplay-audio", node
            continue
        named = "src" in attributes or node.css_first("source[src]") is not None
        if "muted" in attributes or "controls" in attributes or not named or _is_short(node):
            continue
        if not _has_button(tree):
            yield "no-autoplay-audio", node


def _is_short(node: LexborNode) -> bool:
    """Whether the address itself cuts a piece out, which may be short."""
    source = node.attributes.get("src") or ""
    if not source:
        first = node.css_first("source[src]")
        source = (first.attributes.get("src") or "") if first is not None else ""
    return "#t=" in source


def _has_button(tree: Tree) -> bool:
    """Whether the page has buttons of its own that may stop a sound."""
    return tree.parsed.css_first('button, input[type="button"], [role="button"]') is not None


@rule("avoid-inline-spacing", words=("!important",))
def spacing(tree: Tree) -> Iterator[Found]:
    """Spacing that the page fixes too narrow, against the reader's own settings."""
    for node in tree.css('[style*="!important" i], [style*="! important" i]'):
        fixed: dict[str, str] = {}
        for name, value in _DECLARED.findall((node.attributes.get("style") or "").lower()):
            if name not in _SPACING:
                continue
            before = fixed.get(name, "")
            if "!" in value or "!" not in before:
                fixed[name] = value
        wrong = [name for name, value in fixed.items() if "!" in value and _is_narrow(tree, node, name, value)]
        away = _AWAY.search(node.attributes.get("style") or "") is not None
        if wrong and not away and not tree.is_hidden(node) and _is_written_on(tree, node, wrong):
            yield "avoid-inline-spacing", node


def _is_narrow(tree: Tree, node: LexborNode, name: str, value: str) -> bool:
    value = value.partition("!")[0].strip()
    if value in {"normal", "initial"}:
        return True
    found = _LENGTH.match(value)
    if found is None:
        return False
    number, unit = float(found[1]), found[2]
    if unit == "" and name != "line-height":
        return number == 0
    if unit == "%":
        number, unit = number / 100, "em"
        if name != "line-height":
            return False
    if unit in _PIXELS:
        size = _font_size(tree, node)
        if size is None:
            return False
        number = number * _PIXELS[unit] / size
    return number < _SPACING[name]


def _font_size(tree: Tree, node: LexborNode) -> float | None:
    """The size of an element's letters in pixels; None where only a browser knows it."""
    current: LexborNode | None = node
    while current is not None and current.is_element_node:
        tree.step()
        said = dict(_DECLARED.findall((current.attributes.get("style") or "").lower()))
        if "font" in said:
            return None
        if "font-size" in said:
            found = _LENGTH.match(said["font-size"].partition("!")[0].strip())
            return float(found[1]) * _PIXELS[found[2]] or None if found and found[2] in _PIXELS else None
        current = current.parent
    sheet = re.search(r"font(?:-size)?\s*:\s*([^;}]{1,40})", tree.styles)
    if sheet is None:
        return 16.0 if not tree.speaks_of("stylesheet") else None
    found = _LENGTH.match(sheet[1].strip())
    simple = len(re.findall(r"font(?:-size)?\s*:", tree.styles)) == 1
    return float(found[1]) * _PIXELS[found[2]] or None if simple and found and found[2] in _PIXELS else None


def _is_written_on(tree: Tree, node: LexborNode, names: list[str]) -> bool:
    """Whether words stand in the element itself, in more than a line where lines matter."""
    own = any(child.tag == "-text" and (child.text_content or "").strip() for child in _children(node))
    if names == ["line-height"]:
        wide = _WIDTH.search(node.attributes.get("style") or "")
        length = len(content_of(tree, node))
        return own and length > 60 and (wide is None or int(wide[1]) < length * 10)
    return own


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    for _ in range(1000):
        if child is None:
            return
        yield child
        child = child.next


@rule("css-orientation-lock", words=("orientation",))
def turned(tree: Tree) -> Iterator[Found]:
    """A page that turns itself round so that it can only be held one way."""
    root = tree.parsed.css_first("html")
    body = tree.parsed.body
    if root is None or body is None or tree.is_hidden(body):
        return
    for media in _ORIENTED.finditer(tree.styles[:100_000]):
        for selector, declared in _rules_from(tree.styles, media.end()):
            for angle in _angles(declared):
                base = _base_angle(tree.styles[: media.start()], selector)
                if abs(abs(angle - base) % 180 - 90) < 1:
                    yield "css-orientation-lock", root
                    return


def _rules_from(sheet: str, start: int) -> Iterator[tuple[str, str]]:
    """The rules inside an ``@media`` that opens before ``start``."""
    place = start
    for _ in range(100):
        end = sheet.find("}", place)
        begin = sheet.find("{", place)
        if end < 0 or begin < 0 or end < begin:
            return
        yield sheet[place:begin].strip(), sheet[begin + 1 : end]
        place = end + 1


def _angles(declared: str) -> Iterator[float]:
    for turn in _TURN.finditer(declared):
        if (angle := _ANGLE.search(turn[1] or turn[2])) is not None and _is_float(angle[1]):
            yield float(angle[1]) * _DEGREES[angle[2]]
    for matrix in _MATRIX.finditer(declared):
        cosine, sine = matrix[1], matrix[2]
        if _is_float(cosine) and _is_float(sine) and abs(float(cosine)) < 0.02 and abs(abs(float(sine)) - 1) < 0.02:
            yield 90.0


def _base_angle(sheet: str, selector: str) -> float:
    """How far the page is turned anyway."""
    for found in re.finditer(r"([^{}]+)\{([^{}]*)\}", sheet):
        if found[1].strip() == selector:
            for angle in _angles(found[2]):
                return angle
    return 0.0


def _is_float(text: str) -> bool:
    return re.fullmatch(r"-?(?:\d+(?:\.\d*)?|\.\d+)", text) is not None
