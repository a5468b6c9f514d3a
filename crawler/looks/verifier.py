"""The looks of one round outside the crawls: first ones at what nobody fetched, further ones at what failed."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from crawler.decode import Undecodable, decode
from crawler.facts import stub_target
from crawler.guards import Gate
from crawler.jobs import Job
from crawler.lexicons import lexicons
from crawler.looks.answers import Answer
from crawler.looks.client import Client, host_of
from crawler.looks.hosts import Hosts, is_home
from crawler.looks.owners import NOTED, owner_signs, was_another
from crawler.looks.rounds import FAULT_SIGNS, due_again, is_fault
from crawler.looks.signs import content_signs
from crawler.pace import HostGivenUpError, Pace
from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from crawler.redaction import redacted_body, redacted_text
from crawler.robots import Robots
from crawler.scope import Scope
from storage.evidence import Evidence
from storage.records import SHANGHAI, Failure, Look, Sign, Site
from storage.records import Answer as Seen
from storage.store import Store
from storage.writer import Writer

log = logging.getLogger(__name__)

KNOWN_GOOD = ("https://www.gov.cn/", "https://www.baidu.com/", "https://www.qq.com/", "https://www.aliyun.com/")
"""Public addresses of which at least one answers wherever the Internet can be reached from."""

TOTAL = 64
"""Requests at a time over all hosts."""

MAX_STUBS = 3
"""Pages in a row that do nothing but send their visitors on."""

MAX_STUB_BYTES = 16_384
"""Larger pages hold something."""

OUR_NETWORK = "our_network"
_EARLY_S = 0.005  # timers of the event loop may ring a little too soon
_GIVEN_UP = "host_given_up"
_ANSWER_SIGNS = {Seen.MISSING: Sign.MISSING_TEXT, Seen.REFUSED: Sign.CHALLENGE}


@dataclass(frozen=True, slots=True)
class Task:
    """An address to look at. ``run_id``: the run that the look belongs to. ``due``: not before."""

    url: str
    run_id: int
    due: datetime | None = None


class Verifier:
    """Verifies one round. Addresses of inspected sites are opened as their crawl does, all others as a visitor's
    browser would, certificate included."""

    def __init__(self, job: Job, store: Store) -> None:
        self._job = job
        self._store = store
        self._settings = job.settings
        self._today = job.as_of.astimezone(SHANGHAI).date()
        self._gate = Gate(job.settings.allow_private_hosts)
        pace = Pace(
            rate=self._settings.requests_per_second,
            concurrency=self._settings.concurrency,
            rest_s=self._settings.confirm_after_s,
        )
        self._outside = Client(self._settings, pace, strict_tls=True, total=TOTAL)
        self._inside = Client(self._settings, pace, total=TOTAL)
        self._scope = Scope(next(iter(job.registry.sites.values())), job.registry) if job.registry.sites else None
        self._hosts = {client: Hosts(client, self._home_of) for client in (self._outside, self._inside)}
        self._known = lexicons(job.lexicons)
        self._robots = Robots(self._inside, obey=self._settings.obey_robots)
        self._evidence = Evidence(Path(job.evidence), store, f"run-{job.run_id}")
        self._writers: dict[int, Writer] = {}
        self._made: dict[str, float] = {}
        self._fetched = self._failed = self._queued = 0

    async def run(self) -> None:
        """Make every look that the round still needs."""
        first = [Task(url, self._job.run_id) for url in self._unlooked()]
        public = [task for task in first if self._gate.is_public(task.url)]
        if public and not await self._is_online():
            log.warning("no known-good address answers: %d public addresses are not judged", len(public))
            for task in public:
                self._write(task, Look(url=task.url, at=_now(), failure=Failure.OURS, note=OUR_NETWORK))
            first = [task for task in first if not self._gate.is_public(task.url)]
        await self._look_at(first)
        confirm_after = timedelta(seconds=self._settings.confirm_after_s)
        for _ in range(2):
            self.flush()
            again = due_again(self._round_looks, confirm_after)
            await self._look_at([Task(one.url, one.run_id, one.due) for one in again])

    def flush(self) -> None:
        """Write everything that was seen so far: bodies, then the looks that speak of them."""
        self._evidence.flush()
        for writer in self._writers.values():
            writer.flush()

    async def close(self) -> None:
        """Write everything and close all connections; the store stays open."""
        self._evidence.close()
        for writer in self._writers.values():
            writer.__exit__(None, None, None)
        await self._outside.close()
        await self._inside.close()

    def progress(self) -> dict[str, int]:
        """How far the verification is, as the lines on standard output say it."""
        return {"pages": 0, "fetched": self._fetched, "failed": self._failed, "queued": self._queued}

    def _unlooked(self) -> Iterator[str]:
        """Link targets without any look, but for those that a site's own crawl left out on purpose."""
        only = frozenset(self._job.only)
        for target, url in self._store.unlooked(self._job.period, self._job.round):
            owner = self._owner(url)
            if (owner is None or owner.id != target) and (not only or url in only):
                yield url

    def _owner(self, url: str) -> Site | None:
        return None if self._scope is None else self._scope.owner(url)

    def _home_of(self, url: str) -> str | None:
        owner = self._owner(url)
        return None if owner is None else owner.url

    def _round_looks(self) -> Iterable[tuple[int, Look]]:
        for run in self._store.runs(self._job.period, self._job.round):
            for look in self._store.looks(run.id):
                yield run.id, look

    async def _is_online(self) -> bool:
        """Whether at least one known-good address answers."""
        answers = [asyncio.ensure_future(self._outside.look(url)) for url in self._settings.known_good or KNOWN_GOOD]
        try:
            for answer in asyncio.as_completed(answers):
                with_status = await answer
                if with_status.status is not None:
                    return True
            return False
        finally:
            for task in answers:
                task.cancel()

    async def _look_at(self, tasks: Iterable[Task]) -> None:
        """Look at all of them, every host at its own pace."""
        by_host: dict[str, deque[Task]] = defaultdict(deque)
        for task in tasks:
            by_host[host_of(task.url)].append(task)
            self._queued += 1
        async with asyncio.TaskGroup() as group:
            for waiting in by_host.values():
                for _ in range(min(len(waiting), self._settings.concurrency)):
                    group.create_task(self._work(waiting))

    async def _work(self, waiting: deque[Task]) -> None:
        while waiting:
            task = waiting.popleft()
            if task.due is not None:
                await asyncio.sleep(self._wait_s(task.url, task.due))
            look = await self._look(task.url)
            if task.due is not None or is_fault(look):
                self._made[task.url] = monotonic()
            self._queued -= 1
            self._fetched += 1
            self._failed += look.failure is not None or (look.status or 0) >= 400
            self._write(task, look)

    def _wait_s(self, url: str, due: datetime) -> float:
        """How long to wait until ``due``: never longer than looks lie apart, however the clock was set meanwhile."""
        apart_s = self._settings.confirm_after_s
        made = self._made.get(url)
        left_s = (due - _now()).total_seconds() if made is None else made + apart_s - monotonic()
        return min(max(0.0, left_s), apart_s) + _EARLY_S

    async def _look(self, url: str) -> Look:
        """One look. A host that was given up after many tries is not asked again: it fails as it did last."""
        owner = self._owner(url)
        client = self._outside if owner is None else self._inside
        allow = self._robots.allow if owner is None or owner.profile.obey_robots is not False else None
        try:
            if allow is not None and not await allow(url):
                return Look(url=url, at=_now(), signs=(Sign.ROBOTS,))
            answer = await self._seen(client, url, url, allow)
            for _ in range(MAX_STUBS):
                further = None if Sign.LIKE_MISSING in answer.signs else self._further(answer)
                if further is None or (allow is not None and not await allow(further)):
                    break
                answer = await self._seen(client, url, further, allow)
        except HostGivenUpError as silent:
            return Look(url=url, at=_now(), failure=silent.failure, note=_GIVEN_UP)
        if owner is None:
            self._told_owner(answer)
        return self._kept(answer)

    def _told_owner(self, answer: Answer) -> None:
        """Note what a page outside all sites is called, and whether it has changed hands."""
        signs, title = owner_signs(answer, self._known.spam)
        if title is not None and answer.note is None:
            answer.note = NOTED + redacted_text(title, self._today)
        answer.with_signs(*signs)
        if signs and was_another(self._store.earlier_notes(self._job.run_id, answer.url), title):
            answer.with_signs(Sign.OTHER_BEFORE)

    async def _seen(
        self, client: Client, url: str, target: str, allow: Callable[[str], Awaitable[bool]] | None
    ) -> Answer:
        """The answer at ``target``, where the page at ``url`` sends visitors if it is another, with all its signs."""
        answer = await client.look(target, allow=allow)
        answer.url = url
        answer.with_signs(*content_signs(answer))
        reading = self._reading(answer)
        if reading is not None and not is_home(answer.final_url, self._home_of(answer.final_url)):
            sign = _ANSWER_SIGNS.get(reading.answer)
            answer.with_signs(*(() if sign is None else (sign,)))
        answer.with_signs(*await self._hosts[client].signs(answer))
        return answer

    def _reading(self, answer: Answer) -> Reading | None:
        """What an answer holds as a page, None where it is none."""
        if answer.status is None or not 200 <= answer.status < 300 or not (answer.html and answer.kept):
            return None
        try:
            decoded = decode(answer.body, answer.content_type)
        except Undecodable:
            answer.with_signs(Sign.UNDECODABLE)
            return None
        return read_page(
            decoded.text,
            url=answer.final_url,
            encoding=decoded.encoding,
            status=answer.status,
            as_of=self._today,
            links_only=True,
        )

    def _further(self, answer: Answer) -> str | None:
        """Where a page that holds nothing else sends its visitor, by refresh or script."""
        reading = self._reading(answer) if len(answer.body) <= MAX_STUB_BYTES else None
        target = None if reading is None else stub_target(reading)
        target = None if target is None else target.partition("#")[0]
        return None if target == answer.final_url else target

    def _kept(self, answer: Answer) -> Look:
        """The look, with its body kept where it shows why the address is in doubt."""
        doubtful = not FAULT_SIGNS.isdisjoint(answer.signs) and answer.kept
        body = redacted_body(answer.body, answer.content_type, self._today) if doubtful else None
        look = replace(answer.look(), sha256=None if body is None else self._evidence.put(body))
        final = look.final_url
        return look if final is None else replace(look, final_url=redacted_text(final, self._today))

    def _write(self, task: Task, look: Look) -> None:
        writer = self._writers.get(task.run_id)
        if writer is None:
            writer = self._writers[task.run_id] = self._store.writer(task.run_id)
            writer.__enter__()
        writer.look(look)


def _now() -> datetime:
    return datetime.now(SHANGHAI)
