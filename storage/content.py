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
    yield from (record for _, record in content_on_pages(store, run_id, noun))
    yield from content_of_site(store, run_id, noun)


def content_on_pages(store: Store, run_id: int, noun: type[T]) -> Iterator[tuple[str, T]]:
    """The content facts of one noun that single pages showed, each with the page's address."""
    kept, named = tables.page_records, tables.addresses
    query = (
        select(named.c.url, kept.c.data)
        .join(named, (named.c.run_id == kept.c.run_id) & (named.c.id == kept.c.address_id))
        .where(kept.c.run_id == run_id, kept.c.noun == noun.__name__)
        .order_by(kept.c.address_id)
    )
    with store.reading() as connection:
        for url, data in connection.execute(query):
            for record in json.loads(data):
                yield url, from_plain(noun, record)


def content_of_site(store: Store, run_id: int, noun: type[T]) -> Iterator[T]:
    """The content facts of one noun about the site as a whole."""
    kept = tables.records
    query = select(kept.c.data).where(kept.c.run_id == run_id, kept.c.noun == noun.__name__)
    with store.reading() as connection:
        for (data,) in connection.execute(query.order_by(kept.c.number)):
            yield from_plain(noun, json.loads(data))
