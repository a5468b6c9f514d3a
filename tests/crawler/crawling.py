"""Crawls and verifications for tests, in this process or in one that can be killed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.alone import job_alone
from crawler.crawl import Crawl
from crawler.ending import end
from crawler.frontier import Address, Frontier, State
from crawler.jobs import Job
from crawler.settings import CrawlSettings
from crawler.sink import FRONTIER
from crawler.verify import run as run_verifier
from storage.evidence import Evidence
from storage.records import SHANGHAI, Look, Page, Run
from storage.store import Store

QUICK = CrawlSettings(
    allow_private_hosts=("127.0.0.0/8",), requests_per_second=0, timeout_s=1, confirm_after_s=0.05, render="never"
)


@dataclass(slots=True)
class Crawled:
    """What a crawl left behind."""

    job: Job
    code: int
    said: Sequence[dict[str, Any]]
    run: Run
    pages: dict[str, Page] = field(default_factory=dict)
    looks: dict[str, list[Look]] = field(default_factory=dict)

    def bodies(self, kept: Iterable[str | None]) -> set[bytes]:
        """The bodies of some digests, read back from the packs."""
        with Store.open(self.job.database) as store:
            evidence = Evidence(Path(self.job.evidence), store)
            return {evidence.get(digest) for digest in kept if digest is not None}

    def path(self, url: str) -> str:
        """An address of the site without its host; others whole."""
        [site] = self.job.registry.sites.values()
        return url.removeprefix(site.url.rstrip("/"))


def job_for(url: str, folder: Path, settings: CrawlSettings = QUICK) -> Path:
    """A job file for the site at ``url``."""
    file = folder / "job.json"
    job_alone(url, folder, settings).dump(file)
    return file


def crawl(file: Path) -> Crawled:
    """Run the job in this process, without Scrapy, and read what it left."""
    job = Job.load(file)
    asyncio.run(_drive(job))
    return left_behind(file)


async def _drive(job: Job) -> None:
    """What the spider and Scrapy's engine do, one step after the other where order does not matter."""
    with Store.open(job.database) as store:
        crawl = Crawl(job, store)
        await crawl.open()
        active: set[asyncio.Task[None]] = set()

        async def one(address: Address) -> None:
            await crawl.receive(address, await crawl.visit(address))

        while crawl.has_more or active:
            while len(active) < 8 and (address := crawl.next()) is not None:
                active.add(asyncio.ensure_future(one(address)))
            if active:
                done, active = await asyncio.wait(active, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            else:
                await asyncio.sleep(0)
        coverage = await crawl.close()
        trouble = crawl.trouble
        evidence = Evidence(Path(job.evidence), store)
        end(job, store, evidence, home=crawl.home, whole=True, trouble=trouble, coverage=coverage)
        evidence.close()


def crawl_apart(file: Path) -> Crawled:
    """Run the job in a process of its own and read what it left."""
    command = [sys.executable, "-m", "crawler.job", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return left_behind(file, done.returncode, [json.loads(line) for line in done.stdout.splitlines()])


def verify(file: Path) -> Crawled:
    """Verify the round of the job in ``file``; what is returned is the verifier's own run."""
    job = Job.load(file)
    now = datetime.now(SHANGHAI)
    with Store.open(job.database) as store:
        own = store.runs(job.period, job.round, "")
        if not own:
            begun = store.begin_run(
                period=job.period, round=job.round, target="", as_of=now, started_at=now, settings={}
            )
            own = [begun]
    path = file.with_name("verify.json")
    replace(job, run_id=own[0].id, site=None, work=str(file.parent / "outside")).dump(path)
    return left_behind(path, run_verifier(Job.load(path)))


def left_behind(file: Path, code: int = 0, said: Sequence[dict[str, Any]] = ()) -> Crawled:
    """What stands in store after a run of the job in ``file``."""
    job = Job.load(file)
    with Store.open(job.database) as store:
        [run] = [run for run in store.runs(job.period, job.round) if run.id == job.run_id]
        crawled = Crawled(job, code, said, run)
        crawled.pages = {crawled.path(page.url): page for page in store.pages(job.run_id)}
        for look in store.looks(job.run_id):
            crawled.looks.setdefault(crawled.path(look.url), []).append(look)
    return crawled


@contextmanager
def crawling(file: Path) -> Iterator[subprocess.Popen[str]]:
    """The job running in a process of its own, killed at the end of the block if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.job", str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def trail(file: Path) -> dict[str, tuple[State, str | None]]:
    """The frontier's audit trail, by address."""
    frontier = Frontier(Path(Job.load(file).work) / FRONTIER)
    try:
        return {url: (state, why) for url, state, why in frontier}
    finally:
        frontier.close()
