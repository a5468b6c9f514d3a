"""Tags that pages must carry, and that are missing or say something else than the page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from checks.core import Group, Seen, check
from storage.records import (
    COLUMN_TAGS,
    CONTENT_TAGS,
    SITE_TAGS,
    Answer,
    Column,
    ColumnForm,
    Entry,
    Finding,
    Link,
    Outcome,
    Page,
    PageKind,
    TagDifference,
)

CONTENT = frozenset({PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION, PageKind.REPORT})
SHELLS = frozenset({"script_shell", "empty_body"})
"""Reasons to need a browser that leave the head of a page to scripts as well."""

_SEARCH = re.compile(r"search|sousuo|[/?&](?:so|q|query|kw|keywords?|wd|searchword)(?:=|/|\.|$)", re.IGNORECASE)
_GENERAL = re.compile(r"人民政府|政府|门户|网站|信息|中国|办公[室厅]|委员会|管理|服务|[省市县区州局委办厅网站]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_OTHER_LANGUAGE = re.compile(r"/(?:en|english|big5|gb2big5|ft|fanti|fant|tw|hk|zh-tw|zh-hk)(?:/|\.)", re.IGNORECASE)
_FOR_PHONES = re.compile(r"^(?:m|wap|3g|mobile|h5)\.")
_ELSEWHERE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:[省市县区州盟旗镇]|人民政府|委员会|[局厅])")


@check(
    family="furniture",
    needs=(Page, Link, Column, Entry, TagDifference),
    reasons={"absent": Outcome.FAIL, "differs": Outcome.FAIL},
    options={"site": SITE_TAGS, "column": COLUMN_TAGS, "content": CONTENT_TAGS, "least_text": 80, "least_items": 3},
)
def missing_page_tags(seen: Seen) -> Iterator[Finding]:
    """Pages lack a tag that pages of their kind must carry, or it says something else than the page shows.

    Fails when   (absent) a page that opens has no such tag or an empty one: the site's tags on every page, those of
                 columns on the home page and on the lists of columns, those of content on articles and documents;
                 (differs) SiteDomain names another host, SiteName another place or body, SiteIDCode another code than
                 the home page; ArticleTitle stands neither on the page nor in its title; PubDate is no date or another
                 day than the one printed behind 发布时间.
    Unsure when  SiteName shares no word with any name of the body and names no place, or several days are printed
                 behind such labels (contradicting).
    Leaves out   error pages, refusals, fragments with less than ``least_text`` characters, what stands in frames
                 alone; results of searches; for pages of unsure kind (messages, services, pages of one text) all but
                 the site's tags; SiteDomain where the host is a number; SiteName in other languages.
    Assumes      the home page's code is the site's: where that itself disagrees, mismatched_site_codes has it.
    Counts       one finding a tag and way of failing for the whole site, with the number of pages; examined are the
                 pages judged. Pages that scripts alone build are not run (unrendered).
    Options      site, column, content: the tags by kind of page; least_text; least_items: dated items from which on a
                 page is surely a list.
    Source       State Council General Office, development guide for government websites, 2017, page tags.
    """
    home = seen.site.url
    groups: dict[tuple[str, str], Group] = defaultdict(lambda: Group(home))
    said: dict[tuple[str, str], tuple[str, str | None]] = {}
    blind = Group(home)
    lists, listed, names = _lists(seen), {entry.url for entry in seen[Entry] if entry.url}, _Names(seen)
    framed = _framed(seen)
    differences: dict[str, list[TagDifference]] = defaultdict(list)
    for difference in seen[TagDifference]:
        differences[difference.url].append(difference)
    for page in seen[Page]:
        if page.answer is not Answer.PAGE or page.status != 200:
            continue
        if page.needs_browser in SHELLS and not page.rendered:
            blind.add(page)
            continue
        if page.text_length < seen.options["least_text"] or page.url in framed:
            continue
        seen.examined += 1
        wanted = list(seen.options["site"])
        if page.kind is PageKind.HOME or _is_list(page, lists, seen.options["least_items"]):
            wanted += seen.options["column"]
        content = page.kind in CONTENT and page.url not in lists and _is_content(page, listed)
        if content:
            wanted += seen.options["content"]
        for tag in wanted:
            if not page.metas.get(tag.lower(), "").strip():
                groups[tag, "absent"].add(page)
        told = [*names.differences(page), *(differences[page.url] if content else ())]
        for one in told:
            way = "differs" if one.certain else "contradicting"
            groups[one.tag, way].add(page)
            said.setdefault((one.tag, way), (one.said, one.shown))
    for (tag, way), group in sorted(groups.items()):
        what, shown = said.get((tag, way), (None, None))
        yield seen.finding(
            group.page,
            way,
            element=tag,
            missing=tag,
            kind=None if way == "absent" else way,
            said=what,
            shown=shown,
            examined=seen.examined,
            **group.detail(),
        )
    if blind.pages:
        yield seen.finding(blind.page, "unrendered", **blind.detail())


def _lists(seen: Seen) -> dict[str, Column]:
    """The pages of the site's own columns by address."""
    return {column.url: column for column in seen[Column] if column.own and column.role not in {"home", "sitemap_page"}}


def _framed(seen: Seen) -> set[str]:
    """Pages without any tag that frames alone show: parts of others."""
    bare = {
        page.url
        for page in seen[Page]
        if page.depth and not any(page.metas.get(tag.lower()) for tag in (*SITE_TAGS, *COLUMN_TAGS, *CONTENT_TAGS))
    }
    by_frame: set[str] = set()
    by_link: set[str] = set()
    for link in seen.links_to(bare):
        (by_frame if link.via in {"iframe", "frame"} else by_link).add(link.target)
    return by_frame - by_link


def _is_list(page: Page, lists: dict[str, Column], least: int) -> bool:
    """Whether a page is surely the list of a column: one the survey knows, or one of dated items that is no search."""
    if page.kind is not PageKind.LIST or _SEARCH.search(page.url) or "articletitle" in page.metas:
        return False
    column = lists.get(page.url)
    return page.items >= least or (column is not None and column.form is ColumnForm.LIST and column.items >= least)


def _is_content(page: Page, listed: set[str]) -> bool:
    """Whether a page is surely an article: it prints its day, or a list names it."""
    return bool(page.title) and (page.published_from in {"meta", "label", "visible"} or page.url in listed)


class _Names:
    """What the site goes by: its hosts, its names, its code."""

    def __init__(self, seen: Seen) -> None:
        site, agency = seen.site, seen.agency
        self.hosts = {_bare(_host(url)) for url in (site.url, *(f"//{host}" for host in site.profile.hosts))}
        self.called = site.name
        registered = [site.name] if agency is not None else []
        registered += [agency.name, agency.short_name] if agency is not None else []
        superior = seen.registry.agencies.get(agency.superior or "") if agency is not None else None
        registered += [superior.name, superior.short_name] if superior is not None else []
        self.names = _words(registered)
        pages = [page for page in seen[Page] if page.kind is PageKind.HOME and page.depth == 0]
        first = pages[0].metas if pages else {}
        self.name = first.get("sitename", "").strip()
        codes = (first.get("siteidcode", ""), site.site_id_code or "")
        self.codes = [code.strip().lower() for code in codes if code.strip()]

    def differences(self, page: Page) -> Iterator[TagDifference]:
        """What the site's tags on a page say of another site."""
        name = page.metas.get("sitename", "").strip()
        own, words = self.names | _words([page.footer.get("sponsor", "")]), _words([name])
        if own and words and not words & own and not _OTHER_LANGUAGE.search(page.url):
            certain = _ELSEWHERE.search(name) is not None or (bool(self.name) and name != self.name)
            yield _differs(page, "SiteName", name, page.footer.get("sponsor") or self.called, certain=certain)
        host, said = _host(page.url), page.metas.get("sitedomain", "").strip()
        domains = [_host(part if "//" in part else f"//{part}") for part in re.split(r"[\s,;，；、|]+", said) if part]
        if domains and _is_name(host) and not any(_within(host, one) or _bare(one) in self.hosts for one in domains):
            yield _differs(page, "SiteDomain", said, host, certain=True)
        code = page.metas.get("siteidcode", "").strip()
        if code and self.codes and code.lower() not in self.codes:
            yield _differs(page, "SiteIDCode", code, self.codes[-1], certain=True)


def _differs(page: Page, tag: str, said: str, shown: str | None, *, certain: bool) -> TagDifference:
    return TagDifference(url=page.url, tag=tag, said=said[:80], shown=shown, certain=certain)


def _words(names: list[str]) -> set[str]:
    """Pairs of characters by which a body's name is known, without what all such names share."""
    found: set[str] = set()
    for name in names:
        for part in _CHINESE.findall(_GENERAL.sub(" ", name)):
            found |= {part[place : place + 2] for place in range(len(part) - 1)}
    return found


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _is_name(host: str) -> bool:
    """Whether a host goes by a name that a tag could give."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(".localhost")
    return False


def _within(host: str, domain: str) -> bool:
    """Whether a host is the one that a tag names, with or without ``www.``, its form for telephones, or below it."""
    return bool(domain) and (_bare(_FOR_PHONES.sub("", host)) == _bare(domain) or host.endswith(f".{domain}"))
