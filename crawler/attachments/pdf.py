"""Text of PDF files, page by page."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from crawler.attachments.bounds import MAX_PAGES, Piece, UnreadError

FEW = 8
"""Characters of a page up to which it is a picture with a page number."""

_FAULTS = (
    *(PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, NotImplementedError),
    *(OverflowError, ZeroDivisionError, OSError, RecursionError, UnicodeError, LookupError),
)


def pages(body: bytes) -> Iterator[Piece]:
    """The text of each page, and of the fields of a form.

    Raises:
        UnreadError: broken, encrypted, of pictures alone, or longer than ``MAX_PAGES``, after those.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadError("unreadable", "encrypted")
        count = len(reader.pages)
    except _FAULTS:
        raise UnreadError("unreadable", "broken") from None
    bare = failed = 0
    for number in range(min(count, MAX_PAGES)):
        try:
            page = reader.pages[number]
            text = page.extract_text()
            bare += sum(map(str.isalnum, text)) <= FEW and _has_pictures(page)
        except _FAULTS:
            failed += 1
            continue
        for line in text.splitlines():
            yield Piece(line)
    if count > MAX_PAGES:
        raise UnreadError("too_large", "pages")
    if failed:
        raise UnreadError("unreadable", "broken")
    if bare * 2 > count:
        raise UnreadError("unreadable", "image_only")


def _has_pictures(page: PageObject) -> bool:
    """Whether a page shows something that is no text: a picture, or a form that may hold one."""
    resources = page.get("/Resources")
    return resources is not None and "/XObject" in resources.get_object()
