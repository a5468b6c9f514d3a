"""How long an agency has to mend a fault, by class of fault: data of the scheme, in working days."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from checks.ids import IDS
from checks.messages import mistake
from checks.registry import all_checks

CLASSES = ("safety", "veto", "structure", "deduction")
"""The classes of faults, the most urgent first; a fault is of the first that fits."""


class Term(BaseModel):
    """The working days of one class. ``checks``: whose faults are of it, whatever they cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[int, Field(ge=1, le=250)]
    checks: tuple[str, ...] = ()

    @field_validator("checks")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(check not in IDS and check not in all_checks() for check in value):
            raise ValueError(mistake("unknown_check"))
        return value


class Deadlines(BaseModel):
    """The terms of all classes, and how long a notice may be objected to (standards, section 1.10).

    ``veto``: faults because of which a veto falls; ``deduction``: all that is in no other class. ``appeal``: working
    days after the notice.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    safety: Term = Term(
        days=1,
        checks=(
            "exposed_personal_data",
            "hidden_links",
            "redated_articles",
            "restricted_material",
            "spam_content",
            "suspect_wording",
        ),
    )
    veto: Term = Term(days=5)
    structure: Term = Term(
        days=30,
        checks=(
            "accessibility_barriers",
            "missing_ipv6",
            "missing_page_tags",
            "missing_senior_mode",
            "unofficial_domains",
        ),
    )
    deduction: Term = Term(days=10)
    appeal: Annotated[int, Field(ge=1, le=60)] = 5

    def term(self, klass: str) -> Term:
        """The term of one class."""
        found: Term = getattr(self, klass)
        return found

    def class_of(self, check: str, *, vetoes: bool) -> str:
        """The class of a fault. ``vetoes``: whether a veto falls because of it."""
        if check in self.safety.checks:
            return "safety"
        if vetoes or check in self.veto.checks:
            return "veto"
        return "structure" if check in self.structure.checks else "deduction"
