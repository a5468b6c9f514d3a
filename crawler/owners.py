"""Whose document a document is: the site's own body's, another body's of the registry, or a reprint."""

from __future__ import annotations

import re
from typing import Protocol

from crawler.policies.bodies import is_central, is_government, leading_body, same_body
from crawler.policies.titles import straightened
from crawler.survey import PageSource
from storage.records import Agency, Registry


class Place(Protocol):
    """What has to be known of a site. ``agency`` is None, or nameless, where nobody answers for it (a precheck)."""

    @property
    def pages(self) -> PageSource: ...
    @property
    def agency(self) -> Agency | None: ...
    @property
    def registry(self) -> Registry: ...


def body_of(site: Place) -> str:
    """The name of the body whose site this is: the registry's, else what the home page says of itself; "" unknown."""
    if site.agency is not None and re.search(r"[\u4e00-\u9fff]{3}", site.agency.name):
        return site.agency.name
    home = site.pages.page(site.pages.home)
    if home is None:
        return ""
    said = (home.footer.get("sponsor", ""), home.metas.get("sitename", ""), home.title or "")
    for text in said:
        match = re.search(
            r"[\u4e00-\u9fff]{2,24}?(?:人民政府(?:办公厅|办公室)?|委员会|管委会|局|厅)(?![\u4e00-\u9fff]{0,2}长)", text
        )
        if match:
            return match[0].removeprefix("主办单位").removeprefix("主办")
    return ""


def owner_of(site: Place, body: str, issuer: str | None, source: str | None = None) -> tuple[str | None, bool | None]:
    """Who answers for a document, and whether it is another body's text. See ``Policy``.

    ``source``: who the page says it comes from; it tells only where nothing else does, and only of the site's own body
    and of those of the whole country: a news office is named there as well.
    """
    own = site.agency.id if site.agency is not None else None
    if issuer is None:
        if source and is_central(source) and not is_central(body):
            return None, True
        return own, False if source and body and same_body(source, body) else None
    lead = leading_body(issuer)
    if is_central(lead):
        return None, not is_central(body)
    if body and same_body(lead, body):
        return own, False
    for agency in site.registry.agencies.values():
        if agency.id != own and any(
            same_body(lead, name) for name in (agency.name, agency.short_name) if len(name) > 2
        ):
            return agency.id, False
    if not body:
        return own, None
    if is_government(body) and not is_government(lead) and _of_area(lead, body):
        return own, False  # a body of this area without a site of its own in the registry
    return None, True


def _of_area(lead: str, body: str) -> bool:
    """Whether a body belongs to the area of a government: it says so, or names no place at all."""
    area = re.match(r"[\u4e00-\u9fff]{2,12}?(?=(?:人民)?政府)", straightened(body))
    place = re.match(r"[\u4e00-\u9fff]{2,10}?(?:省|市|新区|区|县)", straightened(lead))
    if place is None or area is None:
        return True
    return place[0] in area[0] or area[0].endswith(place[0]) or straightened(lead).startswith(area[0])
