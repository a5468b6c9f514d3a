"""The scorecard of an agency as a document (.docx): the same as its page, in the styles of the office's template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checks import messages
from reports.policy_rows import FORM_NAMES, is_sure
from reports.publish import docx
from reports.publish.agencies import AgencyCard
from reports.publish.docx import STYLES
from reports.publish.html import grouped
from reports.publish.layout import laid_out
from reports.publish.model import CityReport, SiteCard, TargetCard
from reports.publish.words import KINDS, PARTS, PLATFORMS, SHOWN, STATES, points, safe, shown

if TYPE_CHECKING:
    from docx.document import Document

NUMERALS = "一二三四五六七八九十"
REST = "另有 {} 项没有列在这里，全部见 report.xlsx 的“{}”表。"
OUTCOMES = {"fail": "确认", "unsure": "疑似，待核实", "not_run": "未能检查"}

Cells = Sequence[Sequence[str]]


def write(report: CityReport, card: AgencyCard, path: Path, template: Path | None = None) -> None:
    """Write the document. ``template``: the office's own layout, None for the one that ships.

    Raises:
        UsageError: the template cannot be opened, or lacks a style.
    """
    document = docx.opened(template)
    title = f"{card.agency.name}{report.period}评分卡"
    if report.draft:
        document.add_paragraph(report.draft, docx.DRAFT)
    document.add_paragraph(docx.plain(title), STYLES["title"])
    told = f"监测时间点 {report.as_of:%Y年%m月%d日}；网站 {len(card.sites)} 个，新媒体账号 {len(card.accounts)} 个。"
    document.add_paragraph(told, STYLES["text"])
    sections = [section for section in _sections(report, card) if section is not None]
    for numeral, section in zip(NUMERALS, sections, strict=False):
        section.write(document, numeral)
    words = {"标题": title, "单位": report.office, "日期": f"{report.as_of:%Y年%m月%d日}", "稿别": report.draft or ""}
    document = laid_out(document, template, words)
    properties = document.core_properties
    properties.title, properties.author = title, report.office
    docx.save(document, path)


class _Section:
    """One part of the document: a heading, sentences, a table, and how much the table leaves out."""

    def __init__(
        self,
        heading: str,
        *sentences: str,
        columns: Sequence[str] = (),
        widths: Sequence[int] = (),
        rows: Cells = (),
        left_out: str = "",
    ) -> None:
        self._heading = heading
        self._sentences = sentences
        self._table = (columns, widths, rows)
        self._left_out = left_out

    def write(self, document: Document, numeral: str) -> None:
        """Add the part to a document."""
        document.add_paragraph(f"{numeral}、{self._heading}", STYLES["part"])
        for sentence in self._sentences:
            document.add_paragraph(docx.plain(sentence), STYLES["text"])
        columns, widths, rows = self._table
        if rows:
            docx.table(document, columns, widths, [[safe(cell) for cell in row] for row in rows])
        if self._left_out:
            document.add_paragraph(self._left_out, STYLES["text"])


def _sections(report: CityReport, card: AgencyCard) -> Iterator[_Section | None]:
    yield _Section(
        "结论",
        columns=("网站或账号", "种类", "结论", "得分（机器可判部分）", "单项否决", "问题", "待核实"),
        widths=(26, 14, 16, 12, 18, 7, 7),
        rows=[_verdict(report, one) for one in card.targets],
    )
    yield _todo(card)
    yield _shared(card)
    yield _trend(report, card)
    yield _place(card)
    yield _unmeasured(card)
    yield _rows(card)
    yield _policies(card)
    yield _findings(card)
    yield _Section(
        "有异议怎么办",
        f"请在征求意见的期限内，用随评分卡发来的意见表写明编号、理由、网址和打开的时间，报{report.office}。"
        "逾期没有反馈的，视为没有意见。",
    )


def _verdict(report: CityReport, one: TargetCard) -> tuple[str, ...]:
    account = getattr(one, "account", None)
    kind = KINDS.get(one.site.kind, one.site.kind) if account is None else PLATFORMS.get(account.platform, "")
    counts = [str(one.count(outcome)) if one.reachable else "—" for outcome in ("fail", "unsure")]
    vetoes = "；".join(mark.title for mark in one.vetoes)
    return one.site.name, kind, report.verdicts[one.scorecard.verdict], points(one), vetoes, *counts


def _todo(card: AgencyCard) -> _Section:
    cures = card.cures
    if not cures:
        return _Section("整改清单", "检查到的内容中没有要本单位整改的问题。")
    rows = []
    for cure in cures:
        won = [f"涉及单项否决 {'、'.join(cure.veto)}"] if cure.veto else []
        won += [f"最多挽回 {shown(cure.points)} 分"] if cure.points else []
        won += [f"消除 {cure.pages:,} 页"]
        what = f"{cure.what}（{cure.called}：{cure.title}）"
        rows.append(
            (what, "；".join(won), str(cure.places), cure.findings[0]["page"], f"{cure.days} 个工作日", cure.age, "")
        )
    return _Section(
        "整改清单",
        "按见效大小排列，内容安全问题提前，一行是一件事；期限从通报印发次日起算；责任处室由单位填写。",
        columns=("做什么", "见效", "处数", "先看这里", "期限", "新旧", "责任处室"),
        widths=(28, 16, 7, 21, 9, 9, 10),
        rows=rows,
        left_out=REST.format(card.left_out, "整改清单") if card.left_out else "",
    )


def _shared(card: AgencyCard) -> _Section | None:
    if not card.shared:
        return None
    return _Section(
        "平台共性问题",
        "同一建站平台的模板在三家以上网站造成的同一问题，由平台统一整改，不列入上面的清单。",
        columns=("平台", "问题", "涉及网站", "怎么改"),
        widths=(16, 36, 12, 36),
        rows=[(one.platform, one.what, str(one.sites), one.remedy) for one in card.shared],
    )


def _trend(report: CityReport, card: AgencyCard) -> _Section | None:
    rows = [
        (
            one.called,
            quarter.period,
            report.verdicts[quarter.verdict],
            _range(quarter.low, quarter.high),
            quarter.changed or "",
        )
        for one in card.sites
        if len(one.history) > 1
        for quarter in one.history
    ]
    if not rows:
        return None
    return _Section(
        "历季情况",
        "“不可比”一列写明的，与上一季不能相比。",
        columns=("网站", "季度", "结论", "得分", "不可比"),
        widths=(28, 14, 22, 16, 20),
        rows=rows,
    )


def _range(low: object, high: object) -> str:
    if low is None or high is None:
        return "—"
    return shown(high) if low == high else f"{shown(low)}~{shown(high)}"  # type: ignore[arg-type]


def _place(card: AgencyCard) -> _Section | None:
    told = [
        f"{one.called}：{one.place.klass}类可比的 {one.place.among} 个网站中第 {one.place.place} 位，"
        f"得分 {shown(one.place.points)}，中位数 {shown(one.place.median)}。"
        if one.place
        else f"{one.called}：检查覆盖不足，或没有检查覆盖相同的同类网站，不排位置。"
        for one in card.sites
        if one.site.kind == "portal" and one.reachable
    ]
    return _Section("在同类网站中的位置", *told) if told else None


def _unmeasured(card: AgencyCard) -> _Section | None:
    rows = [
        (title, why, "、".join(names[:3]) + ("等" if len(names) > 3 else "")) for title, why, names in card.unmeasured
    ]
    if not rows:
        return None
    return _Section(
        "没有检查的指标和原因",
        "下列指标要由人认定，或没有检查到；不算单位的问题，也不当作没有问题。",
        columns=("指标", "原因", "网站或账号"),
        widths=(36, 40, 24),
        rows=rows,
    )


def _rows(card: AgencyCard) -> _Section | None:
    rows = [
        (
            one.called,
            f"{mark.row} {mark.title}",
            PARTS[mark.part],
            STATES[mark.state],
            "否决" if mark.veto else _range(mark.lost, mark.lost_at_most),
            shown(mark.points),
            f"{mark.fails}/{mark.doubts}",
            mark.keys[0][:8] if mark.keys else "",
        )
        for one in card.targets
        for mark in one.scorecard.marks
        if mark.fails or mark.doubts or mark.gained
    ]
    if not rows:
        return None
    return _Section(
        "指标逐项（有扣分、否决或疑点的）",
        "最后一列是其中一项发现编号的前 8 位，可在问题明细里找到。",
        columns=("网站或账号", "指标", "部分", "状态", "扣分", "满分", "确认/待核实", "编号"),
        widths=(18, 28, 9, 9, 10, 8, 9, 9),
        rows=rows,
    )


def _policies(card: AgencyCard) -> _Section | None:
    rows = [
        (
            pairing.title,
            str(pairing.published or "—"),
            (pair.title or pair.interpretation) + ("" if is_sure(pair) else "（待核实）") if pair else "没有找到",
            FORM_NAMES.get(pair.form, pair.form) if pair else "—",
            str(pair.lag_days) if pair and pair.lag_days is not None else "—",
        )
        for site in card.sites
        if site.policies is not None
        for pairing in site.policies.pairings
        for pair in pairing.pairs or (None,)
    ]
    if not rows:
        return None
    return _Section(
        "政策文件与解读",
        "间隔为工作日。",
        columns=("文件", "公开", "解读", "形式", "间隔"),
        widths=(38, 14, 32, 9, 7),
        rows=rows[:SHOWN],
        left_out="其余见 xuncha export policies 导出的数据。" if len(rows) > SHOWN else "",
    )


def _findings(card: AgencyCard) -> _Section:
    rows: list[tuple[str, ...]] = []
    hidden = 0
    for one in card.targets:
        groups, left_out = grouped(one)
        hidden += left_out.total()
        rows += [
            (
                one.called,
                OUTCOMES[outcome],
                messages.title(check),
                row["message"],
                _site_path(one, row["page"]),
                row["key"][:8],
            )
            for outcome, by_check in groups.items()
            for check, found in by_check.items()
            for row in found
        ]
    if not rows:
        return _Section("问题明细", "检查到的内容中没有确认的问题。")
    return _Section(
        "问题明细",
        columns=("网站或账号", "结论", "检查项", "说明", "所在网页", "编号"),
        widths=(14, 10, 16, 32, 20, 8),
        rows=rows,
        left_out=REST.format(hidden, "发现") if hidden else "",
    )


def _site_path(one: TargetCard, url: str) -> str:
    """An address, without the host where that is the site's own: paper is narrow."""
    home = one.site.url
    return url.removeprefix(home.rstrip("/")) or url if isinstance(one, SiteCard) else url
