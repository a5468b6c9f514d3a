"""The chain of signatures: who signed what, who comes next, who may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from reports.errors import UsageError
from reports.kinds import CORRECTION, MANUAL, RELEASE, REVIEW, SIGNATURE
from reports.people import acting
from reports.settings import Release
from storage.records import Act, Registry

if TYPE_CHECKING:
    from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a result is. ``signed``: signatures that hold for what the store says now, in the order of the chain.

    ``voided``: signatures that a change made void. ``published``: the last release or correction. ``seal``: of today.
    """

    seal: str
    signed: tuple[Act, ...]
    voided: tuple[Act, ...]
    published: Act | None
    corrections: int

    @property
    def current(self) -> bool:
        """Whether what was published is what the store says."""
        return self.published is not None and self.published.said["seal"] == self.seal


def standing(store: Store, period: str, seal: str) -> Standing:
    """Read the signatures of a period against what the store says now."""
    published: Act | None = None
    corrections = 0
    since: list[Act] = []
    for act in store.journal.acts(period=period):
        if act.kind in (RELEASE, CORRECTION):
            published, since = act, []
            corrections += act.kind == CORRECTION
        elif act.kind == SIGNATURE:
            since.append(act)
    held: list[Act] = []
    for act in since:  # a chain begins anew with the first signature under another seal
        if held and held[-1].said["seal"] != act.said["seal"]:
            held = []
        held.append(act)
    signed = tuple(held) if held and held[-1].said["seal"] == seal else ()
    return Standing(
        seal=seal,
        signed=signed,
        voided=tuple(act for act in since if act not in signed),
        published=published,
        corrections=corrections,
    )


def signer(
    store: Store, registry: Registry, settings: Release, now: Standing, period: str, named: str, day: date
) -> tuple[str, str]:
    """The id of who signs, and the step.

    Raises:
        UsageError: they signed already, may not sign this step, or settled the last doubt alone.
    """
    step = settings.chain[len(now.signed)]
    last = len(now.signed) == len(settings.chain) - 1
    roles = ("releaser",) if last else ("inspector", "reviewer", "editor", "releaser")
    allowed = settings.people.get(step)
    by = acting(registry, named, ("inspector", "reviewer", "editor", "releaser") if allowed else roles, day)
    if allowed and by not in allowed:
        raise UsageError(f"--by {named}：“{step}”这一步只能由 {'、'.join(allowed)} 签")
    for act in now.signed:
        if act.by == by:
            raise UsageError(f"--by {named}：已经在“{act.said['step']}”签过，一个人不能签两次")
    if by == alone(store, period):
        raise UsageError(f"--by {named}：最后一处待定是此人一个人定的，不能由此人签批")
    return by, step


def alone(store: Store, period: str) -> str | None:
    """Who settled the last doubt of a period without anybody else; None where nobody did, or two did."""
    last: Act | None = None
    people: dict[tuple[str, str], set[str]] = {}
    for act in store.journal.acts(period=period):
        if act.kind in (REVIEW, MANUAL):
            last = act
            named = people.setdefault((act.target, act.subject), set())
            named |= {act.by} | ({str(act.said["second"])} if act.said.get("second") else set())
    if last is None:
        return None
    settled = people[last.target, last.subject]
    return last.by if len(settled) == 1 else None


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs between two snapshots of verdicts: target -> [before, after], None where there was none."""
    return {
        target: [before.get(target), after.get(target)]
        for target in dict.fromkeys([*before, *after])
        if before.get(target) != after.get(target)
    }


def reason(now: Standing, given: str | None) -> str | None:
    """Why a correction is made; None for a first release.

    Raises:
        UsageError: nothing has changed since the publication, or what changed was not called a correction.
    """
    if now.published is None:
        if given:
            raise UsageError("--correct：还没有签发过，没有什么可更正")
        return None
    if now.current:
        raise UsageError(f"{now.published.at:%Y-%m-%d} 已经签发，此后没有改动")
    begun = now.signed[0].said["reason"] if now.signed else None
    why = (given or "").strip() or begun
    if not why:
        raise UsageError(f"{now.published.at:%Y-%m-%d} 已经签发；之后的改动只能作为更正发布，请写 --correct 理由")
    return str(why)
