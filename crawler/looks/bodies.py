"""Undoing Content-Encoding within a size limit, so that a bomb of a few kilobytes stays harmless."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import zstandard

HAS_BROTLI = find_spec("brotli") is not None
ACCEPT_ENCODING = "gzip, deflate, br, zstd" if HAS_BROTLI else "gzip, deflate, zstd"

_MAX_CODINGS = 3
_MAX_WINDOW = 1 << 27


class BadCodingError(Exception):
    """A body that is not coded as its header says, or in a coding we do not know."""


def inflate(body: bytes, coding: str, limit: int) -> tuple[bytes, bool]:
    """Undo ``coding`` (a Content-Encoding header) and return at most ``limit`` bytes, and whether that is all.

    Bodies that end too early give what could be read and False. Raises ``BadCodingError``.
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip()]
    if len(names) > _MAX_CODINGS:
        raise BadCodingError(coding)
    whole = True
    for name in reversed(names):
        if name == "identity" or not body:
            continue
        undo = _CODINGS.get(name)
        if undo is None:
            raise BadCodingError(name)
        body, ended = undo(body, limit)
        whole = whole and ended
    return body, whole


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    room = limit
    while body[:2] == b"\x1f\x8b":
        part, ended, body = _deflated(body, 31, room)
        parts.append(part)
        room -= len(part)
        if not ended or room <= 0:
            return b"".join(parts), ended and body[:2] != b"\x1f\x8b"
    if not parts:
        raise BadCodingError("gzip")
    return b"".join(parts), True


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    try:
        part, ended, _ = _deflated(body, zlib.MAX_WBITS, limit)
    except BadCodingError:
        part, ended, _ = _deflated(body, -zlib.MAX_WBITS, limit)
    return part, ended


def _deflated(body: bytes, window: int, limit: int) -> tuple[bytes, bool, bytes]:
    """One deflate stream: what it holds, whether it ended within the limit, and what follows it."""
    stream = zlib.decompressobj(window)
    try:
        part = stream.decompress(body, limit)
        if not stream.eof and len(part) == limit:
            stream.decompress(stream.unconsumed_tail, 1)
    except zlib.error as error:
        raise BadCodingError(str(error)) from error
    return part, stream.eof, stream.unused_data


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    if not HAS_BROTLI:
        raise BadCodingError("br")
    brotli = import_module("brotli")
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    room = limit
    try:
        while room > 0:
            part = stream.process(body, output_buffer_limit=min(room, 1 << 20))
            body = b""
            parts.append(part)
            room -= len(part)
            if not part and stream.can_accept_more_data():
                break
    except brotli.error as error:
        raise BadCodingError("br") from error
    return b"".join(parts)[:limit], bool(stream.is_finished())


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    reader = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(
        io.BytesIO(body), read_across_frames=True
    )
    try:
        part = reader.read(limit)
        return part, not reader.read(1)
    except zstandard.ZstdError as error:
        raise BadCodingError("zstd") from error


_CODINGS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
