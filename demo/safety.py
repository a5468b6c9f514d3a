"""Planting what is unsafe: articles with numbers or words that must not stand there, parts that no visitor sees, links
that mislead, and files that give persons away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urljoin

from demo import files
from demo.answers import Answer
from demo.layout import Table, table
from demo.pages import SitePages

WORDING = "wrong,right,context\n帐号,账号,登录\n"
"""The office's own list of wordings."""


def unsafe_articles() -> list[Table]:
    """Planted articles, written and told like those of ``plants.toml``."""
    return list(table("safety.toml")["article"])


def hide(pages: SitePages) -> None:
    """Put hidden parts, misleading links and files into the pages of a site."""
    plants = table("safety.toml")
    for row in (*plants["hidden"], *plants["misled"]):
        if row["site"] == pages.site.id:
            _add(pages, row["at"], _filled(pages, row["html"]) if row in plants["misled"] else row["html"])
    for row in plants["attachment"]:
        if row["site"] == pages.site.id:
            _add(pages, row["at"], f'<p>附件：<a href="{row["href"]}">{row["text"]}</a></p>')
            book = files.workbook(row["rows"], row.get("hidden", ()))
            pages.makers[row["href"]] = partial(Answer, type=files.TYPES["xlsx"], body=book)


def truth_of_hidden(pages: SitePages) -> Iterator[dict[str, Any]]:
    """What of all this must be found, and what must not."""
    site, plants = pages.site, table("safety.toml")
    for row in plants["hidden"]:
        if row["site"] == site.id:
            yield {"check": "hidden_links", "near": "reason" not in row, **row, "subject": _subject(pages, row)}
    for row in plants["misled"]:
        if row["site"] == site.id:
            yield {"check": "wrong_links", "near": "reason" not in row, **row, "subject": _subject(pages, row)}
    for row in plants["attachment"]:
        if row["site"] == site.id:
            told = {"check": "exposed_personal_data", "near": "reason" not in row, "detail": {"kind": "id_number"}}
            yield {**told, **row, "subject": urljoin(site.url, row["href"])}


def _subject(pages: SitePages, row: Table) -> str:
    """An address as it stands, or that of a place."""
    told = str(row["subject"])
    return told if "//" in told else urljoin(pages.site.url, pages.place(told))


def _add(pages: SitePages, place: str, html: str) -> None:
    pages.site.extras.setdefault(place, []).append(html)


def _filled(pages: SitePages, text: str) -> str:
    before, brace, rest = text.partition("{")
    place, _, after = rest.partition("}")
    return f"{before}{pages.place(place)}{after}" if brace else text
