"""Links that no visitor sees."""

from __future__ import annotations

import pytest

from checks.rules.hidden_links import hidden_links
from tests.checks.facts import HOME, findings, hidden, page, reasons, url


def test_what_has_no_honest_reason_and_leads_to_strangers_fails() -> None:
    [found] = findings(hidden_links, page(), hidden())
    assert (found.subject, found.page, found.reason, str(found.outcome)) == ("http://x.top/", HOME, "invisible", "fail")


def test_words_and_cloaking_scripts_fail() -> None:
    assert reasons(hidden_links, page(), hidden(ways=("not_displayed",), words=("pg电子",))) == [("injected", "fail")]
    assert reasons(hidden_links, page(), hidden(ways=("script",))) == [("cloaked", "fail")]


def test_what_is_merely_not_displayed_is_a_doubt_where_it_leads_to_a_stranger() -> None:
    blocks = hidden(ways=("not_displayed",), targets=("http://x1.top/",))
    assert reasons(hidden_links, page(), blocks) == [("invisible", "unsure")]
    assert not findings(hidden_links, page(), hidden(ways=("not_displayed",), targets=()))
    assert not findings(hidden_links, page(), hidden(ways=("not_displayed",), reasoned=True))


def test_what_a_name_explains_is_no_proof() -> None:
    assert reasons(hidden_links, page(), hidden(reasoned=True)) == [("invisible", "unsure")]


@pytest.mark.parametrize(
    "target", ["http://www.beijing.gov.cn/", "https://weibo.com/x", "http://www.people.com.cn/a", HOME]
)
def test_known_hosts_may_be_linked_out_of_sight(target: str) -> None:
    assert not findings(hidden_links, page(), hidden(targets=(target,)))


def test_one_block_on_many_pages_is_one_finding() -> None:
    pages = [page(f"{number}.html") for number in range(5)]
    [found] = findings(hidden_links, page(), *pages, *(hidden(url=one.url) for one in pages), hidden())
    assert (found.detail["pages"], found.page) == (6, HOME)
    assert url("0.html") in found.detail["examples"]
