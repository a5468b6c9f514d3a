"""What is kept of an answer: the page that was read, its links, the look itself, and the addresses it leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.decode import Undecodable, decode
from crawler.facts import (
    content_of,
    examined_reading,
    is_part,
    link_of,
    page_of,
    records_of,
    rendered_reading,
    stub_target,
)
from crawler.files import is_sheet
from crawler.frontier import Address, State
from crawler.looks.answers import Answer
from crawler.looks.rounds import FAULT_SIGNS
from crawler.pace import HostGivenUpError, StoppedError
from crawler.reach import GUARDED
from crawler.readers.page import read_page
from crawler.readers.reading import RawLink, Reading
from crawler.readers.withheld import mark_of_reading, withheld
from crawler.redaction import encoded, redacted_body, redacted_text
from crawler.traps import is_runaway
from crawler.urls import without_fragment
from storage.records import SHANGHAI, Link, Mentions, Redaction, Sign
from storage.records import Answer as Seen

if TYPE_CHECKING:
    from crawler.crawl import Crawl
    from crawler.sitemaps import Sitemap

MAX_STUBS = 3
"""Pages in a row that do nothing but send their visitors on."""

_BOM = b"\xef\xbb\xbf"
_OF_THE_WAY = frozenset({Sign.TO_HOME, Sign.RANDOM_TO_HOME, Sign.LIKE_MISSING})  # not of the page it leads to
_ANSWER_SIGNS = {Seen.MISSING: Sign.MISSING_TEXT, Seen.REFUSED: Sign.CHALLENGE}


class Intake:
    """Takes the answers of one crawl. ``pages``, ``fetched``, ``failed``: counts over all sittings of the run."""

    def __init__(self, crawl: Crawl) -> None:
        self._crawl = crawl
        self._sink = crawl.sink
        self._frontier = crawl.frontier
        self._scope = crawl.scope
        self._today = crawl.job.as_of.astimezone(SHANGHAI).date()
        coverage = crawl.coverage()
        self.pages = coverage.pages
        self.fetched = coverage.fetched
        self.failed = coverage.failed
        self.home_read = bool(coverage.pages)

    async def take(self, address: Address, answer: Answer) -> None:
        """Keep an answer for good: its address will not be visited again."""
        self.fetched += 1
        await self._sort(address, answer, 0)

    async def _sort(self, address: Address, answer: Answer, hops: int) -> None:
        ok = answer.status is not None and 200 <= answer.status < 300
        if not ok:
            self._refused(address, answer)
        elif answer.html and answer.kept and not address.part and Sign.HTML_FOR_FILE not in answer.signs:
            await self._html(address, answer, hops)
        else:
            await self._file(address, answer)

    def queue(self, url: str, depth: int, *, part: bool, parent: str | None, name: str | None) -> None:
        """Queue an address if it belongs to the site and is new; traps are noted instead."""
        if self._crawl.job.only:
            return
        if url in self._frontier or not self._scope.owns(url) or redacted_text(url, self._today) is not url:
            return  # asking for an address with the number of a person in it would spread the number
        address = Address(url, depth, part, parent, name)
        if is_runaway(url, depth) or self._crawl.traps.refuses(url):
            self._sink.left_out(url, "trap")
            self._frontier.add(address, State.SKIPPED, "trap")
        else:
            self._frontier.add(address)

    def sitemaps(self, found: Sequence[Sitemap], by_robots: Mentions, depth: int) -> None:
        """Keep what sitemaps and robots.txt name, and queue what no page leads to."""
        named = set(by_robots.targets)
        if named:
            self._sink.mentions(by_robots)
        for sitemap in found:
            url = sitemap.answer.url
            if url in named and not {Sign.ROBOTS, Sign.PRIVATE} & set(sitemap.answer.signs):
                self._keep(sitemap.answer)
            if not sitemap.targets:
                continue
            self._sink.mentions(Mentions(source=url, via="sitemap", targets=sitemap.targets))
            if sitemap.is_index:
                named.update(sitemap.targets)
                continue
            for target in sitemap.targets:
                self.queue(target, depth, part=False, parent=None, name=None)

    def _refused(self, address: Address, answer: Answer) -> None:
        blocked = answer.status in GUARDED or Sign.CHALLENGE in answer.signs
        self.failed += not blocked
        self._keep(answer)
        self._frontier.done(address.url, "blocked" if blocked else "failed")

    async def _file(self, address: Address, answer: Answer) -> None:
        if answer.html and answer.kept:
            self._sign(answer)
        facts = await self._crawl.files.facts(address, answer)
        if facts:
            self._sink.file(address.url, facts)
        for fact in facts:
            for url in fact.targets if isinstance(fact, Mentions) else ():
                self.queue(url, address.depth + 1, part=True, parent=address.parent, name=None)
        self._keep(answer)
        if not answer.html:
            self._crawl.traps.saw(address.url, (repr(answer.head), str(answer.length)))
        self._frontier.done(address.url, "file")

    async def _html(self, address: Address, answer: Answer, hops: int) -> None:
        url = self._known_as(address, answer)
        if url is None:
            self._sign(answer)
            self._keep(answer)
            self._frontier.done(address.url, "blocked" if Sign.CHALLENGE in answer.signs else "moved")
            return
        try:
            decoded = decode(answer.body, answer.content_type)
        except Undecodable:
            answer.with_signs(Sign.UNDECODABLE)
            self._keep(answer)
            self._frontier.done(address.url, "undecodable")
            return
        home = address.depth == 0
        reading = self._read(decoded.text, answer.final_url, decoded.encoding, answer.status, home=home)
        further = await self._further(address, answer, reading, hops)
        if further is not None:
            await self._sort(address, further, hops + 1)
            return
        links: Iterable[RawLink] = reading.links
        body: bytes | None = answer.body
        rendered, source = False, decoded.text
        renderer = self._crawl.renderer
        wanted, examine = renderer.wants(reading), renderer.examines(reading, None if home else address.name or "")
        shown = await renderer.render(answer.final_url, examine=examine) if wanted or examine else None
        if shown is not None and self._scope.owns(shown.final_url):
            if wanted:
                body, rendered, source = _BOM + shown.html.encode("utf-8", "replace"), True, shown.html
                seen = self._read(shown.html, shown.final_url, "utf-8", answer.status, home=home, rendered=True)
                links = dict.fromkeys((*seen.links, *reading.links))
                reading = rendered_reading(reading, seen)
            if shown.examined is not None:
                reading = examined_reading(reading, shown.examined)
        reading = replace(reading, records=(*reading.records, *await self._crawl.second_looks.block(reading)))
        if (mark := mark_of_reading(reading)) is not None:
            marked = replace(mark, url=url, sha256=hashlib.sha256(answer.body).hexdigest())
            reading, body = replace(withheld(reading, mark.mark), records=(marked,)), None
            links = [replace(link, text="") for link in links]
        if reading.redacted is not None and body is not None:
            stored = encoded(body, source, reading.redacted, "utf-8" if rendered else decoded.encoding)
            received, kept = (hashlib.sha256(one).hexdigest() for one in (body, stored))
            redaction = Redaction(url=url, received=received, stored=kept)
            reading, body = replace(reading, records=(*reading.records, redaction)), stored
        self._page(address, answer, url, reading, [link_of(url, raw) for raw in links], body, rendered=rendered)

    async def _further(self, address: Address, answer: Answer, reading: Reading, hops: int) -> Answer | None:
        """The answer behind a page that only sends its visitors on, None where the page is to be read itself."""
        target = stub_target(reading) if hops < MAX_STUBS else None
        if target is None or target.partition("#")[0] == answer.final_url or Sign.LIKE_MISSING in answer.signs:
            return None
        try:
            further = await self._crawl.look(address, target.partition("#")[0])
        except (HostGivenUpError, StoppedError):
            return None
        return further if further.status is not None and further.status < 400 else None

    def _read(
        self, text: str, url: str, encoding: str, status: int | None, *, home: bool, rendered: bool = False
    ) -> Reading:
        return read_page(
            text,
            url=url,
            encoding=encoding,
            status=status or 200,
            as_of=self._today,
            home=home,
            rendered=rendered,
            links_only=self._crawl.job.links_only,
            known=self._crawl.lexicons,
        )

    def _page(
        self,
        address: Address,
        answer: Answer,
        url: str,
        reading: Reading,
        links: Sequence[Link],
        body: bytes | None,
        *,
        rendered: bool,
    ) -> None:
        """Store one page, queue its links and mark it done; nothing here waits, so no kill comes in between."""
        home = address.depth == 0
        sign = _ANSWER_SIGNS.get(reading.answer)
        if sign is not None and not home:
            answer.with_signs(sign)
        answer.sha256 = None if body is None else self._sink.body(body)
        self._sink.look(answer.look())
        if url != address.url:
            self._frontier.add(replace(address, url=url), State.DONE, "moved")
            own = tuple(one for one in answer.signs if one not in _OF_THE_WAY)
            self._sink.look(replace(answer.look(), url=url, final_url=None, signs=own))
        page = page_of(
            reading,
            address,
            url,
            status=answer.status or 200,
            sha256=answer.sha256,
            rendered=rendered,
            today=self._today,
        )
        self._sink.page(page, links, records_of(reading, url))
        refused = sign is Sign.CHALLENGE
        self.pages += not refused
        if reading.answer is Seen.PAGE and (rendered or reading.needs_browser is None):
            self._crawl.traps.saw(url, content_of(reading), address.parent)
        if home or sign is None:
            self._queue_links(links, address.depth + 1, url)
            for target, text in reading.called:
                self.queue(without_fragment(target), address.depth + 1, part=False, parent=url, name=text)
        unrendered = reading.needs_browser is not None and not rendered and not self._crawl.renderer.sampled(reading)
        came = "page:rendered" if rendered else "page:unrendered" if unrendered else "page"
        self._frontier.done(address.url, "blocked" if refused else came)
        if home:
            self.home_read = Sign.CHALLENGE not in answer.signs and reading.answer is not Seen.REFUSED
            self._crawl.found_home()

    def _sign(self, answer: Answer) -> None:
        """Add what a page says in words that is known by another address or belongs to somebody else."""
        if Sign.TO_HOME in answer.signs:
            return
        with suppress(Undecodable):
            decoded = decode(answer.body, answer.content_type)
            reading = self._read(decoded.text, answer.final_url, decoded.encoding, answer.status, home=False)
            if (sign := _ANSWER_SIGNS.get(reading.answer)) is not None:
                answer.with_signs(sign)

    def _keep(self, answer: Answer) -> None:
        """Store a look at what is no page of the site, with its body where that shows what is wrong.

        Style sheets are kept too: without them nobody can draw a stored page as visitors saw it.
        """
        telling = (answer.status or 0) >= 400 or not FAULT_SIGNS.isdisjoint(answer.signs) or is_sheet(answer)
        kept = redacted_body(answer.body, answer.content_type, self._today) if answer.kept and telling else None
        answer.sha256 = None if kept is None else self._sink.body(kept)
        self._sink.look(answer.look())

    def _queue_links(self, links: Iterable[Link], depth: int, parent: str) -> None:
        for link in links:
            if link.fault is None and link.target not in self._frontier:
                self.queue(link.target, depth, part=is_part(link), parent=parent, name=link.text or None)

    def _known_as(self, address: Address, answer: Answer) -> str | None:
        """The address under which an HTML answer is a page of the site, None where it is none or is one already.

        The home page keeps its own address wherever on the site it leads; everything else is known by the
        address where its redirects ended.
        """
        final = answer.final_url
        if final == address.url or address.depth == 0:
            return address.url
        if not self._scope.owns(final) or final in self._frontier:
            return None
        return final
