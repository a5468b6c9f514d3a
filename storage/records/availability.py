"""What was seen of a site from outside: whether it opens, its certificate, its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One visit to a home page between inspections.

    ``outcome``: ok, a status, or how it failed (dns, refused, timeout, tls, reset). ``elapsed_s``: until the page was
    there, redirects included; None where it never was. ``void``: why the visit proves nothing, None where it does:
    ours (known-good hosts failed as well), guarded (a bot wall answered).
    """

    url: str
    at: datetime
    outcome: str
    elapsed_s: float | None = None
    void: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The certificate of one host as seen once.

    ``host``: host and port. ``not_before``, ``not_after``, ``names``: as the certificate says. ``covers``: whether one
    of the names is the host's. ``chain``: why it leads to no trusted issuer (self_signed, incomplete, untrusted), None
    where it does. ``failure``: why there is none to look at (a failure, or ``proxy``), None where there is.
    """

    host: str
    at: datetime
    not_before: datetime | None = None
    not_after: datetime | None = None
    names: tuple[str, ...] = ()
    covers: bool = False
    chain: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAddresses:
    """The addresses of one host.

    ``answers``: whether it opened over IPv6; None where we could not try. ``hindrance``: why we could not look or try
    (proxy, literal, dns, no_ipv6), None where we could.
    """

    host: str
    at: datetime
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    answers: bool | None = None
    hindrance: str | None = None
