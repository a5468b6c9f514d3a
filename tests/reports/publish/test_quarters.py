"""What a report tells over several quarters: how old a fault is, the trend with its breaks, the report of a year."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from checks.yearly import Year
from reports.publish.charts import pass_rates, score_history
from reports.publish.model import CityQuarter, Quarter
from storage.records import SHANGHAI
from tests.reports import judged
from tests.reports.conftest import Call
from tests.reports.sheets import rows

SPRING, SUMMER = datetime(2026, 5, 20, 9, tzinfo=SHANGHAI), datetime(2026, 8, 20, 9, tzinfo=SHANGHAI)


@pytest.fixture
def workspace(call: Call, tmp_path: Path) -> Path:
    folder = judged.workspace(tmp_path / "office")
    judged.inspected_before(folder, "2026Q2", SPRING, judged.BLANK[:1])
    judged.inspected_before(folder, "2026Q3", SUMMER, judged.BLANK[:3])
    for period in ("2026Q2", "2026Q3", "2026Q4"):
        assert call("judge", "--workspace", folder, "--period", period).code == 0
    return folder


def test_a_fault_is_as_old_as_the_quarter_that_found_it(call: Call, workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "csv,html", "--out", "out")
    assert said.code == 0, said.err
    with Path("out/csv/findings.csv").open(encoding="utf-8", newline="") as stream:
        found = [row for row in csv.DictReader(stream) if row["check"] == "blank_columns"]
    ages = {row["subject"].rstrip("/").rpartition("/")[2]: row["age"] for row in found}
    assert ages == {
        "personnel": "历史存量",
        "plan": "上季未改",
        "budget": "上季未改",
        "leaders": "本季新增",
        "overview": "本季新增",
    }
    page = Path("out/agencies/ed.html").read_text(encoding="utf-8")
    assert all(age in page for age in ("历史存量", "上季未改", "本季新增"))
    assert "明州市教育局各季度得分：2026Q2" in page
    assert "与上一季可比" in page


def quarter(period: str, high: int, changed: str | None = None) -> Quarter:
    return Quarter(period=period, verdict="pass", low=Decimal(high), high=Decimal(high), changed=changed)


def test_quarters_that_cannot_be_compared_are_not_joined() -> None:
    joined = score_history([quarter("2026Q2", 80), quarter("2026Q3", 90)], "某局")
    broken = score_history([quarter("2026Q2", 80), quarter("2026Q3", 90, "指标体系有变")], "某局")
    assert joined.count("<polygon") == 1
    assert "指标体系有变" not in joined
    assert broken.count("<polygon") == 0
    assert "指标体系有变" in broken
    assert score_history([quarter("2026Q2", 80)], "某局") == ""


def test_a_quarter_with_open_verdicts_has_no_rate() -> None:
    known = CityQuarter(period="2026Q3", passed=9, judged=10, pending=0)
    drawn = pass_rates([("政府网站", [known, CityQuarter(period="2026Q4", passed=3, judged=10, pending=7)])])
    assert "90.0%" in drawn
    assert "待定" in drawn
    assert "30.0%" not in drawn
    waiting = [CityQuarter(period=f"2026Q{quarter}", passed=0, judged=9, pending=9) for quarter in (3, 4)]
    assert pass_rates([("政府网站", waiting)]) == ""


@pytest.mark.parametrize(
    ("quarters", "verdict"),
    [
        (["pass"] * 4, "pass"),
        (["pass", "pass", "pass", "fail"], "fail"),
        (["pass"] * 3, "pending"),
        (["pass", "pass", "pass", "pending"], "pending"),
        (["not_assessable"] * 4, "not_assessable"),
        (["pass", "pass", "pass", "pass", "not_assessable"], "pass"),
    ],
)
def test_a_year_is_judged_by_the_rule_of_the_scheme(quarters: list[str], verdict: str) -> None:
    assert Year().verdict(quarters) == verdict
    if verdict == "fail":
        assert Year(fails_from=2).verdict(quarters) == "pass"


def test_the_report_of_a_year_has_its_quarters_in_every_format(call: Call, workspace: Path) -> None:
    formats = "html,docx,xlsx,json,csv"
    for out in ("year", "again"):
        said = call("report", "--workspace", workspace, "--year", "2026", "--format", formats, "--out", out)
        assert said.code == 0, said.err
    first, second = ({path.name: path.read_bytes() for path in Path(out).glob("*.*")} for out in ("year", "again"))
    assert first == second
    text = Path("year/index.html").read_text(encoding="utf-8")
    assert "2026年度检查考核情况" in text
    assert "全年检查了3个季度，其余季度没有检查，不作结论。" in text
    assert "本季结果尚未签发" in text
    year = json.loads(Path("year/report.json").read_text(encoding="utf-8"))["year"]
    assert [(row["target"], row["q1"], row["q4"]) for row in year] == [
        ("one", "未检查", "待定"),
        ("two", "未检查", "初步判定为不合格"),
    ]
    assert openpyxl.load_workbook("year/report.xlsx").sheetnames == ["说明", "年度考核", "字段说明"]
    assert docx.Document("year/notice.docx").tables


def test_a_year_needs_no_period_and_bears_no_round(call: Call, workspace: Path) -> None:
    assert call("report", "--workspace", workspace).code == 2
    assert call("report", "--workspace", workspace, "--year", "2026", "--period", "2026Q4").code == 2
    assert call("report", "--workspace", workspace, "--year", "2026", "--round", "1").code == 2
    assert call("report", "--workspace", workspace, "--year", "2019").code == 2
    assert call("report", "--workspace", workspace, "--year", "2026", "--audience", "public").code == 3


def test_the_national_rows_follow_the_offices_mapping(call: Call, workspace: Path) -> None:
    said = call("export", "national", "--workspace", workspace, "--period", "2026Q4")
    told = [json.loads(line) for line in said.out.splitlines()]
    assert [row["名称"] for row in told] == ["明州市政府", "明州市教育局"]
    assert told[1]["检查结论"] == "初步判定为不合格"
    (workspace / "national.toml").write_text(
        '[[column]]\ntitle = "网站"\nfield = "name"\n'
        '[[column]]\ntitle = "结果"\nfield = "checked"\nwords = { "是" = "1", "否" = "0" }\n'
        '[[column]]\ntitle = "填报"\ntext = "市级"\n',
        encoding="utf-8",
    )
    out = Path("national.csv")
    assert (
        call("export", "national", "--workspace", workspace, "--period", "2026Q4", "--format", "csv", "--out", out).code
        == 0
    )
    assert out.read_text(encoding="utf-8").splitlines()[:2] == ["网站,结果,填报", "明州市政府,1,市级"]
    (workspace / "national.toml").write_text('[[column]]\ntitle = "网站"\nfield = "nobody"\n', encoding="utf-8")
    wrong = call("export", "national", "--workspace", workspace, "--period", "2026Q4")
    assert wrong.code == 2
    assert "nobody" in wrong.err


def test_the_to_do_sheet_has_a_column_for_the_office_in_charge(call: Call, workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "xlsx", "--out", "out")
    assert said.code == 0, said.err
    todo = rows(Path("out/report.xlsx"), "整改清单")
    assert {"责任处室", "新旧", "整改期限"} <= todo[0].keys()
    assert todo[0]["责任处室"] == ""
    assert {row["整改期限"] for row in todo} <= {"1", "5", "10", "30"}
