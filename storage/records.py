"""The nouns of an inspection: what is inspected, what was seen, what was found, how it scored.

Frozen, slotted, keyword-only dataclasses without dependencies. The crawler makes the facts, the checks read
facts and make findings, the reports read everything; they meet only here. Times are aware datetimes; dates
printed on pages are ``date`` in Asia/Shanghai. ``None`` means "not known", never "no".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

SHANGHAI = timezone(timedelta(hours=8), "+08:00")
"""Asia/Shanghai as a fixed offset: no daylight saving since 1991, and every printed date is later."""


# ---------------------------------------------------------------- vocabularies


class Outcome(StrEnum):
    """What one look of a check says: the W3C's five answers, of which "not applicable" is silence."""

    PASS = "pass"  # noqa: S105 - an answer
    FAIL = "fail"
    UNSURE = "unsure"
    NOT_RUN = "not_run"


class Nature(StrEnum):
    """Whether a fault can be mended (standing) or has happened for good (event)."""

    STANDING = "standing"
    EVENT = "event"


class Failure(StrEnum):
    """Why no HTTP answer came back. ``OURS`` is our own fault and never counts against a site."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    RESET = "reset"
    OURS = "ours"


class Method(StrEnum):
    """How a look was made."""

    GET = "get"
    BROWSER = "browser"
    DNS = "dns"
    TLS = "tls"
    PROBE = "probe"
    READ = "read"
    COMPARE = "compare"


class Answer(StrEnum):
    """What a visitor gets to see, whatever the status code says."""

    PAGE = "page"
    MISSING = "missing"
    REFUSED = "refused"
    HOME = "home"
    EMPTY = "empty"


class PageKind(StrEnum):
    """What kind of page the readers took it for."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    GUIDE = "guide"
    REPORT = "report"
    MESSAGE = "message"
    SERVICE_GUIDE = "service_guide"
    ACCOUNT = "account"
    POST = "post"
    OTHER = "other"


class Sign(StrEnum):
    """A fact observed while looking at an address; what it proves is for a check to say."""

    CHALLENGE = "challenge"  # a bot wall, a WAF text or a waiting room answered
    LIKE_MISSING = "like_missing"  # the same answer that this host gives to random paths
    MISSING_TEXT = "missing_text"  # the page says in words that it does not exist
    TO_HOME = "to_home"  # ended on the host's home page although another address was asked for
    RANDOM_TO_HOME = "random_to_home"  # this host sends random paths to its home page as well
    LOOP = "loop"  # redirects that never end
    EMPTY = "empty"  # no bytes at all
    HTML_FOR_FILE = "html_for_file"  # an HTML page where a file was promised
    WRONG_MAGIC = "wrong_magic"  # first bytes do not fit the promised file type
    TRUNCATED = "truncated"  # fewer bytes than declared
    TOO_LARGE = "too_large"  # over the size limit: head and first bytes only
    PRIVATE = "private"  # a private address, not fetched
    ROBOTS = "robots"  # forbidden by robots.txt, not fetched
    UNDECODABLE = "undecodable"  # bytes that no known encoding explains
    PROXY_ERROR = "proxy_error"  # 502 or 504 that came from the forward proxy


class ColumnForm(StrEnum):
    """What stands behind the address of a column."""

    LIST = "list"
    PAGE = "page"  # one page: a guide, an overview
    FOLDER = "folder"  # leads to sub-columns only
    ELSEWHERE = "elsewhere"  # kept on another site of the registry


class RunState(StrEnum):
    """How far a run got. ``INCOMPLETE`` runs can be resumed and are not judged as whole."""

    OPEN = "open"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


# ---------------------------------------------------------------- who is inspected


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that answers for sites and accounts.

    ``klass``: municipal, district, department, committee, institution.
    """

    id: str
    name: str
    short_name: str
    klass: str
    email: str | None = None
    superior: str | None = None
    order: int | None = None
    contact: str | None = None
    channels: tuple[str, ...] = ()
    formed_on: date | None = None
    ended_on: date | None = None
    predecessor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOverride:
    """A column as an office's profile names it; beats whatever the readers recognise."""

    role: str
    name: str | None = None
    url: str | None = None
    list: str | None = None
    item: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A fault that the office has accepted, with its reason and expiry (comply or explain)."""

    check: str
    subject: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the office knows about one site that the program should not have to guess.

    ``pace``: requests a second, None for the office's setting. ``hosts``: further hosts (``host[:port]``) of the
    site. ``exclude``: URL path prefixes that do not belong to it.
    """

    hosts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pace: float | None = None
    render: str | None = None
    obey_robots: bool | None = None
    columns: tuple[ColumnOverride, ...] = ()
    exceptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A government website. ``kind``: portal, subsite, committee. ``agency`` is None only in a precheck."""

    id: str
    agency: str | None
    name: str
    kind: str
    url: str
    site_id_code: str | None = None
    outward_services: bool = True
    platform: str | None = None
    operator: str | None = None
    status: str = "running"
    valid_from: date | None = None
    valid_until: date | None = None
    filing: str | None = None
    profile: Profile = Profile()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A new-media account. ``platform`` as in the standards, section 8."""

    id: str
    agency: str
    platform: str
    name: str
    handle: str | None
    url: str | None
    feed: str | None
    registered: bool
    status: str = "running"
    valid_from: date | None = None
    valid_until: date | None = None
    filing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who decides or releases. ``roles``: inspector, reviewer, releaser, editor."""

    id: str
    name: str
    agency: str
    roles: tuple[str, ...]
    email: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything under inspection, by id, in the order of the tables."""

    agencies: Mapping[str, Agency]
    sites: Mapping[str, Site]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)


# ---------------------------------------------------------------- what was seen


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

    Exactly one of ``status`` and ``failure`` is set, except for addresses that were not fetched on purpose
    (``signs`` says why; both None). ``final_url``: where redirects led, None when nowhere else. ``length``:
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


# ---------------------------------------------------------------- what was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The rule behind a finding. ``level``: 国家, 市, 区, 本办检查口径. ``confidence``: tag of the standards."""

    document: str
    clause: str
    level: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look as a finding's evidence prints it."""

    at: datetime
    method: Method
    outcome: str
    sha256: str | None = None


KEYED_DETAIL = ("role", "identity", "element", "rule", "selector", "kind", "law", "policy", "item")
"""Fields of ``detail`` that tell two findings of one check on one page apart, in the order of the key."""

FOOTER_ELEMENTS = (
    "party_gov_badge",
    "error_report_entry",
    "site_id_code",
    "sponsor",
    "contact",
    "icp_number",
    "police_filing",
    "sitemap_link",
)
"""Elements that the foot of every page must list, in the order of the standard (standards, section 2.1)."""

GROUPED_CHECKS = frozenset(
    {
        "broken_links",
        "wrong_links",
        "unannounced_external_links",
        "missing_footer_elements",
        "missing_page_tags",
        "accessibility_barriers",
    }
)
"""Checks with one finding a site for each fault, however many pages show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault, doubt or gap, as a check saw it.

    ``page`` equals ``subject`` where there is no other. ``path``: link texts from home to ``page``.
    Sentences are rendered from ``reason`` and ``detail`` when needed, never stored.
    """

    target: str
    check: str
    reason: str
    outcome: Outcome
    subject: str
    page: str
    nature: Nature = Nature.STANDING
    detail: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Sight, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The finding's name over runs and quarters; days, counts and status never enter."""
        grouped = self.check in GROUPED_CHECKS
        parts = [self.target, self.check]
        if not (grouped and self.subject == self.page):
            parts.append(self.subject)
        if not grouped:
            parts.append(self.page)
        parts += [str(self.detail[name]) for name in KEYED_DETAIL if self.detail.get(name) is not None]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


# ---------------------------------------------------------------- how it scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One scheme row applied to one target.

    ``state``: settled, pending (open doubts could change it), manual (a person must fill it), not_applicable,
    not_measured, not_due. ``lost``/``lost_at_most``: points deducted if every doubt is cleared / upheld.
    ``uncapped``: the deduction without the row's cap. ``veto``/``veto_possible``: the same for a veto.
    ``fails``, ``doubts``, ``examined``: counts behind it. ``due_on``: first day on which it can fail.
    """

    row: str
    title: str
    part: str
    state: str
    points: Decimal | None = None
    lost: Decimal = Decimal(0)
    lost_at_most: Decimal = Decimal(0)
    uncapped: Decimal = Decimal(0)
    veto: bool = False
    veto_possible: bool = False
    fails: int = 0
    doubts: int = 0
    examined: int | None = None
    keys: tuple[str, ...] = ()
    due_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The verdict on one target under one scheme revision.

    ``verdict``: pass, fail, pending, not_assessable. ``points`` is set only when settled; ``low`` and ``high``
    are the two ends. ``reference``: points shown for orientation only (targets judged by veto alone).
    """

    period: str
    round: int
    target: str
    kind: str
    klass: str | None
    scheme: str
    revision: int
    scheme_sha256: str
    verdict: str
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    uncapped: Decimal
    bonus: Decimal
    reference: bool
    marks: tuple[Mark, ...]
