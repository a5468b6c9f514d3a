"""Links out of the world of government sites that open without a notice."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from checks.core import Group, Seen, check
from storage.records import Finding, Look, NoticeTrial, Outcome, OutwardLinks, Page


@check(
    family="furniture",
    needs=(Page, OutwardLinks, NoticeTrial),
    reasons={"no_notice": Outcome.FAIL},
    options={"official": ()},
)
def unannounced_external_links(seen: Seen) -> Iterator[Finding]:
    """A link to a site that is no government's opens without a notice.

    Fails when   a page links straight to such a host, without a handler on the link or around it, and the page has no
                 script that could give notice; or a click on the link in the browser went there straight, twice.
    Unsure when  never.
    Leaves out   addresses of the site itself (a page between that gives notice), of government, schools, filing
                 authorities and central media, of the site's other hosts and of sites of the registry; links whose
                 handler says in words that it asks.
    Assumes      a page without scripts gives no notice; pages of one template have the same scripts: where each click
                 on links without handlers went straight on one of them, none of them gives notice, and where each was
                 announced, all of them do.
    Counts       one finding a target for the whole site, with the number of pages; examined are the pages with such
                 links. Pages on which scripts or handlers may do it and of whose template the browser tried none are
                 not run (unrendered), in one finding.
    Options      official: further hosts that need no notice.
    Source       State Council General Office, development guide for government websites, 2017, links.
    """
    outward = {links.page: links for links in seen[OutwardLinks]}
    hosts = {_host(site.url) for site in seen.registry.sites.values()} | {_host(seen.site.url)}
    hosts |= {host.partition(":")[0] for host in seen.site.profile.hosts} | set(seen.options["official"])
    by_page = {trial.page: trial for trial in seen[NoticeTrial]}
    by_template = _by_template(seen, by_page, outward)
    groups: dict[str, Group] = {}
    looks: dict[str, tuple[Look, ...]] = {}
    blind = Group(seen.site.url)
    for page in seen[Page]:
        links = outward.get(page.url)
        if links is None or all(_host(url) in hosts for url in (*links.bare, *links.handled)):
            continue
        tried = _Tried()
        if page.url in by_page:
            tried.add(by_page[page.url])
        built = page.needs_browser is not None and not page.rendered
        alike = by_template.get(page.template or page.url)
        certain = not (links.scripts or built) or (alike is not None and alike.always_straight)
        silent = alike is not None and alike.always_announced
        asking = tried.announced | ({*links.bare, *links.handled} - tried.straight if silent else set())
        left = [url for url in (*links.bare, *links.handled) if _host(url) not in hosts and url not in asking]
        at_fault = [url for url in left if url in tried.straight or (certain and url in links.bare)]
        open_questions = len(at_fault) < len(left)
        seen.examined += not open_questions or bool(at_fault)
        for target in at_fault:
            groups.setdefault(target, Group(seen.site.url)).add(page)
            if target in tried.straight:
                looks.setdefault(target, by_page[page.url].looks)
        if open_questions:
            blind.add(page)
    for target, group in sorted(groups.items()):
        shown = looks.get(target, ())
        yield seen.finding(target, "no_notice", page=group.page, looks=shown, host=_host(target), **group.detail())
    if blind.pages:
        yield seen.finding(blind.page, "unrendered", **blind.detail())


@dataclass(slots=True)
class _Tried:
    """What clicks showed on some pages. ``handlers``: addresses whose own handlers answered for them."""

    announced: set[str] = field(default_factory=set)
    straight: set[str] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)

    def add(self, trial: NoticeTrial, counts: Callable[[str], bool] = lambda _: True) -> None:
        self.announced |= set(filter(counts, trial.announced))
        self.straight |= set(filter(counts, trial.straight))
        self.unclear |= set(filter(counts, trial.unclear))

    @property
    def always_straight(self) -> bool:
        """Whether every link that was clicked went straight."""
        return bool(self.straight) and not self.announced and not self.unclear

    @property
    def always_announced(self) -> bool:
        """Whether every link that was clicked was announced."""
        return bool(self.announced) and not self.straight and not self.unclear


def _by_template(seen: Seen, by_page: dict[str, NoticeTrial], outward: dict[str, OutwardLinks]) -> dict[str, _Tried]:
    """What clicks on links without handlers of their own showed, by template."""
    found: dict[str, _Tried] = defaultdict(_Tried)
    for page in seen[Page] if by_page else ():
        if page.url in by_page and page.url in outward:
            found[page.template or page.url].add(by_page[page.url], set(outward[page.url].bare).__contains__)
    return dict(found)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
