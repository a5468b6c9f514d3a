"""The office's own word lists, checked before anything is read with them."""

from __future__ import annotations

from pathlib import Path

from crawler.lexicons import LexiconError, lexicons
from reports.errors import UsageError


def word_lists(folder: Path) -> Path | None:
    """The folder of an office's word lists, None where there is none.

    Raises:
        UsageError: a list is not as it should be; the text names file, place and value.
    """
    if not folder.is_dir():
        return None
    try:
        lexicons(str(folder.resolve()))
    except LexiconError as error:
        raise UsageError(str(error)) from None
    return folder.resolve()
