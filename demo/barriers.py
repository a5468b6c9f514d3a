"""Planting barriers and the entry for the aged, and telling the truth of them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urljoin

from demo.layout import Table, table
from demo.pages import SitePages

SENIOR = '<a href="javascript:void(0)" onclick="document.body.style.zoom = 1.5">长者版</a>'
"""The entry of a site for which nothing else is planted: a script of the page opens it."""


def plant_barriers(pages: SitePages) -> None:
    """Write the planted barriers into a site's pages."""
    site, plants = pages.site, table("barriers.toml")
    site.language = site.style not in {row["style"] for row in plants["language"]}
    site.senior = SENIOR
    for place, row in _barriers(pages):
        site.extras.setdefault(place, []).append(_written(pages, row))
    for row in plants["senior"]:
        if row["site"] == site.id:
            site.senior = _written(pages, row)
            if row.get("serves"):
                pages.makers[row["entry"]] = pages.makers[_help(pages)]
                pages.html.add(row["entry"])


def truth_of_barriers(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What an inspection must find of them, and what it must not."""
    site, plants = pages.site, table("barriers.toml")
    if not site.language:
        yield {
            "check": "accessibility_barriers",
            "reason": "html-has-lang",
            "subject": site.url,
            "detail": {"rule": "html-has-lang", "selector": "html"},
            "note": "模板没有标明语言",
        }
    for place, row in _barriers(pages):
        where = urljoin(site.url, pages.place(place))
        detail = {"rule": row["rule"]}
        yield {"check": "accessibility_barriers", "reason": row["rule"], "subject": where, "detail": detail} | row
    for row in plants["senior"]:
        if row["site"] == site.id:
            subject = urljoin(site.url, row.get("entry", ""))
            yield {"check": "missing_senior_mode", "subject": subject} | row
            if row.get("reason") == "dead" and "entry" in row:
                yield {"check": "broken_links", "reason": "gone", "subject": subject, "note": row["note"]}


def _barriers(pages: SitePages) -> Iterator[tuple[str, Table]]:
    """The barriers planted into a site's pages, each with its place."""
    for row in table("barriers.toml")["barrier"]:
        for at in row["at"]:
            site, _, place = at.partition(" ")
            if site == pages.site.id:
                yield place, row


def _written(pages: SitePages, row: Table) -> str:
    """The markup of a plant with its addresses filled in."""
    places = {"page": _help(pages), "picture": pages.path("/images/logo.png"), "entry": row.get("entry", "")}
    html = str(row["html"])
    for name, address in places.items():
        html = html.replace(f"{{{name}}}", escape(address))
    return html


def _help(pages: SitePages) -> str:
    """A page that every site has."""
    about = pages.site.columns.get("about")
    return pages.column_path(about) if about is not None else pages.path("/")
