"""The report as static HTML: one overview, a scorecard a site and an agency; no script, no asset, the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.publish import overview
from reports.publish.agencies import AgencyCard, agency_cards
from reports.publish.audience import Shown
from reports.publish.environment import environment, file_name, file_of, style
from reports.publish.model import CityReport, SiteCard, TargetCard
from reports.publish.notice import Notice
from reports.publish.packed import Row
from reports.publish.todo import cures, told_elsewhere
from reports.publish.words import SHOWN

__all__ = ["agency_page", "file_name", "notice_page", "overview_page", "site_page", "told", "write_pages"]

SITES, AGENCIES = "sites", "agencies"
"""The folders of the scorecards."""


def write_pages(report: CityReport, folder: Path, shown: Shown) -> None:
    """Write the overview, and the scorecards where the reader may see them, into an empty folder."""
    for name in (SITES, AGENCIES):
        (folder / name).mkdir()
    (folder / "index.html").write_text(overview_page(report, shown), encoding="utf-8")
    if not shown.scorecards:
        return
    written: set[str] = set()
    for agency in agency_cards(report):
        page = agency_page(report, agency, home="../index.html")
        (folder / AGENCIES / file_of(agency.agency.id)).write_text(page, encoding="utf-8")
        for card in agency.sites:
            written.add(card.site.id)
            _write_site(report, card, folder)
    for card in report.cards:
        if card.site.id not in written:
            _write_site(report, card, folder)


def _write_site(report: CityReport, card: SiteCard, folder: Path) -> None:
    page = site_page(report, card, home="../index.html")
    (folder / SITES / file_name(card)).write_text(page, encoding="utf-8")


def site_page(report: CityReport, card: SiteCard, *, home: str | None = None) -> str:
    """The scorecard of one site as one self-contained page. ``home``: where the overview lies, None for nowhere."""
    todo = cures(card, report.scheme.deadlines, told_elsewhere(report.shared, card.site.id))
    return _render(
        "site.html",
        report=report,
        home=home,
        told=told(report, card),
        cures=todo[:SHOWN],
        left_out=max(len(todo) - SHOWN, 0),
    )


def agency_page(report: CityReport, card: AgencyCard, *, home: str | None = None) -> str:
    """The scorecard of one agency as one self-contained page.

    ``home``: where the overview lies; on paper, with None, the findings of its sites stand behind it.
    """
    whole = [told(report, one) for one in card.targets]
    shown = frozenset().union(*(one["shown"] for one in whole))
    return _render("agency.html", report=report, home=home, card=card, whole=whole, shown=shown)


def told(report: CityReport, card: TargetCard) -> dict[str, Any]:
    """What a scorecard tells of one target."""
    groups, hidden = grouped(card)
    marks = card.scorecard.marks
    unjudged = [mark for mark in marks if mark.state in {"manual", "not_measured"} and not (mark.fails or mark.doubts)]
    return {
        "card": card,
        "groups": groups,
        "hidden": hidden,
        "shown": frozenset(row["key"] for found in groups.values() for rows in found.values() for row in rows),
        "shared": [fault for fault in report.shared if card.site.id in fault.keys],
        "judged": [mark for mark in marks if mark not in unjudged],
        "unjudged": unjudged,
    }


def grouped(card: TargetCard) -> tuple[dict[str, dict[str, Sequence[Row]]], Counter[str]]:
    """The findings that a scorecard shows, by outcome and check, confirmed ones and those on most pages first; and how
    many it leaves to the workbook."""
    groups: dict[str, dict[str, Sequence[Row]]] = {}
    hidden: Counter[str] = Counter()
    room = SHOWN
    for outcome in ("fail", "unsure", "not_run"):
        rows = sorted(card.of(outcome), key=lambda row: -int(row["detail"].get("pages", 1)))
        by_check: dict[str, list[Row]] = {}
        for row in rows[:room]:
            by_check.setdefault(row["check"], []).append(row)
        hidden[outcome] = max(len(rows) - room, 0)
        room = max(room - len(rows), 0)
        groups[outcome] = dict(sorted(by_check.items()))
    return groups, hidden


def overview_page(report: CityReport, shown: Shown) -> str:
    """All sites on one page."""
    return _render(
        "index.html",
        report=report,
        shown_to=shown,
        public=not shown.scorecards,
        ranked=_ranked(report, shown),
        unread=[card for card in report.cards if card.scorecard.verdict == "not_assessable"],
        tally=Counter(card.scorecard.verdict for card in report.cards),
        classes=overview.classes(report.cards),
        agencies=agency_cards(report),
        problems=overview.problems((*report.cards, *report.accounts), report.shared),
        families=overview.heat_map(report.cards),
        unmeasured=overview.unmeasured(report.cards),
    )


def _ranked(report: CityReport, shown: Shown) -> list[SiteCard]:
    """The sites as listed: by their points only where the office publishes a ranking, else as registered."""
    if shown.scorecards or not (shown.ranking and shown.points):
        return list(report.cards)
    return sorted(report.cards, key=lambda card: -(card.scorecard.points or 0))


def notice_page(notice: Notice) -> str:
    """The notice as one self-contained page."""
    return environment().get_template("notice.html").render(notice=notice, style=style("notice.css"))


def _render(name: str, *, report: CityReport, **values: Any) -> str:
    return (
        environment()
        .get_template(name)
        .render(report=report, verdicts=report.verdicts, style=style("report.css"), **values)
    )
