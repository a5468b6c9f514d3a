"""What something other than a page names."""

from __future__ import annotations

from datetime import datetime

from storage.records import SHANGHAI, Look, Mentions, Registry, Site
from storage.store import Store

HOME = "http://www.mz.gov.cn/"
AT = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)


def test_what_a_sheet_names_comes_back_and_is_there_to_be_looked_at(store: Store) -> None:
    run = store.begin_run(period="2026Q1", round=1, target="mz", as_of=AT, started_at=AT, settings={})
    sheet = Mentions(source=HOME + "a.css", via="css", targets=(HOME + "bg.png", "http://cdn.invalid/hei.woff"))
    for _ in range(2):
        with store.writer(run.id) as writer:
            writer.other(sheet.source, [sheet])
            writer.look(Look(url=HOME + "bg.png", at=AT, status=200))
            writer.look(Look(url=HOME + "a.css", at=AT, status=200))
    site = Site(id="mz", agency=None, name="明州", kind="portal", url=HOME)
    assert list(store.facts(run, site, None, Registry(agencies={}, sites={})).records(Mentions)) == [sheet]
    assert list(store.unlooked("2026Q1", 1)) == [("mz", "http://cdn.invalid/hei.woff")]
