"""Why the absence of something proves nothing: where we did not see enough of a site to say that it is not there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from checks.core import Seen
from storage.records import Column, Page, RunState

HIDING = frozenset({"list_by_script", "script_shell", "empty_body"})
"""Reasons to need a browser that keep titles from sight; a footer that a script writes does not."""


MENU = "menu_by_script"
"""Reason to need a browser that keeps the navigation of a home page from sight."""


def why_blind(seen: Seen, columns: Sequence[Column], least_pages: int = 2) -> str | None:
    """Why a column that was not found may be there all the same; None where enough was seen. Needs ``Page``."""
    home = next((column for column in columns if column.role == "home"), None)
    if home is None:
        return "incomplete_crawl"
    if home.doubt is not None:
        return home.doubt
    if seen.run.state is RunState.INCOMPLETE:
        return "incomplete_crawl"
    front = next((page for page in seen[Page] if page.url == home.url), None)
    if front is not None and front.needs_browser == MENU and not front.rendered:
        return "unrendered"
    maps = [column for column in columns if column.role == "sitemap_page" and column.own]
    if maps and all(column.doubt is not None for column in maps):
        return maps[0].doubt
    read = sum(1 for _ in islice(seen[Page], least_pages))
    return None if read >= least_pages else "too_little_seen"


def why_unseen(seen: Seen, columns: Sequence[Column]) -> str | None:
    """Why something that no page tells of may be told on one that was not read; None where all was read."""
    if any(page.needs_browser in HIDING and not page.rendered for page in seen[Page]):
        return "unrendered"
    coverage = seen.run.coverage
    if coverage is not None and coverage.skipped.get("budget"):
        return "incomplete_crawl"
    return why_blind(seen, columns)
