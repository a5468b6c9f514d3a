"""Rows of a scheme whose source the office has read itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.kinds import ATTEST

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store


def attested(store: Store, scheme: Scheme) -> dict[str, str]:
    """What the office read, by row: the last attestation of each row that still has the words it speaks of."""
    digests = {row.id: row.digest for row in scheme.rows}
    return {
        act.subject: str(act.said["source"])
        for act in store.journal.acts(ATTEST)
        if digests.get(act.subject) == act.said["digest"]
    }
