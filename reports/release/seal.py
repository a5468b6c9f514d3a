"""What is signed: findings, scorecards and decisions of a period, as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reports.decisions import Decisions
from reports.errors import UsageError
from reports.judging import judged_targets, scored
from reports.kinds import CORRECTION, RECTIFICATION, RELEASE, SIGNATURE
from storage.records import Registry, Run, RunState, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

SIGNING = frozenset({SIGNATURE, RELEASE, CORRECTION}) | RECTIFICATION
"""Kinds of acts that speak of the seal, or follow it, and are not part of what it covers."""


def sealed(store: Store, registry: Registry, scheme: Scheme, period: str) -> str:
    """The digest of everything on which the verdicts of a period rest.

    Raises:
        UsageError: a run is not finished, or a scorecard is not what findings and decisions make it.
        StoreError: the journal was tampered with.
    """
    store.journal.check()
    runs = list(judged_targets(store.last_runs(period), registry))
    if not runs:
        raise UsageError(f"{period} 还没有检查过，先用 xuncha inspect --period {period}")
    cards = {card.target: card for card in store.scorecards(period, None, scheme.id)}
    _consistent(store, registry, scheme, runs, cards)
    seal = hashlib.sha256(f"{scheme.id} {scheme.revision} {scheme.sha256}".encode())
    for run, site in runs:
        said = (site.id, site.name, run.round, run.as_of.isoformat(), run.state, run.trouble)
        _add(seal, said)
        _add(seal, store.sealable(run.id, scheme.id))
    _add(seal, sorted(scheme.attested.items()))
    _add(seal, (act.sha256 for act in store.journal.acts(period=period) if act.kind not in SIGNING))
    return seal.hexdigest()


def _add(seal: Any, parts: Iterable[object]) -> None:
    for part in parts:
        seal.update(f"{part}\x1f".encode())
    seal.update(b"\x1e")


def _consistent(
    store: Store, registry: Registry, scheme: Scheme, runs: list[tuple[Run, Site]], cards: dict[str, Scorecard]
) -> None:
    decisions = Decisions.of(store, scheme)
    for run, site in runs:
        if run.state is RunState.OPEN:
            raise UsageError(f"{site.id} 在 {run.period} 第 {run.round} 轮还没有抓完，请先 xuncha inspect --resume")
        if cards.get(site.id) != scored(store, run, site, registry, scheme, decisions):
            raise UsageError(
                f"{site.name} 的评分卡与存下的发现和决定不一致，请先 xuncha judge --period {run.period} 重新评分"
            )


def snapshot(store: Store, period: str, scheme: Scheme) -> dict[str, dict[str, Any]]:
    """The verdicts of a period as acts keep them, by target."""
    return {
        card.target: {
            "verdict": card.verdict,
            "points": card.points,
            "bonus": card.bonus,
            "fails": sum(mark.fails for mark in card.marks),
            "doubts": sum(mark.doubts for mark in card.marks),
        }
        for card in store.scorecards(period, None, scheme.id)
    }
