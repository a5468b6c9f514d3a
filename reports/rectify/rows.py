"""Notices as the world outside sees them: one object each, in the interface's order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reports.findings import plain
from reports.rectify.notices import Item, notices
from storage.records import Registry

if TYPE_CHECKING:
    from storage.store import Store


def notice_rows(store: Store, registry: Registry, period: str, at: datetime) -> Iterator[dict[str, Any]]:
    """The notices of a period as they stand at a moment, by id."""
    for notice in sorted(notices(store, registry, at, period=period), key=lambda one: one.id):
        yield {
            "id": notice.id,
            "agency": notice.agency,
            "issued_on": notice.issued_on.isoformat(),
            "due_on": notice.due_on.isoformat(),
            "state": notice.state,
            "items": [_item(item) for item in notice.items],
        }


def _item(item: Item) -> dict[str, Any]:
    fault = item.fault
    return {
        "key": fault.key,
        "target": fault.target,
        "check": fault.check,
        "nature": fault.nature,
        "subject": fault.subject,
        "state": item.state,
        "due_on": plain(item.due_on),
        "answered_on": plain(item.answered_on),
        "rechecked_on": plain(item.seen_on),
        "done_on": plain(item.done_on),
        "closed_on": plain(item.closed_on),
    }
