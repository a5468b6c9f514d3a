"""Matters of a standard catalogue whose link is dead or leads to nothing."""

from collections.abc import Iterator
from typing import Any

from checks.core import Seen, check
from checks.verdicts import verdict
from storage.records import Column, Finding, Outcome, StandardEntry, Target


@check(
    family="disclosure",
    needs=(StandardEntry, Column, Target),
    reasons={"dead": Outcome.FAIL, "empty": Outcome.FAIL},
    options={"apart_s": 2.0},
)
def dead_catalogue_entries(seen: Seen) -> Iterator[Finding]:
    """A matter of the catalogue of open government leads to a page that does not open or shows nothing.

    Fails when   the link of a matter failed in at least two looks apart in time (dead), or its page shows nothing but
                 the frame that the catalogue shows too, or says that there is nothing (empty).
    Unsure when  the page shares no word with the matter (contradicting); the home page does not lead to the catalogue
                 (too_little_seen).
    Leaves out   links to other sites and to files that opened; guarded and unstable targets, which are for
                 broken_links; blank columns; sites without such a catalogue, which not every body owes.
    Assumes      a table of matters has a head that says so; a row's link is that of its matter.
    Counts       one finding per address; examined are the matters. Not run, once a catalogue, where pages behind it
                 were not fetched or rendered.
    Options      apart_s: seconds between two looks that count as two.
    Source       State Council General Office No. 54 of 2019 on standard catalogues; Songjiang District 2021.
    """
    columns = list(seen[Column])
    hollow = {column.url for column in columns if column.blank is not None}
    entries = list(seen[StandardEntry])
    seen.examined = len(entries)
    wanted = {entry.url for entry in entries}
    dead = {
        target.url: (proof, target.looks)
        for target in (seen[Target] if wanted else ())
        if target.url in wanted and (proof := verdict(target.looks, seen.options["apart_s"])) in _DEAD
    }
    unseen: set[str] = set()
    for entry in entries:
        detail: dict[str, Any] = {"name": entry.name, "catalogue": entry.catalogue}
        if entry.url in dead:
            proof, looks = dead[entry.url]
            yield seen.finding(entry.url, "dead", page=entry.field, fault=proof, looks=looks, **detail)
        elif entry.state == "empty" and entry.url not in hollow:
            yield seen.finding(entry.url, "empty", page=entry.field, looks=entry.looks, **detail)
        elif entry.state == "unfit":
            yield seen.finding(entry.url, "contradicting", page=entry.field, looks=entry.looks, **detail)
        elif entry.state == "unseen" and entry.catalogue not in unseen:
            unseen.add(entry.catalogue)
            yield seen.finding(entry.catalogue, "incomplete_crawl", looks=entry.looks)
    yield from _hidden(seen, columns)


def _hidden(seen: Seen, columns: list[Column]) -> Iterator[Finding]:
    """A government's catalogue to which its home page has no entry."""
    own = [column for column in columns if column.role == "open_standard" and column.own and not column.doubt]
    governs = seen.agency is not None and seen.agency.klass in {"municipal", "district"}
    if governs and own and not any(column.first_level for column in own):
        yield seen.finding(own[0].url, "too_little_seen", name=own[0].name, catalogue=own[0].url, looks=own[0].looks)


_DEAD = frozenset({"gone", "server_error", "unreachable", "soft_404", "redirect_loop", "tls"})
