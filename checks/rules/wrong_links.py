"""Links that open something else than they say."""

import re
from collections.abc import Collection, Iterator, Sequence

from checks.core import Group, Seen, check
from checks.targets import called, named
from checks.verdicts import sent_home, telling
from storage.records import BrokenPromise, Finding, Link, Look, Mentions, Outcome, Page, Sign, Target

_HOMEWARD = re.compile(
    r"首\s*页|主页|门户|官网|返回|^\W*(?:home(?:\s?page)?|index|logo)\W*$|(?:政府|人民政府|[^上联]网|网站|站群)\W*$",
    re.IGNORECASE,
)
"""Texts of links that promise the home page, of this site or another."""


@check(
    family="links",
    needs=(Target, Link, Page, Mentions, BrokenPromise),
    reasons={"sent_home": Outcome.FAIL, "misleading_text": Outcome.FAIL, "taken_over": Outcome.FAIL},
)
def wrong_links(seen: Seen) -> Iterator[Finding]:
    """An address whose visitor ends on something else than what the link promises.

    Fails when   every look at the address ended on the home page of its host, although the host does not send random
                 paths there: what stood at the address was taken away and its links were left (sent_home); or the link
                 names a document by 《title》 or number and opens an article of another title in which neither stands
                 anywhere, or it promises the text of a document and leads to the site's own home page
                 (misleading_text); or an address outside all sites is a page of gambling or pornography by strong words
                 in its title at every look, or is offered for sale where an earlier inspection saw another title
                 (taken_over).
    Unsure when  a file's text shares no two neighbouring characters with what its link calls it, or the page that opens
                 is of a kind that need not name what it is; an address is for sale, and nobody knows what it was.
    Leaves out   hosts that send whatever they do not have to the home page (soft_404 of broken_links); addresses
                 that only links promising a home page name (首页, 门户, a site's name), or links without text;
                 the address of the site itself; lists, pages built by scripts, pages and files of few words.
    Assumes      a redirect to the home page is not how the page itself works (no language or device choice).
    Counts       one finding per target for the whole site, with the pages that name it; examined are the targets.
    Options      none.
    Source       State Council General Office 2019 indicators, availability of links.
    """
    suspects: dict[str, Target] = {}
    taken: dict[str, Target] = {}
    for target in seen[Target]:
        seen.examined += 1
        if target.url != seen.site.url and target.fault is None and sent_home(target.looks):
            suspects[target.url] = target
        elif not target.internal and _taken_over(target.looks) is not None:
            taken[target.url] = target
    yield from _misleading(seen, suspects.keys() | taken.keys())
    for url, place in named(seen, taken.keys()) if taken else ():
        looks = taken[url].looks
        yield seen.finding(
            url,
            "taken_over",
            page=place.page,
            outcome=_taken_over(looks),
            looks=looks,
            text=called(place.link),
            opens=(looks[-1].note or "").removeprefix("title: ")[:80] or "与原来无关的内容",
            **place.detail,
        )
    promising = {
        link.target for link in seen.links_to(suspects.keys()) if link.text and not _HOMEWARD.search(link.text)
    }
    for url, place in named(seen, promising) if suspects else ():
        looks = suspects[url].looks
        yield seen.finding(
            url,
            "sent_home",
            page=place.page,
            looks=looks,
            answer=looks[-1].outcome,
            text=called(place.link),
            via=place.link.via,
            **place.detail,
        )


def _misleading(seen: Seen, others: Collection[str]) -> Iterator[Finding]:
    """Links that open another document than they name; a target that is wrong for another reason is told once."""
    broken: dict[str, BrokenPromise] = {}
    for promise in seen[BrokenPromise]:
        if promise.target not in others:
            broken.setdefault(promise.target, promise)
    for url, promise in broken.items():
        group = Group(seen.site.url)
        wanted = {link.page for link in seen.links_to([url]) if link.text == promise.text} or {promise.page}
        for page in seen[Page]:
            if page.url in wanted:
                group.add(page)
        if group.pages:
            yield seen.finding(
                url,
                "misleading_text",
                page=group.page,
                outcome=None if promise.certain else Outcome.UNSURE,
                text=promise.text[:80],
                opens=promise.title or "另外的内容",
                **group.detail(),
            )


def _taken_over(looks: Sequence[Look]) -> Outcome | None:
    """What looks at an address outside all sites prove of its host's new owner."""
    heard = telling(looks)
    if heard and all(Sign.SPAM_TITLE in look.signs for look in heard):
        return Outcome.FAIL if len(heard) > 1 else Outcome.UNSURE
    if heard and all(Sign.PARKED in look.signs for look in heard):
        return (
            Outcome.FAIL
            if len(heard) > 1 and any(Sign.OTHER_BEFORE in look.signs for look in heard)
            else Outcome.UNSURE
        )
    return None
