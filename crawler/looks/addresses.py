"""The addresses of a host, and whether it opens over IPv6."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from crawler.guards import Gate
from storage.records import SHANGHAI, HostAddresses

_LOCAL = ("localhost", ".localhost", ".local", ".internal")


async def look_at(url: str, gate: Gate, *, proxy: str, known_good: Iterable[str], timeout_s: float) -> HostAddresses:
    """Resolve the host of an address, and try it over IPv6 where we have IPv6 ourselves (a known-good host opens)."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    at = datetime.now(SHANGHAI)
    if proxy:
        return HostAddresses(host=host, at=at, hindrance="proxy")
    if _is_literal(host):
        return HostAddresses(host=host, at=at, hindrance="literal")
    four, six = await asyncio.gather(_resolved(host, socket.AF_INET), _resolved(host, socket.AF_INET6))
    if not four and not six:
        return HostAddresses(host=host, at=at, hindrance="dns")
    seen = {"host": host, "at": at, "ipv4": tuple(four), "ipv6": tuple(six)}
    public = [address for address in six if gate.admits(ipaddress.ip_address(address))]
    if not public:
        return HostAddresses(**seen)  # type: ignore[arg-type]
    if not await _have_ipv6(known_good, timeout_s):
        return HostAddresses(**seen, hindrance="no_ipv6")  # type: ignore[arg-type]
    answers = [await _opens(address, port, timeout_s) for address in public[:3]]
    return HostAddresses(**seen, answers=any(answers))  # type: ignore[arg-type]


def _is_literal(host: str) -> bool:
    if host.endswith(_LOCAL) or "." not in host.strip("."):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _resolved(host: str, family: socket.AddressFamily) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None, family=family, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return sorted({str(entry[4][0]).partition("%")[0] for entry in found})


async def _have_ipv6(known_good: Iterable[str], timeout_s: float) -> bool:
    """Whether any known-good host opens over IPv6 from here."""
    for url in known_good:
        parts = urlsplit(url)
        for address in await _resolved(parts.hostname or "", socket.AF_INET6):
            if await _opens(address, parts.port or (443 if parts.scheme == "https" else 80), timeout_s):
                return True
    return False


async def _opens(address: str, port: int, timeout_s: float) -> bool:
    try:
        async with asyncio.timeout(timeout_s):
            _, writer = await asyncio.open_connection(address, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
