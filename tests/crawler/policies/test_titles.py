"""What a title speaks of."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crawler.policies.titles import key_of, names_in, straightened


@pytest.mark.parametrize(
    ("title", "key", "act"),
    [
        ("上海市人民政府办公厅关于印发《某办法》实施方案的通知", "某办法实施方案", ""),
        ("关于印发《甲市停车管理办法》的通知", "甲市停车管理办法", ""),
        ("甲市交通局关于印发甲市停车管理办法的通知", "甲市停车管理办法", ""),
        ("关于修改《甲市停车管理办法》的决定", "甲市停车管理办法", "amend"),
        ("关于印发修订后《甲市停车管理办法》的通知", "甲市停车管理办法", ""),
        ("关于延长《甲市停车管理办法》有效期的通知", "甲市停车管理办法", "extend"),
        ("关于《甲市停车管理办法》继续适用的通知", "甲市停车管理办法", "extend"),
        ("关于废止《甲市停车管理办法》的决定", "甲市停车管理办法", "repeal"),
        ("关于《甲市停车规划》的批复", "甲市停车规划", "answer"),
        ("甲市停车管理办法（甲府规〔2026〕1号）", "甲市停车管理办法", ""),
        ("甲市最低工资标准", "甲市最低工资标准", ""),
    ],
)
def test_a_title_is_taken_apart(title: str, key: str, act: str) -> None:
    [name] = names_in(title)
    assert (name.key, name.act) == (key, act)


def test_a_document_that_carries_another_out_is_a_document_of_its_own() -> None:
    [name] = names_in("关于贯彻落实《国务院优化营商环境条例》的实施意见")
    assert name.key.startswith("关于贯彻落实")


def test_towns_markets_and_sponge_cities_are_no_places() -> None:
    assert not names_in("城镇燃气安全管理规定")[0].district
    assert not names_in("演出市场管理若干规定")[0].city
    assert names_in("南湾区海绵城市规划建设管理办法")[0].bare == "海绵城市规划建设管理办法"


def test_names_in_real_titles(testdata: Path) -> None:
    with (testdata / "policies" / "shanghai_documents_gold.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["names_in_title"]]
    assert len(rows) > 30
    wrong = [
        row["title"]
        for row in rows
        if [name.key for name in names_in(row["title"])]
        != [key_of(straightened(name)) for name in row["names_in_title"].split("；")]
    ]
    assert not wrong


def test_spellings_of_one_title_are_one(testdata: Path) -> None:
    with (testdata / "policies" / "title_variants_gold.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["relation"] == "same"]
    assert rows
    for row in rows:
        assert {name.key for name in names_in(row["a"])} == {name.key for name in names_in(row["b"])}, row
