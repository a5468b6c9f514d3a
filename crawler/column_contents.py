"""What is in a column: its items, their dates, or the signs that it is empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.column_candidates import Candidate
from crawler.readers.articles import read_article
from crawler.readers.blanks import read_blank
from crawler.readers.columns import role_of
from crawler.readers.dates import day_of
from crawler.readers.dom import Dom, squeeze
from crawler.readers.furniture import own_parts
from crawler.readers.lists import read_lists
from crawler.readers.picked import picked_list
from crawler.readers.reading import Article, Item, ItemList
from storage.records import SHANGHAI, ColumnForm, Entry, Page

if TYPE_CHECKING:
    from crawler.survey import PageSource

ARTICLES = 10
"""Articles that are asked for the dates that their list does not print."""

FURTHER_PAGES = 3
"""Further pages of a list that are read where the first shows no date."""

LONG_TEXT = 150
"""Characters of running text from which on a box that says it has nothing speaks for itself alone."""

MAX_FRAMES = 3

PAGE_TEXT = 60
"""Characters of running text from which on a column without items is a page in its own right."""

OWN_TEXT = 25
"""Characters outside the frame, in however small pieces, from which on a page shows something of its own."""

REPEATED_TEXT = 150
"""The same, where the home page shows a part of them too."""

FOLDER_LINKS = 3
"""Links of its own from which on a page without items leads on to others."""


TITLE = 9
"""Characters from which on a link's text is a title rather than the name of a column."""


@dataclass(slots=True)
class Contents:
    """The entries of a column. ``newest``: the newest day not after as_of; ``undated``: entries without a date;
    ``asked``: articles that were asked for theirs."""

    form: ColumnForm
    entries: list[Entry] = field(default_factory=list)
    newest: date | None = None
    newest_url: str | None = None
    undated: int = 0
    asked: int = 0
    blank: str | None = None

    @classmethod
    def of(
        cls, pages: PageSource, column: str, lists: Iterable[ItemList], day: date, articles: int = ARTICLES
    ) -> Contents:
        """The entries of lists; an item counts once even where several lists show it."""
        contents = cls(ColumnForm.LIST)
        seen: set[tuple[str, str | None]] = set()
        for part in lists:
            for item in part.items:
                if (item.title, item.url) in seen:
                    continue
                seen.add((item.title, item.url))
                entry, from_article = _entry(pages, column, item, ask=contents.asked < articles)
                contents.asked += from_article
                contents.entries.append(entry)
        contents._count(day)
        return contents

    def _count(self, day: date) -> None:
        for entry in self.entries:
            if entry.published is None or entry.dated_from == "url":
                self.undated += 1
            elif entry.published <= day and (self.newest is None or entry.published > self.newest):
                self.newest, self.newest_url = entry.published, entry.url


def _entry(pages: PageSource, column: str, item: Item, *, ask: bool) -> tuple[Entry, bool]:
    """An entry with the date that its list prints, else that of its article; a date in the address is a last resort."""
    published, origin = item.published, "list" if item.dated_from in {"printed", "no_year"} else item.dated_from
    asked = False
    if origin != "list" and ask and item.url is not None:
        page = pages.page(item.url.partition("#")[0])
        asked = page is not None
        if page is not None and page.published is not None and page.published_from != "url":
            published, origin = day_of(page.published), "article"
    return Entry(column=column, title=item.title, url=item.url, published=published, dated_from=origin), asked


def read_contents(pages: PageSource, dom: Dom, page: Page, candidate: Candidate, day: date) -> Contents:
    """Read what is behind a column's address: a list, one page, or a folder of sub-columns."""
    if candidate.list is not None:
        lists: list[ItemList] = [picked_list(dom, candidate.list, candidate.item, candidate.date, day)]
    else:
        lists = _lists(pages, dom, page.url, day)
    own = own_lists(lists, page.url)
    if own:
        contents = Contents.of(pages, page.url, own, day)
        if contents.newest is None:
            _read_further(pages, contents, own[0], page.url, day)
        return contents
    if (framed := _framed(pages, dom, candidate, day)) is not None:
        return framed
    article = read_article(dom, day)
    if (blank := read_blank(dom)) is not None and (len(article.text) < LONG_TEXT or blank == "under_construction"):
        return Contents(ColumnForm.LIST, blank=blank)
    if _is_folder(dom, page.url):
        return Contents(ColumnForm.FOLDER)
    if len(article.text) >= PAGE_TEXT or article.attachments:
        return _one_page(article, page.url, day)
    if few := _few_items(dom, page.url):
        return Contents.of(pages, page.url, [few], day)
    shown = own_parts(dom, pages.body_text(pages.home) if page.url != pages.home else None)
    if shown.links >= FOLDER_LINKS and len(shown.titles) * 2 < shown.links:
        return Contents(ColumnForm.FOLDER)
    if shown.titles:
        items = tuple(Item(title=title, url=url) for title, url in shown.titles)
        return Contents.of(pages, page.url, [ItemList(items=items)], day)
    if shown.text >= OWN_TEXT or shown.pictures or shown.text + shown.repeated >= REPEATED_TEXT:
        return _one_page(article, page.url, day)
    return Contents(ColumnForm.LIST, blank="no_items")


def _lists(pages: PageSource, dom: Dom, url: str, day: date) -> list[ItemList]:
    """The lists of a stored page that hold items."""
    return [part for part in read_lists(dom, day, seen_on(pages, url)) if part.items]


def _framed(pages: PageSource, dom: Dom, candidate: Candidate, day: date) -> Contents | None:
    """What is in a frame of a column's page that holds its list; None where it has no frame that was read."""
    for node in dom.tree.css("iframe[src], frame[src]")[:MAX_FRAMES]:
        url = (dom.resolve(node.attributes.get("src")) or "").partition("#")[0]
        inner, page = pages.body_text(url), pages.page(url)
        if inner is None or page is None or url == dom.url:
            continue
        own = [part for part in read_lists(inner, day, seen_on(pages, url)) if part.items and not part.aside]
        if own:
            return Contents.of(pages, dom.url, own, day)
    return None


def seen_on(pages: PageSource, url: str) -> date | None:
    """The day on which a page was visited; None where no visit is kept."""
    looks = pages.looks(url)
    return looks[-1].at.astimezone(SHANGHAI).date() if looks else None


def _one_page(article: Article, url: str, day: date) -> Contents:
    """A column that is one page; its day is the article's."""
    published = day_of(article.published) if article.published and article.published_from != "url" else None
    newest = published if published is not None and published <= day else None
    return Contents(ColumnForm.PAGE, newest=newest, newest_url=url if newest else None)


def _few_items(dom: Dom, url: str) -> ItemList | None:
    """Undated titles too few to be told from a menu by themselves: those that lie below the column's own address."""
    folder = url.partition("?")[0].rpartition("/")[0] + "/"
    if urlsplit(folder).path == "/":
        return None
    items = [
        Item(title=title, url=target)
        for link in dom.tree.css("a[href]")
        if len(title := squeeze(link.text(deep=True) or "")) >= TITLE
        and (target := dom.resolve(link.attributes.get("href"))) is not None
        and target.startswith(folder)
        and role_of(title) is None
    ]
    return ItemList(items=tuple(items)) if items else None


def _read_further(pages: PageSource, contents: Contents, first: ItemList, column: str, day: date) -> None:
    """Look for a date on the next pages of a list whose first page shows none."""
    for url in first.pager[:FURTHER_PAGES]:
        dom = pages.body_text(url)
        if dom is None:
            continue
        more = Contents.of(pages, column, own_lists(_lists(pages, dom, url, day), url), day)
        contents.entries += more.entries
        contents.undated += more.undated
        if more.newest is not None:
            contents.newest, contents.newest_url = more.newest, more.newest_url
            return


def own_lists(lists: list[ItemList], url: str) -> list[ItemList]:
    """The lists that are a column's own: those whose items lie below its address, else the longest dated one.

    Side boxes with the newest news stand on every page of a site and must not make a stale column look fresh.
    """
    folder = url.partition("?")[0].rpartition("/")[0] + "/"
    below = [part for part in lists if _share_below(part, folder) >= 0.5]
    if below and urlsplit(folder).path != "/":
        return below
    lists = [part for part in lists if not part.aside]
    if len(lists) <= 1:
        return lists
    return below or [max(lists, key=lambda part: (sum(1 for item in part.items if item.published), len(part.items)))]


def _share_below(part: ItemList, folder: str) -> float:
    named = [item.url for item in part.items if item.url]
    return sum(1 for url in named if url.startswith(folder)) / len(named) if named else 0.0


def _is_folder(dom: Dom, url: str) -> bool:
    """Whether a page leads to sub-columns: several of its own links below its address are columns by name."""
    folder = url.partition("?")[0].rpartition("/")[0] + "/"
    if urlsplit(folder).path == "/":
        return False  # everything on the site lies below its root
    below = {
        target.partition("#")[0]
        for link in dom.tree.css("a[href]")
        if (target := dom.resolve(link.attributes.get("href"))) is not None
        and target.startswith(folder)
        and target.rstrip("/") != url.rstrip("/")
        and role_of(link.text(deep=True) or "") is not None
    }
    return len(below) >= 2
