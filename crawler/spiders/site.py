"""The spider of one site: a thin shell around the crawl, so that ``scrapy list`` and ``scrapy crawl site`` work.

``-a job=FILE`` crawls what a job file says; ``-a url=http://... -a out=DIR`` crawls a site that is in no registry,
into a database of its own in DIR.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import scrapy
from scrapy import signals
from scrapy.exceptions import UsageError

from crawler.alone import job_alone
from crawler.availability import seen_from_outside
from crawler.crawl import Crawl
from crawler.ending import end
from crawler.jobs import Job
from crawler.trials.stage import tried
from storage.evidence import Evidence
from storage.store import Store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.frontier import Address
    from crawler.handler import Looked

log = logging.getLogger(__name__)

TICK_S = 1.0
"""At least so often everything is written, and progress is told."""

FINISHED = "finished"


class SiteSpider(scrapy.Spider):
    """Crawls one site from its home page until nothing is left, or it is stopped."""

    name = "site"

    def __init__(self, *, job: str | None = None, url: str | None = None, out: str = "site", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if (job is None) == (url is None):
            raise UsageError("请给出 -a job=任务文件，或 -a url=网址 -a out=文件夹")
        self.job = Job.load(Path(job)) if job is not None else job_alone(str(url), Path(out))
        self.store = Store.open(self.job.database)
        self.crawl = Crawl(self.job, self.store, wake=self._wake)
        self.whole = False
        self._ticking: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and let it know when Scrapy closes it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.closing, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Open the crawl; its addresses come through the scheduler."""
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.stop, "shutdown")
        await self.crawl.open()
        self._tick()
        nothing: tuple[Any, ...] = ()
        for request in nothing:
            yield request

    async def parse(self, response: Looked, address: Address) -> None:  # type: ignore[override]
        """Hand one look to the crawl."""
        try:
            await self.crawl.receive(address, response.answer)
        except Exception:
            log.exception("cannot go on storing")
            self.stop("storage")

    def stop(self, reason: str) -> None:
        """End the crawl now; what was not done stays queued."""
        self.crawl.stop()
        if self._ending is None and self.crawler.engine is not None:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    async def closing(self, reason: str) -> None:
        """Write everything and close the run; where that fails the run stays open and is taken up again."""
        if self._ticking is not None:
            self._ticking.cancel()
        try:
            await self._end(whole=reason == FINISHED)
        except Exception:
            log.exception("cannot close the run")
        finally:
            self.store.close()

    async def _end(self, *, whole: bool) -> None:
        progress = self.crawl.progress()
        if whole and self.crawl.trouble is None:
            self.store.put_records(self.job.run_id, await seen_from_outside(self.job, self.crawl.home))
            self.store.put_records(self.job.run_id, await tried(self.crawl, self.store))
        coverage = await self.crawl.close()
        trouble = self.crawl.trouble
        evidence = Evidence(Path(self.job.evidence), self.store)
        try:
            end(self.job, self.store, evidence, home=self.crawl.home, whole=whole, trouble=trouble, coverage=coverage)
        finally:
            evidence.close()
        self.whole = whole
        _tell({**progress, "event": "end", "whole": whole, "trouble": trouble})

    def _tick(self) -> None:
        self._ticking = asyncio.get_running_loop().call_later(TICK_S, self._tick)
        try:
            self.crawl.sink.commit()
        except Exception:
            log.exception("cannot go on storing")
            self.stop("storage")
        _tell({**self.crawl.progress(), "event": "progress"})

    def _wake(self) -> None:
        """Make Scrapy ask for the next address now rather than at its next heartbeat."""
        engine = self.crawler.engine
        if engine is not None and engine._slot is not None:
            engine._slot.nextcall.schedule()


def _tell(said: dict[str, Any]) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)
