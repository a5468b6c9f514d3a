"""What a body says that it discloses: its catalogue of statutory items, standard catalogues, lists of bodies."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.seen import Look

DISCLOSURE_ITEMS = (
    "regulations",
    "organization",
    "plans",
    "statistics",
    "licensing",
    "penalty",
    "budget",
    "fees",
    "procurement",
    "major_projects",
    "livelihood",
    "emergency",
    "supervision",
    "civil_service",
    "other_statutory",
)
"""Items of article 20 of the regulations on disclosure, in its order (standards, section 3.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureCatalogue:
    """A disclosure platform that is laid out by the items of article 20.

    ``named``: items that its entries name; ``shown``: items that a column, an entry, a list item or an article
    anywhere on the site fits, empty entries aside. ``doubt``: why some of it was not seen (a not_run reason).
    """

    url: str
    name: str
    named: tuple[str, ...]
    shown: tuple[str, ...]
    doubt: str | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureEntry:
    """One entry of such a catalogue that leads to nothing, or could not be seen.

    ``url``: None where it has no link. ``state``: empty (its page shows nothing), nowhere (no link), unseen.
    """

    catalogue: str
    item: str
    name: str
    url: str | None
    state: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """The approval of a construction project as a site publishes it. ``coded``: it prints a project code."""

    column: str
    url: str
    title: str
    coded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardEntry:
    """One matter of a catalogue of open government (基层政务公开标准目录) and what its link leads to.

    ``field``: the catalogue's page that lists it. ``state``: fits, empty (its page shows nothing), unfit (no word of
    the matter on its page), unseen, other (not on this site, or a file).
    """

    catalogue: str
    field: str
    name: str
    url: str
    state: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyList:
    """A page that gathers the disclosure platforms of many bodies. ``doubt``: why it could not be read."""

    url: str
    name: str
    doubt: str | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBody:
    """A body that a list of disclosure platforms names.

    ``page``: the list. ``agency``: id of the body that the text names, None where it names none of the registry.
    ``owner``: agency of the registered site to which the link leads, None for an address of nobody registered.
    ``own``: the link stays on the site that lists it.
    """

    page: str
    text: str
    url: str
    agency: str | None
    owner: str | None
    own: bool
