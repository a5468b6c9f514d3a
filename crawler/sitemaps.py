"""Addresses from sitemaps: sets and indexes, plain, zipped or as text."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from html import unescape

from crawler.looks import bodies
from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.looks.hosts import Hosts
from crawler.looks.signs import content_signs
from crawler.pace import HostGivenUpError
from crawler.urls import resolve, without_fragment

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


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap that was asked for: what came, whether it lists further sitemaps, and the addresses it names."""

    answer: Answer
    is_index: bool = False
    targets: tuple[str, ...] = ()


async def sitemaps_from(client: Client, hosts: Hosts, starts: list[str], limit: int) -> list[Sitemap]:
    """The sitemaps ``starts`` and those that they name, each once and bounded."""
    waiting = deque(dict.fromkeys(starts))
    found: dict[str, Sitemap] = {}
    room = MAX_ADDRESSES
    while waiting and len(found) < MAX_SITEMAPS and room > 0:
        url = waiting.popleft()
        if url in found:
            continue
        try:
            answer = await client.look(url, keep=True)
            answer.with_signs(*content_signs(answer))
            answer.with_signs(*await hosts.signs(answer))
        except HostGivenUpError:
            break
        found[url] = Sitemap(answer)
        if answer.status != 200 or answer.html:
            continue
        written, is_index = read_sitemap(answer.body, limit)
        resolved = (resolve(answer.final_url, address).url for address in written[:room])
        targets = tuple(dict.fromkeys(without_fragment(target) for target in resolved if target is not None))
        found[url] = Sitemap(answer, is_index, targets)
        if is_index:
            waiting.extend(targets[:MAX_SITEMAPS])
        else:
            room -= len(targets)
    return list(found.values())
