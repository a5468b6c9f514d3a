"""What inspectors saw of accounts by hand, as any sheet of theirs writes it: read strictly, wrong rows named."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawler.platforms import headings, tables
from crawler.platforms.posts import Saved, UnreadableError
from reports.errors import UsageError
from reports.people import acting
from reports.publish.words import PLATFORMS
from storage.records import SHANGHAI, Account, Registry

MAX_MISTAKES = 20
"""Wrong rows that one message names."""

FIELDS = (
    *("account", "platform", "name", "at", "last_post_at", "posts_14d", "opens", "interactive", "menu_ok"),
    *("renamed_to", "note", "evidence", "by", "second"),
)
SAID = ("last_post_at", "posts_14d", "opens", "interactive", "menu_ok", "renamed_to", "note")
"""Fields of which a row has to fill one: else nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One row of a sheet: an account and what was seen of it. ``said``: fields of ``AccountObservation``, plain."""

    account: str
    by: str
    said: Mapping[str, Any]


@cache
def _mapping() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("observing.toml").read_text("utf-8"))


def read(
    path: Path, registry: Registry, folder: Path, now: datetime, by: str | None = None, sheet: str | None = None
) -> list[Observed]:
    """Every observation in a file (XLSX or CSV). ``folder``: where screenshots lie; ``by``: who looked where the sheet
    has no such column; ``sheet``: the only one that is read.

    Raises:
        UsageError: no observations in it, or wrong rows; names sheet, row, column and value. Nothing is taken then.
    """
    found: list[Observed] = []
    mistakes: list[str] = []
    known = False
    try:
        body = path.read_bytes()
        for name, rows in tables.of(Saved(body, now, name=path.name)):
            place = _head(rows) if sheet in {None, name} else None
            if place is None:
                continue
            known = True
            here = f"{path.name} 表“{name}”" if name else path.name
            for number, row in enumerate(rows[place[0] + 1 :], place[0] + 2):
                if any(cell not in (None, "") for cell in row):
                    try:
                        observed = _row(row, place[1], registry, folder, now, by)
                    except UsageError as error:
                        mistakes.append(f"{here} 第 {number} 行，{error}")
                        continue
                    found += [observed] if observed is not None else []
    except (UnreadableError, OSError) as error:
        raise UsageError(f"{path}：读不出来（{error}）") from None
    if not known and sheet is None:
        raise UsageError(f"{path}：没有找到表头，要有账号（编号，或平台和名称）和看到的情况（如最近发布、互动、菜单）")
    if mistakes:
        more = f"\n……共 {len(mistakes)} 处" if len(mistakes) > MAX_MISTAKES else ""
        raise UsageError("\n".join(mistakes[:MAX_MISTAKES]) + more)
    return found


def _head(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, tuple[int, str]]] | None:
    """The row of headings, and where each field stands with what the sheet calls it; None where there is none."""
    for number, row in enumerate(rows[: headings.HEADING_ROWS]):
        names = ["".join(str(cell or "").split()).lower() for cell in row]
        places: dict[str, tuple[int, str]] = {}
        for field in FIELDS:
            for want in _mapping()["columns"][field]:
                taken = {place for place, _ in places.values()}
                hit = next((n for n, name in enumerate(names) if _same(name, want) and n not in taken), None)
                if hit is not None:
                    places[field] = (hit, str(row[hit]).strip())
                    break
        if places.keys() & {"account", "name"} and places.keys() & set(SAID):
            return number, places
    return None


def _same(name: str, want: str) -> bool:
    return name == want or (not want.isascii() and len(want) > 2 and name.startswith(want))


def _row(
    row: Sequence[Any],
    places: Mapping[str, tuple[int, str]],
    registry: Registry,
    folder: Path,
    now: datetime,
    by: str | None,
) -> Observed | None:
    cells = {
        field: row[place] if place < len(row) and row[place] not in ("", None) else None
        for field, (place, _) in places.items()
    }
    if not any(cells.get(field) is not None for field in SAID):
        return None
    account = _account(cells, places, registry)
    at = _moment(cells, places, "at", now) or now
    if not isinstance(at, datetime):
        at = min(datetime(at.year, at.month, at.day, 23, 59, tzinfo=SHANGHAI), now)
    if at > now:
        raise UsageError(f"{_cell(places, cells, 'at')}：在将来")
    said: dict[str, Any] = {"at": at.isoformat(), **_answers(cells, places, at, now)}
    for field in ("note", "renamed_to"):
        if cells.get(field) is not None:
            said[field] = str(cells[field]).strip()[:500]
    if cells.get("evidence") is not None:
        said["evidence"] = str(cells["evidence"]).strip()[:300]
        said["sha256"] = _digest(folder, said["evidence"], _cell(places, cells, "evidence"))
    who = _person(cells, places, "by", registry, now.date()) or by
    if who is None:
        where = places["by"][1] if "by" in places else "检查员"
        raise UsageError(f"列 {where}：没有写明是谁看的，可加 --by")
    if (second := _person(cells, places, "second", registry, now.date())) is not None:
        if second == who:
            raise UsageError(f"{_cell(places, cells, 'second')}：复核人须是另一个人")
        said["second"] = second
    return Observed(account=account.id, by=who, said=said)


def _answers(
    cells: Mapping[str, Any], places: Mapping[str, tuple[int, str]], at: datetime, now: datetime
) -> dict[str, Any]:
    """What a row says of posts, of opening, of talking, of the menu."""
    said: dict[str, Any] = {}
    last = _moment(cells, places, "last_post_at", at)
    if last is not None:
        day = last.astimezone(SHANGHAI).date() if isinstance(last, datetime) else last
        if day > now.date():
            raise UsageError(f"{_cell(places, cells, 'last_post_at')}：在将来")
        said["last_post_at"] = day.isoformat()
    for field in ("opens", "interactive", "menu_ok"):
        if (answer := _yes(cells, places, field)) is not None:
            said[field] = answer
    if cells.get("posts_14d") is not None:
        text = re.sub(r"[条篇次个]$", "", str(cells["posts_14d"]).strip())
        if not re.fullmatch(r"\d{1,5}(?:\.0)?", text):
            raise UsageError(f"{_cell(places, cells, 'posts_14d')}：应为条数")
        said["posts_14d"] = int(float(text))
    return said


def _cell(places: Mapping[str, tuple[int, str]], cells: Mapping[str, Any], field: str) -> str:
    return f"列 {places[field][1]}，值“{str(cells.get(field) or '')[:40]}”"


def _account(cells: Mapping[str, Any], places: Mapping[str, tuple[int, str]], registry: Registry) -> Account:
    """The account of a row: by its id, else by platform and name."""
    if (number := cells.get("account")) is not None:
        account = registry.accounts.get(str(number).strip())
        if account is None:
            raise UsageError(f"{_cell(places, cells, 'account')}：登记表里没有这个账号")
        return account
    name = str(cells.get("name") or "").strip()
    said = str(cells.get("platform") or "").strip()
    wanted = {one for one, words in PLATFORMS.items() if said and (said == one or said in words or words in said)}
    wanted |= {one for one, words in _mapping()["platforms"].items() if said in words}
    found = [
        account
        for account in registry.accounts.values()
        if account.name == name and (not said or account.platform in wanted)
    ]
    if len(found) != 1:
        why = "登记表里没有这个账号" if not found else "有几个账号同名，请写编号或平台"
        raise UsageError(f"列 {places.get('name', (0, '账号'))[1]}，值“{name[:40]}”：{why}")
    return found[0]


def _moment(
    cells: Mapping[str, Any], places: Mapping[str, tuple[int, str]], field: str, captured: datetime
) -> date | datetime | None:
    value = cells.get(field)
    if value is None or (isinstance(value, str) and value.strip() in {"—", "-", "无", "/"}):
        return None
    at, _ = headings.moment(value, captured)
    if at is None:
        raise UsageError(f"{_cell(places, cells, field)}：应为日期，形如 2026-11-20")
    return at


def _yes(cells: Mapping[str, Any], places: Mapping[str, tuple[int, str]], field: str) -> bool | None:
    value = cells.get(field)
    if value is None:
        return None
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    words = _mapping()["answers"]
    if said in words["none"]:
        return None
    if said in words["no"]:
        return False
    if said in words["yes"]:
        return True
    raise UsageError(f"{_cell(places, cells, field)}：应为 是 或 否")


def _digest(folder: Path, named: str, place: str) -> str:
    path = (folder / named).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise UsageError(f"{place}：{folder} 里没有这个截图文件")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _person(
    cells: Mapping[str, Any], places: Mapping[str, tuple[int, str]], field: str, registry: Registry, day: date
) -> str | None:
    if cells.get(field) is None:
        return None
    try:
        return acting(registry, str(cells[field]), ("inspector", "reviewer"), day)
    except UsageError as error:
        raise UsageError(f"列 {places[field][1]}：{error}") from None
