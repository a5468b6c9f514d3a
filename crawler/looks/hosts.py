"""How each host answers to addresses that cannot exist: the yardstick for soft 404s. Facts only, no verdict."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from crawler.decode import Undecodable, decode
from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError
from storage.records import Sign

ALIKE = 95
"""Per cent of the text in which two answers agree that say the same (an echoed path or a time may differ)."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.I | re.S)
_NOISE = re.compile(r"<(script|style|noscript|!--)[\s\S]*?(?:</\1|-->)|<[^>]*>|\d+|\s+", re.I)
_DIGITS = re.compile(r"\d+")
_SHELL = re.compile(r"<script[^>]{0,500}\ssrc\s*=", re.I)
_INDEX = re.compile(r"/(?:(?:index|default|home|main)\.\w+)?$", re.I)
_MAX_TEXT = 5_000

BARE = 50
"""Characters of text below which two answers are alike only if their markup is the same."""

FEW = 10
"""Characters of text below which numbers may be all that a page has to say."""

SMALL_BYTES = 8_000
"""Larger pages are not suspected of being the error page of their folder alone."""

SHORT = 600
"""Nor are pages that hold more characters than this."""

MAX_FOLDERS = 20
"""Folders of one host that are asked for manners of their own."""


@dataclass(frozen=True, slots=True)
class Print:
    """What an answer looks like: whether it was redirected, its title, the beginning of its text, the text's length.

    ``markup``: all of it where there is next to no text, as it is and without the asked path, else none.
    ``shell``: scripts from elsewhere make the page.
    """

    moved: bool
    title: str
    text: str
    length: int
    markup: frozenset[str] = frozenset()
    shell: bool = False

    def is_like(self, others: Iterable[Print]) -> bool:
        """Whether this answer says what one of the others says; of bare pages the markup must be the same."""
        return any(
            self.title == other.title
            and self.moved == other.moved
            and (not self.markup.isdisjoint(other.markup) or not (self.markup or other.markup))
            and abs(self.length - other.length) <= max(20, other.length // 20)
            and (self.text == other.text or fuzz.ratio(self.text, other.text) >= ALIKE)
            for other in others
        )


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
    written, path = text, urlsplit(answer.url).path
    for echoed in (path, unquote(path), path.rpartition("/")[2]):
        if len(echoed) > 1:
            text = text.replace(echoed, "")
    title = _TITLE.search(text)
    plain = _NOISE.sub("", text)
    moved = answer.final_url != answer.url
    if len(plain) >= BARE:
        return Print(moved, title[1].strip() if title else "", plain[:_MAX_TEXT], len(plain))
    forms = (text, written) if len(plain) < FEW else (_DIGITS.sub("", text), _DIGITS.sub("", written))
    markup = frozenset("".join(form.split())[:_MAX_TEXT] for form in forms)
    return Print(moved, title[1].strip() if title else "", plain, len(plain), markup, bool(_SHELL.search(text)))


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
    """The manners of all hosts, asked once each with two random paths of different depth; folders in which small
    pages stand are asked as well, for an application in a folder may have an answer to everything."""

    def __init__(self, client: Client, home: Callable[[str], str | None] = lambda url: None) -> None:
        self._client = client
        self._home = home
        self._known: dict[str, asyncio.Task[Manners]] = {}
        self._folders: Counter[str] = Counter()

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
        small = len(answer.body) <= SMALL_BYTES
        if not went_home and (manners.prints or small):
            own = print_of(answer)
            alike = own.is_like(manners.prints)
            if not alike and small and own.length <= SHORT:
                alike = own.is_like((await self._of_folder(answer.url)).prints)
            if alike:
                signs.append(Sign.LIKE_MISSING)
        return tuple(signs)

    async def _of(self, url: str) -> Manners:
        origin = _origin(url)
        return await self._asked(origin, origin, random_paths(origin))

    async def _of_folder(self, url: str) -> Manners:
        """The manners of the first folder of an address; of none where there is none, or too many were asked."""
        origin, folder = _origin(url), urlsplit(url).path.partition("/")[2].partition("/")
        place = f"{origin}/{folder[0]}/"
        if not folder[1] or (place not in self._known and self._folders[origin] >= MAX_FOLDERS):
            return Manners()
        if place not in self._known:
            self._folders[origin] += 1
        return await self._asked(place, origin, (f"/{folder[0]}/t{_name(place)}.html",))

    async def _asked(self, place: str, origin: str, paths: tuple[str, ...]) -> Manners:
        task = self._known.get(place)
        if task is None:
            task = self._known[place] = asyncio.ensure_future(self._ask(origin, paths))
        return await asyncio.shield(task)

    async def _ask(self, origin: str, paths: tuple[str, ...]) -> Manners:
        prints: list[Print] = []
        to_home = False
        for path in paths:
            try:
                answer = await self._client.look(origin + path)
            except HostGivenUpError:
                break
            if answer.status != 200 or not answer.html:
                continue
            if sent_home(answer, self._home(answer.url)):
                to_home = True
            elif not (seen := print_of(answer)).shell:
                prints.append(seen)
        return Manners(tuple(prints), to_home)


def random_paths(origin: str) -> tuple[str, str]:
    """Two paths that no host has, one at the top and one in a folder; the same for a host every time."""
    name = _name(origin)
    return f"/{name[:10]}.html", f"/{name[10:]}/t{name}.html"


def _name(place: str) -> str:
    return blake2b(place.encode(), digest_size=8).hexdigest()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
