"""Accounts by hand: what a test says was seen of one, and what a check says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from checks.core import run
from checks.registry import all_checks
from storage.records import (
    Account,
    AccountFacts,
    AccountObservation,
    Agency,
    Distributed,
    Distribution,
    Finding,
    Look,
    Post,
    Registry,
)
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
        return Registry(
            agencies={AGENCY.id: AGENCY, OTHER.id: OTHER}, sites={}, accounts={one.id: one for one in self.accounts}
        )


def post(days: int, *, pinned: bool = False) -> Post:
    """A post so many days before the day of the verdict."""
    day = AS_OF.date() - timedelta(days=days)
    return Post(id=str(days), title="一条", url=None, at=day, at_from="printed", pinned=pinned)


def of_account(*posts: Post | AccountObservation, account: Account = ACCOUNT, **changed: Any) -> AccountHandFacts:
    """An account whose source showed these posts; ``changed``: fields of its facts that are unusual."""
    seen = AccountFacts(account=account.id, platform=account.platform, source="weibo", captured_at=NOON)
    return AccountHandFacts(
        listed=(replace(seen, **changed), *posts),
        site=account.target(),
        run=replace(RUN, target=account.id),
        accounts=tuple(account if one.id == account.id else one for one in (ACCOUNT, SECOND)),
    )


def seen_by_hand(number: int = 1, by: str = "张三", second: str | None = None, **said: Any) -> AccountObservation:
    """What an inspector wrote into the sheet on the day of the verdict."""
    return AccountObservation(number=number, at=AS_OF, by=by, second=second, **said)


def distribution(days: int = 60, *posts: Distributed, covering: tuple[str, ...] = ("mz-wb",)) -> Distribution:
    """A document so many days before the day of the verdict, and the posts that speak of it."""
    day = AS_OF.date() - timedelta(days=days)
    return Distribution(
        policy=f"{SITE.url}zc/1.html",
        title="停车管理办法",
        published=day,
        interpreted=False,
        covering=covering,
        posts=posts,
    )


OTHER = Agency(id="jy", name="东河市教育局", short_name="市教育局", klass="department")

GONE = {"health": "unreadable", "gone": "status 404", "looks": (Look(url="https://weibo.com/mz", at=NOON, status=404),)}


def account_gallery() -> Iterator[Finding]:
    """Every finding of every account."""
    for check, facts in (
        ("stale_accounts", of_account(post(20))),
        ("stale_accounts", of_account(post(200))),
        ("stale_accounts", of_account(post(3, pinned=True), post(60))),
        ("stale_accounts", of_account()),
        ("stale_accounts", of_account(health="unreadable", note="status 500")),
        ("unusable_accounts", of_account(seen_by_hand(interactive=False, opens=False, menu_ok=False))),
        ("unusable_accounts", of_account(seen_by_hand(opens=False), account=replace(ACCOUNT, platform="app"))),
        ("mismatched_accounts", of_account(shown_name="另一个名字", owner="东河市教育局官方微博")),
        ("undistributed_policies", AccountHandFacts(listed=(distribution(),), site=SITE)),
        ("undistributed_policies", AccountHandFacts(listed=(distribution(covering=()),), site=SITE)),
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
