"""Whether two names mean one body."""

from __future__ import annotations

import pytest

from crawler.policies.bodies import is_central, issuer_of, leading_body, same_body


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("上海市民政局", "市民政局"),
        ("上海市规划和自然资源局", "市规划资源局"),
        ("上海市人民政府", "上海市人民政府办公厅"),
        ("上海市发展和改革委员会", "市发展改革委"),
        ("松江区人民政府办公室", "上海市松江区人民政府"),
        ("人力资源和社会保障局", "人社局"),
    ],
)
def test_spellings_of_one_body(one: str, two: str) -> None:
    assert same_body(one, two)
    assert same_body(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("上海市民政局", "浦东新区民政局"),
        ("上海市民政局", "南京市民政局"),
        ("民政部", "上海市民政局"),
        ("国务院办公厅", "上海市人民政府办公厅"),
        ("上海市财政局", "上海市民政局"),
        ("上海市人民政府", "松江区人民政府"),
        ("国家税务总局", "上海市税务局"),
    ],
)
def test_bodies_that_only_sound_alike(one: str, two: str) -> None:
    assert not same_body(one, two)
    assert not same_body(two, one)


def test_the_first_of_several_bodies_leads() -> None:
    assert leading_body("上海市生态环境局、上海市规划和自然资源局") == "上海市生态环境局"
    assert leading_body("上海市生态环境局 上海市规划和自然资源局") == "上海市生态环境局"


def test_the_title_beats_the_number_and_the_number_the_label() -> None:
    assert issuer_of("国务院办公厅关于养老的意见", "东河市民政局", "国办发〔2026〕5号") == "国务院办公厅"
    assert issuer_of("关于养老的意见", "东河市民政局", "国办发〔2026〕5号") == "国务院"
    assert issuer_of("关于养老的意见", "东河市民政局", "东民规〔2026〕5号") == "东河市民政局"
    assert issuer_of("关于养老的意见", None, None) is None


def test_bodies_of_the_whole_country() -> None:
    assert is_central("国务院办公厅")
    assert is_central("自然资源部办公厅")
    assert not is_central("东河市民政局")
