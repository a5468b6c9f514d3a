"""Availability visits: the home pages of all sites, again and again, into their table."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.availability import probe
from crawler.settings import CrawlSettings
from reports.periods import now
from storage.records import Certificate, Probe, Site

if TYPE_CHECKING:
    from storage.store import Store

LIMIT_S = 15.0
"""Seconds after which a home page counts as not open (2019 indicators); a visit waits no longer."""

SPACING = timedelta(minutes=60)
"""Between two rounds of visits: 24 a day, where the indicators ask for 20."""

A_DAY = timedelta(hours=23)
"""How old the last look at a certificate may be."""

Told = Callable[[Mapping[str, Probe]], None]


def visit(store: Store, sites: Sequence[Site], settings: CrawlSettings) -> dict[str, Probe]:
    """Visit every home page once and keep what came of it; certificates once a day."""
    at = now()
    due = [site for site in sites if not any(store.observations(site.id, Certificate, at - A_DAY, at))]
    hasty = replace(settings, timeout_s=min(settings.timeout_s, LIMIT_S))
    found = asyncio.run(probe(sites, hasty, certificates_of=frozenset(site.id for site in due)))
    visits = {}
    for target, records in found.items():
        store.observe(target, records)
        visits[target] = next(record for record in records if isinstance(record, Probe))
    return visits


def keep_visiting(store: Store, sites: Sequence[Site], settings: CrawlSettings, told: Told) -> None:
    """Visit until interrupted. A clock that jumps moves nothing: rounds are spaced by the monotonic clock."""
    while True:
        began = time.monotonic()
        told(visit(store, sites, settings))
        time.sleep(max(0.0, SPACING.total_seconds() - (time.monotonic() - began)))


def week(store: Store, site: Site, until: datetime) -> list[Probe]:
    """The visits of the week before a moment, oldest first."""
    return list(store.observations(site.id, Probe, until - timedelta(days=7), until))
