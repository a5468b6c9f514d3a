"""One site, one code, wherever it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.rules.mismatched_site_codes import mismatched_site_codes
from storage.records import Page, Site
from tests.checks.facts import SITE, link, page, result, target

CODE, OTHER = "9901000001", "2302000001"
REPORT = "http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={}&url=www.mz.gov.cn"
REGISTERED = replace(SITE, site_id_code=CODE)


def coded(path: str = "", footer: str | None = CODE, meta: str | None = CODE, **changed: Any) -> Page:
    metas = {} if meta is None else {"siteidcode": meta}
    return page(path, metas=metas, footer={} if footer is None else {"site_id_code": footer}, **changed)


def report(code: str, *paths: str) -> tuple[object, ...]:
    address = REPORT.format(code)
    return (target(address, 200), *(link(path, address) for path in paths))


def said(*records: object, site: Site = SITE) -> list[tuple[str, str]]:
    found = result(mismatched_site_codes, *records, site=site).findings
    return [(finding.reason, str(finding.outcome)) for finding in found]


def test_one_code_everywhere_passes() -> None:
    records = (coded(), coded("a"), *report(CODE, "", "a"))
    assert said(*records) == said(*records, site=REGISTERED) == []


@pytest.mark.parametrize(
    "records",
    [
        (coded(meta=OTHER), coded("a"), *report(CODE, "", "a")),
        (coded(footer=OTHER), coded("a", OTHER), *report(CODE, "", "a")),
        (coded(), coded("a"), *report(OTHER, "", "a")),
        (coded(), coded("a", OTHER), coded("b", OTHER), *report(CODE, "", "a")),
    ],
)
def test_another_code_in_one_source_differs(records: tuple[object, ...]) -> None:
    assert said(*records) == said(*records, site=REGISTERED) == [("differs", "fail")]


def test_a_site_that_agrees_with_itself_and_not_with_the_register_differs() -> None:
    records = (coded(footer=OTHER, meta=OTHER), *report(OTHER, ""))
    assert said(*records) == []
    [found] = result(mismatched_site_codes, *records, site=REGISTERED).findings
    assert (found.subject, found.detail["registered"], found.detail["footer"]) == (SITE.url, CODE, OTHER)


def test_a_code_on_a_single_page_is_a_doubt() -> None:
    assert said(coded(), *(coded(f"{n}") for n in range(9)), coded("x", OTHER)) == [("contradicting", "unsure")]


def test_what_gives_no_code_is_no_difference() -> None:
    assert said(coded(footer=None), coded("a", meta=None)) == []
    assert said(page(), site=REGISTERED) == []


def test_the_tags_of_other_pages_are_left_to_the_check_of_tags() -> None:
    assert said(coded(), coded("a", meta=OTHER), coded("b", meta=OTHER)) == []


def test_letters_of_a_code_in_any_case_are_equal() -> None:
    ministry = replace(SITE, site_id_code="bm01000001")
    assert said(coded(footer="BM01000001", meta="Bm01000001"), site=ministry) == []
