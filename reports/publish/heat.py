"""The heat map: agencies by indicators, darker where more of an indicator's points are lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from reports.publish.drawing import SOFT, rect, short, svg, text
from reports.publish.model import SiteCard
from reports.publish.words import shown
from storage.records import Agency, Mark

LEFT, TOP, CELL, GAP = 150, 40, 26, 2
SHADES = ("#fbe7e5", "#f4c3bf", "#e79089", "#c9574f")
"""Less than a quarter, half, three quarters, all of the points lost."""

CLEAN, BLIND, VETO = "#e3f2e8", "#e9edf1", "#7c1512"
MEASURED = frozenset({"settled", "pending"})


def heat_map(cards: Sequence[SiteCard]) -> Markup:
    """The map, of portals and of what was measured on any of them; empty where nothing was."""
    agencies: dict[str, tuple[Agency, list[SiteCard]]] = {}
    for card in cards:
        if card.agency is not None:
            agencies.setdefault(card.agency.id, (card.agency, []))[1].append(card)
    rows = indicators(cards)
    if not agencies or not rows:
        return Markup("")
    strokes = [
        text(LEFT + place * CELL + CELL / 2, TOP - 8, row, fill=SOFT, at="middle", size=9)
        for place, row in enumerate(rows)
    ]
    for line, (agency, mine) in enumerate(agencies.values()):
        y = TOP + line * CELL
        strokes.append(text(LEFT - 8, y + 17, short(agency.short_name or agency.name, 10), at="end", size=12))
        for place, (row, title) in enumerate(rows.items()):
            x = LEFT + place * CELL
            marks = [mark for card in mine if card.reachable for mark in card.scorecard.marks if mark.row == row]
            strokes += _cell(x, y, marks, f"{agency.short_name or agency.name}，{title}")
    width, height = LEFT + len(rows) * CELL + 10, TOP + len(agencies) * CELL + 6
    told = f"{len(agencies)} 个单位在 {len(rows)} 项指标上的扣分"
    return svg(max(width, 400), height, told, strokes, least=min(int(width), 900))


def indicators(cards: Sequence[SiteCard]) -> dict[str, str]:
    """The rows that were measured on any site, with their titles, in the scheme's order."""
    found: dict[str, str] = {}
    measured: set[str] = set()
    for card in cards:
        for mark in card.scorecard.marks:
            found.setdefault(mark.row, mark.title)
            if mark.part != "bonus" and mark.state in MEASURED:
                measured.add(mark.row)
    return {row: title for row, title in found.items() if row in measured}


def _cell(x: float, y: float, marks: Sequence[Mark], where: str) -> list[Markup]:
    size = CELL - GAP
    if any(mark.veto for mark in marks):
        told = text(x + size / 2, y + 17, "否", fill="#ffffff", at="middle", size=12)
        return [rect(x, y, size, size, VETO, f"{where}：单项否决"), told]
    measured = [mark for mark in marks if mark.state in MEASURED]
    if not measured:
        return [rect(x, y, size, size, BLIND, f"{where}：未检查")]
    lost = sum((mark.lost for mark in measured), Decimal(0))
    if not lost:
        return [rect(x, y, size, size, CLEAN, f"{where}：没有扣分")]
    full = sum((mark.points or Decimal(0) for mark in measured), Decimal(0)) or lost
    shade = SHADES[min(int(lost / full * len(SHADES)), len(SHADES) - 1)]
    number = shown(lost).removesuffix(".0")
    fill = "#ffffff" if shade == SHADES[-1] else "#1c2733"
    return [
        rect(x, y, size, size, shade, f"{where}：扣 {shown(lost)}/{shown(full)} 分"),
        text(x + size / 2, y + 16, number, fill=fill, at="middle", size=10),
    ]
