"""Small files with the right first bytes: documents, pictures, icons."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "ico": "image/x-icon",
    "gif": "image/gif",
    "css": "text/css",
    "js": "application/javascript",
    "json": "application/json",
    "txt": "text/plain",
    "xml": "application/xml",
}
"""Content types by kind of file."""

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_T = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_GIF = base64.b64decode("R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
_PARTS = {
    "docx": ("word/document.xml", '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body/></w:document>'),
    "xlsx": ("xl/workbook.xml", '<?xml version="1.0"?><workbook xmlns="urn:x"><sheets/></workbook>'),
    "zip": ("说明.txt", "附件材料"),
}


@cache
def content(kind: str) -> bytes:
    """A valid small file of ``kind`` (a key of ``TYPES`` that is not text); equal bytes every time."""
    if kind == "pdf":
        return _pdf()
    if kind in _PARTS:
        return _archive(kind)
    if kind == "doc":
        return (
            b"{\\rtf1\\ansi\\ansicpg936 " + "".join(f"\\u{ord(letter)}?" for letter in "附件材料").encode() + b"\\par}"
        )
    if kind == "xls":
        return workbook((("附件材料",),))
    if kind == "gif":
        return _GIF
    if kind == "ico":
        return _icon()
    raise KeyError(kind)


def _pdf() -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _archive(kind: str) -> bytes:
    name, text = _PARTS[kind]
    names = {name: text}
    if kind != "zip":
        names = {"[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="urn:t"/>', **names}
    return _zipped(names)


def workbook(rows: Sequence[Sequence[str]], hidden: Sequence[Sequence[str]] = ()) -> bytes:
    """An XLSX with one sheet, and a hidden one where that has rows; equal bytes every time."""
    sheets = [("名单", "", rows), *([("底稿", ' state="hidden"', hidden)] if hidden else [])]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{state}/>'
        for number, (name, state, _) in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml" Type="{_R}/worksheet"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_P}/relationships">{related}</Relationships>',
        "_rels/.rels": (
            f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" Target="xl/workbook.xml"'
            f' Type="{_R}/officeDocument"/></Relationships>'
        ),
        **{f"xl/worksheets/sheet{number}.xml": _sheet(cells) for number, (_, _, cells) in enumerate(sheets, 1)},
    }
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_T}.{"worksheet" if "sheets/" in name else "sheet.main"}+xml"/>'
        for name in parts
        if name.startswith("xl/w")
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts = {"[Content_Types].xml": f'<Types xmlns="{_P}/content-types">{rels}{types}</Types>', **parts}
    return _zipped({name: f'<?xml version="1.0" encoding="UTF-8"?>{part}' for name, part in parts.items()})


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    written = ["".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in row) for row in rows]
    cells = "".join(f"<row>{row}</row>" for row in written)
    return f'<worksheet xmlns="{_S}"><sheetData>{cells}</sheetData></worksheet>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0)), part)
    return buffer.getvalue()


def _icon() -> bytes:
    picture = emblem(16, (176, 32, 36))
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, len(picture), 22) + picture


def _png(
    width: int, height: int, palette: list[tuple[int, int, int]], rows: list[bytes], *, clear: bytes = b""
) -> bytes:
    """A palette picture; ``clear``: how opaque the first colours are, a byte each."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"PLTE", colours)
        + (chunk(b"tRNS", clear) if clear else b"")
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@cache
def emblem(size: int, colour: tuple[int, int, int]) -> bytes:
    """A round badge with a star of rays, as a PNG of ``size`` pixels square."""
    palette = [(255, 255, 255), colour, (250, 214, 90)]
    middle, rows = (size - 1) / 2, []
    for y in range(size):
        row = bytearray()
        for x in range(size):
            across, down = (x - middle) / middle, (y - middle) / middle
            far = (across**2 + down**2) ** 0.5
            diamond = abs(across) ** 0.6 + abs(down) ** 0.6
            row.append(0 if far > 1 else 2 if diamond < 0.75 or 0.86 < far < 0.93 else 1)
        rows.append(bytes(row))
    return _png(size, size, palette, rows, clear=b"\0")


@cache
def landscape(width: int, height: int, seed: int) -> bytes:
    """A view of hills, water and a skyline as a PNG; ``seed`` varies the shapes and the hour of the day."""
    skies = [((120, 180, 230), (235, 244, 252)), ((240, 170, 110), (252, 236, 214)), ((90, 130, 190), (214, 226, 240))]
    top, low = skies[seed % len(skies)]
    shades = 24
    palette = [tuple(a + (b - a) * i // shades for a, b in zip(top, low, strict=True)) for i in range(shades)]
    palette += [(88, 128, 104), (60, 100, 84), (74, 92, 120), (120, 160, 190)]
    far, near, tower, water = range(shades, shades + 4)
    ridge = [_wave(x / width, seed) for x in range(width)]
    hill = [_wave(x / width * 1.7 + 0.3, seed + 5) for x in range(width)]
    rows = []
    for y in range(height):
        level = y / height
        sky = min(shades - 1, int(level * shades * 1.3))
        row = bytearray()
        for x in range(width):
            block = x * 23 // width
            roof = 0.80 - ((block * 37 + seed * 11) % 17) / 50
            if level > 0.86:
                row.append(water)
            elif level > 0.78 - 0.16 * hill[x]:
                row.append(near)
            elif level > roof and 5 < block < 17 and x * 23 % width > width * 0.15:
                row.append(tower)
            elif level > 0.62 - 0.22 * ridge[x]:
                row.append(far)
            else:
                row.append(sky)
        rows.append(bytes(row))
    return _png(width, height, [(r, g, b) for r, g, b in palette], rows)


def _wave(x: float, seed: int) -> float:
    """A smooth curve between 0 and 1 out of parabolas."""
    total, weight = 0.0, 0.0
    for octave in (1, 2, 4):
        place = x * 2.3 * octave + seed * 0.37 * octave
        part = place - int(place)
        total += 4 * part * (1 - part) / octave
        weight += 1 / octave
    return total / weight
