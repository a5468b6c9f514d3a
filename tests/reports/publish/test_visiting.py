"""The chart of a week's visits to a home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from reports.publish.model import Opening, Visit
from reports.publish.visiting import response_times
from storage.records import SHANGHAI
from tests.reports.publish.drawn import dots

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)


def opening(*times: float | None) -> Opening:
    """Visits an hour apart, the last at noon."""
    first = NOON - timedelta(hours=len(times) - 1)
    series = tuple(Visit(at=first + timedelta(hours=n), elapsed_s=took) for n, took in enumerate(times))
    known = [took for took in times if took is not None]
    return Opening(
        visits=len(times), opened=len(known), least=min(known), median=median(known), most=max(known), series=series
    )


def test_every_visit_is_a_dot_and_one_that_did_not_open_stands_on_the_limit() -> None:
    drawn = response_times(opening(0.4, 0.5, None, 16.0), "明州民政")
    assert 'aria-label="明州民政首页一周的打开时间"' in drawn
    heights = dots(drawn)
    assert len(heights) == 4
    assert heights[0] > heights[1] > heights[2] == heights[3]
    assert "11-25 11:00 没有打开" in drawn
    assert "15.0 秒" in drawn


def test_quick_pages_are_drawn_on_a_scale_of_their_own() -> None:
    heights = dots(response_times(opening(0.2, 0.4, 0.8), "明州民政"))
    assert heights[0] - heights[2] > 90


def test_a_few_looks_of_the_crawl_are_no_chart() -> None:
    assert response_times(None, "x") == ""
    assert response_times(opening(0.2, 0.4), "x") == ""
    assert response_times(replace(opening(0.2, 0.4, 0.8), series=()), "x") == ""
