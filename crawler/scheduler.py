"""The frontier as Scrapy's scheduler: requests are made one by one, when there is room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from crawler.frontier import Address

if TYPE_CHECKING:
    from scrapy import Spider

    from crawler.crawl import Crawl


class FrontierScheduler(BaseScheduler):
    """Hands out what the spider's crawl says is next. The crawl queues addresses without making requests of them."""

    crawl: Crawl
    callback: Any

    def open(self, spider: Spider) -> None:
        """Take over the spider's crawl."""
        self.crawl = spider.crawl  # type: ignore[attr-defined]
        self.callback = spider.parse

    def has_pending_requests(self) -> bool:
        """Whether the crawl has anything left to do."""
        return self.crawl.has_more

    def enqueue_request(self, request: Request) -> bool:
        """Queue an address that came as a request, as Scrapy's own tools and plug-ins send them."""
        return self.crawl.frontier.add(Address(request.url, depth=0))

    def next_request(self) -> Request | None:
        """The next address to visit as a request, None where none is ready."""
        address = self.crawl.next()
        if address is None:
            return None
        return Request(address.url, callback=self.callback, cb_kwargs={"address": address}, dont_filter=True)
