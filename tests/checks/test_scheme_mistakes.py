"""Every mistake in a scheme is named with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.scheme import SchemeError, check_file, load
from tests.checks.schemes import HEAD, mistakes, row, veto, written

AREA = '{ document = "某区办法", clause = "第一条", level = "区" }'


def fault(inner: str) -> str:
    return row(faults=f"[{{ {inner} }}]")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "colour = 1\n" + row(), 4, ["colour = 1", "没有这一项"]),
        (HEAD + row(colour="1"), 13, ["row.0.colour = 1", "没有这一项"]),
        (HEAD + row() + row("R2", colour="1"), 22, ["row.1.colour = 1", "没有这一项"]),
        (HEAD + veto(confidence='"M-low"'), 5, ["M-low", "不能否决"]),
        (HEAD + veto(confidence='"C-part"'), 5, ["C-part", "不能否决"]),
        (HEAD + veto(falls="{ fails = 0 }"), 12, ["row.0.veto.fails = 0"]),
        (HEAD + veto(falls='{ share = "1.5" }'), 12, ["row.0.veto.share"]),
        (HEAD + veto(falls="{ }"), 12, ["fails 和 share 要且只要一个"]),
        (HEAD + veto(falls='{ fails = 1, share = "0.5" }'), 12, ["fails 和 share 要且只要一个"]),
        (HEAD + row(part='"veto"'), 5, ["单项否决的行要写 veto"]),
        (HEAD + row(veto="{ fails = 1 }"), 5, ["只有单项否决的行可以写 veto"]),
        (HEAD + fault('check = "broken_lynx"'), 12, ["'broken_lynx'", "没有这个检查项"]),
        (HEAD + fault('check = "broken_links", each = "-1"'), 12, ["each", "不能小于 0"]),
        (HEAD + row(source=AREA), 5, ["区级要求", "applies_to"]),
        (HEAD + row(points='"many"'), 11, ["row.0.points = 'many'", "应为数字"]),
        (HEAD + row(points='"-1"'), 11, ["row.0.points", "不能小于 0"]),
        (HEAD + row(confidence='"sure"'), 10, ["row.0.confidence = 'sure'", "只能是"]),
        (HEAD + row(part='"penalty"'), 8, ["row.0.part = 'penalty'"]),
        (HEAD + row(kinds='["blog"]'), 13, ["row.0.kinds.0 = 'blog'"]),
        (HEAD + row(due='"31 March"'), 13, ["row.0.due", "写法不对"]),
        (HEAD + row(without=("source",)), 5, ["row.0.source", "缺少这一项"]),
        (HEAD + row(without=("confidence",)), 5, ["row.0.confidence", "缺少这一项"]),
        (HEAD.replace("= 1", "= 0") + row(), 2, ["revision = 0"]),
        (HEAD.replace('"try"', '"Try!"') + row(), 1, ["id = 'Try!'", "写法不对"]),
        (HEAD + "full = 0\n" + row(), 4, ["full = 0", "必须大于 0"]),
        (HEAD + "broken = = 1\n" + row(), 4, ["不是合法的 TOML"]),
        (HEAD + 'id = "again"\n', 4, ["不是合法的 TOML"]),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, text: str, line: int, said: list[str]) -> None:
    [sentence] = mistakes(tmp_path, text)
    assert sentence.startswith(f"{tmp_path / 'try.toml'} 第 {line} 行")
    for words in said:
        assert words in sentence
    with pytest.raises(SchemeError, match=re.escape(sentence)):
        load(str(tmp_path / "try.toml"))


def test_every_mistake_is_named_not_only_the_first(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, HEAD, "colour = 1\n", row(points='"x"'), row("R2", part='"y"'))) == 3


def test_a_missing_key_of_the_whole_file_names_the_file(tmp_path: Path) -> None:
    said = mistakes(tmp_path, b"")
    assert [sentence.partition("：")[2] for sentence in said] == [
        f"{key}：缺少这一项" for key in ("id", "revision", "title")
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + row() + row(), 14, "row.1：行 R1 出现了两次"),
        (HEAD + "[options.nothing]\na = 1\n", 4, "options.nothing：没有这一项"),
        (HEAD + "[options.stale_home]\nweeks = 2\n", 5, "options.stale_home.weeks = 2：没有这一项"),
    ],
)
def test_a_mistake_between_rows_names_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    assert mistakes(tmp_path, text) == [f"{tmp_path / 'try.toml'} 第 {line} 行：{said}"]


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    [sentence] = mistakes(tmp_path, HEAD, "# 中文".encode("gbk"))
    assert sentence == f"{tmp_path / 'try.toml'}：不是 UTF-8 编码"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    [sentence] = check_file(tmp_path / "none.toml")
    assert sentence.startswith(f"{tmp_path / 'none.toml'}：读不出来")


def test_an_unknown_id_names_those_that_ship() -> None:
    with pytest.raises(SchemeError, match="没有指标体系“nowhere”，自带的有 shanghai、state-council-2019"):
        load("nowhere")


def test_a_right_file_has_no_mistakes_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HEAD, row()) == []
    assert mistakes(tmp_path, b"\xef\xbb\xbf", HEAD, row()) == []
    assert mistakes(tmp_path, (HEAD + row()).replace("\n", "\r\n")) == []


def test_a_district_duty_may_bind_its_district_or_name_who_widened_it(tmp_path: Path) -> None:
    assert mistakes(tmp_path, HEAD, row(source=AREA, applies_to='["songjiang"]')) == []
    assert mistakes(tmp_path, HEAD, row(source=AREA, decision='"办公会 2026-03"')) == []


def test_an_unknown_reason_is_a_mistake(tmp_path: Path) -> None:
    [sentence] = mistakes(tmp_path, HEAD, fault('check = "broken_links", reasons = ["gone", "goner"]'))
    assert sentence.endswith(" 第 12 行：row.0.faults.0.reasons.1 = 'goner'：这个检查项没有这个原因")
    assert not mistakes(tmp_path, HEAD, fault('check = "broken_links", reasons = ["gone", "too_little_seen"]'))


@pytest.mark.parametrize("day", ["13-45", "02-30", "02-29", "00-10"])
def test_a_day_that_not_every_year_has_is_a_mistake(tmp_path: Path, day: str) -> None:
    [sentence] = mistakes(tmp_path, HEAD, row(due=f'"{day}"'))
    assert f" 第 13 行：row.0.due = '{day}'：" in sentence


@pytest.mark.parametrize("services", ["100", "101"])
def test_service_points_that_leave_nothing_are_a_mistake(tmp_path: Path, services: str) -> None:
    [sentence] = mistakes(tmp_path, HEAD, f'services = "{services}"\n', row())
    assert f" 第 4 行：services = '{services}'：" in sentence


def test_a_full_mark_that_inherited_service_points_use_up_is_a_mistake(tmp_path: Path) -> None:
    [sentence] = mistakes(tmp_path, HEAD, 'extends = "state-council-2019"\nfull = "25"\n')
    assert " 第 5 行：full = '25'：" in sentence


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ('[options.stale_home]\ndays = "14"\n', "stale_home.days = '14'：应为整数"),
        ("[options.stale_home]\ndays = 1.5\n", "stale_home.days = 1.5：应为整数"),
        ("[options.stale_home]\ndays = true\n", "stale_home.days = True：应为整数"),
        ("[options.stale_home]\ndays = -1\n", "stale_home.days = -1：不能小于 0"),
        ('[options.stale_columns.windows]\nnews = "2w"\n', "stale_columns.windows.news = '2w'：写法不对"),
        ("[options.stale_columns]\nwindows = 5\n", "stale_columns.windows = 5：应为一节设置"),
        ('[options.broken_links]\napart_s = "1"\n', "broken_links.apart_s = '1'：应为数字"),
        ("[options.broken_links]\napart_s = inf\n", "broken_links.apart_s = Infinity：应为有限的数字"),
        ('[options.missing_columns]\nportal = "news"\n', "missing_columns.portal = 'news'：应为列表"),
        ("[options.missing_columns]\nportal = [3]\n", "missing_columns.portal.0 = 3：应为文字"),
    ],
)
def test_a_threshold_of_the_wrong_type_is_a_mistake(tmp_path: Path, options: str, said: str) -> None:
    assert mistakes(tmp_path, HEAD, options) == [f"{tmp_path / 'try.toml'} 第 5 行：options.{said}"]


def test_a_scheme_that_extends_itself_is_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "try.toml"
    [sentence] = mistakes(tmp_path, f'extends = "{file}"\n', HEAD)
    assert sentence.startswith(f"{file} 第 1 行：extends = ")
    assert "继承到自己" in sentence


def test_schemes_that_extend_each_other_are_a_mistake(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(f'{HEAD}extends = "{tmp_path / "try.toml"}"\n', encoding="utf-8")
    [sentence] = mistakes(tmp_path, f'extends = "{other}"\n', HEAD)
    assert sentence.startswith(f"{other} 第 4 行：extends = ")


@pytest.mark.parametrize("parent", ["nowhere", "nowhere.toml"])
def test_an_unknown_parent_names_the_file_that_extends_it(tmp_path: Path, parent: str) -> None:
    [sentence] = mistakes(tmp_path, f'extends = "{parent}"\n', HEAD)
    assert sentence.startswith(f"{tmp_path / 'try.toml'} 第 1 行：extends = '{parent}'：")


def test_a_parent_with_mistakes_is_named_itself(tmp_path: Path) -> None:
    parent = tmp_path / "parent.toml"
    parent.write_text(HEAD + "colour = 1\n", encoding="utf-8")
    [sentence] = mistakes(tmp_path, f'extends = "{parent}"\n', HEAD)
    assert sentence.startswith(f"{parent} 第 4 行：colour = 1：")


def test_a_folder_is_no_scheme(tmp_path: Path) -> None:
    with pytest.raises(SchemeError):
        load(str(written(tmp_path, HEAD).parent))
