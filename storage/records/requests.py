"""The channel on which the public applies for documents (依申请公开), as the site shows it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.seen import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChannel:
    """One column of applications. ``online``: a form or an entry to one; ``paper``: a form to print, or words on how
    to apply by letter or in person. ``hidden``: frames and pictures in which either may stand. ``doubt``: why it could
    not be read, a not_run reason."""

    url: str
    name: str
    online: bool = False
    paper: bool = False
    hidden: int = 0
    doubt: str | None = None
    looks: tuple[Look, ...] = ()
