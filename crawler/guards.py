"""Which hosts may be asked at all: a crawl must never be led into the office's own network.

Names and literals are checked before a request, resolved addresses inside the resolver that the connection
itself uses, so that redirects and names that change their address are covered. Behind a proxy the proxy
resolves, and only literals and localhost can be checked.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_LOCAL_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A host that belongs to a private network and is not allowed."""


class Gate:
    """Says which hosts may be fetched. ``allowed``: host names, ``host:port``, addresses or CIDR ranges."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._names: set[str] = set()
        self._networks: list[IPNetwork] = []
        for entry in allowed:
            try:
                self._networks.append(ipaddress.ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                self._names.add(entry.lower().rstrip("."))

    def may_fetch(self, url: str) -> bool:
        """Whether ``url`` names no private host; names that need DNS pass here and are checked when resolved."""
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        try:
            port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError:
            return False
        if self.names(host, port):
            return True
        if host in _LOCAL_NAMES or host.endswith(".localhost"):
            return self.admits(ipaddress.IPv4Address("127.0.0.1"))
        try:
            return self.admits(ipaddress.ip_address(host))
        except ValueError:
            return True

    async def address_of(self, url: str) -> str:
        """One address of the host of ``url``, for connections that no HTTP client makes.

        Raises:
            PrivateAddressError: the host is private and not allowed. OSError: it has no address.
        """
        if not self.may_fetch(url):
            raise PrivateAddressError(url)
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        if not self.names(host, port) and not all(self.admits(ipaddress.ip_address(one)) for one in addresses):
            raise PrivateAddressError(f"{host} -> {addresses}")
        return addresses[0]

    def is_public(self, url: str) -> bool:
        """Whether ``url`` names a host out on the Internet, as far as can be told without asking for it."""
        parts = urlsplit(url)
        try:
            named = self.names(parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme, 0))
        except ValueError:
            return False
        return not named and Gate().may_fetch(url)

    def names(self, host: str, port: int) -> bool:
        """Whether the office has allowed this host by name."""
        bare = host.lower().strip("[]").rstrip(".")
        return bool(self._names) and not self._names.isdisjoint((bare, f"{bare}:{port}", f"[{bare}]:{port}"))

    def admits(self, address: IPAddress) -> bool:
        """Whether an address is public or inside an allowed range."""
        address = _embedded(address)
        if address.is_global and not address.is_multicast:
            return True
        return any(address.version == network.version and address in network for network in self._networks)


def _embedded(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 address carries (mapped, 6to4, NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


class GuardedResolver(AbstractResolver):
    """Resolves names for the HTTP client and refuses private results; raises ``PrivateAddressError``."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of ``host``; one private address among them is enough to refuse."""
        found = await self._resolver.resolve(host, port, family)
        if not self._gate.names(host, port):
            for result in found:
                if not self._gate.admits(ipaddress.ip_address(result["host"].partition("%")[0])):
                    raise PrivateAddressError(f"{host} -> {result['host']}")
        return found

    async def close(self) -> None:
        """Release nothing: resolving keeps no connection open."""
        await self._resolver.close()
