"""Required columns that a site does not have."""

from collections.abc import Iterator
from typing import Any

from checks.core import Seen, check
from checks.sight import why_blind
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

PLATFORM = frozenset(
    {"disclosure_guide", "disclosure_rules", "statutory_disclosure", "annual_report", "disclosure_request"}
)
"""Columns of the disclosure platform, which a body may share with its superior."""

LONG = 10
"""Required roles from which on finding next to none of them speaks against the reading."""


@check(
    family="columns",
    needs=(Column, Page),
    reasons={"absent": Outcome.FAIL},
    options={
        "portal": PORTAL,
        "other": ("news", "notice"),
        "service": ("service",),
        "least_pages": 2,
        "least_roles": 3,
    },
)
def missing_columns(seen: Seen) -> Iterator[Finding]:
    """A required column is not on the site.

    Fails when   the site's kind requires a role and no column of that role was found by navigation, headings,
                 channel pages, site map or page tags, on raw and rendered pages.
    Unsure when  fewer pages than ``least_pages`` were read, or of a long list of roles fewer than ``least_roles``
                 were found: then the navigation was not understood rather than the site empty.
    Leaves out   columns kept on another site of the registry, or linked to any other site: they are there. Where
                 the disclosure column as a whole is kept elsewhere, so are the columns of its platform.
    Assumes      a column goes by one of the names of its role; a profile names those that do not.
    Counts       one finding per required role; examined are the roles required. Not run, with that reason, where
                 home page, site map or, for the columns below it, the disclosure column could not be read.
    Options      portal, other, service: roles required of portals, of other sites, and of portals of bodies with
                 outward services; least_pages; least_roles.
    Source       State Council General Office 2019 indicators, deductions on published information.
    """
    required = _required(seen.options, seen.site.kind, outward=seen.site.outward_services)
    seen.examined = len(required)
    columns = list(seen[Column])
    there = {column.role for column in columns}
    found = sum(role in there for role in required)
    blind = why_blind(seen, columns, seen.options["least_pages"])
    if blind is None and len(required) >= LONG and found < seen.options["least_roles"]:
        blind = "too_little_seen"
    platform = [column for column in columns if column.role == "disclosure_home"]
    for role in required:
        if role in there:
            continue
        reason = blind
        if role in PLATFORM and platform:
            if not any(column.own for column in platform):
                continue
            reason = reason or next((column.doubt for column in platform if column.doubt is not None), None)
        yield seen.finding(seen.site.url, reason or "absent", role=role)


def _required(options: Any, kind: str, *, outward: bool) -> list[str]:
    if kind != "portal":
        return list(options["other"])
    return [*options["portal"], *(options["service"] if outward else ())]
