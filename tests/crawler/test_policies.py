"""The documents and interpretations of a small site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.readers.documents import headings, shingles
from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.policies import survey
from storage.records import Agency, Interpretation, Policy, PolicyShelf, Registry, Site
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, navigation

OWN = Agency(id="a", name="东河市民政局", short_name="市民政局", klass="department")
SUPERIOR = Agency(id="b", name="东河市人民政府", short_name="市政府", klass="municipal")
HEAD = (
    "<table><tr><td>索引号</td><td>DH-2026-0012</td><td>发文机关</td><td>{issuer}</td></tr>"
    "<tr><td>发文字号</td><td>{number}</td><td>成文日期</td><td>2026-03-01</td></tr><tr><td>有效性</td><td>有效</td></tr></table>"
)


def article(title: str, *, head: str = "", body: str = "", beside: str = "") -> str:
    main = f"<div id=zoom><p>{PROSE * 3}{body}</p></div>"
    return f"<title>{title}</title><h1>{title}</h1><div>发布时间：2026-03-02</div>{head}{main}{beside}"


def site(policies: dict[str, str], interpretations: dict[str, str]) -> list[Policy | Interpretation]:
    """What is read of a site with a column of documents and one of interpretations: title -> page."""
    markup = {"/": navigation(政策文件="/zc/", 政策解读="/jd/")}
    for folder, pages in (("/zc/", policies), ("/jd/", interpretations)):
        rows = "".join(
            f"<li><a href={folder}{at}.html>{title}</a><span>2026-03-02</span></li>" for at, title in enumerate(pages)
        )
        markup[folder] = f"<ul>{rows}</ul>"
        markup |= {f"{folder}{at}.html": page for at, page in enumerate(pages.values())}
    portal = Portal(markup)
    own = Site(id="own", agency="a", name="东河民政", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={"a": OWN, "b": SUPERIOR}, sites={"own": own})
    columns, entries = survey_columns(portal, own, registry, AS_OF)
    seen = Surveyed(pages=portal, site=own, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return [found for found in survey(seen) if not isinstance(found, PolicyShelf)]


def policy(title: str, *, issuer: str = "东河市民政局", number: str = "东民规〔2026〕3号", **parts: str) -> Policy:
    head = HEAD.format(issuer=issuer, number=number)
    [found] = site({title: article(title, head=head, **parts)}, {})
    assert isinstance(found, Policy)
    return found


def test_a_document_is_read_with_its_particulars() -> None:
    found = policy("关于印发《东河市停车管理办法》的通知")
    assert (found.number, found.issuer, found.written) == ("东民规〔2026〕3号", "东河市民政局", date(2026, 3, 1))
    assert (found.published, found.weak_date, found.validity, found.kind) == (
        date(2026, 3, 2),
        False,
        "有效",
        "规范性文件",
    )
    assert (found.owner, found.reprint, found.binding, found.missing) == ("a", False, True, ())


@pytest.mark.parametrize(
    ("title", "issuer", "number", "owner", "reprint"),
    [
        ("国务院办公厅关于推进养老服务发展的意见", "东河市民政局", "国办发〔2026〕5号", None, True),
        ("关于推进养老服务发展的意见", "", "国办发〔2026〕5号", None, True),
        ("关于印发《养老服务规定》的通知", "民政部", "民发〔2026〕5号", None, True),
        ("关于印发《东河市养老规定》的通知", "东河市人民政府办公厅", "东府办规〔2026〕5号", "b", False),
        ("市民政局、市财政局关于印发《东河市养老规定》的通知", "", "东民规〔2026〕5号", "a", False),
        ("市财政局、市民政局关于印发《东河市养老规定》的通知", "", "东财规〔2026〕5号", None, True),
        ("关于印发《东河市养老规定》的通知", "", "东民规〔2026〕5号", "a", None),
    ],
)
def test_a_document_is_charged_to_the_body_that_leads(
    title: str, issuer: str, number: str, owner: str | None, reprint: bool | None
) -> None:
    found = policy(title, issuer=issuer, number=number)
    assert (found.owner, found.reprint) == (owner, reprint)


@pytest.mark.parametrize(
    ("source", "reprint"),
    [("东河市民政局", False), ("市民政局", False), ("国务院办公厅", True), ("市融媒体中心", None)],
)
def test_the_source_tells_whose_a_document_is_where_nothing_else_does(source: str, reprint: bool | None) -> None:
    page = article("关于加强停车管理的意见").replace("2026-03-02", f"2026-03-02 来源：{source} ", 1)
    [found] = site({"关于加强停车管理的意见": page}, {})
    assert isinstance(found, Policy)
    assert found.reprint is reprint


def test_news_approvals_personnel_and_annexes_are_no_documents() -> None:
    titles = (
        *("市政府召开会议学习停车管理办法", "关于停车楼工程可行性研究报告的批复"),
        *("关于张三等同志任免职的通知", "附件：停车场一览表"),
    )
    assert site({title: article(title) for title in titles}, {}) == []


def test_routine_notices_set_no_rules() -> None:
    assert not policy("关于2026年清明节放假的通知", number="东民办〔2026〕8号").binding


def test_what_stands_nowhere_on_the_page_is_missing() -> None:
    [found] = site({"关于加强停车管理的通知": article("关于加强停车管理的通知")}, {})
    assert isinstance(found, Policy)
    assert found.missing == ("发文字号", "发文机关", "成文日期")


def test_only_interpretations_are_taken_from_their_column() -> None:
    pages = {
        "《东河市停车管理办法》政策解读": article("《东河市停车管理办法》政策解读"),
        "市政府召开常务会议": article("市政府召开常务会议"),
        "停车那些事": article("停车那些事"),
        "便民停车": article(
            "便民停车", body="近日我局出台了《东河市停车管理办法》。一、制定背景。二、主要内容。三、适用范围。"
        ),
    }
    assert [found.title for found in site({}, pages)] == ["《东河市停车管理办法》政策解读", "便民停车"]


@pytest.mark.parametrize(
    ("title", "body", "form"),
    [
        ("《东河市停车管理办法》政策解读", "", "text"),
        ("一图读懂停车管理办法", "", "infographic"),
        ("停车管理办法解读", "<video src=a.mp4></video>", "video"),
        ("停车管理办法政策问答", "", "qa"),
        ("停车管理办法解读", "问：怎么收费？答：按小时。问：谁来收？答：管理员。", "qa"),
        ("市政府新闻发布会介绍《东河市停车管理办法》有关情况", "", "press"),
        ("专家解读停车管理办法", "", "expert"),
    ],
)
def test_the_form_of_an_interpretation_is_told(title: str, body: str, form: str) -> None:
    [found] = site({}, {title: article(title, body=body)})
    assert isinstance(found, Interpretation)
    assert found.form == form


def test_related_links_boards_and_services_are_read() -> None:
    related = "<div><h4>相关解读</h4><a href=/jd/0.html>解读</a></div>"
    beside = f"{related}<a href=/bs/1.html>在线办理</a><a href=/ly/>政策留言</a>"
    found = policy("关于印发《东河市停车管理办法》的通知", body="申请人可通过“一网通办”平台提出申请。", beside=beside)
    assert f"{HOST}/jd/0.html" in found.links
    assert [service.text for service in found.services] == ["在线办理"]
    assert found.board
    assert found.names_service


def test_a_document_names_what_it_puts_out_of_force() -> None:
    body = "本办法自2026年4月1日起施行。《东河市机动车停放规定》（东府发〔2020〕3号）同时废止。"
    assert policy("东河市停车管理办法", body=body).repeals == ("东河市机动车停放规定",)


def test_headings_and_runs_of_a_text() -> None:
    assert headings("一、制定背景 某某。（二）主要内容 某某") == ("制定背景", "主要内容")
    assert set(shingles(PROSE)) <= set(shingles(f"前言。{PROSE}后记"))


SEEDS = {
    "000": (
        "2019年上海市发展和改革委员会政务公开工作要点 ( 2019年06月28日 )",
        ("2019年上海市发展和改革委员会政务公开工作要点", "上海市发展和改革委员会"),
        (date(2019, 6, 28), None),
        ("成文日期",),
    ),
    "002": (
        "上海市国有资产监督管理委员会2024年政务公开工作要点",
        ("上海市国有资产监督管理委员会2024年政务公开工作要点", "上海市国有资产监督管理委员会"),
        (date(2026, 3, 2), date(2024, 5, 1)),
        (),
    ),
    "003": (
        "上海市松江区人民政府办公室关于印发《2021年松江区政务公开工作要点》的通知",
        (
            "上海市松江区人民政府办公室关于印发《2021年松江区政务公开工作要点》的通知",
            "上海市松江区人民政府办公室",
        ),
        (date(2021, 4, 15), None),
        ("发文字号", "成文日期"),
    ),
    "004": (
        "2024年上海市规划和自然资源局政务公开工作要点 发布日期:2024-05-08",
        ("2024年上海市规划和自然资源局政务公开工作要点", "上海市规划和自然资源局"),
        (date(2024, 5, 8), None),
        ("成文日期",),
    ),
}
"""Heading, name and issuer, days of publication (of 002 in the list alone) and of writing, what is missing."""


@pytest.mark.parametrize("name", SEEDS)
def test_the_city_documents_of_open_government_have_their_particulars(name: str, testdata: Path) -> None:
    heading, named, days, missing = SEEDS[name]
    [file] = (testdata.parent / "seeds").glob(f"{name}_*.txt")
    lines = "".join(f"<p>{line}</p>" for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    markup = f"<title>{heading}</title><h1>{heading}</h1><div id=zoom>{lines}</div>"
    [found] = site({named[0]: markup}, {})
    assert isinstance(found, Policy)
    assert (found.title, found.issuer) == named
    assert (found.published, found.written) == days
    assert (found.number, found.kind, found.binding, found.act) == (None, "other", False, "")
    assert found.missing == missing


def test_what_sums_up_annual_reports_is_no_document(testdata: Path) -> None:
    [file] = (testdata.parent / "seeds").glob("001_*.txt")
    text = file.read_text(encoding="utf-8")
    title = "上海市2020年政府信息公开工作年度报告"
    assert site({title: f"<title>{title}</title><h1>{title}</h1><div id=zoom><p>{text}</p></div>"}, {}) == []


def test_a_long_text_in_a_column_of_documents_is_no_interpretation() -> None:
    told = "制定背景。目标任务。主要内容。适用范围。联系电话：0999-1234567。"
    assert site({"东河市停车情况": article("东河市停车情况", body=told)}, {}) == []


def test_documents_are_known_by_their_column_on_whichever_page_of_its_list() -> None:
    head = HEAD.format(issuer="东河市民政局", number="")
    titles = [f"关于印发《东河市{thing}管理办法》的通知" for thing in ("停车", "养犬", "供热", "燃气", "公墓", "殡葬")]
    rows = [f"<li><a href=/ku/{at}.html>{title}</a><span>2026-03-02</span></li>" for at, title in enumerate(titles)]
    pager = "<div class=pages>{}<a href=/ku/index_1.html>下一页</a> 共 2 页</div>"
    markup = {
        "/": navigation(规范性文件库="/ku/"),
        "/ku/": f"<ul>{''.join(rows[:3])}</ul>{pager}",
        "/ku/index_1.html": f"<ul>{''.join(rows[3:])}</ul>{pager}",
        **{f"/ku/{at}.html": article(title, head=head) for at, title in enumerate(titles)},
    }
    portal = Portal(markup)
    own = Site(id="own", agency="a", name="东河民政", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={"a": OWN, "b": SUPERIOR}, sites={"own": own})
    columns, entries = survey_columns(portal, own, registry, AS_OF)
    seen = Surveyed(pages=portal, site=own, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    found = list(survey(seen))
    documents = [one for one in found if isinstance(one, Policy)]
    assert [(one.library, one.kind) for one in documents] == [(True, "规范性文件")] * 6
    [shelf] = [one for one in found if isinstance(one, PolicyShelf)]
    assert (shelf.items, shelf.whole, shelf.complete, shelf.oldest) == (6, True, True, date(2026, 3, 2))
    del markup["/ku/index_1.html"]
    [part] = [one for one in survey(replace(seen, pages=Portal(markup))) if isinstance(one, PolicyShelf)]
    assert (part.items, part.whole) == (3, False)
