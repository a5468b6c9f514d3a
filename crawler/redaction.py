"""Bodies without the numbers of persons, and digests by which a number is known again without being known."""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import webencodings

from crawler.decode import Undecodable, decode
from crawler.readers import personal

log = logging.getLogger(__name__)

KEY = "XUNCHA_MASKING_KEY"
"""Environment variable with the key, in place of the one kept in the user's configuration."""

MARK = 16
"""Hex digits of a mark."""

_BOM = b"\xef\xbb\xbf"
_BYTES = re.compile(rb"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")


def mark_of(digits: str) -> str:
    """A keyed digest of a number: equal for equal numbers, and no way back without the key."""
    return hmac.new(_key(), digits.encode(), hashlib.sha256).hexdigest()[:MARK]


@cache
def _key() -> bytes:
    if given := os.environ.get(KEY):
        return given.encode()
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xuncha"
    file = folder / "masking.key"
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = folder / f"masking.{os.getpid()}.tmp"
            made.touch(mode=0o600)
            made.write_text(secrets.token_hex(32), "ascii")
            with suppress(FileExistsError):  # the first of several processes wins, and no reader sees half a key
                os.link(made, file)
            made.unlink()
        if key := file.read_bytes().strip():
            return key
    except OSError as error:
        log.warning("no masking key can be kept (%s): repeats are told apart within this process alone", error)
    return secrets.token_bytes(32)


def redacted_text(text: str, today: date) -> str:
    """A text without numbers of persons; the same text where it has none."""
    if not personal.may_hold(text):
        return text
    numbers = personal.numbers_of(text, today)
    return personal.masked(text, numbers) if numbers else text


def redacted_body(body: bytes, content_type: str | None, today: date) -> bytes:
    """A body, of whatever kind, without numbers of persons; the same bytes where it has none."""
    try:
        decoded = decode(body, content_type)
    except Undecodable:
        return _BYTES.sub(lambda found: _masked_bytes(found[0], today), body)
    return encoded(body, decoded.text, redacted_text(decoded.text, today), decoded.encoding)


def encoded(body: bytes, text: str, masked: str, encoding: str | None) -> bytes:
    """``body``, whose text is ``text``, with ``masked`` as its text: byte for byte where its encoding allows it."""
    if masked == text:
        return body
    found = webencodings.lookup(encoding or "utf-8")
    codec = "gb18030" if found is None or found.name == "gb18030" else found.codec_info.name
    try:
        for codec_ in (codec, "gbk") if codec == "gb18030" else (codec,):
            mark = body[: len(body) - len(text.encode(codec_))]
            if mark + text.encode(codec_) == body and len(mark) <= len(_BOM):
                return mark + masked.encode(codec_)
    except (UnicodeEncodeError, LookupError):
        pass
    return _BOM + masked.encode("utf-8", "replace")


def _masked_bytes(number: bytes, today: date) -> bytes:
    return b"*" * len(number) if personal.is_id_number(number.decode().upper(), today) else number
