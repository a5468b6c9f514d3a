"""What a report tells: plain values, read from the store once; nothing here asks the network or the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from checks.deadlines import Deadlines
from reports.accounts import in_service
from reports.policy_rows import PolicyTable
from reports.publish.packed import Findings, Row
from reports.publish.words import PROVISIONAL, VERDICTS
from reports.rounds import Round
from storage.records import Account, Agency, Mark, Run, Scorecard, Site

AGES = ("本季新增", "上季未改", "历史存量")
"""Since when a fault has been there: since this period, since the one inspected before, or longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What a target came to in one period. ``high``: points with every doubt cleared, None where nothing was
    measured; ``changed``: why it cannot be compared with the one before, None where it can."""

    period: str
    verdict: str
    low: Decimal | None
    high: Decimal | None
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityQuarter:
    """How many of a city's sites, or accounts, passed in one period, of how many that could be judged.

    ``pending``: verdicts still open. ``changed``: as in ``Quarter``.
    """

    period: str
    passed: int
    judged: int
    pending: int
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a site stands in its class. ``place``: 1 is best, equal points share it; ``among``: sites compared, itself
    included. ``left_out``: sites of the class that could not be compared. ``median``: of the points of those compared.
    """

    klass: str
    place: int
    among: int
    left_out: int
    points: Decimal
    median: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to the home page. ``elapsed_s``: None where it did not open."""

    at: datetime
    elapsed_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How long the home page took to open, in seconds. ``visits``: those that count; ``opened``: those that did;
    ``series``: the visits of the week's watch, oldest first, none where the crawl alone opened it."""

    visits: int
    opened: int
    least: float
    median: float
    most: float
    series: tuple[Visit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TargetCard:
    """One target: who answers for it, how it scored, what was found. ``findings``: sorted as exported.

    ``mended``: findings of earlier rounds of the period that the last no longer shows. ``examined``: checks made.
    ``began``: when the first run of this period began, and that of the period before; findings tell the time in the
    same form. ``history``: what it came to in every period up to this one, oldest first.
    """

    site: Site
    agency: Agency | None
    run: Run
    scorecard: Scorecard
    findings: Findings
    mended: tuple[Row, ...] = ()
    examined: frozenset[str] = frozenset()
    began: tuple[str, str | None] = ("", None)
    history: tuple[Quarter, ...] = ()

    def of(self, outcome: str) -> list[Row]:
        """The findings of one outcome as it stands: a doubt that was upheld fails, what was cleared is out."""
        return self.findings.standing().get(outcome, [])

    @property
    def tally(self) -> Mapping[str, Counter[str]]:
        """How many findings of each outcome each check has."""
        return self.findings.tally

    def count(self, outcome: str) -> int:
        """How many findings of an outcome there are."""
        return self.tally[outcome].total()

    def age(self, row: Row) -> str:
        """Since when a fault has been there, of ``AGES``."""
        now, before = self.began
        if row["first_seen"] >= now:
            return AGES[0]
        return AGES[1] if before is None or row["first_seen"] >= before else AGES[2]

    @property
    def called(self) -> str:
        """A short name."""
        return self.site.name

    @property
    def vetoes(self) -> list[Mark]:
        """The rows that certainly veto."""
        return [mark for mark in self.scorecard.marks if mark.veto]

    @property
    def reachable(self) -> bool:
        """Whether there was anything to judge."""
        return self.run.trouble is None


@dataclass(frozen=True, kw_only=True)
class SiteCard(TargetCard):
    """One site. ``policies``: documents with their interpretations, None where none were looked for. ``opening``: of
    its home page, None where nobody measured. ``place``: in its class, None where it cannot be compared."""

    policies: PolicyTable | None = None
    opening: Opening | None = None
    place: Place | None = None

    @property
    def called(self) -> str:
        """A short name: the agency's where this is its own site, else the site's."""
        own = self.agency is not None and self.agency.id and self.site.kind != "subsite"
        return (self.agency.short_name if own and self.agency is not None else "") or self.site.name


@dataclass(frozen=True, kw_only=True)
class AccountCard(TargetCard):
    """One new-media account. ``last_post``: the day of its newest post up to the day of the verdict, pinned ones left
    out; None where none could be read. ``period_posts``: of a service account, which may post but four times a month,
    how many it has posted in the quarter."""

    account: Account
    last_post: date | None = None
    period_posts: int | None = None

    @property
    def silent_days(self) -> int | None:
        """Days from its newest post to the day of the verdict; None where no post could be read."""
        return None if self.last_post is None else (self.run.as_of.date() - self.last_post).days


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFault:
    """One fault that a platform's template puts on several of its sites: the platform's to mend, told once.

    ``sites``: how many show it; ``keys``: of its findings, by site id, of those that the reader may see.
    """

    platform: str
    operator: str | None
    check: str
    reason: str
    what: str
    remedy: str
    sites: int
    keys: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeNote:
    """Which scheme judged: enough to tell it from any other, and how long it gives to mend what it finds."""

    id: str
    title: str
    revision: int
    sha256: str
    confidence: Mapping[str, str]
    clauses: Mapping[str, str]
    deadlines: Deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectified:
    """What became of the faults of one target that its agency was told to mend. ``asked``: items; ``states``: how they
    stand, in words."""

    target: str
    agency: str
    asked: int
    mended: int
    states: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRow:
    """The accounts of one platform. ``counts``: verdicts; ``newest``, ``oldest``: the newest posts of the account that
    posted last and of the one that has been silent longest, None where none could be read."""

    name: str
    counts: Mapping[str, int]
    newest: date | None = None
    oldest: date | None = None

    @property
    def accounts(self) -> int:
        """How many were inspected."""
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        """How many could be assessed: the denominator of the pass rate."""
        return self.accounts - self.counts.get("not_assessable", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityReport:
    """One round of one period of a whole city, or of the part that one agency answers for.

    ``period``: as printed, 2026年第四季度. ``rounds``: those of the period, where the report speaks of it whole.
    ``figures``: what others counted: name, sum, of how many sites it is known. ``registered``: the accounts of the
    register, inspected or not. ``sample``: how many accounts inspectors looked at by hand, of how many (抽查 n/N); None
    where nothing was drawn. ``history``: pass rates of sites and of accounts by period, oldest first. ``floor``:
    the share of known addresses that must have been looked at. ``draft``: what a page that is not yet final says of
    itself at its top; None where it says nothing. ``signed``: when it was signed, and as which correction.
    """

    office: str
    city: str
    period: str
    round: int
    as_of: datetime
    scheme: SchemeNote
    cards: tuple[SiteCard, ...]
    accounts: tuple[AccountCard, ...] = ()
    registered: tuple[Account, ...] = ()
    rounds: tuple[Round, ...] = ()
    figures: tuple[tuple[str, str, int], ...] = ()
    platforms: tuple[PlatformRow, ...] = ()
    shared: tuple[SharedFault, ...] = ()
    history: Mapping[str, Sequence[CityQuarter]] = field(default_factory=dict)
    sample: str | None = None
    floor: float = 0.0
    draft: str | None = None
    signed: str | None = None

    @property
    def targets(self) -> Iterator[TargetCard]:
        """The sites, then the accounts."""
        yield from self.cards
        yield from self.accounts

    @property
    def verdicts(self) -> Mapping[str, str]:
        """What verdicts are called: provisionally, until they are final."""
        return PROVISIONAL if self.draft else VERDICTS

    @property
    def used(self) -> tuple[Account, ...]:
        """The accounts in service on the day of the verdict."""
        return tuple(account for account in self.registered if in_service(account, self.as_of))

    @property
    def filed(self) -> int:
        """How many accounts are out of service with a filing: outside all rates."""
        return sum(account.status in {"suspended", "closed"} and bool(account.filing) for account in self.registered)

    @property
    def passed_by(self) -> tuple[tuple[str, Sequence[CityQuarter]], ...]:
        """The pass rates over the periods, of what there was."""
        return tuple((name, quarters) for name, quarters in self.history.items() if quarters)
