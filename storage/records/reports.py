"""Annual reports on information disclosure: what one says of itself, and whether its numbers agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.records.seen import Look

IDENTITIES = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8")
"""Ids of the identities between the numbers of a report (standards, section 3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One place where an identity does not hold. ``row``, ``column``: names as the form prints them, "" where the
    identity has none; ``left``, ``right``: its two sides; ``quote``: the words of the text that say otherwise."""

    row: str = ""
    column: str = ""
    left: float
    right: float
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One identity of one report. ``status``: holds, broken, not_computable. ``source``: tables or text.
    ``why``: what is lacking where it could not be computed (no_table, unreadable_cell, no_other_year...)."""

    id: str
    status: str
    source: str = "tables"
    gaps: tuple[Gap, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """What table two says of one kind of rules (规章, 行政规范性文件): how many were made in the year, ended in it, and
    are valid at its end; None where the cell is no number."""

    matter: str
    made: int | None = None
    ended: int | None = None
    valid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualReport:
    """One annual report that a site's column lists.

    ``column``: address of the column. ``year``: the year reported on. ``form``: 2019 or 2021, None unknown.
    ``published``: the day that list or article print, None where neither does. ``parts``, ``tables``: what of the
    form is missing, by its Chinese name. ``unread``: why its text (``parts`` is unknown then) or, where
    ``tables_unread`` alone is set, its tables could not be read (a not_run reason). ``likeness``: with the report of
    the year before, digits masked, 0 to 1; None where there is none to compare with. ``kept_elsewhere``: on a site
    that is not ours to judge. ``newest``: no later report is listed. ``rules``: table two, the first item.
    """

    column: str
    url: str
    title: str
    year: int
    published: date | None = None
    form: str | None = None
    missing_parts: tuple[str, ...] = ()
    missing_tables: tuple[str, ...] = ()
    unread: str | None = None
    tables_unread: str | None = None
    identities: tuple[Identity, ...] = ()
    blank_totals: tuple[str, ...] = ()
    likeness: float | None = None
    like: str | None = None
    kept_elsewhere: bool = False
    newest: bool = False
    rules: tuple[RuleCount, ...] = ()
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShelf:
    """A column of annual reports. ``years``: years of which a report was found; ``unnamed``: items that may be
    reports but tell no year; ``doubt``: why the column could not be read (a not_run reason)."""

    column: str
    name: str
    years: tuple[int, ...] = ()
    unnamed: int = 0
    doubt: str | None = None
    looks: tuple[Look, ...] = ()
