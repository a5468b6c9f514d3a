"""Decisions of the city's bodies: catalogues, open months, lists of questions, and what became of consultations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, ColumnPlan, SitePlan

KEY = "decisions"
ITEMS = (
    "一、制定公共服务设施规划。承办单位：规划部门；完成时间：第四季度。",
    "二、修订停车管理规定。承办单位：交通部门；完成时间：第三季度。",
)
EXPLAINED = "目录共两项，由规划、交通部门承办，年内完成，欢迎公众参与。"
OPEN = "八月开放办事大厅和实验室，市民可以报名参观，由工作人员讲解。"
QUESTIONS = "问：材料能否网上提交？答：可以。问：办理要多久？答：二十个工作日。问：在哪里查询进度？答：本网站。"
ATTENDED = "会议审议停车管理规定，邀请居民代表和企业代表列席，听取意见，采纳两条。"
REPLIED = "全年承办建议提案十二件，全部按时办结，答复全文见各承办单位网站。"
RESULT = "六、征集结果。征集期间共收到意见6条，采纳4条，未采纳2条，理由是已有规定。"
FIRST_ID = 9001
"""Number of the first article here, above those of all other columns."""

ABSENT = ("decision_catalogues", "missing_open_months", "missing_question_lists")
"""What a site without the column lacks."""


NOT_YET_DUE = ("missing_attendance", "missing_proposal_replies")
"""What is owed once a year, and fails only when the year is over."""


@dataclass(slots=True)
class Decisions:
    """What was written for one site. ``row``: its row of the table; ``asked``: planted consultations by row."""

    row: Table
    named: dict[str, ArticlePlan] = field(default_factory=dict)
    asked: list[tuple[Table, ArticlePlan]] = field(default_factory=list)


def write_decisions(site: SitePlan, as_of: date) -> Decisions:
    """Write the column of decisions of a site and the results of its consultations."""
    rows = table("decisions.toml")
    written = Decisions(next((row for row in rows["site"] if row["site"] == site.id), {}))
    column = None
    if site.kind == "portal" and not written.row.get("without"):
        slug = rows["slugs"][site.style]
        column = ColumnPlan(key=KEY, role="major_decision_catalogue", name="决策公开", slug=slug, type="")
        site.columns[KEY] = column
        _publish(site, column, written)
    elif written.row.get("without"):
        _withdraw_replies(site)
    consultations = site.columns["public_consultation"].articles if "public_consultation" in site.columns else []
    planted = [row for row in rows["consultation"] if row["site"] == site.id]
    for article in consultations:
        row: Table = next(
            (one for one in planted if one["title"] in article.title and article.on.year == as_of.year), {}
        )
        if row:
            written.asked.append((row, article))
        if "swap" in row:
            article.text = [line.replace(*row["swap"]) for line in article.text]
        if "意见" in article.title and not row.get("silent") and article.on + timedelta(days=30) < as_of:
            article.text = [*article.text, RESULT]
        if "feedback" in row:
            assert column is not None
            name = re.sub(r"^关于|公开征[求集]意见|的公告$", "", article.title)
            _add(column, f"{name}意见采纳情况反馈", row["feedback"]["on"], [row["feedback"]["text"] * 2])
    if column is not None:
        column.articles.sort(key=lambda one: one.on, reverse=True)
    return written


def _withdraw_replies(site: SitePlan) -> None:
    """A site without a word of decisions tells nothing of replies to proposals either."""
    for article in (article for column in site.columns.values() for article in column.articles):
        article.title = article.title.replace("建议提案办理复文", "重大项目进展情况")


def _publish(site: SitePlan, column: ColumnPlan, written: Decisions) -> None:
    """The catalogue, its interpretation, the open month and the questions of one year."""
    row, name = written.row, str(site.agency["name"])
    title = f"{name}2026年度重大行政决策事项目录"
    on = row.get("catalogue", date(2026, 3, 20))
    says = [row["says"]] if "says" in row else [f"现公布{name}2026年度重大行政决策事项目录。", *ITEMS]
    written.named["catalogue"] = _add(column, title, on, says)
    if site.agency["class"] == "district" and not row.get("unexplained"):
        _add(
            column,
            f"图解《{title}》",
            on + timedelta(days=3),
            [EXPLAINED],
        )
    written.named["open"] = _add(column, f"{name}2026年政府开放月活动安排", date(2026, 7, 20), [OPEN])
    _add(column, f"利益相关方代表列席{name}会议的情况", date(2026, 6, 10), [ATTENDED])
    _add(column, f"{name}2026年建议提案办理情况", date(2026, 10, 20), [REPLIED])
    written.named["questions"] = _add(
        column, f"{name}热点问题清单", row.get("questions", date(2026, 9, 10)), [QUESTIONS]
    )


def _add(column: ColumnPlan, title: str, on: date, text: list[str]) -> ArticlePlan:
    article = ArticlePlan(id=FIRST_ID + len(column.articles), column=column, title=title, on=on, at="10:00", text=text)
    column.articles.append(article)
    return article


def truth_of_decisions(pages: SitePages, written: Decisions) -> Iterator[dict[str, Any]]:
    """What these plants must and must not bring."""
    site = pages.site
    if written.row.get("without"):
        for check in ABSENT:
            yield {"check": check, "reason": "absent", "subject": site.url, "note": written.row["note"]}
        for check in NOT_YET_DUE:
            yield {"check": check, "near": True, "subject": site.url, "note": "全年至少一次，年底前不算缺"}
    for fault in written.row.get("faults", ()):
        subject = urljoin(site.url, pages.article_path(written.named[fault["of"]]))
        row = {name: value for name, value in fault.items() if name != "of"}
        yield row | {"subject": subject, "note": written.row["note"]}
    for planted, article in written.asked:
        for fault in planted["faults"]:
            subject = urljoin(site.url, pages.article_path(article))
            yield fault | {"subject": subject, "note": planted["note"]}
