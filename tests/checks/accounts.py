"""Accounts by hand: what a test says was seen of one, and what a check says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from checks.core import run
from checks.registry import all_checks
from storage.records import Account, AccountFacts, Finding, Look, Post, Registry
from tests.checks.facts import AGENCY, AS_OF, NOON, RUN, SITE, HandFacts, link, page

ACCOUNT = Account(
    id="mz-wb",
    agency="mz",
    platform="weibo",
    name="明州民政",
    handle=None,
    url="https://weibo.com/mz",
    feed=None,
    registered=True,
)
SECOND = replace(ACCOUNT, id="mz-wb2", name="民政在线", url="https://weibo.com/mz2")


@dataclass(frozen=True)
class AccountHandFacts(HandFacts):
    """Facts of one account in a register of several."""

    accounts: tuple[Account, ...] = field(default=(ACCOUNT, SECOND))

    @property
    def registry(self) -> Registry:
        return Registry(agencies={AGENCY.id: AGENCY}, sites={}, accounts={one.id: one for one in self.accounts})


def post(days: int, *, pinned: bool = False) -> Post:
    """A post so many days before the day of the verdict."""
    day = AS_OF.date() - timedelta(days=days)
    return Post(id=str(days), title="一条", url=None, at=day, at_from="printed", pinned=pinned)


def of_account(*posts: Post, account: Account = ACCOUNT, **changed: Any) -> AccountHandFacts:
    """An account whose source showed these posts; ``changed``: fields of its facts that are unusual."""
    seen = AccountFacts(account=account.id, platform=account.platform, source="weibo", captured_at=NOON)
    return AccountHandFacts(
        listed=(replace(seen, **changed), *posts), site=account.target(), run=replace(RUN, target=account.id)
    )


GONE = {"health": "unreadable", "gone": "status 404", "looks": (Look(url="https://weibo.com/mz", at=NOON, status=404),)}


def account_gallery() -> Iterator[Finding]:
    """Every finding of every account."""
    for check, facts in (
        ("stale_accounts", of_account(post(20))),
        ("stale_accounts", of_account(post(200))),
        ("stale_accounts", of_account(post(3, pinned=True), post(60))),
        ("stale_accounts", of_account()),
        ("stale_accounts", of_account(health="unreadable", note="status 500")),
        ("dead_accounts", of_account(**GONE)),
        ("duplicate_accounts", of_account(post(1), account=SECOND)),
        (
            "unregistered_accounts",
            AccountHandFacts(
                listed=(page(), link("", "https://weibo.com/u/1234567", text="官方微博")), site=SITE, accounts=()
            ),
        ),
    ):
        yield from run(all_checks()[check], facts).findings
