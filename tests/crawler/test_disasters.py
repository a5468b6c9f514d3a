"""Crawls that are killed, stopped, starved of disk or flooded: nothing is lost, and the rest of the site is read."""

from __future__ import annotations

import asyncio
import random
import resource
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

from crawler.frontier import BATCH, State
from storage.records import Failure, RunState, Sign
from tests.crawler.crawling import QUICK, crawl, crawl_apart, crawling, job_for, left_behind, trail
from tests.crawler.test_job import page, site
from tests.crawler.web import Reply, Web, html


def wait_until(web: Web, asked: int, process: subprocess.Popen[str]) -> None:
    """Wait until the process has asked so often, or has ended."""
    deadline = time.monotonic() + 20
    while web.asked.total() < asked and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)


def test_after_a_kill_nothing_is_lost(tmp_path: Path) -> None:
    web = Web(site(300))
    with web.running():
        file = job_for(web.url + "/", tmp_path, replace(QUICK, requests_per_second=150))
        killed = 0
        for _ in range(4):
            with crawling(file) as process:
                wait_until(web, web.asked.total() + random.randrange(1, 60), process)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
        crawled = crawl_apart(file)
    assert killed == 4
    assert crawled.code == 0
    assert set(crawled.pages) == set(web.routes)
    assert all(state is State.DONE for state, _ in trail(file).values())
    evidence = {page.sha256 for page in crawled.pages.values()}
    assert crawled.bodies(evidence) == {web.body(path) for path in web.routes}


def test_at_most_one_batch_is_fetched_twice_after_a_kill(tmp_path: Path) -> None:
    web = Web(site(900))
    with web.running():
        file = job_for(web.url + "/", tmp_path)
        with crawling(file) as process:
            wait_until(web, 700, process)
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        assert crawl_apart(file).code == 0
    again = sum(count - 1 for path, count in web.asked.items() if path in web.routes)
    assert again <= BATCH
    assert set(left_behind(file).pages) == set(web.routes)


def test_an_interrupted_crawl_is_incomplete_and_goes_on(tmp_path: Path) -> None:
    web = Web(site(60))
    with web.running():
        file = job_for(web.url + "/", tmp_path, replace(QUICK, requests_per_second=30))
        with crawling(file) as process:
            wait_until(web, 20, process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=5) == 3
        stopped = left_behind(file)
        assert stopped.run.state is RunState.INCOMPLETE
        assert stopped.run.coverage is not None
        assert stopped.run.coverage.skipped["incomplete_crawl"] > 0
        job_for(web.url + "/", tmp_path)
        assert crawl_apart(file).code == 0
    assert set(left_behind(file).pages) == set(web.routes)


def test_a_full_disk_stops_the_crawl_cleanly(tmp_path: Path) -> None:
    web = Web(site(300))
    with web.running():
        file = job_for(web.url + "/", tmp_path)
        code = limited(file, 300_000)
        assert code == 3
        assert crawl_apart(file).code == 0
    assert set(left_behind(file).pages) == set(web.routes)


def limited(file: Path, file_bytes: int) -> int:
    """Run the job where no file can grow beyond ``file_bytes``; returns its exit code."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    command = [sys.executable, "-m", "crawler.job", str(file)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, preexec_fn=limit).returncode


def test_a_host_that_dies_on_the_way_ends_the_crawl(tmp_path: Path) -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    web = Web({})
    web.default = lambda path: Reply(raw=hang_up) if web.asked.total() > 30 else pages[path]  # type: ignore[return-value]
    pages = site(200) | {"/robots.txt": html("", 404), "/sitemap.xml": html("", 404)}
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path, replace(QUICK, confirm_after_s=0.01)))
    coverage = crawled.run.coverage
    assert coverage is not None
    assert coverage.skipped["host_given_up"] > 50
    assert web.asked.total() < 100


def test_bodies_without_end_cost_the_site_nothing_but_themselves(tmp_path: Path) -> None:
    async def flood(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        for _ in range(5000):
            writer.write(b"x" * 50_000)
            await writer.drain()

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(600):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packed.compress(bytes(1 << 20)) for _ in range(1024)) + packed.flush()
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    web = Web(
        site(30)
        | {"/flood.html": Reply(raw=flood), "/drip.html": Reply(raw=drip), "/bomb.html": Reply(bomb, headers=headers)}
    )
    web.routes["/p/29.html"] = page(29, "/flood.html", "/drip.html", "/bomb.html")
    with web.running():
        settings = replace(QUICK, max_body_bytes=1_000_000, timeout_s=0.5)
        crawled = crawl_apart(job_for(web.url + "/", tmp_path, settings))
    assert crawled.code == 0
    assert {f"/p/{n}.html" for n in range(1, 30)} <= set(crawled.pages)
    assert [crawled.looks[f"/{name}.html"][-1].signs for name in ("flood", "bomb")] == [(Sign.TOO_LARGE,)] * 2
    assert crawled.looks["/drip.html"][-1].failure is Failure.TIMEOUT
