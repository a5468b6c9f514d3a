"""Sites under names that are not official, or under several."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.core import Seen, check
from storage.records import Finding, Outcome, Site

SUFFIXES = ("gov.cn", "政务", "xn--zfr164b")
LOCAL = ("localhost", "local", "internal", "lan", "home.arpa")


@check(
    family="availability",
    needs=(),
    reasons={"suffix": Outcome.FAIL, "several": Outcome.FAIL},
    options={"suffixes": list(SUFFIXES)},
)
def unofficial_domains(seen: Seen) -> Iterator[Finding]:
    """The site stands under a domain that is not for government, or under more than one.

    Fails when   the registered host does not end in one of ``suffixes`` (suffix), or the site's profile names hosts
                 under another registrable domain as the site's own (several).
    Unsure when  never.
    Leaves out   bare addresses and local names, which are no domains.
    Assumes      the registry and the profile name the hosts under which visitors reach the site.
    Counts       one finding a reason; examined is 1.
    Options      suffixes.
    Source       Guide to the development of government websites (2017), domain names; notice on domains (2018).
    """
    host = _host(seen.site.url)
    if _is_local(host):
        return
    seen.examined = 1
    if not _official(host, seen.options["suffixes"]):
        yield seen.finding(seen.site.url, "suffix", host=host)
    others = sorted({other for other in _others(seen.site) if _domain(other) != _domain(host)})
    if others:
        yield seen.finding(seen.site.url, "several", host=host, others="、".join(others))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _is_local(host: str) -> bool:
    if "." not in host or host.endswith(tuple(f".{name}" for name in LOCAL)):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _official(host: str, suffixes: list[str]) -> bool:
    return any(host == suffix or host.endswith(f".{suffix}") for suffix in suffixes)


def _others(site: Site) -> Iterator[str]:
    for named in site.profile.hosts:
        host = _host(f"//{named}")
        if not _is_local(host):
            yield host


def _domain(host: str) -> str:
    """The registrable part of a host: under gov.cn the third label from the right, else the second."""
    labels = host.split(".")
    return ".".join(labels[-3:] if host.endswith((".gov.cn", ".com.cn", ".org.cn", ".net.cn")) else labels[-2:])
