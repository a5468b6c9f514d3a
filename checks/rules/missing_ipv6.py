"""Sites that cannot be opened over IPv6."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, HostAddresses, Look, Method, Outcome

NOT_SEEN = {"proxy": "our_network", "no_ipv6": "our_network", "dns": "unreadable"}


@check(
    family="availability",
    needs=(HostAddresses,),
    reasons={"no_address": Outcome.FAIL, "no_answer": Outcome.FAIL},
)
def missing_ipv6(seen: Seen) -> Iterator[Finding]:
    """The host of the home page has no IPv6 address, or does not answer at it.

    Fails when   the name resolves to IPv4 addresses only (no_address), or none of its public IPv6 addresses opens
                 although a host known to be good does (no_answer).
    Unsure when  never; behind a proxy, where names do not resolve, and where we have no IPv6 ourselves it is not run.
    Leaves out   sites at a bare address or a local name.
    Assumes      our resolver answers for AAAA as for A.
    Counts       one finding at most; examined is 1.
    Options      none.
    Source       2019 indicators, IPv6; General Office measures on IPv6 of government websites.
    """
    for host in seen[HostAddresses]:
        look = Look(url=seen.site.url, at=host.at, method=Method.DNS)
        if host.hindrance == "literal":
            continue
        if not host.ipv6 and host.ipv4:
            seen.examined += 1
            yield seen.finding(seen.site.url, "no_address", host=host.host, looks=[look])
        elif host.answers is None:
            reason = NOT_SEEN.get(host.hindrance or "", "unreadable")
            yield seen.finding(seen.site.url, reason, host=host.host, looks=[look])
        else:
            seen.examined += 1
            if not host.answers:
                addresses = "、".join(host.ipv6[:3])
                yield seen.finding(seen.site.url, "no_answer", host=host.host, addresses=addresses, looks=[look])
