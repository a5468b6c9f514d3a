"""Service guides in the manners of several CMSs: what they tell, and what is wrong with it."""

from __future__ import annotations

import pytest

from crawler.readers.dom import Dom
from crawler.readers.services import Told, catch_all, forms_without_way, no_clause, read_service
from storage.records import SERVICE_ELEMENTS

VALUES = {
    "事项名称": "居住证办理",
    "设定依据": "《居住证暂行条例》第九条",
    "申请条件": "在本市居住半年以上的公民",
    "办理材料": "居住证申领表（原件1份）、身份证（复印件1份）",
    "办理地点": "明德路1号一楼大厅3号窗口",
    "办理时间": "工作日9:00-17:00",
    "联系电话": "0999-81230000",
    "办理流程": "申请、受理、审核、领证",
    "办理机构": "市公安局",
    "收费标准": "不收费",
}
OTHERS = {
    "事项名称": "项目名称",
    "设定依据": "法律依据",
    "申请条件": "受理条件",
    "办理材料": "申请材料清单",
    "办理地点": "窗口地址",
    "办理时间": "办公时间",
    "联系电话": "咨询方式",
    "办理流程": "办事程序",
    "办理机构": "实施主体",
    "收费标准": "收费情况",
}


def table(values: dict[str, str]) -> str:
    return f"<table>{''.join(f'<tr><th>{name}</th><td>{value}</td></tr>' for name, value in values.items())}</table>"


def lines(values: dict[str, str]) -> str:
    return "".join(f"<p>{name}：{value}</p>" for name, value in values.items())


def headings(values: dict[str, str]) -> str:
    numbers = "一二三四五六七八九十"
    return "".join(
        f"<h3>{number}、{name}</h3><p>{value}</p>"
        for number, (name, value) in zip(numbers, values.items(), strict=False)
    )


def brackets(values: dict[str, str]) -> str:
    return "<br>".join(f"【{name}】{value}" for name, value in values.items())


MANNERS = [table, lines, headings, brackets]


def read(markup: str) -> Told:
    dom = Dom(f"<body><div>{markup}</div></body>", url="http://www.a.gov.cn/1.html", encoding="utf-8")
    return read_service(dom, dom.text, "居住证办理")


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("names", [dict(zip(VALUES, VALUES, strict=True)), OTHERS])
def test_a_whole_guide_lacks_nothing_in_any_manner(manner, names: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    told = read(manner({names[name]: value for name, value in VALUES.items()}))
    assert told.missing == ()
    assert told.labelled == len(SERVICE_ELEMENTS)
    assert not no_clause(told)
    assert catch_all(told) is None


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("element", SERVICE_ELEMENTS[1:])
def test_each_element_is_missed_by_itself(manner, element: str) -> None:  # type: ignore[no-untyped-def]
    assert read(manner({name: value for name, value in VALUES.items() if name != element})).missing == (element,)


@pytest.mark.parametrize("manner", [table, lines, brackets])
def test_a_label_without_anything_behind_it_tells_nothing(manner) -> None:  # type: ignore[no-untyped-def]
    assert read(manner(VALUES | {"联系电话": ""})).missing == ("联系电话",)


def test_words_in_a_sentence_tell_an_element_too() -> None:
    less = {name: value for name, value in VALUES.items() if name != "办理地点"}
    assert read(lines(less) + "<p>请到办理地点提交。</p>").missing == ()


def test_a_basis_without_an_article_is_vague() -> None:
    assert no_clause(read(table(VALUES | {"设定依据": "《居住证暂行条例》（国令第663号）"})))
    assert not no_clause(read(table(VALUES | {"设定依据": "《居住证暂行条例》第二章第九条第一款"})))


@pytest.mark.parametrize("words", ["其他依法应当提交的材料", "法律法规规定的其他材料", "审批部门要求的其他有关材料"])
def test_catch_alls_leave_the_list_open(words: str) -> None:
    assert catch_all(read(table(VALUES | {"办理材料": f"1.申请表；2.{words}。"}))) is not None


@pytest.mark.parametrize("words", ["其他家庭成员身份证复印件", "居住在其他城市的提供暂住证"])
def test_other_words_close_it(words: str) -> None:
    assert catch_all(read(table(VALUES | {"办理材料": words}))) is None


def test_a_form_that_nobody_can_get_is_missed() -> None:
    told = read(table(VALUES | {"办理材料": "1.《居住证申请表》原件1份；2.身份证复印件"}))
    assert forms_without_way(told, offered=False) == ("居住证申请表",)
    assert forms_without_way(told, offered=True) == ()


@pytest.mark.parametrize("way", ["申请表（窗口领取）", "申请表（网上填写后系统自动生成）", "申请表（见附件下载）"])
def test_a_form_with_a_way_to_get_it_is_none(way: str) -> None:
    assert forms_without_way(read(table(VALUES | {"办理材料": way})), offered=False) == ()
