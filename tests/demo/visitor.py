"""A walk through the city in memory: every page, every link, without HTTP and without the project's own readers."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from demo.answers import Answer
from demo.city import City
from demo.plan import SitePlan

PAGER = re.compile(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\)')
WRITTEN = re.compile(r"document\.write\('(.*)'\);")
CSS_URL = re.compile(r"url\(([^)]+)\)")
SOURCES = (("a", "href"), ("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("form", "action"))
STEPS = 10


FOOTERS = {"trs": ".footer", "vsb": ".foot", "hanweb": ".ft", "ucap": "footer", "plain": ".written", "script": "footer"}
"""Where the footer stands, by CMS."""


LABELS = {"sponsor": "主办单位:", "site_id_code": "网站标识码:", "sitemap_link": "网站地图 "}
"""What the script-built site's footer prints before a fact."""


@dataclass
class Seen:
    """One page as drawn: its site, its HTML with what scripts add, and the absolute addresses it names."""

    site: SitePlan
    html: str
    links: list[str] = field(default_factory=list)

    @property
    def footer(self) -> str:
        node = LexborHTMLParser(self.html).css_first(FOOTERS[self.site.style])
        return "" if node is None else node.html or ""


class Visitor:
    """Walks from the home pages along every link; keeps pages by address, and every address that was named."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.pages: dict[str, Seen] = {}
        self.named: set[str] = set()

    def walk(self) -> None:
        todo = deque((site.url, site) for site in self.city.sites if not site.down)
        while todo:
            url, site = todo.popleft()
            if url in self.pages:
                continue
            seen = self.pages[url] = self._look(url, site)
            for link in seen.links:
                self.named.add(link)
                address = urldefrag(link).url
                if owner(self.city, address) is not site or address in self.pages:
                    continue
                answer = self.get(address)
                if answer.status == 200 and answer.type.startswith("text/html") and self.is_planned(address, site):
                    todo.append((address, site))

    def is_planned(self, url: str, site: SitePlan) -> bool:
        """Whether a page was meant to be at this address; error pages that answer 200 were not."""
        return target_of(url) in self.city.pages[site.id].html

    def get(self, url: str) -> Answer:
        """The answer at the end of all redirects; the last redirect itself where they never end."""
        return self._ask(self.end(url))

    def end(self, url: str) -> str:
        """The address at the end of all redirects."""
        for _ in range(STEPS):
            answer = self._ask(url)
            if answer.status not in {301, 302}:
                break
            url = urljoin(url, answer.headers["Location"])
        return url

    def _ask(self, url: str) -> Answer:
        return self.city.answer(urlsplit(url).netloc, target_of(url))

    def _look(self, url: str, site: SitePlan) -> Seen:
        encoding = "gbk" if site.style == "plain" else "utf-8"
        html = self._ask(url).body.decode(encoding)
        if site.style == "script":
            html += self._built(url)
        html += f'<div class="written">{"".join(WRITTEN.findall(html))}</div>'
        links = [urljoin(url, quote(written.strip(), safe=":/?#&=%._-", encoding=encoding)) for written in _links(html)]
        return Seen(site, html, [link for link in links if link.startswith("http")])

    def _built(self, url: str) -> str:
        """The script-built site's page as its script would build it, as far as links and footer go."""
        parts = urlsplit(url)
        name = parts.path.strip("/").removesuffix(".html") or "index"
        values = [pair.partition("=")[2] for pair in parts.query.split("&") if pair]
        answer = self._ask(urljoin(url, f"/api/{'-'.join([name, *values])}.json"))
        content = json.loads(answer.body)
        html = "".join(f'<a href="{href}">{text}</a>' for href, text in _pairs(content))
        lines = [f"{LABELS.get(name, '')}{value}" for name, value in content["footer"].items() if value]
        return f"{html}{content['extra']}<footer>dcs.conac.cn {' '.join(lines)}</footer>"


def _pairs(content: dict[str, object]) -> Iterator[tuple[str, str]]:
    def walk(value: object) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            if "href" in value:
                yield str(value["href"]), str(value.get("title") or value.get("name"))
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)
        elif isinstance(value, str) and (value.startswith("http://") or re.fullmatch(r"/[\w./?=&-]+", value)):
            yield value, ""

    yield from walk(content)


def _links(html: str) -> Iterator[str]:
    tree = LexborHTMLParser(html)
    for tag, attribute in SOURCES:
        for node in tree.css(f"{tag}[{attribute}]"):
            yield node.attributes[attribute] or ""
    for node in tree.css("[background]"):
        yield node.attributes["background"] or ""
    for node in tree.css("source[srcset]"):
        yield (node.attributes["srcset"] or "").split()[0]
    for total, _, name, suffix in PAGER.findall(html):
        yield from (f"{name}_{number}.{suffix}" if number else f"{name}.{suffix}" for number in range(int(total)))


def target_of(url: str) -> str:
    """Path with query, as a request names it."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def owner(city: City, url: str) -> SitePlan | None:
    """The most specific site of the city that owns an address."""
    parts = urlsplit(url)
    fitting = [s for s in city.sites if s.host == parts.netloc and parts.path.startswith(f"{s.base}/")]
    return max(fitting, key=lambda site: len(site.base), default=None)


def style_sheets(visitor: Visitor) -> Iterator[str]:
    """Every address that a style sheet of the city names."""
    for url in sorted(visitor.named):
        if url.endswith(".css"):
            for written in CSS_URL.findall(visitor.get(url).body.decode()):
                yield urljoin(url, written)
