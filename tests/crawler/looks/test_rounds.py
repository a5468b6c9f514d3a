from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler.looks.rounds import Again, due_again
from storage.records import SHANGHAI, Failure, Look, Sign

URL = "http://www.example.gov.cn/a"
START = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
APART = timedelta(seconds=10)


def looks(*what: int | Failure | Sign, step_s: float = 20) -> list[tuple[int, Look]]:
    made = []
    for number, one in enumerate(what):
        at = START + timedelta(seconds=step_s * number)
        if isinstance(one, Failure):
            made.append((5, Look(url=URL, at=at, failure=one)))
        elif isinstance(one, Sign):
            status = None if one in (Sign.ROBOTS, Sign.PRIVATE) else 200
            made.append((5, Look(url=URL, at=at, status=status, signs=(one,))))
        else:
            made.append((5, Look(url=URL, at=at, status=one)))
    return made


@pytest.mark.parametrize("one", [404, 500, 403, Failure.DNS, Failure.TLS, Sign.LIKE_MISSING, Sign.EMPTY, Sign.LOOP])
def test_one_fault_is_looked_at_again(one: int | Failure | Sign) -> None:
    assert due_again(lambda: looks(one), APART) == [Again(URL, 5, START + APART)]


@pytest.mark.parametrize("one", [200, 304, Failure.OURS, Sign.ROBOTS, Sign.PRIVATE, Sign.TOO_LARGE])
def test_what_is_no_fault_is_left_alone(one: int | Failure | Sign) -> None:
    assert due_again(lambda: looks(one), APART) == []


def test_two_faults_apart_agree() -> None:
    assert due_again(lambda: looks(404, 500), APART) == []


def test_two_faults_at_once_count_as_one() -> None:
    assert len(due_again(lambda: looks(404, 404, step_s=1), APART)) == 1


@pytest.mark.parametrize("pair", [(404, 200), (200, 404), (200, Failure.TIMEOUT)])
def test_looks_that_differ_need_a_third(pair: tuple[int, int | Failure]) -> None:
    assert len(due_again(lambda: looks(*pair), APART)) == 1
    assert due_again(lambda: looks(*pair, 200), APART) == []
