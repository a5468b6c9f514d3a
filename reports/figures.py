"""Figures that come from outside: messages of 找错, security scans, assessments. Unknown is unknown, never 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from reports.errors import UsageError
from reports.kinds import FIGURE
from reports.people import acting
from reports.tables import CellError, Field, read_table, rows_of_csv, sheets_of_workbook
from storage.records import Registry

if TYPE_CHECKING:
    from storage.store import Store

NAMES = {
    "找错留言": "件",
    "找错超期": "件",
    "安全扫描高危": "个",
    "安全扫描中危": "个",
    "第三方评估": "分",
    "中国政府网转办": "件",
    "约谈": "次",
}
"""What may be entered, with its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one target. ``source``: who says so; ``of``: the day of which it speaks; ``by``: who entered it."""

    target: str
    name: str
    value: Decimal
    source: str
    of: date
    by: str


def _name(cell: str) -> str:
    if cell not in NAMES:
        raise CellError(f"应为 {'、'.join(NAMES)} 之一")
    return cell


def _number(cell: str) -> Decimal:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,4})?", cell):
        raise CellError("应为不小于 0 的数；不知道的不要写这一行")
    return Decimal(cell)


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError("应为日期，形如 2026-11-20") from None


FIELDS = (
    Field(column="target", parse=str, attribute="target", required=True),
    Field(column="name", parse=_name, attribute="name", required=True),
    Field(column="value", parse=_number, attribute="value", required=True),
    Field(column="source", parse=str, attribute="source", required=True),
    Field(column="date", parse=_day, attribute="of", required=True),
    Field(column="entered_by", parse=str, attribute="by", required=True),
)


def read(path: Path, registry: Registry, day: date) -> list[Figure]:
    """The figures of a CSV file, or of the first sheet of a workbook.

    Raises:
        UsageError: at the first mistake; names file, row, column and value.
    """
    if path.suffix.lower() == ".xlsx":
        name, cells = next(iter(sheets_of_workbook(path).items()))
        place = f"{path} 表“{name}”"
    else:
        cells, place = rows_of_csv(path), str(path)
    known = registry.sites.keys() | registry.accounts.keys() | registry.agencies.keys()
    found: dict[tuple[str, str], Figure] = {}
    for row in read_table(cells, FIELDS, place):
        values = dict(row.values)
        if values["target"] not in known:
            raise UsageError(f"{row.place}，列 target，值“{values['target']}”：登记表里没有这个编号")
        if values["of"] > day:
            raise UsageError(f"{row.place}，列 date，值“{values['of']}”：在将来")
        if (values["target"], values["name"]) in found:
            raise UsageError(f"{row.place}，列 name，值“{values['name']}”：{values['target']} 的这一项写了两次")
        try:
            values["by"] = acting(registry, values["by"], ("inspector", "reviewer", "editor", "releaser"), day)
        except UsageError as error:
            raise UsageError(f"{row.place}，列 entered_by：{error}") from None
        found[values["target"], values["name"]] = Figure(**values)
    return list(found.values())


def figures(store: Store, period: str) -> dict[str, dict[str, Figure]]:
    """The figures of a period by target and name; what nobody entered is not there."""
    found: dict[str, dict[str, Figure]] = {}
    for act in store.journal.acts(FIGURE, period=period):
        found.setdefault(act.target, {})[act.subject] = Figure(
            target=act.target,
            name=act.subject,
            value=Decimal(act.said["value"]),
            source=act.said["source"],
            of=date.fromisoformat(act.said["of"]),
            by=act.by,
        )
    return found


def totals(known: dict[str, dict[str, Figure]], targets: Sequence[str]) -> dict[str, tuple[Decimal, int]]:
    """The sum of each figure over some targets, and of how many of them it is known."""
    sums: dict[str, tuple[Decimal, int]] = {}
    for name in NAMES:
        values = [known[target][name].value for target in targets if name in known.get(target, {})]
        if values:
            sums[name] = (sum(values, Decimal(0)), len(values))
    return sums
