"""Planting faults: what ``data/plants.toml`` and ``data/links.toml`` say is put into the plan, and into the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from demo import files
from demo.annual_reports import SOFT, truth_of_reports
from demo.answers import Answer, page, redirect
from demo.layout import Table, table
from demo.pages import SitePages
from demo.plan import ArticlePlan, ColumnPlan, SitePlan
from demo.safety import hide, truth_of_hidden, unsafe_articles
from storage.calendar import working_days_between

MARKUP = {
    "a": '<p>相关链接：<a href="{href}">{text}</a></p>',
    "file": '<p>附件：<a href="{href}">{text}</a></p>',
    "img": '<p><img src="{href}" alt="{text}"></p>',
    "iframe": '<p><iframe src="{href}" title="{text}" width="480" height="270"></iframe></p>',
    "script": '<script src="{href}"></script>',
}
"""How a planted link is written, by its kind."""

AS_WRITTEN = ("malformed", "local_path")
"""Reasons whose subject is the address as its author wrote it."""

UNSURE = ("guarded", "excerpt", "alike", "captcha-alternative", "link-text-vague", *SOFT)
FOOTERS_BY_SCRIPT = frozenset({"plain", "script"})
"""Styles whose footers a script writes: only a browser proves that an element is missing there."""

SLOW_S = 2.0


def column_faults(site: SitePlan, portal: Mapping[str, str]) -> dict[str, Table]:
    """What the plants do to the columns of a site, by column key; ``portal``: addresses of the portal's columns."""
    faults = {}
    for row in table("plants.toml")["column"]:
        if row["site"] == site.id:
            fault = dict(row)
            if "elsewhere" in row:
                fault |= {"fault": "elsewhere", "to": portal[row["key"]]}
            faults[row["key"]] = fault
    return faults


def change_site(site: SitePlan) -> None:
    """Plant what concerns a whole site: its footer's gaps, its home page's blocks, its answer to lost addresses."""
    plants = table("plants.toml")
    site.missing = plants["missing"].get(site.id, "plain")
    site.footer_gaps = {
        (row["element"], row["on"]) for row in plants["footer"] if row["site"] == site.id and "on" in row
    }
    for row in plants["home"]:
        if row["site"] == site.id:
            site.boards = tuple(row["boards"])


def change_articles(site: SitePlan) -> None:
    """Give the planted articles their own title and text."""
    for row in _planted_articles():
        if row["site"] == site.id:
            article = _article(site, row["at"])
            article.title, article.text = row["title"], list(row["text"])
    for row in table("duties.toml")["copied"]:
        if row["site"] == site.id and "of" in row:
            article, older = _article(site, row["at"]), _article(site, row["of"])
            older.text = [f"{older.on.month}月{older.on.day}日的有关情况如下。", *older.text]
            article.title, article.text = older.title, list(older.text)
    for row in table("duties.toml")["written"]:
        if row["site"] == site.id:
            article = _article(site, row["at"])
            day = article.on
            while working_days_between(day, article.on)[0] < row["days"]:
                day -= timedelta(days=1)
            article.text = [*article.text, str(row["line"]).format(day=f"{day.year}年{day.month}月{day.day}日")]


def plant_links(pages: SitePages) -> None:
    """Write the planted links into the site's pages and put what they lead to at their addresses."""
    site, links = pages.site, table("links.toml")
    hide(pages)
    for row in links["link"] + links["serve"]:
        if row["site"] != site.id:
            continue
        href = _fill(pages, row["href"])
        if row.get("at", "friends") != "friends":
            markup = row["html"] if row.get("via") == "html" else MARKUP[row.get("via", "a")]
            written = markup.replace("{href}", escape(href)).replace("{text}", escape(row.get("text", "")))
            site.extras.setdefault(row["at"], []).append(written)
        if "serves" in row:
            base = _page_of(pages, row["at"]) if "at" in row else site.url
            parts = urlsplit(urljoin(base, row.get("subject", href)))
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            pages.makers[target] = partial(_served, pages, _fill(pages, row["serves"]), target)
            if row["serves"] in {"page", "slow", "flaky"}:
                pages.html.add(target)


def _served(pages: SitePages, serves: str, target: str) -> Answer:
    """What stands at a planted address."""
    word, _, value = serves.partition(":")
    suffix = urlsplit(target).path.rpartition(".")[2]
    kind = files.TYPES.get(suffix, "application/octet-stream")
    if word == "redirect":
        return redirect(value)
    if word == "status":
        return page(f"<html><head><title>{value}</title></head><body><h1>{value}</h1></body></html>", status=int(value))
    if word in {"page", "slow", "flaky"}:
        answer = pages.makers[pages.column_path(pages.site.columns["about"])]()
        answer.delay_s = SLOW_S if word == "slow" else 0
        answer.first = page("<html><body>503</body></html>", status=503) if word == "flaky" else None
        return answer
    site = pages.site.name
    bodies = {
        "empty": b"",
        "html": f"<!DOCTYPE html><html><head><title>{site}</title></head><body>请登录</body></html>".encode(),
        "png": files.emblem(24, (90, 90, 90)),
        "no_head": files.content("pdf"),
        "octet": files.content("pdf"),
    }
    if word == "octet":
        kind = "application/octet-stream"
    if word == "html":
        kind = "text/html; charset=utf-8"
    return Answer(type=kind, body=bodies[word], head_status=403 if word == "no_head" else None)


def truth(pages: SitePages, faults: Mapping[str, Table], as_of: date) -> Iterator[dict[str, Any]]:
    """What an inspection of this site must find, and what it must not, one row a plant."""
    site = pages.site
    for row in _truth_of_columns(pages, faults, as_of):
        yield truth_row(site, row)
    for row in truth_of_reports(pages):
        yield truth_row(site, row)
    plants = table("plants.toml")
    for home in plants["home"]:
        if home["site"] == site.id:
            newest = max(_newest(site.columns[key], as_of) for key in home["boards"] if key in site.columns)
            yield truth_row(
                site,
                {
                    "check": "stale_home",
                    "reason": "stale",
                    "subject": site.url,
                    "detail": {"days": (as_of - newest).days},
                    "note": f"首页最新一条是 {newest}",
                },
            )
    yield from (truth_row(site, row) for row in _truth_of_duties(pages))
    for gap in plants["footer"]:
        if gap["site"] == site.id:
            yield truth_row(site, _truth_of_footer(site, gap))
    for link in table("links.toml")["link"]:
        if link["site"] == site.id:
            yield truth_row(site, _truth_of_link(pages, link))
    yield from (truth_row(site, row) for row in truth_of_hidden(pages))
    for article in _planted_articles():
        if article["site"] == site.id:
            yield truth_row(site, _truth_of_article(pages, article))


def _truth_of_article(pages: SitePages, planted: Table) -> dict[str, Any]:
    """A fault where its reason is given, else what must not be taken for one; its page is the list that shows it."""
    article = _article(pages.site, planted["at"])
    where = urljoin(pages.site.url, pages.column_path(article.column))
    row: dict[str, Any] = {"check": planted.get("check", "broken_links"), "note": planted["note"]}
    row["subject"] = urljoin(pages.site.url, pages.article_path(article))
    if "detail" in planted:
        return row | {"reason": planted["reason"], "detail": planted["detail"], "outcome": planted.get("outcome")}
    if "reason" in planted:
        return row | {"reason": planted["reason"], "page": where, "detail": {"role": article.column.role}}
    return row | {"near": True}


def _truth_of_columns(pages: SitePages, faults: Mapping[str, Table], as_of: date) -> Iterator[dict[str, Any]]:
    site = pages.site
    rows = {row["key"]: row for row in table("sites.toml")["column"]}
    for key, fault in faults.items():
        row: dict[str, Any] = {"detail": {"role": rows[key]["role"]}, "note": fault.get("note", "")}
        column = site.columns.get(key)
        row["subject"] = site.url if column is None else urljoin(site.url, pages.column_path(column))
        kind = fault.get("fault")
        if fault.get("near"):
            row |= {"check": fault["check"], "near": True}
        elif kind == "absent":
            row |= {"check": fault.get("check", "missing_columns"), "reason": "absent"}
        elif kind in {"blank", "under_construction"}:
            row |= {"check": "blank_columns", "reason": kind}
            row["note"] = row["note"] or f"栏目里写着：{fault['says']}"
        else:
            row |= {"check": "stale_columns", "reason": kind}
            if kind == "stale":
                row["detail"]["days"] = (as_of - fault["newest"]).days
        yield row


def _truth_of_duties(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What is wrong in single pages and in yearly series."""
    site, duties = pages.site, table("duties.toml")
    for told in duties["page"]:
        if told["site"] == site.id:
            address = urljoin(site.url, pages.column_path(site.columns[told["key"]]))
            yield from ({"subject": address, "note": told["note"]} | fault for fault in told["faults"])
    for copied in duties["copied"]:
        if copied["site"] == site.id:
            yield {"check": "redated_articles", "subject": _page_of(pages, copied["at"])} | copied
    for late in duties["written"]:
        if late["site"] == site.id:
            yield {"check": "late_publications", "subject": _page_of(pages, late["at"])} | late
    for series in duties["yearly"]:
        if series["site"] == site.id:
            address = urljoin(site.url, pages.column_path(site.columns[series["key"]]))
            yield {"check": "missing_yearly_disclosures", "subject": address} | series


def _truth_of_footer(site: SitePlan, gap: Table) -> dict[str, Any]:
    row = {"check": "missing_footer_elements", "reason": "absent", "detail": {"element": gap["element"]}}
    if gap.get("near"):
        return row | {"subject": site.url, "near": True, "note": gap["note"]}
    where = site.url if gap["on"] in {"all", "home"} else None
    return row | {"subject": where, "note": f"缺在：{gap['on']}"}


def _truth_of_link(pages: SitePages, link: Table) -> dict[str, Any]:
    href, where = _fill(pages, link["href"]), pages.site.url
    if link["at"] != "friends":
        where = _page_of(pages, link["at"])
    reason = link.get("reason")
    subject = href if reason in AS_WRITTEN else urljoin(where, link.get("subject", href).strip())
    return {
        "check": "wrong_links" if reason == "sent_home" else "broken_links",
        "reason": reason,
        "subject": subject,
        "page": where,
        "near": link.get("near", False),
        "note": link.get("note") or link.get("text", ""),
    }


def truth_row(site: SitePlan, row: Mapping[str, Any]) -> dict[str, Any]:
    """A plant as ``truth.jsonl`` holds it."""
    near, reason = bool(row.get("near")), row.get("reason")
    return {
        "near_miss": near,
        "target": site.id,
        "check": row["check"],
        "reason": None if near else reason,
        "outcome": None if near else row.get("outcome") or ("unsure" if reason in UNSURE else "fail"),
        "subject": row["subject"],
        "page": row.get("page"),
        "detail": row.get("detail", {}),
        "note": row["note"],
        "template": site.style,
        "needs_browser": bool(row.get("needs_browser"))
        or site.style in (FOOTERS_BY_SCRIPT if row["check"] == "missing_footer_elements" else {"script"}),
    }


def _newest(column: ColumnPlan, as_of: date) -> date:
    return max(article.on for article in column.articles if article.on <= as_of)


def _planted_articles() -> list[Table]:
    return [*table("plants.toml")["article"], *unsafe_articles()]


def _article(site: SitePlan, place: str) -> ArticlePlan:
    key, _, index = place.partition("/")
    return site.columns[key].articles[int(index)]


def _fill(pages: SitePages, text: str) -> str:
    """Replace a place in braces by its path."""
    before, brace, rest = text.partition("{")
    if not brace:
        return text
    place, _, after = rest.partition("}")
    return f"{before}{pages.place(place)}{after}"


def _page_of(pages: SitePages, place: str) -> str:
    return urljoin(pages.site.url, pages.place(place))
