"""Sites that were used as visitors use them: for every reason what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from storage.records import SearchBox, SearchTrial, SeniorEntry, SeniorTrial
from tests.checks.facts import HOME, look, page

CAME = ("no_box", "broken", "not_found", "guarded", "robots", "private", "unrendered", "unclear")


def trial_gallery() -> Iterator[tuple[str, tuple[object, ...]]]:
    """A check with the facts on which it has something to say."""
    box = SearchBox(page=HOME, form="get", address=f"{HOME}search", field="q", place=0)
    for came in CAME:
        article, title = f"{HOME}a/1.html", "关于开展补贴检查的通告"
        address = f"{HOME}search?q=1"
        trial = SearchTrial(page=HOME, came=came, article=article, title=title, address=address, looks=(look(200),))
        yield "failed_searches", (page(), box, trial)
    entry = SeniorEntry(page=HOME, text="长者版", target=None)
    for came in ("nothing", "unclear"):
        yield "missing_senior_mode", (page(), entry, SeniorTrial(page=HOME, text="长者版", came=came))
    yield "missing_senior_mode", (page(), entry)
