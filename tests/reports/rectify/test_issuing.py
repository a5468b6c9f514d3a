"""After the release every agency is told, class by class, what to mend until when."""

from __future__ import annotations

from pathlib import Path

import docx

from tests.reports import judged
from tests.reports.rectify.conftest import RELEASED, Desk
from tests.reports.sheets import rows

ISSUE = ("notices", "issue", "--period", judged.PERIOD, "--by", "zhou", "--format", "docx,xlsx")
EXTEND = ("notices", "extend", "2026Q4-ed-01", "--until", "2026-12-21", "--reason", "改版", "--by", "lin")
NOTICES = {
    "2026Q4-office-01": ("office", "2027-01-05"),
    "2026Q4-office-02": ("office", "2026-12-07"),
    "2026Q4-ed-01": ("ed", "2026-11-30"),
    "2026Q4-ed-02": ("ed", "2027-01-05"),
    "2026Q4-ed-03": ("ed", "2026-12-07"),
}


def test_one_notice_an_agency_and_class_each_with_its_working_days(released: Desk) -> None:
    said = released.does(RELEASED, *ISSUE)
    assert "明州市教育局  单项否决 5 项，2026-11-30 前整改" in said
    assert "2027-01-05 前整改（放假安排未公布，暂定）" in said
    there = released.notices(RELEASED)
    assert {name: (row["agency"], row["due_on"]) for name, row in there.items()} == NOTICES
    assert len(there["2026Q4-ed-01"]["items"]) == 5
    assert {row["state"] for row in there.values()} == {"issued"}
    assert {row["issued_on"] for row in there.values()} == {RELEASED}
    assert list(next(iter(there.values()))) == ["id", "agency", "issued_on", "due_on", "state", "items"]


def test_nothing_is_told_twice(released: Desk) -> None:
    released.does(RELEASED, *ISSUE)
    assert "没有要新发的整改通知" in released.does("2026-11-24", *ISSUE)
    assert len(released.notices("2026-11-24")) == len(NOTICES)


def test_before_the_release_nothing_is_issued(desk: Desk) -> None:
    assert "还没有签发" in desk.refuses(RELEASED, *ISSUE)
    assert desk.notices(RELEASED) == {}


def test_what_changed_after_the_release_is_to_be_corrected_first(released: Desk) -> None:
    out = released.does(RELEASED, "export", "findings", "--period", judged.PERIOD)
    assert out
    released.does(RELEASED, "feedback", "send", "--period", judged.PERIOD, "--by", "zhou")
    assert "签发以后结果有变" in released.refuses(RELEASED, *ISSUE)


def test_notices_do_not_void_the_release(released: Desk) -> None:
    released.does(RELEASED, *ISSUE)
    assert "已签发" in released.does("2026-11-24", "release", "--period", judged.PERIOD)


def test_the_letter_and_its_items_are_written(released: Desk) -> None:
    released.does(RELEASED, *ISSUE)
    folder = released.sheet("2026Q4-ed-01").parent
    assert {path.name for path in folder.iterdir()} >= {"notice.docx", "items.xlsx"}
    letter = "\n".join(paragraph.text for paragraph in docx.Document(str(folder / "notice.docx")).paragraphs)
    for words in (
        "整改通知",
        "明州市教育局：",
        "5个工作日内",
        "最迟2026年11月30日完成整改",
        "2026年11月23日",
        "空白栏目（5项）",
    ):
        assert words in letter
    told = rows(folder / "items.xlsx", "整改")
    assert len(told) == 5
    assert {row["期限"] for row in told} == {"2026-11-30"}
    assert {row["办理方式"] for row in told} == {"整改"}


def test_a_letter_is_the_same_bytes_when_it_is_printed_again(released: Desk, tmp_path: Path) -> None:
    released.does(RELEASED, *ISSUE)
    released.does("2026-11-25", "notices", "print", "2026Q4-ed-01", "--out", tmp_path / "again")
    for name in ("notice.docx", "items.xlsx"):
        again = tmp_path / "again" / "2026Q4-ed-01" / name
        assert again.read_bytes() == (released.sheet("2026Q4-ed-01").parent / name).read_bytes()


def test_a_deadline_that_somebody_named_is_told_without_counting(released: Desk) -> None:
    released.does(RELEASED, *ISSUE, "--due", "2026-12-31")
    letter = docx.Document(str(released.sheet("2026Q4-ed-01").parent / "notice.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "请在2026年12月31日完成整改" in text
    assert {row["due_on"] for row in released.notices(RELEASED).values()} == {"2026-12-31"}


def test_a_deadline_in_the_past_is_refused_and_nothing_is_issued(released: Desk) -> None:
    assert "期限不能早于发出的那天" in released.refuses(RELEASED, *ISSUE, "--due", "2026-11-20")
    assert released.notices(RELEASED) == {}


def test_a_clock_set_back_is_told_and_nothing_is_lost(released: Desk) -> None:
    released.does("2026-11-26", *ISSUE)
    before = released.notices("2026-11-26")
    said = released.refuses(
        "2026-11-24", "notices", "extend", "2026Q4-ed-01", "--until", "2026-12-20", "--reason", "x", "--by", "lin"
    )
    assert "请校正时钟" in said
    assert released.notices("2026-11-24") == before, "what was done is told even by a clock that runs behind"


def test_an_office_sets_deadlines_of_its_own(released: Desk) -> None:
    scheme = 'id = "ours"\nrevision = 1\ntitle = "本市"\nextends = "state-council-2019"\n[deadlines.veto]\ndays = 2\n'
    (released.folder / "schemes").mkdir()
    (released.folder / "schemes" / "ours.toml").write_text(scheme, encoding="utf-8")
    settings = released.folder / "xuncha.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'scheme = "ours"\n', encoding="utf-8")
    released.does(RELEASED, "judge", "--period", judged.PERIOD)
    released.release(RELEASED, "--correct", "换指标")
    released.does(RELEASED, *ISSUE)
    assert {row["due_on"] for row in released.notices(RELEASED).values()} == {"2026-11-25", "2026-12-07", "2027-01-05"}


def test_a_wrong_deadline_in_a_scheme_is_named_with_its_line(released: Desk) -> None:
    file = released.folder / "wrong.toml"
    file.write_text('id = "w"\nrevision = 1\ntitle = "w"\n[deadlines.veto]\ndays = 0\n', encoding="utf-8")
    said = released.call("scheme", "check", file)
    assert said.code != 0
    assert "days" in said.out + said.err
