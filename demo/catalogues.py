"""Catalogues and lists of bodies: blocks of links that ``data/catalogues.toml`` puts on pages of the city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import urljoin

from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, ColumnPlan, SitePlan

FIRST = 3000
"""Number of the first of these articles; those of the columns begin above it."""

HEAD = "<tr><th>序号</th><th>公开事项</th><th>公开内容</th><th>公开链接</th></tr>"

MANNERS = {
    "menu": ('<ul class="left">', '<li><a href="{href}">{name}</a></li>', "</ul>"),
    "table": ("<table>", '<tr><td>·</td><td><a href="{href}">{name}</a></td></tr>', "</table>"),
    "drawers": ("<dl>", '<dt>{number}</dt><dd><a href="{href}" title="{name}">{name}</a></dd>', "</dl>"),
    "tiles": ('<div class="tiles">', '<div><p><a href="{href}"><span>{name}</span></a></p></div>', "</div>"),
    "line": ("<p>", '<a href="{href}">{name}</a> ', "</p>"),
    "rows": (
        f"<table>{HEAD}",
        '<tr><td>{number}</td><td>{name}</td><td>{what}</td><td><a href="{href}">查看</a></td></tr>',
        "</table>",
    ),
    "sheet": (
        f'<table border="0" cellspacing="0"><tr><td colspan="4">基层政务公开标准目录</td></tr>{HEAD}',
        '<tr height="40"><td class="xl67">{number}</td><td class="xl67"><font>{name}</font></td>'
        '<td class="xl67">{what}</td><td class="xl67"><a href="{href}"><font>点击查看</font></a></td></tr>',
        "</table>",
    ),
}
"""How a block is drawn: before its entries, one entry, behind them."""


def write_catalogue_articles(site: SitePlan) -> None:
    """Add the articles to which catalogues lead to what the site discloses anyway, older than all of it."""
    rows = [row for row in table("catalogues.toml")["article"] if row["site"] == site.id]
    for number, row in enumerate(rows):
        column = site.columns["statutory_disclosure"]
        day = row.get("on") or column.articles[-1].on - timedelta(days=30)
        article = ArticlePlan(
            id=FIRST + number, column=column, title=row["title"], on=day, at="09:00", text=row["text"]
        )
        column.articles.append(article)
    if rows:
        column = site.columns["statutory_disclosure"]
        column.articles.sort(key=lambda article: article.on, reverse=True)


def plant_catalogues(pages: SitePages) -> None:
    """Write the blocks of a site into its pages and put their own pages at their addresses."""
    site = pages.site
    for row in _rows(pages, "page"):
        pages.add_column(_column(row))
    for row in _rows(pages, "block"):
        before, entry, after = MANNERS[row["manner"]]
        drawn = [
            entry.format(number=number, name=escape(name), what=escape(what), href=escape(_href(pages, to)))
            for number, (name, what, to) in enumerate(map(_three, row["entries"]), 1)
        ]
        site.extras.setdefault(row["at"], []).append(before + "".join(drawn) + after)


def truth_of_catalogues(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What is wrong with the entries, and what only looks so."""
    for row in _rows(pages, "fault"):
        subject = urljoin(pages.site.url, _href(pages, row["subject"]))
        page = urljoin(pages.site.url, _href(pages, row["page"])) if "page" in row else None
        yield row | {"subject": subject, "page": page}


def _rows(pages: SitePages, name: str) -> list[Table]:
    return [row for row in table("catalogues.toml")[name] if row["site"] == pages.site.id]


def _three(entry: list[str]) -> tuple[str, str, str]:
    """An entry's name, what it holds, and where it leads."""
    return (entry[0], entry[1] if len(entry) > 2 else "", entry[-1])


def _column(row: Table) -> ColumnPlan:
    """A page of text, or an empty list where no text is given."""
    form = row.get("form", "page" if "text" in row else "list")
    blank = row.get("says", "") if form == "list" else None
    slug = str(row["slug"])
    return ColumnPlan(
        key=str(row.get("key", slug)),
        role="",
        name=row["name"],
        slug=slug,
        type="",
        form=form,
        text=row.get("text", []),
        blank=blank,
    )


def _href(pages: SitePages, to: str) -> str:
    """``page:<slug>``, ``article:<title>``: of this table; ``{key}``: a column; anything else is an address."""
    if to.startswith("article:"):
        title = to.removeprefix("article:")
        articles = pages.site.columns["statutory_disclosure"].articles
        return pages.article_path(next(article for article in articles if article.title == title))
    if to.startswith("page:"):
        row = next(row for row in _rows(pages, "page") if row["slug"] == to.removeprefix("page:"))
        return pages.column_path(_column(row))
    if to.startswith("{"):
        return pages.column_path(pages.site.columns[to.strip("{}")])
    return to
