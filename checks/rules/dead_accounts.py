"""New-media accounts that are in the register and no longer on their platform."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import AccountFacts, Finding, Outcome


@check(family="new_media", on="account", needs=(AccountFacts,), reasons={"dead": Outcome.FAIL})
def dead_accounts(seen: Seen) -> Iterator[Finding]:
    """A registered account no longer exists, and no closure was filed.

    Fails when   its public page answered 404 or 410, or the platform says that there is no such account, in two looks
                 apart in time.
    Unsure when  never.
    Leaves out   accounts whose posts could be read; refusals and logins; platforms on which three accounts fail alike
                 and none could be read: there the platform has changed, not the accounts.
    Assumes      the register's address is the account's own.
    Counts       one finding at most; examined is 1 where the account was looked at.
    Options      none.
    Source       rules on new media of administrative bodies: closing is filed, cancelled accounts leave the register.
    """
    facts = next(iter(seen[AccountFacts]), None)
    if facts is None or not (facts.looks or facts.health is None):
        return
    seen.examined = 1
    if facts.gone is not None and facts.health is not None:
        yield seen.finding(seen.site.url, "dead", looks=facts.looks, said=facts.gone[:120])
