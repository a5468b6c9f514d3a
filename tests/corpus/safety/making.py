"""Files of every kind with given text, made by the libraries that office programs' users have, or by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import openpyxl
import xlwt

Rows = Sequence[Sequence[str]]


def xlsx(rows: Rows, *, hidden: Rows = (), hidden_column: str = "", hidden_row: int = 0, comment: str = "") -> bytes:
    """A workbook; ``hidden``: rows of a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if hidden_column:
        sheet.column_dimensions[hidden_column].hidden = True
    if hidden_row:
        sheet.row_dimensions[hidden_row].hidden = True
    if comment:
        sheet["A1"].comment = openpyxl.comments.Comment(comment, "a")
    if hidden:
        other = book.create_sheet("底稿")
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(list(row))
    return _saved(book)


def word(lines: Sequence[str], *, table: Rows = (), header: str = "") -> bytes:
    """A DOCX with paragraphs, a table and a header."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                made.cell(row, column).text = value
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return _saved(document)


def word_part(part: str, text: str) -> bytes:
    """A DOCX whose text stands in one of its other parts: comments, footnotes, a text box, deleted text."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = f"<w:r><w:t>{text}</w:t></w:r>"
    if part == "deleted":
        run = f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"
    inner = f"<w:p>{run}</w:p>"
    bodies = {
        "word/document.xml": f"<w:document {w}><w:body><w:p><w:r><w:t>公示名单</w:t></w:r></w:p></w:body></w:document>"
    }
    match part:
        case "textbox":
            bodies["word/document.xml"] = (
                f"<w:document {w}><w:body><w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
                "</w:body></w:document>"
            )
        case "deleted":
            bodies["word/document.xml"] = f"<w:document {w}><w:body>{inner}</w:body></w:document>"
        case _:
            bodies[f"word/{part}.xml"] = f"<w:{part} {w}>{inner}</w:{part}>"
    return packed({name: body.encode() for name, body in bodies.items()})


def xls(rows: Rows, *, hidden: Rows = ()) -> bytes:
    """A binary workbook."""
    book = xlwt.Workbook()
    for name, cells in (("名单", rows), ("底稿", hidden)):
        if cells:
            sheet = book.add_sheet(name)
            sheet.visibility = int(name == "底稿")
            for row, values in enumerate(cells):
                for column, value in enumerate(values):
                    sheet.write(row, column, value)
    return _saved(book)


def rtf(text: str) -> bytes:
    """Rich text, its Chinese as numbers."""
    coded = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)
    return f"{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0 SimSun;}}}}\\f0 {coded}\\par}}".encode("ascii")


def pdf(lines: Sequence[str], *, picture: bool = False) -> bytes:
    """A PDF of ASCII lines, or of a picture alone."""
    text = "BT /F1 12 Tf 72 720 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    stream = b"q 100 0 0 100 0 0 cm /X Do Q" if picture else text.encode("latin-1")
    resources = b"<</XObject<</X 6 0 R>>>>" if picture else b"<</Font<</F1 5 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s>>" % resources,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
        b"stream\n0\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def slides(text: str) -> bytes:
    """A PPTX."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slide = f"<p:sld xmlns:p='p' {a}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
    return packed({"ppt/presentation.xml": b"<p/>", "ppt/slides/slide1.xml": slide.encode()})


def ofd(text: str) -> bytes:
    """An OFD."""
    page = (
        "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:TextObject>"
        f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject></ofd:Page>"
    )
    return packed({"OFD.xml": b"<o/>", "Doc_0/Pages/Page_0/Content.xml": page.encode()})


def packed(members: dict[str, bytes]) -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def million_cells() -> bytes:
    """A workbook of a million cells."""
    row = "<row>" + "".join(f"<c><v>{number}</v></c>" for number in range(100)) + "</row>"
    sheet = f"<worksheet xmlns='u'><sheetData>{row * 10_000}</sheetData></worksheet>"
    return packed(
        {"xl/workbook.xml": b"<workbook xmlns='u'><sheets/></workbook>", "xl/worksheets/sheet1.xml": sheet.encode()}
    )


def bomb() -> bytes:
    """A ZIP of some kilobytes that unpacks to a thousand times as much."""
    return packed({"a.txt": bytes(30_000_000)})


def billion_laughs() -> bytes:
    """A DOCX whose one word is a billion words."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><w:document xmlns:w="u"><w:p><w:t>&a9;</w:t></w:p></w:document>'
    )
    return packed({"word/document.xml": body.encode()})


def hostile_pdf() -> bytes:
    """A PDF whose tree of pages bites its own tail, of a hundred million pages."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
