"""QR codes on the sites of a round: the pictures that may hold one are fetched once, politely, and decoded."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import TYPE_CHECKING

from storage.records import QrCode, RunState, ShownAccount, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.looks.client import Client
    from crawler.robots import Robots
    from reports.inspecting import Plan
    from storage.evidence import Evidence
    from storage.store import Store

log = logging.getLogger(__name__)

MAX_PICTURES = 80
"""Pictures of a site that are looked at."""


def look_at_codes(plan: Plan, store: Store) -> None:
    """Decode the pictures by which the sites of a plan show accounts, and keep what they say with each site."""
    wanted: dict[int, list[str]] = {}
    for site in plan.sites:
        for run in store.runs(plan.period, plan.round, site.id):
            if run.state is not RunState.COMPLETE or run.trouble is not None:
                continue
            shown = store.facts(run, site, None, plan.registry).records(ShownAccount)
            images = dict.fromkeys(one.image for one in shown if one.image is not None)
            if images:
                wanted[run.id] = list(images)[:MAX_PICTURES]
    if not wanted:
        return
    from storage.evidence import Evidence  # noqa: PLC0415 - not needed where no site shows a picture of a code

    evidence = Evidence(plan.evidence, store, name="codes")
    try:
        found = asyncio.run(_look(plan, list(dict.fromkeys(url for urls in wanted.values() for url in urls)), evidence))
    finally:
        evidence.close()
    for run_id, pictures in wanted.items():
        store.put_records(run_id, {QrCode: [found[image] for image in pictures]})


async def _look(plan: Plan, images: Sequence[str], evidence: Evidence) -> dict[str, QrCode]:
    from crawler.looks.client import Client  # noqa: PLC0415
    from crawler.pace import Pace  # noqa: PLC0415
    from crawler.robots import Robots  # noqa: PLC0415

    settings = plan.settings
    pace = Pace(rate=settings.requests_per_second, concurrency=settings.concurrency, rest_s=1)
    client = Client(settings, pace)
    robots = Robots(client, obey=settings.obey_robots)
    try:
        codes = await asyncio.gather(*(_code(image, client, robots, evidence) for image in images))
    finally:
        await client.close()
    return dict(zip(images, codes, strict=True))


async def _code(image: str, client: Client, robots: Robots, evidence: Evidence) -> QrCode:
    from crawler.codes import UnreadablePictureError, read_codes  # noqa: PLC0415
    from crawler.pace import HostGivenUpError  # noqa: PLC0415

    if not await robots.allow(image):
        return QrCode(image=image, says=None, note="robots")
    try:
        answer = await client.look(image, keep=True)
    except HostGivenUpError as error:
        return QrCode(image=image, says=None, note=f"the host does not answer: {error.failure}")
    if answer.status != 200 or Sign.TOO_LARGE in answer.signs:
        return QrCode(image=image, says=None, note=str(answer.failure or answer.status))
    try:
        said = await asyncio.to_thread(read_codes, answer.body)
    except UnreadablePictureError as error:
        return QrCode(image=image, says=None, note=str(error))
    if not said:
        return QrCode(image=image, says=None, sha256=hashlib.sha256(answer.body).hexdigest())
    return QrCode(image=image, says=said[0], sha256=evidence.put(answer.body))
