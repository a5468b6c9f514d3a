"""Whether an address outside all sites has changed hands: its title, or that its domain is for sale."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from crawler.decode import Undecodable, decode
from crawler.lexicons import Spam
from crawler.looks.answers import Answer
from crawler.readers.dom import squeeze
from crawler.readers.outward import host_of, is_official
from crawler.readers.spam import words_of
from storage.records import Sign

NOTED = "title: "
"""How the title of a page outside all sites is noted, for comparison by later inspections."""

MAX_TITLE = 80
MAX_PARKED_BYTES = 60_000
"""Larger pages have something of their own to show."""

_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})", re.IGNORECASE)
_PARKED = re.compile(
    r"(?:域名|网址|米)[^<>。]{0,12}(?:出售|转让|停放|待售|一口价|交易中|可合作)|(?:出售|转让|购买)(?:此|该|本)?域名"
    r"|domain\s(?:name\s)?(?:is\s)?(?:may\sbe\s)?for\ssale|buy\sthis\sdomain|this\sdomain\sis\sparked|parked\s(?:free|domain)",
    re.IGNORECASE,
)


def owner_signs(answer: Answer, known: Spam) -> tuple[tuple[Sign, ...], str | None]:
    """What a page says of its owner, and its title; nothing of hosts of the world of offices."""
    if not answer.html or not answer.kept or answer.status != 200 or is_official(host_of(answer.final_url)):
        return (), None
    try:
        text = decode(answer.body, answer.content_type).text
    except Undecodable:
        return (), None
    found = _TITLE.search(text[:200_000])
    title = squeeze(html.unescape(found[1]))[:MAX_TITLE] if found is not None else ""
    signs: list[Sign] = []
    if title and words_of(title, known).strong:
        signs.append(Sign.SPAM_TITLE)
    elif len(answer.body) <= MAX_PARKED_BYTES and (_PARKED.search(title) or _PARKED.search(text)):
        signs.append(Sign.PARKED)
    return tuple(signs), title or None


def was_another(notes: Iterable[str], title: str | None) -> bool:
    """Whether an earlier inspection noted another title that did not offer a domain."""
    before = [note.removeprefix(NOTED) for note in notes if note.startswith(NOTED)]
    return any(one != title and not _PARKED.search(one) for one in before)
