"""The labelled corpus: nobody is accused wrongly, next to nothing is missed, and the page of figures says so."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.corpus.safety.__main__ import all_cases, printed
from tests.corpus.safety.snippets import Case

DOCS = Path(__file__).parents[2] / "docs" / "safety.md"


@cache
def cases() -> tuple[Case, ...]:
    return tuple(all_cases())


def test_the_corpus_is_large_and_half_of_it_are_near_misses() -> None:
    snippets = [case for case in cases() if case.name[0].isdigit()]
    others = [case for case in cases() if not case.name[0].isdigit()]
    assert len(snippets) >= 300
    assert len(others) >= 60
    assert 0.45 <= sum(not case.expected for case in cases()) / len(cases()) <= 0.55


def test_whatever_fails_is_wrong() -> None:
    assert [case.name for case in cases() if case.outcome == "false_fail"] == []


def test_next_to_nothing_is_missed() -> None:
    for half in (False, True):
        positive = [case for case in cases() if case.expected and case.held_out is half]
        found = sum(case.outcome in {"found", "doubted", "not_run"} for case in positive)
        assert found >= 0.95 * len(positive)


def test_near_misses_are_hardly_ever_doubted() -> None:
    near = [case for case in cases() if not case.expected]
    assert sum(case.outcome == "false_doubt" for case in near) <= 0.03 * len(near)


def test_the_page_of_figures_shows_what_the_command_prints() -> None:
    assert printed(list(cases())) in DOCS.read_text("utf-8")
