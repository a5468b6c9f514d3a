"""What kind of failure an exception of the HTTP client means."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl

import aiohttp

from storage.records import Failure

_OUR_ERRNOS = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ENETUNREACH, errno.ENETDOWN})
_TLS_ERRORS = (
    aiohttp.ClientConnectorCertificateError,
    aiohttp.ClientConnectorSSLError,
    aiohttp.ClientSSLError,
    ssl.SSLError,
)

INCOMPLETE_CHAIN = frozenset({2, 20, 21})
"""OpenSSL verify codes of a chain that browsers complete on their own (issuer not sent along)."""


def failure_of(error: BaseException) -> tuple[Failure, str | None]:
    """Name the failure and, where it helps a person, its particulars. What we do not understand is ours."""
    if isinstance(error, _TLS_ERRORS):
        return Failure.TLS, tls_note(error)
    if isinstance(error, (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError)):
        return Failure.OURS, "proxy"
    if isinstance(error, (aiohttp.ClientConnectorDNSError, socket.gaierror)):
        return Failure.DNS, None
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        return Failure.TIMEOUT, None
    if isinstance(error, OSError):
        return _of_os_error(error)
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError)):
        return Failure.RESET, None
    return Failure.OURS, f"{type(error).__name__}: {error}"[:200]


def _of_os_error(error: OSError) -> tuple[Failure, str | None]:
    codes = _codes(error)
    if codes & _OUR_ERRNOS:
        return Failure.OURS, errno.errorcode.get(error.errno or 0)
    if codes & {errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.EHOSTDOWN}:
        return Failure.REFUSED, None
    if errno.ETIMEDOUT in codes:
        return Failure.TIMEOUT, None
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failure.REFUSED, None
    return Failure.RESET, None


def _codes(error: OSError) -> set[int]:
    """The error numbers of an error and of those it gathers or follows (several addresses may have failed)."""
    codes = {error.errno} if error.errno else set()
    cause = getattr(error, "os_error", None)
    if isinstance(cause, OSError) and cause is not error:
        codes |= _codes(cause)
    for part in getattr(cause, "exceptions", ()):
        if isinstance(part, OSError):
            codes |= _codes(part)
    return codes


def verify_code(error: BaseException) -> int | None:
    """OpenSSL's reason for rejecting a certificate, None where the fault is not the certificate."""
    inner = getattr(error, "certificate_error", None) or error
    code = getattr(inner, "verify_code", None)
    return code if isinstance(code, int) else None


def tls_note(error: BaseException) -> str:
    """Why TLS failed, in a few words: expired, wrong name, self-signed, or what OpenSSL says."""
    words = {
        10: "expired",
        9: "not_yet_valid",
        18: "self_signed",
        19: "self_signed",
        62: "wrong_name",
        64: "wrong_name",
    }
    code = verify_code(error)
    if code in words:
        return words[code]
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    return str(getattr(inner, "reason", None) or getattr(inner, "verify_message", None) or "handshake")[:80].lower()
