"""Seconds and memory of publishing a city: 70 sites, 500 accounts and 200,000 findings as HTML, JSON and CSV.

``python benchmarks/publishing.py [--findings 200000] [--format html,json,csv]``: the findings are stored and scored as
for ``scoring.py``; the report is then written by ``xuncha report`` in a process of its own, whose elapsed time, CPU
time and peak memory are counted. On a busy machine the CPU time is the figure to compare.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from scoring import PERIOD, SCHEME, SITES, build, registry

from checks.scheme import load
from reports.judging import score_period
from storage.records import Account, Agency, Registry
from storage.store import Store

MAIL = "a@example.gov.cn"


def workspace(folder: Path, total: int) -> None:
    """A workspace with scored websites and accounts."""
    (folder / "registry").mkdir()
    (folder / "xuncha.toml").write_text('[office]\ncity = "某市"\n', encoding="utf-8")
    targets = list(registry().sites.values())
    agencies = {
        f"a{number}": Agency(id=f"a{number}", name=f"某市第{number}局", short_name=f"{number}局", klass="department")
        for number in range(SITES)
    }
    owned = {site.id: f"a{number % SITES}" for number, site in enumerate(targets)}
    accounts = {
        site.id: Account(
            id=site.id,
            agency=owned[site.id],
            platform="weibo",
            name=site.name,
            handle=None,
            url=site.url,
            feed=None,
            registered=True,
        )
        for site in targets[SITES:]
    }
    sites = {site.id: replace(site, agency=owned[site.id]) for site in targets[:SITES]}
    kept = Registry(agencies=agencies, sites=sites, accounts=accounts)
    _table(
        folder / "registry" / "agencies.csv",
        ["id", "name", "short_name", "class", "email"],
        [[agency.id, agency.name, agency.short_name, agency.klass, MAIL] for agency in kept.agencies.values()],
    )
    _table(
        folder / "registry" / "sites.csv",
        ["id", "agency", "name", "kind", "url", "site_id_code", "outward_services"],
        [[site.id, site.agency, site.name, site.kind, site.url, "", "yes"] for site in kept.sites.values()],
    )
    _table(
        folder / "registry" / "accounts.csv",
        ["id", "agency", "platform", "name", "handle", "url", "feed", "registered"],
        [[one.id, one.agency, one.platform, one.name, "", one.url, "", "yes"] for one in kept.accounts.values()],
    )
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        build(store, total, 5_000)
        score_period(store, PERIOD, kept, load(SCHEME))


def _table(path: Path, head: list[str], rows: list[list[str | None]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def main() -> None:
    """Build a city, publish it, print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--findings", type=int, default=200_000)
    parser.add_argument("--format", default="html,json,csv")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace(folder, arguments.findings)
        command = [sys.executable, "-m", "reports.cli", "report", "--workspace", name, "--period", PERIOD]
        began = time.monotonic()
        subprocess.run([*command, "--format", arguments.format], check=True)
        took = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(path.stat().st_size for path in (folder / "reports").rglob("*") if path.is_file())
    print(f"{arguments.findings} findings as {arguments.format}: {size / 1e6:.0f} MB")
    print(f"{took:.1f} s, {used.ru_utime + used.ru_stime:.1f} CPU-s, peak {used.ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
