"""The annual reports of the demonstration city: balanced forms year after year, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin

from demo.forms import APPLICANTS, Form, filled, parts, table_two
from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, SitePlan
from demo.policies import WRITTEN_BEFORE

KEY = "annual_report"
STYLES = ("plain", "word", "stroke", "dash", "wide", "turned")
PART_NAMES = {4: "政府信息公开行政复议、行政诉讼情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项"}
TABLE_NAMES = {2: "表二"}
SOFT = ("R6", "R7", "copied")


def write_reports(site: SitePlan) -> None:
    """Fill the site's reports, oldest first, so that each takes over what the one before leaves; plant the faults."""
    column = site.columns.get(KEY)
    if column is None or not column.articles:
        return
    faults = _faults(site)
    carried: list[int] | None = None
    shelved = _shelved(site)
    valid = 20 if shelved is None else shelved.pop(None, 0)
    for index in range(len(column.articles) - 1, -1, -1):
        article = column.articles[index]
        year = int(article.on.year) - 1
        form = filled(f"{site.id}/{year}", form="2021" if year >= 2021 else "2019", carried_in=carried)
        if shelved is not None:
            form.rules[1][:2] = shelved.get(year, [0, 0])
        made, ended = form.rules[1][0], form.rules[1][1]
        valid += made - ended
        form.rules[1][2] = valid
        carried = list(form.carried_out)
        fault = faults if index == 0 else {}
        _break(form, fault.get("breaks", ()))
        article.text = article.text[:1]
        style = STYLES[(len(site.id) + index) % len(STYLES)]
        site.extras.setdefault(f"{KEY}/{index}", []).insert(0, _report(site, form, year, fault, style))
    if "late" in faults:
        column.articles[0].on = faults["late"]
    if faults.get("absent"):
        del column.articles[0]
        for index in range(len(column.articles)):
            site.extras[f"{KEY}/{index}"] = site.extras.pop(f"{KEY}/{index + 1}")


def _shelved(site: SitePlan) -> dict[Any, Any] | None:
    """How many documents the site's library gained and lost in each year, and under None how many were older; None
    where it keeps no library."""
    for row in table("policies.toml")["library"]:
        if row["site"] == site.id:
            first = min(article.on.year for article in site.columns[KEY].articles) - 1
            found: dict[Any, Any] = {None: row.get("more_valid", 0)}
            for at, document in enumerate(site.columns["policy_document"].articles):
                year = (document.on - WRITTEN_BEFORE).year
                if at in row["without"]:
                    continue
                if year < first:
                    found[None] += 1
                else:
                    found.setdefault(year, [0, 0])[0] += 1
            newest = max(article.on.year for article in site.columns[KEY].articles) - 1
            found[newest] = [count + row.get("more_made", 0) for count in found.get(newest, [0, 0])]
            return found
    return None


def _faults(site: SitePlan) -> Table:
    rows = table("reports.toml")
    faults: Table = {}
    for row in [*rows["near"], *rows["report"]]:
        if row["site"] == site.id:
            faults |= {name: value for name, value in row.items() if name not in {"site", "check", "note"}}
    return faults


def _break(form: Form, broken: list[str] | tuple[str, ...]) -> None:
    """Make identities fail, each alone: where a number stands in two of them, its partner moves along."""
    rows = form.three()
    total = len(APPLICANTS)
    received, carried_in, handled, carried_out = 0, 1, len(rows) - 2, len(rows) - 1

    def add(row: int, column: int, by: int) -> None:
        place = ("three", row, column)
        form.changed[place] = form.changed.get(place, rows[row][1][column]) + by

    for name in broken:
        if name == "R1":
            add(carried_out, 1, 1)
            add(carried_out, total, 1)
        elif name == "R2":
            for row in (received, handled):
                add(row, 0, 2)
                add(row, total, 2)
        elif name == "R3":
            add(received, total, 3)
            add(carried_out, total, 3)
        elif name == "R4":
            for row, by in ((carried_in, 1), (received, -1)):
                add(row, 2, by)
                add(row, total, by)
        elif name == "R5":
            form.changed["four", 0, 4] = form.four()[0][4] + 1
        elif name == "R6":
            form.rules[1][2] += 5


def _report(site: SitePlan, form: Form, year: int, fault: Table, style: str) -> str:
    rows = form.three()
    said = rows[0][1][-1] + (7 if "R7" in fault.get("breaks", ()) else 0)
    even = (year - 1 if fault.get("copied") else year) % 2 == 0
    pool = [line.format(work=site.topic) for line in table("reports.toml")["prose"]["even" if even else "odd"]]
    fee = () if fault.get("no_fee") else ("本机关按照有关规定，全年没有收取信息处理费。",)
    prose = {
        1: (*pool[:4], f"全年新收政府信息公开申请{said}件，上年结转{rows[1][1][-1]}件。"),
        5: pool[4:],
        6: fee or ("没有别的事项。",),
    }
    html = parts(form, prose, style=style, leave_out=fault.get("leave_out", ()))
    return html.replace(table_two(form, style), "") if 2 in fault.get("no_tables", ()) else html


def truth_of_reports(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What an inspection must find in the newest report of this site, and what it must not."""
    site = pages.site
    column = site.columns.get(KEY)
    if column is None or site.down:
        return
    where = urljoin(site.url, pages.column_path(column))
    rows = table("reports.toml")
    for row in rows["report"]:
        if row["site"] == site.id:
            yield from _truth(row, where, pages, column.articles[0])
    for row in rows["near"]:
        if row["site"] == site.id:
            subject = urljoin(site.url, pages.article_path(column.articles[0]))
            yield {"check": row["check"], "near": True, "subject": subject, "note": row["note"]}


def _truth(row: Table, where: str, pages: SitePages, newest: ArticlePlan) -> Iterator[dict[str, Any]]:
    subject = urljoin(pages.site.url, pages.article_path(newest))
    if row.get("absent"):
        yield {
            "check": "annual_report_deadlines",
            "reason": "absent",
            "subject": where,
            "note": "最新一年的年报没有发布",
        }
        return
    planted: list[tuple[str, str, dict[str, Any]]] = []
    if "late" in row:
        on: date = row["late"]
        planted.append(("annual_report_deadlines", "late", {"published": on.isoformat()}))
    missing = [PART_NAMES[part] for part in row.get("leave_out", ())]
    missing += ["信息处理费"] if row.get("no_fee") else []
    if missing:
        planted.append(("incomplete_annual_reports", "parts", {"missing": missing}))
    if tables := [TABLE_NAMES[number] for number in row.get("no_tables", ())]:
        planted.append(("incomplete_annual_reports", "tables", {"missing": tables}))
    planted += [("unbalanced_annual_reports", name, {"identity": name}) for name in row.get("breaks", ())]
    if row.get("copied"):
        planted.append(("copied_annual_reports", "copied", {}))
    for check, reason, detail in planted:
        yield {
            "check": check,
            "reason": reason,
            "subject": subject,
            "page": where,
            "detail": detail,
            "note": newest.title,
        }
