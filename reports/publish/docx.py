"""The notice as an official document (.docx): text into the styles of a template that the office can edit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.errors import UsageError
from reports.publish.layout import laid_out
from reports.publish.notice import Notice
from reports.publish.words import unseen

if TYPE_CHECKING:
    from docx.document import Document

MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - documents know no zones; a fixed day keeps the bytes the same
ZIP_DAY = (2020, 1, 1, 0, 0, 0)

STYLES = {
    "title": "公文标题",
    "part": "公文一级标题",
    "section": "公文二级标题",
    "point": "公文三级标题",
    "item": "公文正文",
    "text": "公文正文",
    "to": "公文正文",
}
DRAFT, ANNEX, SIGNATURE, CELL, HEAD, GRID = "公文稿别", "公文附件", "公文落款", "公文表格", "公文表头", "公文网格"
NEEDED = (*dict.fromkeys(STYLES.values()), DRAFT, ANNEX, SIGNATURE, CELL, HEAD, GRID)

TEMPLATE = "notice.docx"
UNSIGNED = "（未签发）"


def write(notice: Notice, path: Path, template: Path | None = None) -> None:
    """Write the document. ``template``: the office's own, None for the one that ships.

    Raises:
        UsageError: the template cannot be opened, or lacks a style.
    """
    from docx.shared import Pt  # noqa: PLC0415 - loaded when used, so that --help stays quick

    document = opened(template)
    if notice.draft:
        document.add_paragraph(notice.draft, DRAFT)
    document.add_paragraph("\n".join(notice.title_lines), STYLES["title"])
    for block in notice.blocks:
        paragraph = document.add_paragraph(plain(block.text), STYLES[block.kind])
        if block.kind == "to":
            paragraph.paragraph_format.first_line_indent = Pt(0)
    for number, annex in enumerate(notice.annexes, 1):
        before = "附件：" if number == 1 else "　　　"
        document.add_paragraph(f"{before}{number}．{annex.title}", STYLES["text"])
    document.add_paragraph("", STYLES["text"])
    document.add_paragraph(plain(notice.office), SIGNATURE)
    document.add_paragraph(notice.day or UNSIGNED, SIGNATURE)
    for number, annex in enumerate(notice.annexes, 1):
        paragraph = document.add_paragraph(f"附件{number}", ANNEX)
        paragraph.paragraph_format.page_break_before = True
        document.add_paragraph(annex.title, STYLES["title"])
        table(document, annex.columns, annex.widths, annex.rows)
    day = notice.day or UNSIGNED
    words = {"标题": notice.title, "单位": notice.office, "日期": day, "稿别": notice.draft or ""}
    document = laid_out(document, template, words)
    properties = document.core_properties
    properties.title, properties.author = notice.title, notice.office
    save(document, path)


def table(document: Document, columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
    """A table with a head that repeats on every page; ``widths`` are shares of the text's width."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - loaded when used, so that --help stays quick

    section = document.sections[-1]
    room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    shares = [room * width // sum(widths) for width in widths]
    made = document.add_table(rows=1 + len(rows), cols=len(columns), style=GRID)
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        column.width = share
    properties = made.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row, values, style in zip(made.rows, (columns, *rows), (HEAD, *[CELL] * len(rows)), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, value, share in zip(row.cells, values, shares, strict=True):
            cell.width = share
            cell.paragraphs[0].style = style
            cell.paragraphs[0].add_run(plain(value))


def plain(value: str) -> str:
    """A text on one line, nothing invisible in it."""
    return unseen(value).replace("\n", " ").replace("\t", " ")


def opened(template: Path | None) -> Document:
    """An empty document in the styles of a template.

    Raises:
        UsageError: the template cannot be opened, or lacks a style.
    """
    from docx import Document as read  # noqa: PLC0415, N813 - loaded when used; the library's own name is a function

    shipped = resources.files("reports.publish") / "templates" / TEMPLATE
    try:
        content = template.read_bytes() if template is not None else shipped.read_bytes()
        document = read(io.BytesIO(content))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise UsageError(f"{template or TEMPLATE}：读不出来，不是 .docx 模板") from None
    known = {style.name for style in document.styles}
    missing = [name for name in NEEDED if name not in known]
    if missing:
        raise UsageError(f"{template or TEMPLATE}：模板里缺少样式 {'、'.join(missing)}")
    for element in list(document.element.body):
        if not element.tag.endswith("}sectPr"):
            document.element.body.remove(element)
    return document


def save(document: Document, path: Path) -> None:
    """Write a document with fixed dates: the same text is the same bytes."""
    properties: Any = document.core_properties
    properties.created = properties.modified = MADE
    properties.revision = 1
    written = io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as before,
        zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(name))
