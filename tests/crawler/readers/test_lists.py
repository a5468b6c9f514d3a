from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.blanks import read_blank
from crawler.readers.picked import picked_list
from tests.crawler.readers.reading import AS_OF, HOST, dom, lists

TITLES = (
    *("关于开展春季爱国卫生运动的通知", "关于公布行政事业性收费目录的公告", "某市人民政府第十次常务会议召开"),
    *("关于公开征求停车管理办法意见的公告", "本市举行春季公务员招录笔试"),
)
PRINTED = ("2026-03-05", "2026-03-01", "2026-02-11", "2026-01-30", "2025-12-31")
DAYS = [date.fromisoformat(day) for day in PRINTED]


def rows(form: str, printed: tuple[str, ...] = PRINTED) -> str:
    return "".join(
        form.format(n=number, title=title, day=day)
        for number, (title, day) in enumerate(zip(TITLES, printed, strict=True))
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<ul>" + rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>") + "</ul>",
        "<ul>" + rows("<li><span>{day}</span><a href=t{n}.html>{title}</a></li>") + "</ul>",
        "<ul>" + rows("<li><a href=t{n}.html>{title}</a> [{day}]</li>") + "</ul>",
        "<ul>" + rows("<li><a href=t{n}.html>{title}<em>{day}</em></a></li>") + "</ul>",
        "<ul>" + rows("<li><a href=t{n}.html title={title}>{title:.6}...</a><i>{day}</i></li>") + "</ul>",
        "<table>" + rows("<tr><td>{n}</td><td><a href=t{n}.html>{title}</a></td><td>{day}</td></tr>") + "</table>",
        "<dl>" + rows("<dt><a href=t{n}.html>{title}</a></dt><dd>{day}</dd>") + "</dl>",
        "<div>" + rows("<a href=t{n}.html>{title}</a> {day}<br>") + "</div>",
        "<div>" + rows("<div class=item><h4><a href=t{n}.html>{title}</a></h4><p>{day}</p></div>") + "</div>",
        "<div>" + rows("<p><a href=t{n}.html>{title}</a>（{day}）</p>") + "</div>",
        "<div>" + rows("<a href=t{n}.html><h4>{title}</h4><p>{day}</p></a>") + "</div>",
        "<ul>" + rows("<li><a href=t{n}.html>{title}</a><a href=t{n}.html>查看详情</a><b>{day}</b></li>") + "</ul>",
    ],
)
def test_a_list_is_read_whatever_it_is_made_of(markup: str) -> None:
    (found,) = lists(markup)
    assert [item.title for item in found.items] == list(TITLES)
    assert [item.url for item in found.items] == [f"{HOST}/zwgk/tzgg/t{number}.html" for number in range(5)]
    assert [item.published for item in found.items] == DAYS
    assert {item.dated_from for item in found.items} == {"printed"}


@pytest.mark.parametrize("form", ["[{0:%m-%d}]", "{0:%m-%d}", "{0:%m/%d}", "{0.month}月{0.day}日"])
def test_days_without_a_year_get_one_by_their_order(form: str) -> None:
    printed = tuple(form.format(day) for day in DAYS)
    (found,) = lists("<ul>" + rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>", printed) + "</ul>")
    assert [item.published for item in found.items] == DAYS
    assert {item.dated_from for item in found.items} == {"no_year"}


def test_a_day_in_the_address_is_marked_as_such() -> None:
    markup = "<ul>" + rows("<li><a href=t{day}_{n}.html>{title}</a></li>", tuple(f"{day:%Y%m%d}" for day in DAYS))
    (found,) = lists(markup)
    assert [(item.published, item.dated_from) for item in found.items] == [(day, "url") for day in DAYS]


def test_an_undated_list_is_one_nevertheless() -> None:
    (found,) = lists("<ul>" + rows("<li><a href=t{n}.html>{title}</a></li>"))
    assert [item.published for item in found.items] == [None] * 5


def test_nonsense_days_are_none() -> None:
    markup = rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>", ("2026-13-45",) * 5)
    assert [item.published for item in lists(f"<ul>{markup}</ul>")[0].items] == [None] * 5


def test_the_number_in_a_title_is_no_day() -> None:
    markup = "".join(
        f"<li><a href=t{n}.html>关于2026年3月{n}日停水的通知（续）</a><i>2025-01-0{n}</i>" for n in range(1, 6)
    )
    (found,) = lists(f"<ul>{markup}</ul>")
    assert [item.published for item in found.items] == [date(2025, 1, number) for number in range(1, 6)]
    assert found.items[0].title == "关于2026年3月1日停水的通知（续）"


def test_an_only_item_takes_the_day_of_its_own_row() -> None:
    head = "<p>今天是2026年3月10日</p>"
    row = "<ul><li><a href=t1.html>关于第一次会议情况的通报</a><span>2021-01-05</span></li></ul>"
    menu = "<div class=menu><a href=/a/>政务公开</a><a href=/b/>办事服务</a></div>"
    for markup in (f"{head}{row}", f"<div>{head}{row}</div>", f"<div>{menu}<div>{head}{row}</div></div>"):
        (found,) = lists(markup)
        assert [item.published for item in found.items] == [date(2021, 1, 5)]


def test_rows_that_are_lists_of_their_own_are_one_list() -> None:
    markup = rows("<ul><li><a href=t{n}.html>{title}</a><span>{day}</span></li></ul>")
    assert [[item.published for item in found.items] for found in lists(markup)] == [DAYS]


def test_a_page_named_after_its_menu_has_lists() -> None:
    markup = "<ul>" + rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>") + "</ul>"
    assert len(lists(f"<body class='nav page'>{markup}</body>")) == 1


def test_two_lists_of_a_page_stay_apart() -> None:
    one = "<ul>" + rows("<li><a href=a{n}.html>{title}</a><span>{day}</span></li>") + "</ul>"
    two = "<ul>" + rows("<li><a href=b{n}.html>{title}</a><span>{day}</span></li>") + "</ul>"
    assert [len(found.items) for found in lists(f"<div>{one}</div><div>{two}</div>")] == [5, 5]


@pytest.mark.parametrize(
    "markup",
    [
        "<ul>" + "".join(f"<li><a href=/{n}/>栏目名称</a></li>" for n in range(8)) + "</ul>",
        "<nav>" + rows("<a href=t{n}.html>{title}</a>") + "</nav>",
        "<div class=nav>" + rows("<li><a href=t{n}.html>{title}</a></li>") + "</div>",
        "<footer>" + rows("<p><a href=t{n}.html>{title}</a></p>") + "</footer>",
        "<div class=yqlj>" + rows("<a href=http://other{n}.cn>{title}</a>") + "</div>",
        "<ul>" + "".join(f"<li><a href=http://o{n}.cn>中华人民共和国第{n}个部委网站</a></li>" for n in range(6)),
        "<p>没有任何链接的一页。</p>",
        "",
    ],
)  # fmt: skip
def test_navigation_and_friendly_links_are_no_lists(markup: str) -> None:
    assert [found for found in lists(markup) if found.items] == []


def test_a_short_list_is_one_where_half_of_it_is_dated() -> None:
    row = "<li><a href=t{0}.html>短短的题{0}</a>{1}</li>"
    dated, undated = row.format(1, "2026-03-05"), "".join(row.format(number, "") for number in range(2, 9))
    assert lists(f"<ul>{undated}</ul>") == ()
    assert lists(f"<ul>{dated}{undated}</ul>") == ()
    assert [len(found.items) for found in lists(f"<ul>{dated}{row.format(2, '')}</ul>")] == [2]


def test_links_to_the_page_itself_are_no_items() -> None:
    markup = "<ul>" + rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>")
    (found,) = lists(markup, f"{HOST}/zwgk/tzgg/t0.html")
    assert [item.title for item in found.items] == list(TITLES[1:])


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("共0条", "zero_total"),
        ("共 <b>0</b> 条记录", "zero_total"),
        ("总数：0", "zero_total"),
        ("栏目正在建设中", "under_construction"),
        ("建设中，敬请期待", "under_construction"),
        ("本栏目更新维护中……", "under_construction"),
        ("Under Construction", "under_construction"),
        ("暂无数据", "no_items"),
        ("暂无相关信息！", "no_items"),
        ("没有相关内容", "no_items"),
        ("未查询到符合条件的数据", "no_items"),
        ("抱歉，No data", "no_items"),
    ],
)
def test_a_shell_of_a_list_says_that_it_is_empty(words: str, sign: str) -> None:
    (found,) = lists(f"<div class=nav><a href=/>首页</a></div><div class=list>{words}</div>")
    assert (found.items, found.blank) == ((), sign)


@pytest.mark.parametrize(
    "words", ["没有找到相关内容", "没有查询到数据", "没有检索到符合条件的信息", "抱歉，没找到您要找的内容", "查无结果"]
)
def test_a_shell_says_in_more_words_that_nothing_was_found(words: str) -> None:
    assert read_blank(dom(f"<div>{words}</div>")) == "no_items"


@pytest.mark.parametrize(
    "words",
    [
        *("共10条", "共 20 页", "总数：01", "轨道交通正在建设中的三条线路完成验收", "本市没有新增确诊病例"),
        *(
            "上海国际金融中心建设中期评估",
            "<a href=/x>暂无数据</a>",
            "建设中国特色社会主义",
            "<script>'暂无数据'</script>",
        ),
    ],
)
def test_words_that_only_look_like_a_sign_are_none(words: str) -> None:
    assert read_blank(dom(f"<div>{words}</div>")) is None


def test_a_list_with_items_is_not_blank() -> None:
    markup = "<ul>" + rows("<li><a href=t{n}.html>{title}</a><span>{day}</span></li>") + "</ul><p>暂无数据</p>"
    assert [found.blank for found in lists(markup)] == [None]


def test_a_profile_picks_its_own_list() -> None:
    markup = (
        "<div class=x><a href=/a>甲</a></div><div id=own>"
        "<p><b>03-05</b><a href=a.html>短</a></p><p><b>2025-12-30</b><a href=b.html>题</a></p><p>无</p></div>"
    )
    found = picked_list(dom(markup), "#own", "p", "b", AS_OF)
    assert [(item.title, item.url, item.published, item.dated_from) for item in found.items] == [
        ("短", f"{HOST}/zwgk/tzgg/a.html", date(2026, 3, 5), "printed"),
        ("题", f"{HOST}/zwgk/tzgg/b.html", date(2025, 12, 30), "printed"),
        ("无", None, None, None),
    ]
