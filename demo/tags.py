"""Tags of pages: what ``data/tags.toml`` plants, and what an inspection must say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demo.layout import table
from demo.plan import ColumnPlan, SitePlan


def change_tags(site: SitePlan) -> None:
    """Plant the gaps and the wrong words of a site's tags, codes that are another site's, and links without
    notice."""
    for row in table("tags.toml")["tag"]:
        if row["site"] != site.id:
            continue
        value = row.get("value")
        key, slash, index = row["on"].partition("/")
        if value is not None:
            article = site.columns[key].articles[int(index)] if slash else None
            day = f"{article.on.year}/{article.on.month}/{article.on.day}" if article is not None else ""
            value = value.format(host=site.host, date=day, title=article.title if article is not None else "")
        site.tags[row["tag"], row["on"]] = value

    for row in table("tags.toml")["code"]:
        if row["site"] == site.id and "value" in row:
            site.wrong_codes[row["element"]] = row["value"]
    for row in table("tags.toml")["outward"]:
        if row["site"] == site.id:
            if "at" in row:
                handler = f' onclick="{row["handler"]}"' if "handler" in row else ""
                written = f'<p><a href="{row["href"]}"{handler}>{row["text"]}</a></p>'
                site.extras.setdefault(row["at"], []).append(written)
            site.notice = "reason" not in row


def tags(site: SitePlan, kind: str, column: ColumnPlan | None) -> list[tuple[str, str]]:
    """The tags that pages of a kind carry, those of an article's own content aside."""
    metas = [("SiteName", site.name), ("SiteDomain", site.host), ("SiteIDCode", site.code)]
    if kind == "home":
        metas += [("ColumnName", "首页"), ("ColumnType", "首页")]
        metas += [("ColumnDescription", f"{site.name}网站首页"), ("ColumnKeywords", f"{site.name},首页")]
    elif column is not None:
        metas += [("ColumnName", column.name), ("ColumnType", column.type or column.name)]
        if kind != "article":
            metas.append(("ColumnDescription", f"{site.name}{column.name}栏目"))
            metas.append(("ColumnKeywords", f"{column.name},{site.about}"))
    return metas


def tagged(site: SitePlan, metas: list[tuple[str, str]], *places: str) -> list[tuple[str, str]]:
    """Tags with the faults that were planted for all pages, for a kind of page, or for one."""
    for place in places:
        said = [(name, site.tags.get((name, place), value)) for name, value in metas]
        metas = [(name, value) for name, value in said if value is not None]
    return metas


def truth_of_tags(site: SitePlan) -> Iterator[dict[str, Any]]:
    """A row for each tag that is missing or wrong, and what only looks so. Articles without a day have no PubDate."""
    for row in table("tags.toml")["tag"]:
        if row["site"] == site.id:
            near = row.get("near", False)
            yield {
                "check": "missing_page_tags",
                "reason": row.get("reason", "absent"),
                "subject": site.url if near else None,
                "detail": {"element": row["tag"]},
                "near": near,
                "note": row["note"],
            }
    for row in table("tags.toml")["code"]:
        if row["site"] == site.id:
            yield {"check": "mismatched_site_codes", "reason": "differs", "subject": site.url} | row
    for row in table("tags.toml")["outward"]:
        if row["site"] == site.id:
            yield {"check": "unannounced_external_links", "reason": None, "subject": row["href"]} | row
    if ("sitemap_link", "all") in site.footer_gaps:
        note = "全站没有一处通往站点地图"
        yield {"check": "missing_sitemaps", "reason": "absent", "subject": site.url, "note": note}
    if any(not article.dated for column in site.columns.values() for article in column.articles):
        yield {
            "check": "missing_page_tags",
            "reason": "absent",
            "subject": None,
            "detail": {"element": "PubDate"},
            "note": "没有日期的文章也没有 PubDate",
        }
