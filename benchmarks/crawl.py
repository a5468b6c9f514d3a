"""Pages per CPU-second of our crawl against plain Scrapy spiders and LinkChecker.

``python benchmarks/crawl.py [--pages 1500] [--rounds 3]``: a generated site of 18 KB pages with 77 links each is served
from loopback; the crawlers take turns, every crawl in a process of its own whose CPU time and peak memory are counted;
medians. The CrawlSpider stores address, status and title; LinkChecker checks links (``--linkchecker PYTHON`` names an
interpreter that has it, since its dependencies are its own; it is left out where there is none); ours stores pages,
links, looks and bodies, once for the checks of links, once for all.

``--bytes 50000 --links 220 --gzip --only "xuncha links" "xuncha all" parsel`` measures the pipeline instead: what a
page costs from its bytes to the stored record and body, against a default Scrapy spider that reads and stores the
same with parsel's selectors and knows all its addresses beforehand.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from website import PAGE_BYTES, PAGE_LINKS, Shape, served

from crawler.alone import job_alone
from crawler.settings import CrawlSettings

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

PARSEL = """
import sys
import scrapy
import zstandard
from scrapy.crawler import CrawlerProcess

bodies = open(sys.argv[2] + ".pack", "wb")
compressor = zstandard.ZstdCompressor(level=3)

class Parsel(scrapy.Spider):
    name = "parsel"
    start_urls = [f"{sys.argv[1]}zwgk/t{number}.html" for number in range(int(sys.argv[3]))]
    def parse(self, response):
        bodies.write(compressor.compress(response.body))
        yield {
            "url": response.url,
            "status": response.status,
            "title": response.css("title::text").get(),
            "metas": [dict(meta.attrib) for meta in response.css("meta")],
            "text": " ".join(response.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()),
            "links": [
                (response.urljoin(link.attrib["href"]), "".join(link.css("::text").getall()).strip())
                for link in response.css("a[href]")
            ],
        }

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "FEEDS": {sys.argv[2]: {"format": "jsonlines"}}})
process.crawl(Parsel)
process.start()
"""


class Cost(NamedTuple):
    """What a command took."""

    cpu_s: float
    peak_mib: float


def cost_of(command: list[str]) -> Cost:
    """CPU time and peak memory of a command; raises where it fails.

    The peak is the command's own only while this process is smaller: Linux starts a child at its parent's size.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(errors.decode()[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(url: str, folder: Path, *, families: tuple[str, ...]) -> Cost:
    """One crawl of ours, everything stored."""
    settings = CrawlSettings(allow_private_hosts=("127.0.0.0/8",), requests_per_second=0, render="never")
    file = folder / "job.json"
    job_alone(url, folder, settings, families).dump(file)
    return cost_of([sys.executable, "-m", "crawler.job", str(file)])


def scrapy(url: str, folder: Path, *, spider: str, pages: int) -> Cost:
    """One crawl of a spider with Scrapy's defaults."""
    return cost_of([sys.executable, "-c", spider, url, str(folder / "items.jsonl"), str(pages)])


def linkchecker(url: str, folder: Path, *, python: str) -> Cost:
    """One run of LinkChecker, as many threads as its default."""
    config = folder / "linkcheckerrc"
    config.write_text("[checking]\nmaxrequestspersecond=100000\nrobotstxt=0\n")
    folder.chmod(0o755)  # run by root it becomes somebody else
    command = [python, "-m", "linkcheck", "--config", str(config), "--no-status", "--output=none", url]
    return cost_of(command)


def has_linkchecker(python: str) -> bool:
    """Whether an interpreter has LinkChecker installed."""
    return subprocess.run([python, "-c", "import linkcheck"], capture_output=True, check=False).returncode == 0


def crawlers(pages: int, python: str) -> dict[str, Callable[[str, Path], Cost]]:
    """All that can be measured, by the names of the table."""
    return {
        "xuncha links": partial(ours, families=("links",)),
        "xuncha all": partial(ours, families=()),
        "CrawlSpider": partial(scrapy, spider=PLAIN, pages=pages),
        "LinkChecker": partial(linkchecker, python=python),
        "parsel": partial(scrapy, spider=PARSEL, pages=pages),
    }


def measured(chosen: dict[str, Callable[[str, Path], Cost]], shape: Shape, rounds: int) -> dict[str, list[Cost]]:
    """What every crawler took in each round, the crawlers taking turns."""
    costs: dict[str, list[Cost]] = {name: [] for name in chosen}
    with served(shape) as url:
        for _ in range(rounds):
            for name, crawl in chosen.items():
                folder = Path(tempfile.mkdtemp())
                began = time.monotonic()
                costs[name].append(crawl(url, folder))
                shutil.rmtree(folder, ignore_errors=True)
                said = f"{name:12} {costs[name][-1].cpu_s:6.2f} CPU-s  {time.monotonic() - began:6.2f} s"
                print(said, file=sys.stderr)
    return costs


def table(costs: dict[str, list[Cost]], pages: int) -> str:
    """The medians as a Markdown table, and how we compare."""
    cpu_s = {name: statistics.median(cost.cpu_s for cost in found) for name, found in costs.items()}
    lines = ["| crawler | pages/CPU-s | CPU-s per 1,000 pages | peak MiB |", "|---|---|---|---|"]
    for name, found in costs.items():
        peak = statistics.median(cost.peak_mib for cost in found)
        lines.append(f"| {name} | {pages / cpu_s[name]:.0f} | {cpu_s[name] / pages * 1000:.2f} | {peak:.0f} |")
    lines.append("")
    for own in ("xuncha links", "xuncha all"):
        for name in ("CrawlSpider", "LinkChecker", "parsel"):
            if {own, name} <= cpu_s.keys():
                lines.append(f"{own} against {name}: {cpu_s[name] / cpu_s[own]:.2f}x")
    return "\n".join(lines)


def main() -> None:
    """Measure in turns and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--bytes", type=int, default=PAGE_BYTES)
    parser.add_argument("--links", type=int, default=PAGE_LINKS)
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--linkchecker", default=sys.executable, metavar="PYTHON")
    names = list(crawlers(0, ""))
    parser.add_argument("--only", nargs="+", choices=names, default=[name for name in names if name != "parsel"])
    asked = parser.parse_args()
    chosen = {name: crawl for name, crawl in crawlers(asked.pages, asked.linkchecker).items() if name in asked.only}
    if "LinkChecker" in chosen and not has_linkchecker(asked.linkchecker):
        print("LinkChecker is not installed: left out", file=sys.stderr)
        del chosen["LinkChecker"]
    shape = Shape(asked.pages, asked.bytes, asked.links, asked.gzip)
    print(table(measured(chosen, shape, asked.rounds), asked.pages))


if __name__ == "__main__":
    main()
