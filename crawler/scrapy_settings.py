"""Scrapy's settings for the crawl of one site: only what the crawl does not do itself, and cheaper.

Decompression, redirects, cookies, robots, retries, scope and pace belong to ``crawler.crawl`` and
``crawler.looks``, which the link verifier shares; Scrapy gives the engine, its limits and its conventions.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

BOT_NAME = "xuncha"
SPIDER_MODULES = ["crawler.spiders"]
SCHEDULER = "crawler.scheduler.FrontierScheduler"

DOWNLOAD_HANDLERS_BASE: dict[str, str | None] = {}
DOWNLOAD_HANDLERS = {"http": "crawler.handler.LookHandler", "https": "crawler.handler.LookHandler"}
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
EXTENSIONS_BASE: dict[str, int] = {}
ITEM_PIPELINES: dict[str, int] = {}

CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 64
DOWNLOAD_DELAY = 0
DOWNLOAD_TIMEOUT = 0
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 64 * 1024 * 1024

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if sys.platform != "win32" and find_spec("uvloop") else None
LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.handler.QuietFormatter"
