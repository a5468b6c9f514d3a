"""What was seen: runs, looks, pages, links, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.records.vocabularies import Answer, ColumnForm, Failure, Method, PageKind, RunState, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One inspection of one target in one round of one period.

    ``as_of`` is the moment the verdict speaks of. ``settings``: the crawl settings it ran under, as JSON-able
    values. ``trouble``: why the run is unfit to judge, a not_run reason of the interface, or None.
    """

    id: int
    period: str
    round: int
    target: str
    as_of: datetime
    started_at: datetime
    ended_at: datetime | None = None
    state: RunState = RunState.OPEN
    trouble: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a site was seen. ``skipped``: addresses not fetched, by reason (robots, trap, budget...)."""

    known: int
    fetched: int
    pages: int
    failed: int
    blocked: int
    undecodable: int
    rendered: int
    needed_browser: int
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One attempt to open an address, and what came of it.

    Exactly one of ``status`` and ``failure`` is set, except for addresses that were not asked for
    (``signs`` or ``note`` says why; both None). ``final_url``: where redirects led, None when nowhere else. ``length``:
    bytes received or declared, None when unknown. ``sha256``: of the decoded body, None when none was kept.
    """

    url: str
    at: datetime
    method: Method = Method.GET
    status: int | None = None
    failure: Failure | None = None
    final_url: str | None = None
    content_type: str | None = None
    length: int | None = None
    sha256: str | None = None
    elapsed_s: float | None = None
    signs: tuple[Sign, ...] = ()
    note: str | None = None

    @property
    def asked(self) -> bool:
        """Whether the address was asked for at all; else there is only the reason why not."""
        return self.status is not None or self.failure is not None

    @property
    def outcome(self) -> str:
        """The look in one word, as findings print it: a status, ok, dns, refused, timeout, tls, reset, ours."""
        if self.failure is not None:
            return str(self.failure)
        return "ok" if self.status is None else str(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the readers saw on one HTML page.

    ``depth``: clicks from home. ``parent`` and ``name``: the page and the link text through which it was first
    found (None for home). ``footer``: elements of standards 2.1 found, by field name, with the printed value.
    ``footer_seen``: False where the lower end of the page could not be judged (script-built and not rendered).
    ``metas``: meta tags, names lower-cased. ``template``: digest of the page's skeleton, equal for pages of one
    template. ``needs_browser``: why the raw page is not what a visitor sees, None where it is. ``ids``: values
    of id and name attributes that some fragment on the site may point to. ``items``: number of list items with
    date found; ``newest``: the newest printed date among them that is not in the future.
    """

    url: str
    status: int
    depth: int
    parent: str | None
    name: str | None
    answer: Answer
    kind: PageKind
    title: str | None
    published: date | datetime | None = None
    published_from: str | None = None
    source: str | None = None
    encoding: str | None = None
    rendered: bool = False
    needs_browser: str | None = None
    sha256: str | None = None
    text_length: int = 0
    template: str | None = None
    footer: Mapping[str, str] = field(default_factory=dict)
    footer_seen: bool = True
    metas: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    items: int = 0
    newest: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address as one page names it.

    ``target``: absolute URL without fragment, or the text as written where ``fault`` is set (malformed,
    local_path). ``via``: the markup that names it (a, img, script, css, iframe, form, meta, onclick...).
    """

    page: str
    target: str
    text: str = ""
    via: str = "a"
    fragment: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What something other than a page names. ``via``: css, sitemap or robots; ``targets``: without fragments."""

    source: str
    via: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A distinct address that pages of a site name, with every look at it in this round, oldest first.

    ``internal``: the site's own crawl has looked at it. ``fault``: why ``url`` is the text as written rather than
    an address (malformed, local_path), None otherwise.
    """

    url: str
    looks: tuple[Look, ...]
    internal: bool
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a column's list. ``dated_from``: list, article, url, or None where undated."""

    column: str
    title: str
    url: str | None
    published: date | None = None
    dated_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a site, recognised by name or given by the profile.

    ``role``: a kind of standards 12, "" where the name tells none. ``own``: kept on this site; otherwise
    ``elsewhere`` is the registry's site that keeps it. ``newest``: newest printed date not after as_of.
    ``items``: list items seen on the pages read; ``undated``: those whose date neither list nor article gave;
    ``asked``: articles that were asked for the date their list does not print.
    ``blank``: what shows that nothing is in it (no_items, under_construction, zero_total), None where
    something is. ``doubt``: why we could not see enough to judge (a not_run reason), None where we could.
    ``why``: how it was recognised, for people to dispute.
    """

    role: str
    name: str
    url: str
    form: ColumnForm
    first_level: bool
    own: bool
    why: str
    elsewhere: str | None = None
    newest: date | None = None
    newest_url: str | None = None
    items: int = 0
    undated: int = 0
    asked: int = 0
    blank: str | None = None
    doubt: str | None = None
    looks: tuple[Look, ...] = ()
