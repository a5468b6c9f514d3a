"""When a column counts as blank."""

from __future__ import annotations

import pytest

from checks.rules.blank_columns import blank_columns
from storage.records import ColumnForm
from tests.checks.facts import column, findings, home, looks, reasons, result, url


def test_a_column_with_items_passes_and_is_counted() -> None:
    judged = result(blank_columns, column(), column("notice"))
    assert (judged.findings, judged.examined) == ((), 2)


@pytest.mark.parametrize(
    ("sign", "reason"),
    [("no_items", "blank"), ("zero_total", "blank"), ("under_construction", "under_construction")],
)
def test_a_column_with_nothing_in_it_fails(sign: str, reason: str) -> None:
    [found] = findings(blank_columns, column(items=0, newest=None, blank=sign, looks=looks(200)))
    assert (found.reason, str(found.outcome), found.subject, found.page) == (reason, "fail", url("news/"), url("news/"))
    assert found.detail == {"role": "news", "name": "动态要闻", "sign": sign, "first_level": True}
    assert len(found.evidence) == 1


@pytest.mark.parametrize("doubt", ["unrendered", "unreadable", "blocked", "robots", "incomplete_crawl"])
def test_a_column_that_could_not_be_read_is_not_run(doubt: str) -> None:
    judged = result(blank_columns, column(items=0, blank="no_items", doubt=doubt))
    assert [(found.reason, str(found.outcome)) for found in judged.findings] == [(doubt, "not_run")]
    assert judged.examined == 0


def test_a_column_with_items_is_not_blank_whatever_its_words_say() -> None:
    assert not findings(blank_columns, column(items=1, blank="under_construction"))


def test_a_folder_of_columns_is_not_blank() -> None:
    assert not findings(blank_columns, column(items=0, blank="no_items", form=ColumnForm.FOLDER))


def test_a_column_kept_elsewhere_is_not_blank_here() -> None:
    judged = result(blank_columns, column(items=0, blank="no_items", own=False, form=ColumnForm.ELSEWHERE))
    assert (judged.findings, judged.examined) == ((), 0)


@pytest.mark.parametrize("role", ["", "sitemap_page", "open_data", "disclosure_home"])
def test_tools_and_unknown_columns_are_left_out(role: str) -> None:
    assert result(blank_columns, column(role, items=0, blank="no_items")).examined == 0


def test_the_home_page_is_left_out() -> None:
    assert not findings(blank_columns, home(items=0, blank="no_items"))


def test_what_is_left_out_is_the_schemes() -> None:
    empty = column(items=0, blank="no_items")
    assert not findings(blank_columns, empty, leaves_out=("news",))
    assert reasons(blank_columns, column("open_data", items=0, blank="no_items"), leaves_out=()) == [("blank", "fail")]


def test_one_address_under_two_names_is_one_finding() -> None:
    empty = column(items=0, blank="no_items")
    assert len(findings(blank_columns, empty, column("notice", url=empty.url, items=0, blank="no_items"))) == 1
