"""Four titles of a site, typed into its own search: by its form over plain HTTP, in the browser where that fails."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from crawler.decode import Undecodable, decode
from crawler.looks.answers import Answer
from crawler.looks.signs import content_signs
from crawler.pace import HostGivenUpError, StoppedError
from crawler.reach import GUARDED
from crawler.readers.answer import read_answer
from crawler.readers.dom import Dom
from crawler.readers.search_boxes import read_search_boxes
from crawler.readers.structure import needs_browser
from crawler.redaction import redacted_body
from crawler.source import StoredPages
from crawler.trials.looking import browser_look, pause
from crawler.trials.results import answered, stands
from crawler.trials.titles import Sought, sought
from storage.records import SHANGHAI, Look, SearchBox, SearchTrial, Sign

if TYPE_CHECKING:
    from crawler.crawl import Crawl

ENDS = frozenset({"guarded", "robots", "private", "no_box", "unrendered", "elsewhere"})
"""What a further title would not change."""

BROKEN = 2
"""Titles for which a search must break until no further one is tried."""

WORD = "通知"
"""Typed where the site has no title to look for, only to see whether there is a box."""


async def search_trials(crawl: Crawl, pages: StoredPages) -> list[SearchTrial]:
    """What came of searching; nothing where the home page was not read."""
    home = pages.body_text(crawl.home)
    if home is None:
        return []
    page = pages.page(crawl.home)
    # a page that the browser showed is kept in another encoding than that in which its forms are sent
    trials = _Trials(crawl, home, (page.encoding if page is not None else None) or home.encoding)
    on_home = {url for node in home.tree.css("a[href]") if (url := home.resolve(node.attributes.get("href")))}
    return await trials.run(sought(pages.pages(), on_home, crawl.job.as_of.astimezone(SHANGHAI).date()))


class _Trials:
    def __init__(self, crawl: Crawl, home: Dom, encoding: str) -> None:
        self._crawl = crawl
        self._encoding = encoding
        self._today = crawl.job.as_of.astimezone(SHANGHAI).date()
        boxes = [box for box in read_search_boxes(home) if box.place is not None or box.address is not None]
        own = [box for box in boxes if box.address is None or crawl.scope.owns(box.address)]
        self._box = next(iter((*own, *boxes)), None)

    async def run(self, articles: Collection[Sought]) -> list[SearchTrial]:
        if self._box is None:
            return await self._without_box()
        if not self._is_official(self._box):
            return [self._trial("elsewhere", address=self._box.address)]
        if self._box.form == "link":
            await self._follow(self._box)
        done: list[SearchTrial] = []
        for article in articles:
            done.append(await self._search(article))
            if done[-1].came in ENDS or [trial.came for trial in done].count("broken") == BROKEN:
                break
        return done

    def _trial(
        self, came: str, article: Sought | None = None, looks: Collection[Look] = (), address: str | None = None
    ) -> SearchTrial:
        return SearchTrial(
            page=self._crawl.home,
            came=came,
            article=article.url if article is not None else "",
            title=article.title if article is not None else "",
            address=address,
            looks=tuple(looks),
        )

    def _is_official(self, box: SearchBox) -> bool:
        """Whether a search is the site's own or another government's, not that of a search engine."""
        if box.address is None or self._crawl.scope.owner(box.address) is not None:
            return True
        host, own = (urlsplit(url).hostname or "" for url in (box.address, self._crawl.home))
        return host.endswith((".gov.cn", ".政务")) or host == own

    async def _without_box(self) -> list[SearchTrial]:
        """Two looks in the browser for a box that the source does not show."""
        looks = []
        for turn in range(2):
            if turn:
                await pause(self._crawl)
            said = await self._crawl.renderer.act("search", self._crawl.home, words=WORD)
            if said is None:
                return []
            looks.append(browser_look(self._crawl, self._crawl.home, said))
            if said.get("box"):
                self._box = SearchBox(page=self._crawl.home, form="script", address=None)
                return [self._trial("unclear", looks=looks)]
        return [self._trial("no_box", looks=looks)]

    async def _follow(self, link: SearchBox) -> None:
        """Read the box on the page of search to which the home page leads; the browser follows the link by itself."""
        answer = await self._ask(link.address or "")
        if answer is not None and (dom := _dom_of(answer)) is not None:
            self._box = next((box for box in read_search_boxes(dom) if box.form in {"get", "post"}), link)

    async def _search(self, article: Sought) -> SearchTrial:
        box = self._box
        assert box is not None
        looks: list[Look] = []
        url = _result_of(box, article.title, self._encoding) if box.form == "get" else None
        came, first = "unrendered", None
        if url is not None and not await self._crawl.robots.allow(url):
            return self._trial("robots", article, address=url)
        if url is not None:
            came, first = await self._by_form(url, article, looks)
        if came in {"found", "robots", "private"}:
            return self._trial(came, article, looks, url)
        if looks:
            await pause(self._crawl)
        shown, address = await self._in_browser(article, looks)
        if shown is not None:
            came = shown
        elif came == "unclear" and first is not None and not _is_whole(first):
            came = "unrendered"
        elif url is not None and came in {"not_found", "broken"}:
            again, _ = await self._by_form(url, article, looks)
            sure = came == "broken" or (
                first is not None and needs_browser(first, items=0, footer_by_script=False) is None
            )
            came = again if again == "found" or (again == came and sure) else "unrendered" if not sure else "unclear"
        if came in {"not_found", "broken"} and box.address is not None and not self._crawl.scope.owns(box.address):
            came = "elsewhere"
        return self._trial(came, article, looks, address or url or box.address)

    async def _ask(self, url: str) -> Answer | None:
        try:
            answer = await self._crawl.client.look(url, allow=self._crawl.robots.allow)
        except (HostGivenUpError, StoppedError):
            return None
        answer.with_signs(*content_signs(answer))
        return answer

    async def _by_form(self, url: str, article: Sought, looks: list[Look]) -> tuple[str, Dom | None]:
        """What the form's own address answers: a word as in ``SearchTrial.came``, and the page."""
        answer = await self._ask(url)
        if answer is None:
            return "unclear", None
        if answer.kept and answer.html:
            kept = redacted_body(answer.body, answer.content_type, self._today)
            answer.sha256 = self._crawl.sink.body(kept)
        looks.append(replace(answer.look(), url=url))
        if {Sign.ROBOTS, Sign.PRIVATE} & set(answer.signs):
            return "robots" if Sign.ROBOTS in answer.signs else "private", None
        if answer.status in GUARDED or Sign.CHALLENGE in answer.signs:
            return "guarded", None
        if answer.status is None or answer.status >= 400:
            return "broken", None
        dom = _dom_of(answer)
        if dom is None:
            return "unclear", None
        if stands(dom, article.title, article.url):
            return "found", dom
        return _said_by(dom, answer.status, article.title), dom

    async def _in_browser(self, article: Sought, looks: list[Look]) -> tuple[str | None, str | None]:
        """What the browser shows and where; None where it could not be used."""
        said = await self._crawl.renderer.act("search", self._crawl.home, words=article.title)
        if said is None:
            return None, None
        looks.append(browser_look(self._crawl, self._crawl.home, said))
        if not said.get("box"):
            return "unclear", None
        address, status = str(said.get("final_url") or self._crawl.home), int(said.get("status") or 200)
        if not address.startswith(("http://", "https://")):
            return "unclear", None
        dom = Dom(str(said.get("html") or ""), url=address, encoding="utf-8")
        if stands(dom, article.title, article.url):
            return "found", address
        if status in GUARDED:
            return "guarded", address
        if status >= 400:
            return "broken", address
        came = _said_by(dom, status, article.title)
        # an answer that did not come in time, or not at all, would have been a part of the result
        return ("unclear" if came == "not_found" and said.get("failed") else came), address


def _dom_of(answer: Answer) -> Dom | None:
    if not (answer.kept and answer.html):
        return None
    try:
        decoded = decode(answer.body, answer.content_type)
    except Undecodable:
        return None
    return Dom(decoded.text, url=answer.final_url, encoding=decoded.encoding)


def _is_whole(dom: Dom) -> bool:
    """Whether the source of a page is what a visitor sees."""
    return needs_browser(dom, items=0, footer_by_script=False) is None


def _said_by(dom: Dom, status: int, title: str) -> str:
    seen = read_answer(dom, status=status, home=False, text=dom.text, links=len(dom.tree.css("a[href]")))
    return answered(dom, seen, title)


def _result_of(box: SearchBox, words: str, encoding: str) -> str | None:
    """The address that a browser would ask for; None where there is no way to tell."""
    if box.address is None:
        return None
    codec = "utf-8" if encoding.lower().startswith("utf") else encoding
    try:
        query = urlencode(((box.field, words), *box.others), encoding=codec, errors="xmlcharrefreplace")
    except LookupError:
        return None
    return f"{box.address.partition('#')[0].partition('?')[0]}?{query}"
