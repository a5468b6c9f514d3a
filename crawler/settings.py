"""What a crawl needs to know, as plain values that travel in a job file."""

from __future__ import annotations

from dataclasses import dataclass

USER_AGENT = "Mozilla/5.0 (compatible; xuncha/0.1; government website inspection)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """Limits and manners of one crawl (interface, ``[crawl]`` and ``[network]``).

    ``max_pages``: successful HTML pages of a site, 0 = no limit. ``requests_per_second``: a host, 0 = no limit.
    ``timeout_s``, ``confirm_after_s``: seconds. ``coverage_floor``: share of a site's known pages that must not be kept
    from us by robots.txt, a firewall or a login; below it nothing is judged. ``render``: never, auto, always.
    ``examine``: pages of a site that are opened in the browser for its barriers besides home and
    columns, 0 = none at all. ``trials``: whether the site
    is used as a visitor would: its search, its version for the aged, its links that lead out.
    ``proxy``: "" for none.
    ``allow_private_hosts``: host names, ``host:port`` or CIDR ranges that may be fetched although private.
    ``known_good``: public addresses that must answer before anybody external is accused.
    """

    max_pages: int = 200_000
    max_body_bytes: int = 20 * 1024 * 1024
    requests_per_second: float = 4
    concurrency: int = 8
    timeout_s: float = 15
    confirm_after_s: float = 10
    user_agent: str = USER_AGENT
    obey_robots: bool = True
    coverage_floor: float = 0.5
    render: str = "auto"
    examine: int = 30
    trials: bool = True
    proxy: str = ""
    allow_private_hosts: tuple[str, ...] = ()
    known_good: tuple[str, ...] = ()
