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

    ``ways``: what hides it (off_screen, tiny, transparent, clipped, behind, same_colour, zero_width, not_displayed,
    marquee, noscript, comment), or what else is unseen: script (sends search engines' visitors on), packed_script,
    outside_script, spider (what a search engine is given). ``path``: where it is in the page. ``targets``: addresses on
    other hosts, distinct; ``words``: spam words in it. ``reasoned``: names, its like beside it or a script show that it
    is opened by a click (tab, menu, layer). ``anonymous``: it has neither id nor class. ``rendered``: the browser
    shows nothing of it, None where nobody asked.
    """

    url: str
    ways: tuple[str, ...]
    path: str
    targets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    text: str = ""
    reasoned: bool = False
    anonymous: bool = True
    rendered: bool | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file that a page offers and whose text was looked for; the file itself is not kept.

    ``page``: the page that offers it, by a link called ``name``. ``kind``: pdf, docx, xlsx... ``sha256``: of the bytes
    received. ``start``: its first line, numbers of persons masked. ``agrees``: whether it is what its link says, None
    where that cannot be told. ``unread``: the reason (of the interface) why it was not read to its end, and ``why`` in
    a word.
    """

    url: str
    page: str | None
    kind: str
    sha256: str
    name: str = ""
    start: str = ""
    agrees: bool | None = None
    unread: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMark:
    """A mark which says that a page or a file is not for the public; nothing else of it is kept.

    ``mark``: classified, internal, not_public. ``sha256``: of the bytes received. ``page``: the page that offers the
    file, None where ``url`` is the page itself.
    """

    url: str
    mark: str
    sha256: str
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWording:
    """A wording of the office's own list that a page uses. ``excerpt``: words around the first."""

    url: str
    wrong: str
    right: str
    count: int
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsiteBlock:
    """Links of a page to hosts outside the world of offices, that stand in one and the same place.

    ``steps``: what they stand in, from the body down to the link, each as ``tag#id.class``. ``sheets``: the style
    sheets of the page. ``text``: of the first link.
    """

    url: str
    steps: tuple[str, ...]
    targets: tuple[str, ...]
    text: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingRules:
    """The rules of one style sheet that hide. ``rules``: a selector of tags, classes and ids, then its ways."""

    sheet: str
    rules: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitledLinks:
    """Links of a page whose texts name a document: pairs of address and text."""

    page: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPromise:
    """A link that opens another document than it names.

    ``page``: where it stands. ``target``: what opens, called ``title``. ``certain``: the document named stands nowhere
    in what opens, which was read whole; or the link promises a document and leads to the site's own home page.
    """

    page: str
    target: str
    text: str
    title: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayFolder:
    """A folder of pages that have nothing in common with the site: no template, no footer, no page tag of its own.

    ``pages``: how many; ``example``: one of them, called ``title``.
    """

    folder: str
    pages: int
    example: str
    title: str
