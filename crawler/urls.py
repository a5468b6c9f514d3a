"""Addresses as browsers see them, by the URL standard."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import ada_url
import webencodings

MAX_LENGTH = 8192
"""Longest address that is taken for one."""

_LOCAL = re.compile(r"^(?:file:|[a-zA-Z]:[\\/]|\\\\[^\\/]|[a-zA-Z]\|[\\/])", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
_TRIM = "".join(map(chr, range(0x21)))
_INNER = re.compile("[\t\n\r]")
_QUERY = re.compile(r"^([^?#]*\?)([^#]*)")
_PLAIN_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"#<>'")
_SENT_AS_UTF_8 = frozenset({"utf-8", "utf-16le", "utf-16be", "replacement"})
_NOT_ENCODED = {"gb18030": "\ue5e5", "gbk": "\ue5e5", "iso-2022-jp": "\x0e\x0f\x1b"}
"""Characters that the Encoding Standard refuses to write in an encoding although Python's codec would."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written address leads to: ``url`` (fragment kept), or ``fault``, or neither where it is no link."""

    url: str | None = None
    fault: str | None = None


NO_LINK = Resolved()


def resolve(base: str, written: str, encoding: str = "utf-8") -> Resolved:
    """Resolve an address as written on a page. ``base`` "" leaves a relative address as it stands.

    Faults: ``malformed`` (the URL standard rejects it) and ``local_path`` (it names a file of somebody's own
    computer). Addresses of other kinds (mailto, tel, javascript, data...) are no links.
    """
    return _resolve(_telling_part(base, written) if base else base, written, encoding)


def _telling_part(base: str, written: str) -> str:
    """As much of a base as this address depends on, so that a menu is resolved once for all pages that show it."""
    origin, folder = _cut(base)
    if written[:7] == "http://" or written[:8] == "https://":
        return origin
    first, second = written[:1], written[1:2]
    if first in {"h", "H"} and ":" in written:
        return base  # the scheme alone, as in "http:?p=2", leads back to the page itself
    if first == "/" and second not in {"/", "\\"} and second > " ":
        return origin
    return folder if first in _PLAIN_START else base


@lru_cache(maxsize=4096)
def _cut(base: str) -> tuple[str, str]:
    """The origin and the folder of a base, both ending in a slash; the base itself where it is none of the web."""
    if not base.startswith(("http://", "https://")):
        return base, base
    path = base.partition("#")[0].partition("?")[0]
    start = path.find("/", 8)
    if start < 0:
        return path + "/", path + "/"
    return path[: start + 1], path[: path.rfind("/") + 1]


@lru_cache(maxsize=65536)
def _resolve(base: str, written: str, encoding: str) -> Resolved:
    text = _INNER.sub("", written.strip(_TRIM))
    if len(text) > MAX_LENGTH:
        return Resolved(fault="malformed")
    if _LOCAL.match(text):
        return Resolved(fault="local_path")
    scheme = _SCHEME.match(text)
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        return NO_LINK
    if encoding not in _SENT_AS_UTF_8 and "?" in text and (encoding == "iso-2022-jp" or not text.isascii()):
        text = _QUERY.sub(lambda parts: parts[1] + _encoded(parts[2], encoding), text)
    if not base:
        return _alone(text, scheme is not None)
    try:
        url = ada_url.join_url(base, text)
    except ValueError:
        return Resolved(fault="malformed")
    if not url.startswith(("http://", "https://")):
        return NO_LINK
    return Resolved(url=str(url))


def _alone(text: str, absolute: bool) -> Resolved:
    if not absolute:
        return Resolved(url=text) if text else NO_LINK
    try:
        return Resolved(url=str(ada_url.normalize_url(text)))
    except ValueError:
        return Resolved(fault="malformed")


def _encoded(query: str, encoding: str) -> str:
    """A query in the encoding of its page, as browsers send it."""
    found = webencodings.lookup(encoding)
    codec = "gb18030" if found is None or encoding == "gb18030" else found.codec_info.name
    for refused in _NOT_ENCODED.get(encoding, ""):
        query = query.replace(refused, _reference(refused))
    return quote(query.encode(codec, "query_references"), safe=_KEPT)


def _reference(character: str) -> str:
    """What browsers send for a character that the encoding of the page lacks: an escaped reference to it.

    Its & and ; are escaped too, else they would cut the query.
    """
    # a shift or an escape of ISO-2022-JP is never sent on, not even as a reference
    return f"%26%23{0xFFFD if character < ' ' else ord(character)}%3B"


def _references(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_reference, error.object[error.start : error.end])), error.end


codecs.register_error("query_references", _references)


def without_fragment(url: str) -> str:
    """An address as it is asked for."""
    return url.partition("#")[0]
