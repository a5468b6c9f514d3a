"""A site as it looks from outside: its certificate and addresses once a crawl, its home page at every probe."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from crawler.guards import Gate
from crawler.jobs import Job
from crawler.looks import addresses, certificates
from crawler.looks.client import Client
from crawler.looks.signs import content_signs
from crawler.looks.verifier import KNOWN_GOOD
from crawler.pace import Pace
from crawler.reach import GUARDED
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Certificate, HostAddresses, Probe, Sign, Site

FAMILY = "availability"


async def seen_from_outside(job: Job, home: str) -> dict[type, list[Any]]:
    """The certificate and the addresses of a site's home page; nothing where no check will ask for them."""
    if job.families and FAMILY not in job.families:
        return {}
    settings = job.settings
    gate = Gate(settings.allow_private_hosts)
    seen = await addresses.look_at(
        home,
        gate,
        proxy=settings.proxy,
        known_good=settings.known_good or KNOWN_GOOD,
        timeout_s=settings.timeout_s,
    )
    return {Certificate: await _certificates(home, gate, settings), HostAddresses: [seen]}


async def _certificates(home: str, gate: Gate, settings: CrawlSettings) -> list[Certificate]:
    if urlsplit(home).scheme != "https":
        return []
    return [await certificates.look_at(home, gate, proxy=settings.proxy, timeout_s=settings.timeout_s)]


async def probe(
    sites: Sequence[Site], settings: CrawlSettings, *, certificates_of: Collection[str] = ()
) -> dict[str, list[Probe | Certificate]]:
    """Visit the home page of every site once, all at the same time; by site id. ``certificates_of``: site ids.

    Where nothing opens, not even a host known to be good, the fault is ours and the visits are void.
    """
    gate = Gate(settings.allow_private_hosts)
    client = Client(settings, Pace(rate=0, concurrency=settings.concurrency, rest_s=0))
    try:
        visits = await asyncio.gather(*(_visit(client, site.url) for site in sites))
        if any(visit.outcome != "ok" for visit in visits) and not await _is_online(client, settings):
            visits = [_void(visit) for visit in visits]
        found: dict[str, list[Probe | Certificate]] = {
            site.id: [visit] for site, visit in zip(sites, visits, strict=True)
        }
        for site in sites:
            if site.id in certificates_of:
                found[site.id] += await _certificates(site.url, gate, settings)
        return found
    finally:
        await client.close()


async def _visit(client: Client, url: str) -> Probe:
    at, started = datetime.now(SHANGHAI), monotonic()
    answer = await client.look(url)
    elapsed_s = round(monotonic() - started, 3)
    if answer.failure is not None:
        return Probe(url=url, at=at, outcome=str(answer.failure), void="ours" if answer.failure == "ours" else None)
    if answer.status is None:
        return Probe(url=url, at=at, outcome="ours", void="ours")
    if answer.status in GUARDED or Sign.CHALLENGE in content_signs(answer):
        return Probe(url=url, at=at, outcome=str(answer.status), elapsed_s=elapsed_s, void="guarded")
    outcome = "ok" if answer.status < 400 else str(answer.status)
    return Probe(url=url, at=at, outcome=outcome, elapsed_s=elapsed_s)


def _void(visit: Probe) -> Probe:
    return Probe(url=visit.url, at=visit.at, outcome=visit.outcome, elapsed_s=visit.elapsed_s, void="ours")


async def _is_online(client: Client, settings: CrawlSettings) -> bool:
    return any(await asyncio.gather(*(_opens(client, url) for url in settings.known_good or KNOWN_GOOD)))


async def _opens(client: Client, url: str) -> bool:
    return (await client.look(url)).status is not None
