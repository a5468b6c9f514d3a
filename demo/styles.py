"""How content management systems differ: addresses, page lengths and the way dates are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from demo.plan import ArticlePlan, ColumnPlan

ListPath = Callable[[ColumnPlan, int, int], str]
ArticlePath = Callable[[ArticlePlan], str]
DatePrint = Callable[[date, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The habits of one CMS.

    ``list_path(column, number, total)``: path of the list's page ``number`` (from 1). ``item_date`` and
    ``article_date`` print a day and a time. ``files``: folder of attachments. ``index``: what the home page is
    also called. ``encoding`` is Python's name; ``charset`` is what pages declare.
    """

    list_path: ListPath
    article_path: ArticlePath
    item_date: DatePrint
    home_date: DatePrint
    article_date: DatePrint
    per_page: int
    files: str
    index: str
    sitemap: str
    search: str
    encoding: str = "utf-8"
    charset: str = "utf-8"


def _trs_list(column: ColumnPlan, number: int, total: int) -> str:
    return f"/{column.slug}/" if number == 1 else f"/{column.slug}/index_{number - 1}.html"


def _vsb_list(column: ColumnPlan, number: int, total: int) -> str:
    """博达 numbers the pages backwards: the second page is total - 1, the last page is 1."""
    return f"/{column.slug}.htm" if number == 1 else f"/{column.slug}/{total - number + 1}.htm"


def _hanweb_list(column: ColumnPlan, number: int, total: int) -> str:
    path = f"/col/col{column.slug}/index.html"
    return path if number == 1 else f"{path}?uid=6{column.slug[-3:]}&pageNum={number}"


def _plain_list(column: ColumnPlan, number: int, total: int) -> str:
    return f"/{column.slug}.htm" if number == 1 else f"/{column.slug}_{number}.htm"


def _script_list(column: ColumnPlan, number: int, total: int) -> str:
    return f"/list.html?c={column.slug}" + ("" if number == 1 else f"&p={number}")


def _ucap_list(column: ColumnPlan, number: int, total: int) -> str:
    return f"/{column.slug}/index.shtml" if number == 1 else f"/{column.slug}/index_{number}.shtml"


def _stamp(day: date, at: str) -> str:
    return f"{day.isoformat()} {at}"


def _day(day: date, at: str) -> str:
    return day.isoformat()


STYLES: Mapping[str, Style] = {
    "trs": Style(
        list_path=_trs_list,
        article_path=lambda a: f"/{a.column.slug}/{a.on:%Y%m}/t{a.on:%Y%m%d}_{a.id}.html",
        item_date=_day,
        home_date=lambda day, at: f"{day:%m-%d}",
        article_date=_stamp,
        per_page=20,
        files="/P020261100",
        index="/index.html",
        sitemap="/wzdt/",
        search="/search/",
    ),
    "vsb": Style(
        list_path=_vsb_list,
        article_path=lambda a: f"/info/{1000 + sum(map(ord, a.column.key)) % 900}/{a.id}.htm",
        item_date=lambda day, at: f"[{day:%m-%d}]",
        home_date=lambda day, at: f"[{day:%m-%d}]",
        article_date=lambda day, at: f"{day.year}年{day:%m}月{day:%d}日 {at}",
        per_page=15,
        files="/__local/E/3C/",
        index="/index.htm",
        sitemap="/wzdt.htm",
        search="/ssjg.htm",
    ),
    "hanweb": Style(
        list_path=_hanweb_list,
        article_path=lambda a: f"/art/{a.on.year}/{a.on.month}/{a.on.day}/art_{a.column.slug}_{a.id}.html",
        item_date=_day,
        home_date=_day,
        article_date=_stamp,
        per_page=20,
        files="/picture/-1/",
        index="/index.html",
        sitemap="/col/col1229000900/index.html",
        search="/jrobot/search.do",
    ),
    "plain": Style(
        list_path=_plain_list,
        article_path=lambda a: f"/show.asp?id={a.id}",
        item_date=lambda day, at: f"({day.year}/{day.month}/{day.day})",
        home_date=lambda day, at: f"({day.month}/{day.day})",
        article_date=lambda day, at: f"{day.year}-{day.month}-{day.day} {at}:00",
        per_page=15,
        files="/upfile/",
        index="/index.asp",
        sitemap="/map.htm",
        search="/search.asp",
        encoding="gbk",
        charset="gb2312",
    ),
    "script": Style(
        list_path=_script_list,
        article_path=lambda a: f"/detail.html?id={a.id}",
        item_date=lambda day, at: f"{day:%Y.%m.%d}",
        home_date=lambda day, at: f"{day:%Y.%m.%d}",
        article_date=lambda day, at: f"{day.year}年{day.month}月{day.day}日",
        per_page=15,
        files="/upload/",
        index="/index.html",
        sitemap="/sitemap.html",
        search="/search.html",
    ),
    "ucap": Style(
        list_path=_ucap_list,
        article_path=lambda a: f"/{a.column.slug}/{a.on:%Y-%m}/content_{a.id}.shtml",
        item_date=lambda day, at: f"{day.year}年{day.month}月{day.day}日",
        home_date=lambda day, at: f"{day:%m-%d}",
        article_date=_stamp,
        per_page=18,
        files="/attach/2026/",
        index="/index.shtml",
        sitemap="/wzdt/index.shtml",
        search="/search/index.shtml",
    ),
}
"""Every CMS of the city, by name."""
