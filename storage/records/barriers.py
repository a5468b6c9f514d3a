"""Barriers on a page, as the readers or the browser see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers:
    """The barriers of one page: ``found`` holds pairs of rule and normalised selector, each once, sorted.

    ``by_browser``: axe-core has looked at the page as well, as it is shown. A page on which nothing was found has no
    record, unless the browser has looked.
    """

    page: str
    found: tuple[tuple[str, str], ...]
    by_browser: bool = False
