"""Document pages on which nobody can say what they think of the policy."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Policy


@check(
    family="policy",
    needs=(Policy,),
    reasons={"absent": Outcome.FAIL},
)
def missing_policy_boards(seen: Seen) -> Iterator[Finding]:
    """A document's page has no entry for messages on the policy or for rating it.

    Fails when   the page of a document of the window shows neither a message board nor a way to rate or to ask
                 (政策留言, 评价与建议, 政策咨询...).
    Unsure when  never.
    Leaves out   reprints, pages that were not read, documents outside the window or without a day, documents that set
                 no rules for the public.
    Assumes      an entry is told by its words, wherever on the page it stands.
    Counts       one finding per document; examined are the documents looked at.
    Options      none.
    Source       Shanghai State-owned Assets Commission 2024, Planning Bureau 2024: boards on policy pages.
    """
    for policy in seen[Policy]:
        if policy.doubt is not None or policy.reprint is True or not policy.binding:
            continue
        if not seen.in_window(policy.published):
            continue
        seen.examined += 1
        if not policy.board:
            yield seen.finding(policy.url, "absent", document=policy.title)
