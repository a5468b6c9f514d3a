from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reports import judged
from tests.reports.conftest import Call, Said
from tests.reports.rectify.clock import on
from tests.reports.sheets import fill

RELEASED = "2026-11-23"
PEOPLE = """id,name,agency,roles,email,until
zhou,周若川,office,inspector,,
lin,林致和,office,reviewer,,
bai,白鹭洲,office,reviewer,,
chen,陈如海,office,editor,,
wang,王主任,office,releaser,,
"""


class Desk:
    """An office whose quarter is released: a doubt that was upheld on each site, five blank columns that veto."""

    def __init__(self, folder: Path, call: Call) -> None:
        self.folder = folder
        self.call = call

    def on(self, day: str, *arguments: Any) -> Said:
        return on(self.call, day, *arguments, "--workspace", self.folder)

    def does(self, day: str, *arguments: Any) -> str:
        said = self.on(day, *arguments)
        assert said.code == 0, said.err
        return said.out

    def refuses(self, day: str, *arguments: Any) -> str:
        said = self.on(day, *arguments)
        assert said.code == 2, said.out
        return said.err

    def notices(self, day: str) -> dict[str, dict[str, Any]]:
        out = self.does(day, "export", "notices", "--period", judged.PERIOD)
        return {row["id"]: row for row in map(json.loads, out.splitlines())}

    def states(self, day: str) -> dict[str, str]:
        return {name: row["state"] for name, row in self.notices(day).items()}

    def sheet(self, notice: str) -> Path:
        return self.folder / "reports" / f"{judged.PERIOD}-notices" / notice / "items.xlsx"

    def uphold(self, day: str, *people: str) -> None:
        for name in people:
            file = self.folder / "review.xlsx"
            self.does(day, "review", "export", file, "--period", judged.PERIOD)
            fill(file, "待核实", lambda cells: True, 决定="认定", 审核人=name, 理由="看过")
            self.does(day, "review", "import", file, "--period", judged.PERIOD)

    def release(self, day: str, *more: str) -> None:
        for by in ("zhou", "bai", "chen", "wang"):
            self.does(day, "release", "--period", judged.PERIOD, "--by", by, *more)


@pytest.fixture
def desk(tmp_path: Path, call: Call) -> Desk:
    """Judged and upheld, not released."""
    folder = judged.workspace(tmp_path / "city")
    (folder / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    made = Desk(folder, call)
    made.does(RELEASED, "judge", "--period", judged.PERIOD)
    made.uphold(RELEASED, "lin")
    return made


@pytest.fixture
def released(desk: Desk) -> Desk:
    """Released on a Monday."""
    desk.release(RELEASED)
    return desk
