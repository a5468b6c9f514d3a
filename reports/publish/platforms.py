"""The accounts of a period by platform: how many passed, and when each platform's accounts last posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reports.publish.model import AccountCard, PlatformRow
from reports.publish.words import PLATFORMS


def platform_rows(cards: Iterable[AccountCard]) -> tuple[PlatformRow, ...]:
    """The platforms that have accounts among some cards, in the vocabulary's order."""
    found: dict[str, list[AccountCard]] = {}
    for card in cards:
        found.setdefault(card.account.platform, []).append(card)
    return tuple(
        PlatformRow(
            name=PLATFORMS.get(platform, platform),
            counts=dict(Counter(card.scorecard.verdict for card in found[platform])),
            newest=max((card.last_post for card in found[platform] if card.last_post is not None), default=None),
            oldest=min((card.last_post for card in found[platform] if card.last_post is not None), default=None),
        )
        for platform in [*PLATFORMS, *(name for name in found if name not in PLATFORMS)]
        if platform in found
    )
