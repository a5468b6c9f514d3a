"""The documents of a round, each once, on however many sites it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.policies.numbers import first_number
from crawler.policies.titles import key_of, straightened
from storage.records import Policy

MOVED, OLD_DAYS = 5, 90
"""Old documents of one day, and days since they were written, from which on that day is that of a move."""

NEAR_DAYS = 60
"""Days between two publications of a document without a number under one title."""


@dataclass(slots=True)
class Document:
    """One document with its pages: (site, record), its own body's first."""

    pages: list[tuple[str, Policy]] = field(default_factory=list)

    @property
    def main(self) -> Policy:
        return self.pages[0][1]

    @property
    def first(self) -> Policy | None:
        """The page with the earliest publication; a weak day only where there is no other."""
        dated = [policy for _, policy in self.pages if policy.published is not None]
        return min(dated, key=lambda one: (one.weak_date, one.published), default=None)


def without_moving_days(policies: Sequence[tuple[str, Policy]]) -> Iterator[tuple[str, Policy]]:
    """Documents with their days, weak where many old ones of a site bear the day on which the site was moved."""
    moved = Counter((site, policy.published) for site, policy in policies if _is_old(policy))
    for site, policy in policies:
        yield (
            site,
            replace(policy, weak_date=True) if moved[site, policy.published] >= MOVED and _is_old(policy) else policy,
        )


def _is_old(policy: Policy) -> bool:
    """Whether a document was written long before the day that its page prints."""
    if policy.published is None or policy.written is None:
        return False
    return (policy.published - policy.written).days > OLD_DAYS


def grouped(policies: Sequence[tuple[str, Policy]], owners: Mapping[str, str]) -> Iterator[Document]:
    """The documents of the round, each once."""
    by_number: dict[str, Document] = {}
    by_title: dict[str, list[Document]] = defaultdict(list)
    for site, policy in sorted(policies, key=lambda pair: (pair[1].doubt is not None, pair[0], pair[1].url)):
        number = first_number(policy.number or "")
        title = key_of(straightened(policy.title))
        document = by_number.get(number.key) if number is not None else None
        if document is None:
            document = next((one for one in by_title[title] if _is_same(one, policy, number is not None)), None)
        if document is None:
            document = Document()
            by_title[title].append(document)
        if number is not None:
            by_number.setdefault(number.key, document)
        if all(policy.url != page.url for _, page in document.pages):
            document.pages.append((site, policy))
    seen: set[int] = set()
    for document in (one for documents in by_title.values() for one in documents):
        if id(document) not in seen:
            seen.add(id(document))
            document.pages.sort(key=lambda page: _rank(page, owners))
            yield document


def _is_same(document: Document, policy: Policy, numbered: bool) -> bool:
    known = document.main
    if numbered and known.number is not None:
        return False
    one, two = known.published or known.written, policy.published or policy.written
    return one is None or two is None or abs((one - two).days) <= NEAR_DAYS


def _rank(page: tuple[str, Policy], owners: Mapping[str, str]) -> tuple[bool, bool, date, str]:
    site, policy = page
    own = policy.reprint is not True and policy.owner is not None and policy.owner == owners[site]
    return (not own, policy.doubt is not None, policy.published or date.max, policy.url)


def charges(document: Document, owners: Mapping[str, str]) -> Iterator[tuple[str, bool | None]]:
    """The sites on which a document stands, and whether their body answers for it."""
    for site in dict.fromkeys(site for site, _ in document.pages):
        here = [policy for where, policy in document.pages if where == site]
        if any(policy.reprint is True for policy in here) or any(
            policy.owner is not None and policy.owner != owners[site] for policy in here
        ):
            yield site, False
        elif all(policy.reprint is None for policy in here):
            yield site, None
        else:
            yield site, True
