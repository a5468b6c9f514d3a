"""Documents and interpretations of a whole round put together, across its sites, when all crawls have ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from crawler.policies.documents import Item
from crawler.policies.pairing import Match, pair
from crawler.policies.weighing import PAIR
from reports.distribution import distribute_round
from reports.grouping import Document, charges, grouped, without_moving_days
from reports.judging import agency_of, judged_sites
from reports.sameness import share, share_of_names, twins
from storage.calendar import working_days_between
from storage.records import SHANGHAI, Interpretation, Look, Page, Pair, Pairing, Policy, Registry, RunState

if TYPE_CHECKING:
    from checks.core import Facts
    from storage.store import Store


def match_round(store: Store, registry: Registry, period: str, round_: int) -> None:
    """Pair the documents and interpretations of all sites of a round and keep the result with each site.

    Repeating it replaces what was there.
    """
    runs = [
        (run, site)
        for run, site in judged_sites(store.runs(period, round_), registry)
        if run.state is RunState.COMPLETE and run.trouble is None
    ]
    seen = [store.facts(run, site, agency_of(site, registry), registry) for run, site in runs]
    kept = paired(seen)
    for run, site in runs:
        store.put_records(run.id, {Pairing: kept[site.id]})
    distribute_round(store, registry, period, round_)


def paired(seen: Sequence[Facts]) -> dict[str, list[Pairing]]:
    """The documents of some sites with their interpretations, by site."""
    policies: list[tuple[str, Policy]] = []
    interpretations: dict[str, tuple[str, Interpretation]] = {}
    for facts in seen:
        policies += ((facts.site.id, policy) for policy in facts.records(Policy))
        for found in facts.records(Interpretation):
            known = interpretations.get(found.url)
            if known is None or known[1].doubt is not None:
                interpretations[found.url] = (facts.site.id, found)
    policies = list(without_moving_days(policies))
    owners = {facts.site.id: facts.site.agency or "" for facts in seen}
    days = {facts.site.id: facts.run.as_of.astimezone(SHANGHAI).date() for facts in seen}
    documents = list(grouped(policies, owners))
    links = _links(seen, documents, interpretations.values())
    matches = _matches(documents, [found for _, found in interpretations.values()])
    kept: dict[str, list[Pairing]] = {facts.site.id: [] for facts in seen}
    alike = twins(interpretations, matches)
    for number, document in enumerate(documents):
        pairing = _pairing(document, matches.get(number, ()), interpretations, links, alike)
        for site_id, charged in charges(document, owners):
            kept[site_id].append(_for_site(pairing, document, site_id, charged, days[site_id]))
    return kept


def _matches(documents: Sequence[Document], found: Sequence[Interpretation]) -> dict[int, list[Match]]:
    """Pairs by document; of several pages of a document the best."""
    items = [
        Item(
            id=str(number),
            title=policy.title,
            number=policy.number or "",
            day=policy.written or policy.published,
            url=policy.url,
            text=policy.opening,
            links=frozenset(policy.links),
        )
        for number, document in enumerate(documents)
        for _, policy in document.pages
    ]
    asking = [
        Item(id=one.url, title=one.title, day=one.published, url=one.url, text=one.opening, links=frozenset(one.links))
        for one in found
    ]
    best: dict[tuple[int, str], Match] = {}
    for match in pair(items, asking):
        key = (int(match.policy), match.interpretation)
        if key not in best or best[key].confidence < match.confidence:
            best[key] = match
    by_document: dict[int, list[Match]] = defaultdict(list)
    for (number, _), match in sorted(best.items()):
        by_document[number].append(match)
    return by_document


def _pairing(
    document: Document,
    matches: Iterable[Match],
    interpretations: Mapping[str, tuple[str, Interpretation]],
    links: Mapping[str, frozenset[str]],
    alike: Mapping[str, tuple[str, ...]],
) -> Pairing:
    main, first = document.main, document.first
    published, weak = (first.published, first.weak_date) if first is not None else (None, False)
    pairs = []
    for match in matches:
        site, found = interpretations[match.interpretation]
        lag, provisional = _lag(published, found.published)
        pairs.append(
            Pair(
                interpretation=found.url,
                site=site,
                title=found.title,
                published=found.published,
                form=found.form,
                confidence=match.confidence,
                signals=match.signals,
                lag_days=lag,
                weak=weak or found.weak_date or provisional,
                link_to_policy=_linked(found.url, [page.url for _, page in document.pages], links),
                link_back=_linked_back(document, found.url, links),
                copied=share(found.shingles, main.shingles),
                copied_headings=share_of_names(found.headings, main.headings),
                elements=found.elements,
                text_length=found.text_length,
                media=found.media,
                seen=found.doubt is None,
                twins=alike.get(found.url, ()),
            )
        )
    return Pairing(
        policy=main.url,
        title=main.title,
        number=main.number,
        kind=main.kind,
        binding=main.binding,
        written=main.written,
        published=published,
        weak_date=weak,
        validity=main.validity,
        charged=None,
        copies=tuple(page.url for _, page in document.pages[1:]),
        pairs=tuple(_with_earliest(pairs)),
        seen=main.doubt is None,
    )


def _for_site(pairing: Pairing, document: Document, site: str, charged: bool | None, day: date) -> Pairing:
    """A pairing as one site's record speaks of it: by its own page."""
    here = next(policy for where, policy in document.pages if where == site)
    copies = tuple(page.url for _, page in document.pages if page.url != here.url)
    age_days = working_days_between(pairing.published, day)[0] if pairing.published is not None else None
    return replace(
        pairing,
        age_days=age_days,
        policy=here.url,
        title=here.title,
        copies=copies,
        charged=charged,
        validity=here.validity,
        seen=here.doubt is None,
    )


def _with_earliest(pairs: Sequence[Pair]) -> Iterator[Pair]:
    ordered = sorted(pairs, key=lambda pair: (pair.published or date.max, pair.interpretation))
    first = next((pair.interpretation for pair in ordered if pair.confidence >= PAIR and pair.published), None)
    for one in ordered:
        yield replace(one, earliest=one.interpretation == first)


def _lag(published: date | None, interpreted: date | None) -> tuple[int | None, bool]:
    if published is None or interpreted is None:
        return None, False
    if interpreted <= published:
        return 0, False
    return working_days_between(published, interpreted)


def _links(
    seen: Sequence[Facts],
    documents: Sequence[Document],
    interpretations: Iterable[tuple[str, Interpretation]],
) -> dict[str, frozenset[str]]:
    """For every page that was read, the documents and interpretations that it links to, by spelled addresses."""
    spelled = {
        variant: url
        for url in (
            *(policy.url for document in documents for _, policy in document.pages),
            *(found.url for _, found in interpretations),
        )
        for variant in _spellings(url)
    }
    pages = set(spelled.values())
    for facts in seen if spelled else ():
        for look in facts.records(Look):
            if look.final_url is not None and look.final_url in spelled and look.url not in spelled:
                spelled[look.url] = spelled[look.final_url]  # a redirect leads there too
    found: dict[str, set[str]] = {}
    for facts in seen:
        for page in facts.records(Page):
            if page.url in pages:
                found.setdefault(page.url, set())
        for link in facts.links_to(spelled):
            if link.page in pages:
                found.setdefault(link.page, set()).add(spelled[link.target])
    return {page: frozenset(targets) for page, targets in found.items()}


def _spellings(url: str) -> tuple[str, ...]:
    """The addresses under which one page is linked: with both schemes."""
    scheme, mark, rest = url.partition("://")
    return (url, f"{'http' if scheme == 'https' else 'https'}{mark}{rest}")


def _linked(page: str, targets: Iterable[str], links: Mapping[str, frozenset[str]]) -> bool | None:
    return None if page not in links else not links[page].isdisjoint(targets)


def _linked_back(document: Document, interpretation: str, links: Mapping[str, frozenset[str]]) -> bool | None:
    """Whether a page of the document leads to the interpretation; None where no page of it was read."""
    answers = [_linked(policy.url, [interpretation], links) for _, policy in document.pages]
    known = [answer for answer in answers if answer is not None]
    return any(known) if known else None
