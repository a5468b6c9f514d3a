"""What a re-check proves of each item: mended, still there, or not to be seen."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checks import messages
from checks.core import Check, Facts, Result, run
from checks.registry import all_checks
from crawler.scope import Scope
from crawler.source import StoredPages
from crawler.surveys import surveyed
from reports.judging import agency_of, judged_sites
from reports.matching import paired
from reports.rectify.notices import Fault, Item
from reports.rectify.overlay import OverlaidPages, Overlay
from reports.rectify.words import UNSEEN
from storage.evidence import Evidence
from storage.records import (
    GROUPED_CHECKS,
    AccountObservation,
    Finding,
    Look,
    Outcome,
    Pairing,
    Registry,
    Run,
    RunState,
    Site,
)
from storage.store import Store

if TYPE_CHECKING:
    from checks.scheme import Scheme

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one item. ``outcome``: mended, still_there, not_reachable; ``why``: in words, where not mended."""

    outcome: str
    why: str
    looks: tuple[Look, ...] = ()


class Recheck:
    """The items of one target, judged by what was seen again (``own``) over what was inspected (``store``)."""

    def __init__(
        self,
        store: Store,
        own: Store,
        registry: Registry,
        scheme: Scheme,
        evidence: Path,
        folder: Path,
        target: str,
    ) -> None:
        self._store = store
        self._own = own
        self._registry = registry
        self._scheme = scheme
        self._evidence = evidence
        self._folder = folder
        self._now = own.runs(target=target)[0]
        self._overlays: dict[int, Overlay] = {}
        self._results: dict[tuple[str, int, bool], Result | None] = {}

    def verdict(self, period: str, item: Item) -> Verdict:
        """Judge one item."""
        fault = item.fault
        check = all_checks().get(fault.check)
        if check is None:
            return Verdict(outcome="not_reachable", why="现在的程序没有这项检查")
        if self._now.trouble is not None:
            return self._unseen(f"网站首页{UNSEEN.get(self._now.trouble, '没有读到')}")
        if AccountObservation in check.needs:
            return self._unseen("这一项要由人看过，见 xuncha notices close --by-hand")
        if fault.target in self._registry.accounts:
            site = self._registry.accounts[fault.target].target()
            account = self._own.facts(self._now, site, agency_of(site, self._registry), self._registry)
            return self._judged(fault, check, account, self._result(check, account), None)
        before = next(iter(self._store.runs(period, fault.round, fault.target)), None)
        if before is None:
            return self._unseen("原来的检查记录已不在")
        overlay = self._overlay(before)
        facts = overlay.narrowed() if fault.check in GROUPED_CHECKS else overlay
        return self._judged(fault, check, facts, self._result(check, facts, before), overlay)

    def _judged(
        self, fault: Fault, check: Check, facts: Facts, result: Result | None, overlay: Overlay | None
    ) -> Verdict:
        looks = () if overlay is None else tuple(_looks(overlay, fault))
        found = None if result is None else next((one for one in result.findings if one.key == fault.key), None)
        if found is not None and (found.outcome is Outcome.FAIL or str(found.outcome) == fault.outcome):
            return Verdict(outcome="still_there", why=messages.message(found), looks=looks)
        if result is None:
            return self._unseen(UNSEEN["crashed"], looks)
        if found is not None:
            return self._unseen(messages.message(found), looks)
        if overlay is not None:
            for url in places(fault, Scope(overlay.site, self._registry)):
                reason = overlay.why_unseen(url)
                if reason is None and fault.check == "accessibility_barriers" and overlay.unexamined(url):
                    reason = "unrendered"
                if reason is not None:
                    return self._unseen(f"{url} {UNSEEN.get(reason, reason)}", looks)
        blind = _blind(result.findings, fault, facts.site)
        if blind is not None:
            return self._unseen(messages.message(blind), looks)
        return Verdict(outcome="mended", why="", looks=looks)

    @staticmethod
    def _unseen(why: str, looks: tuple[Look, ...] = ()) -> Verdict:
        return Verdict(outcome="not_reachable", why=why, looks=looks)

    def _result(self, check: Check, facts: Facts, before: Run | None = None) -> Result | None:
        """What a check says of the facts now; None where it crashed. Each check runs once a run."""
        place = (check.id, 0 if before is None else before.id, check.id in GROUPED_CHECKS)
        if place not in self._results:
            try:
                self._results[place] = run(check, facts, self._scheme.options(check.id))
            except Exception:
                log.exception("check %s crashed on %s at a re-check", check.id, facts.site.id)
                self._results[place] = None
        return self._results[place]

    def _overlay(self, before: Run) -> Overlay:
        if before.id in self._overlays:
            return self._overlays[before.id]
        site = self._registry.sites[before.target]
        agency = agency_of(site, self._registry)
        overlay = Overlay(
            self._store.facts(before, site, agency, self._registry),
            self._own.facts(self._now, site, agency, self._registry),
            self._store,
        )
        self._overlays[before.id] = overlay
        old = Evidence(self._evidence, self._store, "recheck")
        new = Evidence(self._folder, self._own, "recheck")
        try:
            pages = OverlaidPages(
                overlay,
                StoredPages(self._store, old, before.id, overlay.home),
                StoredPages(self._own, new, self._now.id, overlay.home),
            )
            overlay.surveyed = surveyed(pages, site, self._registry, self._now.as_of)
        finally:
            old.close()
            new.close()
        overlay.surveyed = {**overlay.surveyed, Pairing: self._paired(before, overlay)}
        return overlay

    def _paired(self, before: Run, overlay: Overlay) -> list[Pairing]:
        """The documents of the site with their interpretations on all sites of its round."""
        seen: list[Facts] = [overlay]
        for other, site in judged_sites(self._store.runs(before.period, before.round), self._registry):
            if site.id != overlay.site.id and other.state is RunState.COMPLETE and other.trouble is None:
                seen.append(self._store.facts(other, site, agency_of(site, self._registry), self._registry))
        return paired(sorted(seen, key=lambda facts: list(self._registry.sites).index(facts.site.id)))[overlay.site.id]


def places(fault: Fault, scope: Scope) -> Iterator[str]:
    """The addresses that must have been seen before anybody says that a fault is mended.

    What a link leads to is judged by its looks, and is looked at only while a page still names it.
    """
    urls = [fault.page, *fault.examples]
    if all_checks()[fault.check].family != "links":
        urls.append(fault.subject)
    for url in dict.fromkeys(url.partition("#")[0] for url in urls):
        if scope.owns(url):
            yield url


def _looks(overlay: Overlay, fault: Fault) -> Iterator[Look]:
    urls = dict.fromkeys(url.partition("#")[0] for url in (fault.subject, fault.page, *fault.examples))
    for url in urls:
        yield from overlay.looks_now.get(url, ())


def _blind(findings: Iterable[Finding], fault: Fault, site: Site) -> Finding | None:
    """What a check could not see of the place of a fault, or of the site as a whole."""
    here = {site.url, fault.subject, fault.page}
    return next(
        (one for one in findings if one.outcome is Outcome.NOT_RUN and not here.isdisjoint({one.subject, one.page})),
        None,
    )
