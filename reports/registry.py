"""The registry: who is inspected. Read from the workspace's CSV files, which are the truth (interface)."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import ada_url

from reports.errors import UsageError
from reports.files import replace_all
from reports.profiles import load_profiles
from reports.tables import CellError, Field, Row, read_table, rows_of_csv, sheets_of_workbook
from storage.records import Account, Agency, Person, Profile, Registry, Site

R = TypeVar("R")

CLASSES = ("municipal", "district", "department", "committee", "institution")
KINDS = ("portal", "subsite", "committee")
STATUSES = ("running", "suspended", "closed", "migrating")
ROLES = ("inspector", "reviewer", "releaser", "editor")
PLATFORMS = (
    "wechat_official",
    "wechat_service",
    "weibo",
    "wechat_channels",
    "douyin",
    "kuaishou",
    "toutiao",
    "baijiahao",
    "qq_penguin",
    "dayu",
    "tieba",
    "app",
    "mini_program",
    "bilibili",
    "xiaohongshu",
    "other",
)
"""New-media platforms (standards, section 8)."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_SITE_ID_CODE = re.compile(r"bm\d{8}|\d{10}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


def _text(cell: str) -> str:
    if any(ord(letter) < 32 for letter in cell):
        raise CellError("含有控制字符或换行")
    return cell


def _id(cell: str) -> str:
    if not _ID.fullmatch(cell):
        raise CellError("编号只能用小写字母、数字、- 和 _，以字母或数字开头，最长 40 个字符")
    return cell


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        if cell not in words:
            raise CellError(f"应为 {'、'.join(words)} 之一")
        return cell

    return parse


def _some_of(words: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    def parse(cell: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in re.split(r"[;,；，、\s]+", cell) if part.strip())
        for part in parts:
            if part not in words:
                raise CellError(f"“{part}”应为 {'、'.join(words)} 之一")
        return parts

    return parse


def _yes_no(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise CellError("应为 yes 或 no")
    return cell == "yes"


def _whole(cell: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", cell):
        raise CellError("应为整数")
    return int(cell)


def _date(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError("应为日期，形如 2026-10-01") from None


def _email(cell: str) -> str:
    if not _EMAIL.fullmatch(cell):
        raise CellError("不是电子邮箱地址")
    return cell


def _code(cell: str) -> str:
    if not _SITE_ID_CODE.fullmatch(cell):
        raise CellError("网站标识码应为 10 位数字，或 bm 加 8 位数字")
    return cell


def address(cell: str) -> str:
    """A web address in the browser's spelling; CellError where it has no http(s) scheme or no host."""
    if urlsplit(cell).scheme not in {"http", "https"}:
        raise CellError("网址要以 http:// 或 https:// 开头")
    if not ada_url.check_url(cell) or not urlsplit(cell).hostname:
        raise CellError("不是合法的网址")
    return str(ada_url.normalize_url(cell))


def _channels(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;;\n]", cell) if part.strip())


AGENCIES = (
    Field(column="id", parse=_id, attribute="id", required=True),
    Field(column="name", parse=_text, attribute="name", required=True),
    Field(column="short_name", parse=_text, attribute="short_name", required=True),
    Field(column="class", parse=_one_of(CLASSES), attribute="klass", required=True),
    Field(column="email", parse=_email, attribute="email", header=True),
    Field(column="superior", parse=_id, attribute="superior"),
    Field(column="order", parse=_whole, attribute="order"),
    Field(column="contact", parse=_text, attribute="contact"),
    Field(column="channels", parse=_channels, attribute="channels"),
    Field(column="formed_on", parse=_date, attribute="formed_on"),
    Field(column="ended_on", parse=_date, attribute="ended_on"),
    Field(column="predecessor", parse=_text, attribute="predecessor"),
)
SITES = (
    Field(column="id", parse=_id, attribute="id", required=True),
    Field(column="agency", parse=_id, attribute="agency", required=True),
    Field(column="name", parse=_text, attribute="name", required=True),
    Field(column="kind", parse=_one_of(KINDS), attribute="kind", required=True),
    Field(column="url", parse=address, attribute="url", required=True),
    Field(column="site_id_code", parse=_code, attribute="site_id_code", header=True),
    Field(column="outward_services", parse=_yes_no, attribute="outward_services", required=True),
    Field(column="platform", parse=_text, attribute="platform"),
    Field(column="operator", parse=_text, attribute="operator"),
    Field(column="status", parse=_one_of(STATUSES), attribute="status"),
    Field(column="from", parse=_date, attribute="valid_from"),
    Field(column="until", parse=_date, attribute="valid_until"),
    Field(column="filing", parse=_text, attribute="filing"),
)
ACCOUNTS = (
    Field(column="id", parse=_id, attribute="id", required=True),
    Field(column="agency", parse=_id, attribute="agency", required=True),
    Field(column="platform", parse=_one_of(PLATFORMS), attribute="platform", required=True),
    Field(column="name", parse=_text, attribute="name", required=True),
    Field(column="handle", parse=_text, attribute="handle", header=True),
    Field(column="url", parse=address, attribute="url", header=True),
    Field(column="feed", parse=_text, attribute="feed", header=True),
    Field(column="registered", parse=_yes_no, attribute="registered", required=True),
    Field(column="status", parse=_one_of(STATUSES), attribute="status"),
    Field(column="from", parse=_date, attribute="valid_from"),
    Field(column="until", parse=_date, attribute="valid_until"),
    Field(column="filing", parse=_text, attribute="filing"),
)
PEOPLE = (
    Field(column="id", parse=_id, attribute="id", required=True),
    Field(column="name", parse=_text, attribute="name", required=True),
    Field(column="agency", parse=_id, attribute="agency", required=True),
    Field(column="roles", parse=_some_of(ROLES), attribute="roles", required=True),
    Field(column="email", parse=_email, attribute="email", header=True),
    Field(column="until", parse=_date, attribute="until"),
)
TABLES: Mapping[str, tuple[Field, ...]] = {
    "agencies": AGENCIES,
    "sites": SITES,
    "accounts": ACCOUNTS,
    "people": PEOPLE,
}
REQUIRED = ("agencies", "sites")


def load(folder: Path) -> Registry:
    """Read ``registry/*.csv`` and the profiles beside them.

    Raises:
        UsageError: at the first mistake; names file, row, column and value.
    """
    tables = {}
    for name, fields in TABLES.items():
        path = folder / f"{name}.csv"
        if not path.exists():
            if name in REQUIRED:
                raise UsageError(f"{path}：没有这个文件，可用 xuncha init 建一个示例")
            continue
        tables[name] = list(read_table(rows_of_csv(path), fields, str(path)))
    return assemble(tables, load_profiles(folder / "sites"))


def assemble(tables: Mapping[str, list[Row]], profiles: Mapping[str, tuple[Path, Profile]]) -> Registry:
    """Build the registry from parsed tables and check what ties them together.

    Raises:
        UsageError: doubled id, unknown agency, doubled address, profile without site.
    """
    agencies = _by_id(tables.get("agencies", []), lambda values: Agency(**_filled(values, channels=())))
    sites = _by_id(tables.get("sites", []), lambda values: Site(**_filled(values, status="running")))
    accounts = _by_id(tables.get("accounts", []), lambda values: Account(**_filled(values, status="running")))
    people = _by_id(tables.get("people", []), lambda values: Person(**values))
    for place, agency in agencies.values():
        if agency.superior is not None and agency.superior not in agencies:
            raise UsageError(f"{place}，列 superior，值“{agency.superior}”：agencies 里没有这个编号")
    for name in ("sites", "accounts", "people"):
        for row in tables.get(name, []):
            if row.values["agency"] not in agencies:
                raise UsageError(f"{row.place}，列 agency，值“{row.values['agency']}”：agencies 里没有这个编号")
    addresses: dict[str, str] = {}
    for place, site in sites.values():
        if site.url in addresses:
            raise UsageError(f"{place}，列 url，值“{site.url}”：与 {addresses[site.url]}重复")
        addresses[site.url] = place
    for place, account in accounts.values():
        if account.id in sites:
            raise UsageError(f"{place}，列 id，值“{account.id}”：sites 里已有这个编号")
    for site_id, (path, _) in profiles.items():
        if site_id not in sites:
            raise UsageError(f"{path}:sites 里没有编号 {site_id}")
    return Registry(
        agencies={key: record for key, (_, record) in agencies.items()},
        sites={key: _with_profile(record, profiles) for key, (_, record) in sites.items()},
        accounts={key: record for key, (_, record) in accounts.items()},
        people={key: record for key, (_, record) in people.items()},
    )


def import_workbook(source: Path, folder: Path) -> Registry:
    """Replace the registry's tables by the sheets of a workbook (agencies, sites, accounts, people): all or none.

    Raises:
        UsageError: names file, sheet, row, column and value; nothing is changed then.
    """
    if source.suffix.lower() != ".xlsx":
        raise UsageError(f"{source}：要一个 .xlsx 工作簿，内有 agencies、sites 等工作表")
    sheets = sheets_of_workbook(source)
    unknown = [name for name in sheets if name not in TABLES]
    if unknown:
        raise UsageError(f"{source}：不认识的工作表“{unknown[0]}”，应为 {'、'.join(TABLES)}")
    for name in REQUIRED:
        if name not in sheets:
            raise UsageError(f"{source}：缺少工作表 {name}")
    tables = {name: list(read_table(cells, TABLES[name], f"{source} 工作表 {name}")) for name, cells in sheets.items()}
    registry = assemble(tables, load_profiles(folder / "sites"))
    contents = {}
    for name in TABLES:
        path = folder / f"{name}.csv"
        contents[path] = _csv(sheets[name]) if name in sheets else None
    replace_all(contents)
    return registry


def _csv(cells: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([cell.strip() for cell in row] for row in cells if any(cell.strip() for cell in row))
    return out.getvalue().encode("utf-8")


def _by_id(rows: list[Row], build: Callable[[dict[str, Any]], R]) -> dict[str, tuple[str, R]]:
    records: dict[str, tuple[str, R]] = {}
    for row in rows:
        key = row.values["id"]
        if key in records:
            raise UsageError(f"{row.place}，列 id，值“{key}”：与 {records[key][0]}重复")
        records[key] = (row.place, build(dict(row.values)))
    return records


def _filled(values: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    return {name: defaults[name] if value is None and name in defaults else value for name, value in values.items()}


def _with_profile(site: Site, profiles: Mapping[str, tuple[Path, Profile]]) -> Site:
    if site.id not in profiles:
        return site
    return dataclasses.replace(site, profile=profiles[site.id][1])
