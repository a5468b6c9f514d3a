"""What ``xuncha read --status N`` says of saved answers: what a visitor gets to see."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reports.reading import Source, read
from storage.records import SHANGHAI
from tests.crawler.readers.reading import PROSE

AT = datetime(2026, 3, 10, tzinfo=SHANGHAI)
ANSWERS = tomllib.loads((Path(__file__).parent / "saved.toml").read_text(encoding="utf-8"))["answer"]
LINKS = "<ul>" + "".join(f"<li><a href=/c{n}/>政务栏目{n}</a></li>" for n in range(40)) + "</ul>"


def answer_to(saved: dict[str, Any]) -> str:
    body = saved["body"].replace("{long}", f"<p>{PROSE}</p>" * 14).replace("{links}", LINKS)
    source = Source(
        body=body.encode(),
        url=saved.get("url", "http://www.mz.gov.cn/art/2026/1/1/art_5_7.html"),
        status=saved.get("status", 200),
        content_type=None,
    )
    return str(read(source, AT, rendered=False)["answer"])


@pytest.mark.parametrize("saved", ANSWERS, ids=[saved["name"] for saved in ANSWERS])
def test_a_saved_answer_is_named(saved: dict[str, Any]) -> None:
    assert answer_to(saved) == saved["gold"]
