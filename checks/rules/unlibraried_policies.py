"""Normative documents that are not in the library of normative documents."""

import re
from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, Finding, Outcome, Policy

_LIBRARY = re.compile(r"规范性文件|文件库|政策库|公文库")


@check(
    family="policy",
    needs=(Policy, Column),
    reasons={"absent": Outcome.FAIL},
)
def unlibraried_policies(seen: Seen) -> Iterator[Finding]:
    """A normative document stands in a column of documents but not in the site's library.

    Fails when   the site keeps a library of normative documents, and a normative document of this body published in the
                 window is listed in another column but not there.
    Unsure when  the library's list could not be read to its end, or the pages do not tell who issued the document.
    Leaves out   sites without a library or with a blank one; reprints; documents no longer valid; government rules.
    Assumes      a library is told by its name (规范性文件, 文件库, 政策库, 公文库).
    Counts       one finding per document; examined are the normative documents of the window.
    Options      none.
    Source       Shanghai: library of government rules and normative documents.
    """
    libraries = [column for column in seen[Column] if column.own and _LIBRARY.search(column.name) and column.items]
    if not libraries:
        return
    hidden = any(column.doubt is not None for column in libraries)
    shelved = {policy.url for policy in seen[Policy] if policy.library}
    names = {(policy.number, policy.names) for policy in seen[Policy] if policy.library}
    for policy in seen[Policy]:
        if policy.kind != "规范性文件" or policy.column is None or policy.reprint is True:
            continue
        if not seen.in_window(policy.published) or policy.validity not in {None, "有效"}:
            continue
        seen.examined += 1
        if policy.url in shelved or (policy.number, policy.names) in names:
            continue
        doubtful = hidden or policy.reprint is None
        yield seen.finding(
            policy.url,
            "absent",
            outcome=Outcome.UNSURE if doubtful else Outcome.FAIL,
            document=policy.title,
            number=policy.number,
            library=libraries[0].name,
        )
