"""Normative documents that are not in the library of normative documents, or only there."""

from collections.abc import Iterator, Sequence
from datetime import date

from checks.core import Seen, check
from checks.sight import why_unseen
from storage.records import AnnualReport, Column, Finding, Outcome, Page, Policy, PolicyShelf

NORMATIVE = "行政规范性文件"


@check(
    family="policy",
    needs=(Policy, PolicyShelf, Column, AnnualReport, Page),
    reasons={"absent": Outcome.FAIL, "fewer": Outcome.UNSURE},
    options={"counted": ["department", "committee", "institution"]},
)
def unlibraried_policies(seen: Seen) -> Iterator[Finding]:
    """A normative document stands in a column of documents but not in the site's library, or the other way round.

    Fails when   the site keeps a library of normative documents, and a normative document of this body published in the
                 window is listed in another column but not there; or in the library but in no column of documents,
                 where most documents of the library stand in one.
    Unsure when  a list could not be read to its end, or the pages do not tell who issued the document; the library
                 holds fewer documents than table two of the newest annual report counts as made in its year, or as
                 valid at its end (fewer).
    Leaves out   sites without a library or with a blank one; reprints; documents no longer valid; government rules;
                 of governments the numbers, since their reports add up those of many bodies.
    Assumes      a library is told by its name (规范性文件, 文件库, 政策库, 公文库), one that means to hold all by 库. A
                 document counts for the year in which it was written. Lists are read over all their pages.
    Counts       one finding per document, one per number of the report; examined are the normative documents of the
                 window.
    Options      counted: classes of bodies whose report counts their own documents alone.
    Source       Shanghai: library of government rules and normative documents; form of annual reports of 2021, table
                 two, first item of article 20.
    """
    libraries = [shelf for shelf in seen[PolicyShelf] if shelf.library and shelf.items]
    if not libraries:
        return
    urls = {shelf.url for shelf in libraries}
    beside = [shelf for shelf in seen[PolicyShelf] if not shelf.library and shelf.items]
    normative = [one for one in seen[Policy] if one.kind == "规范性文件" and one.reprint is not True]
    shelved = [one for one in normative if one.library]
    listed = [one for one in normative if one.column is not None and one.column not in urls]
    lacking = [(one, libraries) for one in _without(listed, shelved)]
    only_here = _without(shelved, listed)
    if beside and 2 * len(only_here) < len(shelved):
        lacking += [(one, beside) for one in only_here]
    seen.examined = len({one.url for one in (*listed, *shelved) if _counts(seen, one)})
    for document, missing in lacking:
        if not _counts(seen, document):
            continue
        hidden = any(not shelf.whole and not _reaches(shelf, document.published) for shelf in missing)
        yield seen.finding(
            document.url,
            "absent",
            outcome=Outcome.UNSURE if hidden or document.reprint is None else Outcome.FAIL,
            document=document.title,
            number=document.number,
            library=missing[0].name,
        )
    complete = [shelf for shelf in libraries if shelf.complete]
    if complete and seen.agency is not None and seen.agency.klass in seen.options["counted"]:
        yield from _numbers(seen, complete[0], shelved)


def _reaches(shelf: PolicyShelf, published: date | None) -> bool:
    """Whether what was read of a list goes back beyond a day, so that a document of that day would have been seen."""
    return shelf.oldest is not None and published is not None and shelf.oldest < published


def _without(some: Sequence[Policy], others: Sequence[Policy]) -> list[Policy]:
    """The documents that do not stand among others, on the same page or on another one."""
    pages, names = {one.url for one in others}, {(one.number, one.names) for one in others}
    return [one for one in some if one.url not in pages and (one.number, one.names) not in names]


def _counts(seen: Seen, document: Policy) -> bool:
    return seen.in_window(document.published) and document.validity in {None, "有效"}


def _numbers(seen: Seen, library: PolicyShelf, shelved: Sequence[Policy]) -> Iterator[Finding]:
    """What the newest annual report counts, beside what the library holds."""
    report = next((one for one in seen[AnnualReport] if one.newest and not one.kept_elsewhere), None)
    rules = next((one for one in report.rules if one.matter == NORMATIVE), None) if report is not None else None
    if report is None or rules is None or not library.whole or why_unseen(seen, list(seen[Column])) is not None:
        return
    last = date(report.year, 12, 31)
    days = [one.written or one.published for one in {(one.number, one.names): one for one in shelved}.values()]
    made = sum(day is not None and day.year == report.year for day in days)
    valid = sum(day is None or day <= last for day in days)
    for item, said, held in (("本年制发件数", rules.made, made), ("现行有效件数", rules.valid, valid)):
        if said is not None and said > held:
            yield seen.finding(
                report.url,
                "fewer",
                page=library.url,
                item=item,
                year=report.year,
                reported=said,
                held=held,
                library=library.name,
            )
