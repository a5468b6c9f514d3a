from __future__ import annotations

from datetime import date, datetime

import pytest

from crawler.readers.articles import read_article
from crawler.readers.reading import Article
from storage.records import SHANGHAI
from tests.crawler.readers.reading import AS_OF, HOST, PROSE, dom

TITLE = "关于印发《本市政务公开工作要点》的通知"
BODY = f"<p>{PROSE}</p>" * 4


def article(markup: str, url: str = f"{HOST}/zwgk/x.html") -> Article:
    return read_article(dom(markup, url), AS_OF)


def page(head: str = "", before: str = "", body: str = BODY) -> str:
    """An article as a publishing system writes it."""
    return (
        f"<html><head>{head}</head><body><div class=nav><a href=/>首页</a></div>"
        f"<div class=xl><h1>{TITLE}</h1><div class=info>{before}</div><div id=zoom>{body}</div></div></body></html>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        page(),
        page(head=f"<meta name=ArticleTitle content='{TITLE}'><title>市政府</title>"),
        f"<title>{TITLE}-某市人民政府</title><div id=zoom>{BODY}</div>",
        f"<title>{TITLE}_通知公告_某市财政局</title><div id=zoom>{BODY}</div>",
        f"<title>某市人民政府</title><div class=article-title>{TITLE}</div><div id=zoom>{BODY}</div>",
        f"<title>{TITLE}</title><h1>某市人民政府</h1><h2>{TITLE}</h2><div id=zoom>{BODY}</div>",
        f"<meta property=og:title content='{TITLE}'><title>某市人民政府</title><div id=zoom>{BODY}</div>",
        f"<title>某市人民政府</title><div class=rich_media_title>\n  {TITLE}\n</div><div id=js_content>{BODY}</div>",
    ],
)
def test_the_title_is_read_without_site_and_column(markup: str) -> None:
    assert article(markup).title == TITLE


def test_a_title_in_two_lines_is_one() -> None:
    assert article(page().replace("的通知</h1>", "<br>\n   的通知</h1>")).title == TITLE.replace("的通知", " 的通知")


def test_a_page_without_any_title_has_none() -> None:
    assert article("<p>字").title is None


@pytest.mark.parametrize(
    ("head", "before", "origin"),
    [
        ("<meta name=PubDate content='2026-03-05'>", "", "meta"),
        ("<meta name=pubdate content='2026年3月5日'>", "", "meta"),
        ("<meta property=article:published_time content='2026-03-05'>", "", "meta"),
        ("", "发布时间：2026-03-05", "label"),
        ("", "<span>发布日期:</span><span>2026年3月5日</span>", "label"),
        ("", "【发布时间】 2026/3/5", "label"),
        ("", "来源：市政府办公厅 日期：2026-03-05 阅读：12", "label"),
        ("", "更新时间：2026-03-05", "label"),
        ("", "2026-03-05 浏览：12", "visible"),
        ("", "（2026-03-05）", "visible"),
        ("", "2026年03月05日 来源：市政府办公厅", "visible"),
        ("<script>var pubtime = '2026-03-05';</script>", "", "script"),
        ("<script>var createTime = '2026-03-05';</script>", "", "script"),
    ],
)
def test_the_day_of_publication_is_read(head: str, before: str, origin: str) -> None:
    found = article(page(head, before))
    assert (found.published, found.published_from) == (date(2026, 3, 5), origin)
    assert found.doubts == ()


def test_a_time_is_read_where_one_is_printed() -> None:
    moment = datetime(2026, 3, 5, 8, 30, tzinfo=SHANGHAI)
    assert article(page(before="发布时间：2026-03-05 08:30")).published == moment
    assert article(page(head=f"<script>var ct = '{int(moment.timestamp())}';</script>")).published == moment


def test_a_day_in_the_address_is_the_last_resort() -> None:
    found = article(page(), f"{HOST}/zwgk/t20260305_1.html")
    assert (found.published, found.published_from) == (date(2026, 3, 5), "url")
    assert article(page(before="（2026-03-04）"), f"{HOST}/zwgk/t20260305_1.html").published == date(2026, 3, 4)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>自2026年3月1日起施行，{PROSE}</p>",
        f"<p>截至2026年3月1日，{PROSE}</p>",
        f"<p>2026年3月1日，{PROSE}</p>",
    ],
)
def test_a_day_in_a_sentence_is_no_day_of_publication(body: str) -> None:
    assert article(page(body=body)).published is None


def test_a_day_at_the_end_of_a_sentence_is_no_day_of_publication() -> None:
    assert article(page(body=f"<p>{PROSE}截止日期为2026年3月1日。</p>{BODY}")).published is None


def test_a_day_alone_between_title_and_text_is_read() -> None:
    found = article(page(before="<span>2026-03-05</span>"))
    assert (found.published, found.published_from) == (date(2026, 3, 5), "visible")


def test_the_label_beats_other_days_on_the_page() -> None:
    markup = page(before="成文日期：2026-03-01 发布时间：2026-03-05").replace("首页", "今天是2026年3月10日 首页")
    assert article(markup).published == date(2026, 3, 5)


def test_nonsense_days_are_none() -> None:
    assert article(page(before="发布时间：2026-13-45")).published is None
    assert article(page(head="<meta name=PubDate content='0000-00-00'>")).published is None


def test_a_nonsense_tag_gives_way_to_the_printed_day() -> None:
    found = article(page(head="<meta name=PubDate content='$pubdate'>", before="发布时间：2026-03-05"))
    assert (found.published, found.published_from) == (date(2026, 3, 5), "label")


def test_a_tag_that_contradicts_the_page_is_a_doubt() -> None:
    found = article(page(head="<meta name=PubDate content='2026-03-05'>", before="发布时间：2026-02-05"))
    assert found.published == date(2026, 3, 5)
    assert found.doubts == ("meta_vs_visible",)


def test_a_future_day_is_a_doubt() -> None:
    assert article(page(before="发布时间：2026-03-11")).doubts == ("future_date",)
    assert article(page(before="发布时间：2026-03-10")).doubts == ()


def test_the_text_is_the_article_alone() -> None:
    text = article(page(body=f"{BODY}<script>var a</script><style>p{{}}</style><!-- x -->")).text
    assert text == " ".join([PROSE] * 4)


def test_without_a_known_container_the_densest_block_is_the_article() -> None:
    links = "".join(f"<a href=/{number}>相关链接{number}号文章标题</a>" for number in range(40))
    text = article(f"<div class=a>{links}</div><div class=b>{BODY}</div><div class=c>版权所有</div>").text
    assert text == " ".join([PROSE] * 4)


@pytest.mark.parametrize(
    "printed", ["来源：市政府办公厅", "信息来源: 市政府办公厅", "发布机构：市政府办公厅 ", "稿件来源：市政府办公厅）"]
)
def test_the_source_is_read(printed: str) -> None:
    assert article(page(before=printed)).source == "市政府办公厅"
    assert article(page()).source is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("沪府规〔2026〕3号", "沪府规〔2026〕3号"),
        ("沪府办[2026]003号", "沪府办〔2026〕3号"),
        ("沪财预（2026）12 号", "沪财预〔2026〕12号"),
        ("文号：沪府发﹝2026﹞1号", "沪府发〔2026〕1号"),
        ("根据沪府规〔2025〕9号，", None),
        ("没有文号", None),
    ],
)
def test_the_document_number_is_read(printed: str, number: str | None) -> None:
    assert article(page(body=f"<p>{printed}</p>{BODY}")).number == number


def test_a_decree_has_its_number_behind_the_label() -> None:
    assert article(page(before="文号：某市人民政府令第 12 号")).number == "某市人民政府令第12号"


def test_attachments_are_read_inside_and_beside_the_article() -> None:
    body = f"{BODY}<a href=a.pdf>附件1</a><a href='/down?id=3'>目录.xlsx</a><a href=b.html>相关</a><a href=a.pdf>再</a>"
    found = article(page(body=body) + "<div class=fujian><a href=c.docx title=附件3></a></div>")
    assert [(file.text, file.url) for file in found.attachments] == [
        ("附件1", f"{HOST}/zwgk/a.pdf"),
        ("目录.xlsx", f"{HOST}/down?id=3"),
        ("附件3", f"{HOST}/zwgk/c.docx"),
    ]


CARD = (
    "<table><tr><td>索引号：</td><td>330000-12</td><td>成文日期：</td><td>2026年03月01日</td></tr>"
    "<tr><td>标题：</td><td>关于做好春季防火工作的通知</td><td>发布日期：</td><td>2026年03月05日</td></tr></table>"
)


def test_the_table_of_particulars_above_the_title_beats_the_signature_below_the_text() -> None:
    markup = (
        f"<html><body>{CARD}<h1>关于做好春季防火工作的通知</h1><div class=content><p>{PROSE}</p>"
        "<p>某市人民政府办公室</p><p>2026年3月1日</p></div></body></html>"
    )
    found = article(markup)
    assert (found.published, found.published_from) == (date(2026, 3, 5), "label")


def test_a_label_without_a_source_behind_it_names_none() -> None:
    assert article(page(before="信息来源： 发布时间：2026-03-05 阅读次数：")).source is None
