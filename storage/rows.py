"""Between records and rows: pages, links and looks as tuples in the order of their tables."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

import zstandard

from storage import tables
from storage.plain import to_plain
from storage.records import Answer, Failure, Link, Look, Method, Page, PageKind, Sign

PAGE = tuple(column.name for column in tables.pages.columns)
PAGE_FACTS = PAGE[: PAGE.index("targets")]
LOOK = tuple(column.name for column in tables.looks.columns)

MAX_LABELS = 64 * 1024 * 1024
"""Bytes that the labels of one page may grow to when unpacked; the readers bound them far below."""

Row = Sequence[Any]


@lru_cache(maxsize=16_384)
def key_of(url: str) -> int:
    """64 bits of a digest of an address, signed, as databases hold them; the menu of a site is on all its pages."""
    digest = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def storable(text: str) -> str:
    """``text`` as every database takes it: without NUL, halves of surrogate pairs as question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "")


def _storable(text: str | None) -> str | None:
    return text and storable(text)


def _compact(value: Any) -> str:
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _printed(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2026-01-01") else datetime.fromisoformat(text)


class IdOf(Protocol):
    """Gives the id of an address in a run, making one where there is none."""

    def __call__(self, url: str, fault: str | None = None) -> int: ...


def page_row(run_id: int, page: Page, links: Sequence[Link], id_of: IdOf) -> tuple[Any, ...]:
    """One page with its links as a row of ``pages``."""
    own = id_of(page.url)
    targets = array("I", (id_of(link.target, link.fault) for link in links))
    if sys.byteorder == "big":
        targets.byteswap()
    labels = _compact([[link.text, link.via, link.fragment, link.fault] for link in links]).encode()
    return (
        run_id,
        own,
        page.status,
        page.depth,
        None if page.parent is None else id_of(page.parent),
        _storable(page.name),
        str(page.answer),
        str(page.kind),
        _storable(page.title),
        _iso(page.published),
        _storable(page.published_from),
        _storable(page.source),
        _storable(page.encoding),
        page.rendered,
        _storable(page.needs_browser),
        page.sha256,
        page.text_length,
        _storable(page.template),
        _compact(dict(page.footer)),
        page.footer_seen,
        _compact(dict(page.metas)),
        _compact(page.ids),
        page.items,
        _iso(page.newest),
        _compact(page.doubts),
        targets.tobytes(),
        zstandard.compress(labels, 3),
    )


def page_of(row: Row, url: str, parent: str | None) -> Page:
    """The page of a row of ``pages`` (all columns but the links, in the table's order)."""
    values = dict(zip(PAGE_FACTS, row, strict=True))
    return Page(
        url=url,
        status=values["status"],
        depth=values["depth"],
        parent=parent,
        name=values["name"],
        answer=Answer(values["answer"]),
        kind=PageKind(values["kind"]),
        title=values["title"],
        published=_printed(values["published"]),
        published_from=values["published_from"],
        source=values["source"],
        encoding=values["encoding"],
        rendered=bool(values["rendered"]),
        needs_browser=values["needs_browser"],
        sha256=values["sha256"],
        text_length=values["text_length"],
        template=values["template"],
        footer=json.loads(values["footer"]),
        footer_seen=bool(values["footer_seen"]),
        metas=json.loads(values["metas"]),
        ids=tuple(json.loads(values["ids"])),
        items=values["items"],
        newest=None if values["newest"] is None else date.fromisoformat(values["newest"]),
        doubts=tuple(json.loads(values["doubts"])),
    )


def target_ids(packed: bytes) -> array[int]:
    """The address ids that a page names, in document order."""
    ids = array("I")
    ids.frombytes(packed)
    if sys.byteorder == "big":
        ids.byteswap()
    return ids


def links_of(
    page: str,
    packed: bytes,
    labels: bytes,
    url_of: Callable[[int], str],
    wanted: frozenset[int] | None = None,
) -> Iterator[Link]:
    """The links of one page, all or those whose target id is wanted."""
    said = json.loads(zstandard.ZstdDecompressor().decompress(labels, max_output_size=MAX_LABELS))
    for number, (text, via, fragment, fault) in zip(target_ids(packed), said, strict=True):
        if wanted is None or number in wanted:
            yield Link(page=page, target=url_of(number), text=text, via=via, fragment=fragment, fault=fault)


def look_row(run_id: int, look: Look, id_of: IdOf) -> tuple[Any, ...]:
    """One look as a row of ``looks``."""
    return (
        run_id,
        id_of(look.url),
        look.at.isoformat(),
        str(look.method),
        look.status,
        None if look.failure is None else str(look.failure),
        _storable(look.final_url),
        _storable(look.content_type),
        look.length,
        look.sha256,
        look.elapsed_s,
        ",".join(look.signs),
        _storable(look.note),
    )


def look_of(row: Row, url: str) -> Look:
    """The look of a row of ``looks`` (all columns, in the table's order)."""
    values = dict(zip(LOOK, row, strict=True))
    return Look(
        url=url,
        at=datetime.fromisoformat(values["at"]),
        method=Method(values["method"]),
        status=values["status"],
        failure=None if values["failure"] is None else Failure(values["failure"]),
        final_url=values["final_url"],
        content_type=values["content_type"],
        length=values["length"],
        sha256=values["sha256"],
        elapsed_s=values["elapsed_s"],
        signs=tuple(Sign(sign) for sign in values["signs"].split(",") if sign),
        note=values["note"],
    )


def record_rows(records: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The content facts of one page by noun, each noun with a JSON list of its records."""
    by_noun: dict[str, list[Any]] = {}
    for record in records:
        by_noun.setdefault(type(record).__name__, []).append(to_plain(record))
    return ((noun, _compact(found)) for noun, found in by_noun.items())
