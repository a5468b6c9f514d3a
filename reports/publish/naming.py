"""What units are called in a running text: in full the first time, then shortly."""

from __future__ import annotations

import re

from reports.publish.model import AccountCard, TargetCard
from reports.publish.words import PLATFORMS, unseen


class Names:
    """Names sites and accounts in the order of a text."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, card: TargetCard) -> str:
        first = card.site.id not in self._told
        self._told.add(card.site.id)
        return one_line(card.site.name if first else card.called)

    def account(self, card: AccountCard) -> str:
        """An account with its platform and the body that answers for it."""
        body = ""
        if card.agency is not None:
            first = card.agency.id not in self._told
            self._told.add(card.agency.id)
            body = card.agency.name if first else card.agency.short_name or card.agency.name
        return one_line(f"{body}“{card.site.name}”（{PLATFORMS.get(card.account.platform, card.account.platform)}）")


def one_line(text: str) -> str:
    """A name of the registry as it may stand in a text: on one line, nothing invisible."""
    return re.sub(r"\s+", " ", unseen(text)).strip()
