"""The chart of a scorecard that shows every visit to the home page in the week before the verdict."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from reports.publish.drawing import ACCENT, LINE, SOFT, VERDICT_FILL, dot, line, svg, text
from reports.publish.model import Opening

WIDTH, HEIGHT = 760, 220
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 30
SLOW_S = 15.0
"""Seconds from which on a home page counts as not opened (standards, V2)."""

FEW = 2
"""Visits up to which there is nothing to draw."""

DAYS = 7


def response_times(opening: Opening | None, name: str) -> Markup:
    """A dot a visit, by the time that it took; those that did not open stand on the limit. Empty for a few visits."""
    if opening is None or len(opening.series) <= FEW:
        return Markup("")
    until = opening.series[-1].at
    since = until - timedelta(days=DAYS)
    quick = max((visit.elapsed_s for visit in opening.series if visit.elapsed_s is not None), default=0.0)
    top = SLOW_S if quick > SLOW_S / 3 or opening.opened < opening.visits else max(quick * 1.2, 1.0)

    def across(share: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * share

    def down(seconds: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(seconds / top, 1.0)

    strokes = []
    for part in range(5):
        seconds = top * part / 4
        strokes += [
            line(LEFT, down(seconds), WIDTH - RIGHT, down(seconds)),
            text(LEFT - 6, down(seconds) + 4, f"{seconds:.1f} 秒", fill=SOFT, at="end", size=11),
        ]
    for day in range(DAYS + 1):
        x, noted = across(day / DAYS), since + timedelta(days=day)
        strokes.append(line(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4, LINE))
        strokes.append(text(x, HEIGHT - 8, f"{noted.month}月{noted.day}日", fill=SOFT, at="middle", size=11))
    if top == SLOW_S:
        strokes.append(line(LEFT, down(SLOW_S), WIDTH - RIGHT, down(SLOW_S), VERDICT_FILL["fail"], dashed=True))
    for visit in opening.series:
        x = across((visit.at - since) / timedelta(days=DAYS))
        when = f"{visit.at:%m-%d %H:%M}"
        slow = visit.elapsed_s is None or visit.elapsed_s >= SLOW_S
        told = f"{when} 没有打开" if visit.elapsed_s is None else f"{when} {visit.elapsed_s:.2f} 秒"
        height = down(SLOW_S if visit.elapsed_s is None else visit.elapsed_s)
        strokes.append(dot(x, height, 3.5, VERDICT_FILL["fail"] if slow else ACCENT, told, faint=True))
    return svg(WIDTH, HEIGHT, f"{name}首页一周的打开时间", strokes, least=560)
