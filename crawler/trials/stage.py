"""The trials of one site, between the end of its crawl and its surveys."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from crawler.source import StoredPages
from crawler.trials.notices import notice_trials
from crawler.trials.searching import search_trials
from crawler.trials.senior import senior_trials
from storage.records import NoticeTrial, OutwardLinks, SearchTrial, SeniorEntry, SeniorTrial

if TYPE_CHECKING:
    from crawler.crawl import Crawl
    from storage.store import Store

log = logging.getLogger(__name__)


async def tried(crawl: Crawl, store: Store) -> dict[type, list[Any]]:
    """What came of using the site, by noun, for the families that will be judged; a trial that breaks ends nothing."""
    job = crawl.job
    families = set(job.families) or {"furniture", "accessibility"}
    if not job.settings.trials or families.isdisjoint({"furniture", "accessibility"}):
        return {}
    crawl.sink.commit()
    assert job.site is not None
    [run] = [one for one in store.runs(job.period, job.round, job.site.id) if one.id == job.run_id]
    facts = store.facts(run, job.site, None, job.registry)
    pages = StoredPages(store, crawl.sink.evidence, job.run_id, crawl.home)
    trials: dict[type, Awaitable[list[Any]]] = {}
    if "furniture" in families:
        trials[SearchTrial] = search_trials(crawl, pages)
        trials[NoticeTrial] = notice_trials(crawl, pages.pages(), facts.records(OutwardLinks))
    if "accessibility" in families:
        entries = [entry for entry in facts.records(SeniorEntry) if entry.page == crawl.home]
        trials[SeniorTrial] = senior_trials(crawl, entries)
    ended = await asyncio.gather(*trials.values(), return_exceptions=True)
    found: dict[type, list[Any]] = {}
    for noun, came in zip(trials, ended, strict=True):
        if isinstance(came, BaseException):
            log.error("a trial of %s broke", crawl.home, exc_info=came)
        else:
            found[noun] = came
    return found
