"""Certificates that browsers warn of."""

from collections.abc import Iterator
from datetime import timedelta

from checks.core import Seen, check
from storage.records import Certificate, Finding, Look, Method, Outcome

NOT_SEEN = {"proxy": "our_network", "private": "private_address", "ours": "our_network"}


@check(
    family="availability",
    needs=(Certificate,),
    reasons={
        "expired": Outcome.FAIL,
        "expires_soon": Outcome.FAIL,
        "wrong_name": Outcome.FAIL,
        "chain": Outcome.FAIL,
    },
    options={"days": 15},
)
def faulty_certificates(seen: Seen) -> Iterator[Finding]:
    """The certificate of the site's host is one that browsers warn of, or soon will be.

    Fails when   it is out of date (expired, also where it is not valid yet), ends within ``days`` days (expires_soon),
                 stands for other names (wrong_name), or leads to no issuer that browsers know (chain).
    Unsure when  never; behind a proxy, or where no certificate was shown, it is not run.
    Leaves out   sites whose registered address is http.
    Assumes      the trusted issuers of the machine are those of browsers; an issuer that is not sent along is a fault
                 of its own although most browsers find it themselves.
    Counts       one finding a host, the first reason that applies; examined are the hosts with a certificate.
    Options      days.
    Source       Guide to the development of government websites (2017), security; browsers' own rules.
    """
    last = {certificate.host: certificate for certificate in seen[Certificate]}
    for host, shown in sorted(last.items()):
        look = Look(url=seen.site.url, at=shown.at, method=Method.TLS)
        if shown.failure is not None or shown.not_after is None or shown.not_before is None:
            yield seen.finding(seen.site.url, NOT_SEEN.get(shown.failure or "", "unreadable"), host=host, looks=[look])
            continue
        seen.examined += 1
        reason = _fault(shown, seen)
        if reason is not None:
            yield seen.finding(
                seen.site.url,
                reason,
                host=host,
                until=shown.not_after.date().isoformat(),
                days=(shown.not_after - seen.as_of).days,
                limit=seen.options["days"],
                names="、".join(shown.names[:5]),
                chain=shown.chain,
                looks=[look],
            )


def _fault(shown: Certificate, seen: Seen) -> str | None:
    assert shown.not_after is not None
    assert shown.not_before is not None
    if not shown.not_before <= shown.at <= shown.not_after:
        return "expired"
    if not shown.covers:
        return "wrong_name"
    if shown.chain is not None:
        return "chain"
    return "expires_soon" if shown.not_after < seen.as_of + timedelta(days=seen.options["days"]) else None
