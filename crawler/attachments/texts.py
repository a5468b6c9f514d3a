"""From the bytes of a file to the pieces of its text, by what the bytes are, whatever the address promises."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from crawler.attachments import office, old_office, pdf
from crawler.attachments.archives import archive, content
from crawler.attachments.bounds import Piece, UnreadError
from crawler.decode import Undecodable, decode
from crawler.looks import magic
from crawler.readers.dom import Dom

_OFFICE = (
    ("word/document.xml", "docx", office.document),
    ("xl/workbook.xml", "xlsx", office.workbook),
    ("ppt/presentation.xml", "pptx", office.slides),
    ("OFD.xml", "ofd", office.fixed_layout),
)
_PLAIN = frozenset({"txt", "csv", "json", "xml"})
_COMPOUND = b"\xd0\xcf\x11\xe0"


def kind_of(body: bytes, name: str) -> str:
    """What a file is: an ending in lower case, "" where neither bytes nor ``name`` (an address) tell."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF" in body[:1024]:
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as opened:
                names = set(opened.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            return magic.promised(name)
        return next((kind for part, kind, _ in _OFFICE if part in names), "zip")
    if start.startswith(_COMPOUND):
        return magic.promised(name) or "doc"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    return magic.promised(name)


def pieces_of(body: bytes, name: str, *, nested: bool = False) -> Iterator[Piece]:
    """The text of a file, piece by piece. ``nested``: it lies in an archive, and archives in it stay closed.

    Raises:
        UnreadError: after what could be read.
    """
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF" in body[:1024]:
        yield from pdf.pages(body)
    elif start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with archive(body) as opened:
            yield from _archived(opened, nested=nested)
    elif start.startswith(_COMPOUND):
        yield from old_office.compound(body)
    elif start.startswith(b"{\\rtf"):
        yield from old_office.rich_text(body)
    elif magic.is_html(body[: magic.HEAD_BYTES], None) or magic.is_office_html(body[: magic.HEAD_BYTES]):
        yield from (Piece(line) for line in Dom(_decoded(body), url=name, encoding=None).lined.split("\n"))
    elif magic.promised(name) in _PLAIN:
        yield from (Piece(line) for line in _decoded(body).splitlines())
    else:
        raise UnreadError("unreadable", "format")


def _archived(opened: zipfile.ZipFile, *, nested: bool) -> Iterator[Piece]:
    names = set(opened.namelist())
    for part, _, read in _OFFICE:
        if part in names:
            yield from read(opened)
            return
    if nested:
        raise UnreadError("unreadable", "nested")
    unread: UnreadError | None = None
    for member in opened.infolist():
        if member.is_dir() or magic.promised(member.filename) not in magic.DOCUMENTS:
            continue
        try:
            yield from pieces_of(content(opened, member.filename), member.filename, nested=True)
        except UnreadError as error:  # one member that cannot be read keeps none of the others unread
            unread = error
    if unread is not None:
        raise unread


def _decoded(body: bytes) -> str:
    try:
        return decode(body, None).text
    except Undecodable:
        raise UnreadError("unreadable", "encoding") from None
