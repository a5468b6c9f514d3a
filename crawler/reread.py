"""Reading stored bodies again with today's readers: no network, the same looks, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.decode import Undecodable, decode
from crawler.facts import link_of, page_of, records_of
from crawler.frontier import Address
from crawler.lexicons import Lexicons, lexicons
from crawler.readers.page import read_page
from crawler.source import StoredPages
from crawler.surveys import surveyed
from storage.evidence import Evidence
from storage.records import (
    SHANGHAI,
    Barriers,
    HiddenBlock,
    Link,
    Page,
    PersonalNumbers,
    Redaction,
    Registry,
    Run,
    SeniorEntry,
    Site,
)
from storage.store import Store

_Again = tuple[Page, list[Link], tuple[Any, ...]]
"""A page with its links and its content facts."""


def reread(
    store: Store, evidence: Evidence, run: Run, site: Site, registry: Registry, words: Path | None = None
) -> int:
    """Read every page of a run again and survey its columns anew; returns how many pages were read.

    ``words``: folder of the office's own word lists.

    A page whose body was not kept stays as it was read then.
    """
    known = lexicons(None if words is None else str(words))
    home = next((page.url for page in store.pages(run.id) if page.depth == 0), site.url)
    stored = store.facts(run, site, None, registry)
    before: dict[str, list[Link]] = {}
    given_away: dict[str, list[Any]] = {}
    proofs: dict[tuple[str, str], bool] = {}
    for numbers in stored.records(PersonalNumbers):  # told by bytes that were not kept
        given_away.setdefault(numbers.url, []).append(numbers)
    for redaction in stored.records(Redaction):
        given_away.setdefault(redaction.url, []).append(redaction)
    for block in stored.records(HiddenBlock):
        if "spider" in block.ways:  # told by an answer that only a search engine gets
            given_away.setdefault(block.url, []).append(block)
        elif block.rendered is not None:
            proofs[block.url, block.path] = block.rendered
    rendered = {page.url for page in store.pages(run.id) if page.rendered}
    for link in stored.records(Link):
        if link.page in rendered:  # of a rendered page only the tree was kept, not the page as it was sent
            before.setdefault(link.page, []).append(link)
    examined: dict[str, list[Any]] = {one.page: [one] for one in stored.records(Barriers) if one.by_browser}
    for entry in stored.records(SeniorEntry):
        examined.get(entry.page, []).append(entry)
    count = 0
    with store.writer(run.id) as writer:
        for page in list(store.pages(run.id)):
            again = _again(evidence, run, page, before.get(page.url, ()), known)
            if again is not None:
                seen, links, records = _with_examined(again, examined.get(page.url, ()))
                records = tuple(
                    replace(record, rendered=proofs.get((record.url, record.path)))
                    if isinstance(record, HiddenBlock)
                    else record
                    for record in records
                )
                writer.page(seen, links, (*records, *given_away.get(page.url, ())))
                count += 1
    pages = StoredPages(store, evidence, run.id, home)
    store.put_records(run.id, surveyed(pages, site, registry, run.as_of))
    return count


def _with_examined(again: _Again, examined: Sequence[Any]) -> _Again:
    """What was read again, with what the browser said of the page then: its marks were not kept, its answer was."""
    page, links, records = again
    told = {type(record) for record in examined}
    return page, links, (*(record for record in records if type(record) not in told), *examined)


def _again(evidence: Evidence, run: Run, page: Page, before: Sequence[Link], known: Lexicons) -> _Again | None:
    if page.sha256 is None:
        return None
    today = run.as_of.astimezone(SHANGHAI).date()
    try:
        declared = f"text/html; charset={page.encoding}" if page.encoding else None
        decoded = decode(evidence.get(page.sha256), declared)
    except (KeyError, Undecodable):
        return None
    home = page.depth == 0
    reading = read_page(
        decoded.text,
        url=page.url,
        encoding=page.encoding,
        status=page.status,
        as_of=today,
        home=home,
        rendered=page.rendered,
        known=known,
    )
    address = Address(page.url, page.depth, parent=page.parent, name=page.name)
    record = page_of(
        reading, address, page.url, status=page.status, sha256=page.sha256, rendered=page.rendered, today=today
    )
    if page.rendered:
        record = replace(record, needs_browser=page.needs_browser)
    links = [link_of(page.url, raw) for raw in reading.links]
    return record, list(dict.fromkeys((*links, *before))), records_of(reading, page.url)
