"""What inspectors saw by hand, for the checks that ask them: the newest word on a question, and whether two say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.records import SHANGHAI, AccountObservation, Method, Sight


@dataclass(frozen=True, slots=True)
class Said:
    """An answer. ``attested``: two people gave it; ``at``: of the look; ``by``: who looked; ``evidence``: a file."""

    value: Any
    attested: bool
    at: datetime
    by: tuple[str, ...]
    evidence: str | None
    sha256: str | None = None

    @property
    def day(self) -> date:
        """The day of the look."""
        return self.at.astimezone(SHANGHAI).date()

    @property
    def sight(self) -> Sight:
        """The look as evidence, with the screenshot where there is one."""
        return Sight(at=self.at, method=Method.READ, outcome="ok", sha256=self.sha256)

    def detail(self) -> dict[str, Any]:
        """The fields by which a finding tells whose word it rests on."""
        return {"observed_by": list(self.by), "observed_on": self.day.isoformat(), "observed_file": self.evidence}


def answer(observations: Iterable[AccountObservation], name: str) -> Said | None:
    """The newest answer to a question (a field of ``AccountObservation``); None where nobody looked."""
    known = sorted(
        (one for one in observations if getattr(one, name) is not None), key=lambda one: (one.at, one.number)
    )
    if not known:
        return None
    last = known[-1]
    value = getattr(last, name)
    same = [one for one in known if getattr(one, name) == value]
    people = dict.fromkeys(person for one in reversed(same) for person in (one.by, one.second) if person)
    attested = last.attested or len({one.by for one in same}) > 1
    return Said(value, attested, last.at, tuple(people), last.evidence, last.sha256)
