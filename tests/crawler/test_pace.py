from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import monotonic

import pytest

from crawler.pace import DEAD_AFTER, PROBES, HostGivenUpError, Pace, StoppedError
from storage.records import Failure

HOST = "www.example.gov.cn"


def run(work: Coroutine[None, None, None]) -> None:
    asyncio.run(work)


async def most_at_once(pace: Pace, turns: int = 30) -> int:
    active = most = 0

    async def one() -> None:
        nonlocal active, most
        async with pace.turn(HOST):
            active += 1
            most = max(most, active)
            await asyncio.sleep(0)
            active -= 1

    await asyncio.gather(*(one() for _ in range(turns)))
    return most


def test_no_host_is_asked_more_often_at_once_than_allowed() -> None:
    async def work() -> None:
        assert await most_at_once(Pace(rate=0, concurrency=3, rest_s=1)) == 3

    run(work())


def test_starts_are_spread_by_the_rate() -> None:
    async def work() -> None:
        pace = Pace(rate=100, concurrency=8, rest_s=1)
        began = monotonic()
        await most_at_once(pace, 6)
        assert monotonic() - began >= 0.045

    run(work())


@pytest.mark.parametrize(("status", "failure"), [(503, None), (None, Failure.TIMEOUT), (None, Failure.RESET)])
def test_a_host_in_trouble_is_asked_half_as_much_and_recovers(status: int | None, failure: Failure | None) -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=8, rest_s=1)
        pace.ended(HOST, status, failure)
        assert await most_at_once(pace) == 4
        for _ in range(100):
            pace.ended(HOST, 200, None)
        assert await most_at_once(pace) == 8

    run(work())


def test_retry_after_is_waited_for() -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=8, rest_s=1)
        pace.ended(HOST, 503, None, retry_after_s=0.05)
        began = monotonic()
        async with pace.turn(HOST):
            assert monotonic() - began >= 0.045

    run(work())


def test_a_dead_host_is_given_up_after_some_probes() -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=8, rest_s=0.001)
        for _ in range(DEAD_AFTER + PROBES):
            async with pace.turn(HOST):
                pass
            pace.ended(HOST, None, Failure.REFUSED)
        with pytest.raises(HostGivenUpError):
            await most_at_once(pace, 1)
        assert pace.is_given_up(HOST)
        async with pace.turn("other.gov.cn"):
            pass

    run(work())


def test_our_own_failures_kill_no_host() -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=8, rest_s=10)
        for _ in range(DEAD_AFTER * 10):
            pace.ended(HOST, None, Failure.OURS)
        async with pace.turn(HOST):
            assert not pace.is_given_up(HOST)

    run(work())


def test_stopping_sends_everybody_away() -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=1, rest_s=1)
        async with pace.turn(HOST):
            waiting = asyncio.ensure_future(most_at_once(pace, 1))
            await asyncio.sleep(0)
            pace.stop()
            with pytest.raises(StoppedError):
                await waiting

    run(work())


def test_a_waiter_that_is_cancelled_takes_nobodys_turn() -> None:
    async def work() -> None:
        pace = Pace(rate=0, concurrency=1, rest_s=1)
        async with pace.turn(HOST):
            waiting = asyncio.ensure_future(most_at_once(pace, 1))
            await asyncio.sleep(0)
            waiting.cancel()
        assert await most_at_once(pace, 3) == 1

    run(work())


def test_a_host_that_asks_for_patience_is_asked_at_half_the_rate_and_recovers() -> None:
    async def work() -> None:
        pace = Pace(rate=100, concurrency=1, rest_s=1)
        for _ in range(3):
            pace.ended(HOST, 429, None)
        began = monotonic()
        await most_at_once(pace, 2)
        slow_s = monotonic() - began
        assert slow_s >= 0.5
        for _ in range(100):
            pace.ended(HOST, 200, None)
        async with pace.turn(HOST):
            pass
        began = monotonic()
        await most_at_once(pace, 2)
        assert monotonic() - began < slow_s / 2

    run(work())
