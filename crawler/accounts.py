"""What the sources of new-media accounts show: each asked politely, read, and what could not be read said."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.answers import Understood, of_articles, of_file, understand
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError, Pace
from crawler.platforms.posts import Saved, UnreadableError
from crawler.probing import Probes
from crawler.rendering import Renderer
from crawler.robots import Robots
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Account, AccountFacts, Failure, KeptAnswer, Look, Method, Post, Sign

log = logging.getLogger(__name__)

ALIKE = 3
"""Accounts of one platform that fail in the same way, with none readable: then the fault is not theirs."""

AT_ONCE = 32
REST_S = 2.0
"""The first wait before a silent host is tried again: it keeps one platform's accounts only."""

MAX_RENDERED = 100
"""Public pages that are opened in the browser where nothing else could be read."""

MAX_ARTICLES = 12
"""Articles of an account that are opened because sites of its agency link to them."""

GUARDED = frozenset({401, 403, 407, 412, 418, 429, 432, 451, 521, 999})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SIGNS = {Sign.PRIVATE: "private_address", Sign.ROBOTS: "robots", Sign.TOO_LARGE: "too_large"}


@dataclass(slots=True)
class Seen:
    """An account with what was seen of it so far. ``records``: content facts of its posts."""

    account: Account
    facts: AccountFacts
    posts: tuple[Post, ...] = ()
    records: tuple[Any, ...] = ()
    looks: list[Look] = field(default_factory=list)
    answers: list[KeptAnswer] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether no source of it could be read."""
        return self.facts.health is not None

    @property
    def way(self) -> tuple[str, str]:
        """Its platform and the host that was asked, "" for a file: what fails alike fails on one way."""
        where = self.facts.where or ""
        return self.account.platform, (urlsplit(where).hostname or "") if _ADDRESS.match(where) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """How to gather. ``root``: the workspace, in which feeds may be files. ``keep``: stores a body, gives its digest.
    ``seen``: is told of each account when its first look is over. ``known_good``: addresses of accounts that post every
    day, to tell broken sources from silent accounts. ``renderer``: starts the browser and gives its socket, None where
    there is none. ``articles``: addresses of articles, by account, to which sites of its agency link."""

    settings: CrawlSettings
    root: Path | None
    keep: Callable[[bytes], str]
    seen: Callable[[Seen], None]
    today: date
    known_good: tuple[str, ...] = ()
    renderer: Callable[[], AbstractContextManager[str | None]] | None = None
    articles: Mapping[str, Sequence[str]] = field(default_factory=dict)


def gather(accounts: Sequence[Account], how: Gathering) -> list[Seen]:
    """Look at every account; again, later, at those that could not be read; and tell broken readers from silence."""
    return asyncio.run(_Round(how).gather(accounts))


class _Round:
    """One look at all accounts, with one client and one pace a host."""

    def __init__(self, how: Gathering) -> None:
        settings = how.settings
        self._how = how
        self._pace = Pace(
            rate=settings.requests_per_second,
            concurrency=settings.concurrency,
            rest_s=min(settings.confirm_after_s, REST_S),
        )

    async def gather(self, accounts: Sequence[Account]) -> list[Seen]:
        how = self._how
        self._client = Client(how.settings, self._pace, total=AT_ONCE)
        self._robots = Robots(self._client, obey=how.settings.obey_robots)
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(seen: Seen) -> Seen:
            async with slots:
                await self._look_at(seen)
            return seen

        try:
            found = [Seen(account, AccountFacts(account=account.id, platform=account.platform)) for account in accounts]
            probes = Probes(how.known_good, self._client)
            asked = asyncio.create_task(probes.ask())
            for task in asyncio.as_completed([one(seen) for seen in found]):
                how.seen(await task)
            again = [seen for seen in found if seen.failed and any(look.asked for look in seen.looks)]
            if again:
                await asyncio.sleep(how.settings.confirm_after_s)
                await asyncio.gather(*(one(seen) for seen in again))
            await self._with_browser([seen for seen in found if seen.failed])
            await asyncio.gather(*(self._by_articles(seen) for seen in found if seen.failed))
            await asked
        finally:
            await self._client.close()
        for seen in found:
            seen.facts = replace(seen.facts, probe=probes.of(seen.facts.where))
        return [_ended(seen, alike) for seen, alike in _alike(found)]

    async def _look_at(self, seen: Seen) -> None:
        """Try the sources of an account in turn, the feed before the public page; the first with posts is taken."""
        account, before = seen.account, seen.facts.gone
        failures: list[AccountFacts] = []
        for place in dict.fromkeys(place for place in (account.feed, account.url) if place):
            found = await self._read(seen, place)
            if found.readable:
                _take(seen, found)
                return
            failures.append(found.facts)
        if not failures:
            seen.facts = replace(seen.facts, health="unreadable", note="no feed and no address in the registry")
            return
        gone = failures[-1].gone if account.url else None
        looked_before = len({look.at for look in seen.looks if look.url == account.url}) > 1
        seen.facts = replace(failures[0], gone=gone if before or not looked_before else None)

    async def _read(self, seen: Seen, place: str, *, article: bool = False) -> Understood:
        account, how = seen.account, self._how
        try:
            if _ADDRESS.match(place):
                saved = await self._fetched(place, seen, public=place != account.feed)
            else:
                saved = await asyncio.to_thread(of_file, place, how.root, how.settings.max_body_bytes)
        except UnreadableError as error:
            facts = AccountFacts(account=account.id, platform=account.platform, where=place)
            gone = error.note if error.reason == "gone" else None
            health = "unreadable" if error.reason == "gone" else error.reason
            return Understood(facts=replace(facts, health=health, note=error.note, gone=gone))
        return await self._understood(seen, place, saved, article=article)

    async def _understood(
        self, seen: Seen, place: str, saved: Saved, *, article: bool = False, rendered: bool = False
    ) -> Understood:
        """Read an answer and keep it; one post where a list was asked for shows nothing of an account."""
        found = await asyncio.to_thread(understand, seen.account, place, saved, self._how.today)
        if found.body:
            digest = self._how.keep(found.body)
            if seen.looks and seen.looks[-1].url == place and seen.looks[-1].sha256 is None:
                seen.looks[-1] = replace(seen.looks[-1], sha256=digest)
            seen.answers.append(
                KeptAnswer(
                    place=place,
                    url=saved.url,
                    at=saved.at,
                    sha256=digest,
                    content_type=saved.content_type,
                    name=saved.name,
                    rendered=rendered,
                    article=article,
                )
            )
        if found.single and not article and place != seen.account.feed:
            note = "one post, not a list of them"
            return Understood(facts=replace(found.facts, source=None, health="unreadable", note=note))
        return found

    async def _fetched(self, url: str, seen: Seen, *, public: bool) -> Saved:
        """The answer of an address.

        Raises:
            UnreadableError: none that could be read.
        """
        if public and not await self._robots.allow(url):
            raise UnreadableError("robots", "robots.txt forbids the public page")
        try:
            answer = await self._client.look(url, keep=True)
        except HostGivenUpError as error:
            raise UnreadableError("unreadable", f"the host does not answer: {error.failure}") from None
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

    async def _with_browser(self, failed: Sequence[Seen]) -> None:
        """Open in the browser the public pages that show nothing without one, or keep robots out."""
        wanted = [
            seen
            for seen in failed
            if seen.account.url
            and seen.facts.health in {"unreadable", "blocked"}
            and seen.facts.gone is None
            and any(look.url == seen.account.url and look.status is not None for look in seen.looks)
        ][:MAX_RENDERED]
        if not wanted or self._how.renderer is None:
            return
        with ExitStack() as stack:
            socket = await asyncio.to_thread(stack.enter_context, self._how.renderer())
            renderer = Renderer(socket, mode="always")
            try:
                await asyncio.gather(*(self._render(seen, renderer) for seen in wanted))
            finally:
                await renderer.close()

    async def _render(self, seen: Seen, renderer: Renderer) -> None:
        url = seen.account.url
        assert url is not None
        if not await self._robots.allow(url):
            return
        at = datetime.now(SHANGHAI)
        shown = await renderer.render(url)
        if shown is None:
            return
        seen.looks.append(Look(url=url, at=at, method=Method.BROWSER, status=200, content_type="text/html"))
        saved = Saved(
            shown.html.encode("utf-8", "replace"), at, url=shown.final_url, content_type="text/html; charset=utf-8"
        )
        found = await self._understood(seen, url, saved, rendered=True)
        if found.readable:
            _take(seen, found)

    async def _by_articles(self, seen: Seen) -> None:
        """Open the articles to which sites of the agency link: those of this account are posts of it, not all."""
        places = list(dict.fromkeys(self._how.articles.get(seen.account.id, ())))[:MAX_ARTICLES]
        read = await asyncio.gather(*(self._read(seen, place, article=True) for place in places))
        if (found := of_articles(seen.account, read)) is not None:
            _take(seen, found)


def _take(seen: Seen, found: Understood) -> None:
    seen.facts, seen.posts, seen.records = found.facts, found.posts, found.records


def _ended(seen: Seen, alike: int) -> Seen:
    """An account with how many others failed as it did; where the fault is not its own, it is not called gone."""
    gone = None if alike or seen.facts.probe == "broken" else seen.facts.gone
    seen.facts = replace(seen.facts, alike=alike, gone=gone, looks=tuple(seen.looks), answers=tuple(seen.answers))
    return seen


def _alike(found: Iterable[Seen]) -> list[tuple[Seen, int]]:
    """Each account with the number of its platform's accounts that failed alike, 0 where that proves nothing."""
    found = list(found)
    readable = {seen.way for seen in found if not seen.failed and not seen.facts.partial}
    failing = Counter((seen.way, seen.facts.health) for seen in found if seen.failed and seen.looks)
    broken = {key: n for key, n in failing.items() if n >= ALIKE and key[0] not in readable}
    for (way, health), number in sorted(broken.items(), key=str):
        log.info("%d accounts of %s failed alike (%s): the platform is not judged", number, way[0], health)
    return [(seen, broken.get((seen.way, seen.facts.health), 0) if seen.looks else 0) for seen in found]
