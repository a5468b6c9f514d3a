"""The certificate of a host: what it says, and whether browsers would trust it."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import NameOID

from crawler.guards import Gate, PrivateAddressError
from crawler.looks import faults
from crawler.looks.client import tls_context
from storage.records import SHANGHAI, Certificate

MAX_NAMES = 100
_CHAIN = {18: "self_signed", 19: "self_signed", 20: "incomplete", 21: "incomplete", 2: "incomplete"}


async def look_at(url: str, gate: Gate, *, proxy: str, timeout_s: float) -> Certificate:
    """See the certificate of the host of an ``https`` address; whatever goes wrong is told in the record."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    name, at = f"{host}:{port}", datetime.now(SHANGHAI)
    if proxy:
        return Certificate(host=name, at=at, failure="proxy")
    try:
        async with asyncio.timeout(timeout_s):
            address = await gate.address_of(url)
            shown = await _shown(host, port, address)
            chain = await _mistrust(host, port, address)
    except PrivateAddressError:
        return Certificate(host=name, at=at, failure="private")
    except (OSError, TimeoutError, ssl.SSLError, ValueError) as error:
        return Certificate(host=name, at=at, failure=str(faults.failure_of(error)[0]))
    names = _names(shown)
    return Certificate(
        host=name,
        at=at,
        not_before=shown.not_valid_before_utc.astimezone(SHANGHAI),
        not_after=shown.not_valid_after_utc.astimezone(SHANGHAI),
        names=names,
        covers=any(_covers(pattern, host) for pattern in names),
        chain=chain,
    )


async def _shown(host: str, port: int, address: str) -> x509.Certificate:
    """The certificate that the host shows, whatever it is worth."""
    _, writer = await asyncio.open_connection(address, port, ssl=tls_context(verify=False), server_hostname=host)
    try:
        der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.close()
    if not der:
        raise ValueError("no certificate")
    return x509.load_der_x509_certificate(der)


async def _mistrust(host: str, port: int, address: str) -> str | None:
    """Why the chain leads to no trusted issuer; None where it does, or where something else is wrong first."""
    context = tls_context(verify=True)
    context.check_hostname = False
    try:
        _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        code = faults.verify_code(error)
        return None if code in {9, 10} else _CHAIN.get(code or 0, "untrusted")
    writer.close()
    return None


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    """The names a certificate stands for; its subject's name where it has no list of them."""
    try:
        listed = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        subject = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return tuple(str(name.value)[:253] for name in subject[:1])
    names = [*listed.get_values_for_type(x509.DNSName), *map(str, listed.get_values_for_type(x509.IPAddress))]
    return tuple(name[:253] for name in names[:MAX_NAMES])


def _covers(pattern: str, host: str) -> bool:
    """Whether a certificate's name stands for a host: a star stands for one label (RFC 6125)."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    try:
        return ipaddress.ip_address(pattern) == ipaddress.ip_address(host)
    except ValueError:
        first, _, rest = pattern.partition(".")
        return pattern == host or (first == "*" and bool(rest) and host.partition(".")[2] == rest)
