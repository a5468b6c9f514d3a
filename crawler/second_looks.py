"""A second look at some pages as a search engine, for what others are not shown."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from crawler.decode import Undecodable, decode
from crawler.lexicons import Lexicons
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError, StoppedError
from crawler.readers.dom import Dom
from crawler.readers.outward import host_of, is_official, is_same
from crawler.readers.reading import Reading
from crawler.readers.spam import plain, words_of
from storage.records import Answer, HiddenBlock

MAX_PAGES, OF_A_TEMPLATE = 30, 10
"""Pages of a site, and of one template, that are looked at as a search engine."""

MANY = 3
"""Strangers to which only the search engine is led, from which on that is told."""

_AGENT = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"


class SecondLooks:
    """Looks of one crawl as a search engine. ``wanted``: whether anybody will judge them."""

    def __init__(self, client: Client, known: Lexicons, *, wanted: bool) -> None:
        self._client = client
        self._known = known
        self._left = MAX_PAGES if wanted else 0
        self._templates: Counter[str | None] = Counter()

    async def block(self, reading: Reading) -> tuple[HiddenBlock, ...]:
        """What a search engine is given at the address of a page that others are not; mostly nothing."""
        if self._left <= 0 or reading.answer is not Answer.PAGE or self._templates[reading.template] >= OF_A_TEMPLATE:
            return ()
        self._left -= 1
        self._templates[reading.template] += 1
        title = (reading.article.title or reading.html_title or "")[:30]
        headers = {"User-Agent": _AGENT, "Referer": f"https://www.baidu.com/s?wd={quote(title)}"}
        try:
            answer = await self._client.look(reading.url, headers=headers)
        except (HostGivenUpError, StoppedError):
            return ()
        if answer.status is None or answer.status >= 400 or not answer.html:
            return ()
        if not is_same(host_of(answer.final_url), host_of(reading.url)):
            return (_block(reading.url, "moved", targets=(answer.final_url,)),)
        try:
            decoded = decode(answer.body, answer.content_type)
        except Undecodable:
            return ()
        return self._given_more(reading, Dom(decoded.text, url=answer.final_url, encoding=decoded.encoding))

    def _given_more(self, reading: Reading, dom: Dom) -> tuple[HiddenBlock, ...]:
        others = " ".join((reading.html_title or "", *reading.metas.values(), reading.article.text))
        others += " ".join(link.text for link in reading.links)
        shown = " ".join((dom.html_title or "", *dom.metas.values(), dom.lined))
        words = words_of(shown, self._known.spam).strong
        said = plain(others)
        fresh = tuple(word for word in words if word not in said)
        if fresh:
            return (_block(reading.url, "words", words=fresh, text=dom.html_title or ""),)
        known = {host_of(link.url) for link in reading.links} | {host_of(reading.url)}
        links = {dom.resolve(node.attributes.get("href")) or "" for node in dom.tree.css("a[href]")[:2000]}
        strangers = sorted(
            {url for url in links if (host := host_of(url)) and host not in known and not is_official(host)}
        )
        if len({host_of(url) for url in strangers}) >= MANY:
            return (_block(reading.url, "links", targets=tuple(strangers[:20])),)
        return ()


def _block(
    url: str, way: str, *, targets: tuple[str, ...] = (), words: tuple[str, ...] = (), text: str = ""
) -> HiddenBlock:
    return HiddenBlock(url=url, ways=("spider", way), path="spider", targets=targets, words=words, text=text[:120])
