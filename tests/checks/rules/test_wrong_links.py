from __future__ import annotations

import pytest

from checks.rules.wrong_links import wrong_links
from storage.records import Failure, Mentions, Sign
from tests.checks.facts import HOME, findings, link, looks, page, reasons, result, target, url

HOMEWARD = (Sign.TO_HOME,)


def sent(*texts: str, signs: tuple[Sign, ...] = HOMEWARD) -> tuple[object, ...]:
    """A home page whose links, with these texts, lead to an address that ends on a home page."""
    return (page(), *(link("", "old.html", text=text) for text in texts), target("old.html", 200, signs=signs))


def test_an_article_that_became_the_home_page_is_a_wrong_link() -> None:
    [found] = findings(wrong_links, *sent("关于印发规划的通知"))
    assert (found.reason, str(found.outcome), found.subject, found.page) == ("sent_home", "fail", url("old.html"), HOME)
    assert (found.detail["text"], found.detail["pages"], found.detail["on_home"]) == ("关于印发规划的通知", 1, True)


@pytest.mark.parametrize(
    "text", ["首页", "网站首页", "返回首页", "明州市人民政府", "中国政府网", "某局门户网站", "Home", ""]
)
def test_a_link_that_promises_a_home_page_is_right(text: str) -> None:
    assert not findings(wrong_links, *sent(text))


def test_one_link_that_promises_something_else_is_enough() -> None:
    [found] = findings(wrong_links, *sent("首页", "办事指南"))
    assert found.subject == url("old.html")


@pytest.mark.parametrize("signs", [(), (Sign.TO_HOME, Sign.RANDOM_TO_HOME), (Sign.TO_HOME, Sign.LIKE_MISSING)])
def test_hosts_that_send_everything_home_are_no_matter_of_this_check(signs: tuple[Sign, ...]) -> None:
    judged = result(wrong_links, *sent("通知", signs=signs))
    assert (judged.findings, judged.examined) == ((), 1)


@pytest.mark.parametrize("other", [404, 200, Failure.TIMEOUT])
def test_every_look_must_have_ended_there(other: int | Failure) -> None:
    [edge] = [link("", "old.html", text="通知")]
    first, second = looks(200, 200, signs=HOMEWARD)[0], looks(200, other)[1]
    seen = target("old.html", 200)
    assert not findings(wrong_links, page(), edge, type(seen)(url=seen.url, looks=(first, second), internal=True))


def test_the_site_itself_is_no_wrong_link() -> None:
    assert not findings(wrong_links, page(), link("", "", text="通知"), target("", 200, signs=HOMEWARD))


def test_a_sitemap_promises_nothing() -> None:
    named = Mentions(source=url("sitemap.xml"), via="sitemap", targets=(url("old.html"),))
    assert reasons(wrong_links, page(), named, target("old.html", 200, signs=HOMEWARD)) == []
