"""Whether the numbers of an annual report agree with each other (standards, section 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from crawler.readers.report_tables import APPLICANTS, GROUPS, HANDLED, NAMES, OTHER, OUTCOMES, ReportTables, Value
from storage.records import Gap, Identity

TOTAL = APPLICANTS[-1]
MAX_GAPS = 50

Sides = tuple[str, str, Value, Value]
"""Row, column, left side, right side of an identity at one place; None where a side cannot be computed."""


def identities_of(tables: ReportTables) -> list[Identity]:
    """R1, R2, R3 and R5 of one report; the others need another year or the text."""
    three, four = tables.has_three, tables.has_four
    return [
        _identity("R1", three, _balance(tables)),
        _identity("R2", three, _handled(tables)),
        _identity("R3", three, _totals(tables)),
        _identity("R5", four, _cases(tables)),
    ]


def _identity(name: str, seen: bool, places: Iterable[Sides]) -> Identity:
    if not seen:
        return Identity(id=name, status="not_computable", why="no_table")
    gaps, unknown, holds = [], 0, 0
    for row, column, left, right in places:
        if left is None or right is None:
            unknown += 1
        elif left != right:
            gaps.append(Gap(row=row, column=column, left=plain(left), right=plain(right)))
        else:
            holds += 1
    if gaps:
        return Identity(id=name, status="broken", gaps=tuple(gaps[:MAX_GAPS]))
    if unknown or not holds:
        return Identity(id=name, status="not_computable", why="unreadable_cell")
    return Identity(id=name, status="holds")


def plain(value: Decimal) -> float:
    """A number as JSON writes it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def blank_totals(tables: ReportTables) -> tuple[str, ...]:
    """Rows of table three whose total stands empty although the row counts something."""
    return tuple(
        name for key, name in NAMES.items() if (key, TOTAL) in tables.blank and (_row_sum(tables, key) or Decimal(0))
    )


def total(tables: ReportTables, key: str) -> Value:
    """A row's total; where it stands empty, the row's sum."""
    if (key, TOTAL) in tables.blank or (key, TOTAL) not in tables.three:
        return _row_sum(tables, key)
    return tables.three[key, TOTAL]


def cell(tables: ReportTables, key: str, applicant: str) -> Value:
    """One number of table three; rows and columns that are not there count 0."""
    return total(tables, key) if applicant == TOTAL else tables.three.get((key, applicant), Decimal(0))


def added(values: Iterable[Value]) -> Value:
    """The sum; None where a part is unknown."""
    known = list(values)
    return None if any(value is None for value in known) else sum((v for v in known if v is not None), Decimal(0))


def _row_sum(tables: ReportTables, key: str) -> Value:
    return added(tables.three.get((key, applicant), Decimal(0)) for applicant in APPLICANTS[:-1])


def _has(tables: ReportTables, key: str) -> bool:
    return any((key, applicant) in tables.three for applicant in APPLICANTS)


def _whole(tables: ReportTables, key: str) -> bool:
    """Whether a row was read and is not left empty altogether."""
    return any((key, name) in tables.three and (key, name) not in tables.blank for name in APPLICANTS)


def _balance(tables: ReportTables) -> Iterator[Sides]:
    """R1: what came in is what was handled or carried over."""
    known = all(_has(tables, key) for key in ("new_received", "carried_in", "carried_out"))
    for applicant in APPLICANTS:
        left = added(cell(tables, key, applicant) for key in ("new_received", "carried_in"))
        right = added(cell(tables, key, applicant) for key in ("handled_total", "carried_out"))
        complete = known and _whole(tables, "handled_total")
        yield "", applicant, left if complete else None, right


def _handled(tables: ReportTables) -> Iterator[Sides]:
    """R2: what was handled is the sum of its kinds."""
    kinds = [key for key in HANDLED if _has(tables, key)] + [key for key in OTHER if _has(tables, key)]
    whole = _whole(tables, "handled_total") and len(kinds) > len(HANDLED) - 1
    if "other" in kinds and len(kinds) - len(HANDLED) > 1:
        kinds.remove("other")  # the head of the three kinds of other handling
    for applicant in APPLICANTS:
        right = added(cell(tables, key, applicant) for key in kinds)
        yield NAMES["handled_total"], applicant, cell(tables, "handled_total", applicant) if whole else None, right


def _totals(tables: ReportTables) -> Iterator[Sides]:
    """R3: a row's total is the sum of the applicants."""
    for key, name in NAMES.items():
        if not _has(tables, key) or (key, TOTAL) in tables.blank:
            continue
        if any((key, applicant) not in tables.three for applicant in APPLICANTS):
            yield name, TOTAL, None, None
        else:
            yield name, TOTAL, tables.three[key, TOTAL], _row_sum(tables, key)


def _cases(tables: ReportTables) -> Iterator[Sides]:
    """R5: the cases of each group are the sum of their outcomes."""
    for group in GROUPS:
        if all((group, outcome) not in tables.four for outcome in OUTCOMES):
            yield group, OUTCOMES[-1], None, None
            continue
        stated = tables.four.get((group, OUTCOMES[-1]))
        parts = added(tables.four.get((group, outcome), Decimal(0)) for outcome in OUTCOMES[:-1])
        yield group, OUTCOMES[-1], stated, parts


def across_years(later: ReportTables, earlier: ReportTables) -> list[Identity]:
    """R4 and R6: what a report takes over from the report of the year before."""
    return [
        _identity("R4", later.has_three and earlier.has_three, _carried(later, earlier)),
        _identity("R6", later.has_two and earlier.has_two and later.form == "2021", _valid(later, earlier)),
    ]


def _carried(later: ReportTables, earlier: ReportTables) -> Iterator[Sides]:
    known = _has(later, "carried_in") and _has(earlier, "carried_out")
    for applicant in APPLICANTS:
        left = cell(earlier, "carried_out", applicant) if known else None
        yield NAMES["carried_in"], applicant, left, cell(later, "carried_in", applicant)


def _valid(later: ReportTables, earlier: ReportTables) -> Iterator[Sides]:
    for matter in ("规章", "行政规范性文件"):
        made, ended = later.two.get((matter, "制发")), later.two.get((matter, "废止"))
        before = earlier.two.get((matter, "有效"))
        right = None if ended is None else added((before, made, -ended))
        yield matter, "现行有效件数", later.two.get((matter, "有效")), right
