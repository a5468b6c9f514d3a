"""Attachments without a link, and laws out of force on which articles rest."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.page import read_page
from storage.records import LawCitation, UnlinkedAttachment

TODAY = date(2026, 3, 1)
PROSE = "<p>为贯彻落实国务院办公厅关于政府网站建设的要求，结合本市实际，现将有关事项通知各单位，请认真执行。</p>" * 3


def read(body: str, *, day: str = "2024-05-08", title: str = "关于印发工作要点的通知") -> list[object]:
    text = (
        f"<html><head><title>{title}</title></head><body><div><a href=/>首页</a></div>"
        f"<div class=article><h1>{title}</h1><div>发布时间：{day}　来源：市局</div>"
        f"<div class=content>{PROSE}{body}</div></div></body></html>"
    )
    reading = read_page(text, url="http://a.gov.cn/zw/1.html", encoding="utf-8", as_of=TODAY)
    assert str(reading.article.published)[:10] == day
    return [one for one in reading.records if isinstance(one, LawCitation | UnlinkedAttachment)]


@pytest.mark.parametrize(
    "end",
    ["<p>附件：2024年信息公开工作分解表</p>", "<p>附件1：名单</p><p>附件2：申请表</p>", "<p>附件:</p><p>1.分解表</p>"],
)
def test_a_named_attachment_without_a_link_is_missing(end: str) -> None:
    [found] = read(f"{end}<p>2024年5月1日</p>")
    assert isinstance(found, UnlinkedAttachment)
    assert found.certain
    assert found.name


def test_a_bare_word_at_the_end_is_a_doubt() -> None:
    [found] = read("<p>附件：</p>")
    assert isinstance(found, UnlinkedAttachment)
    assert not found.certain


@pytest.mark.parametrize(
    "end",
    [
        "<p>附件：<a href='/a.doc'>分解表</a></p>",
        "<p>附件：分解表</p><p><a href='/download?id=1'>点击下载</a></p>",
        "<p>附件：分解表</p><p>2024年5月1日</p><p>附件</p><p>分解表</p><p>一、任务</p>",
        "<p>附件：分解表</p><p><img src='/table.jpg'></p>",
        f"<p>附件：分解表</p>{PROSE * 4}",
        "<p>请将附件中的表格填好后寄回。</p>",
    ],
)
def test_an_attachment_that_is_linked_printed_or_only_spoken_of_is_not_missing(end: str) -> None:
    assert not read(end)


@pytest.mark.parametrize(
    ("said", "law"),
    [
        ("根据《中华人民共和国合同法》有关规定，双方签订合同。", "合同法"),
        ("依据《行政处罚法》《环境噪声污染防治法》等法律法规，制定本办法。", "环境噪声污染防治法"),
        ("按照《中华人民共和国物权法》和有关规定办理登记。", "物权法"),
        ("根据《政府信息公开条例》（国务院令第492号），编制本指南。", "政府信息公开条例"),
    ],
)
def test_a_law_out_of_force_is_no_basis(said: str, law: str) -> None:
    [found] = read(f"<p>{said}</p>")
    assert isinstance(found, LawCitation)
    assert (found.law, found.certain) == (law, True)


@pytest.mark.parametrize(
    "said",
    [
        "《中华人民共和国合同法》同时废止。",
        "根据原《中华人民共和国合同法》有关规定，当年签订的合同继续有效。",
        "根据当时施行的《中华人民共和国合同法》处理。",
        "根据《中华人民共和国民法典》办理登记。",
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号）办理。",
        "会议回顾了《婚姻法》的历史沿革。",
        "根据《中华人民共和国行政处罚法》，当事人提到《合同法》一书。",
    ],
)
def test_what_is_current_or_speaks_of_the_past_is_left_alone(said: str) -> None:
    assert not read(f"<p>{said}</p>")


def test_pages_older_than_the_change_are_left_alone() -> None:
    said = "<p>根据《中华人民共和国合同法》有关规定，双方签订合同。</p>"
    assert not read(said, day="2020-12-31")
    assert read(said, day="2021-01-01")


def test_older_law_may_apply_to_a_case() -> None:
    said = "<p>根据《中华人民共和国合同法》有关规定，判令支付。</p>"
    [found] = read(said, title="行政处罚决定书")
    assert isinstance(found, LawCitation)
    assert not found.certain


def test_a_law_printed_whole_is_a_doubt() -> None:
    [found] = read("<p>第一条　为了保护合同当事人的合法权益，制定本法。</p>", title="中华人民共和国合同法")
    assert isinstance(found, LawCitation)
    assert found.whole
