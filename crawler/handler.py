"""How Scrapy opens addresses here: through the crawl's own client, which the link verifier uses as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.logformatter import LogFormatter

from crawler.looks.answers import Answer
from crawler.pace import StoppedError

if TYPE_CHECKING:
    from scrapy.logformatter import LogFormatterResult

NO_ANSWER = 0
"""Status of a response that stands for a look without any HTTP answer."""


class Looked(Response):
    """A response that carries the whole look; failures are looks too, with status ``NO_ANSWER``."""

    def __init__(self, answer: Answer, request: Request) -> None:
        super().__init__(answer.final_url, status=answer.status or NO_ANSWER, body=answer.body, request=request)
        self.answer = answer


class LookHandler(BaseDownloadHandler):
    """Scrapy's download handler for http and https."""

    async def download_request(self, request: Request) -> Response:
        """Open the request's address as the crawl of the spider says."""
        spider: Any = self.crawler.spider
        try:
            return Looked(await spider.crawl.visit(request.cb_kwargs["address"]), request)
        except StoppedError as stopped:
            raise IgnoreRequest("shutting down") from stopped


class QuietFormatter(LogFormatter):
    """Says nothing about addresses that went well: the store and the frontier know."""

    def crawled(self, request: Request, response: Response, spider: Any) -> LogFormatterResult | None:  # type: ignore[override]
        """No line a page."""
        return None
