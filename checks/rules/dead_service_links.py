"""Documents that speak of an online service and do not lead to it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.core import Seen, check
from checks.verdicts import verdict
from storage.records import Finding, Outcome, Policy, Target


@check(
    family="policy",
    needs=(Policy, Target),
    reasons={"dead": Outcome.FAIL, "absent": Outcome.FAIL},
    options={"apart_s": 2.0},
)
def dead_service_links(seen: Seen) -> Iterator[Finding]:
    """A document tells its readers to apply online, and the link to do so is dead or missing.

    Fails when   a link to the service item failed in at least two looks apart in time (dead); or the text tells readers
                 to apply through the one-stop service and the page has no link that leads there (absent).
    Unsure when  the only such links lead to the front page of a host rather than to the item (absent). Guarded and
                 unstable targets are for broken_links.
    Leaves out   reprints, pages that were not read, documents outside the window or without a day. A dead link that
                 other pages name too is told by broken_links as well, one that only documents name is told here alone.
    Assumes      a link to a service says so (在线办理, 我要申请, 办事指南...).
    Counts       dead: one finding per document and target; absent: one per document; examined are the documents that
                 speak of a service.
    Options      apart_s: seconds between two looks that count as two.
    Source       Shanghai Planning Bureau 2024: reading and applying linked (阅办联动).
    """
    policies = [
        policy
        for policy in seen[Policy]
        if policy.doubt is None
        and policy.reprint is not True
        and seen.in_window(policy.published)
        and (policy.services or policy.names_service)
    ]
    seen.examined = len(policies)
    wanted = {service.url for policy in policies for service in policy.services}
    dead = {
        target.url: (proof, target.looks)
        for target in (seen[Target] if wanted else ())
        if target.url in wanted and (proof := verdict(target.looks, seen.options["apart_s"])) in _DEAD
    }
    for policy in policies:
        for service in policy.services:
            if service.url in dead:
                proof, looks = dead[service.url]
                yield seen.finding(
                    service.url,
                    "dead",
                    page=policy.url,
                    document=policy.title,
                    text=service.text,
                    fault=proof,
                    looks=looks,
                )
        if policy.names_service and not any(_is_item(service.url) for service in policy.services):
            outcome = Outcome.UNSURE if policy.services else Outcome.FAIL
            yield seen.finding(policy.url, "absent", outcome=outcome, document=policy.title)


def _is_item(url: str) -> bool:
    """Whether an address leads further than to the front page of a host."""
    parts = urlsplit(url)
    return parts.path not in {"", "/"} or bool(parts.query or parts.fragment.strip("/!"))


_DEAD = frozenset({"gone", "server_error", "unreachable", "soft_404", "redirect_loop", "tls"})
