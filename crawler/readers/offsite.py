"""Links to hosts outside the world of offices, with what they stand in: a style sheet read later may hide them."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, squeeze
from crawler.readers.outward import host_of, is_official, is_same
from storage.records import OffsiteBlock

MAX_LINKS = 2000
MAX_BLOCKS = 12
MAX_TARGETS = 20
MAX_STEPS = 24


def offsite_blocks(dom: Dom) -> Iterator[OffsiteBlock]:
    """The links of a page to strangers, by what they stand in; none on a page without style sheets of its own."""
    own = host_of(dom.url)
    sheets = _sheets(dom)
    if not own or not sheets:
        return
    found: dict[tuple[str, ...], tuple[dict[str, None], str]] = {}
    for link in dom.tree.css("a[href]")[:MAX_LINKS]:
        written = link.attributes.get("href") or ""
        if "//" not in written:
            continue
        url = dom.resolve(written)
        host = host_of(url) if url else ""
        if not url or not host or is_same(host, own) or is_official(host):
            continue
        steps = _steps(link)
        if steps not in found and len(found) >= MAX_BLOCKS:
            continue
        targets, _ = found.setdefault(steps, ({}, squeeze(link.text(deep=True))[:60]))
        if len(targets) < MAX_TARGETS:
            targets[url] = None
    for steps, (targets, text) in found.items():
        yield OffsiteBlock(url=dom.url, steps=steps, targets=tuple(targets), text=text, sheets=sheets)


def _sheets(dom: Dom) -> tuple[str, ...]:
    found = []
    for node in dom.tree.css("link[href]")[:100]:
        attributes = node.attributes
        media = (attributes.get("media") or "all").lower()
        if "stylesheet" in (attributes.get("rel") or "").lower() and ("all" in media or "screen" in media):
            url = dom.resolve(attributes.get("href"))
            if url is not None:
                found.append(url.partition("#")[0])
    return tuple(dict.fromkeys(found))


def _steps(node: LexborNode) -> tuple[str, ...]:
    """What a node stands in, from the body down, each as ``tag#id.class.class``."""
    steps: list[str] = []
    current: LexborNode | None = node
    while current is not None and current.tag not in {"html", "-document"} and len(steps) < MAX_STEPS:
        attributes = current.attributes
        name = (attributes.get("id") or "").strip()
        classes = (attributes.get("class") or "").split()[:6]
        steps.append(f"{current.tag}{f'#{name}' if name else ''}{''.join(f'.{one}' for one in classes)}"[:200])
        current = current.parent
    return tuple(reversed(steps))
