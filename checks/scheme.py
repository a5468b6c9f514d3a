"""Indicator schemes: who is judged by which rows, what each fault costs, which faults veto. Data, read exactly.

A scheme is TOML (decimals as text), validated strictly. Rows with ``faults`` draw on checks; rows without are
manual: only a person settles them. No row whose confidence is below C may veto.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from checks.deadlines import Deadlines
from checks.messages import mistake, note
from checks.options import overlaid
from checks.rows import INHERITED, Row, SchemeFile, misplaced
from checks.yearly import Year
from storage.records import Agency, Basis, Finding, Site
from storage.toml_mistakes import sentences, syntax

OWN_RULE = "本办检查口径"
"""Level under which rows below certainty are shown."""


class SchemeError(Exception):
    """A scheme that cannot be used; the text has one line a mistake, with file, line, key and value."""


@dataclass(frozen=True)
class Scheme:
    """A scheme ready to judge by: its own rows and those of the scheme it extends.

    ``attested``: rows whose source the office has read itself, with what it read.
    """

    content: SchemeFile
    rows: tuple[Row, ...]
    thresholds: Mapping[str, dict[str, Any]]
    attested: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None

    def with_attested(self, attested: Mapping[str, str]) -> Scheme:
        """The scheme as it holds for an office that has read the sources of some rows; its digest stays."""
        known = {row.id: attested[row.id] for row in self.rows if row.id in attested and not row.verified}
        rows = tuple(row.attested() if row.id in known else row for row in self.rows)
        return replace(self, rows=rows, attested=known, published=self.sha256)

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
        """Digest of what the scheme says as published, whatever its layout; what it leaves unsaid never enters."""
        if self.published is not None:
            return self.published
        said = [
            self.content.model_dump(
                mode="json", exclude={"row", "options", "extends", "unseen", "deadlines", "year"}, exclude_defaults=True
            ),
            [row.model_dump(mode="json", exclude_defaults=True) for row in self.rows],
            self.thresholds,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def deadlines(self) -> Deadlines:
        """How long agencies have to mend what it finds."""
        return self.content.deadlines

    @property
    def year(self) -> Year:
        """How a year is judged from its quarters."""
        return self.content.year

    def options(self, check_id: str) -> Mapping[str, Any]:
        """The thresholds that the scheme sets for a check."""
        return self.thresholds.get(check_id, {})

    def basis(self, finding: Finding, site: Site, agency: Agency | None) -> Basis | None:
        """The rule behind a finding: of the rows that count it, veto before deduction before hint, in file order."""
        for row in self._rows_by_check.get(finding.check, ()):
            if not any(fault.matches(finding) for fault in row.faults):
                continue
            if row.applies(site.kind, site, agency, date.max if row.valid_until is None else row.valid_until):
                return Basis(
                    document=row.source.document,
                    clause=self.clause(row),
                    level=row.source.level if row.verified else OWN_RULE,
                    confidence=row.confidence,
                )
        return None

    @cached_property
    def _rows_by_check(self) -> Mapping[str, Sequence[Row]]:
        """The rows that count a check's findings, veto before deduction before hint, in file order."""
        order = {"veto": 0, "deduction": 1, "bonus": 2, "hint": 3}
        found: dict[str, list[Row]] = {}
        for row in sorted(self.rows, key=lambda row: order[row.part]):
            for check in dict.fromkeys(fault.check for fault in row.faults):
                found.setdefault(check, []).append(row)
        return found

    def clause(self, row: Row) -> str:
        """Where in its document a row stands, and by what the office has read it."""
        source = self.attested.get(row.id)
        return row.source.clause + (note("attested", source=source) if source else "")


def built_in() -> list[str]:
    """Ids of the schemes that ship with the program."""
    folder = resources.files("checks") / "schemes"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def load(place: str) -> Scheme:
    """Load a built-in scheme by id, or a file by path.

    Raises:
        SchemeError: unknown, unreadable or wrong; one line a mistake.
    """
    return _loaded(place, _text(place), ())


def _loaded(place: str, text: str, heirs: tuple[str, ...]) -> Scheme:
    """The scheme that ``text`` writes. ``heirs``: the schemes that extend it."""
    said = _toml(place, text)
    parent = _parent(place, text, said.get("extends"), (*heirs, _identity(place)))
    inherited = {} if parent is None else parent.content.model_dump(include=set(INHERITED))
    try:
        content = SchemeFile.model_validate({**inherited, **said, **_terms(inherited, said)})
    except ValidationError as error:
        raise _mistaken(place, text, error) from None
    if content.services >= content.full:
        key = "services" if "services" in said else "full"
        why = mistake("nothing_left", services=content.services, full=content.full)
        raise _mistaken(place, text, misplaced(((key,), said.get(key), why)))
    if parent is None:
        return Scheme(content=content, rows=content.row, thresholds=content.options)
    own = {row.id: row for row in content.row}
    rows = (*(own.pop(row.id, row) for row in parent.rows), *own.values())
    return Scheme(content=content, rows=rows, thresholds=overlaid(parent.thresholds, content.options))


def _terms(inherited: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The deadlines of a scheme that sets some of them anew: those of the scheme it extends, class by class."""
    before, own = inherited.get("deadlines"), said.get("deadlines")
    return {"deadlines": {**before, **own}} if isinstance(before, dict) and isinstance(own, dict) else {}


def _parent(place: str, text: str, extends: Any, heirs: tuple[str, ...]) -> Scheme | None:
    """The scheme that a file extends; None where it extends none, or writes no text there (validation tells)."""
    if not isinstance(extends, str):
        return None
    try:
        if _identity(extends) in heirs:
            raise SchemeError(mistake("endless"))
        inherited = _text(extends)
    except SchemeError as error:
        raise _mistaken(place, text, misplaced((("extends",), extends, str(error)))) from None
    return _loaded(extends, inherited, heirs)


def _identity(place: str) -> str:
    """What tells one scheme from another: a built-in's id, a file's whole path."""
    return place if place in built_in() else str(Path(place).resolve())


def _mistaken(place: str, text: str, error: ValidationError) -> SchemeError:
    return SchemeError("\n".join(sentences(place, text, error)))


def check_file(path: Path) -> list[str]:
    """Every mistake in a scheme file, one sentence each with file, line, key and value; empty where there is none."""
    try:
        load(str(path))
    except SchemeError as error:
        return str(error).splitlines()
    return []


def _toml(place: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"{place} {syntax(error)}") from None


def _text(place: str) -> str:
    if place in built_in():
        return (resources.files("checks") / "schemes" / f"{place}.toml").read_text(encoding="utf-8")
    path = Path(place)
    if not path.suffix:
        raise SchemeError(mistake("unknown_scheme", scheme=place, known="、".join(built_in())))
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SchemeError(f"{place}：{mistake('unreadable', why=os.strerror(error.errno or 0))}") from None
    except UnicodeDecodeError:
        raise SchemeError(f"{place}：{mistake('not_utf_8')}") from None
