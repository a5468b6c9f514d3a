"""The place of a site in its class, among those alone that were seen as well as it was."""

from __future__ import annotations

from collections.abc import Sequence

from reports.publish.model import Place, SiteCard
from reports.rounds import CLASSES, class_of

ALONE = 2
"""Sites from which on there is a place to tell."""


def place(card: SiteCard, cards: Sequence[SiteCard], floor: float) -> Place | None:
    """The place of a site; None where it, or everybody else, cannot be compared.

    Compared are portals of one class that reached the floor of coverage and on which the same rows were measured; by
    their points with every doubt cleared.
    """
    mine = class_of(card.site, card.agency)
    peers = [one for one in cards if class_of(one.site, one.agency) == mine]
    like = [one for one in peers if _seen(one, floor) and _measured(one) == _measured(card)]
    points = sorted((one.scorecard.high for one in like if one.scorecard.high is not None), reverse=True)
    own = card.scorecard.high
    if card not in like or own is None or len(points) < ALONE:
        return None
    middle = len(points) // 2
    return Place(
        klass=CLASSES[mine],
        place=points.index(own) + 1,
        among=len(points),
        left_out=len(peers) - len(points),
        points=own,
        median=points[middle] if len(points) % 2 else (points[middle - 1] + points[middle]) / 2,
    )


def _seen(card: SiteCard, floor: float) -> bool:
    """Whether enough of a site was seen to compare its points."""
    seen = card.run.coverage
    if not card.reachable or card.scorecard.high is None or card.scorecard.reference or seen is None:
        return False
    return not seen.known or seen.fetched >= floor * seen.known


def _measured(card: SiteCard) -> frozenset[str]:
    return frozenset(mark.row for mark in card.scorecard.marks if mark.state in {"settled", "pending"})
