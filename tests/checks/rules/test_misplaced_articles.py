from __future__ import annotations

from checks import messages
from checks.rules.misplaced_articles import misplaced_articles
from storage.records import Placement
from tests.checks.facts import column, findings, reasons, result, url

COLUMN = column("statutory_disclosure", "法定主动公开内容")


def placed(path: str = "gk/1.html", *, role: str = "statutory_disclosure", certain: bool = True) -> Placement:
    return Placement(
        column=COLUMN.url,
        role=role,
        name=COLUMN.name,
        url=url(path),
        title="市民政局召开养老服务推进会",
        kind="meeting",
        signs=("召开", "会议强调"),
        certain=certain,
    )


def test_news_in_a_statutory_column_fails_under_that_column() -> None:
    [found] = findings(misplaced_articles, COLUMN, placed())
    assert (found.reason, str(found.outcome)) == ("off_topic", "fail")
    assert (found.subject, found.page) == (url("gk/1.html"), COLUMN.url)
    assert found.detail["signs"] == ["召开", "会议强调"]
    assert messages.message(found) == "“法定主动公开内容”栏目里混入了新闻报道《市民政局召开养老服务推进会》"


def test_what_may_be_news_is_for_a_person() -> None:
    assert reasons(misplaced_articles, COLUMN, placed(certain=False)) == [("off_topic", "unsure")]


def test_two_articles_are_two_findings_and_columns_are_counted() -> None:
    judged = result(misplaced_articles, COLUMN, column(), placed(), placed("gk/2.html"))
    assert (len(judged.findings), judged.examined) == (2, 1)
    assert len({found.key for found in judged.findings}) == 2


def test_a_column_without_news_passes() -> None:
    judged = result(misplaced_articles, COLUMN)
    assert (judged.findings, judged.examined) == ((), 1)


def test_other_roles_can_be_left_out() -> None:
    assert not findings(misplaced_articles, COLUMN, placed(), roles=["annual_report"])


def test_a_column_that_was_not_read_is_not_counted() -> None:
    hidden = column("annual_report", "年报", doubt="robots", url=url("nb/"))
    assert result(misplaced_articles, COLUMN, hidden).examined == 1
