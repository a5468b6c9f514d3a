"""Seconds and memory of scoring a city: 70 sites and 500 accounts with 200,000 stored findings and their decisions.

``python benchmarks/scoring.py [--findings 200000] [--decisions 5000] [--database URL]``: findings are stored as judging
stores them, then every target is scored from the store in a process of its own, whose elapsed time, CPU time and peak
memory are counted. One finding in ten is a doubt, one in fifty could not be measured.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime

from checks.registry import all_checks
from checks.scheme import load
from reports.actions import Decision, review
from reports.decisions import digest
from reports.judging import score_period
from storage.records import (
    SHANGHAI,
    Agency,
    Finding,
    Method,
    Outcome,
    Registry,
    RunState,
    Sight,
    Site,
)
from storage.store import Store

SITES, ACCOUNTS = 70, 500
SHARE_OF_SITES = 0.9
"""Share of the findings that websites have."""

PERIOD = "2026Q4"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
SCHEME = "state-council-2019"
ROLES = ("news", "notice", "policy_document", "interpretation", "plan", "personnel")


def registry() -> Registry:
    """The city: targets as the register lists them, accounts as targets judged by veto alone."""
    agency = Agency(id="office", name="某市人民政府办公厅", short_name="办公厅", klass="municipal")
    kinds = [*("portal" for _ in range(SITES)), *("account" for _ in range(ACCOUNTS))]
    sites = {
        f"t{number}": Site(
            id=f"t{number}", agency="office", name=f"对象{number}", kind=kind, url=f"http://t{number}.example.gov.cn/"
        )
        for number, kind in enumerate(kinds)
    }
    return Registry(agencies={agency.id: agency}, sites=sites)


def finding(target: str, number: int, dice: random.Random) -> Finding:
    """One finding of a check that the scheme counts, with two looks."""
    check = dice.choice(("broken_links", "blank_columns", "stale_columns", "missing_footer_elements"))
    outcome = dice.choices((Outcome.FAIL, Outcome.UNSURE, Outcome.NOT_RUN), (88, 10, 2))[0]
    page = f"http://{target}.example.gov.cn/zwgk/zfxxgk/c{number % 97}/t20261120_{number:07d}.html"
    looks = tuple(Sight(at=AT, method=Method.GET, outcome="404", sha256=f"{number:064x}") for _ in range(2))
    return Finding(
        target=target,
        check=check,
        reason=next(iter(all_checks()[check].reasons)),
        outcome=outcome,
        subject=f"{page}?broken",
        page=page,
        detail={"role": dice.choice(ROLES), "first_level": True, "pages": 1 + number % 40, "on_home": number % 9 == 0},
        evidence=looks,
        path=("政务公开", "法定主动公开内容", f"第{number}条"),
    )


def build(store: Store, total: int, decided: int) -> None:
    """Store the findings of all targets, and decisions on some of them."""
    dice = random.Random(1)
    sites = int(total * SHARE_OF_SITES)
    shares = [sites // SITES] * SITES + [(total - sites) // ACCOUNTS] * ACCOUNTS
    decisions: list[Decision] = []
    for (target, _), share in zip(registry().sites.items(), shares, strict=True):
        run = store.begin_run(period=PERIOD, round=1, target=target, as_of=AT, started_at=AT, settings={})
        found = [finding(target, number, dice) for number in range(share)]
        store.put_findings(run.id, SCHEME, found, dict.fromkeys(all_checks(), 5000))
        store.end_run(run.id, ended_at=AT, state=RunState.COMPLETE)
        decisions += [
            Decision(
                key=one.key, target=target, decision="upheld", by="lin", reason="看过", digest=digest(one), group="g"
            )
            for one in found[: decided // len(shares) + 1]
        ]
    review(store, PERIOD, decisions, at=AT)


def main() -> None:
    """Build a city, score it in another process, print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--findings", type=int, default=200_000)
    parser.add_argument("--decisions", type=int, default=5_000)
    parser.add_argument("--database", help="an empty database to write to and keep; default: a file that is removed")
    parser.add_argument("--score", action="store_true", help="score what lies in --database, build nothing")
    arguments = parser.parse_args()
    if arguments.score:
        began = time.monotonic()
        with Store.open(arguments.database) as store:
            cards = score_period(store, PERIOD, registry(), load(SCHEME))
        took = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_SELF)
        counted = sum(len(mark.keys) for card in cards for mark in card.marks)
        print(f"{len(cards)} scorecards, {counted} findings counted in rows")
        print(f"{took:.1f} s, {used.ru_utime + used.ru_stime:.1f} CPU-s, peak {used.ru_maxrss / 1024:.0f} MiB")
        return
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.database or f"sqlite:///{folder}/scoring.db"
        began = time.monotonic()
        with Store.open(database) as store:
            build(store, arguments.findings, arguments.decisions)
        print(f"built {arguments.findings} findings: {time.monotonic() - began:.1f} s")
        subprocess.run([sys.executable, __file__, "--score", "--database", database], check=True)


if __name__ == "__main__":
    main()
