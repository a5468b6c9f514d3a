"""Addresses from sitemaps: sets and indexes, plain, zipped or as text."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin

from crawler.looks import bodies
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError

MAX_SITEMAPS = 50
MAX_ADDRESSES = 50_000

_LOC = re.compile(rb"<(?:[a-z0-9]{1,20}+:)?loc\s*+>\s*+(?:<!\[CDATA\[([^\]<]{0,4000}+)\]\]>|([^<]{0,4000}+))", re.I)
_INDEX = re.compile(rb"<(?:[a-z0-9]{1,20}+:)?sitemapindex[\s>]", re.I)


def read_sitemap(body: bytes, limit: int) -> tuple[list[str], bool]:
    """The addresses in a sitemap as written, and whether they are further sitemaps. What is no sitemap holds none."""
    if body[:2] == b"\x1f\x8b":
        try:
            body, _ = bodies.inflate(body, "gzip", limit)
        except bodies.BadCodingError:
            return [], False
    if b"<" not in body[:1024]:
        lines = body.decode("utf-8-sig", "replace").splitlines()
        found = [line.strip() for line in lines[:MAX_ADDRESSES] if line.strip().startswith(("http://", "https://"))]
        return found, False
    found = []
    for match in _LOC.finditer(body):
        if written := unescape((match[1] or match[2] or b"").decode("utf-8", "replace")).strip():
            found.append(written)
        if len(found) >= MAX_ADDRESSES:
            break
    return found, bool(_INDEX.search(body[:4096]))


async def addresses_of(client: Client, starts: list[str], limit: int) -> list[str]:
    """All addresses that the sitemaps ``starts`` name, directly or through indexes, each once and bounded."""
    waiting = deque(dict.fromkeys(starts))
    asked: set[str] = set()
    found: dict[str, None] = {}
    while waiting and len(asked) < MAX_SITEMAPS and len(found) < MAX_ADDRESSES:
        url = waiting.popleft()
        if url in asked:
            continue
        asked.add(url)
        try:
            answer = await client.look(url, keep=True)
        except HostGivenUpError:
            break
        if answer.status != 200 or answer.html:
            continue
        written, is_index = read_sitemap(answer.body, limit)
        absolute = [urljoin(url, address) for address in written]
        if is_index:
            waiting.extend(absolute[:MAX_SITEMAPS])
        else:
            found.update(dict.fromkeys(absolute))
    return list(found)[:MAX_ADDRESSES]
