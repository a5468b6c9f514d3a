"""The report as static HTML: one overview, one scorecard a site; no script, no asset, the same bytes every time."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks import messages
from reports.policy_rows import FORM_NAMES, LINKED, is_sure
from reports.publish.model import CityReport, Row, SiteCard
from reports.publish.todo import cures
from reports.publish.unfit import unfit

SHOWN = 200
"""Findings of one outcome that a scorecard shows; the rest stand in the data export."""

MAX_TEXT = 500

VERDICTS = {"pass": "合格", "fail": "不合格", "pending": "待定", "not_assessable": "未能检查"}
STATES = {
    "settled": "已定",
    "pending": "待核实",
    "manual": "待人工",
    "not_applicable": "不适用",
    "not_measured": "未检查",
    "not_due": "未到期",
}
CLASSES = {
    "municipal": "市政府",
    "district": "区政府",
    "department": "市政府部门",
    "committee": "管委会",
    "institution": "直属单位",
    None: "其他",
}
KINDS = {"portal": "门户网站", "subsite": "子网站", "committee": "管委会网站"}
PARTS = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
SKIPPED = {
    "robots": "robots.txt 不允许",
    "private_address": "内网地址",
    "trap": "重复生成的网页",
    "budget": "超过数量上限",
    "host_given_up": "主机不再响应",
    "incomplete_crawl": "没有抓完",
}
METHODS = {
    "get": "访问",
    "browser": "浏览器",
    "dns": "域名解析",
    "tls": "证书",
    "probe": "探测",
    "read": "读取",
    "compare": "比对",
}

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def write(report: CityReport, out: Path) -> Path:
    """Write the report's folder in one step; returns its ``index.html``.

    The folder is replaced whole: what it held before is gone.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        (made / "sites").mkdir()
        (made / "index.html").write_text(_index(report), encoding="utf-8")
        for card in report.cards:
            (made / "sites" / file_name(card)).write_text(
                site_page(report, card, home="../index.html"), encoding="utf-8"
            )
        made.chmod(0o755)
        old = out.with_name(f".{out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if out.exists():
            out.rename(old)
        made.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return out / "index.html"


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
            style=_style(),
        )
    )


def file_name(card: SiteCard) -> str:
    """The file of a site's scorecard."""
    return re.sub(r"[^a-z0-9_-]", "_", card.site.id) + ".html"


def _index(report: CityReport) -> str:
    return (
        environment()
        .get_template("index.html")
        .render(
            report=report,
            tally=Counter(card.scorecard.verdict for card in report.cards),
            classes=_classes(report.cards),
            problems=_problems(report.cards),
            checks=sorted({row["check"] for card in report.cards for row in card.findings}),
            unmeasured=_unmeasured(report.cards),
            style=_style(),
        )
    )


def _classes(cards: Sequence[SiteCard]) -> list[tuple[str, Counter[str]]]:
    """Verdicts by class of agency, subsites apart, in a fixed order."""
    tallies: dict[str, Counter[str]] = {}
    for card in cards:
        name = KINDS["subsite"] if card.site.kind == "subsite" else CLASSES[card.agency.klass if card.agency else None]
        tallies.setdefault(name, Counter())[card.scorecard.verdict] += 1
    order = [*CLASSES.values(), KINDS["subsite"]]
    return sorted(tallies.items(), key=lambda pair: order.index(pair[0]))


def _problems(cards: Sequence[SiteCard]) -> list[dict[str, Any]]:
    """Checks that failed somewhere: on how many sites, how often, on which."""
    found: dict[str, dict[str, Any]] = {}
    for card in cards:
        tally = Counter(row["check"] for row in card.of("fail"))
        for check, count in tally.items():
            entry = found.setdefault(check, {"check": check, "title": messages.title(check), "count": 0, "cards": []})
            entry["count"] += count
            entry["cards"].append((card, count))
    return sorted(found.values(), key=lambda entry: (-len(entry["cards"]), -entry["count"], entry["check"]))


def _unmeasured(cards: Sequence[SiteCard]) -> list[tuple[str, str, str]]:
    """Rows that are settled on no site: (row, title, why), in the scheme's order."""
    rows: dict[str, tuple[str, str]] = {}
    settled: set[str] = set()
    for card in cards:
        for mark in card.scorecard.marks:
            rows.setdefault(mark.row, (mark.title, mark.note or STATES[mark.state]))
            if mark.state in {"settled", "pending"}:
                settled.add(mark.row)
    return [(row, title, why) for row, (title, why) in rows.items() if row not in settled]


def shown(value: Decimal | None) -> str:
    """Points as printed: one decimal, half up; a dash for none."""
    return "—" if value is None else str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def points(card: SiteCard) -> str:
    """The points of a card, or the range that is still open."""
    score = card.scorecard
    if score.points is not None:
        return shown(score.points)
    if score.low is None or score.high is None:
        return "—"
    low, high = shown(score.low), shown(score.high)
    return low if low == high else f"{low}~{high}"


def share(part: int, whole: int) -> str:
    """A rate as n/N and one decimal."""
    if not whole:
        return "0/0"
    rate = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{part}/{whole}({rate}%)"


def safe(value: object) -> str:
    """Crawled text made harmless to read: control and direction marks out, cut to a length that prints."""
    text = _UNSEEN.sub("\ufffd", str(value))
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


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
        "file_name": file_name,
        "certain": "C",
        "forms": FORM_NAMES,
        "linked": LINKED,
        "is_sure": is_sure,
        "shown_at_most": SHOWN,
    }
    return environment


@cache
def _style() -> Markup:
    own = (resources.files("reports.publish") / "templates" / "report.css").read_text(encoding="utf-8")
    return Markup(own)  # noqa: S704 - our own style sheet
