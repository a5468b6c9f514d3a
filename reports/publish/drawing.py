"""The strokes of charts: inline SVG with colours of its own, so that it looks the same in every page and on paper."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from reports.publish.words import safe

INK, SOFT, LINE, PAPER, ACCENT = "#1c2733", "#4d5a68", "#d5dce3", "#ffffff", "#17457a"
VERDICT_FILL = {"pass": "#2f7d4f", "fail": "#b3312b", "pending": "#d59a2b", "not_assessable": "#8896a5"}

LARGEST = 1.26
"""How far a drawing is stretched where there is room."""

SIZE = 13
"""Height of letters, in units of the drawing."""


def svg(width: float, height: float, label: str, strokes: Iterable[Markup], *, least: int = 0) -> Markup:
    """A drawing. ``label``: what it shows, for those who do not see it; ``least``: the width below which it scrolls."""
    style = Markup("max-width:{}px").format(_n(width * LARGEST))
    if least:
        style += Markup(";min-width:{}px").format(least)
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" style="{}">{}</svg>'
    ).format(_n(width), _n(height), _n(width), _n(height), safe(label), style, Markup("").join(strokes))


def rect(x: float, y: float, width: float, height: float, fill: str, title: str = "") -> Markup:
    """A filled box; ``title``: what a pointer on it reads."""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}">{}</rect>').format(
        _n(x), _n(y), _n(max(width, 0)), _n(height), fill, _title(title)
    )


def dot(x: float, y: float, radius: float, fill: str, title: str = "", *, faint: bool = False) -> Markup:
    """A dot; ``faint``: others may lie on it."""
    shade = Markup(' fill-opacity="0.55"') if faint else Markup("")
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}"{}>{}</circle>').format(
        _n(x), _n(y), _n(radius), fill, shade, _title(title)
    )


def line(
    x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 1, *, dashed: bool = False
) -> Markup:
    """A straight line."""
    dashes = Markup(' stroke-dasharray="4 3"') if dashed else Markup("")
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>').format(
        _n(x1), _n(y1), _n(x2), _n(y2), stroke, _n(width), dashes
    )


def band(points: Iterable[tuple[float, float]], fill: str) -> Markup:
    """A faint surface."""
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return Markup('<polygon points="{}" fill="{}" fill-opacity="0.16"/>').format(corners, fill)


def text(
    x: float, y: float, words: str, *, fill: str = INK, at: str = "start", size: float = SIZE, bold: bool = False
) -> Markup:
    """Words whose foot is at ``y``. ``at``: start, middle, end."""
    weight = Markup(' font-weight="700"') if bold else Markup("")
    return Markup('<text x="{}" y="{}" fill="{}" text-anchor="{}" font-size="{}"{}>{}</text>').format(
        _n(x), _n(y), fill, at, _n(size), weight, safe(words)
    )


def short(words: str, most: int) -> str:
    """Words cut to a number of full-width letters."""
    room, kept = most * 2, 0
    for place, letter in enumerate(words):
        kept += 2 if ord(letter) > 0x2E7F else 1
        if kept > room:
            return words[: max(place - 1, 1)] + "…"
    return words


def _title(words: str) -> Markup:
    return Markup("<title>{}</title>").format(safe(words)) if words else Markup("")


def _n(value: float) -> str:
    """A number of a drawing: the same digits on every machine."""
    return f"{value:.1f}".removesuffix(".0")
