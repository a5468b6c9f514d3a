"""Bodies whose disclosure platform the portal's list of platforms does not lead to."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Agency, BodyList, Finding, ListedBody, Outcome, Site

RUNNING = "running"


@check(
    family="disclosure",
    needs=(BodyList, ListedBody),
    reasons={"absent": Outcome.FAIL},
    options={"classes": ("district", "department", "committee"), "share": 0.5},
)
def unlisted_bodies(seen: Seen) -> Iterator[Finding]:
    """The portal gathers the platforms of its districts and departments, and leaves a registered body out.

    Fails when   no link of any list leads to the body's registered site or, under its name, to a page of the portal,
                 while most bodies of its class are listed; a link under its name that leads to another body's site
                 does not count.
    Unsure when  a link under the body's name leads to an address of nobody registered (contradicting); a class of
                 which fewer than ``share`` are listed may have its list elsewhere, and a portal on which no list was
                 found may have one that was not recognised (too_little_seen).
    Leaves out   sites of others than governments; bodies below another body; bodies formed this year, ended, or
                 without a running site.
    Assumes      the registry is right about who has a site.
    Counts       one finding per body; examined are the bodies. Not run where a list could not be read.
    Options      classes: of bodies that must be listed; share: of a class that must be listed before one is missed.
    Source       State Council General Office letter 61 of 2019: the government portal leads to all platforms.
    """
    agency = seen.agency
    if agency is None or agency.klass not in {"municipal", "district"} or seen.site.kind != "portal":
        return
    owed = {body.id: site for body, site in _owed(seen, agency)}
    lists = list(seen[BodyList])
    if not owed:
        return
    seen.examined = len(owed)
    readable = [page for page in lists if page.doubt is None]
    hidden = next((page for page in lists if page.doubt is not None), None)
    if hidden is not None:
        yield seen.finding(hidden.url, str(hidden.doubt), list=hidden.name, looks=hidden.looks)
        return
    if not readable:
        yield seen.finding(seen.site.url, "too_little_seen", number=len(owed))
        return
    listed = list(seen[ListedBody])
    there = {body for body in owed if any(_is_listed(row, body) for row in listed)}
    short = 0
    for klass in seen.options["classes"]:
        bodies = [body for body in owed if seen.registry.agencies[body].klass == klass]
        missed = [body for body in bodies if body not in there]
        if bodies and len(bodies) - len(missed) < seen.options["share"] * len(bodies):
            short += len(missed)
            continue
        for body in missed:
            yield _missed(seen, readable[0], owed[body], seen.registry.agencies[body], listed)
    if short:
        yield seen.finding(readable[0].url, "too_little_seen", number=short)


def _owed(seen: Seen, agency: Agency) -> Iterator[tuple[Agency, Site]]:
    """The bodies that answer to a government, each with the site that must be led to."""
    for body in seen.registry.agencies.values():
        below = body.superior == agency.id or (not body.superior and agency.klass == "municipal")
        formed = body.formed_on is not None and body.formed_on.year >= seen.today.year
        if body.id == agency.id or not below or formed or body.ended_on is not None:
            continue
        if body.klass not in seen.options["classes"]:
            continue
        sites = [site for site in seen.registry.sites.values() if site.agency == body.id and _runs(seen, site)]
        if sites:
            yield body, min(sites, key=lambda site: (site.kind != "portal", site.id))


def _runs(seen: Seen, site: Site) -> bool:
    began = site.valid_from is None or site.valid_from <= seen.today
    return site.status == RUNNING and began and (site.valid_until is None or site.valid_until >= seen.today)


def _is_listed(row: ListedBody, body: str) -> bool:
    return row.owner == body if row.agency is None else row.agency == body and (row.owner == body or row.own)


def _missed(seen: Seen, page: BodyList, site: Site, body: Agency, listed: list[ListedBody]) -> Finding:
    """A body that is not listed; where a link under its name leads to an unknown address, a doubt."""
    named = [row for row in listed if row.agency == body.id]
    unknown = next((row for row in named if row.owner is None and not row.own), None)
    shown = unknown or next(iter(named), None)
    return seen.finding(
        site.url,
        "absent" if unknown is None else "contradicting",
        page=shown.page if shown is not None else page.url,
        list=page.name,
        body=body.name,
        site=site.url,
        linked=shown.url if shown is not None else None,
        looks=page.looks,
    )
