"""The content facts of a run, as they are kept: JSON by noun, those of single pages apart from those of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from storage import tables
from storage.plain import from_plain

if TYPE_CHECKING:
    from storage.store import Store

T = TypeVar("T")


def content_of(store: Store, run_id: int, noun: type[T]) -> Iterator[T]:
    """The content facts of one noun: those of single pages, then those of the whole site."""
    single, whole = tables.page_records, tables.records
    on_pages = select(single.c.data).where(single.c.run_id == run_id, single.c.noun == noun.__name__)
    of_site = select(whole.c.data).where(whole.c.run_id == run_id, whole.c.noun == noun.__name__)
    with store.reading() as connection:
        for (data,) in connection.execute(on_pages.order_by(single.c.address_id)):
            for record in json.loads(data):
                yield from_plain(noun, record)
        for (data,) in connection.execute(of_site.order_by(whole.c.number)):
            yield from_plain(noun, json.loads(data))
