"""What agencies answer: sheets that come back filled in, or one answer said on the command line. All or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from reports import workbooks
from reports.errors import UsageError
from reports.rectify.letter import empty_sheet
from reports.rectify.notices import Item, Notice
from reports.rectify.words import EXPLAINED, HOW, MENDED, OBJECTED, STATES
from reports.registry import address
from reports.tables import CellError

Answers = Mapping[str, dict[str, dict[str, Any]]]
"""By notice id, then by item: how, text, url, contact, as acts keep them."""


def _how(cell: str) -> str:
    if cell not in HOW:
        raise CellError(f"应为 {'、'.join(HOW)} 之一，还没有办的空着")
    return cell


def read(path: Path, notices: Sequence[Notice], today: date) -> Answers:
    """The answers of one filled sheet. What was answered the same way before is passed over.

    Raises:
        UsageError: a notice or an item that is not there, items of several agencies, or an answer that the item does
            not admit; names sheet, row, column and value. Nothing is taken then.
    """
    by_id = {notice.id: notice for notice in notices}
    found: dict[str, dict[str, dict[str, Any]]] = {}
    agencies: dict[str, None] = {}
    for _, row in workbooks.read(path, [empty_sheet()], {"办理情况": _how, "结果网址": address}):
        name, key = row.values["通知编号"] or "", row.values["编号"] or ""
        notice = by_id.get(name)
        if notice is None:
            raise UsageError(f"{row.place}，列 通知编号，值“{name}”：没有这份整改通知")
        item = item_of(notice, key, f"{row.place}，列 编号，值“{key}”")
        how = row.values["办理情况"]
        if how is None:
            raise UsageError(f"{row.place}，列 办理情况：写了说明，也要填办理情况")
        answer = _answer(how, row.values["说明"], row.values["结果网址"], row.values["联系人"])
        if _said_already(item, answer):
            continue
        expect_fitting(notice, item, how, answer["text"], today, f"{row.place}，列 办理情况，值“{how}”")
        if key in found.get(name, {}):
            raise UsageError(f"{row.place}，列 编号，值“{key}”：这一项在表里出现了两次")
        found.setdefault(name, {})[key] = answer
        agencies[notice.agency] = None
    if len(agencies) > 1:
        raise UsageError(f"{path}：一张表只能是一个单位的，这里有 {'、'.join(agencies)}")
    return found


def _said_already(item: Item, answer: Mapping[str, Any]) -> bool:
    """Whether a sheet that is sent again says nothing new of an item."""
    if item.settled:
        return item.state in {"mended", "explained"} and answer["how"] in {"mended", "explained"}
    if answer["how"] == "contested":
        return item.objected_on is not None
    return item.state == "answered" and answer["how"] == "mended" and answer["text"] == item.text


def said(how: str, text: str, url: str | None) -> dict[str, Any]:
    """One answer as an act keeps it. ``how``: as sheets write it.

    Raises:
        UsageError: ``url`` is no address.
    """
    try:
        return _answer(how, text, address(url) if url else None, None)
    except CellError as error:
        raise UsageError(f"--url {url}：{error}") from None


def _answer(how: str, text: str | None, url: str | None, contact: str | None) -> dict[str, Any]:
    return {"how": HOW[how], "text": (text or "").strip(), "url": url, "contact": contact or ""}


def item_of(notice: Notice, key: str, place: str) -> Item:
    """The item of a key.

    Raises:
        UsageError: the notice has none such.
    """
    for item in notice.items:
        if item.fault.key == key:
            return item
    raise UsageError(f"{place}：{notice.id} 里没有这一项")


def items_of(notice: Notice, keys: Iterable[str]) -> list[Item]:
    """The items of some keys, all that are open where none is named."""
    wanted = [item_of(notice, key, f"KEY {key}") for key in dict.fromkeys(keys)]
    return wanted or list(notice.open)


def expect_fitting(notice: Notice, item: Item, how: str, text: str, today: date, place: str) -> None:
    """See that an item admits an answer.

    Raises:
        UsageError: it is settled, has happened for good, can be mended, lacks a reason, or the time to object is over.
    """
    if item.settled:
        raise UsageError(f"{place}：这一项已经是“{STATES[item.state]}”，不用再答")
    if how != MENDED and not text:
        raise UsageError(f"{place}：填“{how}”就要写明说明")
    if how == MENDED and item.fault.event:
        raise UsageError(f"{place}：这一项已经发生、不能改正，请填“{EXPLAINED}”并写明原因和措施")
    if how == EXPLAINED and not item.fault.event:
        raise UsageError(f"{place}：这一项可以改正，请改好后填“{MENDED}”，不同意的填“{OBJECTED}”")
    if how == OBJECTED and today > notice.appeal_until:
        raise UsageError(f"{place}：提出异议的期限到 {notice.appeal_until} 为止，已过")
