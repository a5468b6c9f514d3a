"""Documents that are shown as valid although they are not."""

from collections import defaultdict
from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Policy


@check(
    family="policy",
    needs=(Policy,),
    reasons={"expired": Outcome.FAIL, "repealed": Outcome.FAIL},
)
def lapsed_policies(seen: Seen) -> Iterator[Finding]:
    """A document is shown as valid after its last day, or after another document repealed it.

    Fails when   the page says 有效 and prints a last day before as_of (expired); or the page says 有效 although a later
                 document on this site puts it out of force by name (repealed).
    Unsure when  such a document is listed without any word on its validity.
    Leaves out   pages that say 失效, 废止 or 已修改; documents extended by a later one; the documents that repeal.
    Assumes      a name in a list of repealed documents means the older document of that name.
    Counts       one finding per document; examined are the documents read.
    Options      none.
    Source       guide to government websites 2017: amended, repealed and expired documents are marked.
    """
    repealed: dict[str, list[Policy]] = defaultdict(list)
    extended: set[str] = set()
    for policy in seen[Policy]:
        for name in policy.repeals:
            repealed[name].append(policy)
        if policy.act == "extend":
            extended.update(policy.names)
    for policy in seen[Policy]:
        if policy.doubt is not None or policy.act in {"repeal", "extend", "amend"}:
            continue
        seen.examined += 1
        if policy.validity not in {None, "有效"}:
            continue
        last = policy.valid_to
        if policy.validity and last is not None and last < seen.today and extended.isdisjoint(policy.names):
            yield seen.finding(
                policy.url, "expired", document=policy.title, valid_to=last.isoformat(), days=(seen.today - last).days
            )
            continue
        by = next((one for name in policy.names for one in repealed[name] if _later(one, policy)), None)
        if by is not None:
            yield seen.finding(
                policy.url,
                "repealed",
                outcome=Outcome.FAIL if policy.validity else Outcome.UNSURE,
                document=policy.title,
                policy=by.url,
                by=by.title,
            )


def _later(one: Policy, other: Policy) -> bool:
    """Whether a document is another one and younger."""
    first, second = one.written or one.published, other.written or other.published
    return one.url != other.url and first is not None and second is not None and first > second
