"""Lists of items: repeated structures on the parsed tree, whatever markup they are made of.

Bottom up: every link that reads like a title is climbed from as long as it is the only one; what it then stands in
is its item, and items of one parent are a list. A date is looked for in the item, then in what follows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from selectolax.lexbor import LexborNode

from crawler.readers import dates, scripts
from crawler.readers.blanks import read_blank
from crawler.readers.columns import FUZZY, role_of
from crawler.readers.dom import BREAK, Dom, fold, squeeze, texts, visible_text
from crawler.readers.furniture import PERHAPS, is_aside, is_frame
from crawler.readers.item_dates import HEADING, MAX_BESIDE, Heads, Printed, before, in_item, printed_day
from crawler.readers.item_titles import title_of, without_date
from crawler.readers.pagers import read_pager
from crawler.readers.reading import Item, ItemList
from crawler.readers.rows import bare_rows, is_button, kept_address, title_beside

MAX_CLIMB = 12
MAX_LINKS = 3000
MAX_ITEMS = 1000
MAX_TITLE = 300
MAX_ROW = 60
"""Characters beside a title that stands alone from which on they are not its row."""

MAX_AGO = 14
"""Characters of a text that says how long ago something was."""

MAX_BETWEEN = 6
_PARTS = frozenset({"ul", "ol", "table", "tbody", "dl", "div"})

LONG_NAME = 8
"""Characters up to which the text of a link may be the name of a column."""

_FOOT_TITLES = re.compile(
    r"(?:网站|站点)(?:地图|声明|导航)|联系我们|关于我们|关于本站|版权|隐私|使用帮助|ICP备|公网安备|标识码|找错",
    re.IGNORECASE,
)
_LINKS = "body a, li[onclick], tr[onclick], div[onclick], p[onclick]"
_ITEMS = frozenset({"li", "tr"})
"""Elements that are an item whatever surrounds them."""


@dataclass(slots=True)
class _Candidate:
    """A link that reads like a title, its item and the node its item stands in."""

    link: LexborNode
    item: LexborNode
    holder: int
    title: str


def read_lists(dom: Dom, as_of: date, seen_on: date | None = None) -> tuple[ItemList, ...]:
    """The lists of a page in document order; where it has none but says so, one empty list with the sign.

    ``as_of``: dates printed without a year are the latest not after it. ``seen_on``: the day of the visit, from which
    "3天前" counts; None where it was that same day.
    """
    groups: dict[int, list[_Candidate]] = {}
    here = dom.url.partition("#")[0]
    for candidate in _candidates(dom):
        if here and dom.resolve(candidate.link.attributes.get("href")) == here:
            continue
        groups.setdefault(candidate.holder, []).append(candidate)
    found = _lists(dom, groups, as_of, seen_on or as_of)
    if not any(item.published for part in found for item in part.items):
        bare: dict[int, list[_Candidate]] = {}
        for row, title in bare_rows(dom):
            if row.parent is not None:
                holder = row.parent.mem_id
                bare.setdefault(holder, []).append(_Candidate(link=row, item=row, holder=holder, title=title))
        found = _lists(dom, bare, as_of, seen_on or as_of) or found
    if found:
        return tuple(found)
    blank = read_blank(dom)
    return (ItemList(items=(), blank=blank),) if blank else ()


def _lists(dom: Dom, groups: dict[int, list[_Candidate]], as_of: date, seen_on: date) -> list[ItemList]:
    """The groups that are lists; what separators cut a list into is put together again."""
    pager = read_pager(dom)
    found: list[ItemList] = []
    last: LexborNode | None = None
    for group in groups.values():
        items = _items(dom, group, as_of, seen_on)
        if not items or not _is_list(dom, group, items):
            continue
        holder = (group[0] if len(group) > 1 else _in_its_row(group[0])).item.parent
        if last is not None and holder is not None and _goes_on(last, holder):
            found[-1] = replace(found[-1], items=(*found[-1].items, *items)[:MAX_ITEMS])
        else:
            found.append(ItemList(items=items, pager=pager, aside=is_aside(group[0].item)))
        last = holder
    return found


def _goes_on(one: LexborNode, other: LexborNode) -> bool:
    """Whether a list goes on in the next element of the same kind: with a separator or its month between."""
    first, second = one.attributes, other.attributes
    if (one.tag, first.get("class")) != (other.tag, second.get("class")) or one.tag not in _PARTS:
        return False
    if any("none" in (attributes.get("style") or "") for attributes in (first, second)):
        return False
    node = one.next
    for _ in range(MAX_BETWEEN):
        if node is None or node.mem_id == other.mem_id:
            return node is not None
        if (said := visible_text(node, 20)) and HEADING.fullmatch(fold(said)) is None:
            return False
        node = node.next
    return False


def _candidates(dom: Dom) -> Iterator[_Candidate]:
    titled: list[tuple[LexborNode, str, list[LexborNode]]] = []
    weights: Counter[int] = Counter()
    for link, title in _titled(dom):
        above: list[LexborNode] = []
        node = link.parent
        while node is not None and node.tag != "html" and len(above) < MAX_CLIMB:
            above.append(node)
            weights[node.mem_id] += 1
            node = node.parent
        titled.append((link, title, above))
    furniture: dict[int, bool] = {}
    for link, title, above in titled:
        if _FOOT_TITLES.search(title) or any(
            _is_furniture(node, furniture, weights[node.mem_id] * 2 < len(titled)) for node in above
        ):
            continue
        item = link
        holder: LexborNode | None = None
        for node in above:
            if weights[node.mem_id] > 1 or node.tag == "body":
                holder = node
                break
            item = node
        if holder is None or (item is not link and len(visible_text(item, 2000)) > len(title) + MAX_BESIDE):
            item = _small_item(link, title, above)
            holder = item.parent
        if holder is not None:
            yield _Candidate(link=link, item=item, holder=holder.mem_id, title=title)


def _titled(dom: Dom) -> Iterator[tuple[LexborNode, str]]:
    """The links that read like titles, and the buttons that open rows whose title is no link."""
    buttons: list[LexborNode] = []
    found: list[tuple[LexborNode, str]] = []
    addresses: set[str | None] = set()
    for link in dom.tree.css(_LINKS)[:MAX_LINKS]:
        if link.tag != "a" and not _is_opened(link):
            continue
        if (title := title_of(link)) is not None:
            found.append((link, title))
            addresses.add(link.attributes.get("href"))
        elif link.tag == "a" and is_button(link):
            buttons.append(link)
    for button in buttons:
        if button.attributes.get("href") not in addresses and (title := title_beside(button)) is not None:
            found.append((button, title))
    yield from found


def _is_opened(row: LexborNode) -> bool:
    """Whether a row without a link is opened by a script as a whole."""
    return row.css_first("a") is None and any(scripts.addresses(row.attributes.get("onclick") or ""))


def _in_its_row(only: _Candidate) -> _Candidate:
    """An only item, without what stands around its row: today's date in a page's head is not that of its article."""
    row = node = only.link
    while node.mem_id != only.item.mem_id and (above := node.parent) is not None:
        node = above
        if node.tag in _ITEMS:
            return replace(only, item=node)
        if len(visible_text(node, 2000)) > len(only.title) + MAX_ROW:
            break
        row = node
    return replace(only, item=row)


def _small_item(link: LexborNode, title: str, above: list[LexborNode]) -> LexborNode:
    """The largest node around the only title of a part of the page that is still no more than an item."""
    item = link
    for node in above:
        if node.tag == "body" or len(visible_text(node, 2000)) > len(title) + MAX_BESIDE // 4:
            break
        item = node
    return item


def _is_furniture(node: LexborNode, known: dict[int, bool], small: bool) -> bool:
    found = known.get(node.mem_id)
    if found is None:
        found = is_frame(node)
        if not found and small:
            attributes = node.attributes
            name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            found = bool(PERHAPS.search(name)) and "list" not in name.lower()
        found = found and node.tag != "body"  # themes name the whole page after its menu
        known[node.mem_id] = found
    return found


def _items(dom: Dom, group: list[_Candidate], as_of: date, seen_on: date) -> tuple[Item, ...]:
    """The items of one list with their dates, years resolved by their addresses and by order."""
    group = group[:MAX_ITEMS] if len(group) > 1 else [_in_its_row(group[0])]
    own = {candidate.item.mem_id for candidate in group}
    heads: Heads = {}
    ahead = len(group) > 1 and all(before(candidate.item, own) is not None for candidate in group[:2])
    read: list[tuple[str, str | None, Printed]] = []
    for candidate in group:
        if _is_column(candidate.title) and (len(group) == 1 or not in_item(candidate.link, candidate.item, heads)):
            continue
        day = printed_day(candidate.link, candidate.item, own, heads, ahead=ahead) or _ago(candidate.item, seen_on)
        read.append((without_date(candidate.title)[:MAX_TITLE], _address(dom, candidate.link), day))
    hints = [dates.url_date(url) if url else None for _, url, _ in read]
    days = dates.resolve_years([day for _, _, day in read], as_of, hints)
    items = []
    for (title, url, printed), day, hint in zip(read, days, hints, strict=True):
        if day is not None:
            origin = "printed" if isinstance(printed, date) else "no_year"
            items.append(Item(title=title, url=url, published=day, dated_from=origin))
        else:
            items.append(Item(title=title, url=url, published=hint, dated_from=None if hint is None else "url"))
    return tuple(items)


def _ago(item: LexborNode, seen_on: date) -> date | None:
    """The day that an item prints as so many days before the visit (3天前, 昨天)."""
    for piece in texts(item, MAX_ROW):
        words = squeeze(piece) if piece != BREAK else ""
        if 2 <= len(words) <= MAX_AGO and (days := dates.days_ago(words)) is not None:
            return seen_on - timedelta(days=days)
    return None


def _is_column(title: str) -> bool:
    """Whether a link is named like a column: one of a menu or a breadcrumb, no item."""
    return len(title) <= LONG_NAME and (match := role_of(title)) is not None and match.how != FUZZY


def _address(dom: Dom, link: LexborNode) -> str | None:
    """Where an item leads: its link, else the constant address that its script opens."""
    attributes = link.attributes
    written = (attributes.get("href") or kept_address(link)).strip()
    if written[:11].lower() == "javascript:" or written in {"", "#"}:
        called = f"{written};{attributes.get('onclick') or ''}"
        written = next(scripts.addresses(called), "")
    return dom.resolve(written)


def _is_list(dom: Dom, group: list[_Candidate], items: tuple[Item, ...]) -> bool:
    """Whether a group is a list of content rather than navigation or friendly links."""
    dated = sum(1 for item in items if item.dated_from in {"printed", "no_year"})
    if dated and dated * 2 >= len(items):
        return True
    if len(items) < 3:
        return False
    home = dom.url.split("/")[2] if dom.url.count("/") >= 2 else ""
    inside = sum(1 for item in items if item.url and (not home or home in item.url))
    lengths = sorted(len(item.title) for item in items)
    return lengths[len(lengths) // 2] >= 9 and inside * 2 >= len(items)
