"""What people read about findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from typing import Any

import pytest

from checks import messages
from checks.core import COMMON_REASONS
from checks.judge import judge
from checks.registry import all_checks
from checks.rules.missing_columns import missing_columns
from checks.rules.stale_columns import stale_columns
from storage.records import FOOTER_ELEMENTS, Failure, Finding, Outcome
from tests.checks.facts import RUN, column, facts, findings, linked
from tests.checks.gallery import OLD, answerable, declared, gallery
from tests.checks.test_judge import DEFAULTS

FORBIDDEN = ("弄虚作假", "泄密", "瘫痪", "违法", "违反规定")
HALF_WIDTH = re.compile(r"[一-鿿}”）][,;:?!()]|[,;:?!()][一-鿿{“（]")
NOT_RUN = sorted(reason for reason, outcome in COMMON_REASONS.items() if outcome is Outcome.NOT_RUN)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def unfilled(finding: Finding) -> set[str]:
    """Places of a finding's sentences that its detail does not fill."""
    said = messages.said_of(finding)
    return places(said["message"] + said["remedy"]) - {"title"} - finding.detail.keys()


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for inner in node.values():
            yield from texts(inner)


@pytest.mark.parametrize(("check", "reason"), answerable())
def test_every_reason_that_a_check_may_answer_has_a_message_and_a_remedy(check: str, reason: str) -> None:
    said = messages.sentences(check, reason)
    assert said["message"]
    assert said["remedy"]


def test_every_written_sentence_belongs_to_a_check_and_a_reason() -> None:
    assert set(messages.texts()["check"]) == set(all_checks())
    for check, words in messages.texts()["check"].items():
        assert set(words["reason"]) <= set(all_checks()[check].reasons) | set(COMMON_REASONS), check
        assert all(set(said) == {"message", "remedy"} for said in words["reason"].values())
    assert set(messages.texts()["common"]) == set(COMMON_REASONS)


def test_the_gallery_shows_every_reason_that_has_a_sentence_of_its_own() -> None:
    shown = {(finding.check, finding.reason) for finding in gallery()}
    own = {(check, reason) for check, words in messages.texts()["check"].items() for reason in words["reason"]}
    assert set(declared()) | own <= shown


def test_what_a_rule_measured_fills_every_place_of_its_sentences() -> None:
    for finding in gallery():
        assert not unfilled(finding), (finding.check, finding.reason)
        for sentence in (messages.message(finding), messages.remedy(finding)):
            assert "—" not in sentence
            assert not re.search(r"[{}]|None", sentence), sentence


@pytest.mark.parametrize("reason", NOT_RUN)
def test_a_site_in_trouble_fills_every_place_too(reason: str) -> None:
    said = judge(facts(run=replace(RUN, trouble=reason)), DEFAULTS).findings
    assert len(said) == sum(check.on != "account" for check in all_checks().values())
    assert not any(unfilled(finding) for finding in said)


def test_a_column_at_a_private_address_fills_every_place_too() -> None:
    [found] = findings(stale_columns, column(doubt="private_address"))
    assert not unfilled(found)


def test_messages_punctuate_in_full_width() -> None:
    for text in texts(messages.texts()):
        assert not HALF_WIDTH.search(text), text


def test_messages_accuse_nobody() -> None:
    for text in texts(messages.texts()):
        assert not any(word in text for word in FORBIDDEN), text


def test_a_doubt_says_that_it_is_one() -> None:
    for finding in gallery():
        doubtful = "待核实" in messages.message(finding)
        assert doubtful == (finding.outcome is Outcome.UNSURE), (finding.check, finding.reason)


def test_what_could_not_be_measured_says_so() -> None:
    for finding in gallery():
        said = "未能检查" in messages.message(finding)
        assert said == (finding.outcome is Outcome.NOT_RUN), (finding.check, finding.reason)


def test_a_sentence_names_the_measured_value_and_its_limit() -> None:
    [found] = findings(stale_columns, column(newest=OLD))
    assert messages.message(found) == "“动态要闻”栏目最新一条是 2026-01-01，已有 242 天没有更新，超过 14 天的时限"
    assert messages.remedy(found) == "请更新“动态要闻”栏目"


def test_no_space_stands_between_two_chinese_characters() -> None:
    for finding in gallery():
        assert not re.search("[一-鿿] [一-鿿]", messages.message(finding)), messages.message(finding)


def test_failures_read_as_words_and_statuses_as_numbers() -> None:
    broken = all_checks()["broken_links"]
    [down] = findings(broken, *linked(Failure.DNS, Failure.DNS))
    assert messages.message(down) == "链接“年度报告”的目标连接不上（域名解析不到），涉及 1 个网页"
    [gone] = findings(broken, *linked(404, 404))
    assert "状态 404" in messages.message(gone)


def test_text_from_a_page_is_never_read_as_a_place() -> None:
    [found] = findings(all_checks()["broken_links"], *linked(404, 404))
    hostile = replace(found, detail={**found.detail, "text": "{title}{pages.__class__}"})
    assert "“{title}{pages.__class__}”" in messages.message(hostile)


def test_a_detail_that_is_missing_reads_as_a_dash() -> None:
    [found] = findings(all_checks()["broken_links"], *linked(404, 404))
    assert "“—”" in messages.message(replace(found, detail={}))


def test_roles_elements_and_windows_have_chinese_names() -> None:
    options = missing_columns.options
    for role in {*options["portal"], *options["other"], *options["service"], *stale_columns.options["windows"]}:
        assert messages.role_name(role) != role
    for element in FOOTER_ELEMENTS:
        assert messages.element_name(element) != element
    for window in {*stale_columns.options["windows"].values(), *stale_columns.options["periods"].values()}:
        assert messages.window_name(window) != window
    for failure in Failure:
        assert messages.word(failure) != failure


def test_a_window_that_an_office_sets_reads_in_chinese() -> None:
    [found] = findings(stale_columns, column(newest=OLD), windows={"news": "7d"})
    assert "7 天" in messages.message(found)


def test_a_sentence_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"stale_home\.tired"):
        messages.sentences("stale_home", "tired")


def test_every_check_has_a_basis() -> None:
    for check in all_checks():
        basis = messages.basis(check)
        assert basis.document
        assert basis.clause
        assert basis.level in {"国家", "市", "区", "本办检查口径"}
