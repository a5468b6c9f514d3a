"""The data of a report as tables: what each holds, field by field, for workbooks, CSV files and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from checks import messages
from reports.publish.audience import Shown
from reports.publish.model import CityReport
from reports.publish.overview import family_of, problems
from reports.publish.words import CLASSES, FAMILIES, KINDS, PARTS, SKIPPED, STATES, VERDICTS

Values = Iterator[tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``kind``: text, int, number, date, json. ``title``: its Chinese name; ``note``: what it means."""

    name: str
    title: str
    note: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. ``rows``: its values in the order of the fields, the same every time."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Callable[[CityReport], Values]


def _field(text: str, kind: str = "text", width: int = 14) -> Field:
    name, title, note = text.split("|")
    return Field(name=name, title=title, note=note, kind=kind, width=width)


def _sites(report: CityReport) -> Values:
    for card in report.cards:
        score = card.scorecard
        yield (
            card.site.id,
            card.site.name,
            card.agency.name if card.agency else None,
            CLASSES.get(card.agency.klass if card.agency else None, CLASSES[None]),
            KINDS.get(card.site.kind, card.site.kind),
            card.site.url,
            card.run.round,
            VERDICTS[score.verdict],
            score.points,
            score.low,
            score.high,
            score.uncapped,
            score.bonus,
            "、".join(mark.title for mark in card.vetoes) or None,
            *(card.count(outcome) for outcome in ("fail", "unsure", "not_run")),
            len(card.mended),
        )


def _findings(report: CityReport) -> Values:
    for card in report.cards:
        for row in card.findings:
            yield (
                row["key"],
                card.site.id,
                card.site.name,
                FAMILIES.get(family_of(row["check"]), ""),
                row["check"],
                messages.title(row["check"]),
                row["reason"],
                row["outcome"],
                row["state"],
                row["message"],
                row["remedy"],
                row["page"],
                row["subject"],
                int(row["detail"].get("pages", 1)),
                row["basis"]["document"],
                row["basis"]["clause"],
                row["first_seen"][:10],
                row["detail"],
            )


def _marks(report: CityReport) -> Values:
    for card in report.cards:
        for mark in card.scorecard.marks:
            yield (
                card.site.id,
                card.site.name,
                mark.row,
                mark.title,
                PARTS[mark.part],
                STATES[mark.state],
                mark.points,
                mark.lost,
                mark.lost_at_most,
                mark.uncapped,
                mark.gained,
                "否决" if mark.veto else "可能否决" if mark.veto_possible else None,
                mark.fails,
                mark.doubts,
                mark.due_on.isoformat() if mark.due_on else None,
                mark.note,
            )


def _problems(report: CityReport) -> Values:
    for problem in problems(report.cards):
        for card, count in problem.cards:
            yield (problem.check, problem.title, problem.family, card.site.id, card.site.name, count)


def _coverage(report: CityReport) -> Values:
    for card in report.cards:
        seen = card.run.coverage
        if seen is None:
            yield (card.site.id, card.site.name, *[None] * 9)
            continue
        skipped = "；".join(f"{SKIPPED.get(why, why)} {number}" for why, number in seen.skipped.items() if number)
        counts = (seen.known, seen.fetched, seen.pages, seen.failed, seen.blocked, seen.undecodable, seen.rendered)
        yield (card.site.id, card.site.name, *counts, seen.needed_browser, skipped or None)


_SITE = (_field("site|网站编号|登记表中的编号", width=16), _field("site_name|网站名称|登记的名称", width=34))

TABLES = (
    Table(
        name="sites",
        title="网站结论",
        fields=(
            *_SITE,
            _field("agency|主办单位|登记的全称", width=34),
            _field("class|类别|主办单位的类别"),
            _field("kind|网站种类|门户网站、子网站或管委会网站"),
            _field("url|网址|登记的首页地址", width=40),
            _field("round|轮次|结论来自第几轮", "int", 8),
            _field("verdict|结论|合格、不合格、待定、未能检查", width=10),
            _field("points|得分|结论已定时的得分，不含加分；空为未定", "number", 10),
            _field("low|最低得分|待核实项全部认定时的得分", "number", 10),
            _field("high|最高得分|待核实项全部排除时的得分", "number", 10),
            _field("uncapped|不封顶扣分|不受各指标满分限制的扣分合计", "number", 12),
            _field("bonus|加分|达到加分线后的加分", "number", 8),
            _field("vetoes|单项否决|已触发的单项否决指标", width=30),
            _field("fails|确认的问题|项数；同一原因影响多个网页的算一项", "int", 12),
            _field("doubts|疑似待核实|项数；未经人核实，不算问题", "int", 12),
            _field("not_run|未能检查|没有做成的检查项；不算网站的问题", "int", 10),
            _field("mended|检查期间已整改|前几轮发现、最后一轮已不存在的项数", "int", 14),
        ),
        rows=_sites,
    ),
    Table(
        name="problems",
        title="主要问题",
        fields=(
            _field("check|检查项编号|程序内的编号", width=26),
            _field("title|问题|检查项名称", width=30),
            _field("family|类别|检查项的类别", width=12),
            *_SITE,
            _field("count|处数|确认的问题项数", "int", 8),
        ),
        rows=_problems,
    ),
    Table(
        name="marks",
        title="指标逐项",
        fields=(
            *_SITE,
            _field("row|指标编号|指标体系中的行号", width=10),
            _field("title|指标|指标名称", width=30),
            _field("part|部分|单项否决、扣分、加分", width=10),
            _field("state|状态|已定、待核实、待人工、不适用、未检查、未到期", width=10),
            _field("full|满分|该行最多扣或加的分；否决行为空", "number", 8),
            _field("lost|扣分|待核实项全部排除时的扣分", "number", 8),
            _field("lost_at_most|最多扣分|待核实项全部认定时的扣分", "number", 10),
            _field("uncapped|不封顶扣分|不受满分限制的扣分", "number", 12),
            _field("gained|加分|由人认定的加分", "number", 8),
            _field("veto|否决|否决、可能否决；空为没有触发或未定", width=10),
            _field("fails|确认|计入该行的问题项数", "int", 8),
            _field("doubts|待核实|计入该行的疑似项数", "int", 8),
            _field("due_on|到期日|尚未到期的指标从哪天起可能扣分", "date", 12),
            _field("note|说明|为什么没有定", width=40),
        ),
        rows=_marks,
    ),
    Table(
        name="findings",
        title="发现",
        fields=(
            _field("key|编号|一项发现的固定编号，各期相同", width=34),
            *_SITE,
            _field("family|类别|检查项的类别", width=12),
            _field("check|检查项编号|程序内的编号", width=24),
            _field("title|检查项|检查项名称", width=26),
            _field("reason|原因编号|错在哪一点", width=16),
            _field("outcome|原始结论|fail 有问题，unsure 疑似待核实，not_run 未能检查", width=10),
            _field(
                "state|处理状态|open 未处理，upheld 认定，cleared 排除，contested 异议、excepted 例外，rectified 已改",
                width=12,
            ),
            _field("message|说明|错在哪里，实测值和限值", width=60),
            _field("remedy|怎么改|给网站编辑的建议", width=50),
            _field("page|所在网页|在哪个网页上发现", width=50),
            _field("subject|问题地址|有问题的对象", width=50),
            _field("pages|网页数|受影响的网页数", "int", 8),
            _field("document|依据文件|规则出自哪份文件", width=40),
            _field("clause|依据条款|规则出自哪一条", width=30),
            _field("first_seen|首次发现|编号第一次出现的日期", "date", 12),
            _field("detail|细节|按检查项不同而不同的字段", "json", 40),
        ),
        rows=_findings,
    ),
    Table(
        name="coverage",
        title="检查覆盖",
        fields=(
            *_SITE,
            _field("known|已知地址|知道的地址数", "int", 10),
            _field("fetched|已访问|访问过的地址数", "int", 10),
            _field("pages|网页|读到的网页数", "int", 8),
            _field("failed|打不开|访问失败的地址数", "int", 8),
            _field("blocked|被拦截|防火墙或登录挡住的地址数", "int", 8),
            _field("undecodable|编码不明|文字编码无法识别的网页数", "int", 10),
            _field("rendered|浏览器打开|用浏览器打开的网页数", "int", 12),
            _field("needed_browser|该用未用浏览器|要用浏览器而没有用的网页数", "int", 16),
            _field("skipped|略过|没有访问的地址及原因", width=40),
        ),
        rows=_coverage,
    ),
)


POINTS = frozenset({"points", "low", "high", "uncapped", "bonus"})
INTERNAL = frozenset({"doubts", "not_run"})
PUBLIC = frozenset({"sites", "problems", "coverage"})
"""Tables that hold no place of a fault."""


def tables(shown: Shown) -> Iterator[Table]:
    """The tables that a reader may see; without points for readers who are shown none."""
    for table in TABLES:
        if shown.scorecards or table.name in PUBLIC:
            hidden = (frozenset() if shown.points else POINTS) | (frozenset() if shown.scorecards else INTERNAL)
            yield _without(table, hidden) if table.name == "sites" and hidden else table


def _without(table: Table, names: frozenset[str]) -> Table:
    kept = [place for place, field in enumerate(table.fields) if field.name not in names]

    def rows(report: CityReport) -> Values:
        return (tuple(row[place] for place in kept) for row in table.rows(report))

    return replace(table, fields=tuple(table.fields[place] for place in kept), rows=rows)


def dictionary(shown: Shown) -> list[Mapping[str, str]]:
    """What every field of every table means, in order."""
    return [
        {
            "table": table.name,
            "table_title": table.title,
            "field": field.name,
            "title": field.title,
            "kind": field.kind,
            "note": field.note,
        }
        for table in tables(shown)
        for field in table.fields
    ]


def number(value: Decimal) -> int | float:
    """A decimal as the number it prints as."""
    return int(value) if value == value.to_integral_value() else float(value)
