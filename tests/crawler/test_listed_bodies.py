"""The portal's lists of platforms, in the manners of many sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.listed_bodies import survey
from storage.records import Agency, BodyList, ListedBody, Registry, Site
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, navigation

NAMES = {"jy": "教育局", "cz": "财政局", "ws": "卫生健康委员会", "mz": "民政局", "bd": "北渡区"}
Links = Mapping[str, str]


def _rows(links: Links, row: str) -> str:
    return "".join(row.format(text=text, href=href) for text, href in links.items())


LAYOUTS: dict[str, Callable[[Links], str]] = {
    "list": lambda links: f"<ul>{_rows(links, '<li><a href={href} target=_blank>{text}</a></li>')}</ul>",
    "table": lambda links: f"<table>{_rows(links, '<tr><td><a href={href}>{text}</a></td></tr>')}</table>",
    "grid": lambda links: f"<div class=g>{_rows(links, '<div><p><a href={href}>{text}</a></p></div>')}</div>",
    "pictures": lambda links: f"<div>{_rows(links, '<a href={href}><img src=x.png alt={text}></a>')}</div>",
    "titles": lambda links: f"<div>{_rows(links, '<a href={href} title={text}><i></i></a>')}</div>",
    "choices": lambda links: f"<select>{_rows(links, '<option value={href}>{text}</option>')}</select>",
    "map": lambda links: f"<img usemap=#m><map name=m>{_rows(links, '<area href={href} alt={text}>')}</map>",
    "fonts": lambda links: f"<p>{_rows(links, '<font>·</font><a href={href}>{text}</a>&nbsp;')}</p>",
}

FRIENDS = "<div class=friends>" + "".join(f"<a href=http://{name}.gov.cn/>{text}</a>" for name, text in NAMES.items())


def found(page: str, name: str = "各部门政府信息公开平台", kind: str = "portal") -> list[BodyList | ListedBody]:
    portal = Portal(
        {
            "/": navigation(政府信息公开="/gk/") + FRIENDS,
            "/gk/": f"<title>政府信息公开</title><ul><li><a href=/bm/>{name}</a></li></ul><p>{PROSE}</p>",
            "/bm/": f"<title>{name}</title>{page}<p>{PROSE}</p>{FRIENDS}",
        }
    )
    city = Agency(id="city", name="某市人民政府", short_name="某市", klass="municipal")
    agencies = {
        key: Agency(id=key, name=f"某市{text}", short_name=f"市{text}", klass="department")
        for key, text in NAMES.items()
    }
    site = Site(id="own", agency="city", name="某市", kind=kind, url=f"{HOST}/")
    sites = {
        key: Site(id=key, agency=key, name=text, kind="portal", url=f"http://{key}.gov.cn/")
        for key, text in NAMES.items()
    }
    registry = Registry(agencies={"city": city, **agencies}, sites={"own": site, **sites})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return list(survey(seen))


def links(*but: str) -> dict[str, str]:
    return {f"市{text}": f"http://{key}.gov.cn/zfxxgk/" for key, text in NAMES.items() if key not in but}


def owners(records: list[BodyList | ListedBody]) -> set[str | None]:
    return {record.owner for record in records if isinstance(record, ListedBody)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_is_read_whatever_draws_it(layout: str) -> None:
    records = found(LAYOUTS[layout](links()))
    assert [record.url for record in records if isinstance(record, BodyList)] == [f"{HOST}/bm/"]
    assert {(row.agency, row.owner) for row in records if isinstance(row, ListedBody)} == {(key, key) for key in NAMES}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_body_in_the_friendly_links_alone_is_not_on_the_list(layout: str) -> None:
    assert owners(found(LAYOUTS[layout](links("mz")))) == set(NAMES) - {"mz"}


def test_a_link_to_another_bodys_site_and_to_nobodys_tells_both() -> None:
    shown = {**links("mz", "bd"), "市民政局": "http://jy.gov.cn/zfxxgk/", "市北渡区": "http://old.gov.cn/"}
    rows = {row.agency: row.owner for row in found(LAYOUTS["list"](shown)) if isinstance(row, ListedBody)}
    assert (rows["mz"], rows["bd"]) == ("jy", None)


def test_a_page_of_the_portal_under_a_bodys_name_is_its_own() -> None:
    [row] = [
        row
        for row in found(LAYOUTS["list"]({**links("mz"), "市民政局": "/bm/mz/"}))
        if isinstance(row, ListedBody) and row.agency == "mz"
    ]
    assert (row.own, row.owner) == (True, "city")


@pytest.mark.parametrize(
    "name",
    ["各区政府信息公开平台", "部门信息公开", "各部门、各单位政务公开", "政府信息公开平台链接", "区县政府信息公开专栏"],
)
def test_such_lists_have_many_names(name: str) -> None:
    assert owners(found(LAYOUTS["list"](links()), name)) == set(NAMES)


def test_the_home_pages_links_alone_make_no_list() -> None:
    assert found(f"<p>{PROSE}</p>") == []


def test_a_site_that_is_no_portal_has_no_list() -> None:
    assert found(LAYOUTS["list"](links()), kind="subsite") == []


@pytest.mark.parametrize("text", ["市卫健委", "卫健委", "卫健委信息公开", "市卫生健康委员会", "卫生健康委"])
def test_a_body_is_known_by_its_abbreviation(text: str) -> None:
    shown = LAYOUTS["list"]({**links("ws"), text: "/bm/ws/"})
    assert [row.agency for row in found(shown) if isinstance(row, ListedBody) and row.text == text] == ["ws"]


def test_an_abbreviation_of_two_bodies_names_neither() -> None:
    shown = LAYOUTS["list"]({**links("mz"), "政局": "/bm/mz/"})
    assert [row.agency for row in found(shown) if isinstance(row, ListedBody) and row.text == "政局"] == [None]
