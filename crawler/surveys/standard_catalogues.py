"""Catalogues of open government (基层政务公开标准目录) on the web: every matter and what its link leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.readers.articles import read_article
from crawler.readers.catalogues import link_name
from crawler.readers.columns import role_of
from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.furniture import DOCUMENT, own_parts
from crawler.readers.grids import is_label, rows_of
from crawler.scope import Scope
from crawler.survey import landed
from crawler.surveys import Surveyed
from crawler.surveys.disclosures import hollowness
from storage.records import Column, StandardEntry

FAMILIES = frozenset({"disclosure"})
NOUNS = (StandardEntry,)
ROLE = "open_standard"

MAX_FIELDS = 40
"""Pages of fields (26 of them in the national catalogues) that are read below a catalogue."""

MAX_ENTRIES = 600
"""Matters of one site that are looked into."""

MAX_NAME = 80
MAX_LINKS = 500
"""Links of one page that are looked through."""

_HEAD = re.compile(r"事项|公开内容|公开标准|内容\(要素\)|内容要素|目录名称|公开标题|名称")
_MATTER = re.compile(r"二级事项|三级事项|事项名称|公开事项|事项|目录名称|名称|标题|内容")
_POINTER = re.compile(
    r"\W*(?:点击|请|进入|打开)?(?:查看|详情|详细|链接|进入|浏览|网址|公开链接|阅读|more|打开|地址)\W*", re.IGNORECASE
)
_COMMON = re.compile(r"公开|信息|事项|查看|链接|相关|情况|内容|目录|政府|工作|有关|标准|其他|管理|服务")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


def survey(site: Surveyed) -> Iterator[StandardEntry]:
    """Every matter once, by the address to which it leads."""
    scope = Scope(site.site, site.registry)
    for column in site.of_role(ROLE):
        yield from _of_catalogue(site, scope, column)


def _of_catalogue(site: Surveyed, scope: Scope, column: Column) -> Iterator[StandardEntry]:
    home = site.pages.body_text(site.pages.home)
    seen: set[str] = {column.url}
    count = 0
    for field in _fields(site, scope, column, home):
        dom = site.pages.body_text(field)
        for name, url in _matters(dom, home) if dom is not None else ():
            if url in seen or count >= MAX_ENTRIES:
                continue
            seen.add(url)
            count += 1
            yield StandardEntry(
                catalogue=column.url,
                field=field,
                name=name,
                url=url,
                state=_state(site, scope, field, name, url),
                looks=site.pages.looks(url),
            )


def _fields(site: Surveyed, scope: Scope, column: Column, home: Dom | None) -> list[str]:
    """The catalogue's page and, one step below it, the pages of its fields that hold tables of matters."""
    top = site.pages.body_text(column.url)
    if top is None:
        return []
    pages = [column.url]
    fields = [url for _, url in _matters(top, home)] + list(_catalogues_below(top))
    for target in fields:
        url = landed(site.pages, target)
        if url in pages or not scope.owns(url) or len(pages) > MAX_FIELDS:
            continue
        dom = site.pages.body_text(url)
        if dom is not None and any(_tables(dom)):
            pages.append(url)
    return pages


def _catalogues_below(top: Dom) -> Iterator[str]:
    """The pages that a catalogue calls catalogues too: one for each field."""
    for link in top.tree.css("a[href]")[:MAX_LINKS]:
        match = role_of(link_name(link))
        url = top.resolve(link.attributes.get("href"))
        if match is not None and match.role == ROLE and url is not None:
            yield url.partition("#")[0]


def _matters(dom: Dom, home: Dom | None) -> Iterator[tuple[str, str]]:
    """The matters that a page lists: rows of its tables, else the links of its own."""
    tables = list(_tables(dom))
    if not tables:
        yield from ((name[:MAX_NAME], url.partition("#")[0]) for name, url in own_parts(dom, home).titles)
        return
    for heads, texts, cells in tables:
        for cell in cells:
            for link in cell.css("a[href]"):
                url = dom.resolve(link.attributes.get("href"))
                written = (link.attributes.get("href") or "").strip()
                if url is None or written.startswith("#"):
                    continue
                name = link_name(link)
                if _POINTER.fullmatch(fold(name)) or len(name) < 3 or "://" in name:
                    name = _matter_of(heads, texts) or name
                if name:
                    yield squeeze(name)[:MAX_NAME], url.partition("#")[0]


def _tables(dom: Dom) -> Iterator[tuple[list[str], list[str], list[LexborNode]]]:
    """The rows of every table of matters: the heads above, the row's texts, its cells."""
    for table in dom.tree.css("table"):
        heads: list[str] = []
        for texts, cells in islice(rows_of(table), 1000):
            if not heads:
                if len(cells) >= 3 and any(_HEAD.search(fold(text)) for text in texts):
                    heads = [fold(text) for text in texts]
                continue
            if any(cell.css_first("table") is not None for cell in cells):
                continue
            yield heads, texts, cells


def _matter_of(heads: list[str], texts: list[str]) -> str:
    """The matter of a row: what stands under the most telling head, the narrower one where there are two."""
    best = ""
    for pattern in _MATTER.pattern.split("|"):
        for place, head in enumerate(heads[: len(texts)]):
            if pattern in head and len(text := squeeze(texts[place])) >= 2 and is_label(text):
                best = text
        if best:
            return best
    return best


def _state(site: Surveyed, scope: Scope, field: str, name: str, url: str) -> str:
    """What stands behind the link of a matter. A link that failed is told by its looks."""
    if not scope.owns(url):
        return "other"
    here = landed(site.pages, url)
    looks = site.pages.looks(url)
    if site.pages.page(here) is None:
        return "other" if looks and looks[-1].asked else "unseen"
    hollow = hollowness(site, scope, field, here, name)
    if hollow is not None:
        return hollow
    dom = site.pages.body_text(here)
    return "fits" if dom is not None and _speaks_of(site, dom, name) else "unfit"


def _speaks_of(site: Surveyed, dom: Dom, name: str) -> bool:
    """Whether a page shares a word with the matter that leads to it; pages of files and pictures may.

    Names of nothing but words that stand in every catalogue fit every page.
    """
    telling = _COMMON.sub(" ", fold(name))
    pairs = {run[place : place + 2] for run in _RUN.findall(telling) for place in range(len(run) - 1)}
    if not pairs:
        return True
    article = read_article(dom, site.today)
    files = any(DOCUMENT.search(link.attributes.get("href") or "") for link in dom.tree.css("a[href]")[:MAX_LINKS])
    if article.attachments or files or dom.tree.css_first("embed, iframe, object") is not None:
        return True
    text = dom.text if len(article.text) < 200 else f"{article.title or ''} {article.text} {dom.html_title or ''}"
    return any(pair in text for pair in pairs)
