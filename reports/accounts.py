"""The accounts of an inspection: a stage beside the sites, one run an account, one process for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reports.errors import UsageError
from reports.periods import now
from storage.records import (
    SHANGHAI,
    Account,
    AccountFacts,
    Coverage,
    PersonalNumbers,
    Post,
    Registry,
    Run,
    RunState,
    SpamWords,
)

if TYPE_CHECKING:
    from crawler.accounts import Seen
    from reports.inspecting import Plan, Watcher
    from storage.evidence import Evidence
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


def gather_accounts(
    plan: Plan,
    store: Store,
    runs: Mapping[str, Run],
    watcher: Watcher,
    renderer: Callable[[], AbstractContextManager[str | None]],
) -> None:
    """Look at the accounts of a plan whose runs are not finished, and store what was seen of each.

    ``renderer``: starts the browser, for public pages that show nothing without one.
    """
    waiting = [account for account in plan.accounts if runs[account.id].state is not RunState.COMPLETE]
    if not waiting:
        return
    from crawler.accounts import Gathering, gather  # noqa: PLC0415 - not needed where there are no accounts
    from storage.evidence import Evidence  # noqa: PLC0415

    watcher.stage("accounts", [account.id for account in waiting])
    evidence = Evidence(plan.evidence, store, name="accounts")
    shelf = _Shelf(store, runs)
    how = Gathering(
        settings=plan.settings,
        root=plan.root,
        keep=evidence.put,
        seen=shelf.first_look,
        today=plan.as_of.astimezone(SHANGHAI).date(),
        known_good=plan.known_good_accounts,
        renderer=renderer,
        articles=_articles(plan, store, waiting),
    )
    try:
        found = gather(waiting, how)
    finally:
        evidence.close()
    for seen in found:
        shelf.close(seen)
        watcher.done(seen.account.id, 0)


ARTICLES = "://mp.weixin.qq.com/s"
"""In addresses of WeChat articles, whose lists the platform shows to nobody."""

MOST_ARTICLES = 40
"""Addresses of articles that are handed on for an account; the crawler opens fewer."""


def _articles(plan: Plan, store: Store, accounts: Sequence[Account]) -> dict[str, list[str]]:
    """The WeChat articles to which the sites of each account's agency link, those nearest the home page first."""
    wanted = {account.agency for account in accounts if account.platform.startswith("wechat_")}
    by_agency: dict[str, list[str]] = {}
    for site in plan.registry.sites.values():
        if site.agency in wanted:
            for run in store.runs(plan.period, plan.round, site.id):
                facts = store.facts(run, site, None, plan.registry)
                by_agency.setdefault(site.agency, []).extend(facts.linked(ARTICLES, MOST_ARTICLES))
    return {
        account.id: by_agency[account.agency]
        for account in accounts
        if account.platform in {"wechat_official", "wechat_service"} and account.agency in by_agency
    }


def reread_account(store: Store, evidence: Evidence, run: Run, account: Account) -> bool:
    """Read the kept answers of an account again with today's readers; False where none was kept."""
    from crawler.answers import read_again  # noqa: PLC0415

    before = next(iter(store.facts(run, account.target(), None, _NOBODY).records(AccountFacts)), None)
    if before is None:
        return False
    answers = []
    for kept in before.answers:
        try:
            answers.append((kept, evidence.get(kept.sha256)))
        except KeyError:
            continue
    found = read_again(account, before, answers, run.as_of.astimezone(SHANGHAI).date())
    if found is None:
        return False
    store.put_records(run.id, _by_noun(found.facts, found.posts, found.records))
    return True


_NOBODY = Registry(agencies={}, sites={})


def _by_noun(facts: AccountFacts, posts: Sequence[Post], records: Sequence[Any]) -> dict[type, list[Any]]:
    """What is stored of an account, all of each noun."""
    nouns: dict[type, list[Any]] = {AccountFacts: [facts], Post: list(posts), PersonalNumbers: [], SpamWords: []}
    for record in records:
        nouns.setdefault(type(record), []).append(record)
    return nouns


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where what was seen of each account is put."""

    store: Store
    runs: Mapping[str, Run]
    closed: set[str] = field(default_factory=set)

    def first_look(self, seen: Seen) -> None:
        """An account that could be read is kept at once: a later interruption does not ask it again."""
        if not seen.failed:
            facts = replace(seen.facts, looks=tuple(seen.looks), answers=tuple(seen.answers))
            self._put(seen, facts)

    def close(self, seen: Seen) -> None:
        """Store what was seen of an account in the end and finish its run."""
        run = self.runs[seen.account.id]
        if seen.account.id not in self.closed:
            self._put(seen, seen.facts)
        else:
            self.store.put_records(run.id, {AccountFacts: [seen.facts]})

    def _put(self, seen: Seen, facts: AccountFacts) -> None:
        run = self.runs[seen.account.id]
        with self.store.writer(run.id) as writer:
            for look in seen.looks:
                writer.look(look)
        self.store.put_records(run.id, _by_noun(facts, seen.posts, seen.records))
        asked = len(seen.looks)
        coverage = Coverage(
            known=max(asked, 1),
            fetched=asked,
            pages=0,
            failed=int(seen.failed),
            blocked=int(seen.facts.health == "blocked"),
            undecodable=int(seen.facts.health == "undecodable"),
            rendered=int(any(kept.rendered for kept in seen.answers)),
            needed_browser=0,
        )
        self.store.end_run(run.id, ended_at=now(), state=RunState.COMPLETE, coverage=coverage)
        self.closed.add(seen.account.id)
