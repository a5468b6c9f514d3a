"""New-media accounts that are not what the register says they are."""

import re
from collections.abc import Iterator

from checks.core import Seen, check
from checks.observed import answer
from storage.records import AccountFacts, AccountObservation, Finding, Outcome

_ADDED = re.compile(r"的?(?:官方)?(?:微博|主页|空间|抖音号?|快手号?|视频号|公众号|头条号|百家号)$|^@|[\s“”\"'·・|_-]")
_OWN_TITLES = frozenset({"feed", "export", "profile"})
"""Sources whose titles an office writes itself, or that stand around the name: no word of the platform."""


@check(
    family="new_media",
    on="account",
    needs=(AccountFacts, AccountObservation),
    reasons={"renamed": Outcome.FAIL, "reowned": Outcome.FAIL},
)
def mismatched_accounts(seen: Seen) -> Iterator[Finding]:
    """An account bears another name than the registered one, or is verified for another body.

    Fails when   the platform shows it under another name with the registered handle as its number, or two inspectors
                 say that it has another name (renamed); the platform has verified it for another body of the register
                 (reowned).
    Unsure when  the names differ and nothing else proves that it is the same account (renamed).
    Leaves out   names of which one holds the other; titles of feeds and exports, which the office writes itself.
    Assumes      the register's name is the one that was filed.
    Counts       one finding for each reason; examined is 1 where a name is known.
    Options      none.
    Source       rules on new media of administrative bodies: changes are filed; the verified body is the filed owner.
    """
    own = seen.registry.accounts.get(seen.site.id)
    facts = next(iter(seen[AccountFacts]), None)
    said = answer(seen[AccountObservation], "renamed_to")
    if own is None:
        return
    shown = facts.shown_name if facts is not None and facts.source not in _OWN_TITLES else None
    if shown or said:
        seen.examined = 1
    if said is not None and not _alike(said.value, own.name):
        outcome = None if said.attested else Outcome.UNSURE
        told = {"name": own.name, "present": said.value[:60], **said.detail()}
        yield seen.finding(seen.site.url, "renamed", outcome=outcome, witnessed=[said.sight], **told)
    elif shown and not _alike(shown, own.name):
        sure = own.handle is not None and facts is not None and facts.shown_id == own.handle
        looks = facts.looks if facts is not None else ()
        outcome = None if sure else Outcome.UNSURE
        yield seen.finding(seen.site.url, "renamed", outcome=outcome, looks=looks, name=own.name, present=shown[:60])
    if facts is None or facts.owner is None:
        return
    mine = seen.agency
    if mine is not None and (mine.name in facts.owner or mine.short_name in facts.owner):
        return
    for agency in seen.registry.agencies.values():
        if agency.id != own.agency and agency.name in facts.owner:
            yield seen.finding(
                seen.site.url, "reowned", looks=facts.looks, name=own.name, owner=facts.owner[:60], other=agency.name
            )
            return


def _alike(one: str, other: str) -> bool:
    """Whether two names may be the same, whatever a platform adds to them."""
    first, second = (_ADDED.sub("", name).casefold() for name in (one, other))
    return not first or not second or first in second or second in first
