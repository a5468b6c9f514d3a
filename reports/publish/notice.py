"""The quarterly notice of a city as one text: headings, paragraphs and annexes, whatever it is then printed as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.publish.annexes import Annex, annexes, unread_because
from reports.publish.naming import Names
from reports.publish.overview import Problem, problems
from reports.publish.words import FAMILIES, PLATFORMS, VERDICTS, percent, share
from reports.rounds import CLASSES, Round, class_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from reports.publish.model import AccountCard, CityReport, Rectified, SharedFault

NAMED = 10
"""Units that one problem names; the annex names all."""

FIRST, FEW = 2, 2
"""Problems of a family that always have a line of their own; sites up to which others are told together."""

BREAK = "|"
"""Where a title may break."""

LEVELS = {"#": "title", "##": "part", "###": "section", "####": "point", "-": "item", "@": "to"}

KINDS_OF_SITES = {
    "municipal": "市政府门户网站",
    "district": "区政府门户网站",
    "department": "市政府部门网站",
    "institution": "直属单位网站",
    "other": "其他单位网站",
}
"""The bodies' own sites as the notice counts them together; sub-sites and committees are counted apart."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``kind``: title, part, section, point, item, text, to (whom a letter addresses)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice. ``draft``: what it says of itself above its title while it is none yet; None once it is signed.
    ``charts``: drawings with their titles, where it is a page."""

    title: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    office: str
    day: str | None
    annexes: tuple[Annex, ...]
    draft: str | None
    charts: tuple[tuple[str, Markup], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Problems of one family, under one heading."""

    family: str
    problems: tuple[Problem, ...]

    @property
    def main(self) -> tuple[Problem, ...]:
        """Those that have a line of their own: on more than a few sites, or among the first."""
        return tuple(one for place, one in enumerate(self.problems) if place < FIRST or len(one.cards) > FEW)

    @property
    def rest(self) -> tuple[Problem, ...]:
        """Those of a few sites only, told together."""
        return self.problems[len(self.main) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the notice speaks of. ``signed``: the day of its release, None before.

    ``figures``: what was entered from outside, by target and name; what nobody entered is not there. ``rectified``:
    what became of the faults of the period before, empty where nothing was asked for.
    """

    report: CityReport
    quarter: tuple[int, int]
    rounds: Sequence[Round]
    figures: Mapping[str, Mapping[str, Decimal]]
    signed: date | None = None
    rectified: Sequence[Rectified] = ()

    @property
    def fails_word(self) -> str:
        """What a failed site is called: before the release, only ever provisionally."""
        return VERDICTS["fail"] if self.signed else "初步判定为不合格"

    def figure(self, name: str) -> Decimal | None:
        """The sum of an entered figure; None where nobody entered any."""
        known = [named[name] for named in self.figures.values() if name in named]
        return sum(known, Decimal(0)) if known else None

    @property
    def scanned(self) -> tuple[int, int] | None:
        """Sites that a security scan covered, and on how many it found something grave; None without a scan."""
        names = ("安全扫描高危", "安全扫描中危")
        known = {target: named for target, named in self.figures.items() if any(name in named for name in names)}
        if not known:
            return None
        return len(known), sum(any(named.get(name, 0) > 0 for name in names) for named in known.values())


def notice(facts: Facts) -> Notice:
    """Write the notice."""
    text = text_templates().get_template("notice.txt").render(_values(facts))
    blocks = tuple(blocks_of(text))
    return Notice(
        title=blocks[0].text.replace(BREAK, ""),
        title_lines=tuple(blocks[0].text.split(BREAK)),
        blocks=blocks[1:],
        office=facts.report.office,
        day=f"{facts.signed.year}年{facts.signed.month}月{facts.signed.day}日" if facts.signed else None,
        annexes=tuple(annexes(facts)),
        draft=None if facts.signed else "征求意见稿：尚未签发，数字和结论以签发的通报为准",
    )


def blocks_of(text: str) -> Iterator[Block]:
    """The paragraphs of a text; a mark in front tells what each is."""
    for line in text.splitlines():
        mark, _, rest = line.strip().partition(" ")
        if mark in LEVELS:
            yield Block(LEVELS[mark], rest.strip())
        elif line.strip():
            yield Block("text", line.strip())


def _values(facts: Facts) -> dict[str, Any]:
    report = facts.report
    return {
        "facts": facts,
        "report": report,
        "kinds": _kinds(report),
        "failed": [card for card in report.cards if card.scorecard.verdict == "fail"],
        "unread": [(card, unread_because(card)) for card in report.cards if not card.reachable],
        "groups": groups(report),
        "platforms": _shared(report.shared),
        "sites": {card.site.id: card for card in report.cards},
        "looks": sum(len(one.targets) for one in facts.rounds),
        "again": sum(len(one.targets) for one in facts.rounds[1:]),
        "mended": [card for card in report.cards if card.mended],
        "called": Names(),
        "used": [(PLATFORMS.get(name, name), number) for name, number in _by_platform(report.used)],
        "filed": report.filed,
        "failed_accounts": [card for card in report.accounts if card.scorecard.verdict == "fail"],
        "unread_accounts": [card for card in report.accounts if card.scorecard.verdict == "not_assessable"],
        "account_problems": problems(report.accounts),
        "account_rates": account_rates(report.accounts),
    }


def _by_platform(accounts: Iterable[Any]) -> list[tuple[str, int]]:
    tally = Counter(account.platform for account in accounts)
    order = [*PLATFORMS, *(name for name in tally if name not in PLATFORMS)]
    return [(name, tally[name]) for name in order if tally[name]]


def _kinds(report: CityReport) -> str:
    """How many sites of which kind there are, in words."""
    tally = Counter(class_of(card.site, card.agency) for card in report.cards)
    own = [name for name in KINDS_OF_SITES if tally[name]]
    parts = []
    if own:
        parts.append("、".join(KINDS_OF_SITES[name] for name in own) + f"{sum(tally[name] for name in own)}家")
    parts += [
        f"{word}{tally[name]}家" for name, word in (("subsite", "子网站"), ("committee", "管委会网站")) if tally[name]
    ]
    if len(parts) > 1:
        return "，其中" + "，".join(parts)
    return "，均为" + parts[0].rstrip("0123456789家") if len(report.cards) > 1 and len(own) < 2 else ""


def groups(report: CityReport) -> list[Group]:
    """The problems of sites by family, the family that concerns most sites first."""
    found: dict[str, list[Problem]] = {}
    for problem in problems(report.cards, report.shared):
        found.setdefault(problem.family, []).append(problem)
    return [Group(family=family, problems=tuple(named)) for family, named in found.items()]


def _shared(faults: Iterable[SharedFault]) -> list[tuple[str, list[str], list[str]]]:
    """By platform: what its sites have in common, and the ids of those sites."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for fault in faults:
        titles, sites = found.setdefault(fault.platform, ({}, {}))
        titles[fault.what] = None
        sites.update(dict.fromkeys(fault.keys))
    return [(platform, list(titles), list(sites)) for platform, (titles, sites) in found.items()]


def rates(one: Round) -> str:
    """How many passed, over all and by class; classes of which all passed are named together."""
    passed, whole = one.rate()
    if any(tally.get("pending") for tally in one.counts.values()):
        waiting = sum(tally.get("pending", 0) for tally in one.counts.values())
        return f"尚有{waiting}家结论待定，合格率待结论全部确定后计算"
    if not whole:
        return "都未能检查，不计算合格率"
    by_class = {name: one.rate(name) for name in CLASSES if name in one.counts}
    by_class = {name: rate for name, rate in by_class.items() if rate[1]}
    if passed == whole:
        return f"合格率为{share(passed, whole)}" + ("，各类网站均为100.0%" if len(by_class) > 1 else "")
    full = [name for name, (good, all_) in by_class.items() if good == all_]
    parts = [f"{CLASSES[name]}{share(*rate)}" for name, rate in by_class.items() if name not in full]
    if full:
        parts.append(f"{'、'.join(CLASSES[name] for name in full)}{'均' if len(full) > 1 else ''}为100.0%")
    whole_and_classes = "；其中" + "，".join(parts) if len(by_class) > 1 else ""
    return f"合格率为{share(passed, whole)}{whole_and_classes}"


def account_rates(cards: Sequence[AccountCard]) -> str:
    """How many accounts passed, over all and by platform."""
    tally = Counter(card.scorecard.verdict for card in cards)
    judged = len(cards) - tally["not_assessable"]
    if not judged:
        return "都未能读到内容，不计算合格率"
    if tally["pending"]:
        return f"尚有{tally['pending']}个结论待定，合格率待结论全部确定后计算"
    rate = f"合格率为{share(tally['pass'], judged)}"
    by_platform = {
        name: [card for card in cards if card.account.platform == name and card.scorecard.verdict != "not_assessable"]
        for name, _ in _by_platform(card.account for card in cards)
    }
    told = {PLATFORMS.get(name, name): mine for name, mine in by_platform.items() if mine}
    if len(told) < 2:
        return rate
    if tally["pass"] == judged:
        return f"{rate}，各平台均为100.0%"
    parts = [
        f"{name}{percent(sum(card.scorecard.verdict == 'pass' for card in mine), len(mine))}"
        for name, mine in told.items()
    ]
    return f"{rate}；其中" + "、".join(parts)


@cache
def text_templates() -> Environment:
    """The templates of everything that is first written as plain text."""
    environment = Environment(  # noqa: S701 - makes plain text; what prints it as HTML escapes it
        loader=PackageLoader("reports.publish"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"named": NAMED, "families": FAMILIES, "rates": rates, "share": share}
    return environment
