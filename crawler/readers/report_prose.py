"""What the text of an annual report says in numbers, held against its tables and against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.readers.identities import TOTAL, plain, total
from crawler.readers.report_tables import GROUPS, HANDLED, NAMES, OUTCOMES, ReportTables, Value
from storage.records import Gap, Identity

MAX_TEXT = 200_000
_N = r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d{1,9})"
_UNIT = r"(?:余)?[件宗份条]"

FIGURES = {
    "new_received": rf"(?:新收|收到|接收|受理|接到)[^,。;:\d]{{0,20}}申请(?:数量)?[为共计]{{0,2}}{_N}{_UNIT}",
    "carried_in": rf"上一?年度?结转[^,。;:\d]{{0,12}}{_N}{_UNIT}",
    "handled_total": rf"(?:答复|办结|办理|处理)[^,。;:\d]{{0,12}}申请(?:数量)?[为共计]{{0,2}}{_N}{_UNIT}",
    "carried_out": rf"(?:结转(?:到|至)?下一?年度?(?:继续办理)?[^,。;:\d]{{0,6}}{_N}{_UNIT})"
    rf"|{_N}{_UNIT}(?:申请)?[^,。;\d]{{0,14}}(?:顺延|结转)[到至]?下一?年",
    "granted+partial": rf"予以公开(?:和|及|或|与|、)(?:予以)?部分公开[^,。;:\d]{{0,6}}{_N}{_UNIT}",
    "granted": rf"(?<!不)予以公开(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "partial": rf"(?<![和及或与、])(?:予以)?部分公开(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "denied": rf"不予公开(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "unable": rf"无法提供(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "rejected": rf"不予处理(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "other": rf"其他处理(?:的|申请|信息)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "review": rf"行政复议(?:申请|案件)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "direct": rf"(?:未经复议)?直接起诉(?:的|案件)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "after": rf"复议后起诉(?:的|案件)?[为共计有]{{0,2}}{_N}{_UNIT}",
    "lawsuits": rf"行政诉讼(?:立案|案件|申请)?[为共计有]{{0,2}}{_N}{_UNIT}",
}
"""How the text states the numbers of the tables."""

_FIGURES = {key: re.compile(pattern) for key, pattern in FIGURES.items()}
_SHARE = re.compile(rf"{_N}{_UNIT},?(?:约?占)[^,。;\d]{{0,14}}?(\d{{1,3}}(?:\.\d{{1,4}})?)%")
_RATE = re.compile(
    rf"{_N}{_UNIT},(?:其中,?)?[^,。;\d]{{0,8}}纠正[^,。;\d]{{0,6}}{_N}{_UNIT},[^,。;\d]{{0,8}}纠错率[为达约是]{{0,2}}(\d{{1,3}}(?:\.\d{{1,4}})?)%"
)
_KINDS = ("denied", "unable", "rejected", "other")


def figures(text: str) -> dict[str, Decimal]:
    """The numbers of the tables as the text states them, the first of each. ``text``: folded, without blanks."""
    found = {}
    for key, pattern in _FIGURES.items():
        match = pattern.search(text[:MAX_TEXT])
        if match is not None:
            found[key] = _decimal(next(group for group in match.groups() if group))
    return found


def text_identity(text: str, tables: ReportTables) -> Identity:
    """R7: numbers and percentages of the text against the tables, and against each other."""
    text = text[:MAX_TEXT]
    said = figures(text)
    compared = [*_against_tables(text, said, tables), *_within(said), *_percentages(text, said, tables)]
    if not compared:
        return Identity(id="R7", status="not_computable", source="text", why="no_figures")
    gaps = tuple(gap for gap in compared if gap.left != gap.right)
    return Identity(id="R7", status="broken" if gaps else "holds", source="text", gaps=gaps)


def balances(said: dict[str, Decimal]) -> Iterator[Identity]:
    """R1 and R2 from the text alone, for reports whose tables are not on the page."""
    if said.keys() >= {"new_received", "carried_in", "handled_total", "carried_out"}:
        yield _sum("R1", said["new_received"] + said["carried_in"], said["handled_total"] + said["carried_out"])
    open_ = said.get("granted+partial")
    if open_ is None and said.keys() >= {"granted", "partial"}:
        open_ = said["granted"] + said["partial"]
    if open_ is not None and said.keys() >= {"handled_total", *_KINDS}:
        yield _sum("R2", said["handled_total"], open_ + sum(said[kind] for kind in _KINDS))


def _sum(name: str, left: Decimal, right: Decimal) -> Identity:
    gaps = () if left == right else (Gap(column=TOTAL, left=plain(left), right=plain(right)),)
    return Identity(id=name, status="broken" if gaps else "holds", source="text", gaps=gaps)


def _table_total(tables: ReportTables, key: str) -> Value:
    """What the tables say of a number that the text states."""
    groups = {"review": GROUPS[0], "direct": GROUPS[1], "after": GROUPS[2]}
    if key in groups:
        return tables.four.get((groups[key], OUTCOMES[-1]))
    if key == "lawsuits":
        parts = [tables.four.get((group, OUTCOMES[-1])) for group in GROUPS[1:]]
    elif key in NAMES and key != "other":
        parts = [total(tables, key)]
    else:
        wanted = key.split("+")
        parts = [total(tables, row) for row in (*HANDLED, *_OTHERS) if row.partition(".")[0] in wanted]
        if key == "other" and any(row == "other.1" for row, _ in tables.three):
            parts = [total(tables, row) for row in _OTHERS[1:]]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None


_OTHERS = ("other", "other.1", "other.2", "other.3")


def _against_tables(text: str, said: dict[str, Decimal], tables: ReportTables) -> Iterator[Gap]:
    cases = {"review", "direct", "after", "lawsuits"}
    for key, value in said.items():
        if not (tables.has_four if key in cases else tables.has_three):
            continue
        stated = _table_total(tables, key)
        if stated is not None:
            match = _FIGURES[key].search(text)
            quote = match[0] if match else ""
            yield Gap(row=NAMES.get(key, quote[:12]), left=plain(value), right=plain(stated), quote=quote[:120])


def _within(said: dict[str, Decimal]) -> Iterator[Gap]:
    if said.keys() >= {"lawsuits", "direct", "after"}:
        yield Gap(row="行政诉讼", left=plain(said["lawsuits"]), right=plain(said["direct"] + said["after"]))


def _percentages(text: str, said: dict[str, Decimal], tables: ReportTables) -> Iterator[Gap]:
    """Percentages computed again to 0.01: shares from what was handled or received, rates from what they name."""
    bases = [said[key] for key in ("handled_total", "new_received") if key in said]
    if {"new_received", "carried_in"} <= said.keys():
        bases.append(said["new_received"] + said["carried_in"])
    if tables.has_three:
        rows = (total(tables, key) for key in ("handled_total", "new_received"))
        bases += [value for value in rows if value is not None]
    stated = set(said.values())
    for match in _SHARE.finditer(text):
        value = _decimal(match[1])
        if value in stated and bases:
            yield _percent("占比", value, bases, match)
    for match in _RATE.finditer(text):
        yield _percent("纠错率", _decimal(match[2]), [_decimal(match[1])], match)


def _percent(name: str, part: Decimal, bases: list[Decimal], match: re.Match[str]) -> Gap:
    """One percentage; the base that fits best is taken for the one that was meant."""
    printed = match[match.re.groups]
    value = Decimal(printed)
    decimals = len(printed.partition(".")[2])
    step = max(Decimal("0.01"), Decimal(1).scaleb(-decimals) / 2)
    computed = [part * 100 / base for base in bases if base]
    best = min(computed, key=lambda found: abs(found - value), default=value)
    right = value if abs(best - value) <= step else round(best, max(2, decimals))
    return Gap(row=name, left=plain(value), right=plain(right), quote=match[0][:120])


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
