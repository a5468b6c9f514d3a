"""What trials have in common: the browser's answer kept as a look with its picture, and pauses between two looks."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from storage.records import SHANGHAI, Look, Method

if TYPE_CHECKING:
    from crawler.crawl import Crawl


def browser_look(crawl: Crawl, url: str, said: Mapping[str, Any]) -> Look:
    """What the browser was answered, with the picture of it as evidence."""
    sha256 = None
    if drawn := said.get("picture"):
        try:
            sha256 = crawl.sink.body(base64.b64decode(str(drawn), validate=True))
        except binascii.Error:
            sha256 = None
    final = str(said.get("final_url") or url)
    return Look(
        url=url,
        at=datetime.now(SHANGHAI),
        method=Method.BROWSER,
        status=int(said.get("status") or 200),
        final_url=final if final != url else None,
        content_type="image/jpeg" if sha256 else None,
        sha256=sha256,
    )


async def pause(crawl: Crawl) -> None:
    """Let the time pass that two looks of a run must be apart."""
    await asyncio.sleep(crawl.settings.confirm_after_s)
