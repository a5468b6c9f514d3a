"""Facts by hand about catalogues: of statutory items, of standard matters, of bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from storage.records import (
    DISCLOSURE_ITEMS,
    Agency,
    BodyList,
    DisclosureCatalogue,
    DisclosureEntry,
    ListedBody,
    ProjectPage,
    Registry,
    Site,
    StandardEntry,
)
from tests.checks.facts import AGENCY, RUN, SITE, HandFacts, looks, url

PLATFORM = url("gk/")
LISTED = url("bm/")


def platform(*lacks: str, **changed: Any) -> DisclosureCatalogue:
    """A platform laid out by items, all shown but some."""
    shown = tuple(item for item in DISCLOSURE_ITEMS if item not in lacks)
    usual: dict[str, Any] = {"url": PLATFORM, "name": "法定主动公开内容", "named": shown, "shown": shown}
    return DisclosureCatalogue(**{**usual, **changed})


def entry(item: str, state: str = "empty", **changed: Any) -> DisclosureEntry:
    """An entry of it that shows nothing."""
    usual: dict[str, Any] = {"catalogue": PLATFORM, "name": "相关信息", "url": url(f"gk/{item}/")}
    return DisclosureEntry(item=item, state=state, **{**usual, **changed})


def project(number: int, *, coded: bool) -> ProjectPage:
    """The approval of a project."""
    return ProjectPage(column=url("xm/"), url=url(f"xm/{number}.html"), title="关于某项目核准的批复", coded=coded)


def matter(state: str = "fits", number: int = 1, **changed: Any) -> StandardEntry:
    """A matter of a standard catalogue."""
    usual: dict[str, Any] = {
        "catalogue": url("bz/"),
        "field": url("bz/sb.html"),
        "name": "养老保险待遇申请",
        "url": url(f"bz/{number}.html"),
        "looks": looks(200),
    }
    return StandardEntry(state=state, **{**usual, **changed})


def listed(agency: str | None, owner: str | None = None, *, own: bool = False, **changed: Any) -> ListedBody:
    """A body that the portal's list of platforms names, with a link to its own site unless said otherwise."""
    usual: dict[str, Any] = {"page": LISTED, "text": "市某局", "url": f"http://{owner or 'nowhere'}.gov.cn/zfxxgk/"}
    return ListedBody(agency=agency, owner=owner, own=own, **{**usual, **changed})


def body_list(**changed: Any) -> BodyList:
    """The page that gathers the platforms."""
    return BodyList(**{"url": LISTED, "name": "各部门政府信息公开平台", **changed})


CITY = replace(AGENCY, id="city", name="明州市人民政府", short_name="明州市", klass="municipal", superior=None)
PORTAL = replace(SITE, id="portal", agency="city")
BODIES = {
    name: replace(AGENCY, id=name, name=f"明州市{name}局", short_name=f"市{name}局", superior=None)
    for name in ("jy", "cz", "ws", "mz")
}
"""Departments of the city."""


@dataclass(frozen=True)
class CityFacts(HandFacts):
    """A portal with the registry of its city."""

    bodies: tuple[Agency, ...] = ()
    sites: tuple[Site, ...] = ()

    @property
    def registry(self) -> Registry:
        agencies = {agency.id: agency for agency in (self.agency, *self.bodies) if agency is not None}
        return Registry(agencies=agencies, sites={site.id: site for site in (self.site, *self.sites)})


def city(
    *records: object,
    bodies: Mapping[str, Agency] = BODIES,
    agency: Agency | None = CITY,
    site: Site = PORTAL,
    status: str = "running",
) -> CityFacts:
    """Facts about the portal of a city whose bodies have one site each."""
    sites = tuple(replace(SITE, id=name, agency=name, url=f"http://{name}.gov.cn/", status=status) for name in bodies)
    return CityFacts(listed=records, site=site, agency=agency, run=RUN, bodies=tuple(bodies.values()), sites=sites)
