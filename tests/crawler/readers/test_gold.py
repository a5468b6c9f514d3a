from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from crawler.decode import decode
from crawler.readers.dates import day_of
from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from storage.records import Answer
from tests.crawler.readers.reading import AS_OF

_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def as_saved(markup: str) -> str:
    return markup


def without_tags(markup: str) -> str:
    return _META.sub("", markup)


def bare(markup: str) -> str:
    return _COMMENT.sub("", _SCRIPT.sub("", _META.sub("", markup)))


def gold(testdata: Path, folder: str, pages: str = "") -> list[tuple[Path, dict[str, str]]]:
    with (testdata / folder / "gold.csv").open(encoding="utf-8", newline="") as file:
        return [(testdata / folder / pages / row["file"], row) for row in csv.DictReader(file)]


def read(path: Path, form: Callable[[str], str] = as_saved) -> Reading:
    decoded = decode(path.read_bytes(), None)
    return read_page(form(decoded.text), url="", encoding=decoded.encoding, as_of=AS_OF)


@pytest.mark.parametrize("form", [as_saved, without_tags, bare])
def test_title_and_day_of_government_articles_are_read(testdata: Path, form: Callable[[str], str]) -> None:
    cases = gold(testdata, "gov-pages", "wsjkw.sh.gov.cn")
    assert len(cases) == 24
    wrong = []
    for path, row in cases:
        reading = read(path, form)
        published = reading.article.published
        found = (published and day_of(published).isoformat(), reading.article.title, reading.answer)
        if found != (row["published"], row["title"], Answer.PAGE):
            wrong.append((path.name, found))
    assert wrong == []


def test_titles_of_wechat_articles_are_read(testdata: Path) -> None:
    cases = gold(testdata, "wechat")
    assert len(cases) == 12
    assert [read(path).article.title for path, _ in cases] == [row["title"] for _, row in cases]


def test_times_of_wechat_articles_are_read_from_their_script(testdata: Path) -> None:
    cases = gold(testdata, "wechat")
    assert [read(path).article.published for path, _ in cases] == [
        datetime.fromisoformat(row["published"]) for _, row in cases
    ]
