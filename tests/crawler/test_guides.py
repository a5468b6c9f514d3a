"""The guide to disclosure, found behind its column and read."""

from __future__ import annotations

import pytest

from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.guides import survey
from storage.records import GUIDE_ELEMENTS, Agency, Guide, Registry, Site
from tests.crawler.portal import AS_OF, HOST, Portal, navigation

BODY = Agency(id="a", name="某市水务局", short_name="市水务局", klass="department", predecessor="某市水利局")
OPENING = "为方便公民、法人和其他组织获得本机关的政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。"
SORTED = "一、信息分类和编排体系。主动公开的信息按机构职能、政策文件、规划计划、财政信息等类别编排。"
WAYS = "二、获取方式。公众可以在本网站、政府公报、档案馆和图书馆查阅主动公开的政府信息。"
APPLY = "三、依申请公开。公民、法人或者其他组织可以书面向本机关提出申请，申请时应当填写申请表并附身份证明。"
FEE = "提供政府信息不收取费用；但申请的数量、频次明显超过合理范围的，收取信息处理费。"
CONTACT = (
    ("受理机构", "某市水务局办公室"),
    ("办公地址", "某市滨江路18号"),
    ("办公时间", "工作日9:00-17:00"),
    ("联系电话", "0999-81230000"),
    ("传真号码", "0999-81230001"),
    ("电子邮箱", "gk@example.gov.cn"),
)
FOOT = (
    "<div class=footer>主办单位：某市水务局 地址：某市滨江路18号 电话：0999-81230000 "
    "网站标识码：9901000001 某ICP备12345678号</div>"
)


def lines(*, without: str = "", fee: str = FEE, opening: str = OPENING) -> list[str]:
    contact = [f"{name}：{value}" for name, value in CONTACT if name != without]
    return [opening, SORTED, WAYS, APPLY, *([fee] if fee else []), *contact]


def ucap(text: list[str]) -> str:
    return f"<div id=UCAP-CONTENT>{''.join(f'<p>{line}</p>' for line in text)}</div>"


def trs(text: list[str]) -> str:
    return f"<div class=TRS_Editor><font>{'<br/>'.join(text)}</font></div>"


def by_table(text: list[str]) -> str:
    contact = [line.split("：", 1) for line in text if line.count("：") == 1 and len(line) < 30]
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in contact)
    prose = "".join(f"<p>{line}</p>" for line in text if not (line.count("：") == 1 and len(line) < 30))
    return f"<table width=900><tr><td><div>{prose}</div><table>{rows}</table></td></tr></table>"


def beside(text: list[str]) -> str:
    """The four blocks beside the text, all below one folder."""
    menu = "<li><a href=/gk/zn/>指南</a></li><li><a href=/gk/zd/>公开制度</a></li><li><a href=/gk/nb/>公开年报</a></li>"
    return f"<div class=left><ul>{menu}</ul></div><div class=right>{trs(text)}</div>"


MANNERS = [ucap, trs, by_table, beside]


def page(body: str) -> str:
    return f"<title>政府信息公开指南</title><h1>某市水务局政府信息公开指南</h1>{body}{FOOT}"


def read(markup: dict[str, str], agency: Agency | None = BODY) -> list[Guide]:
    portal = Portal({"/": navigation(政府信息公开指南="/gk/"), **markup})
    site = Site(id="own", agency="a" if agency else None, name="某市水务局", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={"a": agency} if agency else {}, sites={"own": site})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return list(survey(seen))


@pytest.mark.parametrize("manner", MANNERS)
def test_a_whole_guide_tells_everything_in_any_manner(manner) -> None:  # type: ignore[no-untyped-def]
    [guide] = read({"/gk/": page(manner(lines()))})
    assert set(guide.elements) == set(GUIDE_ELEMENTS)
    assert (guide.fees, guide.amounts, guide.old_law, guide.hidden, guide.doubt) == ("named", (), None, 0, None)


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(
    ("label", "element"),
    [
        ("办公地址", "办公地址"),
        ("办公时间", "办公时间"),
        ("联系电话", "联系电话"),
        ("传真号码", "传真"),
        ("电子邮箱", "互联网联系方式"),
    ],
)
def test_a_lost_line_is_a_lost_element_though_the_footer_has_it(manner, label: str, element: str) -> None:  # type: ignore[no-untyped-def]
    [guide] = read({"/gk/": page(manner(lines(without=label)))})
    assert set(GUIDE_ELEMENTS) - set(guide.elements) == {element}


@pytest.mark.parametrize("manner", MANNERS)
def test_fees_are_read_in_any_manner(manner) -> None:  # type: ignore[no-untyped-def]
    silent = read({"/gk/": page(manner(lines(fee="")))})[0]
    costs = read({"/gk/": page(manner(lines(fee="可以收取检索、复制、邮寄等成本费用。")))})[0]
    odd = read({"/gk/": page(manner(lines(fee="按件收取信息处理费：第11件起每件300元。")))})[0]
    right = read({"/gk/": page(manner(lines(fee="信息处理费：11—30件的部分100元/件，31页起10元/页。")))})[0]
    assert [silent.fees, costs.fees, odd.fees, right.fees] == [None, "old", "named", "named"]
    assert (odd.amounts, right.amounts) == (("每件300元",), ())


@pytest.mark.parametrize(
    ("opening", "law"),
    [
        ("根据《政府信息公开条例》（国务院令第492号），编制本指南。", "国务院令第492号"),
        ("根据自2008年5月1日起施行的《政府信息公开条例》，编制本指南。", "2008年5月1日起施行的《政府信息公开条例"),
        ("根据《政府信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订），编制本指南。", None),
        ("根据《政府信息公开条例》（国务院令第711号），编制本指南。", None),
    ],
)
def test_repealed_law_counts_unless_the_one_in_force_is_named(opening: str, law: str | None) -> None:
    [guide] = read({"/gk/": page(ucap(lines(opening=opening)))})
    assert guide.old_law == law


def test_the_name_of_a_body_that_is_no_more_does_not_count() -> None:
    former = [line.replace("某市水务局", "某市水利局") for line in lines()]
    [guide] = read({"/gk/": page(ucap(former)).replace("某市水务局", "某市水利局")})
    assert "机构名称" not in guide.elements


def test_without_a_registry_a_label_is_name_enough() -> None:
    [guide] = read({"/gk/": page(ucap(lines()))}, agency=None)
    assert set(guide.elements) == set(GUIDE_ELEMENTS)


def test_the_newest_guide_of_a_list_is_read() -> None:
    rows = "".join(
        f"<li><a href=/gk/t{year}.html>某市水务局政府信息公开指南（{year}版）</a><span>{year}-03-01</span></li>"
        for year in (2019, 2021, 2025)
    )
    markup = {"/gk/": f"<title>公开指南</title><ul class=list>{rows}</ul>"}
    for year, lost in ((2019, "传真号码"), (2021, "办公时间"), (2025, "")):
        markup[f"/gk/t{year}.html"] = page(ucap(lines(without=lost)))
    [guide] = read(markup)
    assert (guide.url, guide.column) == (f"{HOST}/gk/t2025.html", f"{HOST}/gk/")
    assert set(guide.elements) == set(GUIDE_ELEMENTS)


def test_a_guide_that_is_a_file_or_a_picture_is_not_read() -> None:
    text = "<p>某市水务局政府信息公开指南，请下载附件查看全文内容，如有疑问请与本机关联系，欢迎社会各界监督。</p>"
    [guide] = read({"/gk/": f"<title>指南</title><div id=UCAP-CONTENT>{text}<a href=/gk/a.pdf>指南.pdf</a></div>"})
    assert guide.doubt == "unreadable"


def test_a_guide_kept_on_another_site_is_judged_there() -> None:
    assert read({"/": navigation(政府信息公开指南="http://other.gov.cn/gk/")}) == []


def test_a_guide_that_the_crawl_did_not_reach_is_a_doubt() -> None:
    [guide] = read({})
    assert (guide.doubt, guide.elements) == ("incomplete_crawl", ())
