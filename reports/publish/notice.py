"""The quarterly notice of a city as one text: headings, paragraphs and annexes, whatever it is then printed as."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from checks import messages
from reports.publish.overview import Problem, problems
from reports.publish.unfit import unfit
from reports.publish.words import FAMILIES, PLATFORMS, VERDICTS, percent, share, unseen
from reports.rounds import CLASSES, Round, class_of

if TYPE_CHECKING:
    from reports.publish.model import CityReport, SiteCard
    from storage.records import Account

NAMED = 10
"""Units that one problem names; the annex names all."""

STANDING_OUT = 3
"""Problems of one site that the annex names."""

BREAK = "|"
"""Where a title may break."""

LEVELS = {"#": "title", "##": "part", "###": "section", "####": "point", "-": "item", "@": "to"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. ``kind``: title, part, section, point, item, text, to (whom a letter addresses)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A table behind the notice. ``widths``: shares of its columns."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice. ``draft``: what it says of itself above its title while it is none yet; None once it is signed."""

    title: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    office: str
    day: str | None
    annexes: tuple[Annex, ...]
    draft: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Problems of one family, under one heading."""

    family: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the notice speaks of. ``signed``: the day of its release, None before.

    ``figures``: what was entered from outside, by target and name; what nobody entered is not there.
    ``accounts``: those registered; ``looked_at``: verdicts on those that were inspected, by id.
    """

    report: CityReport
    quarter: tuple[int, int]
    rounds: Sequence[Round]
    figures: Mapping[str, Mapping[str, Decimal]]
    accounts: Sequence[Account] = ()
    looked_at: Mapping[str, str] | None = None
    signed: date | None = None

    @property
    def fails_word(self) -> str:
        """What a failed site is called: before the release, only ever provisionally."""
        return VERDICTS["fail"] if self.signed else "初步判定为不合格"

    def figure(self, name: str, targets: Sequence[str] | None = None) -> Decimal | None:
        """The sum of an entered figure; None where nobody entered any."""
        known = [named[name] for target, named in self.figures.items() if name in named]
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
    report = facts.report
    text = _environment().get_template("notice.txt").render(_values(facts))
    blocks = tuple(_blocks(text))
    return Notice(
        title=blocks[0].text.replace(BREAK, ""),
        title_lines=tuple(blocks[0].text.split(BREAK)),
        blocks=blocks[1:],
        office=report.office,
        day=f"{facts.signed.year}年{facts.signed.month}月{facts.signed.day}日" if facts.signed else None,
        annexes=tuple(_annexes(facts)),
        draft=None if facts.signed else "征求意见稿：尚未签发，数字和结论以签发的通报为准",
    )


def _blocks(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        mark, _, rest = line.strip().partition(" ")
        if mark in LEVELS:
            yield Block(LEVELS[mark], rest.strip())
        elif line.strip():
            yield Block("text", line.strip())


def _values(facts: Facts) -> dict[str, Any]:
    cards = facts.report.cards
    kinds = Counter(class_of(card.site, card.agency) for card in cards)
    committees, subsites = kinds.pop("committee", 0), kinds.pop("subsite", 0)
    return {
        "facts": facts,
        "report": facts.report,
        "accounts": accounts(facts.accounts, facts.looked_at or {}),
        "own": kinds.total(),
        "subsites": subsites,
        "committees": committees,
        "failed": [card for card in cards if card.scorecard.verdict == "fail"],
        "unread": [(card, _unread(card)) for card in cards if not card.reachable],
        "groups": groups(facts.report),
        "looks": sum(len(one.targets) for one in facts.rounds),
        "again": sum(len(one.targets) for one in facts.rounds[1:]),
        "mended": [card for card in cards if card.mended],
        "called": _Names(),
    }


def groups(report: CityReport) -> list[Group]:
    """The problems by family, the family that concerns most sites first."""
    found: dict[str, list[Problem]] = {}
    for problem in problems(report.cards):
        found.setdefault(problem.family, []).append(problem)
    return [Group(family=family, problems=tuple(named)) for family, named in found.items()]


def rates(one: Round) -> str:
    """How many passed, over all and by class; classes of which all passed are named together."""
    passed, whole = one.rate()
    if any(tally.get("pending") for tally in one.counts.values()):
        waiting = sum(tally.get("pending", 0) for tally in one.counts.values())
        return f"尚有{waiting}家结论待定，合格率待结论全部确定后计算"
    by_class = {name: one.rate(name) for name in CLASSES if name in one.counts}
    by_class = {name: rate for name, rate in by_class.items() if rate[1]}
    if passed == whole:
        return f"合格率为{share(passed, whole)}" + ("，各类网站均为100.0%" if len(by_class) > 1 else "")
    full = [name for name, (good, all_) in by_class.items() if good == all_]
    parts = [f"{CLASSES[name]}{share(*rate)}" for name, rate in by_class.items() if name not in full]
    if full:
        parts.append(f"{'、'.join(CLASSES[name] for name in full)}{'均' if len(full) > 1 else ''}为100.0%")
    return f"合格率为{share(passed, whole)}；其中" + "，".join(parts)


def accounts(registered: Sequence[Account], looked_at: Mapping[str, str]) -> list[tuple[str, int, int, Counter[str]]]:
    """By platform: its name, accounts in use, accounts out of use with a filing, verdicts on those inspected."""
    found: dict[str, tuple[list[Account], list[Account]]] = {}
    for account in registered:
        used, filed = found.setdefault(account.platform, ([], []))
        (used if account.status == "running" else filed).append(account)
    told = []
    for platform, word in PLATFORMS.items():
        used, filed = found.get(platform, ([], []))
        if used or filed:
            tally = Counter(looked_at[account.id] for account in used if account.id in looked_at)
            told.append((word, len(used), len(filed), tally))
    return told


class _Names:
    """How a site is called in a running text: in full the first time, then shortly."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, card: SiteCard) -> str:
        first = card.site.id not in self._told
        self._told.add(card.site.id)
        return one_line(card.site.name if first else card.called)


def one_line(text: str) -> str:
    """A name of the registry as it may stand in a text: on one line, nothing invisible."""
    return re.sub(r"\s+", " ", unseen(text)).strip()


def _annexes(facts: Facts) -> Iterator[Annex]:
    cards = facts.report.cards
    yield Annex(
        title="政府网站检查情况表",
        columns=("序号", "网站名称", "主办单位", "检查情况", "存在的突出问题", "整改情况"),
        widths=(8, 20, 20, 12, 28, 12),
        rows=tuple(
            (
                str(number),
                one_line(card.site.name),
                one_line(card.agency.name) if card.agency else "",
                facts.fails_word if card.scorecard.verdict == "fail" else VERDICTS[card.scorecard.verdict],
                _standing_out(card),
                f"检查期间已整改{len(card.mended)}项" if card.mended else "待整改" if card.count("fail") else "",
            )
            for number, card in enumerate(cards, 1)
        ),
    )
    vetoed = [(card, mark) for card in cards for mark in card.vetoes]
    if vetoed:
        yield Annex(
            title="单项否决指标情况表" if facts.signed else "单项否决指标情况表（待签发）",
            columns=("序号", "网站名称", "指标", "认定的问题"),
            widths=(9, 33, 40, 18),
            rows=tuple(
                (str(number), one_line(card.site.name), mark.title, f"{mark.fails}项")
                for number, (card, mark) in enumerate(vetoed, 1)
            ),
        )
    platforms = accounts(facts.accounts, facts.looked_at or {})
    if platforms:
        yield Annex(
            title="政务新媒体账号情况表",
            columns=("平台", "登记账号", "已备案停用", "检查", "合格", "合格率"),
            widths=(24, 14, 14, 14, 14, 20),
            rows=tuple((word, str(used), str(filed), *_verdicts(tally)) for word, used, filed, tally in platforms),
        )


def _verdicts(tally: Counter[str]) -> tuple[str, str, str]:
    judged = tally.total() - tally["not_assessable"]
    if not judged:
        return "未检查", "—", "—"
    if tally["pending"]:
        return str(tally.total()), "待定", "—"
    return str(tally.total()), str(tally["pass"]), percent(tally["pass"], judged)


def _unread(card: SiteCard) -> str:
    return "首页打不开" if card.scorecard.verdict != "not_assessable" else unfit(card)[0]


def _standing_out(card: SiteCard) -> str:
    if not card.reachable:
        return f"未能检查：{_unread(card)}"
    most = card.tally["fail"].most_common(STANDING_OUT)
    if not most:
        return "检查到的内容中没有确认的问题" if card.examined else "未检查"
    return "；".join(f"{messages.title(check)}（{count}）" for check, count in most)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - makes plain text; what prints it as HTML escapes it
        loader=PackageLoader("reports.publish"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"named": NAMED, "families": FAMILIES, "rates": rates, "share": share}
    return environment
