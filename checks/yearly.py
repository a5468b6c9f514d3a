"""How a year is judged from its quarters: data of the scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Year(BaseModel):
    """The rule of a year. ``fails_from``: failed quarters from which on the year fails; ``least``: quarters that must
    have been judged, else the year stays open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fails_from: Annotated[int, Field(ge=1, le=4)] = 1
    least: Annotated[int, Field(ge=1, le=4)] = 4

    def verdict(self, quarters: Sequence[str]) -> str:
        """The verdict of a year from those of its quarters: pass, fail, pending, not_assessable."""
        tally = Counter(quarters)
        judged = tally["pass"] + tally["fail"]
        if tally["fail"] >= self.fails_from:
            return "fail"
        if not judged and not tally["pending"]:
            return "not_assessable"
        return "pass" if judged >= self.least and not tally["pending"] else "pending"
