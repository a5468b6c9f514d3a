"""Lists of items: repeated structures on the parsed tree, whatever markup they are made of.

Bottom up: every link that reads like a title is climbed from as long as it is the only one; what it then stands in
is its item, and items of one parent are a list. A date is looked for in the item, then in what follows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.readers import dates
from crawler.readers.blanks import read_blank
from crawler.readers.dom import Dom, fold, squeeze, visible_text
from crawler.readers.pagers import read_pager
from crawler.readers.reading import Item, ItemList

MAX_CLIMB = 12
MAX_LINKS = 3000
MAX_ITEMS = 1000
MAX_TITLE = 300
MAX_BESIDE = 400
"""Characters beside a title, a summary among them, from which on an item is no item."""

_NOT_TITLE = re.compile(
    r"^[\W\d]*$|^\W*(?:更多|查看|详细|详情|阅读|点击|下载|返回|上一|下一|首页|尾页|末页|上页|下页|跳转|打印|关闭|登录|注册|more|next|prev)"
    r"|^\W*(?:第?\d+页|共\d+页)\W*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|friend|yqlj|crumb|breadcrumb|pager|pagination|share|copyright|daohang|dh|dropdown)"
    r"(?:$|[\s_\d-])|navigation|youqing|navbar|topbar|submenu|sidenav|leftnav|footnav",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:header|links?|banner|search|login|hotword|tags?)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
"""Names of furniture that whole pages are wrapped in as well: believed only of a part with less than half the links."""
_FOOT_TITLES = re.compile(
    r"(?:网站|站点)(?:地图|声明|导航)|联系我们|关于我们|关于本站|版权|隐私|使用帮助|ICP备|公网安备|标识码|找错",
    re.IGNORECASE,
)
_ITEMS = frozenset({"li", "tr"})
"""Elements that are an item whatever surrounds them."""


@dataclass(slots=True)
class _Candidate:
    """A link that reads like a title, its item and the node its item stands in."""

    link: LexborNode
    item: LexborNode
    holder: int
    title: str


def read_lists(dom: Dom, as_of: date) -> tuple[ItemList, ...]:
    """The lists of a page in document order; where it has none but says so, one empty list with the sign.

    ``as_of``: dates printed without a year are the latest not after it.
    """
    groups: dict[int, list[_Candidate]] = {}
    here = dom.url.partition("#")[0]
    for candidate in _candidates(dom):
        if here and dom.resolve(candidate.link.attributes.get("href")) == here:
            continue
        groups.setdefault(candidate.holder, []).append(candidate)
    pager = read_pager(dom)
    found = [
        ItemList(items=items, pager=pager)
        for group in groups.values()
        if (items := _items(dom, group, as_of)) and _is_list(dom, group, items)
    ]
    if found:
        return tuple(found)
    blank = read_blank(dom)
    return (ItemList(items=(), blank=blank),) if blank else ()


def _candidates(dom: Dom) -> Iterator[_Candidate]:
    titled: list[tuple[LexborNode, str, list[LexborNode]]] = []
    weights: Counter[int] = Counter()
    for link in dom.tree.css("body a")[:MAX_LINKS]:
        title = _title(link)
        if title is None:
            continue
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


def _in_its_row(only: _Candidate) -> _Candidate:
    """An only item, without what stands around its row: today's date in a page's head is not that of its article."""
    node: LexborNode | None = only.link
    while node is not None and node.mem_id != only.item.mem_id:
        if node.tag in _ITEMS:
            return replace(only, item=node)
        node = node.parent
    return only


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
        if node.tag in {"nav", "footer", "header", "body"}:
            found = node.tag != "body"  # themes name the whole page after its menu
        else:
            attributes = node.attributes
            name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
            named = bool(_FURNITURE.search(name)) or (small and bool(_PERHAPS.search(name)))
            found = bool(name) and named and "list" not in name.lower()
        known[node.mem_id] = found
    return found


def _title(link: LexborNode) -> str | None:
    """The title that a link shows, None where it shows none; a full title attribute beats a cut text."""
    attributes = link.attributes
    written = attributes.get("href")
    if not written and not attributes.get("onclick"):
        return None
    words = squeeze(link.text(deep=True) or "")
    full = squeeze(attributes.get("title") or "")
    if len(full) > len(words) and (not words or words[:4] in full or words.endswith(("...", "…"))):
        words = full
    if len(words) < 4 or _NOT_TITLE.search(words):
        return None
    return words[: MAX_TITLE * 2]


def _items(dom: Dom, group: list[_Candidate], as_of: date) -> tuple[Item, ...]:
    """The items of one list with their dates, years resolved by order."""
    group = group[:MAX_ITEMS] if len(group) > 1 else [_in_its_row(group[0])]
    own = {candidate.item.mem_id for candidate in group}
    read: list[tuple[str, str | None, tuple[int, int] | date | None]] = []
    for candidate in group:
        day = _printed(candidate, own)
        title = _without_date(candidate.title)
        read.append((title[:MAX_TITLE], dom.resolve(candidate.link.attributes.get("href")), day))
    days = dates.resolve_years([day for _, _, day in read], as_of)
    items = []
    for (title, url, printed), day in zip(read, days, strict=True):
        if day is not None:
            origin = "printed" if isinstance(printed, date) else "no_year"
            items.append(Item(title=title, url=url, published=day, dated_from=origin))
        else:
            hint = dates.url_date(url) if url else None
            items.append(Item(title=title, url=url, published=hint, dated_from=None if hint is None else "url"))
    return tuple(items)


def _printed(candidate: _Candidate, own: set[int]) -> date | tuple[int, int] | None:
    """The date printed in an item beside its title, behind it, or in its row."""
    item, link = candidate.item, candidate.link
    title = squeeze(link.text(deep=True) or "")
    if item.mem_id == link.mem_id:
        found = _at_the_edge(title) or _date_in(squeeze(link.attributes.get("data-date") or ""))
    else:
        rest = visible_text(item, 2000).replace(title, " ", 1)
        found = (_date_in(rest) if len(rest) <= MAX_BESIDE else None) or _at_the_edge(title)
    if found is not None:
        return found
    behind: list[str] = []
    node = item.next
    while node is not None and node.mem_id not in own and len(behind) < 6:
        if node.tag == "-text":
            behind.append(node.text_content or "")
        elif node.tag and node.tag[0] != "-" and node.tag != "br":
            behind.append(visible_text(node, 200))
        elif node.tag == "br" and any(piece.strip() for piece in behind):
            break
        node = node.next
    found = _date_in(" ".join(behind)[:200])
    if found is not None:
        return found
    before = item.prev
    while before is not None and before.tag in {"-text", "-comment"} and not (before.text_content or "").strip():
        before = before.prev
    if (
        before is not None
        and before.mem_id not in own
        and before.tag in {"span", "i", "em", "time", "-text", "td", "dt", "b", "font"}
    ):
        said = (before.text_content or "") if before.tag == "-text" else visible_text(before, 60)
        return _date_in(said) if len(said.strip()) <= 24 else None
    return None


def _date_in(text: str) -> date | tuple[int, int] | None:
    if not text or not any(letter.isdigit() or letter == "年" for letter in text):
        return None
    full = dates.first_full(text)
    return dates.day_of(full) if full is not None else dates.month_and_day(text)


_EDGE = re.compile(r"(?:[\[(]?\s*(?:(?:19|20)\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*[\])]?)")


def _at_the_edge(title: str) -> date | tuple[int, int] | None:
    """A date at the very beginning or end of a link's text (the whole item is the link)."""
    folded = fold(title).strip()
    for match in _EDGE.finditer(folded):
        if match.end() >= len(folded) - 9 or match.start() == 0:
            return _date_in(folded[match.start() : match.end()])
    return None


def _without_date(title: str) -> str:
    """A title without a date that stands at its edge."""
    folded = fold(title)
    last = next(reversed(list(_EDGE.finditer(folded))), None)
    at_the_end = last is not None and last.end() >= len(folded.rstrip()) and last.start() >= 4 and _date_in(last[0])
    if last is not None and at_the_end and (folded[last.start() - 1] in " [(" or "20" in last[0]):
        return title[: last.start()].rstrip(" [(")
    first = _EDGE.match(folded)
    if (
        first is not None
        and len(folded) - first.end() >= 4
        and folded[first.end() : first.end() + 1] in " ])"
        and _date_in(first[0])
    ):
        return title[first.end() :].strip()
    return title


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
