"""The pages on which a portal gathers the disclosure platforms of the bodies below it, and whom they list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.catalogues import link_name
from crawler.readers.dom import Dom, fold, squeeze
from crawler.scope import Scope
from crawler.survey import BLIND, landed
from crawler.surveys import Surveyed
from storage.records import BodyList, ListedBody, PageKind

FAMILIES = frozenset({"disclosure"})
NOUNS = (BodyList, ListedBody)

ROLES = ("disclosure_home", "statutory_disclosure", "sitemap_page")
LEAST = 3
"""Bodies of the registry that a page must lead to, by links that the home page does not have, to be such a list."""

MOST_OF = 0.9
"""Share of those links that the list's part of the page holds."""

MAX_LINKS = 2000
MAX_LISTS = 8
MAX_TEXT = 60

_NAME = re.compile(
    r"(?:各区|区县|县区|县\(市|各县|部门|各单位|委办局|街镇|镇街|乡镇|街道|各级|下级|下属).{0,12}(?:公开|平台)"
    r"|公开.{0,6}(?:平台|网站|专栏)?.{0,4}(?:导航|链接|归集|集群|总览|汇总)"
)

_OFFICE = re.compile(r"^[省市区县州]|(?:政府)?(?:信息|政务)公开.*$|平台$|网站$|官网$")


def survey(site: Surveyed) -> Iterator[BodyList | ListedBody]:
    """Every list of bodies on a portal, with the links of its part of the page."""
    if site.site.kind != "portal" or len(site.registry.agencies) <= LEAST:
        return
    scope = Scope(site.site, site.registry)
    home = site.pages.body_text(site.pages.home)
    at_home = frozenset(url for node, url in _links(home)) if home is not None else frozenset()
    lists = 0
    for url, name in _candidates(site, scope, home):
        page = site.pages.page(url)
        if page is None or lists >= MAX_LISTS:
            continue
        dom = site.pages.body_text(url)
        named = _NAME.search(name) is not None
        if dom is None or (page.needs_browser in BLIND and not page.rendered):
            if named:
                yield BodyList(url=url, name=name, doubt="unrendered" if dom is not None else "unreadable")
            continue
        listed = list(_listed(site, scope, dom, url, at_home))
        bodies = {body.owner for body in listed} - {None, site.site.agency}
        if len(bodies) < LEAST:
            continue
        lists += 1
        yield BodyList(url=url, name=name, looks=site.pages.looks(url))
        yield from listed


def _candidates(site: Surveyed, scope: Scope, home: Dom | None) -> Iterator[tuple[str, str]]:
    """Pages that may be such a list: the platform's own, and those that home, platform or site map name so."""
    seen: set[str] = set()
    above: list[Dom] = [home] if home is not None else []
    for column in site.of_role(*ROLES):
        dom = site.pages.body_text(column.url)
        if dom is not None:
            above.append(dom)
            if column.role != "sitemap_page" and column.url not in seen:
                seen.add(column.url)
                yield column.url, column.name
    for dom in above:
        for node, target in _links(dom):
            name = fold(link_name(node))
            if len(name) <= MAX_TEXT and _NAME.search(name) and scope.owns(target):
                url = landed(site.pages, target)
                if url not in seen:
                    seen.add(url)
                    yield url, name
    for page in site.pages.pages():
        if page.kind is PageKind.ARTICLE or page.url in seen:
            continue
        called = next((text for text in (page.name, page.title) if text and _NAME.search(fold(text[:MAX_TEXT]))), None)
        if called is not None:
            seen.add(page.url)
            yield page.url, called[:MAX_TEXT]


def _links(dom: Dom) -> Iterator[tuple[LexborNode, str]]:
    """Everything on a page that leads on: links, areas of pictures, choices of a drop-down."""
    for node in dom.tree.css("a[href], area[href], option[value]")[:MAX_LINKS]:
        written = (node.attributes.get("value" if node.tag == "option" else "href") or "").strip()
        if node.tag == "option" and "/" not in written:
            continue
        url = dom.resolve(written)
        if url is not None:
            yield node, url.partition("#")[0]


def _listed(site: Surveyed, scope: Scope, dom: Dom, page: str, at_home: frozenset[str]) -> Iterator[ListedBody]:
    """The links of the part of the page that holds the list; the frame with its friendly links is left out."""
    links = list(_links(dom))
    own = [node for node, url in links if url not in at_home and _other(site, scope, url) is not None]
    part = _part(own)
    if part is None:
        return
    for node, url in links:
        text = squeeze(node.text(deep=True) or "") if node.tag == "option" else link_name(node)
        text = text or (node.attributes.get("alt") or "")
        if not text or len(text) > MAX_TEXT or not _is_within(node, part):
            continue
        owner = scope.owner(url)
        yield ListedBody(
            page=page,
            text=text,
            url=url,
            agency=_named(site, text),
            owner=owner.agency if owner is not None else None,
            own=scope.owns(url),
        )


def _other(site: Surveyed, scope: Scope, url: str) -> str | None:
    """The other body of the registry to which an address belongs."""
    owner = scope.owner(url)
    return owner.agency if owner is not None and owner.agency != site.site.agency else None


def _part(nodes: list[LexborNode]) -> int | None:
    """The smallest element that holds most of some links; None for too few of them."""
    if len(nodes) < LEAST:
        return None
    held: dict[int, int] = {}
    depth: dict[int, int] = {}
    for node in nodes:
        around: list[int] = []
        above = node.parent
        while above is not None and len(around) < 200:
            around.append(above.mem_id)
            above = above.parent
        for place, element in enumerate(reversed(around)):
            held[element] = held.get(element, 0) + 1
            depth[element] = place
    enough = [element for element, number in held.items() if number >= MOST_OF * len(nodes)]
    return max(enough, key=lambda element: depth[element], default=None)


def _is_within(node: LexborNode, part: int) -> bool:
    above = node.parent
    steps = 0
    while above is not None and steps < 200:
        if above.mem_id == part:
            return True
        above = above.parent
        steps += 1
    return False


def _named(site: Surveyed, text: str) -> str | None:
    """The body of the registry that a text names: by its whole name, its short one, or an abbreviation of one alone."""
    words = re.sub(r"\s", "", fold(text))
    found = [
        (len(name), agency.id)
        for agency in site.registry.agencies.values()
        for name in (agency.name, agency.short_name)
        if len(name) >= 3 and name in words
    ]
    if found:
        return max(found)[1]
    short = _OFFICE.sub("", words)
    alike = [agency.id for agency in site.registry.agencies.values() if _abbreviates(short, agency.name)]
    return alike[0] if len(alike) == 1 else None


def _abbreviates(short: str, name: str) -> bool:
    """Whether a text is made of characters of a name in their order, as 卫健委 is of 卫生健康委员会."""
    rest = iter(name)
    return 2 <= len(short) <= len(name) and all(character in rest for character in short)
