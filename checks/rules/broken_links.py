"""Links that do not open."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import unquote

from checks.core import Group, Seen, check
from checks.targets import called, named
from checks.verdicts import telling, verdict
from storage.records import Answer, Finding, Link, Look, Mentions, Outcome, Page, Target

NO_PLACE = frozenset({"top", "none", "void", "nogo", "nolink", "this", "null"})
"""Anchors that lead to the top of the page, or nowhere on purpose: a script acts when they are clicked."""

MAX_IDS = 2000
"""Anchors that a page's record holds; where it is full, no anchor can be called missing."""


@check(
    family="links",
    needs=(Target, Link, Page, Mentions),
    reasons={
        **dict.fromkeys(
            (
                "gone",
                "server_error",
                "unreachable",
                "tls",
                "redirect_loop",
                "soft_404",
                "empty_file",
                "bad_file",
                "broken_anchor",
                "malformed",
                "local_path",
            ),
            Outcome.FAIL,
        ),
        "guarded": Outcome.UNSURE,
        "unstable": Outcome.UNSURE,
    },
    options={"apart_s": 1.0},
)
def broken_links(seen: Seen) -> Iterator[Finding]:
    """An address that pages of the site name does not open.

    Fails when   the last look failed, and another look at least ``apart_s`` seconds earlier failed as well, with no
                 success after it: gone (404, 410, other 4xx), server_error (5xx), unreachable (dns, refused, reset,
                 timeout), tls, redirect_loop, soft_404 (the answer this host gives to random paths, or a
                 page that says in words that it is not there), empty_file,
                 bad_file; the address is none (malformed) or of somebody's own computer (local_path); or the page it
                 leads to has no such anchor (broken_anchor).
    Unsure when  the target refuses programs (guarded), fails again after having worked (unstable), or failed in
                 the only look there was (too_little_seen). Targets that our own network kept from us, and those at
                 private addresses, are not run: one finding each with their number.
    Leaves out   what robots.txt forbids; targets that worked after a failure; the empty anchor, "top" and anchors
                 that by custom lead nowhere (none, void...), and those on which a script acts; targets sent to the home
                 page by hosts that do not do so with random paths (wrong_links); pages that lack their end; links of
                 a page to itself, which nobody meets where it does not open.
    Assumes      a fault of a minute is over when the second look is made.
    Counts       one finding per target for the whole site, with the pages that name it; examined are the targets.
    Options      apart_s.
    Source       State Council General Office 2019 indicators, availability of links.
    """
    suspects: dict[str, tuple[str, tuple[Look, ...]]] = {}
    unjudged = {"our_network": 0, "private_address": 0}
    for target in seen[Target]:
        seen.examined += 1
        if target.url == seen.site.url:
            continue
        reason = target.fault or verdict(target.looks, seen.options["apart_s"])
        if reason in unjudged:
            unjudged[reason] += 1
        elif reason is not None:
            suspects[target.url] = (reason, target.looks)
    yield from _grouped(seen, suspects)
    yield from _anchors(seen, suspects)
    for reason, count in unjudged.items():
        if count:
            yield seen.finding(seen.site.url, reason, targets=count)


def _grouped(seen: Seen, suspects: dict[str, tuple[str, tuple[Look, ...]]]) -> Iterator[Finding]:
    """One finding per suspicious target, with the pages that name it."""
    for target, place in named(seen, suspects.keys()):
        reason, looks = suspects[target]
        yield seen.finding(
            target,
            reason,
            page=place.page,
            looks=looks,
            answer=_answer(reason, looks),
            text=called(place.link),
            via=place.link.via,
            **place.detail,
        )


def _answer(reason: str, looks: Sequence[Look]) -> str:
    """The last answer that counted; of an address that was never asked, what is wrong with it."""
    heard = telling(looks)
    return heard[-1].outcome if heard else reason


def _anchors(seen: Seen, suspects: Iterable[str]) -> Iterator[Finding]:
    """Links to a place that their page does not have. What links ask for is fewer than what all pages have."""
    asked: dict[str, set[str]] = {}
    for link in seen[Link]:
        if (place := _place(link)) is not None:
            asked.setdefault(link.target, set()).add(place)
    for url in suspects:
        asked.pop(url, None)
    missing = {page.url: gone for page in seen[Page] if (gone := _missing(page, asked.get(page.url, set())))}
    if not missing:
        return
    dead: dict[str, list[Link]] = {}
    for link in seen.links_to(missing.keys()):
        if (place := _place(link)) in missing[link.target]:
            dead.setdefault(f"{link.target}#{place}", []).append(link)
    pages = {link.page for links in dead.values() for link in links}
    records = {page.url: page for page in seen[Page] if page.url in pages}
    for target, links in sorted(dead.items()):
        group = Group(seen.site.url)
        for url in sorted({link.page for link in links} & records.keys()):
            group.add(records[url])
        if group.pages:
            yield seen.finding(
                target,
                "broken_anchor",
                page=group.page,
                answer="broken_anchor",
                text=called(min(links, key=lambda link: link.text)),
                via=links[0].via,
                **group.detail(),
            )


def _place(link: Link) -> str | None:
    """The place in its target that a link leads to, None where it leads to the whole or a script acts on it."""
    place = link.fragment
    if not place or link.via not in {"a", "area"} or place.lower() in NO_PLACE or place.startswith(("/", "!", ":~:")):
        return None
    return place


def _missing(page: Page, asked: Collection[str]) -> set[str]:
    """Which of the places that links ask for a page surely lacks."""
    readable = page.answer is Answer.PAGE and (page.needs_browser in (None, "footer_by_script") or page.rendered)
    if not asked or not readable or len(page.ids) >= MAX_IDS:
        return set()
    there = set(page.ids)
    return {place for place in asked if place not in there and unquote(place) not in there}
