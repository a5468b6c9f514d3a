"""Watch alerts: what observations between inspections say is wrong, or about to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reports.alerts.states import OFFICE, Alert
from reports.probing import LIMIT_S
from storage.records import SHANGHAI, Certificate, Concern, Probe, Registry, Site, Watch

if TYPE_CHECKING:
    from storage.store import Store

IN_A_ROW = 3
"""Visits in vain, one after the other, after which a home page is called down."""

RECENT = timedelta(days=1)
"""How old the last visit may be, and the last look at a certificate."""

WATCHED = timedelta(days=8)
"""How old a watch may be: they are made every week."""

EXPIRING = timedelta(days=14)


def concerns(store: Store, registry: Registry, at: datetime) -> Iterator[tuple[str, Alert]]:
    """What there is to tell of every site and account: ``(recipient, alert)``, to its agency and to the office."""
    for site in registry.sites.values():
        for alert in (*_down(store, site, at), *_expiring(store, site, at), *_watched(store, site.id, site.name, at)):
            yield from _both(site.agency, alert)
    for account in registry.accounts.values():
        for alert in _watched(store, account.id, account.name, at):
            yield from _both(account.agency, alert)


def _both(agency: str | None, alert: Alert) -> Iterator[tuple[str, Alert]]:
    if agency is not None:
        yield agency, alert
    yield OFFICE, alert


def _down(store: Store, site: Site, at: datetime) -> Iterator[Alert]:
    visits = [visit for visit in store.observations(site.id, Probe, at - timedelta(days=7), at) if visit.void is None]
    if not visits or at - visits[-1].at > RECENT:
        return
    bad: list[Probe] = []
    for visit in reversed(visits):
        if visit.outcome == "ok" and (visit.elapsed_s or 0) < LIMIT_S:
            break
        bad.append(visit)
    if len(bad) >= IN_A_ROW:
        since = bad[-1].at.astimezone(SHANGHAI)
        text = f"{site.name}首页从 {since:%Y-%m-%d %H:%M} 起连续 {IN_A_ROW} 次以上打不开"
        yield Alert(kind="home_down", key=f"home_down:{site.id}:{since:%Y-%m-%dT%H:%M}", text=text)


def _expiring(store: Store, site: Site, at: datetime) -> Iterator[Alert]:
    seen = list(store.observations(site.id, Certificate, at - 2 * RECENT, at))
    if seen and seen[-1].not_after is not None and seen[-1].not_after - at <= EXPIRING:
        last = seen[-1].not_after.astimezone(SHANGHAI)
        word = "已于" if last <= at else "将于"
        text = f"{site.name}的网站证书{word} {last:%Y-%m-%d %H:%M} 到期，请及时更换"
        yield Alert(kind="certificate", key=f"certificate:{site.id}:{last:%Y-%m-%d}", text=text)


def _watched(store: Store, target: str, name: str, at: datetime) -> Iterator[Alert]:
    seen = list(store.observations(target, Watch, at - WATCHED, at))
    for concern in seen[-1].concerns if seen else ():
        key = f"{concern.kind}:{target}:{concern.place}:{concern.newest or ''}"
        yield Alert(kind=concern.kind, key=key, text=_text(concern, name))


def _text(concern: Concern, name: str) -> str:
    if concern.kind == "hidden_link":
        return f"{name}的网页里发现访问者看不见的站外链接，请立即核查，具体位置向检查单位索取"
    what = f"{name}的“{concern.name}”栏目" if concern.name else f"账号“{name}”"
    return f"{what}最新一条是 {concern.newest}，{concern.days} 天内不更新就会超过时限"
