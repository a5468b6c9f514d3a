from __future__ import annotations

import asyncio
import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.looks.client import Client
from crawler.looks.hosts import Hosts
from crawler.pace import Pace
from crawler.settings import CrawlSettings
from crawler.sitemaps import MAX_SITEMAPS, read_sitemap, sitemaps_from
from tests.crawler.web import Reply, Web, html

LIMIT = 1_000_000


def test_a_set_names_its_addresses() -> None:
    body = b"<?xml version='1.0'?><urlset><url><loc> http://a/?x=1&amp;y=2 </loc></url><url><loc><![CDATA[http://b/]]></loc></url></urlset>"
    assert read_sitemap(body, LIMIT) == (["http://a/?x=1&y=2", "http://b/"], False)


def test_an_index_says_so() -> None:
    assert read_sitemap(b"<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>", LIMIT) == (
        ["/s1.xml"],
        True,
    )


def test_text_and_zipped_sitemaps_are_read() -> None:
    assert read_sitemap(b"http://a/\nhttps://b/\nnonsense", LIMIT) == (["http://a/", "https://b/"], False)
    assert read_sitemap(gzip.compress(b"http://a/"), LIMIT) == (["http://a/"], False)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body: bytes) -> None:
    read_sitemap(body, LIMIT)


@pytest.mark.parametrize(
    "piece", [b"<loc>", b"<loc>a <", b"<loc" + b" " * 99, b"<loc><![CDATA[", b"<a:", b"<" + b"a" * 99]
)
def test_hostile_bytes_are_read_in_time(piece: bytes) -> None:
    started = time.monotonic()
    read_sitemap(b"<urlset>" + piece * 100_000, LIMIT)
    assert time.monotonic() - started < 5


def gathered(web: Web, start: str) -> list[str]:
    async def run() -> list[str]:
        client = Client(CrawlSettings(allow_private_hosts=("127.0.0.1",)), Pace(rate=0, concurrency=4, rest_s=1))
        try:
            found = await sitemaps_from(client, Hosts(client), [web.url + start], LIMIT)
            return [url for sitemap in found if not sitemap.is_index for url in sitemap.targets]
        finally:
            await client.close()

    return asyncio.run(run())


def xml(text: str) -> Reply:
    return Reply(text.encode(), headers={"Content-Type": "text/xml"})


def test_indexes_are_followed_and_pages_are_no_sitemaps() -> None:
    web = Web(
        {"/s.xml": xml("<urlset><url><loc>/a.html</loc></url></urlset>"), "/page": html("<html><loc>http://x/</loc>")}
    )
    web.routes["/index.xml"] = xml(
        "<sitemapindex><loc>/s.xml</loc><loc>/page</loc><loc>/index.xml</loc></sitemapindex>"
    )
    with web.running():
        assert gathered(web, "/index.xml") == [f"{web.url}/a.html"]


def test_an_index_without_end_ends() -> None:
    web = Web({}, default=lambda path: xml(f"<sitemapindex><loc>{path}x</loc></sitemapindex>"))
    with web.running():
        assert gathered(web, "/s") == []
    assert web.asked.total() == MAX_SITEMAPS
