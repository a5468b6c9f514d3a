"""Pages per CPU-second of our crawl against a plain Scrapy CrawlSpider and LinkChecker.

``python benchmarks/crawl.py [--pages 1500] [--rounds 3]``: a generated site of 18 KB pages with 77 links each is served
from loopback; the crawlers take turns, every crawl in a process of its own whose CPU time and peak memory are counted;
medians. The CrawlSpider stores address, status and title; LinkChecker (``pip install linkchecker``; left out where it
is missing) checks links; ours stores pages, links, looks and bodies, once for the checks of links, once for all.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from crawler.alone import job_alone
from crawler.settings import CrawlSettings

PAGE_BYTES = 18_000
LINKS = 77

PLAIN = """
import sys
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

class Plain(CrawlSpider):
    name = "plain"
    start_urls = [sys.argv[1]]
    rules = [Rule(LinkExtractor(), callback="parse_item", follow=True)]
    def parse_item(self, response):
        return {"url": response.url, "status": response.status, "title": response.css("title::text").get()}

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "FEEDS": {sys.argv[2]: {"format": "jsonlines"}}})
process.crawl(Plain)
process.start()
"""


def page(number: int, pages: int) -> bytes:
    """One page: a list of links, some paragraphs of Chinese text, a footer."""
    dice = random.Random(number)
    words = "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(3000))
    links = "".join(
        f'<li><a href="/zwgk/t{(number * LINKS + k + 1) % pages if k < 40 else dice.randrange(pages)}.html" '
        f'title="标题">{words[k * 9 : k * 9 + 12]}</a><span>2026-10-{k % 28 + 1:02d}</span></li>'
        for k in range(LINKS)
    )
    text = "".join(f"<p>{words[start : start + 100]}</p>" for start in range(0, 2900, 100))
    body = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{words[:12]}</title></head><body>'
        f'<h1>{words[:12]}</h1><ul class="list">{links}</ul><div id="zoom">{text}</div>'
    ).encode()
    return body[: PAGE_BYTES - 20].decode("utf-8", "ignore").encode() + b"</body></html>"


class Server:
    """Serves the pages from memory, as cheaply as asyncio can."""

    def __init__(self, pages: int) -> None:
        self.replies = {f"/zwgk/t{number}.html".encode(): _reply(page(number, pages)) for number in range(pages)}
        self.replies[b"/"] = self.replies[b"/zwgk/t0.html"]
        self.missing = _reply(b"not found", 404)
        self.port = 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.replies.get(head.split(b" ", 2)[1], self.missing))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run(self, ready: threading.Event) -> None:
        """Serve until the process ends."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()


def _reply(body: bytes, status: int = 200) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Cost(NamedTuple):
    """What a command took."""

    cpu_s: float
    peak_mib: float


def cost_of(command: list[str]) -> Cost:
    """CPU time and peak memory of a command; raises where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(errors.decode()[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(url: str, folder: Path, families: tuple[str, ...] = ()) -> Cost:
    """One crawl of ours, everything stored."""
    settings = CrawlSettings(allow_private_hosts=("127.0.0.0/8",), requests_per_second=0, render="never")
    file = folder / "job.json"
    job_alone(url, folder, settings, families).dump(file)
    return cost_of([sys.executable, "-m", "crawler.job", str(file)])


def ours_links(url: str, folder: Path) -> Cost:
    """The same for ``--families links``."""
    return ours(url, folder, ("links",))


def plain(url: str, folder: Path) -> Cost:
    """One crawl of a CrawlSpider with Scrapy's defaults."""
    return cost_of([sys.executable, "-c", PLAIN, url, str(folder / "items.jsonl")])


def linkchecker(url: str, folder: Path) -> Cost:
    """One run of LinkChecker, as many threads as its default."""
    config = folder / "linkcheckerrc"
    config.write_text("[checking]\nmaxrequestspersecond=100000\nrobotstxt=0\n")
    folder.chmod(0o755)
    command = [sys.executable, "-m", "linkcheck", "--config", str(config), "--no-status", "--output=none", url]
    return cost_of(command)


CRAWLERS = {"xuncha links": ours_links, "xuncha all": ours, "CrawlSpider": plain, "LinkChecker": linkchecker}


def main() -> None:
    """Measure in turns and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(CRAWLERS), default=list(CRAWLERS))
    arguments = parser.parse_args()
    chosen = {name: CRAWLERS[name] for name in arguments.only}
    if "LinkChecker" in chosen and importlib.util.find_spec("linkcheck") is None:
        print("LinkChecker is not installed: left out", file=sys.stderr)
        del chosen["LinkChecker"]
    server, ready = Server(arguments.pages), threading.Event()
    threading.Thread(target=lambda: asyncio.run(server.run(ready)), daemon=True).start()
    ready.wait()
    url = f"http://127.0.0.1:{server.port}/"
    costs: dict[str, list[Cost]] = {name: [] for name in chosen}
    for _ in range(arguments.rounds):
        for name, crawl in chosen.items():
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                cost = crawl(url, Path(folder))
            costs[name].append(cost)
            print(f"{name:12} {cost.cpu_s:6.2f} CPU-s  {time.monotonic() - began:6.2f} s", file=sys.stderr)
    cpu_s = {name: statistics.median(cost.cpu_s for cost in found) for name, found in costs.items()}
    print("| crawler | pages/CPU-s | CPU-s per 1,000 pages | peak MiB |")
    print("|---|---|---|---|")
    for name, found in costs.items():
        peak = statistics.median(cost.peak_mib for cost in found)
        each = cpu_s[name] / arguments.pages
        print(f"| {name} | {1 / each:.0f} | {each * 1000:.2f} | {peak:.0f} |")
    for name in ("CrawlSpider", "LinkChecker"):
        if name in cpu_s and "xuncha links" in cpu_s:
            print(f"xuncha links against {name}: {cpu_s[name] / cpu_s['xuncha links']:.2f}x")


if __name__ == "__main__":
    main()
