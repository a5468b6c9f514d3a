"""What the readers see on one page: the result types that all readers share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.records import Answer, PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLink:
    """A link as read: ``url`` absolute with fragment kept, or the text as written where ``fault`` is set."""

    url: str
    text: str
    via: str
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list. ``dated_from``: how ``published`` was read (printed, no_year, url), None if undated."""

    title: str
    url: str | None
    published: date | None = None
    dated_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A repeated structure of items. ``pager``: addresses of its further pages, in order. ``blank``: what shows
    that the list is an empty shell (no_items, under_construction, zero_total), None where it holds items. ``aside``:
    it is by its name or heading a box beside what the page is for: what is hot, recommended, related."""

    items: tuple[Item, ...]
    pager: tuple[str, ...] = ()
    blank: str | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that an article offers; ``url`` is None where the text names it without a link."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is printed about a document. ``printed_number``: as it stands there. ``labels``: fields with a label."""

    index_no: str | None = None
    title: str | None = None
    number: str | None = None
    printed_number: str | None = None
    issuer: str | None = None
    written: date | None = None
    published: date | None = None
    validity: str | None = None
    valid_to: date | None = None
    effective: date | None = None
    disclosure: str | None = None
    sort: str | None = None
    labels: frozenset[str] = frozenset()

    @property
    def is_document(self) -> bool:
        """Whether these are the particulars of an official document rather than of any article."""
        return len(self.labels & {"index_no", "number", "issuer", "written", "validity", "disclosure"}) >= 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The main text of a page and what is printed about it. ``published_from``: meta, label, visible, script, url."""

    title: str | None
    text: str
    published: date | datetime | None = None
    published_from: str | None = None
    source: str | None = None
    number: str | None = None
    attachments: tuple[Attachment, ...] = ()
    head: Head = Head()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHint:
    """The column a page says it is or belongs to. ``why``: ColumnType, ColumnName, breadcrumb, title..."""

    role: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that is read from one page, in one parse.

    ``metas``: names lower-cased, first value wins. ``footer``: footer elements (standards 2.1) by field name.
    ``footer_seen``: False where scripts may build the lower end. ``template``: digest of the page's skeleton.
    ``needs_browser``: why a visitor sees something else (empty_body, script_shell, list_by_script,
    footer_by_script, of a home page menu_by_script), None where the raw page tells all. ``ids``: values of id and
    name attributes.
    ``called``: addresses, with texts, that its elements hand to functions: visited, no links.
    ``redacted``: the source without the numbers of persons that it gave away, None where it gave away none.
    ``records``: content facts of this page alone, nouns of ``storage.records``, kept beside the page.
    """

    url: str
    encoding: str | None
    answer: Answer
    kind: PageKind
    article: Article
    html_title: str | None = None
    lists: tuple[ItemList, ...] = ()
    links: tuple[RawLink, ...] = ()
    column: ColumnHint | None = None
    breadcrumb: tuple[RawLink, ...] = ()
    metas: Mapping[str, str] = field(default_factory=dict)
    footer: Mapping[str, str] = field(default_factory=dict)
    footer_seen: bool = True
    template: str | None = None
    needs_browser: str | None = None
    ids: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    text_length: int = 0
    redacted: str | None = None
    records: tuple[Any, ...] = ()
    doubts: tuple[str, ...] = ()
