"""What a page prints about its document, in the manner of many publishing systems."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.readers.heads import read_head
from crawler.readers.reading import Head
from storage.records import PageKind
from tests.crawler.readers.reading import PROSE, dom, page

FULL = {
    "index_no": "DH0001-2026-0012",
    "number": "东民规〔2026〕3号",
    "issuer": "东河市民政局",
    "written": date(2026, 3, 1),
    "validity": "有效",
}
ID, BODY, NUMBER = "DH0001-2026-0012", "东河市民政局", "东民规〔2026〕3号"
MARKUP = {
    "cells in pairs": f"<table><tr><td>索 引 号：</td><td>{ID}</td><td>发布机构：</td><td>{BODY}</td></tr>"
    f"<tr><td>发文字号</td><td>{NUMBER}</td><td>成文日期</td><td>2026年3月1日</td></tr>"
    "<tr><td>有效性</td><td>有效</td></tr></table>",
    "heads and cells": f"<table><tr><th>索引号</th><td>{ID}</td><th>发文机关</th><td><a>{BODY}</a></td></tr>"
    "<tr><th>文　号</th><td>东民规[2026] 3号</td><th>成文日期</th><td>2026-03-01</td></tr>"
    "<tr><th>时效性</th><td>现行有效</td></tr></table>",
    "a definition list": f"<dl><dt>索引号</dt><dd>{ID}</dd><dt>制发机关</dt><dd>{BODY}</dd><dt>文号</dt>"
    "<dd>东民规（2026）3号</dd><dt>生成日期</dt><dd>2026/3/1</dd><dt>是否有效</dt><dd>是</dd></dl>",
    "lines": f"<p><b>索引号：</b>{ID}</p><p>发文机关：{BODY}</p><p>发文字号:&nbsp;{NUMBER}</p>"
    "<p>成文日期：2026年03月01日</p><p>有效性：有效</p>",
    "one line": f"<div>索引号：{ID}　　文号：{NUMBER}　　发布机构：{BODY}　　"
    "成文日期：2026-03-01　　有效性：有效</div>",
    "boxed labels": f"<ul><li>【索引号】{ID}</li><li>【发文单位】 {BODY}</li><li>【发文字号】{NUMBER}</li>"
    "<li>【成文日期】2026-03-01</li><li>【时效】有效</li></ul>",
    "a number over cells": f"<table><tr><td>索引号</td><td>{ID}</td><td>文号</td><td>东民规</td><td>〔2026〕</td>"
    f"<td>3号</td></tr><tr><td>发文机关</td><td>{BODY}</td><td>成文日期</td><td>2026-03-01</td>"
    "<td>有效性</td><td>有效</td></tr></table>",
    "spans": f"<div class=xxgk><span>索引号</span><span>：</span><span>{ID}</span><span>发文机关</span><span>：</span>"
    f"<span>{BODY}</span><span>发文字号</span><span>：</span><span>{NUMBER}</span><span>成文日期</span><span>：</span>"
    "<span>2026-03-01</span><span>效力状态</span><span>：</span><span>有效</span></div>",
}


def head(markup: str) -> Head:
    return read_head(dom(f"<body>{markup}"))


@pytest.mark.parametrize("markup", MARKUP.values(), ids=MARKUP)
def test_particulars_are_read_from_any_markup(markup: str) -> None:
    found = head(markup)
    assert {name: getattr(found, name) for name in FULL} == FULL
    assert found.is_document


def test_an_empty_cell_does_not_take_its_neighbours_value() -> None:
    found = head(
        "<table><tr><td>文号</td><td></td><td>有效性</td><td></td></tr></table><h1>有效推进养老服务的若干意见</h1>"
    )
    assert (found.number, found.validity) == (None, None)
    assert found.labels == {"number", "validity"}


def test_the_last_day_of_a_span_ends_validity() -> None:
    assert head("<p>有效期：2026年3月1日至2031年2月28日</p>").valid_to == date(2031, 2, 28)
    assert head("<p>有效期至：2031-02-28</p>").valid_to == date(2031, 2, 28)


def test_a_decree_keeps_its_form() -> None:
    assert head("<p>发文字号：东河市人民政府令第35号</p>").number == "东河市人民政府令第35号"


def test_sentences_with_such_words_are_no_particulars() -> None:
    assert head("<p>我们将建立有效性评估机制，明确发文机关责任，完善索引号编制规则。</p>").labels == frozenset()


def article(title: str, *, column: str, head: str = "", body: str = PROSE * 4) -> str:
    return (
        f"<meta name=ColumnType content={column}><title>{title}</title><h1>{title}</h1>"
        f"<div>发布时间：2026-03-02 来源：东河市民政局</div>{head}<div id=zoom><p>{body}</p></div>"
    )


@pytest.mark.parametrize(
    ("title", "column", "kind"),
    [
        ("关于印发《东河市停车管理办法》的通知", "政策文件", PageKind.POLICY),
        ("东河市停车管理办法", "政策文件", PageKind.POLICY),
        ("《东河市停车管理办法》政策解读", "政策解读", PageKind.INTERPRETATION),
        ("停车怎么收费？新政来了", "政策解读", PageKind.INTERPRETATION),
        ("《东河市停车管理办法》政策解读", "工作动态", PageKind.INTERPRETATION),
        ("市政府召开常务会议", "政策解读", PageKind.ARTICLE),
        ("东河市停车楼工程环境影响报告书的批复", "政策解读", PageKind.ARTICLE),
        ("关于张三等同志任免职的通知", "政策文件", PageKind.ARTICLE),
        ("市交通局举办停车管理办法政策解读培训会", "政策解读", PageKind.ARTICLE),
        ("东河市停车管理办法", "政策解读", PageKind.ARTICLE),
    ],
)
def test_a_page_is_what_its_title_says_rather_than_what_its_column_is_called(
    title: str, column: str, kind: PageKind
) -> None:
    assert page(article(title, column=column)).kind is kind


def test_a_document_outside_all_columns_is_told_by_its_particulars() -> None:
    markup = article("关于印发《东河市停车管理办法》的通知", column="其他", head=MARKUP["cells in pairs"])
    assert page(markup).kind is PageKind.POLICY
    assert page(markup).article.number == "东民规〔2026〕3号"


def test_the_city_documents_of_open_government_are_read(testdata: Path) -> None:
    seeds = testdata.parent / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"the city's documents are not at {seeds}")
    told = {
        "000": ("2019年上海市发展和改革委员会政务公开工作要点", date(2019, 6, 28), None),
        "003": ("上海市松江区人民政府办公室关于印发《2021年松江区政务公开工作要点》的通知", date(2021, 4, 15), None),
        "004": ("2024年上海市规划和自然资源局政务公开工作要点", date(2024, 5, 8), None),
    }
    for name, (title, published, number) in told.items():
        [file] = seeds.glob(f"{name}_*.txt")
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        body = "".join(f"<p>{line}</p>" for line in lines)
        read = page(
            f"<title>{title}</title><meta name=ColumnType content=政策文件><h1>{title}</h1><div id=zoom>{body}</div>"
        )
        assert read.kind is PageKind.POLICY, name
        assert read.article.number == number, name
        day = read.article.published
        assert day is not None, name
        assert (day.year, day.month, day.day) == (published.year, published.month, published.day)
