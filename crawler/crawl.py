"""The crawl of one site: which address comes next, how it is opened, when it is over. Knows nothing of Scrapy."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from crawler.files import Files
from crawler.frontier import BATCH, Address, State
from crawler.intake import Intake
from crawler.jobs import Job, JobError, home_of
from crawler.lexicons import lexicons
from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.looks.hosts import Hosts
from crawler.looks.signs import content_signs
from crawler.pace import HostGivenUpError, Pace, StoppedError
from crawler.reach import GUARDED, kept_from_us, trouble_of
from crawler.rendering import Renderer
from crawler.robots import Robots
from crawler.scope import Scope
from crawler.second_looks import SecondLooks
from crawler.sink import Sink
from crawler.sitemaps import Sitemap, sitemaps_from
from crawler.traps import Traps
from crawler.urls import resolve
from storage.records import SHANGHAI, Coverage, Mentions, Sign
from storage.store import Store, StoreError

log = logging.getLogger(__name__)

TRIES = 3
"""Looks at an address that fails in a way that may pass."""

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 523, 524})
_GIVEN_UP = "host_given_up"


class Crawl:
    """One site's crawl. Make it, ``await open()``, then for each ``next()``: ``visit`` and ``receive``; ``close``.

    ``wake`` is called when addresses may have become available without any answer coming in. ``trouble``: why
    the run is unfit to judge (a not_run reason of the interface), None where it is fit; known after ``close``.
    """

    def __init__(self, job: Job, store: Store, wake: Callable[[], None] = lambda: None) -> None:
        if job.site is None:
            raise JobError("任务里没有网站")
        self.job = job
        self.site = job.site
        self.settings = job.settings
        self.home = home_of(job.site.url)
        self.scope = Scope(job.site, job.registry)
        self.sink = Sink(job, store)
        self.frontier = self.sink.frontier
        self.traps = Traps()
        self.trouble: str | None = None
        self._wake = wake
        self._tally = self.frontier.tally()
        self._pages_out = 0
        self._held: Address | None = None
        self._not_before: dict[str, float] = {}
        self._visits: set[asyncio.Task[object]] = set()
        self._sitemaps: asyncio.Task[list[Sitemap]] | None = None
        self._named_sitemaps = Mentions(source="", via="robots", targets=())
        self._stopping = False

    async def open(self) -> None:
        """Open connections and queue the home page."""
        settings = self.settings
        rate, concurrency = settings.requests_per_second, settings.concurrency
        self.pace = Pace(rate=rate, concurrency=concurrency, rest_s=settings.confirm_after_s)
        self.client = Client(settings, self.pace, documents=self.job.reads_content)
        self.robots = Robots(self.client, obey=settings.obey_robots)
        self.hosts = Hosts(self.client, lambda url: self.home if self.scope.owns(url) else None)
        job, every = self.job, bool(self.job.only)
        self.renderer = Renderer(job.renderer, mode=settings.render, examine=job.examine, every=every)
        self.lexicons = lexicons(self.job.lexicons)
        self.files = Files(self.job)
        self.second_looks = SecondLooks(self.client, self.lexicons, wanted=self.job.reads_content)
        self.intake = Intake(self)
        self.frontier.add(Address(self.home, 0))
        if self.intake.pages:
            self.found_home()

    def next(self) -> Address | None:
        """The next address to visit, None where none is ready now."""
        while not self._stopping:
            address = self._held or self.frontier.next() or self._from_sitemaps()
            self._held = None
            if address is None:
                return None
            if not address.part and self._budget_left() <= 0:
                if self._pages_out:
                    self._held = address
                    return None
                self._leave_out(address, "budget")
            elif self.traps.refuses(address.url):
                self._leave_out(address, "trap")
            else:
                self._pages_out += not address.part
                return address
        return None

    @property
    def has_more(self) -> bool:
        """Whether the crawl is not over yet."""
        return not self._stopping and (self._held is not None or len(self.frontier) > 0 or self._sitemaps is not None)

    async def visit(self, address: Address) -> Answer:
        """Open an address when its time has come. Raises ``StoppedError``; every other end is an answer."""
        task = asyncio.current_task()
        assert task is not None
        self._visits.add(task)
        answer = Answer(url=address.url, at=datetime.now(SHANGHAI), final_url=address.url)
        try:
            wait_s = self._not_before.pop(address.url, 0.0) - monotonic()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
            if not await self.robots.allow(address.url):
                answer.with_signs(Sign.ROBOTS)
                return answer
            answer = await self.look(address)
        except HostGivenUpError:
            answer.note = _GIVEN_UP
        except asyncio.CancelledError:
            if self._stopping:
                raise StoppedError from None
            raise
        finally:
            self._visits.discard(task)
        return answer

    async def look(self, address: Address, target: str | None = None) -> Answer:
        """Open an address, or ``target`` in its place (where its page sends visitors on), with all its signs.

        Raises ``HostGivenUpError`` and ``StoppedError``.
        """
        if target is not None and not await self.robots.allow(target):
            answer = Answer(url=address.url, at=datetime.now(SHANGHAI), final_url=target)
            answer.with_signs(Sign.ROBOTS)
            return answer
        answer = await self.client.look(target or address.url, allow=self.robots.allow)
        answer.url = address.url
        answer.with_signs(*content_signs(answer))
        answer.with_signs(*(await self.hosts.signs(answer) if address.depth else ()))
        return answer

    async def receive(self, address: Address, answer: Answer) -> None:
        """Keep what an answer brought and queue what it leads to."""
        try:
            if answer.note == _GIVEN_UP:
                self._leave_out(address, _GIVEN_UP)
            elif {Sign.ROBOTS, Sign.PRIVATE} & set(answer.signs):
                self.sink.look(answer.look())
                self._refused(address, "robots" if Sign.ROBOTS in answer.signs else "private_address")
            elif self._may_pass(answer, address) and address.tries + 1 < TRIES:
                self.sink.look(answer.look())
                self._again(address, answer)
            else:
                await self._take(address, answer)
        finally:
            self._pages_out -= not address.part
        if address.depth == 0:
            self._judge_home(answer)
        if self.frontier.unwritten >= BATCH:
            self.sink.commit()

    def found_home(self) -> None:
        """The home page is there: ask for the sitemaps beside the crawl, and queue what the office or the job named."""
        if self.job.only:
            for url in filter(self.scope.owns, self.job.only):
                self.frontier.add(Address(url, 1, parent=self.home))
            return
        if self._sitemaps is None and not self._stopping:
            self._sitemaps = asyncio.ensure_future(self._ask_sitemaps())
            self._sitemaps.add_done_callback(lambda _: self._wake())
        for column in self.site.profile.columns:
            if column.url is not None and self.scope.owns(column.url):
                self.frontier.add(Address(column.url, 1, parent=self.home, name=column.name))

    def stop(self) -> None:
        """Let go of everything that is under way; it stays queued."""
        self._stopping = True
        self.pace.stop()
        for task in [*self._visits, *([self._sitemaps] if self._sitemaps else [])]:
            task.cancel()

    async def close(self) -> Coverage:
        """Write everything, close everything, and say how much was seen."""
        if self._sitemaps is not None:
            self._sitemaps.cancel()
        coverage = self.coverage()
        if self.trouble is None:
            self.trouble = kept_from_us(self.frontier, self.settings.coverage_floor)
        self.sink.close()
        for one in (self.files, self.client, self.renderer):
            await one.close()
        return coverage

    def coverage(self) -> Coverage:
        """How much of the site was seen, over all sittings of this run."""
        tally = self.frontier.tally()
        done = {why: count for (state, why), count in tally.items() if state is State.DONE}
        skipped = {why: count for (state, why), count in tally.items() if state is State.SKIPPED}
        waiting = sum(count for (state, _), count in tally.items() if state in (State.QUEUED, State.OUT))
        if waiting:
            skipped["incomplete_crawl"] = waiting
        return Coverage(
            known=self.frontier.known,
            fetched=sum(done.values()),
            pages=sum(count for why, count in done.items() if why.startswith("page")),
            failed=done.get("failed", 0) + done.get("crashed", 0),
            blocked=done.get("blocked", 0),
            undecodable=done.get("undecodable", 0),
            rendered=done.get("page:rendered", 0),
            needed_browser=done.get("page:unrendered", 0),
            skipped=dict(sorted(skipped.items())),
        )

    def progress(self) -> dict[str, object]:
        """How far the crawl is, as the lines on standard output say it."""
        return {
            "site": self.site.id,
            "pages": self.intake.pages,
            "fetched": self.intake.fetched,
            "failed": self.intake.failed,
            "queued": len(self.frontier),
            "known": self.frontier.known,
        }

    async def _take(self, address: Address, answer: Answer) -> None:
        """Read and keep an answer; a page on which a reader breaks must not end the crawl."""
        try:
            await self.intake.take(address, answer)
        except (OSError, StoreError, sqlite3.Error):
            raise
        except Exception:
            log.exception("cannot read %s", address.url)
            self.sink.look(answer.look())
            self.frontier.done(address.url, "crashed")

    def _budget_left(self) -> int:
        if not self.settings.max_pages:
            return 1
        return self.settings.max_pages - self.intake.pages - self._pages_out

    def _from_sitemaps(self) -> Address | None:
        """When nothing else is left, queue what only the sitemaps name; no click leads there, so it comes last."""
        if self._sitemaps is None or not self._sitemaps.done() or self._pages_out:
            return None
        task, self._sitemaps = self._sitemaps, None
        if not task.cancelled() and task.exception() is None:
            self.intake.sitemaps(task.result(), self._named_sitemaps, self.frontier.deepest() + 1)
        return self.frontier.next()

    async def _ask_sitemaps(self) -> list[Sitemap]:
        robots = resolve(self.home, "/robots.txt").url or ""
        named = await self.robots.sitemaps(self.home) if self.settings.obey_robots else []
        targets = tuple(url for written in named if (url := resolve(robots, written).url))
        self._named_sitemaps = Mentions(source=robots, via="robots", targets=targets)
        start = resolve(self.home, "/sitemap.xml").url
        starts = [url for url in (*self._named_sitemaps.targets, start) if url is not None and self.scope.owns(url)]
        return await sitemaps_from(self.client, self.hosts, starts, self.settings.max_body_bytes)

    def _leave_out(self, address: Address, why: str) -> None:
        """Keep why an address is not asked for."""
        self.sink.left_out(address.url, why)
        self.frontier.skip(address.url, why)

    def _refused(self, address: Address, why: str) -> None:
        self.frontier.skip(address.url, why)
        if address.depth == 0:
            self.trouble = why

    def _may_pass(self, answer: Answer, address: Address) -> bool:
        """Whether the fault may be gone in a moment; a wall in front of the home page is worth another look too."""
        wall = address.depth == 0 and (Sign.CHALLENGE in answer.signs or answer.status in GUARDED)
        return answer.failure is not None or answer.status in _PASSING or wall

    def _again(self, address: Address, answer: Answer) -> None:
        wait_s = self.settings.confirm_after_s / (1 if address.depth else TRIES - 1)
        self._not_before[address.url] = monotonic() + max(wait_s, min(answer.retry_after_s or 0.0, 120.0))
        self.frontier.again(address.url, "failed")

    def _judge_home(self, answer: Answer) -> None:
        """Learn from the home page whether the site can be inspected at all."""
        if self.intake.home_read:
            self.trouble = None
        elif self.home not in self._not_before and self.trouble is None:
            self.trouble = trouble_of(answer)
