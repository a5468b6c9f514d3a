"""An office's own word lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.lexicons import LexiconError, lexicons
from crawler.readers.spam import words_of
from crawler.readers.wording import listed_wordings


def test_an_office_adds_words_laws_and_wordings(tmp_path: Path) -> None:
    (tmp_path / "spam.toml").write_text('[local]\nstrong = ["城东娱乐城"]\n[context]\nany = ["整改通报"]\n', "utf-8")
    (tmp_path / "laws.toml").write_text('[[law]]\nnames = ["某办法"]\nby = "新办法"\nsince = 2024-01-01\n', "utf-8")
    (tmp_path / "wording.csv").write_text("wrong,right,context,unless\n帐号,账号,登录,帐号本\n", "utf-8")
    known = lexicons(str(tmp_path))
    assert words_of("欢迎光临城东娱乐城", known.spam).strong == ("城东娱乐城",)
    assert not words_of("整改通报：城东娱乐城", known.spam).strong
    assert "某办法" in known.laws
    assert "合同法" in known.laws
    [found] = listed_wordings("http://a/", "请登录帐号", known.wording)
    assert (found.wrong, found.right, found.count) == ("帐号", "账号", 1)
    assert not list(listed_wordings("http://a/", "帐号一词的写法", known.wording))


def test_a_wording_inside_the_right_one_is_right(tmp_path: Path) -> None:
    (tmp_path / "wording.csv").write_text("wrong,right\n年报,年度报告年报\n", "utf-8")
    known = lexicons(str(tmp_path))
    assert not list(listed_wordings("http://a/", "年度报告年报", known.wording))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("spam.toml", "[a\n", "不是有效的 TOML"),
        ("spam.toml", '[a]\nstark = ["x"]\n', "没有 stark"),
        ("spam.toml", "[a]\nstrong = [1]\n", "应为词语的列表"),
        ("laws.toml", '[[law]]\nnames = ["x"]\n', "第 1 个 [[law]]"),
        ("wording.csv", "错,对\n", "第 1 行"),
        ("wording.csv", "wrong,right\nx,y\n", "第 2 行"),
    ],
)
def test_a_faulty_list_is_refused_with_its_place(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=name.replace(".", r"\.")) as refused:
        lexicons(str(tmp_path))
    assert said in str(refused.value)
