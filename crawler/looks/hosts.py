"""How each host answers to addresses that cannot exist: the yardstick for soft 404s. Facts only, no verdict."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.decode import Undecodable, decode
from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError
from storage.records import Sign

ALIKE = 95
"""Per cent of the text in which two answers agree that say the same (an echoed path or a time may differ)."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.I | re.S)
_NOISE = re.compile(r"<(script|style|!--)[\s\S]*?(?:</\1|-->)|<[^>]*>|\d+|\s+", re.I)
_INDEX = re.compile(r"/(?:(?:index|default|home|main)\.\w+)?$", re.I)
_MAX_TEXT = 5_000


@dataclass(frozen=True, slots=True)
class Print:
    """What an answer looks like: whether it was redirected, its title, the beginning of its text, the text's length."""

    moved: bool
    title: str
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Manners:
    """How a host answers to random paths. ``prints``: of those that it answers with 200, empty for honest hosts."""

    prints: tuple[Print, ...] = ()
    to_home: bool = False


def print_of(answer: Answer) -> Print:
    """The print of an HTML answer; the asked path itself does not count where it is echoed."""
    try:
        text = decode(answer.body, answer.content_type).text
    except Undecodable:
        text = ""
    name = urlsplit(answer.url).path.rpartition("/")[2]
    if name:
        text = text.replace(name, "")
    title = _TITLE.search(text)
    plain = _NOISE.sub("", text)
    moved = answer.final_url != answer.url
    return Print(moved, title[1].strip() if title else "", plain[:_MAX_TEXT], len(plain))


def is_home(url: str, home: str | None = None) -> bool:
    """Whether an address is a host's front door (or ``home``, where the site has another)."""
    parts = urlsplit(url)
    if home is not None and _bare(url) == _bare(home):
        return True
    return _INDEX.fullmatch(parts.path or "/") is not None and not parts.query


def sent_home(answer: Answer, home: str | None = None) -> bool:
    """Whether a visitor who asked for something else ended on the front door."""
    return answer.final_url != answer.url and is_home(answer.final_url, home) and not is_home(answer.url, home)


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{_INDEX.sub('/', parts.path or '/')}?{parts.query}"


class Hosts:
    """The manners of all hosts, asked once each with two random paths of different depth."""

    def __init__(self, client: Client, home: Callable[[str], str | None] = lambda url: None) -> None:
        self._client = client
        self._home = home
        self._known: dict[str, asyncio.Task[Manners]] = {}

    async def signs(self, answer: Answer) -> tuple[Sign, ...]:
        """What an answer has in common with what its host says to random paths. The front door never has anything."""
        if answer.status is None or answer.status >= 400 or not answer.html:
            return ()
        home = self._home(answer.url)
        if is_home(answer.url, home):
            return ()
        signs: list[Sign] = []
        went_home = sent_home(answer, home)
        if went_home:
            signs.append(Sign.TO_HOME)
        manners = await self._of(answer.url)
        if went_home and manners.to_home:
            signs.append(Sign.RANDOM_TO_HOME)
        if manners.prints and not went_home and self._alike(print_of(answer), manners):
            signs.append(Sign.LIKE_MISSING)
        return tuple(signs)

    @staticmethod
    def _alike(own: Print, manners: Manners) -> bool:
        return any(
            own.title == other.title
            and own.moved == other.moved
            and abs(own.length - other.length) <= max(20, other.length // 20)
            and (own.text == other.text or fuzz.ratio(own.text, other.text) >= ALIKE)
            for other in manners.prints
        )

    async def _of(self, url: str) -> Manners:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        task = self._known.get(origin)
        if task is None:
            task = self._known[origin] = asyncio.ensure_future(self._ask(origin, url))
        return await asyncio.shield(task)

    async def _ask(self, origin: str, url: str) -> Manners:
        prints: list[Print] = []
        to_home = False
        for path in random_paths(origin, urlsplit(url).path):
            try:
                answer = await self._client.look(origin + path)
            except HostGivenUpError:
                break
            if answer.status != 200 or not answer.html:
                continue
            if sent_home(answer, self._home(answer.url)):
                to_home = True
            else:
                prints.append(print_of(answer))
        return Manners(tuple(prints), to_home)


def random_paths(origin: str, path: str) -> tuple[str, str]:
    """Two paths that no host has, one at the top and one beside ``path``; the same for a host every time."""
    name = blake2b(origin.encode(), digest_size=8).hexdigest()
    folder = path.rpartition("/")[0]
    return f"/{name[:10]}.html", f"{folder or '/' + name[10:]}/t{name}.html"
