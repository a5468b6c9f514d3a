"""Links that lead out, clicked in the browser on a few pages, where the source cannot tell whether a script asks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.trials.looking import browser_look
from storage.records import Look, NoticeTrial, OutwardLinks, Page

if TYPE_CHECKING:
    from crawler.crawl import Crawl

MAX_PAGES = 4
MAX_LINKS = 5
"""Links clicked on one page, each to another host first."""


async def notice_trials(crawl: Crawl, pages: Iterable[Page], outward: Iterable[OutwardLinks]) -> list[NoticeTrial]:
    """What clicks did on the home page and on one page of each of a few templates; nothing without a browser."""
    if not crawl.renderer.opens:
        return []
    doubtful = {one.page: one for one in outward if one.scripts or one.handled}
    chosen = {url: _chosen(crawl, doubtful[url]) for url in _sample(page for page in pages if page.url in doubtful)}
    done = await asyncio.gather(*(_try(crawl, url, links) for url, links in chosen.items() if links))
    return [trial for trial in done if trial is not None]


def _sample(pages: Iterable[Page]) -> list[str]:
    """The pages fewest clicks from home, one of each template."""
    nearest: dict[str | None, tuple[int, str]] = {}
    for page in pages:
        place = (page.depth, page.url)
        nearest[page.template] = min(place, nearest.get(page.template, place))
    return [url for _, url in sorted(nearest.values())[:MAX_PAGES]]


def _chosen(crawl: Crawl, outward: OutwardLinks) -> list[str]:
    """Links to as many hosts as possible, those with handlers of their own among them."""
    urls = [url for url in (*outward.handled, *outward.bare) if crawl.scope.owner(url) is None]
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    rounds = (found[turn] for turn in range(MAX_LINKS) for found in by_host.values() if turn < len(found))
    return list(dict.fromkeys(rounds))[:MAX_LINKS]


async def _try(crawl: Crawl, page: str, links: list[str]) -> NoticeTrial | None:
    """Click the links; those that open straight once more, on the page opened anew."""
    looks: list[Look] = []
    came: dict[str, str] = {}
    asked = links
    for _ in range(2):
        said = await crawl.renderer.act("leave", page, links=asked)
        if said is None:
            return None
        looks.append(browser_look(crawl, page, said))
        for url, outcome in said["links"]:
            # a script that did not come might have asked
            sure = outcome if outcome != "straight" or not said.get("failed_scripts") else "unclear"
            came[url] = sure if came.get(url, sure) == sure else "unclear"
        asked = [url for url, outcome in came.items() if outcome == "straight"]
        if not asked:
            break
    words = ("announced", "straight", "unclear")
    by = {word: tuple(url for url in links if came.get(url, "unclear") == word) for word in words}
    return NoticeTrial(page=page, looks=tuple(looks), **by)
