"""Links that open something else than they say."""

import re
from collections.abc import Iterator

from checks.core import Seen, check
from checks.targets import called, named
from checks.verdicts import sent_home
from storage.records import Finding, Link, Mentions, Outcome, Page, Target

_HOMEWARD = re.compile(
    r"首\s*页|主页|门户|官网|返回|^\W*(?:home(?:\s?page)?|index|logo)\W*$|(?:政府|人民政府|[^上联]网|网站|站群)\W*$",
    re.IGNORECASE,
)
"""Texts of links that promise the home page, of this site or another."""


@check(
    family="links",
    needs=(Target, Link, Page, Mentions),
    reasons={"sent_home": Outcome.FAIL},
)
def wrong_links(seen: Seen) -> Iterator[Finding]:
    """An address whose visitor ends on the home page instead of what the link promises.

    Fails when   every look at the address ended on the home page of its host, although the host does not send random
                 paths there: what stood at the address was taken away and its links were left.
    Unsure when  never.
    Leaves out   hosts that send whatever they do not have to the home page (soft_404 of broken_links); addresses
                 that only links promising a home page name (首页, 门户, a site's name), or links without text;
                 the address of the site itself.
    Assumes      a redirect to the home page is not how the page itself works (no language or device choice).
    Counts       one finding per target for the whole site, with the pages that name it; examined are the targets.
    Options      none.
    Source       State Council General Office 2019 indicators, availability of links.
    """
    suspects: dict[str, Target] = {}
    for target in seen[Target]:
        seen.examined += 1
        if target.url != seen.site.url and target.fault is None and sent_home(target.looks):
            suspects[target.url] = target
    if not suspects:
        return
    promising = {
        link.target for link in seen.links_to(suspects.keys()) if link.text and not _HOMEWARD.search(link.text)
    }
    for url, place in named(seen, promising):
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
