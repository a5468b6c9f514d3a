"""Folders of pages that somebody else put on the host: many pages that have nothing in common with the site."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.surveys import Surveyed
from storage.records import Answer, Page, PageKind, StrayFolder

FAMILIES = frozenset({"safety"})
NOUNS = (StrayFolder,)

MANY = 10
"""Pages of a folder from which on they are there in bulk."""

SHARED = 0.8
"""Share of the site's other pages that bear the marks of the site, without which their absence says nothing."""

MAX_FOLDERS = 2000

_RANDOM = re.compile(r"(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-z0-9]{5,}|[bcdfghjklmnpqrstvwxz]{5,}|\d{4,}", re.IGNORECASE)
_DATED = re.compile(r"t?(?:19|20)\d{6}_\d+|(?:19|20)\d{2}[-_]?\d{2}|art_\d+|content_\d+|post_\d+|c\d+_?|\d+")


def survey(site: Surveyed) -> Iterator[StrayFolder]:
    """Folders whose pages all lack what the rest of the site has: footer, page tags."""
    marked: Counter[bool] = Counter()
    strange: dict[str, list[Page]] = defaultdict(list)
    sound: set[str] = set()
    for page in site.pages.pages():
        if page.answer is not Answer.PAGE or page.kind is PageKind.HOME or not page.footer_seen:
            continue
        folder = _folder(page.url)
        own = bool(page.footer) or "siteidcode" in page.metas or "sitename" in page.metas
        marked[own] += 1
        if own:
            sound.add(folder)
        elif len(strange) < MAX_FOLDERS and len(strange[folder]) < 200:
            strange[folder].append(page)
    for folder, pages in sorted(strange.items()):
        rest = marked[True] + marked[False] - len(pages)
        if folder in sound or len(pages) < MANY or rest < MANY or marked[True] < SHARED * rest:
            continue
        if _is_odd(folder, pages):
            yield StrayFolder(
                folder=folder, pages=len(pages), example=pages[0].url, title=(pages[0].title or pages[0].url)[:60]
            )


def _folder(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[0] + "/"


def _is_odd(folder: str, pages: list[Page]) -> bool:
    """Whether names look drawn by lot: of the folder, or of most of its pages."""
    last = urlsplit(folder).path.strip("/").rpartition("/")[2]
    if _RANDOM.fullmatch(last) and not _DATED.fullmatch(last):
        return True
    names = [page.url.partition("?")[0].rpartition("/")[2].partition(".")[0] for page in pages]
    return sum(bool(_RANDOM.fullmatch(name)) and not _DATED.fullmatch(name) for name in names) * 2 > len(names)
