"""What came of using a site as its visitors do: searching it, opening its version for the aged, following links out."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records.seen import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBox:
    """One way into a site's own search, as a page shows it.

    ``form``: get, post, script (only a script sends it) or link (a page of its own holds the box). ``address``: where
    it is sent or leads, None where only a script knows. ``field``: name of the input, "" where it has none. ``place``:
    which of the page's inputs it is, counted from 0 in document order, None for a link and for a box that scripts may
    yet bring. ``others``: what a browser sends with it.
    """

    page: str
    form: str
    address: str | None
    field: str = ""
    place: int | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTrial:
    """One title of the site, typed into its own search.

    ``came``: found, not_found, broken (an error came instead of an answer), no_box (the browser sees none either),
    guarded (a code or a wall stands before it), robots, private, unrendered (only a browser could tell), elsewhere (the
    search of another host does not have it) or unclear. ``article``: address of the article, "" where none was sought.
    ``address``: of the search or its result. ``looks``: at result pages; those of the browser keep a picture of it.
    """

    page: str
    came: str
    article: str = ""
    title: str = ""
    address: str | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorTrial:
    """One entry to the version for the aged, opened in the browser.

    ``came``: changed (the page looks otherwise), opened (it leads to a page), failed (it leads to an error), nothing
    or unclear. ``text``: of the entry. ``address``: where it led. ``looks`` keep a picture of what was to be seen.
    """

    page: str
    text: str
    came: str
    address: str | None = None
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTrial:
    """Links out of the world of government sites, clicked in the browser on one page.

    ``announced``, ``straight`` and ``unclear``: the addresses by what a click on them did, straight at both of two
    visits.
    """

    page: str
    announced: tuple[str, ...] = ()
    straight: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
