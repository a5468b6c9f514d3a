"""``python -m crawler.verify FILE``: look at what the crawls of a round did not fetch, and again at what failed.

One process for the whole round, so that an address outside all sites is looked at once however many sites link
to it. Exit 0 done, 2 bad call, 3 stopped half-way (run it again to go on).
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from crawler.jobs import Job, JobError
from crawler.looks.verifier import Verifier
from storage.records import SHANGHAI, Coverage, RunState
from storage.store import Store, StoreError

log = logging.getLogger(__name__)

TICK_S = 1.0
"""At least so often everything is written, and progress is told."""


async def verify(job: Job, store: Store) -> bool:
    """Verify the round of ``job``; False where it was stopped before the end."""
    verifier = Verifier(job, store)
    task = asyncio.ensure_future(verifier.run())
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, RuntimeError, ValueError):
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
    try:
        while not task.done():
            await asyncio.wait([task], timeout=TICK_S)
            verifier.flush()
            print(json.dumps(verifier.progress()), flush=True)
        whole = not task.cancelled() and task.exception() is None
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("the verification broke off", exc_info=error)
    finally:
        await verifier.close()
    return whole


def run(job: Job) -> int:
    """Verify and close the round's own run; returns the exit code."""
    with Store.open(job.database) as store:
        if sys.platform == "win32":
            whole = asyncio.run(verify(job, store))
        else:
            import uvloop  # noqa: PLC0415 - not there on Windows

            whole = uvloop.run(verify(job, store))
        state = RunState.COMPLETE if whole else RunState.INCOMPLETE
        store.end_run(
            job.run_id, ended_at=datetime.now(SHANGHAI), state=state, coverage=_coverage(store.looks(job.run_id))
        )
    return 0 if whole else 3


def _coverage(looks: Iterable[object] | Iterator[object]) -> Coverage:
    """What the verifier's own run holds: looks at addresses outside all sites, no pages."""
    count = sum(1 for _ in looks)
    return Coverage(
        known=count, fetched=count, pages=0, failed=0, blocked=0, undecodable=0, rendered=0, needed_browser=0
    )


def main(arguments: list[str]) -> int:
    """Check the call, verify, and say in one sentence what was wrong with it."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if len(arguments) != 1:
        print("用法：python -m crawler.verify 任务文件", file=sys.stderr)
        return 2
    try:
        return run(Job.load(Path(arguments[0])))
    except (JobError, StoreError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
