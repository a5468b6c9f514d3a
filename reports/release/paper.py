"""The paper on which a result is signed (呈批件): one page of figures, names, changes, objections and signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checks import messages
from reports.figures import NAMES, figures, totals
from reports.kinds import ANSWER, CORRECTION, DRAFT, OBJECTION, RELEASE, SIGNATURE
from reports.publish.words import VERDICTS, share, shown
from reports.release.chain import Standing, changed
from reports.rounds import CLASSES, Round, class_of

if TYPE_CHECKING:
    from reports.publish.model import CityReport, SiteCard
    from reports.settings import Release
    from storage.records import Act, Person, Registry
    from storage.store import Store

NAMED = 6
"""Lines under one heading; the rest are counted. Keeps the paper on one page."""

MAX_SAID = 60
"""Characters of a reason that the paper quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Everything the paper speaks of. ``period``: as stored; ``verdicts``: those of today, by target."""

    store: Store
    registry: Registry
    settings: Release
    report: CityReport
    rounds: Sequence[Round]
    period: str
    now: Standing
    verdicts: Mapping[str, Mapping[str, Any]]

    def lines(self) -> list[str]:
        """The paper as text."""
        report = self.report
        return [
            f"{report.city}政府网站{report.period}检查情况呈批件",
            report.office,
            "",
            "一、总体情况",
            *self._overall(),
            "二、不合格的网站和账号",
            *_some([*_failed(report.cards), *self._failed_accounts()], NAMED + 2),
            "三、待定和未能检查的网站",
            *_some(_open(report.cards)),
            "四、征求意见以来的变化",
            *_some(self._since_draft()),
            "五、没有采纳的异议",
            *_some(self._refused()),
            "六、外来的数字",
            *_some(self._figures(), len(NAMES)),
            *self._corrections(),
            "",
            f"指标：{report.scheme.title} 第 {report.scheme.revision} 版。内容指纹：{self.now.seal[:16]}",
            *self._signatures(),
        ]

    def _overall(self) -> list[str]:
        cards = self.report.cards
        whole = Counter(card.scorecard.verdict for card in cards)
        tallies: dict[str, Counter[str]] = {}
        for card in cards:
            tallies.setdefault(class_of(card.site, card.agency), Counter())[card.scorecard.verdict] += 1
        verdicts = "，".join(f"{word} {whole[verdict]}" for verdict, word in VERDICTS.items() if whole[verdict])
        classes = "；".join(f"{CLASSES[name]} {_rate(tallies[name])}" for name in CLASSES if name in tallies)
        return [
            f"  检查网站 {len(cards)} 个：{verdicts}；合格率 {_rate(whole)}",
            f"  各类合格率：{classes}",
            *self._accounts(),
            *(
                f"  第 {one.number} 轮（{one.as_of:%m月%d日}）：检查 {len(one.targets)} 个，合格 {share(*one.rate())}"
                for one in self.rounds[-NAMED:]
            ),
        ]

    def _accounts(self) -> list[str]:
        """How the accounts came out; accounts are not ranked among the sites."""
        tally = Counter(card.scorecard.verdict for card in self.report.accounts)
        said = "，".join(f"{word} {tally[verdict]}" for verdict, word in VERDICTS.items() if tally[verdict])
        return [f"  检查新媒体账号 {tally.total()} 个：{said}；合格率 {_rate(tally)}"] if tally else []

    def _failed_accounts(self) -> list[str]:
        failed = [card for card in self.report.accounts if card.scorecard.verdict == "fail"]
        names = "、".join(card.account.name for card in failed[:NAMED])
        more = f"等 {len(failed)} 个" if len(failed) > NAMED else ""
        return [f"新媒体账号：{names}{more}"] if failed else []

    def _since_draft(self) -> list[str]:
        drafted: dict[str, Mapping[str, Any]] = {}
        for act in self.store.journal.acts(DRAFT, period=self.period):
            drafted |= act.said["verdicts"]
        if not drafted:
            return ["没有征求意见"]
        shown_then = {target: _short(verdict) for target, verdict in drafted.items()}
        shown_now = {target: _short(verdict) for target, verdict in self.verdicts.items() if target in drafted}
        return [
            f"{self._name(target)}：{before} → {after or '不再检查'}"
            for target, (before, after) in changed(shown_then, shown_now).items()
        ]

    def _refused(self) -> list[str]:
        objections = {act.subject: act for act in self.store.journal.acts(OBJECTION, period=self.period)}
        answers = {act.subject: act for act in self.store.journal.acts(ANSWER, period=self.period)}
        titles = {row["key"]: messages.title(row["check"]) for card in self.report.cards for row in card.findings}
        return [
            f"{self._name(act.target)} {titles.get(key, '')}（{act.said['adopted']}）："
            f"{objections[key].said['reason'][:MAX_SAID]}；答复：{act.said['reason'][:MAX_SAID]}"
            for key, act in answers.items()
            if act.said["adopted"] != "采纳" and key in objections
        ]

    def _figures(self) -> list[str]:
        targets = [card.site.id for card in self.report.cards]
        sums = totals(figures(self.store, self.period), targets)
        known = {
            name: f"{value} {NAMES[name]}（{count}/{len(targets)} 个网站）" for name, (value, count) in sums.items()
        }
        return [f"{name}：{known.get(name, '未提供')}" for name in NAMES]

    def _corrections(self) -> list[str]:
        made = [
            f"第 {act.said['number']} 号（{act.at:%Y-%m-%d}）：{act.said['reason'][:MAX_SAID]}"
            for act in self.store.journal.acts(CORRECTION, period=self.period)
        ]
        waiting = self.differences() if self.now.published is not None and not self.now.current else []
        lines = ["七、更正", *_some(made)] if made else []
        return [*lines, *(["拟更正的内容", *_some(waiting)] if waiting else [])]

    def differences(self) -> list[str]:
        """What differs from the last publication: target, before, after."""
        if self.now.published is None:
            return []
        before = {target: _long(verdict) for target, verdict in self.now.published.said["verdicts"].items()}
        after = {target: _long(verdict) for target, verdict in self.verdicts.items()}
        return [
            f"{self._name(target)}：{old or '没有检查'} → {new or '不再检查'}"
            for target, (old, new) in changed(before, after).items()
        ]

    def _signatures(self) -> list[str]:
        people = self.registry.people
        kind = self.now.published.kind if self.now.published is not None else None
        if self.now.current:
            assert self.now.published is not None
            what = "已签发" if kind == RELEASE else f"第 {self.now.published.said['number']} 号更正已签发"
            acts = self.store.journal.acts(SIGNATURE, period=self.period)
            signed = [act for act in acts if act.said["seal"] == self.now.published.said["seal"]]
            return [
                *(_signature(act, people) for act in signed[-len(self.settings.chain) :]),
                f"{what}：{self.now.published.at:%Y-%m-%d %H:%M}",
            ]
        lines = []
        if self.now.voided:
            lines.append(f"签批以后内容有变，此前 {len(self.now.voided)} 个签名作废")
        for number, step in enumerate(self.settings.chain):
            if number < len(self.now.signed):
                lines.append(_signature(self.now.signed[number], people))
            else:
                lines.append(f"{step}：")
        return lines

    def _name(self, target: str) -> str:
        named = self.registry.sites.get(target) or self.registry.accounts.get(target)
        return named.name if named is not None else target


def _signature(act: Act, people: Mapping[str, Person]) -> str:
    name = people[act.by].name if act.by in people else act.by
    return f"{act.said['step']}：{name}  {act.at:%Y-%m-%d %H:%M}"


def _rate(tally: Counter[str]) -> str:
    return share(tally["pass"], tally.total() - tally["not_assessable"])


def _short(verdict: Mapping[str, Any]) -> str:
    points = verdict["points"]
    return VERDICTS[verdict["verdict"]] + (f" {shown(Decimal(str(points)))} 分" if points is not None else "")


def _long(verdict: Mapping[str, Any]) -> str:
    return f"{_short(verdict)}，确认 {verdict['fails']} 项，待核实 {verdict['doubts']} 项"


def _failed(cards: Iterable[SiteCard]) -> list[str]:
    """Every site that failed by name, the first with why."""
    failed = [card for card in cards if card.scorecard.verdict == "fail"]
    lines = [
        f"{card.site.name}：{'、'.join(mark.title for mark in card.vetoes) or f'得分 {shown(card.scorecard.high)}'}"
        for card in failed[:NAMED]
    ]
    rest = failed[NAMED:]
    return [*lines, *([f"另有 {len(rest)} 个：{'、'.join(card.site.name for card in rest)}"] if rest else [])]


def _open(cards: Iterable[SiteCard]) -> list[str]:
    names: dict[str, list[str]] = {}
    for card in cards:
        if card.scorecard.verdict in {"pending", "not_assessable"}:
            names.setdefault(VERDICTS[card.scorecard.verdict], []).append(card.site.name)
    return [
        f"{word} {len(found)} 个：{'、'.join(found[:NAMED])}{'等' if len(found) > NAMED else ''}"
        for word, found in names.items()
    ]


def _some(lines: Sequence[str], most: int = NAMED) -> list[str]:
    """Some lines under a heading, and how many more there are."""
    if not lines:
        return ["  无"]
    more = [f"  另有 {len(lines) - most} 项"] if len(lines) > most else []
    return [*(f"  {line}" for line in lines[:most]), *more]
