"""Messages of the public and what was answered, as boards of consultation and petition show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.records.seen import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message on a board.

    ``board``: the column that shows it; ``channel``: consultation, or petition where the law of petitions sets the
    limits. ``asked``, ``answered``: days as printed. ``state``: answered, open, or invalid (withdrawn, repeated, not
    accepted), None where nothing says which. ``proven``: the page itself says that there is no answer.
    """

    url: str
    board: str
    channel: str
    question: str
    asked: date | None = None
    answered: date | None = None
    answerer: str | None = None
    answer: str | None = None
    state: str | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageBoard:
    """A column of messages. ``open``: it shows messages without an answer too. ``doubt``: why it could not be read."""

    url: str
    name: str
    channel: str
    messages: int = 0
    open: bool = False
    doubt: str | None = None
    looks: tuple[Look, ...] = ()
