"""Where the tags of a page (网页标签) and what it shows do not agree."""

from __future__ import annotations

from dataclasses import dataclass

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
"""Tags that every page, home and column pages, and content pages must carry (standards, section 2.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagDifference:
    """A tag of one content page that says something else than the page shows.

    ``said``: what the tag says; ``shown``: what stands on the page, None where the tag is in no readable form.
    ``certain``: nothing else on the page may be meant.
    """

    url: str
    tag: str
    said: str
    shown: str | None
    certain: bool
