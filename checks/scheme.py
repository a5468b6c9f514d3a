"""Indicator schemes: who is judged by which rows, what each fault costs, which faults veto. Data, read exactly.

A scheme is TOML (decimals as text), validated strictly. Rows with ``faults`` draw on checks; rows without are
manual: only a person settles them. No row whose confidence is below C may veto.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checks.rows import Row, SchemeFile
from storage.records import Agency, Basis, Finding, Site
from storage.toml_mistakes import sentences, syntax

OWN_RULE = "本办检查口径"
"""Level under which rows below certainty are shown."""


class SchemeError(Exception):
    """A scheme that cannot be used; the text has one line a mistake, with file, line, key and value."""


@dataclass(frozen=True)
class Scheme:
    """A scheme ready to judge by: its own rows and those of the scheme it extends."""

    content: SchemeFile
    rows: tuple[Row, ...]
    thresholds: Mapping[str, dict[str, Any]]

    @property
    def id(self) -> str:
        return self.content.id

    @property
    def revision(self) -> int:
        return self.content.revision

    @property
    def title(self) -> str:
        return self.content.title

    @cached_property
    def sha256(self) -> str:
        """Digest of what the scheme says, whatever its layout."""
        said = [
            self.content.model_dump(mode="json", exclude={"row", "options", "extends"}),
            [row.model_dump(mode="json") for row in self.rows],
            self.thresholds,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()

    def options(self, check_id: str) -> Mapping[str, Any]:
        """The thresholds that the scheme sets for a check."""
        return self.thresholds.get(check_id, {})

    def basis(self, finding: Finding, site: Site, agency: Agency | None) -> Basis | None:
        """The rule behind a finding: of the rows that count it, veto before deduction before hint, in file order."""
        order = {"veto": 0, "deduction": 1, "bonus": 2, "hint": 3}
        matching = [row for row in self.rows if any(fault.matches(finding) for fault in row.faults)]
        for row in sorted(matching, key=lambda row: order[row.part]):
            if row.applies(site.kind, site, agency, date.max if row.valid_until is None else row.valid_until):
                return Basis(
                    document=row.source.document,
                    clause=row.source.clause,
                    level=row.source.level if row.verified else OWN_RULE,
                    confidence=row.confidence,
                )
        return None


def built_in() -> list[str]:
    """Ids of the schemes that ship with the program."""
    folder = resources.files("checks") / "schemes"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def load(place: str) -> Scheme:
    """Load a built-in scheme by id, or a file by path.

    Raises:
        SchemeError: unknown, unreadable or wrong; one line a mistake.
    """
    content, _ = _read(place)
    rows = content.row
    thresholds: dict[str, dict[str, Any]] = {check: dict(options) for check, options in content.options.items()}
    if content.extends is not None:
        parent = load(content.extends)
        own = {row.id: row for row in rows}
        rows = (*(own.pop(row.id, row) for row in parent.rows), *(row for row in rows if row.id in own))
        thresholds = {**parent.thresholds, **{c: {**parent.thresholds.get(c, {}), **o} for c, o in thresholds.items()}}
    return Scheme(content=content, rows=rows, thresholds=thresholds)


def check_file(path: Path) -> list[str]:
    """Every mistake in a scheme file, one sentence each with file, line, key and value; empty where there is none."""
    try:
        load(str(path))
    except SchemeError as error:
        return str(error).splitlines()
    return []


def _read(place: str) -> tuple[SchemeFile, str]:
    name, text = _text(place)
    try:
        content = tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"{name} {syntax(error)}") from None
    try:
        return SchemeFile.model_validate(content), name
    except ValidationError as error:
        raise SchemeError("\n".join(sentences(name, text, error))) from None


def _text(place: str) -> tuple[str, str]:
    if place in built_in():
        return place, (resources.files("checks") / "schemes" / f"{place}.toml").read_text(encoding="utf-8")
    path = Path(place)
    if not path.suffix:
        raise SchemeError(f"没有指标体系“{place}”，自带的有 {'、'.join(built_in())}")
    try:
        return place, path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SchemeError(f"{place}：读不出来（{os.strerror(error.errno or 0)}）") from None
    except UnicodeDecodeError:
        raise SchemeError(f"{place}：不是 UTF-8 编码") from None
