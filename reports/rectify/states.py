"""What became of findings after they were notified, in the words of the findings' own states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.kinds import RECTIFICATION
from reports.periods import now
from reports.rectify.notices import notices
from storage.records import Registry

if TYPE_CHECKING:
    from storage.store import Store

_AS_FINDINGS = {"mended": "rectified", "contested": "contested", "excepted": "excepted"}


def states(store: Store, registry: Registry, period: str) -> dict[str, str]:
    """The states that notices give to findings of a period, by key: rectified, contested or excepted."""
    acts = [act.at for act in store.journal.acts(period=period) if act.kind in RECTIFICATION]
    if not acts:
        return {}
    return {
        item.fault.key: _AS_FINDINGS[item.state]
        for notice in notices(store, registry, max(now(), *acts), period=period)
        for item in notice.items
        if item.state in _AS_FINDINGS
    }
