"""Required columns that a site does not have."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from checks.core import Seen, check
from storage.records import Column, Finding, Outcome, Page

PORTAL = (
    "overview",
    "organization",
    "leaders",
    "news",
    "notice",
    "policy_document",
    "interpretation",
    "disclosure_guide",
    "disclosure_rules",
    "statutory_disclosure",
    "annual_report",
    "disclosure_request",
    "personnel",
    "plan",
    "budget",
    "public_consultation",
)


@check(
    family="columns",
    needs=(Column, Page),
    reasons={"absent": Outcome.FAIL},
    options={"portal": PORTAL, "other": ("news", "notice"), "service": ("service",), "least_pages": 2},
)
def missing_columns(seen: Seen) -> Iterator[Finding]:
    """A required column is not on the site.

    Fails when   the site's kind requires a role and no column of that role was found by navigation, headings,
                 channel pages, site map or page tags, on raw and rendered pages.
    Unsure when  fewer pages than ``least_pages`` were read.
    Leaves out   columns kept on another site of the registry, or linked to any other site: they are there.
    Assumes      a column goes by one of the names of its role; a profile names those that do not.
    Counts       one finding per required role; examined are the roles required.
    Options      portal, other, service: roles required of portals, of other sites, and of portals of bodies with
                 outward services; least_pages.
    Source       State Council General Office 2019 indicators, deductions on published information.
    """
    required = _required(seen.options, seen.site.kind, outward=seen.site.outward_services)
    seen.examined = len(required)
    columns = list(seen[Column])
    blind = _blind(seen, columns)
    there = {column.role for column in columns}
    for role in required:
        if role in there:
            continue
        if blind is not None:
            yield seen.finding(seen.site.url, blind, role=role)
        else:
            yield seen.finding(seen.site.url, "absent", role=role)


def _required(options: Any, kind: str, *, outward: bool) -> list[str]:
    if kind != "portal":
        return list(options["other"])
    return [*options["portal"], *(options["service"] if outward else ())]


def _blind(seen: Seen, columns: list[Column]) -> str | None:
    """Why a missing column proves nothing here; None where enough was seen."""
    home = next((column for column in columns if column.role == "home"), None)
    if home is None:
        return "incomplete_crawl"
    if home.doubt is not None:
        return home.doubt
    read = sum(1 for _ in islice(seen[Page], seen.options["least_pages"]))
    return None if read >= seen.options["least_pages"] else "too_little_seen"
