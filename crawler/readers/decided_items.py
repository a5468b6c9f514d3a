"""The items of a catalogue of major decisions: what each is called, and where its row leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.policies.titles import key_of, straightened
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.grids import bare, rows_of

MAX_ITEMS = 200
MAX_NAME = 80

_HEAD = re.compile(r"(?:决策|事项)?名称|决策(?:事项|项目)|事项$|项目$")
_COUNT = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_NUMBERED = re.compile(rf"{_COUNT}[、.．]\s*|[(（]{_COUNT}[)）]\s*")
_NAME_END = re.compile(r"[。；;:：(（,，]|承办|牵头|责任单位|完成时间")
_DONE = re.compile(
    r"^(?:研究|组织|启动|开展)?(?:制定|制订|修订|修改|编制|出台|起草|拟订|拟定|印发|实施|建设|推进|调整|确定)+"
)
_DRAFT = re.compile(r"\((?:草案|送审稿|征求意见稿|暂定名|修订)\)$")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as its catalogue prints it. ``key``: its name in one spelling, without what is to be done with it."""

    name: str
    key: str
    links: tuple[str, ...]


def read_items(dom: Dom) -> tuple[Listed, ...]:
    """The items of a catalogue's table, else of its numbered lines; none where it shows neither."""
    body = read_body(dom)
    found = [item for node in body.nodes for table in _tables(node) for item in _of_table(dom, table)]
    found = found or [item for node in body.nodes for item in _of_lines(dom, node)]
    return tuple({item.key: item for item in found if len(item.key) >= 4}.values())[:MAX_ITEMS]


def _tables(node: LexborNode) -> list[LexborNode]:
    return node.css("table")[:10]


def _of_table(dom: Dom, table: LexborNode) -> Iterator[Listed]:
    place: int | None = None
    for cells, nodes in rows_of(table):
        if place is None:
            place = next((at for at, cell in enumerate(cells) if _HEAD.search(bare(cell))), None)
        elif place < len(cells) and cells[place].strip():
            yield _listed(dom, cells[place], nodes)


def _of_lines(dom: Dom, node: LexborNode) -> Iterator[Listed]:
    for line in node.css("p, li")[:400]:
        words = squeeze(line.text(deep=True) or "")
        if (number := _NUMBERED.match(words)) is not None:
            yield _listed(dom, _NAME_END.split(words[number.end() :], maxsplit=1)[0], [line])


def _listed(dom: Dom, name: str, nodes: list[LexborNode]) -> Listed:
    links = (dom.resolve(link.attributes.get("href")) for node in nodes for link in node.css("a[href]")[:20])
    return Listed(
        squeeze(name)[:MAX_NAME], name_key(name), tuple(dict.fromkeys(url for url in links if url and "://" in url))
    )


def name_key(name: str) -> str:
    """What an item is about, in one spelling: 修订《停车管理规定（草案）》 -> 停车管理规定."""
    words = straightened(fold(name[:MAX_NAME]))
    words = _DONE.sub("", words)
    return key_of(_DRAFT.sub("", words.replace("》", "").replace("《", "")))
