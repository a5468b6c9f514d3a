"""Text of today's office formats: archives of XML, whose parts are streamed so that nothing hidden is passed over.

The usual libraries show a document as its program does: text boxes, comments, notes and hidden columns are what they
leave out, and what gives persons away.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from crawler.attachments.archives import content, parts
from crawler.attachments.bounds import MAX_CELLS, Piece, UnreadError


def document(opened: zipfile.ZipFile) -> Iterator[Piece]:
    """Paragraphs and table rows of a DOCX: body, headers, footers, notes, comments, text boxes."""
    read = False
    for name, body in parts(opened, "word/"):
        if name.rpartition("/")[2].startswith(("document", "header", "footer", "footnotes", "endnotes", "comments")):
            read = True
            yield from _paragraphs(body, "p", text=("t", "delText"))
    if not read:
        raise UnreadError("unreadable", "broken")


def slides(opened: zipfile.ZipFile) -> Iterator[Piece]:
    """Paragraphs of a PPTX: slides and their notes."""
    for folder in ("ppt/slides/", "ppt/notesSlides/"):
        for _, body in parts(opened, folder):
            yield from _paragraphs(body, "p")


def fixed_layout(opened: zipfile.ZipFile) -> Iterator[Piece]:
    """Pages of an OFD (GB/T 33190)."""
    for name, body in parts(opened, "Doc_"):
        if name.rpartition("/")[2].startswith("Content"):
            yield from _paragraphs(body, "TextObject", text=("TextCode",))


def workbook(opened: zipfile.ZipFile) -> Iterator[Piece]:
    """Rows of an XLSX, all sheets, with what is hidden in them.

    Raises:
        UnreadError: more than ``MAX_CELLS`` cells, after those.
    """
    if "xl/workbook.xml" not in opened.namelist():
        raise UnreadError("unreadable", "broken")
    shared = _shared(opened)
    hidden = _hidden_sheets(opened)
    left = MAX_CELLS
    for name, body in parts(opened, "xl/worksheets/"):
        for piece, cells in _rows(body, shared, whole=name in hidden):
            yield piece
            left -= cells
            if left < 0:
                raise UnreadError("too_large", "cells")
    for _, body in parts(opened, "xl/comments"):
        yield from _paragraphs(body, "comment")


def _events(body: bytes, *tags: str) -> Iterator[tuple[str, etree._Element]]:
    """The elements of some local names as they end, memory given back behind them.

    Raises:
        UnreadError: no XML.
    """
    wanted = {f"{{*}}{tag}" for tag in tags}
    stream = etree.iterparse(
        io.BytesIO(body), events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in stream:
            yield str(element.tag).rpartition("}")[2], element
    except etree.XMLSyntaxError:
        raise UnreadError("unreadable", "broken") from None


def _paragraphs(body: bytes, *ends: str, text: tuple[str, ...] = ("t",)) -> Iterator[Piece]:
    """Each paragraph of a part, and each row of its tables as one line."""
    line: list[str] = []
    cell: list[str] = []
    row: list[str] = []
    for tag, element in _events(body, *text, *ends, "tab", "br", "tc", "tr"):
        if tag in text:
            line.append(element.text or "")
            continue
        if tag in {"tab", "br"}:
            line.append(" ")
        elif tag in ends:
            words = "".join(line)
            line.clear()
            if next(element.iterancestors("{*}tc"), None) is not None:
                cell.append(words)
            else:
                yield Piece(words)
        elif tag == "tc":
            row.append(" ".join(cell))
            cell.clear()
        else:
            yield Piece(" | ".join(row))
            row.clear()
        element.clear()
    yield Piece(" ".join((*row, *cell, "".join(line))))


def _shared(opened: zipfile.ZipFile) -> list[str]:
    """The shared strings of a workbook."""
    found: list[str] = []
    for _, body in parts(opened, "xl/sharedStrings"):
        words: list[str] = []
        for tag, element in _events(body, "t", "rPh", "si"):
            if tag == "t":
                words.append(element.text or "")
            elif tag == "rPh":
                words = words[:-1]
            else:
                found.append("".join(words))
                words = []
                element.clear()
            if len(found) > MAX_CELLS * 2:
                raise UnreadError("too_large", "cells")
    return found


def _hidden_sheets(opened: zipfile.ZipFile) -> set[str]:
    """The parts of hidden sheets, by the order of the sheets where relations do not tell."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in opened.namelist():
        for _, element in _events(content(opened, "xl/_rels/workbook.xml.rels"), "Relationship"):
            relations[element.get("Id")] = str(element.get("Target") or "").lstrip("/").removeprefix("xl/")
    hidden = set()
    for place, (_, element) in enumerate(_events(content(opened, "xl/workbook.xml"), "sheet"), 1):
        number = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), None)
        if element.get("state") in {"hidden", "veryHidden"}:
            hidden.add(f"xl/{relations.get(number, f'worksheets/sheet{place}.xml')}")
    return hidden


def _rows(body: bytes, shared: list[str], *, whole: bool) -> Iterator[tuple[Piece, int]]:
    """Each row with its number of cells; what stands in hidden columns apart."""
    columns: list[tuple[int, int]] = []
    seen: list[str] = []
    unseen: list[str] = []
    count = 0
    for tag, element in _events(body, "col", "c", "row"):
        if tag == "col":
            if element.get("hidden") in {"1", "true"}:
                columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
            continue
        if tag == "c":
            count += 1
            if value := _value(element, shared):
                column = _column(element.get("r") or "")
                (unseen if any(low <= column <= high for low, high in columns) else seen).append(value)
        else:
            hidden = whole or element.get("hidden") in {"1", "true"}
            yield Piece(" | ".join(seen), hidden), count
            if unseen:
                yield Piece(" | ".join(unseen), hidden=True), 0
            seen, unseen, count = [], [], 0
        element.clear()
        parent = element.getparent()
        while parent is not None and tag == "row" and element.getprevious() is not None:
            del parent[0]


def _value(cell: etree._Element, shared: list[str]) -> str:
    written = "".join(str(inner.text or "") for inner in cell.iter("{*}v", "{*}t"))
    if cell.get("t") == "s":
        return shared[int(written)] if written.isdecimal() and int(written) < len(shared) else ""
    return written.removesuffix(".0")


def _column(reference: str) -> int:
    number = 0
    for letter in reference[:4]:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number
