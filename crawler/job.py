"""``python -m crawler.job FILE``: crawl one site in a process of its own. Exit 0 whole, 2 bad call, 3 incomplete."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.jobs import Job, JobError
from crawler.spiders.site import SiteSpider
from storage.store import StoreError

COLLECTED_AFTER = 50_000
"""New objects after which Python looks for garbage: a page of many links makes hundreds, none of them in circles."""


def run(path: Path) -> int:
    """Crawl what the job file says and return the exit code."""
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, 20, 20)
    settings = Settings()
    settings.setmodule("crawler.scrapy_settings", priority="project")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SiteSpider)
    process.crawl(crawler, job=str(path))
    process.start()
    spider = crawler.spider
    return 0 if isinstance(spider, SiteSpider) and spider.whole else 3


def main(arguments: list[str]) -> int:
    """Check the call, crawl, and say in one sentence what was wrong with it."""
    if len(arguments) != 1:
        print("用法：python -m crawler.job 任务文件", file=sys.stderr)
        return 2
    try:
        Job.load(Path(arguments[0]))
        return run(Path(arguments[0]))
    except (JobError, StoreError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
