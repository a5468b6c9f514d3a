"""Which columns a site has, where each is kept, what is in it and how new it is.

Made after the crawl from stored pages alone, so that it can be made again from last quarter's bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from selectolax.lexbor import LexborNode

from crawler.column_candidates import Candidate, candidates
from crawler.column_contents import Contents, read_contents, seen_on
from crawler.column_strays import strays
from crawler.readers.dom import Dom, visible_text
from crawler.readers.lists import read_lists
from crawler.scope import Scope
from storage.records import SHANGHAI, Answer, Column, ColumnForm, Entry, Look, Page, Registry, Site

T = TypeVar("T")

HOME = "home"
"""Role under which the home page itself is kept, with what its lists show."""

HOME_ARTICLES = 200
"""Articles that are asked for the dates that the home page does not print: all that it may list."""

SHORT_TEXT = 300
"""Characters below which a page that links to another site only says where its column is kept."""

LONG_NAME = 4
"""Characters from which on the name of a site is looked for in words."""

_SENT_ON = re.compile(
    r"请(?:到|至|前往|登录|访问|点击|查看|见)|详见|统一(?:在|由|通过|至|到)|(?:设|公开|发布|办理)(?:在|于)|见"
)

OWN_LINKS = 2
"""Links of a table or a list to its own site from which on a page does not only say where its column is kept."""

BLIND = frozenset({"list_by_script", "script_shell", "empty_body"})
"""Reasons to need a browser that hide what is in a column."""


LEFT_OUT = frozenset({"budget", "trap", "host_given_up"})
"""Reasons why a crawl left an address out that say nothing about it."""


class PageSource(Protocol):
    """The stored pages of one site."""

    @property
    def home(self) -> str: ...

    def pages(self) -> Iterator[Page]: ...

    def page(self, url: str) -> Page | None: ...

    def body_text(self, url: str) -> Dom | None: ...

    def looks(self, url: str) -> tuple[Look, ...]: ...

    def records(self, noun: type[T]) -> Iterator[T]: ...


def survey(pages: PageSource, site: Site, registry: Registry, as_of: datetime) -> tuple[list[Column], list[Entry]]:
    """Find the columns of a site and read them. Columns are ordered by role, first level first, and address."""
    day = as_of.astimezone(SHANGHAI).date()
    scope = Scope(site, registry)
    found: dict[tuple[str, str], tuple[Column, list[Entry]]] = {}
    spelled: dict[str, str] = {}
    for candidate in _everywhere(pages, site, scope, found):
        address = candidate.url if candidate.hidden else landed(pages, candidate.url)
        address = spelled.setdefault(_canonical(address), address)  # one list is one column, whatever ways lead to it
        key = (candidate.role, _canonical(address))
        if key in found and candidate.first_level:
            column, entries = found[key]
            found[key] = (replace(column, first_level=True), entries)
        if key in found or any(
            column.role == candidate.role and is_further_page(address, column.url) for column, _ in found.values()
        ):
            continue
        found[key] = read_column(pages, scope, registry, candidate, address, day)
    home = _home(pages, scope, day)
    ordered = sorted(found.values(), key=lambda pair: (pair[0].role, not pair[0].first_level, pair[0].url))
    everything = [*([home] if home is not None else []), *ordered]
    return [column for column, _ in everything], [entry for _, entries in everything for entry in entries]


def _everywhere(
    pages: PageSource, site: Site, scope: Scope, found: Mapping[tuple[str, str], object]
) -> Iterator[Candidate]:
    """The candidates of a site; strays only for the roles that are not ``found`` once the others were looked at."""
    yield from candidates(pages, site, scope)
    yield from strays(pages, site, scope, frozenset(role for role, _ in found))


def is_further_page(url: str, first: str) -> bool:
    """Whether an address is that of a later page of the list at ``first``: its name with a number behind."""
    path = first.partition("?")[0]
    head, _, last = path.rpartition("/")
    stem = last.partition(".")[0]
    starts = [f"{head}/{stem}/", f"{head}/{stem}_", f"{head}/{stem}-"] if stem else []
    if stem.lower() in {"", "index", "default", "list"}:
        starts += [f"{head}/index_", f"{head}/list_", f"{head}/index-", f"{head}/list-", f"{head}/default_"]
    rest = next((url[len(start) :] for start in starts if url.startswith(start)), None)
    if rest is None and url.startswith(f"{path}?"):
        rest = re.sub(r".*(?:page\w*|p|curPage|start)=", "", url, flags=re.IGNORECASE)
    return rest is not None and re.match(r"\d{1,5}(?:\.|$|&)", rest) is not None


def landed(pages: PageSource, url: str) -> str:
    """Where an address leads: the end of its redirects."""
    url = url.partition("#")[0]
    if pages.page(url) is not None:
        return url
    ends = [look.final_url for look in pages.looks(url) if look.final_url is not None]
    return ends[-1] if ends else url


def _canonical(url: str) -> str:
    """One spelling for a folder and its index page."""
    path, mark, query = url.partition("?")
    head, slash, last = path.rpartition("/")
    name = last.partition(".")[0].lower()
    return head + slash + mark + query if name in {"index", "default", "list"} and not mark else url


def read_column(
    pages: PageSource, scope: Scope, registry: Registry, candidate: Candidate, url: str, day: date
) -> tuple[Column, list[Entry]]:
    """One column with what is in it."""
    if candidate.hidden:
        shown = (home := pages.page(pages.home)) is not None and home.rendered
        return _column(candidate, candidate.url, ColumnForm.LIST, doubt="unreadable" if shown else "unrendered"), []
    if not scope.owns(url):
        owner = scope.owner(url)
        return _column(candidate, url, ColumnForm.ELSEWHERE, elsewhere=owner.id if owner else None), []
    page = pages.page(url)
    looks = pages.looks(url) or pages.looks(candidate.url)
    if page is None:
        return _column(candidate, url, ColumnForm.LIST, doubt=_why_not_read(looks), looks=looks), []
    dom = pages.body_text(url)
    if (doubt := _why_hidden(page)) is not None or dom is None:
        return _column(candidate, url, ColumnForm.LIST, doubt=doubt or "unreadable", looks=looks), []
    contents = read_contents(pages, dom, page, candidate, day)
    if not contents.entries and (kept := _kept_elsewhere(dom, scope, registry)) is not None:
        return _column(candidate, url, ColumnForm.ELSEWHERE, elsewhere=kept, looks=looks), []
    return _column(candidate, url, contents.form, contents=contents, looks=looks), contents.entries


def _column(
    candidate: Candidate,
    url: str,
    form: ColumnForm,
    *,
    elsewhere: str | None = None,
    doubt: str | None = None,
    contents: Contents | None = None,
    looks: tuple[Look, ...] = (),
) -> Column:
    return Column(
        role=candidate.role,
        name=candidate.name,
        url=url,
        form=form,
        first_level=candidate.first_level,
        own=form is not ColumnForm.ELSEWHERE,
        why=candidate.why,
        elsewhere=elsewhere,
        newest=contents.newest if contents else None,
        newest_url=contents.newest_url if contents else None,
        items=len(contents.entries) if contents else 0,
        undated=contents.undated if contents else 0,
        asked=contents.asked if contents else 0,
        blank=contents.blank if contents else None,
        doubt=doubt,
        looks=looks,
    )


def _why_not_read(looks: tuple[Look, ...]) -> str:
    """Why there is no page behind a column's address: a not_run reason."""
    if not looks:
        return "incomplete_crawl"
    if not looks[-1].asked and looks[-1].note in LEFT_OUT:
        return "incomplete_crawl"
    signs = {str(sign) for sign in looks[-1].signs}
    for sign, reason in (
        ("robots", "robots"),
        ("private", "private_address"),
        ("challenge", "blocked"),
        ("undecodable", "undecodable"),
    ):
        if sign in signs:
            return reason
    return "unreadable"


def _why_hidden(page: Page) -> str | None:
    """Why a page does not show what is in its column: a not_run reason; None where it does."""
    if page.answer is Answer.REFUSED:
        return "blocked"
    # a shell that a browser would fill is empty as well: nothing is known of it, not that it shows nothing
    if page.answer is not Answer.MISSING and page.needs_browser in BLIND and not page.rendered:
        return "unrendered"
    return None if page.answer is Answer.PAGE else "unreadable"


def _kept_elsewhere(dom: Dom, scope: Scope, registry: Registry) -> str | None:
    """The site that a page without items of its own names, by a link or in words, as the keeper of its column."""
    main = dom.tree.css_first("main, article, [class*=content i], [id*=content i], [class*=main i]")
    text = visible_text(main, 2000) if main is not None else dom.text
    if len(text) > SHORT_TEXT or _lists_own(main, scope, dom):
        return None
    for link in (main or dom.tree).css("a[href]"):
        url = dom.resolve(link.attributes.get("href"))
        owner = scope.owner(url) if url else None
        if owner is not None and url is not None and not scope.owns(url):
            return owner.id
    if _SENT_ON.search(text) is None:
        return None
    named = [site for site in registry.sites.values() if len(site.name) >= LONG_NAME and site.name in text]
    named = [site for site in named if not scope.owns(site.url)]
    return max(named, key=lambda site: len(site.name)).id if named else None


def _lists_own(main: LexborNode | None, scope: Scope, dom: Dom) -> bool:
    """Whether the main part of a page leads to several pages of its own site: it is a catalogue, no sign to another."""
    if main is None:
        return False
    urls = {dom.resolve(link.attributes.get("href")) for link in main.css("td a[href], dd a[href], li a[href]")}
    return sum(1 for url in urls if url is not None and scope.owns(url) and url != dom.url) >= OWN_LINKS


def _home(pages: PageSource, scope: Scope, day: date) -> tuple[Column, list[Entry]] | None:
    """The home page with the items of its lists; undated ones take the date of their article."""
    page = pages.page(pages.home)
    if page is None:
        return None
    blind = page.needs_browser in BLIND and not page.rendered
    dom = pages.body_text(pages.home)
    candidate = Candidate(role=HOME, name=page.title or "", url=page.url, first_level=True, why="网站首页")
    looks = pages.looks(page.url)
    if dom is None or blind:
        doubt = "unrendered" if blind else "unreadable"
        return _column(candidate, page.url, ColumnForm.PAGE, doubt=doubt, looks=looks), []
    lists = [part for part in read_lists(dom, day, seen_on(pages, page.url)) if part.items]
    contents = Contents.of(pages, page.url, lists, day, articles=HOME_ARTICLES)
    return _column(candidate, page.url, ColumnForm.PAGE, contents=contents, looks=looks), contents.entries
