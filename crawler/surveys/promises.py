"""Links that open another document than they name: each is compared with what stands at its address."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.looks.hosts import is_home
from crawler.readers.bodies import read_body
from crawler.readers.promises import keeps_promise, numbers_in, plain, promised_titles, promises_full_text
from crawler.surveys import Surveyed
from storage.records import Answer, BrokenPromise, OpenedFile, Page, PageKind, TitledLinks

FAMILIES = frozenset({"links", "safety"})
NOUNS = (BrokenPromise,)

MAX_COMPARED = 2000
"""Pages of one site that are read again to be compared."""

WHOLE = 200
"""Characters of a page's text from which on it shows what it is about."""

MAX_TARGETS = 100_000

_TOLD_BY_TEXT = frozenset({PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION, PageKind.REPORT})


def survey(site: Surveyed) -> Iterator[BrokenPromise]:
    """The first link to each target that promises something else; what opens nothing is left to other checks."""
    promised: dict[str, tuple[str, str]] = {}
    home_told = False
    for titled in site.pages.records(TitledLinks):
        for target, text in titled.links:
            if promises_full_text(text):
                if not home_told and is_home(target, site.site.url) and _is_own_home(site, target):
                    home_told = True
                    yield BrokenPromise(page=titled.page, target=target, text=text, title="首页", certain=True)
            elif target not in promised and len(promised) < MAX_TARGETS:
                promised[target] = (titled.page, text)
    for file in site.pages.records(OpenedFile):
        if file.agrees is False and file.page is not None:
            yield BrokenPromise(page=file.page, target=file.url, text=file.name, title=file.start, certain=False)
    compared = 0
    for page in site.pages.pages():
        named = promised.get(page.url)
        if named is None or compared >= MAX_COMPARED or not _can_be_told(page) or _agrees(page, named[1]):
            continue
        compared += 1
        dom = site.pages.body_text(page.url)
        if dom is None:
            continue
        if len(dom.text) < WHOLE or any(node.css("iframe, embed, object") for node in read_body(dom).nodes):
            continue
        if keeps_promise(named[1], dom.text, page.title or "") is False:
            certain = page.kind in _TOLD_BY_TEXT and named[0] != page.url
            yield BrokenPromise(
                page=named[0], target=page.url, text=named[1], title=(page.title or "")[:100], certain=certain
            )


def _is_own_home(site: Surveyed, target: str) -> bool:
    home = site.pages.home.removeprefix("https://").removeprefix("http://").rstrip("/")
    return target.removeprefix("https://").removeprefix("http://").rstrip("/").startswith(home)


def _can_be_told(page: Page) -> bool:
    """Whether a page shows what it is about: an article that was seen as visitors see it."""
    seen = page.needs_browser is None or page.rendered or page.needs_browser == "footer_by_script"
    listed = page.kind in {PageKind.HOME, PageKind.LIST, PageKind.OTHER, PageKind.SERVICE_GUIDE}
    return page.answer is Answer.PAGE and seen and not listed and page.title is not None


def _agrees(page: Page, text: str) -> bool:
    """Whether the title of a page is, by and large, what the link says."""
    title, said = plain(page.title or ""), plain(text)
    if not title or title in said or said in title:
        return True
    if any(name in title for name in promised_titles(text)):
        return True
    return bool(numbers_in(text) & numbers_in(page.title or ""))
