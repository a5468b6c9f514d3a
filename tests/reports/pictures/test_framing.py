"""The element of which a finding speaks is framed in the markup of its page, and nobody's numbers stay in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.dom import Dom
from reports.pictures import framing
from storage.records import Finding, Outcome
from tests.reports import stored


def found(subject: str, **detail: object) -> Finding:
    return Finding(
        target="portal",
        check="broken_links",
        reason="gone",
        outcome=Outcome.FAIL,
        subject=subject,
        page=stored.HOME,
        detail=detail,
    )


def dom(text: str) -> Dom:
    return Dom(text, url=stored.HOME, encoding="utf-8")


@pytest.mark.parametrize(
    ("markup", "framed"),
    [
        ("<a href=x.html>旧</a><a href='gone.html#top'>办事指南</a>", "办事指南"),
        ("<a href='//www.example.gov.cn/gone.html' style='color:red'>办事指南</a>", "办事指南"),
        ("<a href=x.html>旧</a>", None),
    ],
)
def test_the_first_element_that_names_the_address_is_framed(markup: str, framed: str | None) -> None:
    html, there = framing.outlined(dom(markup), found(stored.GONE))
    assert there == (framed is not None)
    assert html.count("outline: 4px") == int(there)
    if framed:
        assert re.search(rf"<a [^>]*outline: 4px[^>]*>{framed}", html)


def test_a_selector_picks_its_element_and_a_faulty_one_none() -> None:
    page = "<p id=one>一</p><p id=two>二</p>"
    html, there = framing.outlined(dom(page), found("http://x.cn/", selector="#two"))
    assert there
    assert re.search(r"<p [^>]*two[^>]*outline", html)
    assert not framing.outlined(dom(page), found("http://x.cn/", selector="p[[["))[1]


def test_numbers_of_persons_are_masked_in_the_picture() -> None:
    html, _ = framing.outlined(dom("<p>证件 310101199001011234，手机 13812345678</p>"), found(stored.GONE))
    assert "310101199001011234" not in html
    assert "13812345678" not in html


def of(check: str, subject: str = stored.HOME, page: str = stored.HOME, **detail: object) -> Finding:
    return Finding(
        target="portal", check=check, reason="x", outcome=Outcome.FAIL, subject=subject, page=page, detail=detail
    )


def framed(markup: str, finding: Finding) -> str | None:
    """The text of the framed element."""
    html, there = framing.outlined(dom(markup), finding)
    if not there:
        return None
    node = Dom(html, url="", encoding="utf-8").tree.css_first(f"[{framing.MARK}]")
    assert node is not None
    return str(node.text()).strip()


@pytest.mark.parametrize(
    ("check", "detail", "markup", "text"),
    [
        (
            "stale_columns",
            {"newest": "2026-10-28"},
            "<li>甲<i>2026年10月28日</i><li>乙<i>2026-10-27</i>",
            "2026年10月28日",
        ),
        ("stale_columns", {"newest": "2026-10-08"}, "<ul><li>甲<i>[10-08]</i></ul>", "[10-08]"),
        (
            "obsolete_laws",
            {"excerpt": "根据《合同法》规定"},
            "<p>一</p><p>根据《合同法》规定，制定</p>",
            "根据《合同法》规定，制定",
        ),
        (
            "exposed_personal_data",
            {"excerpt": "身份号码：****，教师"},
            "<p>身份号码：1234，教师</p>",
            "身份号码：1234，教师",
        ),
        ("unbalanced_annual_reports", {"row": "行政复议"}, "<table><td>行政复议</td><td>15</td></table>", "行政复议"),
        ("missing_footer_elements", {"element": "sponsor"}, "<div>页头</div><div class='pagefoot'>电话</div>", "电话"),
        ("missing_channels", {}, "<p>首页</p>", None),
        ("obsolete_laws", {"excerpt": "不在网页上的话"}, "<p>首页</p>", None),
        ("spam_content", {"excerpt": "只在脚本里"}, "<script>'只在脚本里'</script><p>首页</p>", None),
    ],
)
def test_the_words_that_a_finding_quotes_are_framed_where_they_stand(
    check: str, detail: dict[str, object], markup: str, text: str | None
) -> None:
    assert framed(markup, of(check, **detail)) == text


def test_the_thing_at_fault_is_drawn_and_of_a_link_the_page_that_has_it() -> None:
    report, column = "http://www.example.gov.cn/nb.html", "http://www.example.gov.cn/nb/"
    assert framing.places(of("unbalanced_annual_reports", report, column)) == (report, column)
    assert framing.places(of("broken_links", report, column)) == (column,)
    assert framing.places(of("missing_columns")) == (stored.HOME,)


def test_what_no_visitor_sees_has_no_picture() -> None:
    assert not framing.visible(of("missing_page_tags"))
    assert not framing.visible(of("faulty_certificates"))
    assert framing.visible(of("broken_links"))


def test_images_become_boxes_but_the_broken_one_stays_broken() -> None:
    gone = "http://www.example.gov.cn/a.jpg"
    html, _ = framing.outlined(dom("<img src=/a.jpg srcset='/b.jpg 2x'><img src=/c.jpg>"), of("broken_links", gone))
    assert html.count("data:image/svg+xml") == 1
    assert "/a.jpg" in html
    assert "srcset" not in html


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_page_and_any_words_make_a_page(markup: str, words: str) -> None:
    html, _ = framing.outlined(dom(markup), of("spam_content", excerpt=words, selector=words))
    assert html.count(framing.FRAME.split(";")[0]) <= 1 + markup.count("outline")
