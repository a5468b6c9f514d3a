"""Figures of others are entered with their source and day; what nobody entered is unknown, not 0."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reports.figures import Figure, figures
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call

PERIOD = ("--period", judged.PERIOD)
HEAD = "target,name,value,source,date,entered_by\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return judged.workspace(tmp_path / "city")


def entered(call: Call, folder: Path, text: str) -> tuple[int, str, str]:
    file = folder / "figures.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    return call("figures", "import", file, "--workspace", folder, *PERIOD)


def test_a_figure_keeps_its_source_its_day_and_who_entered_it(call: Call, folder: Path) -> None:
    code, out, _ = entered(
        call, folder, "one,找错留言,3,全国平台导出,2026-11-01,zhou\ntwo,约谈,0,本办台账,2026-11-02,lin\n"
    )
    assert code == 0
    assert "找错留言：1 个网站共 3 件，另有 1 个网站未提供" in out
    assert "约谈：1 个网站共 0 次" in out
    assert "第三方评估：未提供" in out
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        known = figures(store, judged.PERIOD)
    assert known == {
        "one": {
            "找错留言": Figure(
                target="one",
                name="找错留言",
                value=Decimal(3),
                source="全国平台导出",
                of=date(2026, 11, 1),
                by="zhou",
            )
        },
        "two": {
            "约谈": Figure(
                target="two", name="约谈", value=Decimal(0), source="本办台账", of=date(2026, 11, 2), by="lin"
            )
        },
    }


def test_a_later_figure_takes_the_place_of_an_earlier_one(call: Call, folder: Path) -> None:
    for value in ("3", "4"):
        assert entered(call, folder, f"one,找错留言,{value},平台,2026-11-01,zhou\n")[0] == 0
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        assert figures(store, judged.PERIOD)["one"]["找错留言"].value == 4


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("nobody,找错留言,3,平台,2026-11-01,zhou", ["列 target", "nobody"]),
        ("one,别的,3,平台,2026-11-01,zhou", ["列 name", "找错留言"]),
        ("one,找错留言,,平台,2026-11-01,zhou", ["列 value", "不能为空"]),
        ("one,找错留言,约3,平台,2026-11-01,zhou", ["列 value", "不知道的不要写"]),
        ("one,找错留言,3,,2026-11-01,zhou", ["列 source"]),
        ("one,找错留言,3,平台,去年,zhou", ["列 date"]),
        ("one,找错留言,3,平台,2999-01-01,zhou", ["列 date", "将来"]),
        ("one,找错留言,3,平台,2026-11-01,无名", ["列 entered_by"]),
        ("one,约谈,1,平台,2026-11-01,zhou\none,约谈,2,平台,2026-11-01,zhou", ["写了两次"]),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_entered(call: Call, folder: Path, line: str, named: list[str]) -> None:
    code, _, err = entered(call, folder, f"two,约谈,1,台账,2026-11-02,lin\n{line}\n")
    assert code == 2
    for part in ["行，列" if "写了两次" not in named else "写了两次", *named]:
        assert part in err
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        assert list(store.journal.acts()) == []
