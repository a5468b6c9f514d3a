"""What there is to tell: states worth an alert, each with a key by which nobody is told twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reports.rectify.letter import target_name
from reports.rectify.notices import Item, Notice
from reports.rectify.words import CLASSES
from reports.settings import Alerts
from storage.calendar import working_days_between
from storage.records import Registry

OFFICE = ""
"""The recipient that is the inspecting office itself."""

KINDS: Mapping[str, str] = {
    "escalated": "逾期未改，报上级单位",
    "overdue": "整改逾期",
    "reopened": "问题再次出现",
    "hidden_link": "疑似暗链",
    "home_down": "首页打不开",
    "due_today": "今天到期",
    "due_soon": "即将到期",
    "certificate": "证书即将到期",
    "column_stale": "栏目即将超期未更新",
    "account_silent": "账号即将超期未更新",
    "channel": "通道发不出去",
}
"""Kinds of alerts, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One state. ``key``: names it; ``text``: one sentence without addresses of faults, numbers or quotations."""

    kind: str
    key: str
    text: str

    @property
    def said(self) -> dict[str, str]:
        """As the outbox keeps it."""
        return {"kind": self.kind, "text": self.text}


def due(notices: Iterable[Notice], registry: Registry, settings: Alerts, today: date) -> Iterator[tuple[str, Alert]]:
    """What is due, overdue or open again: ``(recipient, alert)``.

    The agency is told everything, the office what went wrong, the superior what stays so.
    """
    for notice in notices:
        by_day: dict[date, list[Item]] = {}
        for item in notice.open:
            if item.state not in {"answered", "contested"}:
                by_day.setdefault(item.due_on, []).append(item)
        for day, items in sorted(by_day.items()):
            yield from _deadline(notice, day, items, registry, settings, today)
        yield from _reopened(notice, registry)


def _deadline(
    notice: Notice, day: date, items: list[Item], registry: Registry, settings: Alerts, today: date
) -> Iterator[tuple[str, Alert]]:
    place = f"{notice.id}:{day}"
    head = f"{_head(notice, registry)}（{CLASSES[notice.klass]}）"
    late = [item for item in items if item.state == "overdue"]
    if late:
        text = f"{head}，{_listed(late, registry)}，{day} 到期"
        overdue = Alert(kind="overdue", key=f"overdue:{place}", text=f"{text}，已经逾期")
        yield notice.agency, overdue
        yield OFFICE, overdue
        if working_days_between(day, today)[0] >= settings.escalate_after:
            text += f"，逾期 {settings.escalate_after} 个工作日仍未整改"
            raised = Alert(kind="escalated", key=f"escalated:{place}", text=text)
            agency = registry.agencies.get(notice.agency)
            yield OFFICE, raised
            if agency is not None and agency.superior is not None:
                yield agency.superior, raised
        return
    told = f"{head}，{_listed(items, registry)}"
    if day == today:
        yield notice.agency, Alert(kind="due_today", key=f"due_today:{place}", text=f"{told}，今天（{day}）到期")
    elif today < day and working_days_between(today, day)[0] <= settings.days_before:
        yield notice.agency, Alert(kind="due_soon", key=f"due_soon:{place}", text=f"{told}，{day} 到期")


def _reopened(notice: Notice, registry: Registry) -> Iterator[tuple[str, Alert]]:
    by_day: dict[date, list[Item]] = {}
    for item in notice.open:
        if item.state == "reopened":
            by_day.setdefault(item.due_on, []).append(item)
    for day, items in by_day.items():
        text = f"{_head(notice, registry)}，{_listed(items, registry)}，复查时再次出现，请最迟在 {day} 整改"
        alert = Alert(kind="reopened", key=f"reopened:{notice.id}:{day}", text=text)
        yield notice.agency, alert
        yield OFFICE, alert


def _head(notice: Notice, registry: Registry) -> str:
    return f"{_name(notice, registry)}的整改通知 {notice.id}"


def _name(notice: Notice, registry: Registry) -> str:
    agency = registry.agencies.get(notice.agency)
    return agency.name if agency is not None else notice.agency


def _listed(items: Iterable[Item], registry: Registry) -> str:
    """Items by site, as numbers."""
    tally = Counter(target_name(item.fault.target, registry) for item in items)
    return "、".join(f"{name} {count} 项" for name, count in tally.items())
