"""The pictures that are kept: one file a finding and page as it was, drawn when first asked for."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.source import StoredPages
from reports.files import replace
from reports.pictures import drawing
from reports.pictures.drawing import Picture
from reports.pictures.framing import places, visible
from storage.records import Finding, Method, Run, Site
from storage.store import StoreError

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from storage.evidence import Evidence
    from storage.store import Store

log = logging.getLogger(__name__)

OpenEasel = Callable[[], "BrowserContext | None"]
"""Starts a browser to draw with; None where there is none."""

MAX_SHEETS = 200
"""Style sheets that are held at a time."""

JPEG = b"\xff\xd8\xff"

FOLDER = "screenshots"
"""Name of the pictures' folder inside that of the evidence."""

DRAWN_AS = "1"
"""Changes where the same page would be drawn otherwise: kept pictures are then drawn again."""

TOTAL_S = 180
"""Time that drawing many pictures may take; what is left has none until it is asked for by itself."""


class Album:
    """The pictures of a store's findings.

    ``open_easel``: starts a browser when the first picture has to be drawn; None where nothing new is to be drawn.
    """

    def __init__(self, store: Store, evidence: Evidence, folder: Path, open_easel: OpenEasel | None) -> None:
        self._store = store
        self._evidence = evidence
        self._folder = folder / FOLDER
        self._open_easel = open_easel
        self._easel: BrowserContext | None = None
        self._pages: tuple[int, StoredPages] | None = None
        self._sheets: dict[tuple[str, int, str], bytes | None] = {}
        self.without_browser = False
        """Whether a picture was to be drawn and no browser is there."""

    def picture(self, run: Run, site: Site, finding: Finding) -> tuple[Path, Picture] | None:
        """The picture of a finding and where it is kept; None where there is nothing to see, or nothing to draw it."""
        if (taken := self._taken(finding)) is not None:
            return taken
        if not visible(finding):
            return None
        pages = self._of_run(run, site)
        for url in places(finding):
            page = pages.page(url)
            if page is not None and page.sha256 is not None:
                found = self._kept(finding, page.sha256) or self._draw(pages, run, url, page.sha256, finding)
                if found is not None:
                    return found
        return None

    def pictures(
        self, wanted: Iterable[tuple[Run, Site, Finding]], within_s: float = TOTAL_S
    ) -> Iterator[tuple[Path, Picture] | None]:
        """The pictures of findings in their order, as many as can be drawn in time."""
        end = time.monotonic() + within_s
        for run, site, finding in wanted:
            if time.monotonic() > end and self._open_easel is not None:
                log.warning("no time left to draw pictures")
                self._open_easel = self._easel = None
            yield self.picture(run, site, finding)

    def _taken(self, finding: Finding) -> tuple[Path, Picture] | None:
        """What the browser itself saw when it used the site, as the evidence keeps it; None where nobody used it."""
        for sight in reversed(finding.evidence):
            if sight.method is not Method.BROWSER or sight.sha256 is None:
                continue
            try:
                body = self._evidence.get(sight.sha256)
            except (KeyError, StoreError):
                continue
            if body.startswith(JPEG):
                path = self._folder / f"{self._name(finding, sight.sha256)}.jpg"
                if not path.exists():
                    replace(path, body)
                return path, Picture(body, framed=False)
        return None

    def _of_run(self, run: Run, site: Site) -> StoredPages:
        if self._pages is None or self._pages[0] != run.id:
            self._pages = run.id, StoredPages(self._store, self._evidence, run.id, site.url)
        return self._pages[1]

    def _name(self, finding: Finding, sha256: str) -> str:
        drawn = hashlib.sha256(f"{DRAWN_AS} {sha256} {finding.reason}".encode()).hexdigest()[:12]
        return f"{finding.key}-{drawn}"

    def _kept(self, finding: Finding, sha256: str) -> tuple[Path, Picture] | None:
        for ending, framed in (("-framed.jpg", True), (".jpg", False)):
            path = self._folder / f"{self._name(finding, sha256)}{ending}"
            try:
                return path, Picture(path.read_bytes(), framed)
            except OSError:
                continue
        return None

    def _draw(
        self, pages: StoredPages, run: Run, url: str, sha256: str, finding: Finding
    ) -> tuple[Path, Picture] | None:
        dom = None if self._open_easel is None else pages.reparsed(url)
        if dom is None or not self._ready():
            return None
        assert self._easel is not None
        picture = drawing.draw(self._easel, dom, finding, lambda address: self._sheet(run, address))
        if picture is None:
            return None
        path = self._folder / f"{self._name(finding, sha256)}{'-framed' if picture.framed else ''}.jpg"
        replace(path, picture.jpeg)
        return path, picture

    def _ready(self) -> bool:
        """Whether there is a browser to draw with; it is started once."""
        if self._easel is None and self._open_easel is not None and not self.without_browser:
            self._easel = self._open_easel()
            self.without_browser = self._easel is None
        return self._easel is not None

    def _sheet(self, run: Run, url: str) -> bytes | None:
        """A style sheet as it was kept in the round, by whichever site's crawl looked at it."""
        place = run.period, run.round, url
        if place not in self._sheets:
            if len(self._sheets) >= MAX_SHEETS:
                self._sheets.clear()
            self._sheets[place] = self._stored(run, url)
        return self._sheets[place]

    def _stored(self, run: Run, url: str) -> bytes | None:
        for one in (run, *(other for other in self._store.runs(run.period, run.round) if other.id != run.id)):
            for look in reversed(self._store.looks_at(one.id, url)):
                if look.sha256 is not None and look.status == 200:
                    try:
                        return self._evidence.get(look.sha256)
                    except (KeyError, StoreError):
                        continue
        return None


@contextmanager
def album(store: Store, evidence: Evidence, folder: Path) -> Iterator[Album]:
    """The pictures of a store, with a browser to draw new ones where there is one; it is started when needed."""
    with ExitStack() as stack:
        yield Album(store, evidence, folder, lambda: stack.enter_context(drawing.easel()))
