"""Documents and interpretations of the city: what is printed about them, and the faults that are planted in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin

from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, ColumnPlan, SitePlan

BOARD = "政策评价"
WRITTEN_BEFORE = timedelta(days=2)
"""How long before its publication a document was written."""

FORMS = ("《{rule}》政策解读", "一图读懂《{rule}》", "《{rule}》政策问答", "图解《{rule}》")
"""How interpretations are called, in turn: three of four in a rich form."""

SERVICE = '<p>办事入口：<a href="{href}">在线办理</a></p>'


@dataclass(frozen=True, slots=True)
class _Plant:
    """One row of the table, the document that it concerns, and the document's interpretation."""

    row: Table
    document: ArticlePlan
    explained: ArticlePlan | None


def dress(site: SitePlan) -> None:
    """Print the particulars of every document, and give interpretations their forms."""
    for document in _articles(site, "policy_document"):
        # the site that scripts build prints no number beside the title
        number = [("发文字号", document.number)] if site.style == "script" and document.number else []
        document.rows = [
            *number,
            ("索引号", f"{site.code}-{document.on.year}-{document.id:05d}"),
            ("发文机关", site.agency["name"]),
            ("成文日期", _spoken(document.on - WRITTEN_BEFORE)),
            ("有效性", "有效"),
            ("公开属性", "主动公开"),
            (BOARD, "欢迎留言，提出评价与建议"),
        ]
    plain = site.id in table("policies.toml")["plain"]["sites"]
    for place, article in enumerate(_articles(site, "interpretation")):
        if article.related is not None:
            form = FORMS[0 if plain else place % len(FORMS)]
            article.title = form.format(rule=article.related.title.replace("《", "〈").replace("》", "〉"))
        elif article.title.startswith("图解："):
            article.title = article.title.replace("《", "《国家").replace("国家明州市", "国家")


def change_policies(site: SitePlan) -> list[_Plant]:
    """Plant what ``policies.toml`` says of this site; returns what was planted, for ``truth_of_policies``."""
    plants = list(_planted(site))
    for plant in plants:
        _change(plant)
    _add_library(site)
    return plants


def _change(plant: _Plant) -> None:
    row, document, explained = plant.row, plant.document, plant.explained
    document.title = row.get("title", document.title)
    document.number = None if "unnumbered" in row else row.get("number", document.number)
    document.rows = [pair for pair in document.rows if pair[0] not in row.get("without", ())]
    document.rows += row.get("prints", {}).items()
    document.text += row.get("says", [])
    if explained is None:
        return
    if row.get("uninterpreted"):
        explained.column.articles.remove(explained)
        document.related = None
    if "interpreted" in row:
        explained.on = row["interpreted"]
        explained.column.articles.sort(key=lambda article: article.on, reverse=True)
    match row.get("unlinked"):
        case "no_link_to_policy":
            explained.related = None
        case "no_link_back":
            document.related = None
    if row.get("excerpt"):
        explained.text = list(document.text)


def _add_library(site: SitePlan) -> None:
    """A library of normative documents beside the column of documents."""
    for row in table("policies.toml")["library"]:
        if row["site"] == site.id:
            shelved = site.columns["policy_document"]
            site.columns["library"] = ColumnPlan(
                key="library",
                role="policy_document",
                name="规范性文件库",
                slug=row["slug"],
                type="政策文件",
                parent=shelved.parent,
                articles=[one for at, one in enumerate(shelved.articles) if at not in row["without"]],
            )
            for at in row.get("only", ()):  # taken out of the column, they stay on the shelf
                alone = shelved.articles.pop(at)
                alone.column = site.columns["library"]


def link_services(pages: SitePages, plants: list[_Plant]) -> None:
    """Write the links to services into the documents that speak of them."""
    for plant in plants:
        if "service" in plant.row:
            column = plant.document.column
            place = f"{column.key}/{column.articles.index(plant.document)}"
            pages.site.extras.setdefault(place, []).append(SERVICE.format(href=_service(pages, plant)))


def truth_of_policies(pages: SitePages, plants: list[_Plant]) -> Iterator[dict[str, Any]]:
    """What these plants must and must not bring."""
    site, plain = pages.site, table("policies.toml")["plain"]
    if site.id in plain["sites"]:
        note = "全是文字解读"
        yield {"check": "plain_interpretations", "reason": "below_share", "subject": site.url, "note": note}
    if site.id in plain["near"]:
        yield {"check": "plain_interpretations", "near": True, "subject": site.url, "note": "四篇中有三篇形式多样"}
    yield from _truth_of_numbers(pages)
    for plant in plants:
        page = urljoin(site.url, pages.article_path(plant.document))
        for fault in plant.row["faults"]:
            row = {name: value for name, value in fault.items() if name != "of"} | {"note": plant.row["note"]}
            match fault.get("of"):
                case "interpretation":
                    assert plant.explained is not None
                    row["subject"] = urljoin(site.url, pages.article_path(plant.explained))
                case "service":
                    row |= {"subject": urljoin(page, _service(pages, plant)), "page": page}
                case _:
                    row["subject"] = page
            yield row


def _truth_of_numbers(pages: SitePages) -> Iterator[dict[str, Any]]:
    """Where a report counts more documents than the library holds."""
    site = pages.site
    for row in table("policies.toml")["library"]:
        if row["site"] == site.id and "fewer" in row:
            report = site.columns["annual_report"].articles[0]
            yield {
                "check": "unlibraried_policies",
                "reason": "fewer",
                "outcome": "unsure",
                "subject": urljoin(site.url, pages.article_path(report)),
                "detail": {"item": row["fewer"]},
                "note": "年报表二的数字比文件库里的多",
            }


def _service(pages: SitePages, plant: _Plant) -> str:
    href = str(plant.row["service"])
    if not href.startswith("{"):
        return pages.path(href)
    key, _, place = href.strip("{}").partition("/")
    return pages.article_path(pages.site.columns[key].articles[int(place)])


def _planted(site: SitePlan) -> Iterator[_Plant]:
    for row in table("policies.toml")["document"]:
        if row["site"] == site.id:
            document = site.columns["policy_document"].articles[row["at"]]
            yield _Plant(row, document, document.related)


def _articles(site: SitePlan, key: str) -> list[ArticlePlan]:
    return list(site.columns[key].articles) if key in site.columns else []


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
