"""A crawl outside any workspace: one address, one folder."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.jobs import Job
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Registry, Site
from storage.store import Store

ROUND = 1


def job_alone(url: str, out: Path, settings: CrawlSettings | None = None, families: tuple[str, ...] = ()) -> Job:
    """Begin a run for ``url`` in a database of its own under ``out``, or take up the one that is there.

    The host and port of ``url`` may be private. Raises ``ValueError`` where ``url`` names no host.
    """
    host = urlsplit(url).netloc
    if not host:
        raise ValueError(url)
    settings = settings or CrawlSettings(allow_private_hosts=(host,))
    site = Site(id=host, agency=None, name=host, kind="portal", url=url)
    now = datetime.now(SHANGHAI)
    period = f"{now.year}Q{(now.month + 2) // 3}"
    out.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{(out / 'xuncha.db').resolve()}"
    with Store.open(database) as store:
        runs = store.runs(period, ROUND, site.id)
        run = (
            store.reopen_run(runs[0].id)
            if runs
            else store.begin_run(
                period=period, round=ROUND, target=site.id, as_of=now, started_at=now, settings=asdict(settings)
            )
        )
    return Job(
        database=database,
        evidence=str(out / "evidence"),
        work=str(out / "work"),
        run_id=run.id,
        period=period,
        round=ROUND,
        site=site,
        registry=Registry(agencies={}, sites={site.id: site}),
        settings=settings,
        as_of=run.as_of,
        families=families,
    )
