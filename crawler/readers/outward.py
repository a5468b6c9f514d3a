"""Links that lead out of the world of government sites, and whether the page itself announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom
from storage.records import OutwardLinks

MAX_LINKS = 2000
MAX_KEPT = 200

OFFICIAL = (
    *("gov.cn", "政务", "mil.cn", "conac.cn", "12377.cn", "12339.gov.cn", "12380.gov.cn", "12388.gov.cn", "edu.cn"),
    *("people.com.cn", "people.cn", "xinhuanet.com", "news.cn", "cctv.com", "cctv.cn", "china.com.cn", "cnr.cn"),
    *("gmw.cn", "ce.cn", "chinadaily.com.cn", "qstheory.cn", "xuexi.cn", "piyao.org.cn", "cpc.people.com.cn"),
)
"""Hosts that need no notice: government, army, schools, filing authorities, central media."""

_KNOWN_SCRIPTS = re.compile(r"conac\.cn|zfwz(?:gl|zc)\.www\.gov\.cn|hm\.baidu\.com|cnzz|jiathis", re.IGNORECASE)
_HANDLES = re.compile(
    r"click|addEventListener|confirm\s*\(|window\.open|离开|\.on\s*\(|delegate|href\s*=|preventDefault|querySelector"
    r"|getElementsByTagName|document\.links",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"confirm|离开|leav|提示|即将|跳转", re.IGNORECASE)
"""Words of a handler that asks before it lets go."""


def outward_links(dom: Dom) -> Iterator[OutwardLinks]:
    """The page's outward links; nothing where all of them ask by a handler of their own."""
    own = host_of(dom.url)
    if not own:
        return
    bare: dict[str, None] = {}
    handled: dict[str, None] = {}
    for link in dom.tree.css("a[href]")[:MAX_LINKS]:
        url = dom.resolve(link.attributes.get("href"))
        if url is None or not url.lower().startswith(("http://", "https://")):
            continue
        host = host_of(url)
        if not host or is_same(host, own) or is_official(host):
            continue
        handlers = _handlers(link)
        if not _ANNOUNCES.search(handlers):
            (handled if handlers else bare)[url.partition("#")[0]] = None
        if len(bare) + len(handled) >= MAX_KEPT:
            break
    if bare or handled:
        yield OutwardLinks(page=dom.url, bare=tuple(bare), scripts=_may_announce(dom), handled=tuple(handled))


def host_of(url: str) -> str:
    """The host of an address, lower-cased; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_same(host: str, own: str) -> bool:
    """Whether two hosts are one site, with ``www.`` or without."""
    return host.removeprefix("www.") == own.removeprefix("www.")


def is_official(host: str) -> bool:
    """Whether a host belongs to the world of offices, or is no name at all."""
    return any(host == known or host.endswith(f".{known}") for known in OFFICIAL) or "." not in host


def _handlers(link: LexborNode) -> str:
    """The handlers of a link and of what stands around it, as written; "" where there are none."""
    found: list[str] = []
    node: LexborNode | None = link
    for _ in range(6):
        if node is None or node.tag == "body":
            break
        found += (
            f"{name} {value or ''}"[:500]
            for name, value in node.attributes.items()
            if name.startswith("on") or name in {"data-confirm", "data-url"}
        )
        node = node.parent
    return " ".join(found)


def _may_announce(dom: Dom) -> bool:
    """Whether scripts of the page may give notice for all links."""
    for node in dom.tree.css("script[src]"):
        if not _KNOWN_SCRIPTS.search(node.attributes.get("src") or ""):
            return True
    body = dom.body
    if body is not None and any(name.startswith("on") for name in body.attributes):
        return True
    return any(_HANDLES.search(script) for script in dom.scripts)
