"""Service guides below the site's service columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.readers.articles import read_article
from crawler.readers.bodies import read_body
from crawler.readers.services import LABELLED, catch_all, forms_without_way, no_clause, read_service
from crawler.survey import BLIND
from crawler.surveys import Surveyed
from storage.records import Answer, PageKind, ServiceGuide

FAMILIES = frozenset({"services"})
NOUNS = (ServiceGuide,)

MAX_GUIDES = 3000

_NAMED = re.compile(r"办事指南|服务指南|办理指南|办理须知")
_FORM = re.compile(r"表|书|样本|模板|范本|下载")


def survey(site: Surveyed) -> Iterator[ServiceGuide]:
    """Each guide once: what service columns list, and pages that are guides by their place or name."""
    found: dict[str, str] = {}
    for column in site.of_role("service"):
        for entry in site.entries_of(column):
            if entry.url is not None:
                found.setdefault(entry.url.partition("#")[0], column.url)
    for page in site.pages.pages():
        if page.kind is PageKind.SERVICE_GUIDE or (page.title and _NAMED.search(page.title)):
            found.setdefault(page.url, page.parent or page.url)
    lists = {column.url for column in site.columns}
    for url, column_url in list(found.items())[:MAX_GUIDES]:
        if url not in lists and (guide := _read(site, url, column_url)) is not None:
            yield guide


def _read(site: Surveyed, url: str, column: str) -> ServiceGuide | None:
    """The guide at an address; None where what stands there is none, or only leads to one."""
    page = site.pages.page(url)
    dom = site.pages.body_text(url) if page is not None and page.answer is Answer.PAGE else None
    if page is None or dom is None:
        return None
    if page.needs_browser in BLIND and not page.rendered:
        return ServiceGuide(url=url, column=column, title=page.title or "", doubt="unrendered")
    article = read_article(dom, site.today)
    told = read_service(dom, article.text, article.title)
    named = _NAMED.search(article.title or "") is not None
    if told.labelled - 1 < LABELLED and not (named and told.labelled > 1):
        return None
    body = read_body(dom)
    pictures = sum(len(node.css("img, iframe, embed, object")) for node in body.nodes)
    offered = any(_FORM.search(file.text) or file.url for file in article.attachments) or any(
        _FORM.search(link.text(deep=True) or "") for node in body.nodes for link in node.css("a[href]")
    )
    return ServiceGuide(
        url=url,
        column=column,
        title=article.title or "",
        missing=told.missing,
        no_clause=no_clause(told),
        catch_all=catch_all(told),
        forms=forms_without_way(told, offered=offered),
        hidden=pictures + len(article.attachments),
    )
