"""Catalogues of the year's major administrative decisions."""

from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from checks.sight import why_unseen
from storage.records import Column, DecisionCatalogue, Finding, Nature, Outcome, Page


@check(
    family="disclosure",
    needs=(DecisionCatalogue, Column, Page),
    reasons={
        "absent": Outcome.FAIL,
        "late": Outcome.FAIL,
        "uninterpreted": Outcome.FAIL,
        "unprocessed": Outcome.UNSURE,
    },
    options={"governments": "03-31", "others": "06-30", "others_warned": "03-31", "interpreted": ["district"]},
)
def decision_catalogues(seen: Seen) -> Iterator[Finding]:
    """The catalogue of the year's major decisions is missing, came late, is not interpreted or leads to nothing.

    Fails when   after its last day there is no catalogue of the year (absent); a government's catalogue bears a later
                 day (late); or a district's catalogue of the year has no interpretation (uninterpreted).
    Unsure when  a body other than a government has none between the day of warning and the last one, or its catalogue
                 came later than that (late); or, in the first quarter, items of the catalogue of the year before have
                 no page about them: their rows lead to none, and no title names them (unprocessed).
    Leaves out   subsites and committees; the year before its last day; a page that says there is none this year or
                 points to the superior's.
    Assumes      a catalogue is told by its title.
                 What became of an item is told under its name, or linked from its row.
    Counts       one finding per site and reason; examined is the site.
    Options      governments, others, others_warned: last days (month-day); interpreted: classes that must explain it.
    Source       国令713号 article 3; Songjiang 2021: catalogue and interpretation by 31 March.
    """
    if seen.site.kind != "portal":
        return
    year = seen.since.year
    klass = seen.agency.klass if seen.agency is not None else ""
    government = klass in {"municipal", "district"}
    last = _day(year, seen.options["governments" if government else "others"])
    warned = last if government else _day(year, seen.options["others_warned"])
    found = [one for one in seen[DecisionCatalogue] if one.year == year]
    catalogues = [one for one in found if not one.explains]
    seen.examined = 1
    yield from _unprocessed(seen, year - 1)
    where = next((column.url for column in seen[Column] if column.role == "major_decision_catalogue"), seen.site.url)
    if not catalogues:
        if seen.today > warned:
            blind = why_unseen(seen, list(seen[Column]))
            outcome = Outcome.FAIL if seen.today > last else Outcome.UNSURE
            if blind is not None:
                yield seen.finding(where, blind, year=year)
            else:
                yield seen.finding(where, "absent", outcome=outcome, year=year, due=last.isoformat())
        return
    first = min(catalogues, key=lambda one: (one.published or date.max, one.url))
    if first.none:
        return
    if first.published is not None and first.published > warned:
        yield seen.finding(
            first.url,
            "late",
            outcome=Outcome.FAIL if first.published > last else Outcome.UNSURE,
            nature=Nature.EVENT,
            year=year,
            due=last.isoformat(),
            happened_on=first.published.isoformat(),
        )
    explained = any(one.explains for one in found)
    if klass in seen.options["interpreted"] and not explained and seen.today > last:
        yield seen.finding(first.url, "uninterpreted", year=year, due=last.isoformat())


def _unprocessed(seen: Seen, year: int) -> Iterator[Finding]:
    """What the catalogue of the year before names and no page shows, once that year is over."""
    if not seen.run.period.endswith("Q1") or why_unseen(seen, list(seen[Column])) is not None:
        return
    for catalogue in seen[DecisionCatalogue]:
        if catalogue.year != year or catalogue.explains or catalogue.none:
            continue
        names = [item.name for item in catalogue.items if not item.process]
        if names:
            yield seen.finding(
                catalogue.url, "unprocessed", year=year, missing=names, found=len(catalogue.items) - len(names)
            )


def _day(year: int, text: str) -> date:
    month, _, day = text.partition("-")
    return date(year, int(month), int(day))
