"""Which pages of columns are empty: whatever else their frame and the boxes beside them show."""

from __future__ import annotations

import pytest

from storage.records import Column
from tests.crawler.portal import PROSE, Portal, items, surveyed

MENU = "<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a><a href=/a/>通知公告</a></div>"
CELLS = (
    "<table><tr><td><a href=/>首页</a></td><td><a href=/zw/>政务公开</a></td>"
    "<td><a href=/a/>通知公告</a></td></tr></table>"
)
CRUMB = "<div>您现在的位置：<a href=/>首页</a> &gt; <a href=/zw/>政务公开</a> &gt; 通知公告</div>"
FOOT = "<table><tr><td>版权所有：某局　地址：人民路1号　电话：0570-8800123<br>浙ICP备05000044号</td></tr></table>"
NEW = ("2026-03-05", "2026-03-01", "2026-02-11")
HOT = f"<div class=box><h3>热点信息</h3>{items('/hot/', *NEW)}</div>"


def notices(body: str, menu: str = MENU) -> Column:
    home = f"<title>某市</title>{menu}<p>{PROSE}</p>{FOOT}"
    column = f"<title>通知公告-某局</title>{menu}{CRUMB}{body}{FOOT}"
    columns, _ = surveyed(Portal({"/": home, "/a/": column}))
    return next(column for column in columns if column.role == "notice")


@pytest.mark.parametrize("menu", [MENU, CELLS])
@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("<table class=list><tr><th>序号</th><th>标题</th><th>日期</th></tr></table>", "no_items"),
        ("<h2>通知公告</h2><ul></ul><div class=page>首页 上一页 下一页 尾页</div>", "no_items"),
        (f"<div class=side>{items('/hot/', *NEW)}</div><div class=main><ul></ul></div>", "no_items"),
        (f"{HOT}<div class=main><p>共有0条记录</p></div>", "zero_total"),
        (f"{HOT}<div class=main><p>栏目建设中...</p></div>", "under_construction"),
        ("<div class=list>该栏目下暂无内容</div>", "no_items"),
    ],
)
def test_a_page_with_nothing_of_its_own_is_blank(body: str, sign: str, menu: str) -> None:
    column = notices(body, menu)
    assert (column.blank, column.items, column.doubt) == (sign, 0, None)


@pytest.mark.parametrize(
    "body",
    [
        "<div class=left><a href=/b/>政策文件</a><a href=/c/>机构职能</a><a href=/d/>人事信息</a></div>",
        "<div class=right><img src=/p/big.jpg></div>",
        "<iframe src=/x.pdf></iframe>",
        "<div><a href=/f/zn.pdf>信息公开指南.pdf</a></div>",
        "<form action=/ysq method=post><p>姓名<input></p><p>内容描述<textarea></textarea></p></form>",
        "<ul><li><a href=/a/1.html>放假通知</a></li></ul>",
        f"{items('/a/', *NEW)}<p>没有更多内容了</p>",
        f"{items('/art/2026/', *NEW)}<p>暂无图片</p>",
        f"<div class=side>{items('/a/', *NEW)}</div>",
    ],
)
def test_a_page_with_anything_of_its_own_is_not_blank(body: str) -> None:
    assert notices(body).blank is None
