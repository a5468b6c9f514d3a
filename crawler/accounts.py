"""What the sources of new-media accounts show: each asked politely, read, and what could not be read said."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from crawler import platforms
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError, Pace
from crawler.platforms.posts import Saved, UnreadableError
from crawler.robots import Robots
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Account, AccountFacts, Failure, Look, Post, Sign

log = logging.getLogger(__name__)

ALIKE = 3
"""Accounts of one platform that fail in the same way, with none readable: then the fault is not theirs."""

AT_ONCE = 32
REST_S = 2.0
"""The first wait before a silent host is tried again: it keeps one platform's accounts only."""

MAX_KEPT = 200
"""Posts of an account that are stored: the newest."""

GUARDED = frozenset({401, 403, 407, 412, 418, 429, 432, 451, 521, 999})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SIGNS = {Sign.PRIVATE: "private_address", Sign.ROBOTS: "robots", Sign.TOO_LARGE: "too_large"}


@dataclass(slots=True)
class Seen:
    """An account with what was seen of it so far."""

    account: Account
    facts: AccountFacts
    posts: tuple[Post, ...] = ()
    looks: list[Look] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether no source of it could be read."""
        return self.facts.health is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """How to gather. ``root``: the workspace, in which feeds may be files. ``keep``: stores a body, gives its digest.
    ``seen``: is told of each account when its first look is over."""

    settings: CrawlSettings
    root: Path | None
    keep: Callable[[bytes], str]
    seen: Callable[[Seen], None]


def gather(accounts: Sequence[Account], how: Gathering) -> list[Seen]:
    """Look at every account; again, later, at those that could not be read; and tell broken readers from silence."""
    return asyncio.run(_gather(accounts, how))


async def _gather(accounts: Sequence[Account], how: Gathering) -> list[Seen]:
    settings = how.settings
    pace = Pace(
        rate=settings.requests_per_second,
        concurrency=settings.concurrency,
        rest_s=min(settings.confirm_after_s, REST_S),
    )
    client = Client(settings, pace, total=AT_ONCE)
    robots = Robots(client, obey=settings.obey_robots)
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(seen: Seen) -> Seen:
        async with slots:
            await _look_at(seen, client, robots, how)
        return seen

    try:
        found = [Seen(account, AccountFacts(account=account.id, platform=account.platform)) for account in accounts]
        for task in asyncio.as_completed([one(seen) for seen in found]):
            how.seen(await task)
        again = [seen for seen in found if seen.failed and any(look.asked for look in seen.looks)]
        if again:
            await asyncio.sleep(settings.confirm_after_s)
            await asyncio.gather(*(one(seen) for seen in again))
    finally:
        await client.close()
    return [replace_facts(seen, alike) for seen, alike in _alike(found)]


def replace_facts(seen: Seen, alike: int) -> Seen:
    """An account with how many others failed as it did; where that tells of the reader, it is not called gone."""
    gone = None if alike else seen.facts.gone
    seen.facts = replace(seen.facts, alike=alike, gone=gone, looks=tuple(seen.looks))
    return seen


def _alike(found: Iterable[Seen]) -> list[tuple[Seen, int]]:
    """Each account with the number of its platform's accounts that failed alike, 0 where that proves nothing."""
    found = list(found)
    readable = {seen.account.platform for seen in found if not seen.failed}
    failing = Counter((seen.account.platform, seen.facts.health) for seen in found if seen.failed and seen.looks)
    broken = {key: n for key, n in failing.items() if n >= ALIKE and key[0] not in readable}
    for (platform, health), number in sorted(broken.items(), key=str):
        log.warning("%d accounts of %s failed alike (%s): not judged", number, platform, health)
    return [(seen, broken.get((seen.account.platform, seen.facts.health), 0) if seen.looks else 0) for seen in found]


async def _look_at(seen: Seen, client: Client, robots: Robots, how: Gathering) -> None:
    """Try the sources of an account in turn, the feed before the public page; the first that shows posts is taken."""
    account, before = seen.account, seen.facts.gone
    failures: list[AccountFacts] = []
    for place in dict.fromkeys(place for place in (account.feed, account.url) if place):
        facts, posts = await _read(account, place, seen, client, robots, how)
        if facts.health is None:
            seen.facts, seen.posts = facts, posts
            return
        failures.append(facts)
    if not failures:
        seen.facts = replace(seen.facts, health="unreadable", note="no feed and no address in the registry")
        return
    own = failures[-1] if account.url else None
    gone = own.gone if own is not None else None
    looked_before = len({look.at for look in seen.looks if look.url == account.url}) > 1
    seen.facts = replace(failures[0], gone=gone if before or not looked_before else None)


async def _read(
    account: Account, place: str, seen: Seen, client: Client, robots: Robots, how: Gathering
) -> tuple[AccountFacts, tuple[Post, ...]]:
    facts = AccountFacts(account=account.id, platform=account.platform, where=place)
    try:
        if _ADDRESS.match(place):
            saved = await _fetched(place, seen, client, robots, how, public=place != account.feed)
        else:
            saved = _from_file(place, how, seen)
        found = await asyncio.to_thread(platforms.read, saved)
    except UnreadableError as error:
        gone = error.note if error.reason == "gone" else None
        health = "unreadable" if error.reason == "gone" else error.reason
        return replace(facts, health=health, note=error.note, gone=gone), ()
    except Exception as error:  # a reader of a platform, ours or a plug-in's, met what nobody foresaw
        log.exception("the reader of %s broke on %s", account.id, place)
        return replace(facts, health="crashed", note=f"{type(error).__name__}: {error}"[:200]), ()
    for mistake in found.mistakes:
        log.warning("%s %s: %s", account.id, place, mistake)
    if found.kind == "post" and place != account.feed:
        return replace(facts, health="unreadable", note="one post, not a list of them"), ()
    made = replace(facts, source=found.source, captured_at=saved.at, total=found.total, problems=found.problems)
    return made, found.posts[:MAX_KEPT]


async def _fetched(url: str, seen: Seen, client: Client, robots: Robots, how: Gathering, *, public: bool) -> Saved:
    """The answer of an address.

    Raises:
        UnreadableError: none that could be read.
    """
    if public and not await robots.allow(url):
        raise UnreadableError("robots", "robots.txt forbids the public page")
    try:
        answer = await client.look(url, keep=True)
    except HostGivenUpError as error:
        raise UnreadableError("unreadable", f"the host does not answer: {error.failure}") from None
    if answer.body:
        answer.sha256 = how.keep(answer.body)
    seen.looks.append(answer.look())
    for sign, reason in _SIGNS.items():
        if sign in answer.signs:
            raise UnreadableError(reason, str(sign))
    if answer.failure is not None:
        ours = answer.failure is Failure.OURS
        raise UnreadableError("our_network" if ours else "unreadable", f"{answer.failure}: {answer.note}")
    if answer.status in GUARDED:
        raise UnreadableError("blocked", f"status {answer.status}")
    if answer.status in {404, 410}:
        raise UnreadableError("gone", f"status {answer.status}")
    if answer.status is None or not 200 <= answer.status < 300:
        raise UnreadableError("unreadable", f"status {answer.status}")
    return Saved(answer.body, answer.at, url=answer.final_url, content_type=answer.content_type)


def _from_file(place: str, how: Gathering, seen: Seen) -> Saved:
    """A file inside the workspace.

    Raises:
        UnreadableError: outside, absent, or too large.
    """
    if how.root is None:
        raise UnreadableError("unreadable", "a file, and no workspace")
    path = (how.root / place).resolve()
    if not path.is_relative_to(how.root.resolve()):
        raise UnreadableError("unreadable", "a file outside the workspace")
    try:
        if path.stat().st_size > how.settings.max_body_bytes:
            raise UnreadableError("too_large", "a file larger than is read")
        body, written = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, SHANGHAI)
    except OSError as error:
        raise UnreadableError("unreadable", f"the file cannot be read: {error.strerror}") from None
    how.keep(body)
    return Saved(body, written, name=path.name)
