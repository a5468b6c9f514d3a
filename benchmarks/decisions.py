"""Decisions that people have to make for a city of many sites, measured on the findings of an inspected workspace.

``python benchmarks/decisions.py WORKSPACE [--period 2026Q4] [--sites 70]``: the sites of the workspace are repeated
under hosts of their own until there are so many; then what nobody has decided is grouped as for a review.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from reports.judging import judged_sites
from reports.review.groups import groups, levels, needed
from reports.workspace import Workspace
from storage.records import Finding, Outcome, Registry, RunState, Site
from storage.store import Store

HOST = re.compile(r"https?://([^/?#]*)")


def moved(text: str, hosts: frozenset[str], number: int) -> str:
    """An address on a host of the city's own as the same address on another host; others stay."""
    found = HOST.match(text)
    if found is None or found[1] not in hosts:
        return text
    return text.replace(f"//{found[1]}", f"//c{number}.{found[1]}", 1)


def main() -> None:
    """Build the city in a store of its own and print the groups at every level."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--period", default="2026Q4")
    parser.add_argument("--sites", type=int, default=70)
    arguments = parser.parse_args()
    workspace = Workspace.at(arguments.workspace)
    scheme, registry = workspace.scheme(), workspace.registry
    hosts = frozenset(urlsplit(site.url).netloc for site in registry.sites.values())
    with workspace.store() as store, tempfile.TemporaryDirectory() as folder:
        known = list(judged_sites(store.last_runs(arguments.period), registry))
        with Store.open(f"sqlite:///{folder}/city.db") as city:
            sites: dict[str, Site] = {}
            for number, (run, site) in enumerate(islice(cycle(known), arguments.sites)):
                copy = replace(site, id=f"c{number}-{site.id}"[:40], url=moved(site.url, hosts, number))
                sites[copy.id] = copy
                found: list[Finding] = [
                    replace(
                        one,
                        target=copy.id,
                        subject=moved(one.subject, hosts, number),
                        page=moved(one.page, hosts, number),
                    )
                    for one in store.findings(run.id, scheme.id)
                ]
                made = city.begin_run(
                    period=run.period, round=1, target=copy.id, as_of=run.as_of, started_at=run.as_of, settings={}
                )
                city.put_findings(made.id, scheme.id, found, {})
                city.end_run(made.id, ended_at=run.as_of, state=RunState.COMPLETE)
            whole = Registry(agencies=registry.agencies, sites=sites)
            for level in levels(city, whole, scheme, arguments.period, None, outcome=Outcome.UNSURE):
                print(f"{len(level)} groups, {sum(group.decisions for group in level)} decisions")
            print(needed(groups(city, whole, scheme, arguments.period, None, outcome=Outcome.UNSURE)))


if __name__ == "__main__":
    main()
