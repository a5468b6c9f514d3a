"""Make ``reports/publish/templates/notice.docx``: the layout of an official document (GB/T 9704) as named styles.

An office edits a copy in Word and puts it into ``templates/notice.docx`` of its workspace.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor

from reports.publish.docx import ANNEX, CELL, DRAFT, GRID, HEAD, SIGNATURE, save

OUT = Path(__file__).parents[1] / "reports" / "publish" / "templates" / "notice.docx"

SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
FALLBACKS = {SONG: "华文中宋", HEI: "SimHei", KAI: "楷体", FANG: "仿宋"}
"""What a machine without the font shows instead."""

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _style(document: Any, name: str, font: str, size: float, **more: Any) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    style.font.name = "Times New Roman"
    style.font.bold = more.get("bold", False)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    layout = style.paragraph_format
    layout.alignment = more.get("align", WD_ALIGN_PARAGRAPH.JUSTIFY)
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Pt(more.get("line", 28.9))
    layout.keep_with_next = more.get("keep", False)
    if more.get("indent"):
        ind = style.element.get_or_add_pPr().get_or_add_ind()
        ind.set(qn("w:firstLineChars"), "200")
        ind.set(qn("w:firstLine"), str(int(size * 2 * 20)))
    if "level" in more:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(more["level"]))
        style.element.get_or_add_pPr().append(level)
    return style


def _footer(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size = Pt(14)
        run.font.name = "宋体"


def _grid(document: Any) -> None:
    style = document.styles.add_style(GRID, WD_STYLE_TYPE.TABLE)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="444444"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    style.element.append(
        parse_xml(
            f"<w:tblPr {NAMESPACE}><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )


def _fonts(document: Any) -> None:
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for name, other in FALLBACKS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def make() -> None:
    """Write the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    normal.element.rPr.append(language)
    centre, right, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    title = _style(document, "公文标题", SONG, 22, align=centre, line=34, keep=True, level=0)
    title.paragraph_format.space_after = Pt(24)
    _style(document, "公文一级标题", HEI, 16, indent=True, keep=True, level=0)
    _style(document, "公文二级标题", KAI, 16, indent=True, keep=True, level=1, bold=True)
    _style(document, "公文三级标题", FANG, 16, indent=True, keep=True, level=2, bold=True)
    _style(document, "公文正文", FANG, 16, indent=True)
    _style(document, SIGNATURE, FANG, 16, align=right).paragraph_format.right_indent = Pt(32)
    draft = _style(document, DRAFT, KAI, 14, align=centre, line=24)
    draft.paragraph_format.space_after = Pt(18)
    draft.font.color.rgb = RGBColor(0x7A, 0x4D, 0x00)
    _style(document, ANNEX, HEI, 16, align=left)
    _style(document, CELL, FANG, 10.5, align=left, line=16)
    _style(document, HEAD, HEI, 10.5, align=centre, line=18, keep=True)
    _grid(document)
    _footer(section)
    _fonts(document)
    save(document, OUT)


if __name__ == "__main__":
    make()
