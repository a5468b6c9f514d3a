"""The report of a year as one text with charts and annexes, and its data as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checks.yearly import Year
from reports.publish import charts
from reports.publish.annexes import Annex
from reports.publish.audience import Shown
from reports.publish.model import CityQuarter
from reports.publish.naming import one_line
from reports.publish.notice import Notice, blocks_of, text_templates
from reports.publish.tables import Table, named_table, without_points
from reports.publish.words import CLASSES, KINDS, PLATFORMS, PROVISIONAL, VERDICTS, share, shown
from storage.records import Account, Agency, Site

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
NOT_LOOKED_AT = "未检查"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCard:
    """One target in one year. ``quarters``, ``points``: by period, of those in which it was judged. ``mean``: of the
    points, None where any quarter's are open."""

    id: str
    name: str
    agency: Agency | None
    account: Account | None
    site: Site | None
    quarters: Mapping[str, str]
    points: Mapping[str, Decimal | None]
    verdict: str
    mean: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """One year of a city, or of the part that one agency answers for. ``judged``: its periods with any verdict;
    ``signed``: when those that were signed were; ``history``: pass rates of three years."""

    office: str
    city: str
    year: int
    scheme: str
    rule: Year
    cards: tuple[YearCard, ...]
    history: Mapping[str, Sequence[CityQuarter]]
    signed: Mapping[str, date]
    judged: tuple[str, ...]

    @property
    def final(self) -> bool:
        """Whether every quarter that was judged is signed."""
        return all(period in self.signed for period in self.judged)

    @property
    def verdicts(self) -> Mapping[str, str]:
        """What verdicts are called: provisionally, until all are signed."""
        return VERDICTS if self.final else PROVISIONAL

    @property
    def sites(self) -> list[YearCard]:
        """The sites among its cards."""
        return [card for card in self.cards if card.account is None]

    @property
    def accounts(self) -> list[YearCard]:
        """The accounts among its cards."""
        return [card for card in self.cards if card.account is not None]

    @property
    def passed_by(self) -> tuple[tuple[str, Sequence[CityQuarter]], ...]:
        """The pass rates over the periods, of what there was."""
        return tuple((name, quarters) for name, quarters in self.history.items() if quarters)


def year_notice(report: YearReport, shown_to: Shown) -> Notice:
    """The report of a year as a text."""
    values = {
        "report": report,
        "rate": _rate,
        "quarter": lambda period: QUARTERS[int(period[-1]) - 1],
        "history": {name: {one.period: one for one in told} for name, told in report.passed_by},
        "earlier": _years(report),
        "share": share,
        "fails": VERDICTS["fail"],
    }
    blocks = tuple(blocks_of(text_templates().get_template("year.txt").render(values)))
    last = max(report.signed.values(), default=None) if report.final else None
    drawn = charts.pass_rates(report.passed_by)
    return Notice(
        title=blocks[0].text.replace("|", ""),
        title_lines=tuple(blocks[0].text.split("|")),
        blocks=blocks[1:],
        office=report.office,
        day=f"{last.year}年{last.month}月{last.day}日" if last else None,
        annexes=tuple(_annexes(report, shown_to)),
        draft=None if report.final else "征求意见稿：有的季度尚未签发，数字和结论以签发的通报为准",
        charts=(("三年各季度合格率", drawn),) if drawn else (),
    )


def _rate(cards: Sequence[YearCard]) -> str:
    """How many passed the year, or how many are open."""
    tally = Counter(card.verdict for card in cards)
    judged = len(cards) - tally["not_assessable"]
    if tally["pending"]:
        return f"尚有{tally['pending']}个待定，合格率待全部确定后计算"
    return f"合格率为{share(tally['pass'], judged)}" if judged else "都未能检查，不计算合格率"


def _years(report: YearReport) -> list[tuple[str, list[tuple[int, int, int]]]]:
    """By kind of target: for every year with settled quarters its number, passes and verdicts, summed over them."""
    told = []
    for name, quarters in report.passed_by:
        sums: dict[int, tuple[int, int]] = {}
        for one in quarters:
            if not one.pending and one.judged:
                good, of = sums.get(int(one.period[:4]), (0, 0))
                sums[int(one.period[:4])] = (good + one.passed, of + one.judged)
        told.append((name, [(year, good, of) for year, (good, of) in sorted(sums.items())]))
    return told


def _annexes(report: YearReport, shown_to: Shown) -> Iterator[Annex]:
    for cards, title, kind in (
        (report.sites, "政府网站年度考核情况表", "种类"),
        (report.accounts, "政务新媒体年度考核情况表", "平台"),
    ):
        if not cards:
            continue
        pointed = shown_to.points and cards is not report.accounts and any(card.mean is not None for card in cards)
        yield Annex(
            title=title,
            columns=("序号", "名称", "主办单位", kind, *QUARTERS, "年度考核", *(("平均得分",) if pointed else ())),
            widths=(6, 18, 18, 10, 9, 9, 9, 9, 12, *((9,) if pointed else ())),
            rows=tuple(
                (
                    str(number),
                    one_line(card.name),
                    one_line(card.agency.name) if card.agency else "",
                    _kind(card),
                    *_quarters(report, card),
                    report.verdicts[card.verdict],
                    *((shown(card.mean),) if pointed else ()),
                )
                for number, card in enumerate(cards, 1)
            ),
        )


def _kind(card: YearCard) -> str:
    if card.account is not None:
        return PLATFORMS.get(card.account.platform, card.account.platform)
    return KINDS.get(card.site.kind, card.site.kind) if card.site is not None else ""


def _quarters(report: YearReport, card: YearCard) -> list[str]:
    """The verdict of every quarter; one that is not signed reads provisionally."""
    told = []
    for quarter in range(1, 5):
        period = f"{report.year}Q{quarter}"
        words = VERDICTS if period in report.signed else PROVISIONAL
        told.append(words[card.quarters[period]] if period in card.quarters else NOT_LOOKED_AT)
    return told


def tables_of_year(shown_to: Shown) -> tuple[Table, ...]:
    """The data of a year as tables."""
    table = named_table("year", _rows)
    return (table if shown_to.points else without_points(table),)


def _rows(report: YearReport) -> Iterator[tuple[Any, ...]]:
    for card in report.cards:
        klass = CLASSES.get(card.agency.klass if card.agency else None, CLASSES[None])
        agency = card.agency.name if card.agency else None
        told = _quarters(report, card)
        yield (card.id, card.name, agency, klass, _kind(card), *told, report.verdicts[card.verdict], card.mean)
