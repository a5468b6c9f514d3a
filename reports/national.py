"""The rows that are reported to the national system: one a site and account, columns as the office maps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from reports.errors import UsageError
from reports.publish.words import CLASSES, KINDS, PLATFORMS, PROVISIONAL, VERDICTS
from reports.publishing import released
from reports.reporting import city_report
from reports.settings import read_toml
from storage.records import SHANGHAI, Account, Registry, Site
from storage.toml_mistakes import sentences

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.periods import Period
    from reports.publish.model import TargetCard
    from storage.store import Store

FILE = "national.toml"
STATUS = {"running": "在用", "suspended": "暂停", "closed": "关停", "migrating": "迁移"}
FIELDS = (
    "type",
    "id",
    "name",
    "agency_id",
    "agency",
    "agency_class",
    "superior",
    "kind",
    "url",
    "handle",
    "site_id_code",
    "outward_services",
    "platform",
    "operator",
    "status",
    "filing",
    "period",
    "round",
    "as_of",
    "checked",
    "verdict",
    "vetoes",
    "points",
    "fails",
    "doubts",
    "pages",
    "last_post",
    "silent_days",
)
"""What a column may hold."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Column(_Strict):
    """One column. ``field``: what it holds, of ``FIELDS``, None for a fixed ``text``; ``words``: what values are
    called there."""

    title: Annotated[str, Field(min_length=1)]
    field: str | None = None
    text: str = ""
    words: dict[str, str] = Field(default_factory=dict)

    @field_validator("field")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in FIELDS:
            raise ValueError(f"应为 {'、'.join(FIELDS)} 之一")
        return value


class Mapped(_Strict):
    """The columns of the report, in order."""

    column: Annotated[list[Column], Field(min_length=1)]

    @field_validator("column")
    @classmethod
    def _apart(cls, value: list[Column]) -> list[Column]:
        if len({column.title for column in value}) < len(value):
            raise ValueError("有两列同名")
        return value


def load(path: Path) -> Mapped:
    """The office's mapping; the one that ships where it has none.

    Raises:
        UsageError: names file, line, key and value of every mistake.
    """
    if not path.is_file():
        with resources.as_file(resources.files("reports") / "starter" / FILE) as shipped:
            return _read(shipped)
    return _read(path)


def _read(path: Path) -> Mapped:
    content, text = read_toml(path)
    try:
        return Mapped.model_validate(content)
    except ValidationError as error:
        raise UsageError("\n".join(sentences(str(path), text, error))) from None


def rows(
    store: Store, registry: Registry, scheme: Scheme, period: Period, round_: int | None, mapping: Mapped
) -> Iterator[dict[str, Any]]:
    """One row a site, then one an account, in the register's order; what was not inspected says so, and verdicts that
    nobody has signed are provisional.

    Raises:
        UsageError: nothing was judged in that period.
    """
    report = city_report(store, registry, scheme, period, round_, office="", city="")
    words = VERDICTS if released(store, registry, scheme, period) else PROVISIONAL
    cards = {card.site.id: card for card in report.targets}
    targets: list[Site | Account] = [*registry.sites.values(), *registry.accounts.values()]
    for target in targets:
        card = cards.get(target.id)
        known = {**_registered(target, registry), "period": str(period), **_inspected(card, words)}
        yield {column.title: _value(column, known) for column in mapping.column}


def _value(column: Column, known: Mapping[str, Any]) -> Any:
    if column.field is None:
        return column.text
    value = known[column.field]
    return column.words.get(str(value), value) if value is not None else None


def _registered(target: Site | Account, registry: Registry) -> dict[str, Any]:
    agency = registry.agencies.get(target.agency or "")
    superior = registry.agencies.get(agency.superior or "") if agency is not None else None
    told: dict[str, Any] = dict.fromkeys(FIELDS)
    told |= {
        "id": target.id,
        "name": target.name,
        "agency_id": target.agency,
        "agency": agency.name if agency is not None else None,
        "agency_class": CLASSES.get(agency.klass if agency is not None else None),
        "superior": superior.name if superior is not None else None,
        "url": target.url,
        "status": STATUS.get(target.status, target.status),
        "filing": target.filing,
    }
    if isinstance(target, Account):
        kind = PLATFORMS.get(target.platform, target.platform)
        return told | {"type": "政务新媒体", "kind": kind, "handle": target.handle}
    return told | {
        "type": "政府网站",
        "kind": KINDS.get(target.kind, target.kind),
        "site_id_code": target.site_id_code,
        "outward_services": "是" if target.outward_services else "否",
        "platform": target.platform,
        "operator": target.operator,
    }


def _inspected(card: TargetCard | None, words: Mapping[str, str]) -> dict[str, Any]:
    if card is None:
        return {"checked": "否"}
    score, last = card.scorecard, getattr(card, "last_post", None)
    return {
        "checked": "是",
        "round": card.run.round,
        "as_of": card.run.as_of.astimezone(SHANGHAI).date().isoformat(),
        "verdict": words[score.verdict],
        "vetoes": "、".join(mark.title for mark in card.vetoes) or None,
        "points": float(score.points) if score.points is not None else None,
        "fails": card.count("fail"),
        "doubts": card.count("unsure"),
        "pages": card.run.coverage.pages if card.run.coverage is not None else None,
        "last_post": last.isoformat() if last is not None else None,
        "silent_days": getattr(card, "silent_days", None),
    }
