"""How the public can apply for documents: entries and forms on the column of applications and the pages it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.readers.dom import Dom, fold, squeeze
from crawler.surveys import Surveyed
from storage.records import Answer, Column, RequestChannel

FAMILIES = frozenset({"interaction"})
NOUNS = (RequestChannel,)

MAX_PAGES = 30
"""Pages of the column that are read besides its own."""

FIELDS = 3
"""Fields from which on a form is one for applications rather than for searching."""

_ONLINE = re.compile(
    r"(?:网上|在线|网络|我要|立即|马上|点击)\s*(?:申请|填报|填写|提交|受理)|申请(?:入口|平台|系统)|填写申请|提交申请|(?:公民|个人|法人|组织)申请"
    r"|申请(?:查询|状态)|电子邮(?:件|箱)"
)
_PAPER = re.compile(
    r"申请表|申请书|表格下载|样表|信函|邮寄|传真|当面|书面|现场(?:提交|申请|递交)|来函|窗口(?:提交|申请|递交)"
)


def survey(site: Surveyed) -> Iterator[RequestChannel]:
    """Each column of applications that the site keeps itself and that is not blank."""
    for column in site.of_role("disclosure_request"):
        if column.blank is not None:
            continue
        channel = RequestChannel(url=column.url, name=column.name, doubt=column.doubt, looks=column.looks)
        yield channel if column.doubt is not None else _read(site, column, channel)


def _read(site: Surveyed, column: Column, channel: RequestChannel) -> RequestChannel:
    for url in _pages(site, column):
        page = site.pages.page(url)
        dom = site.pages.body_text(url) if page is not None and page.answer is Answer.PAGE else None
        if page is None or dom is None:
            continue
        words = fold(_words(dom))
        channel = replace(
            channel,
            online=channel.online or _has_form(dom) or _ONLINE.search(words) is not None,
            paper=channel.paper or _PAPER.search(words) is not None,
            hidden=channel.hidden + len(dom.tree.css("iframe, embed, object")) + (page.needs_browser is not None),
        )
    return channel


def _pages(site: Surveyed, column: Column) -> Iterator[str]:
    """The column's page, what it lists, and what was first found there."""
    yield column.url
    urls = dict.fromkeys(entry.url for entry in site.entries_of(column) if entry.url is not None)
    urls |= dict.fromkeys(page.url for page in site.pages.pages() if page.parent == column.url)
    yield from list(urls)[:MAX_PAGES]


def _words(dom: Dom) -> str:
    """All that a page says, pictures' texts and titles of links among it."""
    said = [dom.lined]
    for node in dom.tree.css("img[alt], a[title], input[value]")[:500]:
        attributes = node.attributes
        said.append(squeeze(attributes.get("alt") or attributes.get("title") or attributes.get("value") or ""))
    return "\n".join(said)


def _has_form(dom: Dom) -> bool:
    return any(
        len(form.css("input[type=text], input:not([type]), textarea, select")) >= FIELDS
        for form in dom.tree.css("form")
    )
