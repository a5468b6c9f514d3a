"""Faults that come from a platform's template: the same on several of its sites, so one cure mends them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from checks import messages
from reports.publish.model import SharedFault, SiteCard
from reports.publish.packed import Row
from storage.records import Site

SITES = 3
"""Sites of one platform from which on a fault that all show is the platform's."""

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "missing_footer_elements": ("element",),
    "missing_page_tags": ("missing",),
    "accessibility_barriers": ("rule", "selector"),
    "broken_links": (),
}
"""Checks whose faults a template makes, and the fields that tell one such fault from another."""

_PAGES = re.compile(r"^[\d,]+ 个网页")


def shared_faults(cards: Iterable[SiteCard]) -> tuple[SharedFault, ...]:
    """The faults of platforms, those on most sites first."""
    found: dict[tuple[str, ...], dict[str, list[Row]]] = {}
    sites: dict[str, Site] = {}
    for card in cards:
        platform = card.site.platform
        if not platform:
            continue
        sites[card.site.id] = card.site
        for row in card.of("fail"):
            named = _named(row, card.site)
            if named is not None:
                found.setdefault((platform, *named), {}).setdefault(card.site.id, []).append(row)
    shared = [_fault(platform, rows, sites) for (platform, *_), rows in sorted(found.items()) if len(rows) >= SITES]
    return tuple(sorted(shared, key=lambda one: (-one.sites, one.platform, one.check, one.what)))


def _named(row: Row, site: Site) -> tuple[str, ...] | None:
    """What tells a template's fault from another, whatever the site; None where no template makes it."""
    fields = NAMED_BY.get(row["check"])
    if fields is None:
        return None
    if fields:
        return (row["check"], row["reason"], *(str(row["detail"].get(name)) for name in fields))
    try:
        place, home = urlsplit(row["subject"]), urlsplit(site.url)
    except ValueError:
        return None
    return (row["check"], row["reason"], place.path) if place.hostname == home.hostname else None


def _fault(platform: str, rows: Mapping[str, list[Row]], sites: Mapping[str, Site]) -> SharedFault:
    first = next(iter(rows.values()))[0]
    operators = {sites[site].operator for site in rows}
    return SharedFault(
        platform=platform,
        operator=operators.pop() if len(operators) == 1 else None,
        check=first["check"],
        reason=first["reason"],
        what=f"{messages.title(first['check'])}：{_told(first)}",
        remedy=first["remedy"],
        sites=len(rows),
        keys={site: tuple(row["key"] for row in own) for site, own in rows.items()},
    )


def _told(row: Row) -> str:
    """The fault without the numbers of one site."""
    detail = row["detail"]
    if "element" in detail:
        return messages.element_name(detail["element"])
    if "selector" in detail:
        return _PAGES.sub("网页", row["message"])
    return str(detail.get("missing") or urlsplit(row["subject"]).path)
