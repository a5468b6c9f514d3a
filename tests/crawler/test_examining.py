"""What axe-core and the browser say of a page, on a fixed tenth of the W3C's ACT cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.act import cases, in_browser, outcomes
from crawler.browser import installed
from crawler.examining import axe_core

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not installed(), reason="the browser extra is not installed")]

AXE_CAUGHT, AXE_FALSE = 124, 8
"""What axe-core's own report says of all cases."""


def measured(folder: Path, step: int) -> Counter[str]:
    with in_browser(folder) as look:
        return Counter(said for _, said in outcomes(cases(folder)[::step], look))


def test_axe_core_comes_with_the_extra() -> None:
    assert (axe_core() or "").startswith("/*! axe v")


def test_a_tenth_of_the_act_cases_in_the_browser(testdata: Path) -> None:
    worth = measured(testdata / "act", 10)
    assert worth["false"] == 0
    assert worth["caught"] >= 14


@pytest.mark.long
def test_the_browser_catches_more_of_the_act_cases_than_axe_core_alone(testdata: Path) -> None:
    worth = measured(testdata / "act", 1)
    assert worth["caught"] >= AXE_CAUGHT
    assert worth["false"] <= AXE_FALSE
