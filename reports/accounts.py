"""The accounts of an inspection: a stage beside the sites, one run an account, one process for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reports.errors import UsageError
from reports.periods import now
from storage.records import SHANGHAI, Account, AccountFacts, Coverage, Post, Registry, Run, RunState

if TYPE_CHECKING:
    from crawler.accounts import Seen
    from reports.inspecting import Plan, Watcher
    from storage.store import Store


def inspectable_accounts(registry: Registry, day: datetime, wanted: Sequence[str] = ()) -> tuple[Account, ...]:
    """The accounts to inspect: those asked for, else all in service on that day.

    Raises:
        UsageError: an id that the registry does not have.
    """
    for account in wanted:
        if account not in registry.accounts:
            known = "、".join(list(registry.accounts)[:10])
            raise UsageError(f"--account {account}：登记表里没有这个账号，已登记的有 {known}")
    if wanted:
        return tuple(registry.accounts[account] for account in dict.fromkeys(wanted))
    return tuple(account for account in registry.accounts.values() if in_service(account, day))


def in_service(account: Account, day: datetime) -> bool:
    """Whether an account is due for inspection: a filed closure or suspension is outside all rates."""
    on = day.astimezone(SHANGHAI).date()
    if (account.valid_from and on < account.valid_from) or (account.valid_until and on > account.valid_until):
        return False
    return not (account.status in {"suspended", "closed"} and account.filing)


def gather_accounts(plan: Plan, store: Store, runs: Mapping[str, Run], watcher: Watcher) -> None:
    """Look at the accounts of a plan whose runs are not finished, and store what was seen of each."""
    waiting = [account for account in plan.accounts if runs[account.id].state is not RunState.COMPLETE]
    if not waiting:
        return
    from crawler.accounts import Gathering, gather  # noqa: PLC0415 - not needed where there are no accounts
    from storage.evidence import Evidence  # noqa: PLC0415

    watcher.stage("accounts", [account.id for account in waiting])
    evidence = Evidence(plan.evidence, store, name="accounts")
    shelf = _Shelf(store, runs)
    try:
        found = gather(
            waiting, Gathering(settings=plan.settings, root=plan.root, keep=evidence.put, seen=shelf.first_look)
        )
    finally:
        evidence.close()
    for seen in found:
        shelf.close(seen)
        watcher.done(seen.account.id, 0)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where what was seen of each account is put."""

    store: Store
    runs: Mapping[str, Run]
    closed: set[str] = field(default_factory=set)

    def first_look(self, seen: Seen) -> None:
        """An account that could be read is finished at once: a later interruption does not ask it again."""
        if not seen.failed:
            self.close(seen)

    def close(self, seen: Seen) -> None:
        """Store what was seen of an account and end its run."""
        if seen.account.id in self.closed:
            return
        run = self.runs[seen.account.id]
        with self.store.writer(run.id) as writer:
            for look in seen.looks:
                writer.look(look)
        self.store.put_records(run.id, {AccountFacts: [seen.facts], Post: seen.posts})
        asked = len(seen.looks)
        coverage = Coverage(
            known=max(asked, 1),
            fetched=asked,
            pages=0,
            failed=int(seen.failed),
            blocked=int(seen.facts.health == "blocked"),
            undecodable=int(seen.facts.health == "undecodable"),
            rendered=0,
            needed_browser=0,
        )
        self.store.end_run(run.id, ended_at=now(), state=RunState.COMPLETE, coverage=coverage)
        self.closed.add(seen.account.id)
