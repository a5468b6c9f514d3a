"""What a check is, what it may see, and how its findings are gathered.

A check is a pure function from declared facts to findings. It knows neither its points (the scheme does), nor
the network, nor the clock (``seen.as_of`` is the only one), nor the sentences people read (``messages`` has them).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from checks.options import Window as Window  # noqa: PLC0414 - rules know the core alone
from checks.options import overlaid
from storage.records import (
    SHANGHAI,
    Agency,
    Finding,
    Link,
    Look,
    Nature,
    Outcome,
    Page,
    Registry,
    Run,
    Sight,
    Site,
)

T = TypeVar("T")

EXAMPLES = 20
"""How many example pages a grouped finding lists (interface: up to 20, page first)."""

_Place = tuple[int, str]
"""A page as it is ranked: clicks from home, address."""


class Facts(Protocol):
    """What is stored about one site in one run. ``storage.store`` implements it; tests build it by hand."""

    @property
    def run(self) -> Run: ...
    @property
    def site(self) -> Site: ...
    @property
    def agency(self) -> Agency | None: ...
    @property
    def registry(self) -> Registry: ...

    def records(self, noun: type[T]) -> Iterable[T]:
        """Every stored record of one noun, streamed; iterating again reads again."""

    def links_to(self, targets: Collection[str]) -> Iterator[Link]:
        """The links whose target is one of ``targets``, in one scan over the site's edges."""

    def path_to(self, page: str) -> tuple[str, ...]:
        """Link texts from the home page to ``page``; empty where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule as code. ``reasons`` maps each reason to the outcome it has unless a finding says otherwise.

    ``on``: what it looks at: site, account, or any for what is wrong on either.
    """

    id: str
    family: str
    needs: tuple[type, ...]
    reasons: Mapping[str, Outcome]
    options: Mapping[str, Any]
    manual: str
    judge: Callable[[Seen], Iterator[Finding]]
    on: str = "site"
    origin: str = "xuncha"

    def binds(self, site: Site) -> bool:
        """Whether this check looks at such a target: an account, or a site of whatever kind."""
        return self.on == "any" or (self.on == "account") == (site.kind == "account")


def check(
    *,
    family: str,
    needs: tuple[type, ...],
    reasons: Mapping[str, Outcome],
    options: Mapping[str, Any] | None = None,
    on: str = "site",
) -> Callable[[Callable[[Seen], Iterator[Finding]]], Check]:
    """Declare a check; its id is the name of its function and of its file. ``on``: site, account or any."""

    def declare(judge: Callable[[Seen], Iterator[Finding]]) -> Check:
        return Check(
            id=judge.__name__,
            family=family,
            needs=needs,
            reasons=dict(reasons),
            options=dict(options or {}),
            manual=inspect.getdoc(judge) or "",
            judge=judge,
            on=on,
        )

    return declare


@dataclass(slots=True)
class Seen:
    """The part of a site's facts that one check declared, and the pen with which it writes findings.

    ``seen[Page]`` streams; an undeclared noun raises ``KeyError``. ``options`` are the check's defaults
    overlaid with the scheme's, tables key by key. ``examined`` is the denominator: how many things the check looked at.
    """

    check: Check
    facts: Facts
    options: Mapping[str, Any]
    examined: int = 0

    def __getitem__(self, noun: type[T]) -> Iterable[T]:
        self._declared(noun)
        return self.facts.records(noun)

    def links_to(self, targets: Collection[str]) -> Iterator[Link]:
        """Stream the links to ``targets``; needs ``Link`` declared."""
        self._declared(Link)
        return self.facts.links_to(targets)

    def _declared(self, noun: type) -> None:
        if noun not in self.check.needs:
            raise KeyError(f"{self.check.id} did not declare that it needs {noun.__name__}")

    @property
    def site(self) -> Site:
        return self.facts.site

    @property
    def agency(self) -> Agency | None:
        return self.facts.agency

    @property
    def registry(self) -> Registry:
        return self.facts.registry

    @property
    def run(self) -> Run:
        return self.facts.run

    @property
    def as_of(self) -> datetime:
        """The moment the verdict speaks of, in Asia/Shanghai."""
        return self.run.as_of.astimezone(SHANGHAI)

    @property
    def today(self) -> date:
        """The day of ``as_of``."""
        return self.as_of.date()

    @property
    def since(self) -> date:
        """The first day of the window of documents, consultations and messages: 1 January of the period's year."""
        return date(int(self.run.period[:4]), 1, 1)

    def in_window(self, day: date | None) -> bool:
        """Whether something happened in the window, up to ``as_of``; False where its day is not known."""
        return day is not None and self.since <= day <= self.today

    def finding(
        self,
        subject: str,
        reason: str,
        *,
        page: str | None = None,
        outcome: Outcome | None = None,
        nature: Nature = Nature.STANDING,
        looks: Iterable[Look] = (),
        witnessed: Iterable[Sight] = (),
        **detail: Any,
    ) -> Finding:
        """Write one finding. ``reason`` must be declared, or be one that every check may answer.

        ``looks``: at addresses; ``witnessed``: what people saw that it rests on.
        """
        if outcome is None:
            outcome = self.check.reasons.get(reason) or COMMON_REASONS[reason]
        return Finding(
            target=self.run.target,
            check=self.check.id,
            reason=reason,
            outcome=outcome,
            subject=subject,
            page=page or subject,
            nature=nature,
            detail={name: value for name, value in detail.items() if value is not None},
            evidence=(*sights(looks), *witnessed),
        )


COMMON_REASONS: Mapping[str, Outcome] = {
    **dict.fromkeys(
        (
            "site_unreachable",
            "our_network",
            "private_address",
            "robots",
            "blocked",
            "undecodable",
            "unrendered",
            "unreadable",
            "too_large",
            "incomplete_crawl",
            "crashed",
        ),
        Outcome.NOT_RUN,
    ),
    "contradicting": Outcome.UNSURE,
    "too_little_seen": Outcome.UNSURE,
}
"""Reasons that any check may answer (interface, check ids)."""


def sights(looks: Iterable[Look]) -> tuple[Sight, ...]:
    """Looks as a finding's evidence, oldest first; what was not asked for shows nothing."""
    return tuple(
        Sight(at=look.at, method=look.method, outcome=look.outcome, sha256=look.sha256)
        for look in sorted(looks, key=lambda look: look.at)
        if look.asked
    )


@dataclass(slots=True)
class Group:
    """Pages that show one and the same fault, gathered into one finding.

    Keeps the count, the page fewest clicks from home, and examples spread over templates, in bounded memory.
    Equal sets of pages give equal results whatever the order in which they are added.
    """

    home: str
    pages: int = 0
    on_home: bool = False
    _first_of: dict[str, _Place] = field(default_factory=dict)
    _others: list[_Place] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Count ``page``. The caller adds every page once."""
        self.pages += 1
        self.on_home = self.on_home or page.url == self.home
        place, template = (page.depth, page.url), page.template or ""
        first = self._first_of.get(template)
        if first is not None:
            self._others.append(max(place, first))
            place = min(place, first)
        self._first_of[template] = place
        # A template let go has as many before it as are shown, and those only come nearer: nothing shown is lost.
        if len(self._first_of) > 4 * EXAMPLES:
            self._first_of = dict(sorted(self._first_of.items(), key=lambda item: item[1])[:EXAMPLES])
        if len(self._others) > 4 * EXAMPLES:
            self._others = sorted(self._others)[:EXAMPLES]

    @property
    def page(self) -> str:
        """The page that stands for all: fewest clicks from home, then first by address."""
        if not self._first_of:
            raise ValueError("an empty group has no page")
        return min(self._first_of.values())[1]

    def detail(self) -> dict[str, Any]:
        """The fields that every grouped finding carries: pages, examples, on_home."""
        ranked = [*sorted(self._first_of.values()), *sorted(self._others)]
        examples = [url for _, url in ranked[:EXAMPLES]]
        return {"pages": self.pages, "examples": examples, "on_home": self.on_home}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one check said about one site."""

    check: Check
    examined: int
    findings: tuple[Finding, ...]


def run(check: Check, facts: Facts, options: Mapping[str, Any] | None = None) -> Result:
    """Run one check. Whatever it raises passes through: the judge catches it, once, for all checks."""
    unknown = set(options or {}) - set(check.options)
    if unknown:
        raise ValueError(f"{check.id} has no option {', '.join(sorted(unknown))}")
    seen = Seen(check=check, facts=facts, options=overlaid(check.options, options or {}))
    findings = tuple(finding for finding in check.judge(seen) if finding.outcome is not Outcome.PASS)
    return Result(check=check, examined=seen.examined, findings=findings)
