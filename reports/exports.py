"""The data behind the verdicts, row by row, in the interface's fields."""

from __future__ import annotations

import csv
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from checks.verdicts import telling, verdict
from reports import policy_rows
from reports.decisions import Decisions
from reports.errors import UsageError
from reports.files import replace, replaced
from reports.findings import plain, published
from reports.judging import agency_of, judged_targets
from reports.rectify import states as notices
from reports.rounds import Mended
from storage.records import SHANGHAI, Column, Link, Look, Outcome, Pairing, Registry, Run, Site, Target

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

Row = dict[str, Any]

FIELDS: Mapping[str, tuple[str, ...]] = {
    what: tuple(names.split())
    for what, names in {
        "findings": "key period round agency target check reason outcome nature subject page message remedy basis path "
        "detail evidence state first_seen",
        "scores": "period round target kind class scheme verdict points low high uncapped bonus rows",
        "pages": "target url status answer page_kind title published published_from rendered skipped",
        "links": "target url page via looks verdict",
        "columns": "target role name url first_level own newest items days why",
        "policies": policy_rows.FIELDS,
        "notices": "id agency issued_on due_on state items",
    }.items()
}
"""The fields of each export, in the interface's order."""

TYPES: Mapping[str, str] = {
    **dict.fromkeys(("round", "status", "items", "days", "lag_days"), "int"),
    **dict.fromkeys(("points", "low", "high", "uncapped", "bonus", "confidence"), "float"),
    **dict.fromkeys(("rendered", "first_level", "own", "link_to_policy", "link_back", "charged"), "bool"),
}
"""The fields that are no text in a typed format."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First letters that make a spreadsheet compute a cell; such text gets an apostrophe in front."""


class Exporter:
    """Rows of one period (the last round of every target, or one round)."""

    def __init__(self, store: Store, registry: Registry, scheme: Scheme, period: str, round_: int | None) -> None:
        self._store = store
        self._registry = registry
        self._scheme = scheme
        self._decisions = Decisions.of(store, scheme)
        self._mended = Mended(store, registry, scheme)
        self._noticed = notices.states(store, registry, period)
        self._runs = list(judged_targets(store.last_runs(period, round_), registry))
        if not self._runs:
            raise UsageError(f"{period} 还没有检查过，先用 xuncha inspect --period {period}")

    def rows(self, what: str) -> Iterator[Row]:
        """The rows of one export: findings, scores, pages, links, columns or policies; sorted, the same every time."""
        makers: Mapping[str, Callable[[Run, Site], Iterable[Row]]] = {
            "findings": self._findings,
            "scores": self._scores,
            "pages": self._pages,
            "links": self._links,
            "columns": self._columns,
            "policies": self._policies,
        }
        for run, site in sorted(self._runs, key=lambda pair: pair[1].id):
            yield from makers[what](run, site)

    def _findings(self, run: Run, site: Site) -> Iterator[Row]:
        findings = self._store.findings(run.id, self._scheme.id)
        rows = published(
            findings,
            run=run,
            site=site,
            agency=agency_of(site, self._registry),
            scheme=self._scheme,
            decisions=self._decisions,
            first_seen=self._store.first_seen([finding.key for finding in findings]),
            mended=self._mended.keys(run, site, findings),
        )
        for row in rows:
            state = self._noticed.get(row["key"])
            yield row if state is None else {**row, "state": state}

    def _scores(self, run: Run, _site: Site) -> Iterator[Row]:
        for card in self._store.scorecards(run.period, run.round, self._scheme.id):
            if card.target == run.target:
                yield {
                    "period": card.period,
                    "round": card.round,
                    "target": card.target,
                    "kind": card.kind,
                    "class": card.klass,
                    "scheme": card.scheme,
                    "verdict": card.verdict,
                    "points": card.points,
                    "low": card.low,
                    "high": card.high,
                    "uncapped": card.uncapped,
                    "bonus": card.bonus,
                    "rows": [plain(asdict(mark)) for mark in card.marks],
                }

    def _pages(self, run: Run, _site: Site) -> Iterator[Row]:
        for page in self._store.pages(run.id):
            yield {
                "target": run.target,
                "url": page.url,
                "status": page.status,
                "answer": str(page.answer),
                "page_kind": str(page.kind),
                "title": page.title,
                "published": plain(page.published),
                "published_from": page.published_from,
                "rendered": page.rendered,
                "skipped": None,
            }
        for look in self._store.looks(run.id):
            if look.status is None and look.failure is None:
                yield {
                    "target": run.target,
                    "url": look.url,
                    "status": None,
                    "answer": None,
                    "page_kind": None,
                    "title": None,
                    "published": None,
                    "published_from": None,
                    "rendered": False,
                    "skipped": str(look.signs[0]) if look.signs else look.note,
                }

    def _links(self, run: Run, site: Site) -> Iterator[Row]:
        facts = self._store.facts(run, site, agency_of(site, self._registry), self._registry)
        told = {target.url: _looked(target.looks) for target in facts.records(Target) if target.looks}
        faults = {
            finding.subject: finding.reason
            for finding in self._store.findings(run.id, self._scheme.id)
            if finding.check == "broken_links" and finding.outcome is not Outcome.NOT_RUN
        }
        for link in facts.records(Link):
            looks, word = told.get(link.target, ((), "not_looked"))
            fault = faults.get(link.target) or (faults.get(f"{link.target}#{link.fragment}") if link.fragment else None)
            yield {
                "target": run.target,
                "url": link.target,
                "page": link.page,
                "via": link.via,
                "looks": list(looks),
                "verdict": fault or word,
            }

    def _columns(self, run: Run, site: Site) -> Iterator[Row]:
        today = run.as_of.astimezone(SHANGHAI).date()
        for column in self._store.facts(run, site, agency_of(site, self._registry), self._registry).records(Column):
            yield {
                "target": run.target,
                "role": column.role,
                "name": column.name,
                "url": column.url,
                "first_level": column.first_level,
                "own": column.own,
                "newest": plain(column.newest),
                "items": column.items,
                "days": (today - column.newest).days if column.newest else None,
                "why": column.why,
            }

    def _policies(self, run: Run, site: Site) -> Iterator[Row]:
        facts = self._store.facts(run, site, agency_of(site, self._registry), self._registry)
        yield from policy_rows.policy_rows(run.target, facts.records(Pairing))


def _looked(looks: Sequence[Look]) -> tuple[tuple[str, ...], str]:
    """What came of the looks at a target that nobody accuses, and the word for all of them together."""
    outcomes = tuple(sys.intern(look.outcome) for look in looks if look.status is not None or look.failure is not None)
    if telling(looks):
        return outcomes, "ok"
    signs = [str(sign) for look in looks for sign in look.signs]
    return outcomes, verdict(looks, 0) or next(iter(signs), "not_looked")


def write(rows: Iterable[Row], fields: Sequence[str], format_: str, out: Path | None) -> None:
    """Write rows as jsonl, csv or parquet to a file (in one step) or to standard output.

    Raises:
        UsageError: parquet without its extra, or without a file to write to.
    """
    if out is None:
        if format_ == "parquet":
            raise UsageError("--format parquet：要用 --out 指定文件")
        with os.fdopen(os.dup(1), "w", encoding="utf-8", newline="") as stream:
            _write(rows, fields, format_, stream)
        return
    with replaced(out) as beside:
        if format_ == "parquet":
            _parquet(rows, fields, beside)
        else:
            with beside.open("w", encoding="utf-8", newline="") as stream:
                _write(rows, fields, format_, stream)


def write_text(text: str, out: Path | None) -> None:
    """Write a text to a file, in one step, or to standard output."""
    if out is None:
        sys.stdout.write(text)
    else:
        replace(out, text.encode("utf-8"))


def _write(rows: Iterable[Row], fields: Sequence[str], format_: str, stream: IO[str]) -> None:
    if format_ == "jsonl":
        for row in rows:
            stream.write(json_line(row))
        return
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([csv_cell(value) for value in row.values()])


def json_line(row: Row) -> str:
    """One row as one line of JSON; decimals as numbers with their own digits."""
    return json.dumps(row, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> Any:
    return float(str(value))


def csv_cell(value: Any) -> str:
    """A value as a CSV cell: null empty, lists and objects as JSON text, formulas neutralised."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=_number)
        case _:
            return str(value)


def _parquet(rows: Iterable[Row], fields: Sequence[str], path: Path) -> None:
    """Numbers and truth values as such, all else as text: one export has one schema whatever its rows hold."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise UsageError("--format parquet：要先安装 xuncha[analysis]") from None
    types = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    schema = pa.schema([(name, types.get(TYPES.get(name, ""), pa.string())) for name in fields])
    waiting = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(waiting, 10_000)):
            cells = [{name: _cell(name, value) for name, value in row.items()} for row in batch]
            writer.write_table(pa.Table.from_pylist(cells, schema=schema))


def _cell(name: str, value: Any) -> Any:
    """A value as a Parquet cell: lists and objects as JSON text, nothing neutralised since nothing is computed."""
    if value is None or isinstance(value, str):
        return value
    if name in TYPES:
        return float(value) if TYPES[name] == "float" else value
    return json.dumps(value, ensure_ascii=False, default=_number)
