"""Sending alerts: one digest a recipient and channel, recorded before and marked after, only while offices work."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING

from reports.alerts.channels import Channel, Wrong
from reports.alerts.digest import Composer, Message
from reports.alerts.states import OFFICE, Alert, due
from reports.alerts.watched import concerns
from reports.rectify.notices import notices
from reports.settings import Alerts
from storage.calendar import is_working_day
from storage.records import SHANGHAI, Registry

if TYPE_CHECKING:
    from storage.outbox import Letter
    from storage.store import Store

BACK_OFF = timedelta(minutes=5)
MOST = timedelta(hours=6)
"""A channel that failed is left alone: five minutes, then twice as long each time, up to six hours."""

Told = Mapping[str, Sequence[Alert]]
"""What there is to tell, by recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message to one recipient over one channel. ``alerts``: how many it tells."""

    channel: Channel
    recipient: str
    alerts: int
    message: Message


@dataclass(slots=True)
class Sent:
    """What came of a sending. ``failed``: channels that did not take it; ``waiting``: left alone for a while."""

    sent: list[Parcel] = field(default_factory=list)
    failed: list[Channel] = field(default_factory=list)
    waiting: list[Channel] = field(default_factory=list)


def resting(settings: Alerts, at: datetime) -> bool:
    """Whether nobody is to be disturbed: a day of rest, or outside office hours."""
    here = at.astimezone(SHANGHAI)
    begin, end = (clock.fromisoformat(text) for text in settings.rest)
    now = here.time().replace(tzinfo=None)
    quiet = begin <= now < end if begin <= end else now >= begin or now < end
    return quiet or not is_working_day(here.date())


def told(store: Store, registry: Registry, settings: Alerts, at: datetime) -> dict[str, list[Alert]]:
    """Everything that there is to tell now, by recipient, whether or not it was told before."""
    today = at.astimezone(SHANGHAI).date()
    found: dict[str, list[Alert]] = {}
    for recipient, alert in (
        *due(notices(store, registry, at), registry, settings, today),
        *concerns(store, registry, at),
    ):
        there = found.setdefault(recipient, [])
        if alert.key not in {one.key for one in there}:
            there.append(alert)
    return found


def unknown(store: Store, channels: Iterable[Channel], there: Told) -> Iterator[tuple[Channel, list[Alert]]]:
    """What was not told yet, by channel."""
    for channel in channels:
        known = store.outbox.keys(channel.recipient, channel.id)
        yield channel, [alert for alert in there.get(channel.recipient, ()) if alert.key not in known]


def preview(
    store: Store, channels: Sequence[Channel], there: Told, composer: Composer, registry: Registry, at: datetime
) -> Iterator[Parcel]:
    """Exactly what would be sent; nothing is recorded."""
    for channel, alerts in unknown(store, channels, there):
        said = [dict(letter.said) for letter in store.outbox.waiting(channel.recipient, channel.id)]
        said += [alert.said for alert in alerts]
        if said:
            yield _parcel(channel, said, composer, registry, at)


def send(
    store: Store,
    channels: Sequence[Channel],
    there: Told,
    composer: Composer,
    registry: Registry,
    settings: Alerts,
    at: datetime,
) -> Sent:
    """Send what was not sent yet.

    Raises:
        UsageError: a template is broken; nothing is recorded then.
    """
    list(preview(store, channels, there, composer, registry, at))  # a broken template is told before anything is done
    result = Sent()
    for channel in channels:
        _send(store, channel, there.get(channel.recipient, ()), composer, registry, settings, at, result)
    failing = [_failing(channel, registry, at) for channel in result.failed]
    for channel in channels:
        if failing and channel.recipient == OFFICE and channel not in result.failed:
            _send(store, channel, failing, composer, registry, settings, at, result)
    return result


def _send(
    store: Store,
    channel: Channel,
    alerts: Sequence[Alert],
    composer: Composer,
    registry: Registry,
    settings: Alerts,
    at: datetime,
    result: Sent,
) -> None:
    letters = store.outbox.record(channel.recipient, channel.id, [(alert.key, alert.said) for alert in alerts], at)
    if not letters:
        return
    if _left_alone(letters, at):
        result.waiting.append(channel)
        return
    parcel = _parcel(channel, [dict(letter.said) for letter in letters], composer, registry, at)
    ids = [letter.id for letter in letters]
    if _deliver(channel, parcel.message, settings):
        store.outbox.sent(ids, at)
        result.sent.append(parcel)
    else:
        store.outbox.failed(ids, at)
        result.failed.append(channel)


def _deliver(channel: Channel, message: Message, settings: Alerts) -> bool:
    for number in range(settings.tries):
        if number:
            time.sleep(settings.retry_s * 2 ** (number - 1))
        if channel.send(message.title, message.text, message.html):
            return True
    return False


def _left_alone(letters: Iterable[Letter], at: datetime) -> bool:
    """Whether a channel failed so short a time ago that it is not asked again."""
    tried = [(letter.tried_at, letter.tries) for letter in letters if letter.tried_at is not None]
    if not tried:
        return False
    last, tries = max(tried)
    assert last is not None
    rest: timedelta = min(BACK_OFF * 2 ** min(tries - 1, 10), MOST)
    return timedelta(0) <= at - last < rest


def _failing(channel: Channel, registry: Registry, at: datetime) -> Alert:
    whose = f"发给{_name(channel.recipient, registry)}的通道（{channel.place}，{channel.service}）"
    text = f"{whose}发不出去，消息已留存，会再试"
    return Alert(kind="channel", key=f"channel:{channel.id}:{at.astimezone(SHANGHAI):%Y-%m-%d}", text=text)


def _parcel(
    channel: Channel, said: Sequence[Mapping[str, str]], composer: Composer, registry: Registry, at: datetime
) -> Parcel:
    message = composer.message(_name(channel.recipient, registry), said, at.astimezone(SHANGHAI).date())
    return Parcel(channel=channel, recipient=channel.recipient, alerts=len(said), message=message)


def _name(recipient: str, registry: Registry) -> str:
    if recipient == OFFICE:
        return "检查工作人员"
    agency = registry.agencies.get(recipient)
    return agency.name if agency is not None else recipient


def sorted_out(found: Iterable[Channel | Wrong]) -> tuple[list[Channel], list[Wrong]]:
    """The channels that can be used, and the addresses that cannot."""
    every = list(found)
    return [one for one in every if isinstance(one, Channel)], [one for one in every if isinstance(one, Wrong)]
