"""Accounts of one body beside another of its own on the same platform."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import AccountFacts, Finding, Outcome


@check(
    family="new_media",
    on="account",
    needs=(AccountFacts,),
    reasons={"duplicate": Outcome.FAIL},
    options={"apart": ("app", "mini_program", "other")},
)
def duplicate_accounts(seen: Seen) -> Iterator[Finding]:
    """A body has more than one account on a platform.

    Fails when   the register holds an earlier account in service of the same body on the same platform.
    Unsure when  never.
    Leaves out   the first of them, by the order of the register; suspended and closed ones; platforms in ``apart``,
                 of which a body may have several.
    Assumes      subscription and service accounts of WeChat are two platforms, as the register has them.
    Counts       one finding for each account after the first.
    Options      apart.
    Source       rules on new media of administrative bodies: one account a unit and platform.
    """
    own = seen.registry.accounts.get(seen.site.id)
    if own is None or own.platform in seen.options["apart"]:
        return
    seen.examined = 1
    for other in seen.registry.accounts.values():
        if other.id == own.id:
            return
        if (other.agency, other.platform) == (own.agency, own.platform) and other.status not in {"suspended", "closed"}:
            yield seen.finding(seen.site.url, "duplicate", other=other.name, other_id=other.id, name=own.name)
            return
