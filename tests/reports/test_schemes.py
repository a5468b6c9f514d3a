"""Schemes in an office: what it has read counts as certain, what was used cannot change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.checks.schemes import SOURCE
from tests.reports import judged
from tests.reports.conftest import Call

PERIOD = ("--period", judged.PERIOD)
OWN = f"""id = "ming"
revision = 1
title = "明州试行"

[[row]]
id = "X1"
title = "空白栏目"
part = "veto"
source = {SOURCE}
confidence = "M-high"
faults = [{{ check = "blank_columns" }}]
veto_when_attested = {{ fails = 5 }}

[[row]]
id = "X2"
title = "链接"
part = "deduction"
source = {SOURCE}
confidence = "M-low"
points = "10"
faults = [{{ check = "broken_links", each = "1" }}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = judged.workspace(tmp_path / "city")
    (place / "schemes").mkdir()
    (place / "schemes" / "ming.toml").write_text(OWN, encoding="utf-8")
    settings = place / "xuncha.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'scheme = "ming"\n', encoding="utf-8")
    return place


def judge(call: Call, folder: Path, *more: str) -> Any:
    return call("judge", "--workspace", folder, *PERIOD, *more)


def verdict(call: Call, folder: Path) -> str:
    said = call("export", "scores", "--workspace", folder, *PERIOD)
    return next(row["verdict"] for row in map(json.loads, said.out.splitlines()) if row["target"] == "two")


def basis(call: Call, folder: Path) -> dict[str, str]:
    said = call("export", "findings", "--workspace", folder, *PERIOD)
    found = next(row["basis"] for row in map(json.loads, said.out.splitlines()) if row["check"] == "blank_columns")
    return dict(found)


def attest(call: Call, folder: Path, row: str = "X1", by: str = "lin", source: str = "原件第三页") -> Any:
    return call("scheme", "attest", row, "--workspace", folder, "--source", source, "--by", by)


def test_a_row_below_certainty_never_vetoes_until_the_office_has_read_it(call: Call, folder: Path) -> None:
    assert judge(call, folder).code == 0
    assert (verdict(call, folder), basis(call, folder)["level"]) == ("pending", "本办检查口径")
    assert attest(call, folder).code == 0
    assert judge(call, folder).code == 0
    assert verdict(call, folder) == "fail"
    said = basis(call, folder)
    assert (said["level"], said["confidence"]) == ("国家", "C")
    assert "本办据原件第三页核对" in said["clause"]
    assert "X1 本办已核对：原件第三页" in call("scheme", "list", "--workspace", folder).out


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"row": "X9"}, "没有这一行"),
        ({"by": "zhou"}, "身份"),
        ({"by": "nobody"}, "没有这个人"),
        ({"source": " "}, "要写明读到了什么"),
    ],
)
def test_an_attestation_that_does_not_hold_is_refused(
    call: Call, folder: Path, changed: dict[str, str], said: str
) -> None:
    ended = attest(call, folder, **changed)
    assert (ended.code, said in ended.err) == (2, True)


def test_a_row_is_attested_once(call: Call, folder: Path) -> None:
    assert attest(call, folder).code == 0
    said = attest(call, folder)
    assert (said.code, "本办已核对" in said.err) == (2, True)


def test_an_attestation_lapses_when_the_row_says_something_else(call: Call, folder: Path) -> None:
    assert attest(call, folder).code == 0
    file = folder / "schemes" / "ming.toml"
    file.write_text(OWN.replace('"空白栏目"', '"空白的栏目"'), encoding="utf-8")
    assert "本办已核对" not in call("scheme", "list", "--workspace", folder).out


def test_a_revision_that_has_scored_cannot_change(call: Call, folder: Path) -> None:
    assert judge(call, folder).code == 0
    file = folder / "schemes" / "ming.toml"
    changed = OWN.replace('each = "1"', 'each = "2"')
    file.write_text(changed, encoding="utf-8")
    said = judge(call, folder)
    assert said.code == 2
    assert "指标体系 ming 第 1 版已经用来评过分" in said.err
    assert "revision 改为 2" in said.err
    file.write_text("# 加一行说明\n" + OWN, encoding="utf-8")
    assert judge(call, folder).code == 0, "its layout may change"
    file.write_text(changed.replace("revision = 1", "revision = 2"), encoding="utf-8")
    assert judge(call, folder).code == 0


def test_decisions_do_not_score_by_a_changed_scheme(call: Call, folder: Path) -> None:
    assert judge(call, folder).code == 0
    file = folder / "review.xlsx"
    assert call("review", "export", file, "--workspace", folder, *PERIOD).code == 0
    scheme = folder / "schemes" / "ming.toml"
    scheme.write_text(OWN.replace('each = "1"', 'each = "2"'), encoding="utf-8")
    said = call("review", "import", file, "--workspace", folder, *PERIOD)
    assert (said.code, "revision 改为 2" in said.err) == (2, True)


def test_attesting_does_not_make_it_another_scheme(call: Call, folder: Path) -> None:
    assert judge(call, folder).code == 0
    assert attest(call, folder).code == 0
    assert judge(call, folder).code == 0


def test_another_scheme_is_shown_beside_the_offices_own(call: Call, folder: Path) -> None:
    assert judge(call, folder).code == 0
    said = judge(call, folder, "--scheme", "state-council-2019")
    assert "ming 结论" in said.out
    assert verdict(call, folder) == "pending"


def test_the_schemes_of_the_program_need_no_workspace(call: Call, folder: Path) -> None:
    said = call("scheme", "list")
    assert (said.code, "state-council-2019 第 1 版" in said.out) == (0, True)
    assert call("scheme", "check", folder / "schemes" / "ming.toml").code == 0


def test_a_dormant_veto_stands_only_in_veto_rows_below_certainty(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    for old, new in (('"M-high"', '"C"'), ('part = "veto"', 'part = "hint"')):
        file.write_text(OWN.replace(old, new, 1), encoding="utf-8")
        said = call("scheme", "check", file)
        assert (said.code, "veto_when_attested" in said.out) == (2, True)
