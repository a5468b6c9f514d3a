"""Planting faults of the sites' own searches, and telling the truth of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from demo.layout import table
from demo.plan import SitePlan

if TYPE_CHECKING:
    from demo.pages import SitePages

SEARCHED = "/api/search-"
"""Where the script-built site keeps what a search found."""

SHORT = 12
"""Characters that a search shows of a title where it cuts titles off."""


def plant_search(site: SitePlan) -> None:
    """Say how a site's search behaves."""
    site.search = next((row for row in table("searches.toml")["search"] if row["site"] == site.id), {})


def shown_results(site: SitePlan, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was found as the site's search shows it."""
    how = site.search.get("how")
    if how == "shortened":
        return [item | {"title": f"{item['title'][:SHORT]}…"} for item in found]
    if how == "counted":
        return [item | {"href": f"{site.base}/visit?url={quote(urljoin(site.url, item['href']))}"} for item in found]
    return [] if how == "guarded" else found


def truth_of_search(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What an inspection must find of a site's search, and what it must not."""
    row = pages.site.search
    if row:
        yield from ({**row, "subject": subject} for subject in _subjects(pages, row))


def _subjects(pages: SitePages, row: Mapping[str, Any]) -> Iterator[str]:
    site = pages.site
    if row["how"] == "stale":
        yield from (urljoin(site.url, pages.place(place)) for place in row["articles"])
    else:
        yield urljoin(site.url, pages.path(pages.style.search)) if row["how"] == "error" else site.url
