"""What the overview counts and how it prints numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.publish.overview import Cell
from reports.publish.words import percent, safe, share


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(fails=3, doubts=1, blind=1, made=4), "3"),
        (Cell(fails=0, doubts=2, blind=0, made=4), "疑2"),
        (Cell(fails=0, doubts=0, blind=1, made=4), "未"),
        (Cell(fails=0, doubts=0, blind=0, made=0), "未"),
        (Cell(fails=0, doubts=0, blind=0, made=4), "0"),
    ],
)
def test_nothing_unseen_reads_as_nought(cell: Cell, text: str) -> None:
    assert cell.text == text


def test_a_rate_has_one_decimal_rounded_half_up() -> None:
    assert share(69, 70) == "69/70（98.6%）"
    assert share(1, 16) == "1/16（6.3%）"
    assert percent(0, 0) == "—"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_printed_rate_is_within_half_a_unit_of_its_last_place(part: int, whole: int) -> None:
    printed = Fraction(percent(part, whole).removesuffix("%"))
    exact = Fraction(100 * part, whole)
    assert -Fraction(1, 20) < exact - printed <= Fraction(1, 20) or exact - printed == -Fraction(1, 20)


def test_crawled_text_loses_its_direction_marks_and_its_length() -> None:
    assert safe("a\u202eb\x00c") == "a\ufffdb\ufffdc"
    assert len(safe("题" * 1_000_000)) < 600
