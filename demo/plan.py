"""What is planned for the demonstration city: its sites, their columns, articles and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True, kw_only=True)
class FilePlan:
    """An attachment: ``name`` as printed, ``path`` on the site's host, ``kind`` a kind of ``demo.files``."""

    name: str
    path: str
    kind: str


@dataclass(slots=True, kw_only=True, eq=False)
class ArticlePlan:
    """One article. ``dated`` is False where neither the page nor its address tells when it appeared."""

    id: int
    column: ColumnPlan
    title: str
    on: date
    at: str
    text: list[str]
    number: str | None = None
    related: ArticlePlan | None = None
    files: list[FilePlan] = field(default_factory=list)
    photo: int | None = None
    rows: list[tuple[str, str]] = field(default_factory=list)
    dated: bool = True


@dataclass(slots=True, kw_only=True, eq=False)
class ColumnPlan:
    """One column of a site.

    ``form``: list, page, folder or elsewhere. ``blank``: the sentence shown instead of items, "" for an empty
    shell, None where the list is filled. ``list_dates``: False where the list prints no dates.
    ``elsewhere``: address of the column on another site that keeps it.
    """

    key: str
    role: str
    name: str
    slug: str
    type: str
    form: str = "list"
    parent: str | None = None
    home: bool = False
    articles: list[ArticlePlan] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    blank: str | None = None
    list_dates: bool = True
    elsewhere: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class SitePlan:
    """One website. ``base``: its directory on the host, "" for the whole host; ``down``: nobody answers.

    ``footer_gaps``: pairs of footer element and page kind ("all" for every kind) in which it is left out.
    ``tags``: tags of pages by name and place (all, home, list, article, ``<column>/<index>``) with what they say
    instead, None where they are left out.
    ``wrong_codes``: identification codes of other sites, by the footer element that shows one.
    ``notice``: a script asks before a link leaves the city's sites.
    ``missing``: how the host answers addresses that do not exist: plain, soft, soft_redirect, to_home.
    ``language``: whether its templates name a language. ``senior``: the markup of the entry for the aged.
    ``search``: how its search behaves (``data/searches.toml``), empty where nothing is wrong with it.
    ``extras``: HTML planted into a page, by place (home, ``list:<column>``, ``<column>/<index>``).
    """

    id: str
    agency: Mapping[str, Any]
    name: str
    kind: str
    url: str
    host: str
    base: str
    code: str
    style: str
    topic: str
    scale: float
    phone: str
    address: str
    mark: str
    outward: bool = True
    down: bool = False
    missing: str = "plain"
    boards: tuple[str, ...] | None = None
    columns: dict[str, ColumnPlan] = field(default_factory=dict)
    footer_gaps: set[tuple[str, str]] = field(default_factory=set)
    tags: dict[tuple[str, str], str | None] = field(default_factory=dict)
    wrong_codes: dict[str, str] = field(default_factory=dict)
    notice: bool = True
    extras: dict[str, list[str]] = field(default_factory=dict)
    language: bool = True
    senior: str = ""
    search: Mapping[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """The body's name as running text uses it."""
        return str(self.agency["about"])

    def has(self, element: str, kind: str) -> bool:
        """Whether pages of ``kind`` print this footer element."""
        return (element, "all") not in self.footer_gaps and (element, kind) not in self.footer_gaps
