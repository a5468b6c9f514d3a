"""The demonstration city in memory: every host, every address, every answer, drawn when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from demo import accounts, outside, workspace
from demo.annual_reports import write_reports
from demo.answers import Answer, gateway, redirect
from demo.barriers import plant_barriers, truth_of_barriers
from demo.catalogues import plant_catalogues, truth_of_catalogues, write_catalogue_articles
from demo.decisions import truth_of_decisions, write_decisions
from demo.layout import plan_columns, plan_sites, table
from demo.messages import truth_of_messages, write_messages
from demo.pages import SitePages
from demo.plan import SitePlan
from demo.plants import change_articles, change_site, column_faults, plant_links, truth, truth_row
from demo.policies import change_policies, dress, link_services, truth_of_policies
from demo.searches import SEARCHED, plant_search, truth_of_search
from demo.services import change_services, truth_of_services
from demo.tags import change_tags, truth_of_tags


@dataclass(slots=True)
class City:
    """A city that answers. ``out``: its workspace; ``truth``: what an inspection must and must not find.

    ``hosts``: the sites of each host, the one that owns its root first. ``spoken``: documents that accounts pass on.
    Drawn answers are kept.
    """

    out: Path
    period: str
    as_of: date
    sites: tuple[SitePlan, ...]
    pages: dict[str, SitePages]
    truth: tuple[dict[str, Any], ...]
    hosts: dict[str, list[SitePages]] = field(default_factory=dict)
    spoken: dict[str, list[tuple[str, date]]] = field(default_factory=dict)
    _kept: dict[tuple[str, str], Answer] = field(default_factory=dict, repr=False)

    @property
    def page_count(self) -> int:
        """How many HTML addresses the city's sites have, the unreachable one's aside."""
        return sum(len(pages.html) for pages in self.pages.values() if not pages.site.down)

    @property
    def truth_path(self) -> Path:
        """The truth as a file: one JSON object a line."""
        return self.out / "truth.jsonl"

    def addresses(self) -> Iterator[str]:
        """Every HTML page's absolute address."""
        for pages in self.pages.values():
            if not pages.site.down:
                yield from sorted(urljoin(pages.site.url, path) for path in pages.html)

    def answer(self, host: str, target: str) -> Answer:
        """What ``host`` says when asked for ``target`` (path with query). Never raises."""
        known = self._kept.get((host, target))
        if known is not None:
            return known
        here = self.hosts.get(host) or self.hosts.get(f"www.{host}")
        if here is None and (said := accounts.answer(host, target, self.as_of, self.spoken)) is not None:
            return said
        if here is None:
            return outside.answer(host, target)
        if here[0].site.down:
            return gateway(host, "connection_refused")
        for pages in here:
            maker = pages.makers.get(target)
            if maker is not None:
                self._kept[host, target] = answer = maker()
                return answer
        return self._unplanned(here, target)

    def _unplanned(self, here: list[SitePages], target: str) -> Answer:
        """Answer an address that no page has: a search, a directory without its slash, a miss."""
        path, _, query = target.partition("?")
        for pages in here:
            if path == pages.path(pages.style.search):
                return pages.search(query)
            if pages.site.style == "script" and path.startswith(pages.path(SEARCHED)):
                return pages.searched(path)
            if path == pages.path("/visit"):
                return redirect(unquote(query.partition("url=")[2]))
            if pages.site.base and path == pages.site.base:
                return redirect(f"{path}/", 301)
        owner = here[0]
        if owner.site.missing == "to_home":
            return redirect("/")
        if owner.site.missing == "soft_redirect" and path != "/404.htm":
            return redirect("/404.htm")
        key = (owner.site.host, "")
        if key not in self._kept:
            self._kept[key] = owner.missing()
        return self._kept[key]

    def write_settings(self, proxy_port: int) -> None:
        """Write the workspace's ``xuncha.toml`` with this server as its proxy."""
        workspace.write_settings(self.out, f"http://127.0.0.1:{proxy_port}")


def build(out: Path, *, seed: int = 2026) -> City:
    """Plan the city and write its workspace at ``out``: settings, registry, ``truth.jsonl``.

    Equal seeds give equal bytes, pages included. Files of an earlier build are replaced.
    """
    city = plan(out, seed=seed)
    workspace.write(out, city.sites, city.truth)
    accounts.write_files(out, city.as_of, city.spoken)
    return city


def plan(out: Path, *, seed: int = 2026) -> City:
    """Plan the city without writing anything."""
    facts = table("sites.toml")["city"]
    as_of = date.fromisoformat(facts["as_of"])
    sites = plan_sites()
    friends = [(site.name, site.url) for site in sites]
    all_pages: dict[str, SitePages] = {}
    rows: list[dict[str, Any]] = []
    portal: dict[str, str] = {}
    spoken: dict[str, list[tuple[str, date]]] = {}
    for site in sites:
        change_site(site)
        faults = column_faults(site, portal)
        plan_columns(site, faults, seed=seed, as_of=as_of)
        change_articles(site)
        write_reports(site)
        dress(site)
        planted = change_policies(site)
        decisions = write_decisions(site, as_of)
        write_catalogue_articles(site)
        change_tags(site)
        write_messages(site, as_of)
        change_services(site)
        plant_search(site)
        shown = friends[1:] if site.id == "portal" else friends[:1]
        pages = all_pages[site.id] = SitePages(site, friends=shown, as_of=as_of)
        accounts.show(site)
        plant_links(pages)
        plant_barriers(pages)
        link_services(pages, planted)
        plant_catalogues(pages)
        rows.extend(truth(pages, faults, as_of))
        rows.extend(truth_row(site, row) for row in truth_of_barriers(pages))
        rows.extend(truth_row(site, row) for row in truth_of_policies(pages, planted))
        rows.extend(truth_row(site, row) for row in truth_of_decisions(pages, decisions))
        content = (
            *accounts.truth_of_shown(site),
            *truth_of_tags(site),
            *truth_of_messages(pages),
            *truth_of_services(pages),
            *truth_of_search(pages),
            *truth_of_catalogues(pages),
        )
        rows.extend(truth_row(site, row) for row in content)
        said, told = accounts.distribute(pages, as_of)
        spoken |= said
        rows.extend(truth_row(site, row) for row in told)
        if site.id == "portal":
            portal = {key: urljoin(site.url, pages.column_path(column)) for key, column in site.columns.items()}
    rows.extend(accounts.truth(as_of))
    hosts: dict[str, list[SitePages]] = {}
    for pages in sorted(all_pages.values(), key=lambda pages: pages.site.base):
        hosts.setdefault(pages.site.host, []).append(pages)
    return City(out, facts["period"], as_of, tuple(sites), all_pages, tuple(rows), hosts, spoken)
