"""What was seen of new-media accounts: their posts, and how well their sources could be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.records.seen import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post of an account. ``at``: a date where no time is known, None where nothing tells.

    ``title``: its first words; ``text``: more of them where it is longer, "" where the title is all. ``at_from``: id
    (the platform's number holds the time), field (a field of an answer), printed, relative (resolved against the time
    of the capture), no_year (year found by order), script, or None. ``pinned``: kept on top by hand.
    """

    id: str | None
    title: str
    url: str | None
    at: date | datetime | None = None
    at_from: str | None = None
    pinned: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """One answer that was kept, so that it can be read again. ``place``: the address or file that was asked for;
    ``url``: where it led, "" for a file, whose name is ``name``; ``at``: when it was made; ``sha256``: of what is kept;
    ``rendered``: it is a page as the browser built it; ``article``: one that a site of the agency links to."""

    place: str
    url: str
    at: datetime
    sha256: str
    content_type: str | None = None
    name: str = ""
    rendered: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What the sources of one account showed in one run.

    ``source``: the reader that understood the answer (feed, export, weibo...), None where none did. ``where``: the
    address or file that was read. ``captured_at``: when the answer was made: of a file, when it was written.
    ``health``: None where posts could be read, else why not: a not_run reason of the interface. ``note``: what
    exactly was wrong, for the log. ``alike``: accounts of the same platform that failed in the same way, and no other
    could be read there: the reader is at fault, or the platform shut us out. ``probe``: what a known-good account of
    the same host showed: ok, broken (could not be read), silent (nothing new, although it posts every day), None where
    none was asked. ``gone``: what says that the account no longer exists (a status, or the words of the platform), None
    where nothing does; then every look said so. ``total``: posts that the platform counts, None where it does not say.
    ``partial``: the posts are those that sites of the agency link to, not all. ``shown_name``, ``shown_id``, ``owner``:
    what the platform calls the account, its number there, and the body for which it is verified. ``problems``: odd
    things by name with their number (future, duplicate_ids, undated, bad_rows, withdrawn, others, left_out).
    ``mistakes``: the first rows of an export that are no posts, each a sentence naming row, column and value.
    """

    account: str
    platform: str
    source: str | None = None
    where: str | None = None
    captured_at: datetime | None = None
    health: str | None = None
    note: str | None = None
    alike: int = 0
    probe: str | None = None
    gone: str | None = None
    total: int | None = None
    partial: bool = False
    shown_name: str | None = None
    shown_id: str | None = None
    owner: str | None = None
    problems: Mapping[str, int] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    answers: tuple[KeptAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountObservation:
    """What an inspector saw of an account by hand (standards, section 8).

    ``number``: of the act in the journal. None everywhere: not looked at. ``last_post_at``: day of the newest post.
    ``posts_14d``: posts of the last two weeks. ``opens``: the account, or the app after its download, opens.
    ``interactive``: comments or messages are possible. ``menu_ok``: the entries of the menu work. ``renamed_to``: its
    present name where that is not the registered one. ``evidence``: the file of a screenshot with its SHA-256.
    ``by``, ``second``: who saw it, and who confirms it.
    """

    number: int
    at: datetime
    by: str
    second: str | None = None
    last_post_at: date | None = None
    posts_14d: int | None = None
    opens: bool | None = None
    interactive: bool | None = None
    menu_ok: bool | None = None
    renamed_to: str | None = None
    note: str | None = None
    evidence: str | None = None
    sha256: str | None = None

    @property
    def attested(self) -> bool:
        """Whether two people say so: what one saw alone vetoes nothing."""
        return self.second is not None and self.second != self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAccount:
    """An account that a page of a site shows as its own: by a link, or by a picture that may hold a QR code.

    ``matrix``: the page lists the accounts of several bodies. ``name``: what the page calls it, "" where nothing does.
    ``platform``: as the words around it say, None where they do not.
    """

    page: str
    name: str
    platform: str | None
    url: str | None = None
    image: str | None = None
    matrix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """What the QR code in a picture says. ``says`` None: there is none in it. ``note``: why it could not be read."""

    image: str
    says: str | None
    sha256: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distributed:
    """A post by which an account passed a document or an interpretation on."""

    account: str
    url: str | None
    title: str
    at: date | datetime | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Where a document of the period, or its interpretation, appeared on the accounts of its agency.

    ``covering``: accounts of the agency whose posts reach back to the day of publication; ``posts``: those that speak
    of it, best first.
    """

    policy: str
    title: str
    published: date
    interpreted: bool
    covering: tuple[str, ...] = ()
    posts: tuple[Distributed, ...] = ()
