"""Sites on which the public cannot ask."""

import re
from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, Finding, Link, Outcome, Page, RunState

_OTHERS = re.compile(r"信访|纪检|举报|投诉举报")
_PERHAPS = re.compile(r"咨询|留言|信箱|提问|建言|互动|问政|12345|热线|写信")


@check(
    family="interaction",
    needs=(Column, Page, Link),
    reasons={"absent": Outcome.FAIL},
    options={"least_pages": 3, "kinds": ("portal",)},
)
def missing_channels(seen: Seen) -> Iterator[Finding]:
    """A portal offers no channel on which the public can ask or advise.

    Fails when   no column of consultation was found, on this site or on one that it links to, and no link's text
                 speaks of one; 信访, 纪检 and 举报 do not count.
    Unsure when  a link's text may name such a channel (contradicting), or fewer than ``least_pages`` pages were read
                 (too_little_seen).
    Leaves out   sites that are no portals; channels that are blank: blank_columns has them.
    Assumes      a channel goes by one of its usual names.
    Counts       one finding a site. Not run, with that reason, where the home page could not be read or the crawl is
                 incomplete.
    Options      kinds: of sites; least_pages.
    Source       State Council General Office 2019 indicators, veto: interaction.
    """
    if seen.site.kind not in seen.options["kinds"]:
        return
    seen.examined = 1
    home: Column | None = None
    for column in seen[Column]:
        if column.role == "home":
            home = column
        if column.role == "consultation" and not _OTHERS.search(column.name):
            return
    if home is None or seen.run.state is RunState.INCOMPLETE:
        yield seen.finding(seen.site.url, "incomplete_crawl")
        return
    if home.doubt is not None:
        yield seen.finding(seen.site.url, home.doubt, looks=home.looks)
        return
    pages = [page.url for page, _ in zip(seen[Page], range(seen.options["least_pages"]), strict=False)]
    if len(pages) < seen.options["least_pages"]:
        yield seen.finding(seen.site.url, "too_little_seen", pages=len(pages))
        return
    named = next(
        (
            link
            for link in seen[Link]
            if len(link.text) <= 12 and _PERHAPS.search(link.text) and not _OTHERS.search(link.text)
        ),
        None,
    )
    if named is not None:
        yield seen.finding(seen.site.url, "contradicting", named=named.text, target=named.target)
    else:
        yield seen.finding(seen.site.url, "absent")
