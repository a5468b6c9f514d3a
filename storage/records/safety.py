"""What is unsafe in a page's content: numbers of persons, words and links that no office wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalNumbers:
    """The numbers of one kind that a page or a file gives away; they are masked wherever they were kept.

    ``kind``: id_number, bank_card or phone. ``certain``: how many of ``count`` distinct numbers are proved to be of
    persons. ``excerpt``: words around the first, its digits as asterisks. ``marks``: keyed digests of the numbers,
    equal where a number is repeated and worthless without the key. ``where``: what holds them (text, source).
    ``page``: the page that offers the file, None where ``url`` is the page itself.
    """

    url: str
    kind: str
    count: int
    certain: int
    excerpt: str
    marks: tuple[str, ...] = ()
    where: str = "text"
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A body that was changed before it was kept: the SHA-256 of what was received and of what is stored.

    ``stored`` is None where nothing but the digest was kept.
    """

    url: str
    received: str
    stored: str | None
    redacted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamWords:
    """Words that no office writes about itself, seen on a page outside the context in which offices speak of them.

    ``where``: title (of the page's head, while its text is clean) or text. ``strong`` and ``weak``: distinct words of
    either weight. ``glued``: one stands before a sentence that goes on without it. ``off_site``: one is the text of
    a link to another host. ``excerpt``: words around the first.
    """

    url: str
    where: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    glued: bool = False
    off_site: bool = False
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenBlock:
    """A part of a page that visitors cannot see and machines can, with what it holds.

    ``ways``: what hides it (off_screen, tiny, transparent, not_displayed, marquee, noscript, script). ``path``: where
    it is in the page. ``targets``: addresses on other hosts, distinct; ``words``: spam words in it. ``reasoned``:
    its names or its contents show that it is opened by a click (tab, menu, layer).
    """

    url: str
    ways: tuple[str, ...]
    path: str
    targets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    text: str = ""
    reasoned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedAttachment:
    """An attachment that an article lists at its end, while the page has no link to any file.

    ``name``: as listed, "" where only the word stands there. ``certain``: it has a name, and the page has links, so
    that they would have been kept.
    """

    url: str
    name: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCitation:
    """A law out of force on which a page rests that is younger than the change.

    ``law``: without 《》 and 中华人民共和国. ``by``: what took its place on ``since``. ``whole``: the page prints the
    law itself. ``certain``: cited as the present basis, by the words around it.
    """

    url: str
    law: str
    by: str
    since: date
    published: date
    quote: str = ""
    whole: bool = False
    certain: bool = True
