"""The charts of a report: what passed, how points moved, where faults lie, how pages open, when accounts last spoke."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from reports.publish.drawing import (
    ACCENT,
    INK,
    LINE,
    SOFT,
    VERDICT_FILL,
    band,
    dot,
    line,
    rect,
    short,
    svg,
    text,
)
from reports.publish.model import AccountCard, CityQuarter, Quarter, SiteCard, TargetCard
from reports.publish.overview import family_of
from reports.publish.words import FAMILIES, PLATFORMS, VERDICTS, percent, shown

WIDTH = 760
LEFT = 170
RIGHT = 110
ROOM = WIDTH - LEFT - RIGHT
STEP = 26
SLOW_S = 15.0
"""Seconds from which on a home page counts as not opened (standards, V2)."""

FRESH_DAYS = 14
"""Days without a post from which on an account is stale (standards, N2a)."""

FARTHEST_DAYS = 180
"""Where the axis of silent accounts ends; who has been silent longer stands at its end."""

PASS_MARK = 60
FLOORS = (0.0, 20.0, 40.0)
"""Where the axis of points may begin: its steps stay whole, and the pass mark is on it."""

LINES = (ACCENT, "#b25c00")


def score_history(quarters: Sequence[Quarter], name: str) -> Markup:
    """The points of one target over the quarters, doubts as a band, broken where two cannot be compared."""
    known = [one for one in quarters if one.high is not None and one.low is not None]
    if len(known) < 2:
        return Markup("")
    lowest = min(float(one.low or 0) for one in known)
    floor = max(value for value in FLOORS if value == 0 or value <= lowest - 5)
    xs = _across(len(known))

    def down(value: Decimal | float | None) -> float:
        return 20 + (100 - float(value or 0)) / (100 - floor) * 150

    strokes = _grid(floor, 100, down, "分")
    strokes += [
        line(50, down(PASS_MARK), WIDTH - 30, down(PASS_MARK), VERDICT_FILL["fail"], dashed=True),
        text(WIDTH - 32, down(PASS_MARK) - 4, "合格线", fill=VERDICT_FILL["fail"], at="end", size=11),
    ]
    for place in range(1, len(known)):
        before, after = known[place - 1], known[place]
        if after.changed:
            strokes += _break(xs, place, after.changed)
            continue
        x1, x2 = xs[place - 1], xs[place]
        ends = [(x1, down(before.high)), (x2, down(after.high)), (x2, down(after.low)), (x1, down(before.low))]
        strokes += [band(ends, ACCENT), line(*ends[0], *ends[1], ACCENT, 2)]
    for x, one in zip(xs, known, strict=True):
        told = shown(one.high) if one.low == one.high else f"{shown(one.low)}~{shown(one.high)}"
        y = down(one.high)
        strokes += [
            dot(x, y, 5, VERDICT_FILL[one.verdict], f"{one.period} {VERDICTS[one.verdict]} {told}"),
            text(x, y - 10, told, at="middle", size=12),
            text(x, 196, _quarter(one.period), fill=SOFT, at="middle", size=12),
        ]
    return svg(
        WIDTH, 206, f"{name}各季度得分：" + "，".join(f"{q.period} {shown(q.high)}" for q in known), strokes, least=520
    )


def pass_rates(series: Iterable[tuple[str, Sequence[CityQuarter]]]) -> Markup:
    """Pass rates over the quarters, a line for sites and one for accounts; open quarters have no dot."""
    told = [(name, quarters) for name, quarters in series if quarters]
    periods = sorted({one.period for _, quarters in told for one in quarters})
    if len(periods) < 2 or all(one.pending or not one.judged for _, quarters in told for one in quarters):
        return Markup("")
    xs = dict(zip(periods, _across(len(periods)), strict=True))

    def down(value: Decimal | float) -> float:
        return 20 + (100 - float(value)) / 100 * 150

    strokes = _grid(0, 100, down, "%")
    for place, (colour, (name, quarters)) in enumerate(zip(LINES, told, strict=False)):
        last: CityQuarter | None = None
        for one in quarters:
            if one.changed:
                strokes += _break([xs[period] for period in periods], periods.index(one.period), one.changed)
            if one.pending or not one.judged:
                last = None
                told_instead = "待定" if one.pending else "未能检查"
                strokes.append(
                    text(xs[one.period], down(0) - 6 - 14 * place, told_instead, fill=colour, at="middle", size=11)
                )
                continue
            x, y = xs[one.period], down(Decimal(100) * one.passed / one.judged)
            if last is not None and not one.changed:
                strokes.append(line(xs[last.period], down(Decimal(100) * last.passed / last.judged), x, y, colour, 2))
            rate = percent(one.passed, one.judged)
            strokes += [
                dot(x, y, 5, colour, f"{name} {one.period} {one.passed}/{one.judged} {rate}"),
                text(x, y - 10, rate, fill=colour, at="middle", size=12),
            ]
            last = one
    strokes += [text(xs[period], 196, _quarter(period), fill=SOFT, at="middle", size=12) for period in periods]
    for place, (colour, (name, _)) in enumerate(zip(LINES, told, strict=False)):
        strokes += [dot(60 + place * 160, 216, 5, colour), text(72 + place * 160, 220, name, size=12)]
    return svg(WIDTH, 228, "各季度合格率", strokes, least=520)


def by_family(cards: Sequence[TargetCard]) -> Markup:
    """Confirmed faults by family: how many, and on how many targets."""
    faults: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for card in cards:
        here: Counter[str] = Counter()
        for check, count in card.tally["fail"].items():
            here[family_of(check)] += count
        faults.update(here)
        places.update(dict.fromkeys(here, 1))
    order = [family for family, _ in places.most_common() if family in FAMILIES]
    bars = [(FAMILIES[family], places[family], f"{places[family]} 家，{faults[family]:,} 处") for family in order]
    return _bars(bars, max(places.values(), default=1), "各类问题涉及的网站")


def openings(cards: Sequence[SiteCard]) -> Markup:
    """How long every home page took: from least to most, a dot for the median."""
    known = sorted((card for card in cards if card.opening is not None), key=lambda card: -_median(card))
    if not known:
        return Markup("")
    most = max(card.opening.most for card in known if card.opening is not None)
    axis = SLOW_S if most > SLOW_S / 2 else max(most * 1.1, 1.0)
    strokes = []
    for place, card in enumerate(known):
        one, y = card.opening, 30 + place * STEP
        assert one is not None
        ends = [LEFT + min(value / axis, 1) * ROOM for value in (one.least, one.median, one.most)]
        told = f"{one.median:.1f} 秒" + (f"（{one.opened}/{one.visits}）" if one.opened < one.visits else "")
        strokes += [
            text(LEFT - 8, y + 4, short(card.called, 12), at="end"),
            rect(ends[0], y - 3, max(ends[2] - ends[0], 2), 6, "#b9cbe0"),
            dot(
                ends[1], y, 5, ACCENT, f"{card.site.name}：{one.least:.2f}~{one.most:.2f} 秒，中位 {one.median:.2f} 秒"
            ),
            text(LEFT + ROOM + 8, y + 4, told, fill=SOFT, size=12),
        ]
    height = 30 + len(known) * STEP
    marks = [
        text(LEFT + ROOM * part / 4, 12, f"{axis * part / 4:.1f} 秒", fill=SOFT, at="middle", size=11)
        for part in range(5)
    ]
    grid = [line(LEFT + ROOM * part / 4, 16, LEFT + ROOM * part / 4, height - 10) for part in range(5)]
    return svg(WIDTH, height, "各网站首页打开时间", [*marks, *grid, *strokes], least=560)


def _median(card: SiteCard) -> float:
    return card.opening.median if card.opening is not None else 0.0


def last_posts(cards: Sequence[AccountCard]) -> Markup:
    """When the accounts of every platform last posted: a dot an account, the limit of freshness as a line."""
    known = [card for card in cards if card.silent_days is not None]
    platforms = [name for name in PLATFORMS if any(card.account.platform == name for card in known)]
    if not platforms:
        return Markup("")
    rows: Mapping[str, list[AccountCard]] = {
        name: [card for card in known if card.account.platform == name] for name in platforms
    }
    strokes, height = _silence_axis(len(platforms))
    for place, (name, mine) in enumerate(rows.items()):
        y = 34 + place * STEP
        late = sum((card.silent_days or 0) > FRESH_DAYS for card in mine)
        strokes.append(text(LEFT - 8, y + 4, PLATFORMS[name], at="end"))
        strokes += [_silence(card, y, 5) for card in mine]
        strokes.append(text(LEFT + ROOM + 14, y + 4, f"{len(mine)} 个，超期 {late}", fill=SOFT, size=12))
    return svg(WIDTH, height, "各平台账号最近一条距今天数", strokes, least=560)


def silences(cards: Sequence[AccountCard]) -> Markup:
    """How long each account of one body has been silent."""
    known = sorted((card for card in cards if card.silent_days is not None), key=lambda card: -(card.silent_days or 0))
    if not known:
        return Markup("")
    strokes, height = _silence_axis(len(known))
    for place, card in enumerate(known):
        y, days = 34 + place * STEP, card.silent_days or 0
        name = f"{card.site.name}（{PLATFORMS.get(card.account.platform, card.account.platform)}）"
        strokes += [
            text(LEFT - 8, y + 4, short(name, 12), at="end"),
            rect(LEFT, y - 3, _silence_x(days) - LEFT, 6, "#b9cbe0"),
            _silence(card, y, 5),
            text(LEFT + ROOM + 14, y + 4, f"{days} 天", fill=SOFT, size=12),
        ]
    return svg(WIDTH, height, "各账号最近一条距今天数", strokes, least=560)


def _silence_axis(rows: int) -> tuple[list[Markup], float]:
    height = 34 + rows * STEP
    strokes = []
    for days in (0, 7, FRESH_DAYS, 30, 90, FARTHEST_DAYS):
        x, limit = _silence_x(days), days == FRESH_DAYS
        told = f"{days} 天" + ("以上" if days == FARTHEST_DAYS else "")
        strokes += [
            line(x, 18, x, height - 12, VERDICT_FILL["fail"] if limit else LINE, dashed=limit),
            text(x, 12, told, fill=VERDICT_FILL["fail"] if limit else SOFT, at="middle", size=11),
        ]
    return strokes, height


def _silence_x(days: int) -> float:
    """The place of a number of days: the first weeks get most of the room."""
    return LEFT + math.sqrt(min(max(days, 0), FARTHEST_DAYS) / FARTHEST_DAYS) * ROOM


def _silence(card: AccountCard, y: float, radius: float) -> Markup:
    days = card.silent_days or 0
    fill = VERDICT_FILL["fail"] if days > FRESH_DAYS else VERDICT_FILL["pass"]
    return dot(_silence_x(days), y, radius, fill, f"{card.site.name}：{card.last_post}，{days} 天", faint=True)


def _bars(bars: Sequence[tuple[str, int, str]], most: int, label: str) -> Markup:
    """Horizontal bars: name, length, what stands behind it."""
    if not bars:
        return Markup("")
    strokes = []
    for place, (name, value, told) in enumerate(bars):
        y = 8 + place * STEP
        width = ROOM * value / most
        strokes += [
            text(LEFT - 8, y + 13, name, at="end"),
            rect(LEFT, y, max(width, 2), 17, ACCENT),
            text(LEFT + max(width, 2) + 8, y + 13, told, fill=SOFT, size=12),
        ]
    told = "；".join(f"{name} {said}" for name, _, said in bars)
    return svg(WIDTH, 12 + len(bars) * STEP, f"{label}：{told}", strokes, least=520)


def _across(number: int) -> list[float]:
    """The places of some quarters from left to right."""
    return [80 + (WIDTH - 170) * (place + 0.5) / number for place in range(number)]


def _grid(low: float, high: float, down: Callable[[float], float], unit: str) -> list[Markup]:
    strokes = []
    for part in range(5):
        value = low + (high - low) * part / 4
        y = down(value)
        strokes += [line(50, y, WIDTH - 30, y), text(44, y + 4, f"{value:.0f}{unit}", fill=SOFT, at="end", size=11)]
    return strokes


def _break(xs: Sequence[float], place: int, why: str) -> list[Markup]:
    """The line between two quarters that cannot be compared."""
    x = (xs[place - 1] + xs[place]) / 2 if place else xs[0] - 20
    return [line(x, 14, x, 176, INK, 1, dashed=True), text(x, 11, why, fill=INK, at="middle", size=11)]


def _quarter(period: str) -> str:
    return f"{period[:4]}年{period[-1]}季度"
