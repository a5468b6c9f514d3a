"""The entries of a home page to its version for the aged, opened in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from crawler.readers.answer import read_answer
from crawler.readers.dom import Dom
from crawler.trials.looking import browser_look, pause
from storage.records import Answer, Look, SeniorEntry, SeniorTrial

if TYPE_CHECKING:
    from crawler.crawl import Crawl

MAX_ENTRIES = 3
WORKS = frozenset({"changed", "opened"})


async def senior_trials(crawl: Crawl, entries: Iterable[SeniorEntry]) -> list[SeniorTrial]:
    """What came of clicking the entries, those first that a script opens; nothing where there is no browser."""
    texts = dict.fromkeys(entry.text for entry in sorted(entries, key=lambda entry: entry.target is not None))
    done = []
    for text in list(texts)[:MAX_ENTRIES] if crawl.renderer.opens else ():
        trial = await _try(crawl, text)
        if trial is not None:
            done.append(trial)
    return done


async def _try(crawl: Crawl, text: str) -> SeniorTrial | None:
    """Click an entry, twice where the first click shows no effect."""
    looks: list[Look] = []
    came: list[str] = []
    address = None
    for turn in range(2):
        if turn:
            await pause(crawl)
        said = await crawl.renderer.act("senior", crawl.home, text=text)
        if said is None:
            break
        looks.append(browser_look(crawl, crawl.home, said))
        came.append(_came(said))
        address = looks[-1].final_url
        if came[-1] in WORKS:
            break
    if not came:
        return None
    sure = came[-1] if came[-1] in WORKS or (len(came) == 2 and came[0] == came[1]) else "unclear"
    return SeniorTrial(page=crawl.home, text=text, came=sure, address=address, looks=tuple(looks))


def _came(said: dict[str, Any]) -> str:
    came = str(said.get("came"))
    if came == "nothing" and said.get("failed_scripts"):
        return "unclear"  # what would have opened it did not come, perhaps only to us
    if came == "opened" and (html := said.get("html")):
        dom = Dom(str(html), url=str(said.get("final_url") or ""), encoding="utf-8")
        seen = read_answer(dom, status=200, home=False, text=dom.text, links=len(dom.tree.css("a[href]")))
        return {Answer.MISSING: "failed", Answer.REFUSED: "unclear"}.get(seen, "opened")
    return came if came in {"changed", "opened", "failed", "nothing"} else "unclear"
