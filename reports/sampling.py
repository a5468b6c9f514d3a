"""Drawing the accounts that inspectors look at by hand: stratified, reproducible, kept in the journal."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from reports.errors import UsageError
from reports.kinds import SAMPLE
from storage.records import Account, Act

if TYPE_CHECKING:
    from storage.store import Store

QUARTERS = 4
"""Quarters after which an account that was not drawn is drawn."""

WHY = {"failed": "上季度不合格", "new": "新登记", "waited": "四个季度没有抽到", "lot": "抽签"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A draw. ``drawn``: why each account was taken, by id; ``known``: the accounts it was drawn from."""

    seed: int
    share: Fraction
    known: tuple[str, ...]
    drawn: Mapping[str, str]


def share_of(text: str) -> Fraction:
    """A share as people write it: 30%, 0.3.

    Raises:
        UsageError: no share above 0 and up to the whole.
    """
    try:
        share = Fraction(text.rstrip("%％").strip()) / (100 if text.endswith(("%", "％")) else 1)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise UsageError(f"--share {text}：要写成 30% 或 0.3，大于 0，不超过 100%")
    return share


def draw(
    accounts: Sequence[Account], *, share: Fraction, seed: int, failed: AbstractSet[str], earlier: Sequence[Sample]
) -> Sample:
    """Draw a share of accounts, rounded up, and always those that failed, are new, or have waited.

    The rest is drawn evenly along the list ordered by platform, agency and lot, so that each stratum gets its part.
    ``earlier``: the draws of the quarters before, the last first.
    """
    known = sorted(account.id for account in accounts)
    before = {name for sample in earlier for name in sample.known}
    recent = {name for sample in earlier[:QUARTERS] for name in sample.drawn}
    drawn: dict[str, str] = {}
    for name in known:
        if name in failed:
            drawn[name] = "failed"
        elif earlier and name not in before:
            drawn[name] = "new"
        elif len(earlier) >= QUARTERS and name not in recent:
            drawn[name] = "waited"
    rest = sorted(
        (account for account in accounts if account.id not in drawn),
        key=lambda account: (account.platform, account.agency, _lot(seed, account.id), account.id),
    )
    missing = min(max(math.ceil(share * len(known)) - len(drawn), 0), len(rest))
    if missing:
        start = Fraction(_lot(seed, "start") % 1_000_003, 1_000_003)
        for number in range(missing):
            drawn[rest[math.floor((number + start) * len(rest) / missing)].id] = "lot"
    return Sample(seed=seed, share=share, known=tuple(known), drawn=dict(sorted(drawn.items())))


def _lot(seed: int, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\x1f{name}".encode()).digest()[:8])


def of_act(act: Act) -> Sample:
    """A draw as the journal keeps it."""
    said = act.said
    return Sample(
        seed=said["seed"], share=Fraction(said["share"]), known=tuple(said["known"]), drawn=dict(said["drawn"])
    )


def kept(store: Store, period: str) -> Sample | None:
    """The draw of a period; None before there is one."""
    act = next(iter(store.journal.acts(SAMPLE, period=period)), None)
    return None if act is None else of_act(act)


def told(store: Store, period: str) -> str | None:
    """How the report says what was drawn: 抽查 n/N; None where all are looked at, or nothing was drawn yet."""
    sample = kept(store, period)
    return None if sample is None else f"抽查 {len(sample.drawn)}/{len(sample.known)}"


def earlier(store: Store, period: str) -> list[Sample]:
    """The draws of the periods before, the last first."""
    acts = [act for act in store.journal.acts(SAMPLE) if act.period < period]
    return [of_act(act) for act in sorted(acts, key=lambda act: act.period, reverse=True)]


def failed_before(store: Store, period: str, scheme: str) -> frozenset[str]:
    """The targets that failed in the last period before that was inspected."""
    before = max((run.period for run in store.runs() if run.period < period), default=None)
    if before is None:
        return frozenset()
    return frozenset(card.target for card in store.scorecards(before, scheme=scheme) if card.verdict == "fail")


def keep(store: Store, period: str, sample: Sample, *, by: str, at: datetime) -> None:
    """Write a draw to the journal.

    Raises:
        UsageError: the period has another one already: nobody draws until the lot pleases.
    """
    there = kept(store, period)
    if there is not None:
        if (there.seed, there.share) != (sample.seed, sample.share):
            raise UsageError(
                f"{period} 已经抽过（--share {float(there.share):.0%} --seed {there.seed}），每个检查期只抽一次"
            )
        return
    said = {"seed": sample.seed, "share": str(sample.share), "known": sample.known, "drawn": dict(sample.drawn)}
    store.journal.add(at=at, by=by, kind=SAMPLE, period=period, said=said)
