"""Whether a site's platform is laid out by the items of article 20, and what of them the site shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.column_candidates import Candidate
from crawler.column_contents import OWN_TEXT
from crawler.readers.catalogues import Listed, blocks, disclosure_items, item_named, items_in, read_catalogue
from crawler.readers.dom import Dom, fold
from crawler.readers.furniture import own_parts
from crawler.scope import Scope
from crawler.survey import landed, read_column
from crawler.surveys import Surveyed
from storage.records import Column, DisclosureCatalogue, DisclosureEntry, PageKind, ProjectPage

FAMILIES = frozenset({"disclosure"})
NOUNS = (DisclosureCatalogue, DisclosureEntry, ProjectPage)

PLATFORM = ("statutory_disclosure", "disclosure_home")
MAX_ENTRIES = 80
"""Entries of a catalogue that are looked into."""

MAX_PROJECTS = 60
"""Approvals of projects that are read on one site."""

APPROVAL_TEXT = 60
"""Characters from which on the page of an approval is its text rather than a cover for a file."""

_CODE = re.compile(r"(?<![\d-])2\d{3}-\d{6}-\d{2}-\d{2}-\d{6}(?![\d-])")
"""The code of an investment project: its year, since 2020 its year and month, then place, trade, kind and number."""
_CRUMB = re.compile(r"位置\s*:|首页\s*[>/»›→-]")
_DASHES = str.maketrans("—–−‐‑－", "------")
_APPROVAL = re.compile(r"(?:项目|工程).{0,30}(?:批复|核准|备案|审批|批准)|(?:批复|核准|备案|批准).{0,30}(?:项目|工程)")
_NO_APPROVAL = re.compile(r"清单|名单|计划|目录|汇总|情况|一览|解读|办法|通报|政策|指南|流程|会议|推进")


def survey(site: Surveyed) -> Iterator[DisclosureCatalogue | DisclosureEntry | ProjectPage]:
    """The catalogue of the platform with the entries that show nothing, and the approvals of projects."""
    scope = Scope(site.site, site.registry)
    yield from _catalogue(site, scope)
    yield from _projects(site, scope)


def _catalogue(site: Surveyed, scope: Scope) -> Iterator[DisclosureCatalogue | DisclosureEntry]:
    column, listed = _laid_out(site)
    if column is None:
        return
    entries = []
    for entry in listed[:MAX_ENTRIES]:
        state = _state(site, scope, column.url, entry)
        if state is not None and entry.item is not None:
            entries.append((entry, state))
    hollow = {entry.url or entry.name for entry, state in entries if state != "unseen"}
    doubt = next((found.doubt for found in site.of_role(*PLATFORM) if found.doubt is not None), None)
    if doubt is None and any(state == "unseen" for _, state in entries):
        doubt = "incomplete_crawl"
    yield DisclosureCatalogue(
        url=column.url,
        name=column.name,
        named=tuple(dict.fromkeys(entry.item for entry in listed if entry.item is not None)),
        shown=tuple(sorted(_shown(site, listed, hollow))),
        doubt=doubt,
        looks=column.looks,
    )
    for entry, state in entries:
        yield DisclosureEntry(
            catalogue=column.url,
            item=str(entry.item),
            name=entry.name,
            url=entry.url,
            state=state,
            looks=site.pages.looks(entry.url) if entry.url is not None else (),
        )


def _laid_out(site: Surveyed) -> tuple[Column | None, tuple[Listed, ...]]:
    """The platform's page with the fullest catalogue; None where no page of it is one."""
    home = site.pages.body_text(site.pages.home)
    furniture = blocks(home) if home is not None else frozenset()
    best: tuple[Column | None, tuple[Listed, ...]] = None, ()
    for column in site.of_role(*PLATFORM):
        dom = site.pages.body_text(column.url) if column.doubt is None else None
        entries = read_catalogue(dom, furniture) if dom is not None else ()
        if len(entries) > len(best[1]):
            best = column, entries
    return best


def _state(site: Surveyed, scope: Scope, platform: str, entry: Listed) -> str | None:
    """What is wrong with an entry: nowhere, empty, unseen; None where something stands there, or a dead link does,
    which is a fault of its own."""
    if entry.url is None:
        return "nowhere"
    if not scope.owns(entry.url):
        return None
    looks = site.pages.looks(entry.url)
    if looks and looks[-1].asked and looks[-1].status is not None and looks[-1].status >= 400:
        return None
    url = landed(site.pages, entry.url)
    if site.pages.page(url) is None:
        return None if looks and looks[-1].status == 200 else "unseen"  # a file is content
    return hollowness(site, scope, platform, url, entry.name)


def hollowness(site: Surveyed, scope: Scope, above: str, url: str, name: str) -> str | None:
    """Whether a page that was fetched shows nothing but what the page ``above`` shows as well: empty, unseen or None.

    The menu of a catalogue stands on each of its pages; only what is not in it is their own.
    """
    candidate = Candidate(role="", name=name, url=url, first_level=False, why="")
    column, entries = read_column(site.pages, scope, site.registry, candidate, url, site.today)
    if column.doubt is not None:
        return "unseen"
    told = (item for item in entries if item.published is not None or item_named(item.title) is None)
    if not column.own or any(item.url is None or item.url.partition("#")[0] not in {url, above} for item in told):
        return None
    if column.blank is not None:
        return "empty"
    dom, frame = site.pages.body_text(url), site.pages.body_text(above)
    if dom is None or frame is None or dom.text == frame.text:
        return None  # a page that shows itself again is filled by a script, or is its own first entry
    own = own_parts(dom, frame)
    lines = set(dom.lined.splitlines()) - set(frame.lined.splitlines())
    said = sum(len(line.replace(name, "")) for line in lines if not _CRUMB.search(fold(line[:60])))
    return None if own.links or own.titles or own.pictures or said >= OWN_TEXT else "empty"


def _shown(site: Surveyed, listed: tuple[Listed, ...], hollow: set[str]) -> set[str]:
    """Every item that something on the site fits: a column by role or name, an entry, an item of a list, an article."""
    roles = {column.role for column in site.columns if column.url not in hollow}
    shown = {item for item, lexical in disclosure_items().items() if lexical.roles & roles}
    names = {column.name for column in site.columns if column.url not in hollow and column.role != "home"}
    names |= {entry.title for entry in site.entries if entry.url not in hollow}
    names |= {entry.name for entry in listed if (entry.url or entry.name) not in hollow}
    for page in site.pages.pages():
        if page.kind is not PageKind.HOME and page.url not in hollow:
            names |= {page.title or "", page.name or "", page.metas.get("columnname", "")}
    for name in names:
        shown |= items_in(name)
    return shown


def _projects(site: Surveyed, scope: Scope) -> Iterator[ProjectPage]:
    """The approvals that the site's columns of major projects list, with or without the code of their project."""
    read = 0
    for column in site.of_role("major_projects"):
        for entry in site.entries_of(column):
            if entry.url is None or not scope.owns(entry.url) or not _is_approval(entry.title) or read >= MAX_PROJECTS:
                continue
            dom = site.pages.body_text(entry.url)
            if dom is None or len(dom.text) < APPROVAL_TEXT or _holds_files(dom):
                continue
            read += 1
            coded = _CODE.search(dom.folded.translate(_DASHES)) is not None
            yield ProjectPage(column=column.url, url=entry.url, title=entry.title, coded=coded)


def _is_approval(title: str) -> bool:
    words = fold(title[:200])
    return _APPROVAL.search(words) is not None and _NO_APPROVAL.search(words) is None


def _holds_files(dom: Dom) -> bool:
    """Whether what matters may stand in a file or a picture."""
    return dom.tree.css_first("a[href$='.pdf' i], a[href*='.doc' i], a[href*='.xls' i], embed, iframe") is not None
