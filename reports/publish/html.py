"""The report as static HTML: one overview, one scorecard a site; no script, no asset, the same bytes every time."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks import messages
from reports.policy_rows import FORM_NAMES, LINKED, is_sure
from reports.publish import overview
from reports.publish.audience import Shown
from reports.publish.model import CityReport, SiteCard
from reports.publish.notice import Notice
from reports.publish.packed import Row
from reports.publish.todo import cures
from reports.publish.unfit import unfit
from reports.publish.words import (
    CLASSES,
    KINDS,
    METHODS,
    PARTS,
    SKIPPED,
    STATES,
    VERDICTS,
    percent,
    points,
    safe,
    share,
    shown,
)
from reports.rounds import CLASSES as CLASSES_OF_ROUNDS

SHOWN = 200
"""Findings of one outcome that a scorecard shows; the rest stand in the data export."""


def write_pages(report: CityReport, folder: Path, shown: Shown) -> None:
    """Write the overview, and the scorecards where the reader may see them, into an empty folder."""
    (folder / "sites").mkdir()
    (folder / "index.html").write_text(overview_page(report, shown), encoding="utf-8")
    for card in report.cards if shown.scorecards else ():
        page = site_page(report, card, home="../index.html")
        (folder / "sites" / file_name(card)).write_text(page, encoding="utf-8")


def site_page(report: CityReport, card: SiteCard, *, home: str | None = None) -> str:
    """The scorecard of one site as one self-contained page. ``home``: where the overview lies, None for nowhere."""
    groups: dict[str, dict[str, list[Row]]] = {}
    hidden: Counter[str] = Counter()
    for outcome in ("fail", "unsure", "not_run"):
        rows = sorted(card.of(outcome), key=lambda row: -int(row["detail"].get("pages", 1)))
        hidden[outcome] = max(len(rows) - SHOWN, 0)
        by_check: dict[str, list[Row]] = {}
        for row in rows[:SHOWN]:
            by_check.setdefault(row["check"], []).append(row)
        groups[outcome] = dict(sorted(by_check.items()))
    marks = card.scorecard.marks
    unjudged = [mark for mark in marks if mark.state in {"manual", "not_measured"} and not (mark.fails or mark.doubts)]
    return (
        environment()
        .get_template("site.html")
        .render(
            report=report,
            card=card,
            home=home,
            groups=groups,
            hidden=hidden,
            cures=cures(card)[:SHOWN],
            judged=[mark for mark in marks if mark not in unjudged],
            unjudged=unjudged,
            style=_style("report.css"),
        )
    )


def file_name(card: SiteCard) -> str:
    """The file of a site's scorecard."""
    return re.sub(r"[^a-z0-9_-]", "_", card.site.id) + ".html"


def overview_page(report: CityReport, shown: Shown) -> str:
    """All sites on one page."""
    return (
        environment()
        .get_template("index.html")
        .render(
            report=report,
            shown_to=shown,
            public=not shown.scorecards,
            ranked=_ranked(report, shown),
            unread=[card for card in report.cards if card.scorecard.verdict == "not_assessable"],
            tally=Counter(card.scorecard.verdict for card in report.cards),
            classes=overview.classes(report.cards),
            problems=overview.problems(report.cards),
            heat=overview.heat_map(report.cards),
            unmeasured=overview.unmeasured(report.cards),
            style=_style("report.css"),
        )
    )


def address(value: str) -> Markup:
    """An address as text, and as a link where following it is no risk to the report."""
    text = Markup.escape(safe(value))
    if len(value) > 2000 or urlsplit_or_none(value) not in {"http", "https"}:
        return Markup('<span class="url">{}</span>').format(text)
    return Markup('<a class="url" href="{}" rel="noopener noreferrer nofollow">{}</a>').format(value, text)


def urlsplit_or_none(value: str) -> str | None:
    """The scheme of an address; None where it is none at all."""
    try:
        return urlsplit(value).scheme
    except ValueError:
        return None


@cache
def environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else safe(value) if isinstance(value, str) else value,
    )
    environment.filters |= {"points": points, "shown": shown, "address": address}
    environment.globals |= {
        "verdicts": VERDICTS,
        "states": STATES,
        "classes_of": CLASSES,
        "kinds": KINDS,
        "parts": PARTS,
        "skipped": SKIPPED,
        "unfit": unfit,
        "methods": METHODS,
        "title_of": messages.title,
        "share": share,
        "percent": percent,
        "file_name": file_name,
        "certain": "C",
        "round_classes": CLASSES_OF_ROUNDS,
        "forms": FORM_NAMES,
        "linked": LINKED,
        "is_sure": is_sure,
        "shown_at_most": SHOWN,
    }
    return environment


def _ranked(report: CityReport, shown: Shown) -> list[SiteCard]:
    """The sites as listed: by their points only where the office publishes a ranking, else as registered."""
    if shown.scorecards or not (shown.ranking and shown.points):
        return list(report.cards)
    return sorted(report.cards, key=lambda card: -(card.scorecard.points or 0))


def notice_page(notice: Notice) -> str:
    """The notice as one self-contained page."""
    return environment().get_template("notice.html").render(notice=notice, style=_style("notice.css"))


@cache
def _style(name: str) -> Markup:
    own = (resources.files("reports.publish") / "templates" / name).read_text(encoding="utf-8")
    return Markup(own)  # noqa: S704 - our own style sheet
