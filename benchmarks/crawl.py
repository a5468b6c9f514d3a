"""Pages per CPU-second of our crawl against a plain Scrapy CrawlSpider that stores address, status and title.

``python benchmarks/crawl.py [--pages 1500] [--rounds 3]``: a generated site of 18 KB pages with 77 links each is served
from loopback; both crawlers take turns, every crawl in a process of its own whose CPU time is counted; medians.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

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


def cpu_of(command: list[str]) -> float:
    """CPU seconds that a command takes; raises where it fails."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(errors.decode()[-2000:])
    return usage.ru_utime + usage.ru_stime


def ours(url: str, folder: Path) -> float:
    """One crawl of ours, everything stored."""
    settings = CrawlSettings(allow_private_hosts=("127.0.0.0/8",), requests_per_second=0, render="never")
    file = folder / "job.json"
    job_alone(url, folder, settings).dump(file)
    return cpu_of([sys.executable, "-m", "crawler.job", str(file)])


def plain(url: str, folder: Path) -> float:
    """One crawl of a CrawlSpider with Scrapy's defaults."""
    return cpu_of([sys.executable, "-c", PLAIN, url, str(folder / "items.jsonl")])


def main() -> None:
    """Measure in turns and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    server, ready = Server(arguments.pages), threading.Event()
    threading.Thread(target=lambda: asyncio.run(server.run(ready)), daemon=True).start()
    ready.wait()
    url = f"http://127.0.0.1:{server.port}/"
    times: dict[str, list[float]] = {"xuncha": [], "CrawlSpider": []}
    for _ in range(arguments.rounds):
        for name, crawl in (("xuncha", ours), ("CrawlSpider", plain)):
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                cpu_s = crawl(url, Path(folder))
            times[name].append(cpu_s)
            print(f"{name:12} {cpu_s:6.2f} CPU-s  {time.monotonic() - began:6.2f} s", file=sys.stderr)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, cpu_s in medians.items():
        pages = arguments.pages
        print(f"{name:12} {pages / cpu_s:6.0f} pages/CPU-s  {cpu_s / pages * 1000:5.2f} CPU-s per 1,000 pages")
    print(f"ratio {medians['CrawlSpider'] / medians['xuncha']:.2f}")


if __name__ == "__main__":
    main()
