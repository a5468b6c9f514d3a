"""Whether a site let itself be read at all: why a run is unfit to judge."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from crawler.frontier import Frontier
from crawler.looks.answers import Answer
from storage.records import Failure, Sign

GUARDED = frozenset({401, 403, 407, 412, 429, 432, 451, 521, 999})
"""Statuses by which a host refuses us rather than the visitor (interface, "Links")."""

SAME_PATH = 20
"""Addresses of one path that count as pages kept from us: a forbidden search has one for every word."""

KEPT_FROM_US = ("robots", "blocked")


def trouble_of(answer: Answer) -> str:
    """Why a site whose home page ended like this cannot be judged."""
    signs = {Sign.UNDECODABLE: "undecodable", Sign.TOO_LARGE: "too_large", Sign.CHALLENGE: "blocked"}
    for sign, trouble in signs.items():
        if sign in answer.signs:
            return trouble
    if answer.failure is Failure.OURS:
        return "our_network"
    if answer.status in GUARDED:
        return "blocked"
    return "unreadable" if answer.status is not None and answer.status < 400 else "site_unreachable"


def kept_from_us(frontier: Frontier, floor: float) -> str | None:
    """What kept so many pages from us that less than ``floor`` of them could be read; None where enough could.

    Files and parts of pages do not count: nobody is kept from reading a site whose pictures are forbidden.
    """
    read = 0
    paths: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for url, why in frontier.pages():
        if why.startswith("page"):
            read += 1
        elif why in KEPT_FROM_US:
            path = urlsplit(url).path
            paths[path] += 1
            kept[why] += paths[path] <= SAME_PATH
    if read >= floor * (read + kept.total()):
        return None
    return kept.most_common(1)[0][0]
