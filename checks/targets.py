"""Which pages name an address, for the checks that give one finding a target."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from checks.core import Group, Seen
from storage.records import Link, Mentions, Page


@dataclass(frozen=True, slots=True)
class Named:
    """Where an address stands. ``page``: the one that stands for all; ``link``: the first by page and text;
    ``detail``: the fields of every grouped finding."""

    page: str
    link: Link
    detail: Mapping[str, Any]


def named(seen: Seen, targets: Collection[str]) -> Iterator[tuple[str, Named]]:
    """Each of ``targets`` that something names, sorted. Needs Link, Page and Mentions.

    What a style sheet names belongs to the pages that use the sheet; what only a sitemap or robots.txt names, to that
    file. A page that names itself does not count: nobody meets the link where it does not open.
    """
    first: dict[str, Link] = {}
    wanted: dict[str, set[str]] = {}
    sheets, files = _mentioned(seen, targets)
    for link in seen.links_to({*targets, *sheets}):
        for target in {link.target} & set(targets) | sheets.get(link.target, set()):
            if link.page == target:
                continue
            wanted.setdefault(link.page, set()).add(target)
            place = link if link.target == target else Link(page=link.page, target=target, via="css")
            if target not in first or (place.page, place.text) < (first[target].page, first[target].text):
                first[target] = place
    groups: dict[str, Group] = {}
    for page in seen[Page]:
        for target in wanted.get(page.url, ()):
            groups.setdefault(target, Group(seen.site.url)).add(page)
    for target in sorted(groups.keys() | files.keys()):
        if (group := groups.get(target)) is not None:
            yield target, Named(group.page, first[target], group.detail())
        else:
            link = files[target]
            yield target, Named(link.page, link, {"pages": 1, "examples": [link.page], "on_home": False})


def called(link: Link) -> str:
    """What a reader knows a link by: its text, else the name of the file it names."""
    path = re.split(r"[?#]", link.target, maxsplit=1)[0]  # what is malformed no parser splits
    return (link.text or unquote(path.rstrip("/").rpartition("/")[2]) or link.target)[:80]


def _mentioned(seen: Seen, targets: Collection[str]) -> tuple[dict[str, set[str]], dict[str, Link]]:
    """Which of ``targets`` each style sheet names, itself or through others; and which stand in other files."""
    wanted = set(targets)
    by_sheet: dict[str, tuple[str, ...]] = {}
    files: dict[str, Link] = {}
    for mentions in seen[Mentions]:
        if mentions.via == "css":
            by_sheet[mentions.source] = mentions.targets
            continue
        for target in wanted & set(mentions.targets):
            files.setdefault(target, Link(page=mentions.source, target=target, via=mentions.via))
    sheets: dict[str, set[str]] = {}
    for sheet in by_sheet:
        reached, waiting = {sheet}, [sheet]
        while waiting:
            further = by_sheet.get(waiting.pop(), ())
            waiting += [url for url in further if url in by_sheet and url not in reached]
            reached.update(further)
        if found := reached & wanted - {sheet}:
            sheets[sheet] = found
    return sheets, files
