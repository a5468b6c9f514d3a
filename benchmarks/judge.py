"""Seconds and memory of judging a stored site of 100,000 pages and 7 million links for broken links.

``python benchmarks/judge.py [--pages 100000] [--database URL]``: a site is written through the store's own writer as a
crawl writes it, with looks at every address, then judged in a process of its own whose CPU time, elapsed time and peak
memory are counted. One target in 60 does not open; some links lead to anchors, a few of which are not there.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

from checks.core import run as run_check
from checks.registry import all_checks
from storage.records import (
    SHANGHAI,
    Answer,
    Failure,
    Finding,
    Link,
    Look,
    Page,
    PageKind,
    Registry,
    Run,
    RunState,
    Site,
)
from storage.store import Store

LINKS = 70
MENU = 20
"""Links of every page that lead to the same places: navigation and footer."""

OUTSIDE = 20_000
"""Addresses outside the site that its pages name."""

BROKEN = 60
"""One address in so many does not open."""

PERIOD = "2026Q4"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
HOME = "http://www.example.gov.cn/"
SITE = Site(id="portal", agency="gov", name="某市人民政府", kind="portal", url=HOME)
REGISTRY = Registry(agencies={}, sites={SITE.id: SITE})


def address(number: int) -> str:
    """The address of a page, long as they are."""
    return f"{HOME}zwgk/zfxxgk/fdzdgknr/c{number % 800}/202611/t20261120_{number:07d}.html" if number else HOME


def outside(number: int) -> str:
    """An address outside the site."""
    return f"http://www{number % 900}.example.org/art/2026/{number:06d}.shtml"


def build(store: Store, pages: int) -> None:
    """Write the site: its pages with their links, and looks at every address, failed ones twice."""
    portal, others = begin(store, SITE.id), begin(store, "")
    names = [f"关于做好第{number}号文件贯彻落实工作的通知" for number in range(1000)]
    own, far = [address(number) for number in range(pages)], [outside(number) for number in range(OUTSIDE)]
    with store.writer(portal.id) as writer:
        for number, url in enumerate(own):
            if number and number % BROKEN == 0:
                for look in failed(url, 404):
                    writer.look(look)
                continue
            writer.look(Look(url=url, at=AT, status=200, content_type="text/html; charset=utf-8", length=18_000))
            writer.page(page(number, url), links(number, own, far, names))
    with store.writer(others.id) as writer:
        for number, url in enumerate(far):
            if number % BROKEN == 0:
                for look in failed(url, None):
                    writer.look(look)
            else:
                writer.look(Look(url=url, at=AT, status=200, content_type="text/html", length=9_000))
    for run in (portal, others):
        store.end_run(run.id, ended_at=AT, state=RunState.COMPLETE)


def begin(store: Store, target: str) -> Run:
    """The run of one target."""
    return store.begin_run(period=PERIOD, round=1, target=target, as_of=AT, started_at=AT, settings={})


def failed(url: str, status: int | None) -> list[Look]:
    """Two looks, apart in time, at what does not open."""
    failure = Failure.TIMEOUT if status is None else None
    return [Look(url=url, at=AT + timedelta(seconds=60 * n), status=status, failure=failure) for n in range(2)]


def page(number: int, url: str) -> Page:
    """What the readers saw on one page."""
    return Page(
        url=url,
        status=200,
        depth=min(number, 1 + number % 6),
        parent=HOME if number else None,
        name="通知公告" if number else None,
        answer=Answer.PAGE,
        kind=PageKind.ARTICLE if number else PageKind.HOME,
        title=f"关于第{number}号文件的通知",
        encoding="utf-8",
        text_length=1500,
        template=f"template-{number % 12}",
        footer={"icp_number": "某ICP备12345678号", "sponsor": "某市人民政府办公厅"},
        metas={"sitename": "某市人民政府", "columnname": "通知公告"},
        ids=("header", "content", "zoom", "footer", f"part{number % 40}", *(f"li_{number}_{n}" for n in range(25))),
    )


def links(number: int, own: list[str], far: list[str], names: list[str]) -> list[Link]:
    """The links of one page: menu, articles near and far, addresses outside, some anchors."""
    dice = random.Random(number)
    url = own[number]
    found = [Link(page=url, target=own[1 + place * 7], text=f"栏目{place}") for place in range(MENU)]
    for place in range(LINKS - MENU - 2):
        target = dice.randrange(len(own))
        fragment = f"part{target % 40}" if place == 0 else None
        found.append(Link(page=url, target=own[target], text=names[target % 1000], fragment=fragment))
    found.append(Link(page=url, target=far[dice.randrange(len(far))], text="链接"))
    lost = "nowhere" if number % 500 == 0 else "zoom"
    found.append(Link(page=url, target=url, text="正文", fragment=lost))
    return found


def judge(store: Store) -> list[Finding]:
    """Judge the stored site for broken links, as ``xuncha judge`` does it."""
    [stored] = store.runs(PERIOD, 1, SITE.id)
    facts = store.facts(stored, SITE, None, REGISTRY)
    return list(run_check(all_checks()["broken_links"], facts).findings)


def main() -> None:
    """Build a site, judge it in another process, print what that took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--database", help="an empty database to write to and keep; default: a file that is removed")
    parser.add_argument("--judge", action="store_true", help="judge what lies in --database, build nothing")
    arguments = parser.parse_args()
    if arguments.judge:
        began = time.monotonic()
        with Store.open(arguments.database) as store:
            found = judge(store)
        took = time.monotonic() - began
        used = resource.getrusage(resource.RUSAGE_SELF)
        pages = sum(finding.detail["pages"] for finding in found)
        print(f"{len(found)} findings on {pages} pages")
        print(f"{took:.1f} s, {used.ru_utime + used.ru_stime:.1f} CPU-s, peak {used.ru_maxrss / 1024:.0f} MiB")
        return
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.database or f"sqlite:///{folder}/judge.db"
        began = time.monotonic()
        with Store.open(database) as store:
            build(store, arguments.pages)
        print(f"built {arguments.pages} pages, {arguments.pages * LINKS} links: {time.monotonic() - began:.1f} s")
        subprocess.run([sys.executable, __file__, "--judge", "--database", database], check=True)


if __name__ == "__main__":
    main()
