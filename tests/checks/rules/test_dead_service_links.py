from __future__ import annotations

from datetime import date

import pytest

from checks.rules.dead_service_links import dead_service_links
from storage.records import ServiceLink
from tests.checks.facts import findings, reasons, target, url
from tests.checks.policies import policy

SERVICE = (ServiceLink(text="在线办理", url=url("bs/1.html")),)


def test_a_dead_link_to_the_service_fails_on_the_documents_page() -> None:
    [found] = findings(dead_service_links, policy(services=SERVICE), target("bs/1.html", 404, 404))
    assert (found.reason, str(found.outcome), found.subject, found.page) == (
        "dead",
        "fail",
        url("bs/1.html"),
        policy().url,
    )
    assert len(found.evidence) == 2


def test_a_service_named_without_any_link_fails() -> None:
    assert reasons(dead_service_links, policy(names_service=True)) == [("absent", "fail")]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://zwdt.example.gov.cn/", [("absent", "unsure")]),
        ("https://zwdt.example.gov.cn", [("absent", "unsure")]),
        ("https://zwdt.example.gov.cn/#/item/17", []),
        ("https://zwdt.example.gov.cn/?id=17", []),
    ],
)
def test_the_front_page_of_the_service_is_not_the_item(address: str, told: list[tuple[str, str]]) -> None:
    front = (ServiceLink(text="在线办理", url=address),)
    assert reasons(dead_service_links, policy(services=front, names_service=True)) == told


@pytest.mark.parametrize("seen", [(200, 200), (403, 403), (404,), (404, 200)])
def test_what_is_not_proven_dead_is_silent(seen: tuple[int, ...]) -> None:
    assert reasons(dead_service_links, policy(services=SERVICE, names_service=True), target("bs/1.html", *seen)) == []


@pytest.mark.parametrize("changed", [{"reprint": True}, {"doubt": "unreadable"}, {"published": date(2025, 1, 1)}])
def test_other_documents_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(dead_service_links, policy(names_service=True, **changed)) == []
