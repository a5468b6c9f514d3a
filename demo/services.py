"""Service guides: what ``data/services.toml`` changes in them, and what an inspection must say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from demo.layout import table
from demo.pages import SitePages
from demo.plan import SitePlan


def change_services(site: SitePlan) -> None:
    """Plant the faults of a site's guides; those guides offer no file, so that nothing hides what they lack."""
    for row in table("services.toml")["guide"]:
        if row["site"] == site.id:
            article = site.columns["service"].articles[row["index"]]
            changed = row.get("changed", {})
            rows = [(name, changed.get(name, value)) for name, value in article.rows]
            article.rows = [(name, value) for name, value in rows if name not in row.get("without", ())]
            article.files = []


def truth_of_services(pages: SitePages) -> Iterator[dict[str, Any]]:
    """A row for each guide that was changed."""
    site = pages.site
    for row in table("services.toml")["guide"]:
        if row["site"] == site.id:
            article = site.columns["service"].articles[row["index"]]
            yield {"reason": None, "subject": urljoin(site.url, pages.article_path(article))} | row
