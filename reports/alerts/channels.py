"""Where alerts go: Apprise addresses of the office and of agencies. No address is ever printed, logged or stored."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reports.errors import UsageError

if TYPE_CHECKING:
    from reports.settings import Settings
    from storage.records import Registry

WITHOUT = "alerts 要用 Apprise，请先 pip install 'xuncha[alerts]'"
HTML = frozenset({"NotifyEmail"})
"""Channels that show HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel of a recipient. ``id``: a digest of its address; ``place``: where the address is written."""

    id: str
    recipient: str
    place: str
    service: str
    notifier: Any

    @property
    def html(self) -> bool:
        """Whether it shows HTML."""
        return type(self.notifier).__name__ in HTML

    def send(self, title: str, text: str, html: str) -> bool:
        """Send one message; False where the channel did not take it."""
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - an extra

        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it logs addresses and bodies
        one = Apprise()
        one.add(self.notifier)
        body, form = (html, NotifyFormat.HTML) if self.html else (text, NotifyFormat.TEXT)
        try:
            return bool(one.notify(body=body, title=title, body_format=form))
        except Exception:  # a plug-in of a channel may raise anything; its words may hold the address
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An address that cannot be used: where it is written and why, in one sentence without the address."""

    recipient: str
    sentence: str


def channels(settings: Settings, registry: Registry, folder: Path) -> list[Channel | Wrong]:
    """The channels of the office and of all agencies, and the addresses that are none.

    Raises:
        UsageError: Apprise is not installed.
    """
    found: list[Channel | Wrong] = []
    for recipient, place, written in _written(settings, registry):
        found.append(_channel(recipient, place, written, folder))
    mail = settings.alerts.mail
    if mail:
        for agency in registry.agencies.values():
            if agency.email and not agency.channels:
                found.append(_channel(agency.id, "xuncha.toml [alerts] mail", mail, folder, to=agency.email))
    unique: dict[tuple[str, str], Channel | Wrong] = {}
    for one in found:
        unique.setdefault((one.recipient, one.id if isinstance(one, Channel) else one.sentence), one)
    return list(unique.values())


def _written(settings: Settings, registry: Registry) -> Iterator[tuple[str, str, str]]:
    for number, written in enumerate(settings.alerts.channels, 1):
        yield "", f"xuncha.toml [alerts] channels 第 {number} 个", written
    for agency in registry.agencies.values():
        for number, written in enumerate(agency.channels, 1):
            yield agency.id, f"agencies.csv {agency.id} channels 第 {number} 个", written


def _channel(recipient: str, place: str, written: str, folder: Path, to: str | None = None) -> Channel | Wrong:
    try:
        from apprise import Apprise  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(WITHOUT) from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    address = _address(written, folder)
    if address is None:
        return Wrong(recipient=recipient, sentence=f"{place}（{written}）：读不出地址")
    if to is not None:
        address += f"{'&' if '?' in address else '?'}to={quote(to)}"
    try:
        notifier = Apprise.instantiate(address)
    except Exception:  # a plug-in's complaint may quote the address
        notifier = None
    if notifier is None:
        shown = written if written.startswith(("env:", "file:")) else f"{address.partition('://')[0][:20]}://…"
        return Wrong(recipient=recipient, sentence=f"{place}（{shown}）：不是可用的通道地址")
    return Channel(
        id=hashlib.sha256(address.encode()).hexdigest()[:32],
        recipient=recipient,
        place=place,
        service=str(notifier.service_name),
        notifier=notifier,
    )


def _address(written: str, folder: Path) -> str | None:
    """The address itself, or what an environment variable or a file holds; None where there is nothing."""
    kind, _, name = written.partition(":")
    if kind == "env":
        return (os.environ.get(name) or "").strip() or None
    if kind == "file":
        try:
            lines = (folder / name).read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError):
            return None
        return lines[0] if lines else None
    return written.strip() or None
