"""A list read by the selectors that an office's profile gives."""

from __future__ import annotations

from datetime import date

from crawler.readers import dates
from crawler.readers.dom import Dom, squeeze, visible_text
from crawler.readers.pagers import read_pager
from crawler.readers.reading import Item, ItemList

MAX_ITEMS = 1000


def picked_list(dom: Dom, list_: str, item: str | None, day: str | None, as_of: date) -> ItemList:
    """The items below ``list_``; ``item`` and ``day`` select an item and its date, None for li and any text."""
    read: list[tuple[str, str | None, tuple[int, int] | date | None]] = []
    for holder in dom.tree.css(list_):
        for node in holder.css(item or "li")[:MAX_ITEMS]:
            link = node if node.tag == "a" else node.css_first("a")
            title = squeeze((link or node).text(deep=True) or "")
            place = node.css_first(day) if day else node
            said = visible_text(place, 300) if place is not None else ""
            full = dates.first_full(said)
            printed = dates.day_of(full) if full is not None else dates.month_and_day(said)
            read.append((title, dom.resolve(link.attributes.get("href")) if link is not None else None, printed))
    days = dates.resolve_years([printed for _, _, printed in read], as_of)
    items = tuple(
        Item(title=title, url=url, published=found, dated_from=None if found is None else "printed")
        for (title, url, _), found in zip(read, days, strict=True)
    )
    return ItemList(items=items, pager=read_pager(dom))
