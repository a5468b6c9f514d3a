"""The four blocks of a disclosure platform (letter 61 of 2019), however its page draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from checks.core import run
from checks.rules.blank_columns import blank_columns
from checks.rules.missing_columns import missing_columns
from storage.records import Column
from tests.checks.facts import facts, home, page
from tests.crawler.portal import HOST, PROSE, Portal, items, navigation, surveyed

NAMES = {
    "政府信息公开指南": "zn",
    "政府信息公开制度": "zd",
    "法定主动公开内容": "nr",
    "政府信息公开年报": "nb",
}
ROLES = {
    "政府信息公开指南": "disclosure_guide",
    "政府信息公开制度": "disclosure_rules",
    "法定主动公开内容": "statutory_disclosure",
    "政府信息公开年报": "annual_report",
}
Links = Mapping[str, str]
MENU = "<div class=nav><a href=/>首页</a><a href=/gk/>政府信息公开</a></div>"
GUIDE = f"<title>指南</title>{MENU}<h1>政府信息公开指南</h1><div id=zoom><p>{PROSE * 4}</p></div>"


def _rows(links: Links, row: str) -> str:
    return "".join(row.format(name=name, href=f"/gk/{slug}/") for name, slug in links.items())


LAYOUTS: dict[str, Callable[[Links], str]] = {
    "left menu": lambda links: f"<ul class=leftmenu>{_rows(links, '<li><a href={href}>{name}</a></li>')}</ul>",
    "tabs": lambda links: (
        f"<div class=tabs><ul>{_rows(links, '<li class=tab><a href={href}>{name}</a></li>')}</ul></div>"
        f"<div class=panes>{_rows(links, '<div class=pane style=display:none>…</div>')}</div>"
    ),
    "tabs with links to more": lambda links: _rows(
        links, "<div class=tab><h3>{name}</h3><ul></ul><a href={href}>更多&gt;&gt;</a></div>"
    ),
    "accordion": lambda links: _rows(
        links, "<div class=card><div class=head><a href={href}><i></i>{name}</a></div><div class=body></div></div>"
    ),
    "details": lambda links: _rows(links, "<details><summary>{name}</summary><a href={href}>{name}</a></details>"),
    "pictures with alt": lambda links: f"<div>{_rows(links, '<a href={href}><img src=x.png alt={name}></a>')}</div>",
    "links with title": lambda links: f"<div>{_rows(links, '<a href={href} title={name}><img src=x.png></a>')}</div>",
    "pictures with title": lambda links: f"<p>{_rows(links, '<a href={href}><img src=x.png title={name}></a>')}</p>",
    "picture map": lambda links: f"<img usemap=#m><map name=m>{_rows(links, '<area href={href} alt={name}>')}</map>",
    "old table": lambda links: (
        f"<table><tr><td><table>{_rows(links, '<tr><td><a href={href}><font><b>{name}</b></font></a></td></tr>')}"
        "</table></td></tr></table>"
    ),
    "written by a script": lambda links: (
        f'<script>document.write("{_rows(links, "<li><a href={href}>{name}</a></li>")}")</script>'
    ),
    "opened by a click": lambda links: _rows(links, "<div onclick=\"location.href='{href}'\">{name}</div>"),
    "headings": lambda links: _rows(links, "<h2>{name}</h2><p><a href={href}>查看更多</a></p>"),
    "letters apart": lambda links: _rows(links, "<li><a href={href}>\n  {name}\n  <span>&gt;</span></a></li>"),
}


def platform(layout: str, *without: str, **pages: str) -> list[Column]:
    """The columns of a site whose home page leads to the platform alone."""
    links = {name: slug for name, slug in NAMES.items() if name not in without}
    leaves = {
        "zn": GUIDE,
        "zd": f"{MENU}{items('/gk/zd/', '2026-01-05', '2025-03-01', '2024-06-01')}",
        "nr": f"{MENU}{items('/gk/nr/', '2026-03-05', '2026-02-01', '2026-01-01')}",
        "nb": f"{MENU}{items('/gk/nb/', '2026-01-20', '2025-01-20', '2024-01-20')}",
    } | pages
    markup = {f"/gk/{slug}/": leaves[slug] for slug in links.values()}
    top = navigation(政府信息公开="/gk/", 通知公告="/tz/")
    gk = f"<title>政府信息公开</title>{MENU}{LAYOUTS[layout](links)}<p>{PROSE}</p>"
    columns, _ = surveyed(Portal({"/": top, "/gk/": gk, "/tz/": items("/tz/", "2026-03-05", "2026-03-01"), **markup}))
    return [*columns, home()]


def missed(columns: list[Column]) -> set[str]:
    said = run(missing_columns, facts(*columns, page(), page("a")), {"least_roles": 0}).findings
    assert {finding.reason for finding in said} <= {"absent"}
    return {finding.detail["role"] for finding in said} & set(ROLES.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_four_blocks_are_found(layout: str) -> None:
    columns = platform(layout)
    assert {column.role: column.url for column in columns if column.role in ROLES.values()} == {
        ROLES[name]: f"{HOST}/gk/{slug}/" for name, slug in NAMES.items()
    }
    assert missed(columns) == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_block_that_is_not_there_is_missed_alone(layout: str, name: str) -> None:
    assert missed(platform(layout, name)) == {ROLES[name]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_block_is_blank_and_not_missing(layout: str) -> None:
    columns = platform(layout, zd=f"{MENU}<h2>政府信息公开制度</h2><ul class=list></ul>")
    assert missed(columns) == set()
    said = run(blank_columns, facts(*columns)).findings
    assert [(finding.reason, finding.subject) for finding in said] == [("blank", f"{HOST}/gk/zd/")]
