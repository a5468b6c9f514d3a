from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.datastores import with_stores_shown
from crawler.readers.dates import resolve_years
from crawler.readers.furniture import own_parts
from tests.crawler.readers.reading import AS_OF, PROSE, dom, lists

ROWS = ("关于第一次会议有关情况的通报", "关于第二次会议有关情况的通报", "关于第三次会议有关情况的通报")


def days(markup: str) -> list[date | None]:
    (found,) = lists(markup)
    return [item.published for item in found.items]


def rows(beside: str) -> str:
    return "<ul>" + "".join(f"<li>{beside.format(title=title, n=n)}</li>" for n, title in enumerate(ROWS, 1)) + "</ul>"


@pytest.mark.parametrize(
    "beside",
    [
        "<a href=/{n}.html>{title}</a><p>会议将于2026年1月5日召开，望准时参加。</p><span>2026-02-0{n}</span>",
        "<a href=/{n}.html>{title}</a><i>成文日期：2026-01-05</i><i>发布日期：2026-02-0{n}</i>",
        "<a href=/{n}.html>{title}</a><small>来信时间</small> 2026-01-05 <small>回复时间</small> 2026-02-0{n}",
        "<a href=/{n}.html title='标题：{title}&#10;作者：某某&#10;发布时间：2026-02-0{n} 9:00'>{title}</a>",
        "<a href=/{n}.html><h3>{title}</h3><p>简介2026年1月5日</p><time>2026-02-0{n}</time></a>",
        "<b>0{n}</b><i>Feb.2026</i><a href=/{n}.html>{title}</a>",
        "<b>02/0{n}</b><i>2026</i><a href=/{n}.html>{title}</a>",
        "<b>0{n}</b><p>2026/02</p><h4><a href=/{n}.html>{title}</a></h4>",
        "<a href=/{n}.html>{title}</a>[26-02-0{n}]",
        "<a href=/{n}.html>{title}</a><time datetime='2026-02-0{n}T08:00:00+08:00'>3天前</time>",
        "<a href=/{n}.html><span>2026-02-0{n}</span>{title}</a>",
        "<a href=/{n}.html>{title}</a><p>成文日期：2026年1月2日　发布日期：2026年2月{n}日</p>",
        "<a href=/{n}.html>{title}</a><i>征集时间：2026-01-01至2026-12-31</i><i>2026-02-0{n}</i>",
    ],
)
def test_the_day_of_publication_is_told_from_other_days(beside: str) -> None:
    assert days(rows(beside)) == [date(2026, 2, n) for n in (1, 2, 3)]


def test_the_head_of_a_table_says_which_day_is_that_of_publication() -> None:
    body = "".join(
        f"<tr><td><a href=/{n}.html>{title}</a></td><td>2026-01-0{n}</td><td>2026-02-0{n}</td></tr>"
        for n, title in enumerate(ROWS, 1)
    )
    table = f"<table><tr><td>标题</td><td>成文日期</td><td>发布日期</td></tr>{body}</table>"
    assert days(table) == [date(2026, 2, n) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "row",
    [
        "<div class=d>2026-02-0{n}</div><div><a href=/{n}.html>{title}</a></div>",
        "<div><a href=/{n}.html>{title}</a></div><div class=d>2026-02-0{n}</div>",
        "<dd><a href=/{n}.html>{title}</a></dd><dt>2026-02-0{n}</dt>",
        "<dt>2026-02-0{n}</dt><dd><a href=/{n}.html>{title}</a></dd>",
        "<ul><li>{n}</li><li><a href=/{n}.html>{title}</a></li><li>2026-02-0{n}</li></ul>",
        "<p onclick=\"location.href='/{n}.html'\"><span>{title}</span><em>2026-02-0{n}</em></p>",
        "·<a href=/{n}.html>{title}</a>&nbsp;<font>2026-02-0{n}</font><br>",
    ],
)
def test_dates_stand_before_or_behind_their_items(row: str) -> None:
    tag = "dl" if row.startswith("<d") else "div"
    (found,) = lists(f"<{tag}>{''.join(row.format(title=t, n=n) for n, t in enumerate(ROWS, 1))}</{tag}>")
    assert [item.published for item in found.items] == [date(2026, 2, n) for n in (1, 2, 3)]
    assert [item.title for item in found.items] == list(ROWS)
    assert [item.url for item in found.items] == [f"http://www.example.gov.cn/{n}.html" for n in (1, 2, 3)]


def test_a_short_title_in_a_dated_row_is_an_item_and_a_short_button_is_none() -> None:
    short = "<li><a href=/9.html>停水</a> 2026-01-09</li><li><a href=/10.html>详情</a> 2026-01-09</li>"
    (found,) = lists(rows("<a href=/{n}.html>{title}</a> 2026-02-0{n}").replace("</ul>", f"{short}</ul>"))
    assert [item.title for item in found.items] == [*ROWS, "停水"]


def test_the_only_link_of_a_page_does_not_take_the_day_of_its_head() -> None:
    assert lists(f"<p>发布时间：2026-02-01</p><div><p>{PROSE}</p><a href=/a.pdf>办理事项申请表格.pdf</a></div>") == ()


def test_a_menu_is_no_item_of_the_list_below_it() -> None:
    (found,) = lists(
        f"<div class=x><a href=/hd/>互动交流</a></div>{rows('<a href=/{n}.html>{title}</a> 2026-02-0{n}')}"
    )
    assert [item.title for item in found.items] == list(ROWS)


def test_an_item_that_a_script_opens_leads_to_its_constant_address() -> None:
    opened = "<a href='javascript:void(0)' onclick=\"window.open('/d?id={n}')\">{title}</a> 2026-02-0{n}"
    (found,) = lists(rows(opened))
    assert found.items[0].url == "http://www.example.gov.cn/d?id=1"


def test_the_address_tells_the_year_of_a_short_date() -> None:
    (found,) = lists(rows("<a href=/202502/t2025020{n}_1.html>{title}</a> 02-0{n}"))
    assert [item.published for item in found.items] == [date(2025, 2, n) for n in (1, 2, 3)]


@given(st.lists(st.integers(0, 110), min_size=1, max_size=40))
def test_years_of_a_list_in_falling_order_are_found(steps: list[int]) -> None:
    true = []
    day = AS_OF
    for step in steps:
        day -= timedelta(days=step)
        true.append(day)
    if date(day.year, 1, 1) < AS_OF and any(day.month == 2 and day.day == 29 for day in true):
        return
    if len(true) > 1 and true[0].year > true[1].year and true[1].replace(year=true[0].year) <= AS_OF:
        return
    assert resolve_years([(day.month, day.day) for day in true], AS_OF) == true


def test_an_item_pinned_above_a_fresh_list_does_not_make_it_old() -> None:
    as_of = date(2026, 11, 10)
    assert resolve_years([(1, 10), (11, 5), (10, 16)], as_of)[1:] == [date(2026, 11, 5), date(2026, 10, 16)]
    assert resolve_years([(3, 15), (6, 1), (11, 5), (10, 16)], as_of)[2:] == [date(2026, 11, 5), date(2026, 10, 16)]


def test_a_store_of_records_is_read_like_the_list_it_becomes() -> None:
    record = "<record><![CDATA[<li><a href=/{n}.html>{title}</a><span>2026-02-0{n}</span></li>]]></record>"
    records = "".join(record.format(n=n, title=title) for n, title in enumerate(ROWS, 1))
    next_ = "<nextgroup><![CDATA[<a href='/dataproxy.jsp?page=1'></a>]]></nextgroup>"
    store = f"<div><script type=text/xml><datastore>{next_}<recordset>{records}</recordset></datastore></script></div>"
    assert days(store) == [date(2026, 2, n) for n in (1, 2, 3)]


@given(
    st.lists(
        st.sampled_from(
            ["<script>", "<datastore", ">", "<record>", "<![CDATA[", "]]>", "</datastore>", "</script>", "x"]
        )
    )
)
def test_broken_stores_are_left_as_they_are_or_shown(pieces: list[str]) -> None:
    text = "".join(pieces)
    shown = with_stores_shown(text)
    assert shown == text or "<datastore" in text


def test_what_the_frame_of_a_page_holds_is_not_its_own() -> None:
    frame = "<div class=nav><a href=/a/>机构职能</a></div><img src=/logo.png><p>欢迎访问某局网站</p>主办：某局"
    home, page = dom(frame + f"<p>{PROSE}</p>", "http://www.example.gov.cn/"), dom(f"{frame}<p>张三</p><p>局长</p>")
    own = own_parts(page, home)
    assert (own.text, own.repeated, own.links, own.pictures) == (2 + 2, 0, 0, False)
    assert own_parts(dom(f"{frame}<img src=/map.png>"), home).pictures
