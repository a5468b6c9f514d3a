"""Which addresses deserve another look before anybody says that they are broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import Failure, Look, Sign

FAULT_SIGNS = frozenset(
    {
        Sign.CHALLENGE,
        Sign.LIKE_MISSING,
        Sign.MISSING_TEXT,
        Sign.TO_HOME,
        Sign.RANDOM_TO_HOME,
        Sign.LOOP,
        Sign.EMPTY,
        Sign.HTML_FOR_FILE,
        Sign.WRONG_MAGIC,
        Sign.TRUNCATED,
        Sign.PROXY_ERROR,
        Sign.SPAM_TITLE,
        Sign.PARKED,
    }
)
"""Signs that make a look doubtful although the host answered."""

ENOUGH = 3
"""No address is looked at more often than this by one round."""


@dataclass(frozen=True, slots=True)
class Again:
    """An address to look at again, not before ``due``; the look belongs to ``run_id``."""

    url: str
    run_id: int
    due: datetime


def is_fault(look: Look) -> bool:
    """Whether a look speaks against its address. What we did not fetch, or failed to by our own fault, does not."""
    if look.failure is not None:
        return look.failure is not Failure.OURS
    return (look.status or 0) >= 400 or not FAULT_SIGNS.isdisjoint(look.signs)


def is_fetched(look: Look) -> bool:
    """Whether a look got as far as the network, so that it says something about its address."""
    return look.failure is not Failure.OURS and (look.failure is not None or look.status is not None)


def due_again(looks_of: Callable[[], Iterable[tuple[int, Look]]], confirm_after: timedelta) -> list[Again]:
    """The addresses whose looks so far do not settle the matter, in the order of their due times.

    ``looks_of`` gives all looks of the round with the run they belong to, anew at each call; only those at
    addresses in doubt are held in memory. Failures less than ``confirm_after`` apart count as one.
    """
    doubtful: dict[str, list[tuple[int, Look]]] = {}
    for run_id, look in looks_of():
        if is_fault(look):
            doubtful.setdefault(look.url, []).append((run_id, look))
    for run_id, look in looks_of():
        if look.url in doubtful and is_fetched(look) and not is_fault(look):
            doubtful[look.url].append((run_id, look))
    again = []
    for url, seen in doubtful.items():
        seen.sort(key=lambda pair: pair[1].at)
        if not is_settled([look for _, look in seen], confirm_after):
            run_id, last = seen[-1]
            again.append(Again(url, seen[0][0], last.at + confirm_after))
    return sorted(again, key=lambda one: (one.due, one.url))


def is_settled(looks: list[Look], confirm_after: timedelta) -> bool:
    """Whether looks (oldest first, at least one a fault) need no further one.

    Two faults apart in time agree; a fault and a success do not, and a third look decides. A fault that came
    after a success stays unstable whatever follows.
    """
    if len(looks) >= ENOUGH:
        return True
    if len(looks) < 2:
        return False
    faults = [is_fault(look) for look in looks]
    return all(faults) and looks[-1].at - looks[0].at >= confirm_after
