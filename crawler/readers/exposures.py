"""What a page gives away of persons: found, made unreadable in the page's source, and told without the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from crawler.readers import personal
from crawler.readers.dom import Dom, fold
from crawler.readers.personal import Number
from crawler.redaction import mark_of
from storage.records import PersonalNumbers

MAX_MARKS = 50


def without_numbers(dom: Dom, source: str, today: date) -> tuple[Dom, str, tuple[PersonalNumbers, ...]]:
    """The page without numbers of persons, as a tree and as text, and what was found; all as given where it has none.

    Whatever is read or kept of a page has to come from what is returned.
    """
    url, lined = dom.url, dom.lined
    found: list[PersonalNumbers] = []
    if personal.may_hold(source) or personal.may_hold(lined):
        shown = personal.numbers_of(lined, today)
        numbers = personal.numbers_of(source, today)
        if numbers:
            found += told(url, source, numbers, lined, shown)
            source = personal.masked(source, numbers)
            dom = Dom(source, url=url, encoding=dom.encoding)
            lined = dom.lined
        if shown and (left := personal.numbers_of(lined, today)):
            # markup stands between the digits that no pattern foresees: of such a page only its words are kept
            found += told(url, lined, left, lined, left)
            title = personal.masked(dom.html_title or "", personal.numbers_of(dom.html_title or "", today))
            lines = personal.masked(lined, left).split("\n")
            source = f"<title>{escape(title)}</title>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
            dom = Dom(source, url=url, encoding=dom.encoding)
            lined = dom.lined
    if phones := personal.phones_of(lined):
        found += told(url, lined, phones, lined, phones)
        for digits in {number.digits for number in phones}:
            source = source.replace(digits, "*" * len(digits))
        dom = Dom(source, url=url, encoding=dom.encoding)
    return dom, source, tuple(found)


def told(url: str, text: str, numbers: Sequence[Number], lined: str, shown: Sequence[Number]) -> list[PersonalNumbers]:
    """The numbers of a text by kind, as records; ``shown``: those of ``lined``, which a visitor reads.

    Out of sight a number is certain only where the page calls it by its name.
    """
    records = []
    bare = "".join(fold(lined).replace("-", "").split()).upper()
    visible = {number.digits for number in numbers if number.digits in bare}
    for kind in dict.fromkeys(number.kind for number in numbers):
        own = [number for number in numbers if number.kind == kind and not number.sample]
        if not own:
            continue
        distinct = {number.digits: number for number in reversed(own)}
        named = personal.names_persons(text)
        certain = sum(one.certain and (digits in visible or named) for digits, one in distinct.items())
        records.append(
            PersonalNumbers(
                url=url,
                kind=kind,
                count=len(distinct),
                certain=certain,
                excerpt=_excerpt(lined, shown, kind) or personal.excerpt(text, numbers, own[0]),
                marks=tuple(sorted(mark_of(digits) for digits in distinct)[:MAX_MARKS]),
                where="source" if visible.isdisjoint(distinct) else "text",
            )
        )
    return records


def _excerpt(lined: str, shown: Sequence[Number], kind: str) -> str | None:
    first = next((number for number in shown if number.kind == kind), None)
    return None if first is None else personal.excerpt(lined, shown, first)
