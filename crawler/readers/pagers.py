"""The further pages of a list."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.scripts import addresses, pager_addresses

MAX_PAGES = 200

_NEXT = re.compile(r"^\W*(?:下一?页|后一?页|next|›|»|>|>>)\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(\d{1,4})\W*$")
_LAST = re.compile(r"^\W*(?:尾页|末页|最后一页|last)\W*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[_-]|page[=_/-]?|p[=/]|pageNo=|curPage=|pageIndex=|currentPage=|start=)(\d{1,5})(?=\D|$)", re.IGNORECASE
)


def read_pager(dom: Dom) -> tuple[str, ...]:
    """Addresses of the further pages, nearest first, without the page itself."""
    found: dict[str, int] = {}
    for script in dom.scripts:
        for order, written in enumerate(pager_addresses(script), start=2):
            if url := dom.resolve(written):
                found.setdefault(url, order)
    here = dom.url.partition("#")[0]
    path = urlsplit(here).path
    folder = path[: path.rfind("/") + 1]
    for link in dom.tree.css("a"):
        words = fold(squeeze(link.text(deep=True) or ""))
        if not words or len(words) > 8:
            continue
        number = _NUMBER.match(words)
        if not (number or _NEXT.match(words) or _LAST.match(words)):
            continue
        written = (link.attributes.get("href") or "").strip()
        onclick = link.attributes.get("onclick") or ""
        if written[:11].lower() == "javascript:":
            written = next(addresses(written), "")
        if not written or written[0] == "#":
            written = next(addresses(onclick), "")
        url = dom.resolve(written) if written else None
        if url is None or url.partition("#")[0] in ("", here) or not _is_sibling(url, folder, path):
            continue
        if number:
            order = int(number[1])
        elif _NEXT.match(words):
            order = 2
        else:
            printed = _PAGE_NUMBER.search(url)
            order = int(printed[1]) if printed else 9999
        found.setdefault(url, order)
    ordered = sorted(found.items(), key=lambda pair: pair[1])
    return tuple(url for url, _ in ordered if url != here)[:MAX_PAGES]


def _is_sibling(url: str, folder: str, path: str) -> bool:
    """Whether an address can be a further page of this one: its folder, below its name, or unlike only in numbers."""
    other = urlsplit(url).path
    stem = path.rpartition(".")[0] or path
    return (
        not folder
        or other.startswith(stem)
        or other[: other.rfind("/") + 1] == folder
        or re.sub(r"\d+", "0", other) == re.sub(r"\d+", "0", path)
    )
