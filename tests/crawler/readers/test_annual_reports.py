"""How annual reports on information disclosure are read: year, form, parts, and whether their numbers agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.readers.annual_reports import FEE, PARTS, Report, is_report_title, read_annual_report, year_of
from crawler.readers.dom import Dom
from crawler.readers.grids import grid_of, number
from demo.forms import COLUMNS, Form, parts, results

TITLE = "明州市民政局2025年政府信息公开工作年度报告"
STYLES = ("plain", "word", "stroke", "dash", "wide", "nested", "turned")
FEES = {6: ("本机关2025年度收取信息处理费0元。",)}
ROWS = 2


def read(body: str, title: str = TITLE) -> Report:
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class=content>{body}</div></body></html>"
    )
    found = read_annual_report(Dom(html, url="", encoding=None), title)
    assert found is not None
    return found


def statuses(report: Report) -> dict[str, str]:
    return {identity.id: identity.status for identity in report.identities}


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A filled form whose numbers balance."""
    kind = draw(st.sampled_from(["2021", "2019"]))
    count = st.integers(0, 3000)
    row = st.lists(count, min_size=6, max_size=6)
    handled = [draw(row) for _ in results(kind)]
    carried_out = draw(row)
    done = [sum(column) for column in zip(*handled, strict=True)]
    carried_in = [draw(st.integers(0, done[place] + carried_out[place])) for place in range(6)]
    received = [done[place] + carried_out[place] - carried_in[place] for place in range(6)]
    cases = draw(st.lists(st.lists(count, min_size=4, max_size=4), min_size=3, max_size=3))
    return Form(
        form=kind,
        handled=handled,
        received=received,
        carried_in=carried_in,
        carried_out=carried_out,
        cases=cases,
        rules=[[1, 0, 4], [6, 2, 31]],
    )


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(STYLES))
def test_any_balanced_report_in_any_style_of_table_holds(form: Form, style: str) -> None:
    report = read(parts(form, FEES, style=style))
    assert (report.year, report.form, report.parts) == (2025, form.form, PARTS)
    assert (report.missing_parts, report.missing_tables, report.blank_totals) == ((), (), ())
    assert {name: statuses(report)[name] for name in ("R1", "R2", "R3", "R5")} == dict.fromkeys(
        ("R1", "R2", "R3", "R5"), "holds"
    )


@settings(max_examples=120, deadline=None)
@given(forms(), st.sampled_from(STYLES), st.data())
def test_any_changed_cell_of_table_three_is_named(form: Form, style: str, data: st.DataObject) -> None:
    rows = form.three()
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, 6))
    old = rows[row][1][column]
    new = data.draw(st.integers(1, 9999).filter(lambda value: value != old))
    form.changed["three", row, column] = new
    broken = {
        identity.id: identity.gaps for identity in read(parts(form, FEES, style=style)).identities if identity.gaps
    }
    last = len(rows) - 1
    expected = {"R3"}
    expected |= {"R1"} if row in {0, 1, last - 1, last} else set()
    expected |= {"R2"} if ROWS <= row <= last - 1 else set()
    assert set(broken) == expected
    for name in expected - {"R3"}:
        assert {gap.column for gap in broken[name]} == {COLUMNS[column]}
    (gap,) = broken["R3"]
    assert abs(gap.left - gap.right) == abs(new - old)
    assert gap.row.replace("“", "")[:4] in "".join(rows[row][0]).replace("“", "")


@settings(max_examples=60, deadline=None)
@given(forms(), st.sampled_from(STYLES), st.data())
def test_any_changed_cell_of_table_four_is_named(form: Form, style: str, data: st.DataObject) -> None:
    group, place = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 4))
    old = form.four()[group][place]
    new = data.draw(st.integers(1, 9999).filter(lambda value: value != old))
    form.changed["four", group, place] = new
    broken = {
        identity.id: identity.gaps for identity in read(parts(form, FEES, style=style)).identities if identity.gaps
    }
    assert set(broken) == {"R5"}
    (gap,) = broken["R5"]
    assert gap.row == ("行政复议", "未经复议直接起诉", "复议后起诉")[group]
    assert abs(gap.left - gap.right) == abs(new - old)


def test_the_official_report_on_2020_balances_but_for_one_percentage(testdata: Path) -> None:
    seeds = testdata.parent / "seeds"
    text = next(t for file in sorted(seeds.glob("*.txt")) if "29130" in (t := file.read_text(encoding="utf-8")))
    report = read_annual_report(Dom(text, url="", encoding=None), None)
    assert report is not None
    assert (report.year, report.form) == (2020, "2019")
    found = statuses(report)
    assert (found["R1"], found["R2"], found["R7"]) == ("holds", "holds", "broken")
    (gap,) = next(identity for identity in report.identities if identity.id == "R7").gaps
    assert (gap.left, gap.right) == (3.14, 3.35)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", 0),
        ("\u00a0", 0),
        ("/", 0),
        ("—", 0),
        ("－", 0),
        ("--", 0),
        ("１，２３４", 1234),
        ("1,234", 1234),
        ("1 2", 12),
        ("12件", 12),
        ("3.5", 3.5),
        ("见附件", None),
        ("总计", None),
    ],
)
def test_a_cell_is_read_as_its_editors_meant_it(written: str, value: float | None) -> None:
    found = number(written)
    assert (None if found is None else float(found)) == value


def test_spans_are_spread_and_empty_rows_and_columns_dropped() -> None:
    table = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td><td></td></tr><tr><td>1</td><td>2</td><td></td></tr>"
        "<tr><td>&nbsp;</td><td></td><td></td><td></td></tr></table>"
    )
    assert grid_of(Dom(table, url="", encoding=None).tree.css_first("table")) == [["甲", "乙", "乙"], ["甲", "1", "2"]]


def test_totals_left_empty_are_named_and_accuse_nobody() -> None:
    form = Form(
        handled=[[1, 0, 0, 0, 0, 0], *[[0] * 6 for _ in results("2021")[1:]]],
        received=[1, 0, 0, 0, 0, 0],
        carried_in=[0] * 6,
        carried_out=[0] * 6,
        cases=[[0] * 4] * 3,
        rules=[[0, 0, 0]] * 2,
    )
    form.changed["three", 2, 6] = 0
    report = read(parts(form, FEES, style="word"))
    assert report.blank_totals == ("予以公开",)
    assert {statuses(report)[name] for name in ("R1", "R2", "R3")} == {"holds"}


def test_numbers_of_the_text_are_held_against_the_tables() -> None:
    form = Form(
        handled=[[7, 0, 0, 0, 0, 0], [0, 3, 0, 0, 0, 0], *[[0] * 6 for _ in results("2021")[2:]]],
        received=[7, 3, 0, 0, 0, 0],
        carried_in=[0] * 6,
        carried_out=[0] * 6,
        cases=[[0] * 4] * 3,
        rules=[[0, 0, 0]] * 2,
    )
    right = {1: ("全年新收政府信息公开申请10件。予以公开7件，占70%；部分公开3件，占30.00%。",), **FEES}
    wrong = {1: ("全年新收政府信息公开申请12件。予以公开7件，占71%。",), **FEES}
    assert statuses(read(parts(form, right)))["R7"] == "holds"
    (broken,) = (identity for identity in read(parts(form, wrong)).identities if identity.id == "R7")
    assert [(gap.left, gap.right) for gap in broken.gaps] == [(12, 10), (71, 70)]


def test_missing_parts_tables_and_the_fee_are_named() -> None:
    form = Form(
        handled=[[1] * 6 for _ in results("2021")],
        received=[22] * 6,
        carried_in=[0] * 6,
        carried_out=[0] * 6,
        cases=[[1] * 4] * 3,
        rules=[[1, 1, 1]] * 2,
    )
    report = read(parts(form, {6: ("无其他需要报告的事项。",)}, leave_out=(4, 5)))
    assert report.missing_parts == (PARTS[3], PARTS[4], FEE)
    assert report.missing_tables == ("表四",)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (TITLE, True),
        ("2024年政府信息公开年报", True),
        ("明州市人民政府二〇二三年度政府信息公开年度报告", True),
        ("2025年政府网站工作年度报表", False),
        ("2025年统计年报", False),
        ("关于报送2025年政府信息公开工作年度报告的通知", False),
        ("2025年法治政府建设年度报告", False),
    ],
)
def test_titles_of_annual_reports_are_told_from_others(title: str, expected: bool) -> None:
    assert is_report_title(title) is expected


@pytest.mark.parametrize(("title", "year"), [("二〇二三年度报告", 2023), ("２０２４年年报", 2024), ("年度报告", None)])
def test_years_are_read_in_digits_of_any_kind(title: str, year: int | None) -> None:
    assert year_of(title) == year
