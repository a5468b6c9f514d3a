"""Reading one page: parsed once, asked by every reader, one small record."""

from __future__ import annotations

import itertools
import re
from datetime import date

from crawler.lexicons import Lexicons, lexicons
from crawler.readers.answer import read_answer
from crawler.readers.articles import read_article
from crawler.readers.barriers import read_barriers
from crawler.readers.called import read_called
from crawler.readers.columns import read_column
from crawler.readers.dom import Dom, plain_text
from crawler.readers.exposures import without_numbers
from crawler.readers.footer import read_footer
from crawler.readers.kinds import refined
from crawler.readers.laws import lapsed_laws_of
from crawler.readers.links import read_links
from crawler.readers.lists import read_lists
from crawler.readers.offsite import offsite_blocks
from crawler.readers.outward import outward_links
from crawler.readers.promises import titled_links
from crawler.readers.reading import Article, ColumnHint, ItemList, Reading
from crawler.readers.restricted import mark_of_page
from crawler.readers.search_boxes import read_search_boxes
from crawler.readers.senior import read_senior_entries
from crawler.readers.structure import anchors, menu_by_script, needs_browser, read_breadcrumb, skeleton
from crawler.readers.tags import tag_differences
from crawler.readers.unlinked import unlinked_attachments
from crawler.readers.unsafe import unsafe_content
from crawler.readers.withheld import withheld
from crawler.readers.wording import listed_wordings
from crawler.redaction import redacted_text
from storage.records import Answer, Barriers, PageKind

MAX_TITLES = 200
"""Items of lists whose titles are looked for in the article's text."""

MAX_HEAD = 20_000
"""Characters of the article's text in which they are looked for."""

SHORT_TEXT = 60
"""Characters from which on a page of a few sentences without a list is an article."""

SENTENCE = 20
"""Characters of a text beside which boxes of what is hot or related are not what a page is for."""

_DATES = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?")

LONG_TEXT = 120
"""Characters of running text from which on a page without a list is an article."""

MENU = "menu_by_script"
"""Why a browser is needed where only the navigation of a home page is built by scripts."""

HOME_TYPE = "首页"
"""The page tag ColumnType of a home page (standards, section 2.2); templates leave it on articles as well."""

_BY_ROLE = {
    "disclosure_guide": PageKind.GUIDE,
    "annual_report": PageKind.REPORT,
    "consultation": PageKind.MESSAGE,
    "service": PageKind.SERVICE_GUIDE,
}
"""Kinds of articles by the role of their column."""


def read_page(
    text: str,
    *,
    url: str,
    encoding: str | None,
    status: int = 200,
    as_of: date,
    home: bool = False,
    rendered: bool = False,
    links_only: bool = False,
    known: Lexicons | None = None,
) -> Reading:
    """Read a page. ``url`` "" where it is not known; ``home``: it is the site's home page, which is never missing;
    ``rendered``: ``text`` is what a browser made of it; ``links_only``: nobody will ask for more than its links;
    ``known``: the word lists, None for the shipped ones."""
    dom = Dom(text, url=url, encoding=encoding)
    if links_only:
        return _read_links_only(dom, text, as_of, status=status, home=home, rendered=rendered)
    known = known or lexicons()
    dom, shown, exposed = without_numbers(dom, text, as_of)
    links = read_links(dom)
    article = read_article(dom, as_of)
    lists = read_lists(dom, as_of)
    breadcrumb = read_breadcrumb(dom)
    column = read_column(dom, breadcrumb)
    footer = read_footer(dom, links, article.text)
    items = sum(len(part.items) for part in lists)
    needed = needs_browser(dom, items=items, footer_by_script=footer.by_script)
    if home and needed in {None, "footer_by_script"} and menu_by_script(dom):
        needed = MENU
    answer = read_answer(dom, status=status, home=home, text=dom.text, links=len(links))
    kind = PageKind.HOME if home else refined(_kind(dom, answer, article, lists, column), article, column)
    reading = Reading(
        url=url,
        encoding=encoding,
        answer=answer,
        kind=kind,
        article=article,
        html_title=dom.html_title,
        lists=lists,
        links=links,
        column=column,
        breadcrumb=breadcrumb,
        metas=dom.metas,
        footer=footer.elements,
        footer_seen=rendered or needed is None,
        template=skeleton(dom),
        needs_browser=needed,
        ids=anchors(dom),
        called=read_called(dom),
        text_length=len(dom.text),
        redacted=None if shown is text else shown,
        records=(
            *_barriers(dom),
            *((*read_senior_entries(dom, shown=rendered), *read_search_boxes(dom, shown=rendered)) if home else ()),
            *tag_differences(dom, kind),
            *outward_links(dom),
            *exposed,
            *unsafe_content(dom, links, known),
            *offsite_blocks(dom),
            *titled_links(url, links),
            *unlinked_attachments(dom, article, kind),
            *lapsed_laws_of(url, article, kind, [crumb.text for crumb in breadcrumb], known),
            *listed_wordings(url, dom.lined, known.wording),
        ),
        doubts=_doubts(kind, article, lists, as_of),
    )
    mark = None if kind in {PageKind.HOME, PageKind.LIST} else mark_of_page(dom, article)
    return reading if mark is None else withheld(reading, mark)


def _barriers(dom: Dom) -> tuple[Barriers, ...]:
    """The barriers of a page as its content fact; none where there are none."""
    found = read_barriers(dom)
    return (Barriers(page=dom.url, found=found),) if found else ()


def _doubts(kind: PageKind, article: Article, lists: tuple[ItemList, ...], as_of: date) -> tuple[str, ...]:
    """What contradicts itself on a page: of a list its items alone, for it has no day of its own."""
    doubts = [] if kind in {PageKind.LIST, PageKind.HOME} else list(article.doubts)
    if any(
        item.published and item.published > as_of and item.dated_from != "url" for part in lists for item in part.items
    ):
        doubts.append("future_date")
    return tuple(dict.fromkeys(doubts))


def _read_links_only(dom: Dom, source: str, today: date, *, status: int, home: bool, rendered: bool) -> Reading:
    """What the checks of links need: a page without its article, lists and columns."""
    shown = redacted_text(source, today)
    if shown is not source:
        dom = Dom(shown, url=dom.url, encoding=dom.encoding)
    dom.text = plain_text(dom.tree)
    links = read_links(dom)
    answer = read_answer(dom, status=status, home=home, text=dom.text, links=len(links))
    needed = needs_browser(dom, items=0, footer_by_script=False)
    return Reading(
        url=dom.url,
        encoding=dom.encoding,
        answer=answer,
        kind=PageKind.HOME if home else PageKind.OTHER,
        article=Article(title=None, text=""),
        html_title=dom.html_title,
        lists=(),
        links=links,
        column=None,
        breadcrumb=(),
        metas=dom.metas,
        footer={},
        footer_seen=rendered or needed is None,
        template=skeleton(dom),
        needs_browser=needed,
        ids=anchors(dom),
        text_length=len(dom.text),
        redacted=None if shown is source else shown,
    )


def _kind(
    dom: Dom, answer: Answer, article: Article, lists: tuple[ItemList, ...], column: ColumnHint | None
) -> PageKind:
    if answer is not Answer.PAGE:
        return PageKind.OTHER
    lists = tuple(part for part in lists if not part.aside) if len(article.text) >= SENTENCE else lists
    items = max((len(part.items) for part in lists), default=0)
    dated = max((sum(1 for item in part.items if item.published) for part in lists), default=0)
    text = _without_items(article.text, lists) if dated >= 3 else article.text
    long = len(text) >= LONG_TEXT or (not items and len(text) >= SHORT_TEXT and text.count("。") >= 2)
    as_article = _BY_ROLE.get(column.role, PageKind.ARTICLE) if column is not None else PageKind.ARTICLE
    is_article = long and (article.published_from in {"meta", "label", "visible", "script"} or not items)
    if is_article and not dated > max(len(text) // 60, 4):
        return as_article
    if dom.metas.get("columntype") == HOME_TYPE and "articletitle" not in dom.metas:
        return PageKind.HOME
    if items >= 3 or dated:
        return PageKind.LIST
    told = (article.published is not None and article.published_from != "url") or (article.source and article.text)
    if long or (told and article.title):
        return as_article
    return PageKind.OTHER


def _without_items(text: str, lists: tuple[ItemList, ...]) -> str:
    """What the beginning of a text says besides the titles of lists that stand in it."""
    text = text[:MAX_HEAD]
    for item in itertools.islice((item for part in lists for item in part.items), MAX_TITLES):
        text = text.replace(item.title, "", 1)
    return _DATES.sub("", text)
