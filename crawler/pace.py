"""How fast each host is asked: slower when it is in trouble, faster again when it recovers, not at all when dead."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from storage.records import Failure

DEAD_AFTER = 10
"""Connection failures in a row after which a host is left alone for a while."""

PROBES = 4
"""How often a dead host is tried again, each time after twice the wait, before it is given up."""

_RECOVERS_AFTER = 10
_SLOWEST_S = 30.0
_FIRST_DELAY_S = 0.25
_LONGEST_RETRY_AFTER_S = 120.0
_BUSY = frozenset({429, 503})
_NO_ANSWER = frozenset({Failure.DNS, Failure.REFUSED, Failure.TIMEOUT, Failure.RESET})


class HostGivenUpError(Exception):
    """A host that stopped answering and did not come back. ``failure``: how it failed the last time."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


class StoppedError(Exception):
    """The process is shutting down; the address stays queued."""


@dataclass(slots=True)
class _Host:
    """The state of one host. ``width``: requests at a time; ``delay_s``: between two starts."""

    width: float
    delay_s: float
    active: int = 0
    next_at: float = 0.0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    timer: asyncio.TimerHandle | None = None
    good: int = 0
    failed: int = 0
    busy: int = 0
    probes: int = 0
    given_up: Failure | None = None


class Pace:
    """The turns of all hosts that one process asks.

    ``rate``: requests a second a host, 0 = no limit. ``concurrency``: requests at a time a host. ``rest_s``: the
    first wait before a silent host is tried again; a host in trouble is not asked more seldom than that.
    """

    def __init__(self, *, rate: float, concurrency: int, rest_s: float, clock: Callable[[], float] = monotonic) -> None:
        self._delay_s = 1 / rate if rate > 0 else 0.0
        self._concurrency = max(1, concurrency)
        self._rest_s = rest_s
        self._slowest_s = max(_FIRST_DELAY_S, min(_SLOWEST_S, rest_s))
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._stopped = False

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn. Raises ``HostGivenUpError`` and ``StoppedError``."""
        state = self._state(host)
        await self._enter(state)
        try:
            yield
        finally:
            state.active -= 1
            self._wake(state)

    def is_given_up(self, host: str) -> bool:
        """Whether the host has stopped answering for good."""
        state = self._hosts.get(host)
        return state is not None and state.given_up is not None

    def ended(self, host: str, status: int | None, failure: Failure | None, retry_after_s: float | None = None) -> None:
        """Learn from how a request ended."""
        state = self._state(host)
        if failure is not None and failure in _NO_ANSWER:
            self._no_answer(state, failure)
        elif status in _BUSY:
            state.failed = 0
            self._slow_down(state, status == 429)
            if retry_after_s:
                state.next_at = max(state.next_at, self._clock() + min(retry_after_s, _LONGEST_RETRY_AFTER_S))
        elif status is not None:
            self._answered(state)

    def stop(self) -> None:
        """Send everybody who waits away with ``StoppedError``."""
        self._stopped = True
        for state in self._hosts.values():
            self._dismiss(state, StoppedError())

    def _state(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            state = self._hosts[host] = _Host(width=self._concurrency, delay_s=self._delay_s)
        return state

    async def _enter(self, state: _Host) -> None:
        if self._stopped:
            raise StoppedError
        if state.given_up is not None:
            raise HostGivenUpError(state.given_up)
        if not state.waiting and self._may_start(state):
            self._start(state)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        state.waiting.append(turn)
        self._wake(state)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                state.active -= 1
                self._wake(state)
            raise

    def _may_start(self, state: _Host) -> bool:
        return state.active < max(1, int(state.width)) and self._clock() >= state.next_at

    def _start(self, state: _Host) -> None:
        state.active += 1
        if state.delay_s:
            state.next_at = max(state.next_at, self._clock()) + state.delay_s

    def _wake(self, state: _Host) -> None:
        while state.waiting and self._may_start(state):
            turn = state.waiting.popleft()
            if not turn.done():
                self._start(state)
                turn.set_result(None)
        if state.waiting and state.timer is None and state.active < max(1, int(state.width)):
            delay = max(0.0, state.next_at - self._clock())
            state.timer = asyncio.get_running_loop().call_later(delay, self._ring, state)

    def _ring(self, state: _Host) -> None:
        state.timer = None
        self._wake(state)

    def _answered(self, state: _Host) -> None:
        state.failed = state.busy = state.probes = 0
        state.good += 1
        if state.good >= _RECOVERS_AFTER:
            state.good = 0
            state.width = min(self._concurrency, state.width + 1)
            state.delay_s = max(self._delay_s, state.delay_s / 2 if state.delay_s > _FIRST_DELAY_S / 4 else 0.0)

    def _slow_down(self, state: _Host, asked_to: bool) -> None:
        state.good = 0
        state.busy += 1
        state.width = max(1.0, state.width / 2)
        if asked_to or state.busy >= 3:
            state.delay_s = min(self._slowest_s, max(state.delay_s * 2, _FIRST_DELAY_S))

    def _no_answer(self, state: _Host, failure: Failure) -> None:
        state.failed += 1
        if failure in (Failure.TIMEOUT, Failure.RESET):
            self._slow_down(state, False)
        if state.failed < DEAD_AFTER:
            return
        state.width = 1.0
        if state.active > 1:
            return
        if state.probes >= PROBES:
            state.given_up = failure
            self._dismiss(state, HostGivenUpError(failure))
            return
        state.next_at = self._clock() + self._rest_s * 2**state.probes
        state.probes += 1

    def _dismiss(self, state: _Host, reason: Exception) -> None:
        while state.waiting:
            turn = state.waiting.popleft()
            if not turn.done():
                turn.set_exception(reason)
        if state.timer is not None:
            state.timer.cancel()
            state.timer = None
