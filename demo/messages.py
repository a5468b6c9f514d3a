"""Boards of messages: questions with their answers, and what ``data/messages.toml`` plants among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, SitePlan

USUAL_DAYS = 5
"""Calendar days after which a message is answered."""


def write_messages(site: SitePlan, as_of: date) -> None:
    """Write the particulars of every message: when and what was asked, by whom and when it was answered.

    The newest waits for its answer, so that a board is seen to show such messages.
    """
    column = site.columns.get("consultation")
    if column is None:
        return
    total = len(column.articles)
    planted = {row["index"] % total: row for row in table("messages.toml")["message"] if row["site"] == site.id}
    alike = site.id in table("messages.toml")["alike"]
    answers = table("messages.toml")["answers"]
    for index, article in enumerate(column.articles):
        row = planted.get(index, {})
        if (age := row.get("age")) is not None:
            article.on = as_of - timedelta(days=age)
        answer = answers[0 if alike else index % len(answers)]
        _write(article, site, row, answer, waiting=row.get("open", index == 0))


def _write(article: ArticlePlan, site: SitePlan, row: Table, answer: str, *, waiting: bool) -> None:
    days = 0 if waiting else row.get("days", USUAL_DAYS)
    asked = article.on - timedelta(days=days)
    question = next((line for line in article.text if "来信内容" in line), "")
    article.text = [question, f"【来信时间】{asked.isoformat()}", f"【答复单位】{site.agency['name']}"]
    if waiting:
        article.text.append(f"【办理状态】{row.get('state', '处理中')}")
    else:
        article.text += [f"【答复时间】{article.on.isoformat()}", f"【答复内容】{answer.format(title=article.title)}"]


def truth_of_messages(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What an inspection must say of the boards of a site, and what it must not."""
    site, told = pages.site, table("messages.toml")
    column = site.columns.get("consultation")
    for row in told["message"]:
        if row["site"] == site.id and column is not None and "check" in row:
            address = urljoin(site.url, pages.article_path(column.articles[row["index"]]))
            yield {"reason": None, "subject": address} | row
    if site.id in told["alike"] and column is not None:
        address = urljoin(site.url, pages.column_path(column))
        note = "每条答复都是同一套话"
        yield {"check": "template_replies", "reason": "alike", "subject": address, "note": note}
