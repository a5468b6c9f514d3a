"""Links out of the world of government sites that open without a notice."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.core import Group, Seen, check
from storage.records import Finding, Outcome, OutwardLinks, Page


@check(
    family="furniture",
    needs=(Page, OutwardLinks),
    reasons={"no_notice": Outcome.FAIL},
    options={"official": ()},
)
def unannounced_external_links(seen: Seen) -> Iterator[Finding]:
    """A link to a site that is no government's opens without a notice.

    Fails when   a page links straight to such a host, without a handler on the link or around it, and the page has no
                 script that could give notice.
    Unsure when  never.
    Leaves out   addresses of the site itself (a page between that gives notice), of government, schools, filing
                 authorities and central media, of the site's other hosts and of sites of the registry.
    Assumes      a page without scripts gives no notice.
    Counts       one finding a target for the whole site, with the number of pages; examined are the pages with such
                 links. Pages on which scripts may do it are not run (unrendered), in one finding: only a browser tells.
    Options      official: further hosts that need no notice.
    Source       State Council General Office, development guide for government websites, 2017, links.
    """
    outward = {links.page: links for links in seen[OutwardLinks]}
    hosts = {_host(site.url) for site in seen.registry.sites.values()} | {_host(seen.site.url)}
    hosts |= {host.partition(":")[0] for host in seen.site.profile.hosts} | set(seen.options["official"])
    groups: dict[str, Group] = {}
    blind = Group(seen.site.url)
    for page in seen[Page]:
        links = outward.get(page.url)
        targets = [url for url in links.bare if _host(url) not in hosts] if links is not None else []
        if links is None or not targets:
            continue
        if links.scripts or (page.needs_browser is not None and not page.rendered):
            blind.add(page)
            continue
        seen.examined += 1
        for target in targets:
            groups.setdefault(target, Group(seen.site.url)).add(page)
    for target, group in sorted(groups.items()):
        yield seen.finding(target, "no_notice", page=group.page, host=_host(target), **group.detail())
    if blind.pages:
        yield seen.finding(blind.page, "unrendered", **blind.detail())


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
