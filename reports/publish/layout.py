"""The office's own layout of documents: a .docx with places for the text, its title, the office and the day."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from reports.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document

BODY = "正文"
PLACES = (BODY, "标题", "单位", "日期", "稿别")
"""What a template may name in double braces, in its text, headers and footers; the text takes a whole paragraph."""

MARK = "\ue000"
"""Stands where the text goes until it is there: a letter that no font has."""


def laid_out(document: Document, template: Path | None, words: Mapping[str, str]) -> Document:
    """A finished text in its template's layout; as it is where the template names no place for it.

    ``words``: what the other places say.

    Raises:
        UsageError: the template names a place that there is not, or writes it wrongly.
    """
    if template is None or not _names_a_place(template):
        return document
    from docxtpl import DocxTemplate  # noqa: PLC0415 - loaded when used, so that --help stays quick

    layout = DocxTemplate(template)
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        layout.render({**words, BODY: MARK}, environment)
    except TemplateError as error:
        raise UsageError(f"{template}：模板里的占位写错了（{error}），可用的有 {'、'.join(PLACES)}") from None
    whole = cast("Document", layout.docx)
    place = next((paragraph for paragraph in whole.paragraphs if MARK in paragraph.text), None)
    if place is None:
        raise UsageError(f"{template}：{{{{ {BODY} }}}} 要单独成段，不能放在表格、页眉或页脚里")
    for element in list(document.element.body):
        if not element.tag.endswith("}sectPr"):
            place._p.addprevious(element)
    place._p.getparent().remove(place._p)
    return whole


def _names_a_place(template: Path) -> bool:
    """Whether a template has any braces to fill; words may be spread over several runs, braces are enough to tell."""
    with zipfile.ZipFile(template) as parts:
        return any("{{" in parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if _is_text(name))


def _is_text(part: str) -> bool:
    return part.startswith(("word/document", "word/header", "word/footer")) and part.endswith(".xml")
