"""What one answer says of an account: read, its posts without the numbers of persons, its bytes made fit to keep."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler import platforms
from crawler.platforms.posts import Saved, UnreadableError
from crawler.readers import personal
from crawler.readers.exposures import told
from crawler.readers.unsafe import spam_words
from crawler.redaction import redacted_body
from storage.records import SHANGHAI, Account, AccountFacts, KeptAnswer, Post

log = logging.getLogger(__name__)

MAX_MISTAKES = 20
MAX_KEPT = 200
"""Wrong rows that are named, and posts of an account that are stored: the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What an answer shows. ``records``: numbers of persons and spam words in the posts. ``single``: it is one post."""

    facts: AccountFacts
    posts: tuple[Post, ...] = ()
    records: tuple[Any, ...] = ()
    body: bytes = b""
    single: bool = False

    @property
    def readable(self) -> bool:
        """Whether posts could be read, be there some or none."""
        return self.facts.health is None


def names_of(account: Account) -> frozenset[str]:
    """What lists of several accounts may call this one."""
    return frozenset(name.casefold() for name in (account.id, account.name, account.handle) if name)


def understand(account: Account, place: str, saved: Saved, today: date) -> Understood:
    """Read one answer of an account's source; why it cannot be read is told by ``facts.health``."""
    facts = AccountFacts(account=account.id, platform=account.platform, where=place)
    saved.names = names_of(account)
    try:
        found = platforms.read(saved)
    except UnreadableError as error:
        gone = error.note if error.reason == "gone" else None
        health = "unreadable" if error.reason == "gone" else error.reason
        kept = redacted_body(saved.body, saved.content_type, today) if not saved.looks_binary else saved.body
        return Understood(facts=replace(facts, health=health, note=error.note, gone=gone), body=kept)
    except Exception as error:  # a reader of a platform, ours or a plug-in's, met what nobody foresaw
        log.exception("the reader of %s broke on %s", account.id, place)
        return Understood(facts=replace(facts, health="crashed", note=f"{type(error).__name__}: {error}"[:200]))
    posts, records, digits = without_numbers(found.posts[:MAX_KEPT], account.place, today)
    body = saved.body
    if digits and saved.looks_binary:
        body = b""  # packed text cannot be masked: nothing of it is kept
    for number in digits:
        body = body.replace(number.encode(), b"*" * len(number))
    facts = replace(
        facts,
        source=found.source,
        captured_at=saved.at,
        total=found.total,
        problems=found.problems,
        mistakes=found.mistakes[:MAX_MISTAKES],
        shown_name=found.account,
        shown_id=found.account_id,
        owner=found.owner,
    )
    return Understood(facts=facts, posts=tuple(posts), records=tuple(records), body=body, single=found.kind == "post")


def without_numbers(posts: Iterable[Post], place: str, today: date) -> tuple[list[Post], list[Any], set[str]]:
    """Posts without the numbers of persons, what was found in them beside spam words, and the numbers themselves."""
    kept: list[Post] = []
    records: list[Any] = []
    digits: set[str] = set()
    for post in posts:
        text = post.text or post.title
        url = post.url or place
        numbers = [*personal.numbers_of(text, today), *personal.phones_of(text)] if personal.may_hold(text) else []
        if numbers:
            records += told(url, text, numbers, text, numbers)
            digits |= {text[number.start : number.end] for number in numbers}
            title = post.title
            for number in numbers:
                title = title.replace(text[number.start : number.end], "*" * len(number.digits))
            text = personal.masked(text, numbers)
            post = replace(post, title=title, text=text if len(text) > len(title) else "")  # noqa: PLW2901 - the same post, masked
        if (words := spam_words(url, text)) is not None:
            records.append(words)
        kept.append(post)
    return kept, records, digits


def of_file(place: str, root: Path | None, most: int) -> Saved:
    """A file inside the workspace. ``most``: bytes that are read.

    Raises:
        UnreadableError: outside, absent, or too large.
    """
    if root is None:
        raise UnreadableError("unreadable", "a file, and no workspace")
    path = (root / place).resolve()
    if not path.is_relative_to(root.resolve()):
        raise UnreadableError("unreadable", "a file outside the workspace")
    try:
        if path.stat().st_size > most:
            raise UnreadableError("too_large", "a file larger than is read")
        body, written = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, SHANGHAI)
    except OSError as error:
        raise UnreadableError("unreadable", f"the file cannot be read: {error.strerror}") from None
    return Saved(body, written, name=path.name)


def read_again(
    account: Account, facts: AccountFacts, answers: Sequence[tuple[KeptAnswer, bytes]], today: date
) -> Understood | None:
    """What today's readers make of kept answers, as ``crawler.accounts`` prefers them; None where none was kept."""
    ordered = sorted(answers, key=lambda kept: (kept[0].place != account.feed, kept[0].article, kept[0].rendered))
    by_place: dict[tuple[str, bool], tuple[KeptAnswer, bytes]] = {}
    for kept, body in ordered:
        key = (kept.place, kept.rendered)
        if key not in by_place or by_place[key][0].at < kept.at:
            by_place[key] = (kept, body)
    first: Understood | None = None
    articles: list[Understood] = []
    for kept, body in by_place.values():
        saved = Saved(body, kept.at, url=kept.url, content_type=kept.content_type, name=kept.name)
        found = understand(account, kept.place, saved, today)
        if kept.article:
            articles.append(found)
        elif found.readable and not (found.single and kept.place != account.feed):
            return replace(found, facts=with_history(found.facts, facts))
        elif first is None:
            first = found
    if (joined := of_articles(account, articles)) is not None:
        return replace(joined, facts=with_history(joined.facts, facts))
    return None if first is None else replace(first, facts=with_history(first.facts, facts))


def with_history(found: AccountFacts, before: AccountFacts) -> AccountFacts:
    """What was read, with how it was come by."""
    return replace(
        found, looks=before.looks, answers=before.answers, probe=before.probe, alike=before.alike, gone=before.gone
    )


def of_articles(account: Account, articles: Sequence[Understood]) -> Understood | None:
    """The account's own among articles to which sites link, as its posts; None where none is its own."""
    names = names_of(account)
    own = [
        one
        for one in articles
        if one.readable
        and one.posts
        and {(one.facts.shown_name or "").casefold(), (one.facts.shown_id or "").casefold()} & names
    ]
    if not own:
        return None
    posts = {post.id or post.url: post for one in own for post in one.posts}
    newest = max(own, key=lambda one: one.facts.captured_at or one.facts.looks[0].at)
    return Understood(
        facts=replace(newest.facts, partial=True, problems={}),
        posts=tuple(posts.values()),
        records=tuple(record for one in own for record in one.records),
    )
