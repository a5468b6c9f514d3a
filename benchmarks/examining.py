"""How many pages a second the browser examines: opened, all rules of axe-core run, our own rules on what it marks.

``python -m benchmarks.examining [--pages 60] [--tabs 2]``: list pages of 18 KB from loopback, ``tabs`` at a time in one
browser, as the renderer of an inspection opens them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import time

from benchmarks.website import Shape, served
from crawler.browser import executable
from crawler.gateway import Gateway
from crawler.readers.barriers import read_barriers
from crawler.readers.dom import Dom
from crawler.renderer import Renderer
from crawler.settings import CrawlSettings


async def examined(urls: list[str], tabs: int, settings: CrawlSettings) -> tuple[int, int, float]:
    """Pages examined, barriers found on them, and the seconds that it took; the browser is warm before."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - an extra

    gateway = Gateway(settings)
    waiting = iter(urls[1:])
    done = barriers = 0
    async with async_playwright() as playwright:
        renderer = Renderer(playwright, executable(playwright), settings, await gateway.open())

        async def work() -> None:
            nonlocal done, barriers
            for url in waiting:
                answer = await renderer.render(url, 20, examine=True)
                if answer["examined"] is not None:
                    dom = Dom(answer["examined"], url=url, encoding="utf-8")
                    barriers += len(read_barriers(dom, marked=True))
                    done += 1

        await renderer.render(urls[0], 20, examine=True)
        started = time.monotonic()
        await asyncio.gather(*(work() for _ in range(tabs)))
        took = time.monotonic() - started
        await renderer.close()
        await gateway.close()
    return done, barriers, took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--tabs", type=int, default=2)
    given = options.parse_args()
    with served(Shape(pages=given.pages + 1)) as address:
        settings = CrawlSettings(allow_private_hosts=("127.0.0.0/8",))
        urls = [f"{address}zwgk/t{number}.html" for number in range(given.pages + 1)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done, barriers, took = asyncio.run(examined(urls, given.tabs, settings))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    load = os.getloadavg()[0]
    print(f"{done} pages, {barriers} barriers, {given.tabs} tabs: {done / took:.2f} pages/s in {took:.1f} s")
    print(f"browser {cpu / max(done, 1):.2f} CPU-s a page; load average {load:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
