"""The rows of a scheme: what each indicator counts, what a fault costs, when it vetoes, whom it binds."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from checks import thresholds
from checks.core import COMMON_REASONS
from checks.deadlines import Deadlines
from checks.ids import IDS
from checks.messages import mistake
from checks.registry import all_checks
from checks.yearly import Year
from storage.records import Agency, Finding, Site

CERTAIN = "C"
"""Confidence of a rule whose text was read (standards, section 0); only such a row may veto."""

COMMON_YEAR = 2001
"""A year without 29 February: a row's day must be one that every year has."""

Level = Literal["国家", "市", "区", "本办检查口径"]
Confidence = Literal["C", "C-part", "M-high", "M-med", "M-low", "P"]


Place = tuple[int | str, ...]
"""Where a mistake lies, as validation libraries give it: table names, list indexes, keys."""


def misplaced(*mistakes: tuple[Place, Any, str]) -> ValidationError:
    """An error at each of these places, with the value there and what to say of it."""
    details = [
        InitErrorDetails(type=PydanticCustomError("value_error", "{error}", {"error": said}), loc=place, input=value)
        for place, value, said in mistakes
    ]
    return ValidationError.from_exception_data("scheme", details)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where a row comes from. ``clause``: a short reference or phrase."""

    document: str
    clause: str
    level: Level


class Fault(_Strict):
    """Findings that a row counts. ``where``: fields of detail that must have one of the values."""

    check: str
    reasons: tuple[str, ...] = ()
    where: dict[str, Any] = Field(default_factory=dict)
    each: Annotated[Decimal, Field(ge=0)] = Decimal(0)

    @field_validator("check")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in IDS and value not in all_checks():
            raise ValueError(mistake("unknown_check"))
        return value

    @model_validator(mode="after")
    def _answerable(self) -> Fault:
        check = all_checks().get(self.check)
        unknown = [
            (("reasons", number), reason, mistake("unknown_reason"))
            for number, reason in enumerate(self.reasons)
            if check is not None and reason not in check.reasons and reason not in COMMON_REASONS
        ]
        if unknown:
            raise misplaced(*unknown)
        return self

    def matches(self, finding: Finding) -> bool:
        """Whether a finding is one of these."""
        if finding.check != self.check or (self.reasons and finding.reason not in self.reasons):
            return False
        return all(_fits(finding.detail.get(name), wanted) for name, wanted in self.where.items())

    def blinded_by(self, finding: Finding) -> bool:
        """Whether a check that could not be made leaves open how many there are: nothing it says speaks against."""
        said = finding.detail
        return finding.check == self.check and all(
            _fits(said[name], wanted) for name, wanted in self.where.items() if name in said
        )


def _fits(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, list | tuple) else value == wanted


class Unseen(_Strict):
    """A duty that no website can show. ``phrase``: as the document says it; ``why``: what keeps it from sight."""

    document: Annotated[str, Field(min_length=1)]
    phrase: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]


class Veto(_Strict):
    """When a row vetoes: from so many faults, or from such a share of what was examined."""

    fails: Annotated[int, Field(ge=1)] | None = None
    share: Annotated[Decimal, Field(gt=0, le=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Veto:
        if (self.fails is None) == (self.share is None):
            raise ValueError(mistake("fails_or_share"))
        return self

    def falls(self, fails: int, examined: int | None) -> bool:
        """Whether so many faults veto."""
        if self.fails is not None:
            return fails >= self.fails
        return bool(examined) and Decimal(fails) / Decimal(examined or 1) >= (self.share or 1)


class Asked(_Strict):
    """Questions that a person asks a site. ``each``: points lost by one that was not answered within so many working
    days, or whose answer two readers call bad; ``times``: questions a period."""

    each: Annotated[Decimal, Field(ge=0)] = Decimal(5)
    days: Annotated[int, Field(ge=1, le=60)] = 5
    times: Annotated[int, Field(ge=1, le=10)] = 2


class Row(_Strict):
    """One indicator. ``points``: its cap; ``due``: month-day from which it can fail; ``decision``: who widened it.
    ``asked``: it is settled by questions that people ask.

    ``veto_when_attested``: the veto that a row below certainty gets once the office has attested its source.
    """

    id: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    part: Literal["veto", "deduction", "bonus", "hint"]
    source: Source
    confidence: Confidence
    points: Annotated[Decimal, Field(ge=0)] | None = None
    faults: tuple[Fault, ...] = ()
    veto: Veto | None = None
    veto_when_attested: Veto | None = None
    asked: Asked | None = None
    kinds: tuple[Literal["portal", "subsite", "committee", "account"], ...] = ()
    applies_to: tuple[str, ...] = ("*",)
    unless: Literal["no_outward_services"] | None = None
    valid_from: Annotated[date | None, Field(alias="from")] = None
    valid_until: Annotated[date | None, Field(alias="until")] = None
    due: Annotated[str | None, Field(pattern=r"^\d{2}-\d{2}$")] = None
    note: str | None = None
    decision: str | None = None

    @field_validator("due")
    @classmethod
    def _yearly(cls, value: str | None) -> str | None:
        try:
            date.fromisoformat(f"{COMMON_YEAR}-{value or '01-01'}")
        except ValueError:
            raise ValueError(mistake("no_such_day")) from None
        return value

    @model_validator(mode="after")
    def _sound(self) -> Row:
        if self.part == "veto" and self.faults and self.veto is None and self.veto_when_attested is None:
            raise ValueError(mistake("veto_missing"))
        if self.veto_when_attested is not None and (self.part != "veto" or self.confidence == CERTAIN):
            raise ValueError(mistake("veto_attested_elsewhere"))
        if self.asked is not None and (self.part != "deduction" or self.faults):
            raise ValueError(mistake("asked_elsewhere"))
        if self.veto is not None and self.confidence != CERTAIN:
            raise ValueError(mistake("veto_uncertain", confidence=self.confidence))
        if self.veto is not None and self.part != "veto":
            raise ValueError(mistake("veto_elsewhere"))
        if self.source.level == "区" and "*" in self.applies_to and not self.decision:
            raise ValueError(mistake("district_duty"))
        return self

    @property
    def digest(self) -> str:
        """What an attestation speaks of: where the source or the words of a row change, it lapses."""
        said = (self.id, self.title, self.source.document, self.source.clause)
        return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]

    def attested(self) -> Row:
        """The row as one whose source the office has read."""
        return self.model_copy(
            update={
                "confidence": CERTAIN,
                "veto": self.veto or self.veto_when_attested,
                "veto_when_attested": None,
            }
        )

    @property
    def verified(self) -> bool:
        """Whether the row's source was read."""
        return self.confidence == CERTAIN

    def due_on(self, day: date) -> date | None:
        """The first day of ``day``'s year on which the row can fail; None where it always can."""
        return date.fromisoformat(f"{day.year}-{self.due}") if self.due else None

    def applies(self, kind: str, site: Site | None, agency: Agency | None, day: date) -> bool:
        """Whether the row binds a target of this kind on this day."""
        kinds = self.kinds or (("portal", "subsite", "committee") if self.part == "veto" else ("portal",))
        if kind not in kinds:
            return False
        if (self.valid_from and day < self.valid_from) or (self.valid_until and day > self.valid_until):
            return False
        if self.unless == "no_outward_services" and site is not None and not site.outward_services:
            return False
        return any(self._names(who, agency) for who in self.applies_to)

    @staticmethod
    def _names(who: str, agency: Agency | None) -> bool:
        if who == "*":
            return True
        if agency is None:
            return False
        if who.startswith("under:"):
            return agency.superior == who.removeprefix("under:") or agency.id == who.removeprefix("under:")
        return who in (agency.id, agency.klass)


INHERITED = frozenset({"full", "pass_mark", "bonus_from", "bonus_cap", "services", "deadlines", "year"})
"""Keys of a scheme file that, where it does not write them, are those of the scheme it extends."""


class SchemeFile(_Strict):
    """A scheme as one file writes it. ``services``: the points of the rows of outward services.

    ``deadlines``: how long agencies have to mend what it finds; ``year``: how a year is judged from its quarters. No
    quarter's verdict rests on either.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    revision: Annotated[int, Field(ge=1)]
    title: Annotated[str, Field(min_length=1)]
    extends: str | None = None
    full: Annotated[Decimal, Field(gt=0)] = Decimal(100)
    pass_mark: Annotated[Decimal, Field(ge=0)] = Decimal(60)
    bonus_from: Annotated[Decimal, Field(ge=0)] = Decimal(80)
    bonus_cap: Annotated[Decimal, Field(ge=0)] = Decimal(30)
    services: Annotated[Decimal, Field(ge=0)] = Decimal(25)
    options: Annotated[dict[str, dict[str, Any]], PlainValidator(thresholds.checked)] = Field(default_factory=dict)
    deadlines: Deadlines = Deadlines()
    year: Year = Year()
    row: tuple[Row, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> SchemeFile:
        ids = [row.id for row in self.row]
        twice = [
            (("row", number), row, mistake("row_twice", row=row.id))
            for number, row in enumerate(self.row)
            if row.id in ids[:number]
        ]
        if twice:
            raise misplaced(*twice)
        return self
