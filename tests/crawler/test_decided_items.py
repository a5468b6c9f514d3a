"""The items of catalogues of major decisions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.readers.decided_items import name_key, read_items
from crawler.readers.dom import Dom

ADDRESS = "http://www.example.gov.cn/jc/1.html"


def items(body: str) -> list[tuple[str, str, int]]:
    dom = Dom(f"<h1>2026年度重大行政决策事项目录</h1><div id=zoom>{body}</div>", url=ADDRESS, encoding=None)
    return [(item.name, item.key, len(item.links)) for item in read_items(dom)]


TABLE = (
    "<table><tr><th>序号</th><th>决策事项名称</th><th>承办单位</th><th>完成时间</th></tr>"
    "<tr><td>1</td><td>修订《东河市停车管理规定（草案）》</td><td>市交通局</td><td>三季度</td></tr>"
    "<tr><td>2</td><td><a href=/jc/2.html>东河市养老服务设施布局规划</a></td><td>市民政局</td><td>四季度</td></tr>"
    "</table>"
)


def test_the_rows_of_a_table_are_items_with_their_links() -> None:
    assert items(TABLE) == [
        ("修订《东河市停车管理规定（草案）》", "东河市停车管理规定", 0),
        ("东河市养老服务设施布局规划", "东河市养老服务设施布局规划", 1),
    ]


def test_numbered_lines_are_items_where_there_is_no_table() -> None:
    lines = (
        "<p>现公布如下：</p><p>一、制定公共服务设施规划。承办单位：某局。</p><p>2．出台养犬管理办法（承办：某局）</p>"
    )
    assert items(lines) == [("制定公共服务设施规划", "公共服务设施规划", 0), ("出台养犬管理办法", "养犬管理办法", 0)]


def test_a_picture_shows_no_items() -> None:
    assert items("<img src=/jc/ml.png>") == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("研究制定《停车条例（草案）》", "停车条例"), ("中心城区学校布局调整方案", "中心城区学校布局调整方案")],
)
def test_what_is_to_be_done_with_an_item_is_no_part_of_its_name(name: str, key: str) -> None:
    assert name_key(name) == key


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    items(text)
