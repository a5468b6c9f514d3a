from __future__ import annotations

import pytest

from crawler.readers.footer import Footer, read_footer
from crawler.readers.links import read_links
from storage.records import FOOTER_ELEMENTS
from tests.crawler.readers.reading import PROSE, dom, page

FOOT = """<div class=footer>
<a href="http://bszs.conac.cn/sitename?method=show"><img src="/images/blue.png" alt="党政机关"></a>
<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3100000001"><img src="/images/jiucuo.png"></a>
<a href="/wzdt/">网站地图</a>
<p>主办单位：某市人民政府办公厅 政府网站标识码：3100000001</p>
<p>联系电话：021-12345678 地址：某市大道1号</p>
<p><a href="https://beian.miit.gov.cn/">沪ICP备12345678号-1</a> 沪公网安备31010102000001号</p></div>"""


def read(markup: str, article: str = "") -> Footer:
    parsed = dom(markup)
    return read_footer(parsed, read_links(parsed), article)


def test_all_eight_elements_are_read() -> None:
    found = read(FOOT)
    assert tuple(found.elements) == FOOTER_ELEMENTS
    assert found.elements["sponsor"] == "某市人民政府办公厅"
    assert found.elements["site_id_code"] == "3100000001"
    assert found.elements["icp_number"] == "沪ICP备12345678号-1"
    assert found.elements["police_filing"] == "沪公网安备31010102000001号"
    assert found.elements["contact"].startswith("联系电话:021-12345678")
    assert found.elements["sitemap_link"] == "网站地图"
    assert not found.by_script


@pytest.mark.parametrize(
    ("markup", "name", "value"),
    [
        ("主办：某市人民政府", "sponsor", "某市人民政府"),
        ("主 办 单 位： 某市人民政府", "sponsor", "某市人民政府"),
        ("主办单位:某市人民政府 承办单位:某市大数据中心", "sponsor", "某市人民政府"),
        ("某市人民政府办公厅主办", "sponsor", "某市人民政府办公厅"),
        ("版权所有：某市财政局", "sponsor", "某市财政局"),
        ("<b>主办单位</b><i>：</i><span>某市人民政府</span>", "sponsor", "某市人民政府"),
        ("网站标识码：3101010001", "site_id_code", "3101010001"),
        ("政府网站标识码 BM12345678", "site_id_code", "BM12345678"),
        ("标识码为：BM12345678", "site_id_code", "BM12345678"),
        ("沪ＩＣＰ备１２３４５６７８号", "icp_number", "沪ICP备12345678号"),
        ("京ICP备 05070218 号", "icp_number", "京ICP备 05070218 号"),
        ("沪icp备12345678号", "icp_number", "沪icp备12345678号"),
        ("沪公网安备 31010102000001号", "police_filing", "沪公网安备 31010102000001号"),
        ("<a href='http://www.beian.gov.cn/x?recordcode=31010102000001'>备案</a>", "police_filing", "31010102000001"),
        ("电话：12345", "contact", "电话:12345"),
        ("联系我们：webmaster@example.gov.cn", "contact", "联系我们:webmaster@example.gov.cn"),
        ("地 址：大道1号", "contact", "地 址:大道1号"),
        ("<a href=/map>站点地图</a>", "sitemap_link", "站点地图"),
        ("<a href=/map>Sitemap</a>", "sitemap_link", "Sitemap"),
        ("<a href=/map><img alt=网站地图></a>", "sitemap_link", "网站地图"),
        ("<a href=http://zfwzzc.www.gov.cn/x></a>", "error_report_entry", "http://zfwzzc.www.gov.cn/x"),
        ("<a href=/zc>我为政府网站找错</a>", "error_report_entry", "我为政府网站找错"),
        ("<a href=/zc><img alt=政府网站找错></a>", "error_report_entry", "政府网站找错"),
        ("<a href=http://bszs.conac.cn/x></a>", "party_gov_badge", "http://bszs.conac.cn/x"),
        ("<img alt=党政机关标识 src=/x.png>", "party_gov_badge", "党政机关标识"),
        ("<script src=//dcs.conac.cn/js/x.js></script>", "party_gov_badge", "http://dcs.conac.cn/js/x.js"),
    ],
)  # fmt: skip
def test_an_element_is_read_in_every_spelling(markup: str, name: str, value: str) -> None:
    assert read(f"<p>{PROSE}</p><div>{markup}</div>").elements == {name: value}


@pytest.mark.parametrize(
    "text",
    [
        "本次论坛由上海市人民政府主办，某市财政局承办。",
        "主办单位：某市人民政府",
        "网站标识码：3101010001",
        "请拨打联系电话：12345",
        "某网站未公示沪ICP备12345678号",
    ],
)
def test_an_article_that_speaks_of_it_is_no_footer(text: str) -> None:
    markup = f"<title>公告</title><h1>公告</h1><div id=zoom><p>{PROSE * 4}</p><p>{text}</p></div><div>返回</div>"
    assert page(markup).footer == {}


def test_a_short_article_that_speaks_of_it_is_no_footer() -> None:
    markup = "<title>公告</title><h1>公告</h1><div id=zoom><p>{}本次论坛由上海市人民政府主办。</p></div><div>返回</div>"
    assert page(markup.format(PROSE)).footer == {}


def test_a_code_in_small_letters_is_read_in_capitals() -> None:
    assert read(f"<p>{PROSE}</p><div>网站标识码：bm12345678</div>").elements == {"site_id_code": "BM12345678"}


def test_a_footer_below_an_article_is_read() -> None:
    markup = f"<h1>公告</h1><div id=zoom><p>{PROSE * 9}</p><p>主办单位：别处</p></div>{FOOT}"
    assert page(markup).footer["sponsor"] == "某市人民政府办公厅"
    assert len(page(markup).footer) == len(FOOTER_ELEMENTS)


def test_a_footer_is_never_the_article_of_a_page() -> None:
    words = f"<p>{PROSE}</p><p>主办单位：某市人民政府</p><p>沪ICP备12345678号 网站标识码：3100000001</p>"
    found = page(f"<div class=nav><a href=/a/>栏目</a></div><div class=x>{words}</div>")
    assert (found.article.text, found.footer["icp_number"]) == (PROSE, "沪ICP备12345678号")
    found = page(f"<div class=x><p>{'某市' * 60}</p></div><div>{words.replace(PROSE, '地图 ' * 60)}</div>")
    assert (found.article.text, found.footer["site_id_code"]) == ("某市" * 60, "3100000001")


def test_a_footer_that_stands_beside_the_article_in_the_body_is_read() -> None:
    found = page(f"<h1>公告</h1><p>{PROSE * 9}</p><p>主办单位：某市人民政府</p><p>沪ICP备12345678号-1</p>")
    assert found.article.text.endswith(PROSE)
    assert found.footer == {"sponsor": "某市人民政府", "icp_number": "沪ICP备12345678号-1"}


def test_a_page_without_a_footer_has_none_of_it() -> None:
    assert read(f"<p>{PROSE}</p>") == Footer({}, by_script=False)


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=footer></div>",
        "<div class=bottom> </div>",
        "<footer></footer><div class=foot></div>",
        "<script>$('#footer').load('/foot.html')</script>",
        "<script src=/js/footer.js></script>",
        "<iframe src=/common/foot.html></iframe>",
    ],
)
def test_a_footer_that_scripts_build_is_not_judged(markup: str) -> None:
    found = page(f"<div>{PROSE * 9}</div>{markup}")
    assert found.footer == {}
    assert found.needs_browser == "footer_by_script"
    assert not found.footer_seen
    assert page(f"<div>{PROSE * 9}</div>{markup}", rendered=True).footer_seen


@pytest.mark.parametrize("script", ["<script src=/js/jquery.js></script>", "<script>var foot = 1;</script>"])
def test_other_scripts_build_no_footer(script: str) -> None:
    found = page(f"<div>{PROSE * 9}</div><div class=footer>某市</div>{script}")
    assert found.needs_browser is None
    assert found.footer_seen


def test_a_whole_footer_needs_no_script() -> None:
    assert page(f"<div>{PROSE * 9}</div>{FOOT}<script src=/js/footer.js></script>").footer_seen


def test_a_footer_written_as_a_constant_is_read() -> None:
    found = read("<p>字</p><script>document.write('<p>主办单位：某市人民政府</p>')</script>")
    assert found.elements == {"sponsor": "某市人民政府"}
