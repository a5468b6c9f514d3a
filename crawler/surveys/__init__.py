"""What is read of a whole site after its crawl, from stored pages alone: its columns first, then their contents.

A survey is a module of this package with ``FAMILIES`` (of the checks that ask for its nouns), ``NOUNS`` (the records
it makes) and ``survey(site)``, a generator of such records. Adding one touches nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from crawler.survey import PageSource
from crawler.survey import survey as survey_columns
from storage.records import SHANGHAI, Agency, Column, Entry, Registry, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """One site as its surveys see it. ``agency`` is None where nobody answers for it (a precheck)."""

    pages: PageSource
    site: Site
    registry: Registry
    as_of: datetime
    columns: Sequence[Column]
    entries: Sequence[Entry]

    @property
    def agency(self) -> Agency | None:
        """The body that answers for the site."""
        return self.registry.agencies.get(self.site.agency or "")

    @property
    def today(self) -> date:
        """The day of ``as_of``."""
        return self.as_of.astimezone(SHANGHAI).date()

    def of_role(self, *roles: str) -> Iterator[Column]:
        """The columns of some roles that this site keeps itself."""
        return (column for column in self.columns if column.role in roles and column.own)

    def entries_of(self, column: Column) -> Iterator[Entry]:
        """The items of one column."""
        return (entry for entry in self.entries if entry.column == column.url)


class Survey(Protocol):
    """The shape of a module of this package."""

    FAMILIES: frozenset[str]
    NOUNS: tuple[type, ...]

    def survey(self, site: Surveyed) -> Iterable[Any]: ...


def surveyed(
    pages: PageSource, site: Site, registry: Registry, as_of: datetime, families: Sequence[str] = ()
) -> dict[type, list[Any]]:
    """All records of a site by noun, for the checks of some families (all where none is named)."""
    columns, entries = survey_columns(pages, site, registry, as_of)
    records: dict[type, list[Any]] = {Column: columns, Entry: entries}
    seen = Surveyed(pages=pages, site=site, registry=registry, as_of=as_of, columns=columns, entries=entries)
    for module in _modules():
        if families and module.FAMILIES.isdisjoint(families):
            continue
        records |= {noun: [] for noun in module.NOUNS}
        for record in module.survey(seen):
            records[type(record)].append(record)
    return records


@cache
def _modules() -> tuple[Survey, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)
