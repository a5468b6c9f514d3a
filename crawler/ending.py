"""The end of a crawl: the columns are surveyed from what was stored, and the run is closed."""

from __future__ import annotations

import logging
from datetime import datetime

from crawler.jobs import Job
from crawler.source import StoredPages
from crawler.surveys import surveyed
from storage.evidence import Evidence
from storage.records import SHANGHAI, Coverage, RunState
from storage.store import Store

log = logging.getLogger(__name__)


def end(
    job: Job, store: Store, evidence: Evidence, *, home: str, whole: bool, trouble: str | None, coverage: Coverage
) -> None:
    """Close the run; ``whole`` says that nothing was left to visit. Only whole, fit runs have columns."""
    assert job.site is not None
    state = RunState.COMPLETE if whole else RunState.INCOMPLETE
    if whole and trouble is None and not job.links_only:
        pages = StoredPages(store, evidence, job.run_id, home)
        store.put_records(job.run_id, surveyed(pages, job.site, job.registry, job.as_of, job.families))
    store.end_run(job.run_id, ended_at=datetime.now(SHANGHAI), state=state, trouble=trouble, coverage=coverage)
    log.info("run %d ended: %s, trouble %s, %s", job.run_id, state, trouble, coverage)
