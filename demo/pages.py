"""The pages of one site: every address it answers, and what a template needs to draw the page there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from demo.answers import Answer, Maker, page
from demo.parts import parts, small_file
from demo.plan import ArticlePlan, ColumnPlan, SitePlan
from demo.searches import SEARCHED, shown_results
from demo.styles import STYLES
from demo.tags import tagged, tags

Context = dict[str, Any]
ON_HOME = 7
OUTSIDE = (
    ("中国政府网", "http://www.gov.cn/"),
    ("人民网", "http://www.people.com.cn/"),
    ("新华网", "http://www.xinhuanet.com/"),
)
"""Links that every home page carries beside those to other sites of the city."""


@cache
def environment() -> Environment:
    """The templates of all CMSs."""
    return Environment(
        loader=PackageLoader("demo", "templates"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


class SitePages:
    """All addresses of one site (path with query) and the answers there, made when first asked for."""

    def __init__(self, site: SitePlan, *, friends: Iterable[tuple[str, str]], as_of: date) -> None:
        self.site = site
        self.style = STYLES[site.style]
        self.friends = [*friends, *OUTSIDE]
        self.as_of = as_of
        self.makers: dict[str, Maker] = {}
        self.html: set[str] = set()
        self._add_pages()
        self.makers |= parts(site)

    def path(self, path: str) -> str:
        """An address of the CMS as this site's host knows it."""
        return self.site.base + path

    def column_path(self, column: ColumnPlan, number: int = 1) -> str:
        """Where a page of a column is, or the other site's address where that keeps it."""
        if column.elsewhere is not None:
            return column.elsewhere
        return self.path(self.style.list_path(column, number, self._total(column)))

    def place(self, place: str) -> str:
        """The address of a place as the plants name it: home, ``list:<column>``, ``<column>/<index>``."""
        if place == "home":
            return self.path("/")
        key, slash, index = place.removeprefix("list:").partition("/")
        column = self.site.columns[key]
        return self.article_path(column.articles[int(index)]) if slash else self.column_path(column)

    def article_path(self, article: ArticlePlan) -> str:
        return self.path(self.style.article_path(article))

    def _total(self, column: ColumnPlan) -> int:
        return max(1, -(-len(column.articles) // self.style.per_page))

    # -------------------------------------------------------------- addresses

    def _add_pages(self) -> None:
        self._page("/", self._home)
        self._page(self.style.index, self._home)
        self._page(self.style.sitemap, self._sitemap)
        self._page(self.style.search, partial(self._search, ""))
        for column in self.site.columns.values():
            if column.elsewhere is None:
                self.add_column(column)

    def add_column(self, column: ColumnPlan) -> None:
        """Put a column's lists, articles and files at their addresses."""
        total = self._total(column)
        for number in range(1, total + 1):
            self._page(self.style.list_path(column, number, total), partial(self._list, column, number))
        if self.site.style == "trs":
            self._page(f"/{column.slug}/index.html", partial(self._list, column, 1))
        for article in column.articles:
            self._page(self.style.article_path(article), partial(self._article, article))
            for file in article.files:
                self.makers[self.path(file.path)] = partial(small_file, file.kind)

    def _page(self, path: str, context: Callable[[], Context]) -> None:
        address = self.path(path)
        self.html.add(address)
        self.makers[address] = partial(self._draw, context)
        if self.site.style == "script":
            api = self.path(api_path(path))
            self.makers[api] = partial(self._json, context)

    def missing(self) -> Answer:
        """The host's page for addresses that do not exist, with the status it gives it."""
        status = 200 if self.site.missing.startswith("soft") else 404
        context = self._context("missing", "您访问的页面不存在")
        return page(
            environment().get_template("missing.html").render(context),
            encoding=self.style.encoding,
            declared=self.site.style != "plain",
            status=status,
        )

    def search(self, query: str) -> Answer:
        """Answer the search form: articles whose title holds the words."""
        if self.site.search.get("how") == "error":
            return page("<html><head><title>500</title></head><body>Internal Server Error</body></html>", status=500)
        raw = query.partition("q=")[2].partition("&")[0].replace("+", " ")
        return self._draw(partial(self._search, unquote_to_bytes(raw).decode(self.style.encoding, "replace")))

    def searched(self, path: str) -> Answer:
        """What the script of the script-built site loads for a search: the words stand in the address."""
        words = unquote(path.removeprefix(self.path(SEARCHED)).removesuffix(".json"))
        return self._json(partial(self._search, words))

    # -------------------------------------------------------------- drawing

    def _draw(self, make: Callable[[], Context]) -> Answer:
        html = environment().get_template(f"{self.site.style}.html").render(make())
        return page(html, encoding=self.style.encoding, declared=self.site.style != "plain")

    def _json(self, make: Callable[[], Context]) -> Answer:
        """What the script-built site loads: the page's content, and the footer beside it."""
        context = make()
        shown = ("kind", "title", "crumbs", "items", "blank", "pager", "boards", "text", "rows", "files", "date")
        content = {name: context[name] for name in shown if context.get(name) is not None}
        content |= {"nav": context["nav"], "footer": context["footer"], "extra": str(context["extra"])}
        content["senior"] = str(context["senior"])
        content |= {"links": context.get("friends"), "photo": context.get("photo"), "slides": context.get("slides")}
        content["site"] = {"name": self.site.name, "code": self.site.code, "search": self.path(self.style.search)}
        body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        return Answer(type="application/json; charset=utf-8", body=body)

    def _context(self, kind: str, title: str, column: ColumnPlan | None = None, place: str = "") -> Context:
        shown = "list" if kind in {"list", "page", "folder"} else kind
        return {
            "site": self.site,
            "kind": kind,
            "title": title,
            "column": column,
            "charset": self.style.charset,
            "root": self.site.base,
            "home": self.path("/"),
            "nav": [self._entry(c) for c in self.site.columns.values() if c.parent is None and c.key != "about"],
            "crumbs": self._crumbs(column),
            "metas": tagged(self.site, tags(self.site, kind, column), "all", shown),
            "footer": self._footer(shown),
            "search": None if self.site.search.get("how") == "absent" else self.path(self.style.search),
            "guarded": self.site.search.get("how") == "guarded",
            "senior": Markup(self.site.senior),  # noqa: S704 - our own planted markup
            "extra": Markup("\n".join(self.site.extras.get(place, ()))),  # noqa: S704 - our own planted markup
        }

    def _entry(self, column: ColumnPlan) -> Context:
        children = [c for c in self.site.columns.values() if c.parent == column.key]
        return {
            "name": column.name,
            "href": self.column_path(column),
            "children": [{"name": child.name, "href": self.column_path(child)} for child in children],
        }

    def _crumbs(self, column: ColumnPlan | None) -> list[tuple[str, str]]:
        if column is None:
            return []
        above = self.site.columns.get(column.parent or "")
        return [(c.name, self.column_path(c)) for c in (above, column) if c is not None]

    def _footer(self, shown: str) -> Context:
        """The eight elements that every page must list; None where a gap was planted."""
        site, serial = self.site, int(self.site.code[-4:])
        codes = site.wrong_codes
        reported = codes.get("error_report_entry", site.code)
        police = f"990102020{serial:05d}"
        values = {
            "party_gov_badge": f"http://bszs.conac.cn/sitename?method=show&id={site.code}",
            "error_report_entry": f"http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={reported}&url={site.host}",
            "site_id_code": codes.get("site_id_code", site.code),
            "sponsor": site.agency["name"],
            "contact": f"联系电话：{site.phone} 地址：{site.address}",
            "icp_number": f"浙ICP备0990{serial:04d}号-1",
            "police_filing": f"浙公网安备 {police}号",
            "sitemap_link": self.path(self.style.sitemap),
        }
        footer: Context = {name: value if site.has(name, shown) else None for name, value in values.items()}
        footer["police_href"] = f"http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={police}"
        about = site.columns.get("about")
        footer["about"] = self.column_path(about) if about else None
        return footer

    def _home(self) -> Context:
        site = self.site
        keys = site.boards or tuple(c.key for c in site.columns.values() if c.home)
        boards = [site.columns[key] for key in keys if key in site.columns and site.columns[key].articles]
        news = [a for column in boards[:1] for a in column.articles if a.photo is not None and a.on <= self.as_of]
        return self._context("home", site.name, place="home") | {
            "boards": [
                {
                    "name": column.name,
                    "href": self.column_path(column),
                    "items": [self._item(a, home=True) for a in column.articles if a.on <= self.as_of][:ON_HOME],
                }
                for column in boards
            ],
            "slides": [(a.title, self.article_path(a), self.path(f"/images/photo{a.photo}.png")) for a in news[:3]],
            "friends": self.friends,
        }

    def _item(self, article: ArticlePlan, *, home: bool = False) -> Context:
        show = self.style.home_date if home else self.style.item_date
        printed = article.dated and (home or article.column.list_dates)
        return {
            "title": article.title,
            "href": self.article_path(article),
            "date": show(article.on, article.at) if printed else None,
            "lead": article.text[0][:60] if article.text else "",
        }

    def _list(self, column: ColumnPlan, number: int) -> Context:
        kind = column.form
        context = self._context(kind, column.name, column, f"list:{column.key}" if number == 1 else "")
        if kind == "page":
            return context | {"text": column.text}
        if kind == "folder":
            return context | {"children": self._entry(column)["children"]}
        start, total = (number - 1) * self.style.per_page, self._total(column)
        return context | {
            "items": [self._item(a) for a in column.articles[start : start + self.style.per_page]],
            "blank": column.blank,
            "children": self._entry(column)["children"],
            "pager": {
                "number": number,
                "total": total,
                "count": len(column.articles),
                "paths": [self.column_path(column, n) for n in range(1, total + 1)],
            },
        }

    def _article(self, article: ArticlePlan) -> Context:
        column = article.column
        place = f"{column.key}/{column.articles.index(article)}"
        context = self._context("article", article.title, column, place)
        metas = [("ArticleTitle", article.title), ("ContentSource", self.site.agency["name"])]
        if article.dated:
            metas.append(("PubDate", f"{article.on.isoformat()} {article.at}"))
        metas += [("Keywords", column.name), ("Author", self.site.about), ("Description", article.title)]
        related = article.related
        return context | {
            "metas": tagged(self.site, context["metas"] + metas, "article", place),
            "date": self.style.article_date(article.on, article.at) if article.dated else None,
            "source": self.site.agency["name"],
            "number": article.number,
            "text": article.text,
            "rows": article.rows,
            "photo": None if article.photo is None else self.path(f"/images/photo{article.photo}.png"),
            "files": [(file.name, self.path(file.path)) for file in article.files],
            "related": None if related is None else (related.title, self.article_path(related)),
            "beside": self._beside(article),
        }

    def _beside(self, article: ArticlePlan) -> list[tuple[str, str, str]]:
        articles = article.column.articles
        index = articles.index(article)
        near = [("上一篇", index - 1), ("下一篇", index + 1)]
        return [(n, articles[i].title, self.article_path(articles[i])) for n, i in near if 0 <= i < len(articles)]

    def _sitemap(self) -> Context:
        return self._context("sitemap", "网站地图") | {"all": [self._entry(c) for c in self.site.columns.values()]}

    def _search(self, words: str) -> Context:
        context = self._context("search", "站内搜索")
        lacks = self.site.search.get("lacks", ())
        articles = [a for c in self.site.columns.values() if c.key not in lacks for a in c.articles] if words else []
        found = [self._item(a, home=True) for a in articles if words in a.title][:20]
        return context | {"words": words, "items": shown_results(self.site, found)}


def api_path(path: str) -> str:
    """Where the script-built site keeps the content of the page at ``path``."""
    parts = urlsplit(path)
    query = parse_qs(parts.query)
    name = parts.path.strip("/").removesuffix(".html") or "index"
    return "/api/" + "-".join([name, *(value for values in query.values() for value in values)]) + ".json"
