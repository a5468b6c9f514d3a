"""Planning the city: from the tables of ``data/sites.toml`` to sites with columns and articles."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from demo.plan import ArticlePlan, ColumnPlan, FilePlan, SitePlan
from demo.styles import STYLES
from demo.writing import Writer

Table = dict[str, Any]

KINDS_OF_TEXT = {"branch_news": "news", "county_news": "news", "disclosure_rules": "rules"}
"""Which part of the vocabulary writes a column, where it is not called like the column."""

WITH_FILES = {"notice": 4, "policy_document": 3, "budget": 1, "annual_report": 1, "service": 2, "personnel": 3}
"""Every how many articles of a column carry an attachment."""

SUFFIXES = ("pdf", "docx", "xlsx", "doc", "pdf", "zip")


@cache
def table(name: str) -> Table:
    """One TOML file of the package's data."""
    return tomllib.loads((files("demo") / "data" / name).read_text("utf-8"))


def columns_of(site: SitePlan) -> Iterator[Table]:
    """The rows of the column table that apply to this site, in the table's order."""
    for row in table("sites.toml")["column"]:
        if site.kind not in row.get("kinds", ["portal"]) or (row.get("outward") and not site.outward):
            continue
        everywhere = "classes" not in row and "only" not in row
        if everywhere or site.agency["class"] in row.get("classes", ()) or site.id in row.get("only", ()):
            yield row


def plan_sites() -> list[SitePlan]:
    """Every site of the city, still without columns, in the order of the table."""
    return [_site(row) for row in table("sites.toml")["site"]]


def _site(row: Table) -> SitePlan:
    parts = urlsplit(row["url"])
    return SitePlan(**row, host=parts.netloc, base=parts.path.rstrip("/"))


def plan_columns(site: SitePlan, faults: Mapping[str, Table], *, seed: int, as_of: date) -> None:
    """Give a site its columns and articles; ``faults`` are the planted faults by column key.

    ``fault`` is absent, blank, under_construction, stale, undated, elsewhere or nothing. What else a row may say:
    ``says`` (in place of items), ``newest`` date, one more item in the ``future``, ``list_dates = false``, ``to``
    (address of the column elsewhere), and ``count`` and ``gap`` instead of those of the column's table.
    """
    names = table("sites.toml")["names"][site.style]
    for row in columns_of(site):
        key = row["key"]
        fault = faults.get(key, {})
        if fault.get("fault") == "absent":
            continue
        name, slug = names[key]
        column = ColumnPlan(
            key=key,
            role=row["role"],
            name=name.format(about=site.about),
            slug=slug,
            type=row.get("type", ""),
            form=row.get("form", "list"),
            parent=row.get("parent"),
            home=row.get("home", False),
            list_dates=fault.get("list_dates", True),
        )
        site.columns[key] = column
        writer = _writer(site, seed, key)
        if column.form == "page":
            column.text = page_text(site, key, writer, as_of)
        elif fault.get("fault") == "elsewhere":
            column.form, column.elsewhere = "elsewhere", fault["to"]
        elif "says" in fault:
            column.blank = fault["says"]
        elif column.form == "list":
            _fill(site, column, row | _pace(fault), fault, writer, as_of)
    _number(site)


def _pace(fault: Table) -> Table:
    """How many articles a planted column has and how far apart, where the plant says so."""
    return {name: fault[name] for name in ("count", "gap") if name in fault}


def _writer(site: SitePlan, seed: int, key: str) -> Writer:
    return Writer(
        table("words.toml"),
        seed=f"{seed}/{site.id}/{key}",
        topic=site.topic,
        body=site.agency["short_name"],
        office=site.agency["name"],
        phone=site.phone,
        address=site.address,
    )


def _fill(site: SitePlan, column: ColumnPlan, row: Table, fault: Table, writer: Writer, as_of: date) -> None:
    dated = fault.get("fault") != "undated"
    newest = fault.get("newest") or as_of - timedelta(days=row["newest"])
    days = list(_days(newest, row, site, writer.random))
    if column.key == "budget":
        days = _fiscal_days(newest, len(days))
    if column.key == "interpretation":
        days, policies = _interpreted(site, days, as_of)
    else:
        policies = [None for _ in days]
    if "future" in fault:
        days.insert(0, fault["future"])
        policies.insert(0, None)
    for index, (day, policy) in enumerate(zip(days, policies, strict=True)):
        facts = writer.facts(day, dated=dated)
        article = ArticlePlan(
            id=0,
            column=column,
            title="",
            on=day,
            at=f"{8 + writer.random.randrange(10):02d}:{writer.random.randrange(60):02d}",
            text=[],
            dated=dated,
        )
        _write(site, article, index, facts, writer, policy)
        column.articles.append(article)
    for plant in table("duties.toml")["yearly"]:
        if plant["site"] == site.id and plant["key"] == column.key:
            _break_series(column, plant)


def _fiscal_days(newest: date, count: int) -> list[date]:
    """Days of accounts in autumn and of budgets in spring, by turns."""
    days = []
    for back in range(count):
        year = newest.year - back // 2
        days.append(date(year, 2, 24) if back % 2 else date(year, newest.month, newest.day))
    return days


def _break_series(column: ColumnPlan, row: Table) -> None:
    """Plant a fault in a yearly series: its newest left out, brought late, or copied from the year before."""
    series = [article for article in column.articles if row["named"] in article.title]
    if row["fault"] == "absent":
        column.articles.remove(series[0])
    elif row["fault"] == "late":
        series[0].on = row["on"]
        column.articles.sort(key=lambda article: article.on, reverse=True)
    else:
        years = str(series[1].on.year), str(series[0].on.year)
        series[0].text = [line.replace(*years) for line in series[1].text]
        if row["fault"] == "copy":
            series[0].files.clear()
            series[1].files.clear()


def _days(newest: date, row: Table, site: SitePlan, dice: random.Random) -> Iterator[date]:
    """Days of publication, newest first, with uneven gaps; documents never appear on a weekend."""
    count = row["count"] if row.get("fixed") or row["count"] == 1 else max(3, round(row["count"] * site.scale))
    gap = row["gap"] if row.get("fixed") else max(1, row["gap"] / max(1.0, site.scale))
    day, weekdays = newest, row["role"] in {"policy_document", "notice", "personnel"}
    for _ in range(count):
        yield day
        day -= timedelta(days=gap if row.get("fixed") else dice.randint(max(1, int(gap * 0.5)), int(gap * 1.5) + 1))
        if weekdays and day.weekday() > 4:
            day -= timedelta(days=day.weekday() - 4)


def _interpreted(site: SitePlan, days: list[date], as_of: date) -> tuple[list[date], list[ArticlePlan | None]]:
    """One interpretation for every policy, out the next working day; others in between where policies are old."""
    policies = site.columns["policy_document"].articles if "policy_document" in site.columns else []
    others = [day for day in days[:3] if not policies or policies[0].on < as_of - timedelta(days=60)]
    waits = [3 if policy.on.weekday() == 4 else 1 for policy in policies]
    linked = [policy.on + timedelta(days=wait) for policy, wait in zip(policies, waits, strict=True)]
    return others + linked, [None] * len(others) + list(policies)


def _write(
    site: SitePlan,
    article: ArticlePlan,
    index: int,
    facts: dict[str, str],
    writer: Writer,
    policy: ArticlePlan | None,
) -> None:
    key = article.column.key
    kind = KINDS_OF_TEXT.get(key, key.removesuffix("_document").removesuffix("_disclosure"))
    if key == "annual_report":
        facts["year"] = str(article.on.year - 1)
    if policy is not None:
        facts["rule"] = policy.title.replace("《", "〈").replace("》", "〉")
        article.title = writer.claim(f"《{facts['rule']}》政策解读")
        article.related, policy.related = policy, article
    elif key == "interpretation":
        facts["rule"] = writer.claim(facts["rule"])
        article.title = f"图解：《{facts['rule']}》政策解读"
    elif key == "budget":
        spring = article.on.month < 7
        facts["year"] = str(article.on.year if spring else article.on.year - 1)
        article.title = writer.claim(f"{facts['body']}{facts['year']}年度部门{'预算' if spring else '决算'}")
    else:
        article.title = writer.title(kind, facts)
    if key == "policy_document" and facts["rule"] not in article.title:
        facts["rule"] = article.title.removeprefix(facts["issuer"])
    article.text = writer.text(kind, facts) if kind != "service" else []
    if kind == "service":
        article.rows = writer.guide(facts)
    if kind == "news" and index % 3 == 0:
        article.photo = (index // 3 + len(site.id)) % 6
    every = WITH_FILES.get(key)
    newest_report = key == "annual_report" and index == 0
    if every and index % every == 0 and not newest_report:
        suffix = SUFFIXES[(index + len(key)) % len(SUFFIXES)]
        folder = STYLES[site.style].files
        article.files.append(
            FilePlan(name=f"附件：{article.title}.{suffix}", path=f"{folder}{key[:4]}{index:03d}.{suffix}", kind=suffix)
        )


def _number(site: SitePlan) -> None:
    """Number the articles from the oldest to the newest, as a CMS would have done."""
    everything = [article for column in site.columns.values() for article in column.articles]
    for number, article in enumerate(sorted(everything, key=lambda article: article.on), 1):
        article.id = 4000 + int(site.code[-4:]) * 7 + number * 3
    policies = site.columns["policy_document"].articles if "policy_document" in site.columns else []
    serials: Counter[int] = Counter()
    for policy in reversed(policies):
        serials[policy.on.year] += 2
        policy.number = f"{site.mark}发〔{policy.on.year}〕{serials[policy.on.year] - 1}号"


def page_text(site: SitePlan, key: str, writer: Writer, as_of: date) -> list[str]:
    """The text of a column that is one page."""
    facts = writer.facts(as_of) | {"short": site.agency["short_name"]}
    lines = [str(line).format(**facts) for line in table("words.toml")["pages"][key]]
    for row in table("duties.toml")["page"]:
        if row["site"] == site.id and row["key"] == key:
            lines = [_swapped(line, row["swap"], facts) for line in lines]
    return [line for line in lines if line]


def _swapped(line: str, swaps: list[list[str]], facts: dict[str, str]) -> str:
    """A line of a page with its planted words in place of the usual ones."""
    for usual, planted in swaps:
        line = line.replace(usual.format(**facts), planted.format(**facts))
    return line
