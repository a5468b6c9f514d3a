"""Columns that no navigation leads to: reached by their name from anywhere, named by breadcrumbs, opened by scripts.

Asked only for roles that a site was not found to have otherwise, before anybody says that it lacks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from crawler.column_candidates import SKIPPED, Candidate, is_apart
from crawler.readers.called import unaddressed
from crawler.readers.columns import EXACT, FUZZY, role_of
from crawler.readers.structure import read_breadcrumb
from crawler.scope import Scope
from storage.records import Page, PageKind, Site

if TYPE_CHECKING:
    from crawler.survey import PageSource

MAX_CRUMBS = 150
"""Pages whose breadcrumbs are read, one of each folder first."""

MIN_NAME = 4
"""Characters from which on the text of a link far below is the name of a column."""

ONE_PAGE = frozenset({"disclosure_guide", "overview", "organization", "leaders"})
"""Roles that one page of text may be."""


def strays(pages: PageSource, site: Site, scope: Scope, there: frozenset[str]) -> Iterator[Candidate]:
    """Further candidates for the roles that are not ``there``: by link texts, by breadcrumbs, by names in menus."""
    known = there | SKIPPED
    for find in (_by_name, _by_crumbs, _hidden):
        found = [
            candidate
            for candidate in find(pages, scope)
            if candidate.role not in known and not is_apart(candidate.url, site.url)
        ]
        known |= {candidate.role for candidate in found}
        yield from found


def _by_name(pages: PageSource, scope: Scope) -> Iterator[Candidate]:
    """Pages that were first reached through a link that is named like a column, wherever it stood."""
    for page in pages.pages():
        name = page.name or ""
        match = role_of(name) if len(name) >= MIN_NAME and scope.owns(page.url) else None
        if match is None or match.how != EXACT or not _may_be(page, match.role):
            continue
        yield Candidate(
            role=match.role, name=name, url=page.url, first_level=False, why=f"下级页面的链接“{name}”，名称相同"
        )


def _may_be(page: Page, role: str) -> bool:
    return page.kind not in {PageKind.ARTICLE, PageKind.POLICY, PageKind.HOME} or role in ONE_PAGE


def _by_crumbs(pages: PageSource, scope: Scope) -> Iterator[Candidate]:
    """Columns that breadcrumbs name: those they link to, and the list on which one ends."""
    seen: set[str] = set()
    for page in islice(_one_a_folder(pages), MAX_CRUMBS):
        dom = pages.body_text(page.url)
        crumbs = read_breadcrumb(dom) if dom is not None else ()
        for place, crumb in enumerate(crumbs):
            match = role_of(crumb.text)
            alone = page.kind is PageKind.LIST or (match is not None and match.role in ONE_PAGE)
            ends_here = alone and place == len(crumbs) - 1
            url = (crumb.url or (page.url if ends_here else "")).partition("#")[0]
            if match is None or match.how == FUZZY or not url or url in seen or not scope.owns(url):
                continue
            seen.add(url)
            yield Candidate(
                role=match.role, name=crumb.text, url=url, first_level=False, why=f"面包屑导航“{crumb.text}”"
            )


def _one_a_folder(pages: PageSource) -> Iterator[Page]:
    """The first page of each folder: one breadcrumb speaks for its neighbours."""
    folders: set[str] = set()
    for page in pages.pages():
        folder = page.url.partition("?")[0].rpartition("/")[0]
        if page.kind is not PageKind.HOME and folder not in folders:
            folders.add(folder)
            yield page


def _hidden(pages: PageSource, scope: Scope) -> Iterator[Candidate]:
    """Names of columns in the home page's menu that have no address: what is behind them was not seen."""
    home = pages.body_text(pages.home)
    for name in dict.fromkeys(unaddressed(home)) if home is not None else ():
        match = role_of(name)
        if match is not None:
            yield Candidate(
                role=match.role,
                name=name,
                url=f"{pages.home}#{quote(name)}",
                first_level=True,
                why=f"首页导航“{name}”，由脚本打开，没有地址",
                hidden=True,
            )
