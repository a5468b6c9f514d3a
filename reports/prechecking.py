"""One site, no workspace: the same crawl, checks and scheme as an inspection, in a folder that vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import ada_url

from checks.scheme import load
from crawler.settings import CrawlSettings
from reports import inspecting
from reports.errors import IncompleteError, UsageError
from reports.exports import Exporter
from reports.inspecting import Watcher
from reports.lexicons import word_lists
from reports.periods import Period
from reports.profiles import load_profile
from reports.publish.model import CityReport
from reports.registry import address
from reports.reporting import city_report
from reports.settings import private_host, proxy_address
from reports.tables import CellError
from storage.records import SHANGHAI, Agency, Profile, Registry, Scorecard, Site
from storage.store import Store, StoreError, StoreFull

SCHEME = "state-council-2019"
NOBODY = ""
"""Id of the agency in a precheck: what it is called does not matter, only its class does."""

NOT_ASKED = "这次没有查这一类"
DRAFT = "预检结果：供单位自查，不是检查结论"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the caller wants checked."""

    url: str
    kind: str
    klass: str
    outward_services: bool
    site_id_code: str | None
    profile: Path | None
    settings: CrawlSettings
    families: tuple[str, ...]
    as_of: datetime
    lexicons: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came out. ``fit``: whether there was anything to judge."""

    rows: Sequence[dict[str, Any]]
    card: Scorecard
    report: CityReport
    fit: bool


def settings(url: str, *, allow_private_hosts: Sequence[str], proxy: str, **limits: Any) -> CrawlSettings:
    """Crawl settings from the command's options; the host and port of ``url`` are allowed though private.

    Raises:
        UsageError: a value that is not what its option wants.
    """
    url = _checked("URL", url, address)
    allowed = [_checked("--allow-private", host, private_host) for host in allow_private_hosts]
    timeout_s = limits.pop("timeout")
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return CrawlSettings(
        allow_private_hosts=(f"{parts.hostname}:{port}", *allowed),
        proxy=_checked("--proxy", proxy, proxy_address),
        timeout_s=timeout_s,
        **limits,
    )


def _checked(name: str, value: str, parse: Callable[[str], str]) -> str:
    try:
        return parse(value)
    except (CellError, ValueError) as error:
        raise UsageError(f"{name} {value}：{error}") from None


def target_of(url: str) -> str:
    """The target's name in findings: ``host[:port]``, as browsers spell it."""
    return str(ada_url.URL(url).host)


def precheck(asked: Asked, folder: Path, watcher: Watcher) -> Result:
    """Crawl, verify, judge and score one site; everything lies in ``folder``.

    Raises:
        UsageError: the address or the profile is wrong.
        IncompleteError: interrupted.
    """
    url = _checked("URL", asked.url, address)
    site = Site(
        id=target_of(url),
        agency=None,
        name=target_of(url),
        kind=asked.kind,
        url=url,
        site_id_code=asked.site_id_code,
        outward_services=asked.outward_services,
        profile=load_profile(asked.profile) if asked.profile else Profile(),
    )
    agency = Agency(id=NOBODY, name=site.name, short_name=site.name, klass=asked.klass)
    registry = Registry(agencies={NOBODY: agency}, sites={site.id: site})
    scheme = load(SCHEME)
    quarter = Period.of(asked.as_of.astimezone(SHANGHAI).date())
    period = str(quarter)
    database = f"sqlite:///{folder / 'precheck.db'}"
    try:
        with Store.open(database) as store:
            plan = inspecting.Plan(
                period=period,
                round=1,
                as_of=asked.as_of,
                registry=registry,
                sites=(site,),
                settings=asked.settings,
                database=database,
                evidence=folder / "evidence",
                work=folder / "work",
                families=asked.families,
                lexicons=asked.lexicons if asked.lexicons is None else word_lists(asked.lexicons),
            )
            card = inspecting.inspect(plan, store, scheme, watcher, resume=False)[0]
            run = store.runs(period, 1, site.id)[0]
            return Result(
                rows=list(Exporter(store, registry, scheme, period, 1).rows("findings")),
                card=card,
                report=_told(
                    city_report(store, registry, scheme, quarter, None, office="", city=site.name), asked.families
                ),
                fit=run.trouble is None,
            )
    except StoreFull as error:
        raise IncompleteError(str(error)) from None
    except StoreError as error:
        raise UsageError(str(error)) from None


def _told(report: CityReport, families: Sequence[str]) -> CityReport:
    """A report that says what it is, and what was left out because only some families were asked for."""
    if families:
        cards = tuple(replace(card, scorecard=_in_part(card.scorecard)) for card in report.cards)
        report = replace(report, cards=cards)
    return replace(report, draft=DRAFT)


def _in_part(card: Scorecard) -> Scorecard:
    """A scorecard on which what nobody looked at reads as not measured; then nobody has passed."""
    marks = tuple(
        replace(mark, state="not_measured", note=NOT_ASKED)
        if mark.state == "settled" and mark.examined is None and not mark.fails
        else mark
        for mark in card.marks
    )
    return replace(card, marks=marks, verdict="pending" if card.verdict == "pass" else card.verdict, points=None)


def summary(result: Result) -> str:
    """One line for the terminal: how many findings of each outcome."""
    tally = Counter(row["outcome"] for row in result.rows)
    return f"确认的问题 {tally['fail']} 项，疑似待核实 {tally['unsure']} 项，未能检查 {tally['not_run']} 项"
