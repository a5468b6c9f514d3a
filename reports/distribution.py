"""Whether documents of a round and their interpretations appeared on their body's accounts (稿源互通)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from crawler.policies.documents import Item
from crawler.policies.mentions import core_of
from crawler.policies.numbers import find_numbers, first_number
from crawler.policies.pairing import pair
from crawler.policies.titles import names_in, straightened
from crawler.policies.weighing import PAIR
from reports.judging import agency_of, judged_targets
from storage.records import (
    SHANGHAI,
    AccountFacts,
    Distributed,
    Distribution,
    Pairing,
    Post,
    Registry,
    Run,
    RunState,
)

if TYPE_CHECKING:
    from storage.store import Store

NAMED, NUMBERED, LINKED, ALIKE = 0.92, 0.95, 0.97, 0.8
"""How sure a post speaks of a document by its name, its number, its address, or a title like that of its page."""

LEAST_NAME = 8
"""Characters of a name by which a post is found without quotation marks."""

LIKE_TITLE = 92
"""Likeness of what two titles are about, of 100, from which on they are taken for one."""

EARLY = timedelta(days=3)
"""How long before the website an account may have been."""

MOST_POSTS = 5


@dataclass(frozen=True, slots=True)
class _Said:
    """A post as it is compared: its words without marks and blanks."""

    account: str
    post: Post
    day: date
    text: str

    @property
    def id(self) -> str:
        return f"{self.account}\x1f{self.post.id or self.post.url or self.post.title}"


@dataclass(frozen=True, slots=True)
class _Voices:
    """The posts of a body's accounts, and from which day on each account shows all."""

    posts: Sequence[_Said]
    since: Mapping[str, date]


def distribute_round(store: Store, registry: Registry, period: str, round_: int) -> None:
    """Look for the documents of every site on the accounts of its body, and keep the result with the site.

    Repeating it replaces what was there.
    """
    runs = [
        (run, target)
        for run, target in judged_targets(store.runs(period, round_), registry)
        if run.state is RunState.COMPLETE and run.trouble is None
    ]
    voices = _voices(store, registry, [run for run, target in runs if target.kind == "account"])
    for run, site in runs:
        if site.kind == "account":
            continue
        own = voices.get(site.agency or "")
        pairings = list(store.facts(run, site, agency_of(site, registry), registry).records(Pairing)) if own else []
        store.put_records(run.id, {Distribution: list(_distributions(pairings, own)) if own else []})


def _voices(store: Store, registry: Registry, runs: Iterable[Run]) -> dict[str, _Voices]:
    """The posts of the accounts that could be read, by agency."""
    posts: dict[str, list[_Said]] = {}
    since: dict[str, dict[str, date]] = {}
    for run in runs:
        account = registry.accounts[run.target]
        facts = store.facts(run, account.target(), None, registry)
        seen = next(iter(facts.records(AccountFacts)), None)
        if seen is None or seen.health is not None:
            continue
        dated = [
            _Said(account.id, post, _day(post.at), straightened(f"{post.title} {post.text}"))
            for post in facts.records(Post)
            if post.at is not None
        ]
        posts.setdefault(account.agency, []).extend(dated)
        if not seen.partial and (flow := [one.day for one in dated if not one.post.pinned]):
            since.setdefault(account.agency, {})[account.id] = min(flow)
    return {agency: _Voices(found, since.get(agency, {})) for agency, found in posts.items()}


def _distributions(pairings: Iterable[Pairing], voices: _Voices) -> Iterable[Distribution]:
    wanted = [one for one in pairings if one.charged is not False and one.binding and one.published is not None]
    guessed: dict[str, dict[str, float]] = {}
    documents = [
        Item(id=one.policy, title=one.title, number=one.number or "", day=one.published, url=one.policy)
        for one in wanted
    ]
    asking = [
        Item(id=said.id, title=said.post.title, day=said.day, url=said.post.url or "", text=said.post.text)
        for said in voices.posts
    ]
    for match in pair(documents, asking) if documents and asking else ():
        guessed.setdefault(match.policy, {})[match.interpretation] = match.confidence
    for one in wanted:
        assert one.published is not None
        found = []
        for said in voices.posts:
            if said.day < one.published - EARLY:
                continue
            sure = max(_certainty(one, said), guessed.get(one.policy, {}).get(said.id, 0.0))
            if sure > 0:
                post = said.post
                found.append(
                    Distributed(account=said.account, url=post.url, title=post.title, at=post.at, confidence=sure)
                )
        found.sort(key=lambda post: (-post.confidence, str(post.at), post.account))
        yield Distribution(
            policy=one.policy,
            title=one.title,
            published=one.published,
            interpreted=any(pair.confidence >= PAIR for pair in one.pairs),
            covering=tuple(sorted(name for name, day in voices.since.items() if day <= one.published)),
            posts=tuple(found[:MOST_POSTS]),
        )


def _certainty(one: Pairing, said: _Said) -> float:
    """How sure a post speaks of a document, by what is exact in it; 0 where nothing is."""
    addresses = {one.policy, *one.copies, *(pair.interpretation for pair in one.pairs if pair.confidence >= PAIR)}
    if said.post.url in addresses or any(url in said.post.text for url in addresses):
        return LINKED
    number = first_number(one.number or "")
    if number is not None and any(other.key == number.key for other in find_numbers(said.post.text or said.post.title)):
        return NUMBERED
    names = [name.bare for name in names_in(one.title)]
    if any(len(name) >= LEAST_NAME and name in said.text for name in names):
        return NAMED
    titles = [one.title, *(pair.title for pair in one.pairs if pair.confidence >= PAIR)]
    own = core_of(said.post.title)
    if len(own) >= LEAST_NAME and any(fuzz.ratio(core_of(title), own) >= LIKE_TITLE for title in titles):
        return ALIKE
    return 0.0


def _day(at: date | datetime | None) -> date:
    assert at is not None
    return at.astimezone(SHANGHAI).date() if isinstance(at, datetime) else at
