"""Files that would blow up whoever reads them end as such, and the next one is read."""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from typing import Any

import pytest

from crawler.attachments.reading import AttachmentReader
from storage.records import OpenedFile, PersonalNumbers, Redaction, RestrictedMark
from tests.corpus.safety import making
from tests.crawler.persons import id_number

TODAY = date(2026, 8, 31)
ID = id_number()
ROWS = (("姓名", "身份证号"), ("王明", ID))


def read(*bodies: tuple[str, bytes], **bounds: int) -> list[tuple[Any, ...]]:
    async def all_of_them() -> list[tuple[Any, ...]]:
        reader = AttachmentReader(TODAY, **bounds)
        try:
            return [
                await reader.read(body, url=f"http://a.gov.cn/{name}", page="http://a.gov.cn/", name=None)
                for name, body in bodies
            ]
        finally:
            await reader.close()

    return asyncio.run(all_of_them())


def test_hostile_files_end_and_the_rest_goes_on() -> None:
    hostile = {
        "million.xlsx": (making.million_cells(), "too_large"),
        "bomb.zip": (making.bomb(), "too_large"),
        "laughs.docx": (making.billion_laughs(), "unreadable"),
        "pages.pdf": (making.hostile_pdf(), "unreadable"),
        "broken.docx": (making.word(["名单"])[:300], "unreadable"),
    }
    told = read(*((name, body) for name, (body, _) in hostile.items()), ("list.xlsx", making.xlsx(ROWS)))
    for (name, (_, reason)), facts in zip(hostile.items(), told, strict=False):
        [opened] = [fact for fact in facts if isinstance(fact, OpenedFile)]
        assert opened.unread == reason, name
    assert any(isinstance(fact, PersonalNumbers) for fact in told[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are not there on Windows")
@pytest.mark.parametrize(("bounds", "why"), [({"memory": 200_000_000}, "memory"), ({"cpu_s": 1}, "time")])
def test_a_file_that_wants_too_much_ends_its_reader_and_nothing_else(bounds: dict[str, int], why: str) -> None:
    hungry = making.pdf(["x"] * 200_000) if why == "time" else b"number " * 20_000_000
    first, second = read(("a.txt", hungry), ("list.xlsx", making.xlsx(ROWS)), **bounds)
    assert [(fact.unread, fact.why) for fact in first] == [("too_large", why)]
    assert any(isinstance(fact, PersonalNumbers) for fact in second)


def test_of_a_hit_file_only_its_digest_and_a_masked_excerpt_are_told() -> None:
    [facts] = read(("list.xlsx", making.xlsx(ROWS)))
    [numbers] = [fact for fact in facts if isinstance(fact, PersonalNumbers)]
    [redaction] = [fact for fact in facts if isinstance(fact, Redaction)]
    assert (numbers.count, numbers.certain, numbers.page) == (1, 1, "http://a.gov.cn/")
    assert redaction.stored is None
    assert ID not in repr(facts)


def test_of_a_marked_file_nothing_but_mark_and_digest_are_told() -> None:
    [facts] = read(("secret.docx", making.word(["秘密★5年", "关于某事的报告", f"王明 {ID}"])))
    assert [fact.mark for fact in facts if isinstance(fact, RestrictedMark)] == ["classified"]
    assert not any(isinstance(fact, PersonalNumbers) for fact in facts)
    assert "报告" not in repr(facts)


def test_a_number_in_a_hidden_sheet_is_told_as_such() -> None:
    [facts] = read(("h.xlsx", making.xlsx((("姓名",),), hidden=ROWS)))
    [numbers] = [fact for fact in facts if isinstance(fact, PersonalNumbers)]
    assert numbers.where == "hidden"
