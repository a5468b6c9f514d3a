"""Columns with nothing in them."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, ColumnForm, Finding, Outcome

REASON_OF = {"no_items": "blank", "zero_total": "blank", "under_construction": "under_construction"}


@check(
    family="columns",
    needs=(Column,),
    reasons={"blank": Outcome.FAIL, "under_construction": Outcome.FAIL},
    options={"leaves_out": ("sitemap_page", "open_data", "disclosure_home")},
)
def blank_columns(seen: Seen) -> Iterator[Finding]:
    """A column has nothing in it, or says that it is being built.

    Fails when   the column's page shows no item, no text of its own, no file and no picture, or says in words that
                 there is nothing (zero_total, no_items) or that it is under construction.
    Unsure when  never; where the page could not be read or rendered it is not run, with that reason.
    Leaves out   columns kept elsewhere, folders of sub-columns, roles of ``leaves_out``.
    Assumes      an item has a title of at least four characters.
    Counts       one finding per column; examined are the site's own columns.
    Options      leaves_out: roles that are tools rather than columns.
    Source       State Council General Office 2019 indicators, veto on blank columns.
    """
    judged: set[str] = set()
    for column in seen[Column]:
        if column.role in {"", "home", *seen.options["leaves_out"]} or not column.own or column.url in judged:
            continue
        judged.add(column.url)
        if column.doubt is not None:
            yield seen.finding(column.url, column.doubt, role=column.role, name=column.name, looks=column.looks)
            continue
        seen.examined += 1
        if column.blank is not None and column.form is not ColumnForm.FOLDER and not column.items:
            yield seen.finding(
                column.url,
                REASON_OF[column.blank],
                role=column.role,
                name=column.name,
                sign=column.blank,
                first_level=column.first_level,
                looks=column.looks,
            )
