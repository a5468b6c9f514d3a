"""Where a site's columns may be: navigation, headings, channel pages, site map, page tags, the office's profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.readers.called import read_called
from crawler.readers.columns import FUZZY, MAX_NAME, TYPES, RoleMatch, role_of
from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.links import read_links
from crawler.scope import Scope
from storage.records import Page, PageKind, Site

if TYPE_CHECKING:
    from crawler.survey import PageSource

MAX_CHANNELS = 80
"""Second-level pages whose own navigation is read."""

SELF_CONTAINED = frozenset(
    {
        *("news", "notice", "policy_document", "interpretation", "annual_report", "disclosure_guide"),
        *("disclosure_rules", "disclosure_request", "leaders", "overview", "organization", "budget"),
        *("personnel", "consultation", "public_consultation", "service_statistics"),
    }
)
"""Roles whose sub-columns are parts of them rather than columns of a role of their own: a parent beats its child."""

SKIPPED = frozenset({"accessibility", "senior_mode", "about_site", "error_report_entry"})
"""Roles that are functions of a site rather than columns with content."""

ENTRANCE = 3
"""Links of its own up to which a home page is a mere entrance to the one behind it."""

MAX_FRONTS = 6

PLATFORM = frozenset({"disclosure_home", "statutory_disclosure"})
"""Roles whose pages name the blocks of the disclosure platform."""

BUILT = frozenset({"area", "script_text", "onclick"})
"""Markup of menus that are pictures with areas, written by scripts or opened by them."""

_MORE = ("更多", "more", "查看更多", "更多>>", "+", ">>", "…", "·更多")
_APART = re.compile(
    r"/(?:en|eng|english|big5|japanese|korean|archives?|guidang|oldsite)/",
    re.IGNORECASE,
)
"""Folders of parts in other languages and of archives, which count only where they are sites of their own. Shorter
names are no sign: on Chinese sites fr is 法人, ft 访谈, tw 团委."""

_BELOW = re.compile(r"(?:^|[\s_-])(?:sub|second|drop|child|erji|pull|hover)", re.IGNORECASE)
_OTHER_SITES = ("english", "繁体", "繁體", "日本語", "旧版", "老版", "历史")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that may be a column. ``why``: how it was recognised, in Chinese, for people to dispute.

    ``list``, ``item``, ``date``: selectors that the office's profile gives. ``hidden``: its name stands in the
    navigation without an address, which only a script knows.
    """

    role: str
    name: str
    url: str
    first_level: bool
    why: str
    list: str | None = None
    item: str | None = None
    date: str | None = None
    hidden: bool = False


def candidates(pages: PageSource, site: Site, scope: Scope) -> Iterator[Candidate]:
    """The columns a site may have, most telling first; the same column may come several times."""
    overridden = {override.role for override in site.profile.columns}
    for override in site.profile.columns:
        if override.url is not None:
            yield Candidate(
                role=override.role,
                name=override.name or override.role,
                url=override.url,
                first_level=True,
                why="网站档案",
                list=override.list,
                item=override.item,
                date=override.date,
            )
    for candidate in _found(pages, scope):
        if candidate.role not in overridden | SKIPPED and not is_apart(candidate.url, site.url):
            yield candidate


def is_apart(url: str, home: str) -> bool:
    """Whether an address lies in a part for other languages or past years, where the site itself does not."""
    return _APART.search(urlsplit(url).path) is not None and _APART.search(urlsplit(home).path) is None


def _found(pages: PageSource, scope: Scope) -> Iterator[Candidate]:
    channels: dict[str, str | None] = {}
    for front in _fronts(pages, scope):
        yield from _at_front(front, scope, channels)
    at_home = set(channels)
    maps = [url for url, role in channels.items() if role == "sitemap_page"]
    for url in [*maps, *(url for url, role in channels.items() if role not in SELF_CONTAINED)][:MAX_CHANNELS]:
        page = pages.page(url)
        dom = pages.body_text(url) if page is not None and page.kind is not PageKind.ARTICLE else None
        if dom is None:
            continue
        place = "站点地图" if url in maps else f"“{_short(page)}”下的链接"
        for name, target in _named_below(dom, platform=channels.get(url) in PLATFORM):
            if target.partition("#")[0] not in at_home and (match := role_of(name)) is not None and match.how != FUZZY:
                yield _candidate(match, name, target, place, first_level=False)
    yield from _tagged(pages, at_home)


def _at_front(home: Dom, scope: Scope, channels: dict[str, str | None]) -> Iterator[Candidate]:
    """What a home page names. ``channels``: takes the addresses of its short links with the roles they mean."""
    for name, url, below in _named_links(home):
        match = role_of(name)
        if scope.owns(url) and len(name) <= MAX_NAME:
            channels.setdefault(url.partition("#")[0], match.role if match else None)
        if match is not None:
            yield _candidate(match, name, url, "首页链接", first_level=not below)
    built = [("首页链接", link.text, link.url) for link in read_links(home) if link.via in BUILT]
    called = [("首页脚本导航", name, url) for url, name in read_called(home) if len(name) <= MAX_NAME]
    for place, name, url in (*built, *called):
        match = role_of(name) if scope.owns(url) else None
        if match is not None and match.how != FUZZY:
            channels.setdefault(url.partition("#")[0], match.role)
            yield _candidate(match, name, url, place, first_level=True)
    for name, url in _headings(home):
        if (match := role_of(name)) is not None:
            yield _candidate(match, name, url, "首页版块", first_level=True)


def _fronts(pages: PageSource, scope: Scope) -> Iterator[Dom]:
    """What a visitor takes for the home page: the page itself, its frames, and the page behind a mere entrance."""
    home = pages.body_text(pages.home)
    if home is None:
        return
    yield home
    frames = [home.resolve(node.attributes.get("src")) for node in home.tree.css("frame[src]")]
    own = {url: role_of(name) for name, url, _ in _named_links(home) if scope.owns(url) and url != pages.home}
    entrances = [url for url, role in own.items() if role is None] if len(own) <= ENTRANCE else []
    for url in [*frames, *entrances][:MAX_FRONTS]:
        inner = pages.body_text(url.partition("#")[0]) if url is not None and scope.owns(url) else None
        page = pages.page(url.partition("#")[0]) if url is not None else None
        if inner is not None and page is not None and page.kind is not PageKind.ARTICLE:
            yield inner


def _named_below(dom: Dom, *, platform: bool) -> Iterator[tuple[str, str]]:
    """The columns that a channel's page names. On the disclosure platform its four blocks may stand under headings with
    a link to more, in picture maps and in menus that scripts write or open."""
    yield from ((name, url) for name, url, _ in _named_links(dom))
    if platform:
        yield from _headings(dom)
        yield from ((link.text, link.url) for link in read_links(dom) if link.via in BUILT)


def _tagged(pages: PageSource, at_home: set[str]) -> Iterator[Candidate]:
    """Pages that say by their tags that they are a column."""
    for page in pages.pages():
        if page.kind is not PageKind.LIST or "articletitle" in page.metas:
            continue
        kind, name = page.metas.get("columntype", ""), page.metas.get("columnname", "")
        role = TYPES.get(kind) or (match.role if (match := role_of(name)) and match.how != FUZZY else None)
        if role is not None and "_" not in page.url.rpartition("/")[2]:
            yield Candidate(
                role=role,
                name=name or kind,
                url=page.url,
                first_level=page.url in at_home,
                why=f"网页标签 ColumnName“{name}”、ColumnType“{kind}”",
            )


def _candidate(match: RoleMatch, name: str, url: str, place: str, *, first_level: bool) -> Candidate:
    how = {"exact": "名称相同", "normalised": f"去掉前后缀后与“{match.name}”相同", "fuzzy": f"与“{match.name}”相近"}[
        match.how
    ]
    return Candidate(role=match.role, name=name, url=url, first_level=first_level, why=f"{place}“{name}”，{how}")


def _named_links(dom: Dom) -> Iterator[tuple[str, str, bool]]:
    """Links with a short text, as navigation has them: text, address, whether they open below another of a menu."""
    for link in dom.tree.css("a"):
        attributes = link.attributes
        name = squeeze(link.text(deep=True) or "") or squeeze(attributes.get("title") or "")
        if not name:
            picture = link.css_first("img[alt], img[title]")
            words = (picture.attributes.get("alt") or picture.attributes.get("title")) if picture is not None else ""
            name = squeeze(words or "")
        if not 2 <= len(name) <= MAX_NAME or any(word in name.lower() for word in _OTHER_SITES):
            continue
        url = dom.resolve(attributes.get("href"))
        if url is not None:
            yield name, url, _opens_below(link)


def _opens_below(link: LexborNode) -> bool:
    """Whether a link stands in a menu that opens below another link: an item of a list within an item, the text of a
    term, a part named so behind a link."""
    items: list[LexborNode] = []
    node = link.parent
    while node is not None and node.tag != "body" and len(items) < 2:
        if node.tag == "li":
            items.append(node)
        elif node.tag == "dd" or _BELOW.search(node.attributes.get("class") or ""):
            before = node.prev
            while before is not None and before.tag == "-text":
                before = before.prev
            if before is not None and (before.tag == "a" or (before.tag != "dd" and before.css_first("a") is not None)):
                return len(squeeze(before.text(deep=True) or "")) <= MAX_NAME
        node = node.parent
    if len(items) < 2:
        return False
    above = items[1].css_first("a[href]")
    return above is not None and above.mem_id != link.mem_id and 2 <= len(squeeze(above.text(deep=True))) <= MAX_NAME


def _headings(dom: Dom) -> Iterator[tuple[str, str]]:
    """Sections of a page with a heading and a link to more: (heading, address)."""
    for link in dom.tree.css("a[href]"):
        words = fold(squeeze(link.text(deep=True) or "")).strip("[]() ").lower()
        title = squeeze(link.attributes.get("title") or "")
        if words not in _MORE and not words.startswith("更多") and words not in {"", "more+", "more>>"}:
            continue
        url = dom.resolve(link.attributes.get("href"))
        if url is None:
            continue
        if name := _heading_beside(link) or (title if role_of(title) else ""):
            yield name, url


def _heading_beside(link: LexborNode) -> str:
    """The short text that stands beside a "more" link."""
    own = squeeze(link.text(deep=True) or "")
    node = link.parent
    for _ in range(3):
        if node is None:
            return ""
        words = squeeze((node.text(deep=True, separator=" ") or "")[:200]).replace(own, "").strip()
        if 2 <= len(words) <= MAX_NAME:
            return words
        if len(words) > MAX_NAME:
            return ""
        if above := _heading_above(node):
            return above
        node = node.parent
    return ""


def _heading_above(node: LexborNode) -> str:
    """The heading that stands right before an element, where it is as short as a name."""
    before = node.prev
    while before is not None and before.tag in {"-text", "-comment"} and not (before.text_content or "").strip():
        before = before.prev
    if before is None or before.tag not in {"h1", "h2", "h3", "h4", "h5", "h6", "dt"}:
        return ""
    words = squeeze((before.text(deep=True) or "")[:200])
    return words if 2 <= len(words) <= MAX_NAME else ""


def _short(page: Page | None) -> str:
    return (page.name or page.title or "")[:MAX_NAME] if page is not None else ""
