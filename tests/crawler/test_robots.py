from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.looks.answers import Answer
from crawler.robots import MAX_RULES_BYTES, ROBOT, rules_in
from storage.records import SHANGHAI

URL = "https://www.example.gov.cn/robots.txt"


def answer(body: bytes, *, status: int = 200, html: bool = False) -> Answer:
    return Answer(
        url=URL, at=datetime(2026, 3, 10, tzinfo=SHANGHAI), final_url=URL, status=status, body=body, html=html
    )


def test_all_decisions_of_the_suite_are_made(testdata: Path) -> None:
    cases = json.loads((testdata / "robots" / "robots_cases.json").read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        rules = rules_in(answer(case["robots"].encode()))
        allowed = rules is None or rules.can_fetch(case["url"], case["agent"])
        if bool(allowed) is not case["allowed"]:
            wrong.append(case)
    assert (len(cases), wrong) == (372, [])


@pytest.mark.parametrize(
    "said",
    [
        answer(b"User-agent: *\nDisallow: /", html=True),
        answer(b"User-agent: *\nDisallow: /", status=404),
        answer(b"User-agent: *\nDisallow: /", status=503),
        answer(b"\x00\x01\x02"),
    ],
    ids=["page", "missing", "error", "binary"],
)
def test_what_is_no_rules_forbids_nothing(said: Answer) -> None:
    assert rules_in(said) is None


def test_rules_may_speak_of_us_by_name() -> None:
    rules = rules_in(answer(b"User-agent: xuncha\nAllow: /\n\nUser-agent: *\nDisallow: /"))
    assert rules is not None
    assert rules.can_fetch("https://www.example.gov.cn/a", ROBOT)
    assert not rules.can_fetch("https://www.example.gov.cn/a", "other")


def test_rules_behind_the_limit_are_not_read() -> None:
    rules = rules_in(answer(b"User-agent: *\n" + b"#" * MAX_RULES_BYTES + b"\nDisallow: /"))
    assert rules is not None
    assert rules.can_fetch("https://www.example.gov.cn/a", ROBOT)


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"User-agent: *\n{text}".encode())),
    st.text(),
)
def test_no_bytes_break_the_rules(body: bytes, path: str) -> None:
    rules = rules_in(answer(body))
    if rules is not None:
        rules.can_fetch(f"https://www.example.gov.cn/{path}", ROBOT)
        list(rules.sitemaps)
