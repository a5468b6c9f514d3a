"""Who is inspected: agencies, their sites and accounts, and the people who decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A body that answers for sites and accounts.

    ``klass``: municipal, district, department, committee, institution.
    """

    id: str
    name: str
    short_name: str
    klass: str
    email: str | None = None
    superior: str | None = None
    order: int | None = None
    contact: str | None = None
    channels: tuple[str, ...] = ()
    formed_on: date | None = None
    ended_on: date | None = None
    predecessor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOverride:
    """A column as an office's profile names it; beats whatever the readers recognise."""

    role: str
    name: str | None = None
    url: str | None = None
    list: str | None = None
    item: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A fault that the office has accepted, with its reason and expiry (comply or explain)."""

    check: str
    subject: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the office knows about one site that the program should not have to guess.

    ``pace``: requests a second, None for the office's setting. ``hosts``: further hosts (``host[:port]``) of the
    site. ``exclude``: URL path prefixes that do not belong to it. ``obey_robots`` False is an act of the office, with
    ``obey_robots_reason`` and the person who decided, ``obey_robots_by``.
    """

    hosts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    pace: float | None = None
    render: str | None = None
    obey_robots: bool | None = None
    obey_robots_reason: str | None = None
    obey_robots_by: str | None = None
    columns: tuple[ColumnOverride, ...] = ()
    exceptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A government website. ``kind``: portal, subsite, committee. ``agency`` is None only in a precheck.

    An account stands among the targets that are judged and scored as a site of the kind account (``Account.target``).
    """

    id: str
    agency: str | None
    name: str
    kind: str
    url: str
    site_id_code: str | None = None
    outward_services: bool = True
    platform: str | None = None
    operator: str | None = None
    status: str = "running"
    valid_from: date | None = None
    valid_until: date | None = None
    filing: str | None = None
    profile: Profile = Profile()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A new-media account. ``platform`` as in the standards, section 8."""

    id: str
    agency: str
    platform: str
    name: str
    handle: str | None
    url: str | None
    feed: str | None
    registered: bool
    status: str = "running"
    valid_from: date | None = None
    valid_until: date | None = None
    filing: str | None = None

    @property
    def place(self) -> str:
        """The address by which findings name the account: its page, else its feed, else its id."""
        feed = self.feed if self.feed is not None and self.feed.startswith(("http://", "https://")) else None
        return self.url or feed or f"account:{self.id}"

    def target(self) -> Site:
        """The account as a target that is judged and scored."""
        return Site(
            id=self.id,
            agency=self.agency,
            name=self.name,
            kind="account",
            url=self.place,
            outward_services=False,
            status=self.status,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            filing=self.filing,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who decides or releases. ``roles``: inspector, reviewer, releaser, editor."""

    id: str
    name: str
    agency: str
    roles: tuple[str, ...]
    email: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything under inspection, by id, in the order of the tables."""

    agencies: Mapping[str, Agency]
    sites: Mapping[str, Site]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
