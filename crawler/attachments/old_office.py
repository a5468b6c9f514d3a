"""Text of the binary office formats: Word by its piece table ([MS-DOC] 2.4.1), Excel by xlrd, and rich text."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile
import xlrd

from crawler.attachments.bounds import MAX_CELLS, Piece, UnreadError

_MAGIC = 0xA5EC
_FIELDS = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14|[\x13\x14\x15]")
_RTF_BRACE = re.compile(r"\\[{}\\]|\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)|[{}]")
_RTF_UNICODE = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|\?)?")
_RTF_BYTES = re.compile(r"(?:\\'[0-9a-fA-F]{2})+")
_RTF_WORD = re.compile(r"\\(?:par|line|row|cell|tab)\b ?")
_RTF_CONTROL = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|[{}\r\n]")


def compound(body: bytes) -> Iterator[Piece]:
    """Text of a compound file: Word or Excel by its streams.

    Raises:
        UnreadError: broken, encrypted, or of another program.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as opened:
            if opened.exists("WordDocument"):
                yield from _word(opened)
                return
            excel = opened.exists("Workbook") or opened.exists("Book")
            encrypted = opened.exists("EncryptedPackage")
    except (OSError, struct.error, IndexError, ValueError, TypeError, RecursionError):
        raise UnreadError("unreadable", "broken") from None
    if not excel:
        raise UnreadError("unreadable", "encrypted" if encrypted else "format")
    yield from _excel(body)


def _word(opened: olefile.OleFileIO) -> Iterator[Piece]:
    main = opened.openstream("WordDocument").read()
    magic, flags = struct.unpack_from("<H8xH", main, 0)
    if magic != _MAGIC:
        raise UnreadError("unreadable", "format")
    if flags & 0x0100:
        raise UnreadError("unreadable", "encrypted")
    table = opened.openstream("1Table" if flags & 0x0200 else "0Table").read()
    start, size = struct.unpack_from("<II", main, 0x01A2)
    pieces = "".join(_pieces(main, table[start : start + size]))
    text = _FIELDS.sub("", pieces).replace("\x07", " | ")
    for line in re.split("[\r\x0b\x0c]", text):
        if words := line.strip():
            yield Piece(words)


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise UnreadError("unreadable", "broken")
    size = struct.unpack_from("<I", clx, place + 1)[0]
    plc = clx[place + 5 : place + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for at in range(count):
        first = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * at + 2)[0]
        length = max(0, ends[at + 1] - ends[at])
        if first & 0x40000000:
            offset = (first & 0x3FFFFFFF) // 2
            yield main[offset : offset + length].decode("cp1252", "replace")
        else:
            yield main[first : first + 2 * length].decode("utf-16-le", "replace")


def _excel(body: bytes) -> Iterator[Piece]:
    try:
        book = xlrd.open_workbook(file_contents=body, on_demand=True, formatting_info=False, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise UnreadError("unreadable", "encrypted" if "encrypted" in str(error).lower() else "broken") from None
    except (struct.error, IndexError, ValueError, AssertionError, KeyError, TypeError, AttributeError):
        raise UnreadError("unreadable", "broken") from None
    left = MAX_CELLS
    for number in range(book.nsheets):
        try:
            sheet = book.sheet_by_index(number)
        except (xlrd.XLRDError, struct.error, IndexError, ValueError, AssertionError, KeyError, TypeError):
            raise UnreadError("unreadable", "broken") from None
        for row in range(sheet.nrows):
            cells = sheet.row_values(row)
            left -= len(cells)
            yield Piece(" | ".join(filter(None, map(_shown, cells))), hidden=sheet.visibility != 0)
            if left < 0:
                raise UnreadError("too_large", "cells")
        book.unload_sheet(number)


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def rich_text(body: bytes) -> Iterator[Piece]:
    """Text of an RTF, its Chinese as code page 936 or as Unicode."""
    text = "".join(_outside_tables(body.decode("latin-1")))
    text = _RTF_UNICODE.sub(lambda found: chr(int(found[1]) % 0x10000), text)
    text = _RTF_BYTES.sub(lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode("gb18030", "replace"), text)
    text = _RTF_CONTROL.sub("", _RTF_WORD.sub("\v", text))
    for line in text.split("\v"):
        if words := line.strip():
            yield Piece(words)


def _outside_tables(text: str) -> Iterator[str]:
    """An RTF without its groups of fonts, styles, pictures and the like."""
    depth = place = 0
    dropped: int | None = None
    for brace in _RTF_BRACE.finditer(text):
        if brace[0].startswith("\\"):
            continue
        if brace[0] == "}":
            depth -= 1
            if dropped is not None and depth < dropped:
                dropped, place = None, brace.end()
            continue
        depth += 1
        if dropped is None and brace[0] != "{":
            yield text[place : brace.start()]
            dropped = depth
    if dropped is None:
        yield text[place:]
