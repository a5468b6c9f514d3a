"""Policy documents, what interprets them, and which belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLink:
    """A link of a document to the service item that it speaks of (阅办联动)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy document on one site.

    ``number``: 发文字号 in the form with 〔〕, ``printed_number`` as it stands there. ``weak_date``: the day is known
    from the address alone. ``validity``: 有效, 失效, 废止, 已修改. ``valid_to``: last day of validity. ``kind``: 规章,
    规范性文件, other. ``binding``: it sets rules for the public and is no routine notice. ``owner``: agency of the
    registry that issued or led it, None where nobody of the registry is known to have; ``reprint``: it is another
    body's text, None where the page does not tell who issued it. ``act``: what it does to the documents that it names:
    "" (issues), amend, extend, repeal. ``names``: its names in one spelling; ``repeals``: those that it puts out of
    force. ``column``: address of the list in which it stands, of one that is no library where there is one;
    ``library``: a list in which it stands is a library of normative documents. ``board``: readers can leave a message
    or a rating. ``opening``: first characters of the text. ``links``: addresses in the text and under 相关解读.
    ``missing``: metadata that stands nowhere on the page, by Chinese name. ``doubt``: why the page could not be read.
    """

    url: str
    title: str
    number: str | None = None
    printed_number: str | None = None
    issuer: str | None = None
    written: date | None = None
    published: date | None = None
    weak_date: bool = False
    validity: str | None = None
    valid_to: date | None = None
    disclosure: str | None = None
    index_no: str | None = None
    kind: str = "other"
    binding: bool = True
    owner: str | None = None
    reprint: bool | None = None
    act: str = ""
    column: str | None = None
    library: bool = False
    board: bool = False
    names_service: bool = False
    services: tuple[ServiceLink, ...] = ()
    attachments: tuple[str, ...] = ()
    opening: str = ""
    links: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    shingles: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    repeals: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """One interpretation on one site.

    ``form``: text, infographic, video, audio, h5, qa, press, expert, interview, scenario, bundle (standards, section
    4.2). ``elements``: those of section 4.3 that it has. ``shingles``: digests of its runs of thirteen characters, a
    sample of equal share in every text. ``doubt``: why the page could not be read, None where it could.
    """

    url: str
    title: str
    published: date | None = None
    weak_date: bool = False
    form: str = "text"
    elements: tuple[str, ...] = ()
    column: str | None = None
    text_length: int = 0
    media: bool = False
    opening: str = ""
    links: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    shingles: tuple[int, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyShelf:
    """One list of documents over all its pages.

    ``library``: it is a library of normative documents; ``complete``: its name says that it holds all of them (库).
    ``items``: how many it lists; ``oldest``: the oldest day among them, None where none bears one; ``whole``: all pages
    of the list were read.
    """

    url: str
    name: str
    library: bool = False
    complete: bool = False
    items: int = 0
    oldest: date | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """That an interpretation belongs to a document.

    ``site``: the target on which the interpretation lies. ``confidence``: 0.5 and more is a pair, below a person has to
    look. ``signals``: link, number, title, similarity. ``lag_days``: working days from the document's first publication
    to this interpretation, 0 where it came before; None where a day is not known. ``earliest``: no other sure
    interpretation of the document is older. ``weak``: a day is known from an address alone, or the calendar of its year
    is provisional. ``link_to_policy``, ``link_back``: whether either page links to the other or to a copy of it; None
    where the page was not seen. ``copied``, ``copied_headings``: shares of the interpretation's text and headings that
    stand in the document. ``twins``: interpretations of other documents with the same text.
    """

    interpretation: str
    site: str
    title: str
    published: date | None
    form: str
    confidence: float
    signals: tuple[str, ...]
    lag_days: int | None = None
    earliest: bool = True
    weak: bool = False
    link_to_policy: bool | None = None
    link_back: bool | None = None
    copied: float = 0.0
    copied_headings: float = 0.0
    elements: tuple[str, ...] = ()
    text_length: int = 0
    media: bool = False
    seen: bool = True
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """One document of the round with all its interpretations, kept with the site to which it is charged.

    A document on several sites is one: ``policy`` is its page on the site of the body that issued it, else where it
    first appeared; ``copies`` are its other pages. ``published``: its first publication. ``age_days``: working days
    from then to the day of the verdict. ``charged``: this site's body answers for it; False where it only stands here,
    None where the pages do not tell who issued it.
    """

    policy: str
    title: str
    number: str | None
    kind: str
    binding: bool
    written: date | None
    published: date | None
    weak_date: bool
    validity: str | None
    charged: bool | None
    age_days: int | None = None
    copies: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    seen: bool = True
