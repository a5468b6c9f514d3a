"""What one file gives away: its numbers of persons, its mark of secrecy, and whether it is what its link says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crawler.attachments.bounds import MAX_CHARS, Piece, UnreadError
from crawler.attachments.texts import kind_of, pieces_of
from crawler.readers import personal
from crawler.readers.dom import squeeze
from crawler.readers.exposures import told
from crawler.readers.promises import keeps_promise
from crawler.readers.restricted import restricted_mark
from storage.records import OpenedFile, PersonalNumbers, Redaction, RestrictedMark

MAX_START = 60
"""Characters of a file's first line that are kept as what it is called."""


def facts_of(body: bytes, *, url: str, page: str | None, name: str, today: date) -> list[Any]:
    """The content facts of one file. ``name``: the text of the link that leads to it.

    Of a file with a mark of secrecy only its mark and its digest are told.
    """
    digest = hashlib.sha256(body).hexdigest()
    pieces, unread = _read(body, url)
    text = "\n".join(piece.text for piece in pieces)
    opened = OpenedFile(url=url, page=page, kind=kind_of(body, url), sha256=digest)
    if unread is not None:
        opened = replace(opened, unread=unread.reason, why=unread.why)
    if (mark := restricted_mark(text.split("\n"))) is not None:
        redaction = Redaction(url=url, received=digest, stored=None)
        return [opened, RestrictedMark(url=url, page=page, mark=mark, sha256=digest), redaction]
    numbers = _numbers(url, page, text, pieces, today)
    first = next((piece.text for piece in pieces if len(squeeze(piece.text)) >= 4), "")
    opened = replace(
        opened,
        name=personal.masked(name, personal.numbers_of(name, today))[:100],
        start=personal.masked(first, personal.numbers_of(first, today))[:MAX_START],
        agrees=keeps_promise(name, text) if unread is None else None,
    )
    hit = [Redaction(url=url, received=digest, stored=None)] if numbers else []
    return [opened, *numbers, *hit]


def _read(body: bytes, url: str) -> tuple[list[Piece], UnreadError | None]:
    pieces: list[Piece] = []
    left = MAX_CHARS
    try:
        for piece in pieces_of(body, url):
            if piece.text and not piece.text.isspace():
                pieces.append(piece)
                left -= len(piece.text)
            if left < 0:
                raise UnreadError("too_large", "text")
    except UnreadError as unread:
        return pieces, unread
    return pieces, None


def _numbers(url: str, page: str | None, text: str, pieces: Sequence[Piece], today: date) -> list[PersonalNumbers]:
    found = personal.numbers_of(text, today) if personal.may_hold(text) else []
    records = told(url, text, found, text, found)
    if phones := personal.phones_of(text):
        records += told(url, text, phones, text, phones)
    shown = "\n".join(piece.text for piece in pieces if not piece.hidden)
    where = {record.kind: _where(record.kind, shown, found) for record in records}
    return [replace(record, page=page, where=where[record.kind]) for record in records]


def _where(kind: str, shown: str, found: Sequence[personal.Number]) -> str:
    """Whether some number of a kind stands where a reader of the file sees it."""
    own = [number.digits for number in found if number.kind == kind]
    bare = "".join(shown.split()).replace("-", "").upper()
    return "hidden" if own and not any(digits in bare for digits in own) else "file"
