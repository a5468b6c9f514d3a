"""Words that no office writes."""

from __future__ import annotations

from checks.rules.spam_content import spam_content
from storage.records import SpamWords
from tests.checks.facts import HOME, page, reasons


def words(*strong: str, weak: tuple[str, ...] = (), **changed: object) -> SpamWords:
    return SpamWords(url=HOME, **{"where": "text", "strong": strong, "weak": weak, **changed})  # type: ignore[arg-type]


def test_two_words_are_proof_and_one_is_a_doubt() -> None:
    assert reasons(spam_content, page(), words("pg电子", "bet365")) == [("keywords", "fail")]
    assert reasons(spam_content, page(), words("pg电子")) == [("keywords", "unsure")]
    assert reasons(spam_content, page(), words("pg电子", "bet365"), least=3) == [("keywords", "unsure")]


def test_one_word_with_further_evidence_is_proof() -> None:
    assert reasons(spam_content, words("pg电子", glued=True)) == [("keywords", "fail")]
    assert reasons(spam_content, words("pg电子", off_site=True)) == [("keywords", "fail")]
    assert reasons(spam_content, words("pg电子", where="title")) == [("title_swap", "fail")]


def test_words_that_offices_use_are_never_proof() -> None:
    assert reasons(spam_content, words(weak=("赌场", "投注", "彩金"), off_site=True)) == [("keywords", "unsure")]
    assert not reasons(spam_content, page())
