"""What a host of the city says when asked for an address."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(slots=True, kw_only=True)
class Answer:
    """One HTTP answer, ready to be sent.

    ``delay_s``: waited before answering. ``head_status``: the status given to HEAD instead. ``first``: what
    the very first request to this address gets instead.
    """

    status: int = 200
    type: str = "text/html"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0
    head_status: int | None = None
    first: Answer | None = None
    _wire: dict[bool, tuple[bytes, bytes]] = field(default_factory=dict, repr=False)

    def wire(self, *, gzipped: bool) -> tuple[bytes, bytes]:
        """Head and body as bytes on the wire; computed once for each of the two codings."""
        known = self._wire.get(gzipped)
        if known is None:
            known = self._wire[gzipped] = self._serialise(gzipped and len(self.body) > 512)
        return known

    def _serialise(self, squeezed: bool) -> tuple[bytes, bytes]:
        body = gzip.compress(self.body, 6, mtime=0) if squeezed else self.body
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}", "Server: nginx"]
        if self.status not in {204, 304}:
            lines += [f"Content-Type: {self.type}", f"Content-Length: {len(body)}"]
        if squeezed:
            lines += ["Content-Encoding: gzip", "Vary: Accept-Encoding"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), body


Maker = Callable[[], Answer]
"""Draws the answer of one address when it is first asked for."""


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def redirect(location: str, status: int = 302) -> Answer:
    """Send the visitor elsewhere."""
    return Answer(status=status, headers={"Location": location})


def page(html: str, *, encoding: str = "utf-8", declared: bool = True, status: int = 200) -> Answer:
    """An HTML page; ``declared`` tells whether the header names the encoding."""
    kind = f"text/html; charset={encoding}" if declared else "text/html"
    return Answer(status=status, type=kind, body=html.encode(encoding, "xmlcharrefreplace"))


GATEWAY_ERRORS = {
    "dns_error": "没有名为 {host} 的主机",
    "connection_refused": "主机 {host} 拒绝连接",
}


def gateway(host: str, error: str) -> Answer:
    """What the proxy itself says where it reaches nobody (RFC 9209 names the errors)."""
    text = GATEWAY_ERRORS[error].format(host=host)
    return Answer(
        status=502,
        type="text/plain; charset=utf-8",
        body=text.encode(),
        headers={"Proxy-Status": f"mingzhou-proxy; error={error}", "Via": "1.1 mingzhou-proxy"},
    )
