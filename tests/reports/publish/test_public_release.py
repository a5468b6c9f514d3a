"""From a signed store to what the public reads: the whole way, under a scheme that machines can settle."""

from __future__ import annotations

import json
from pathlib import Path

from storage.records import Column, ColumnForm
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call

PEOPLE = """id,name,agency,roles,email,until
zhou,周若川,office,inspector,,
bai,白鹭洲,office,reviewer,,
chen,陈处长,office,editor,,
wang,王主任,office,releaser,,
"""
SCHEME = """id = "mini"
revision = 1
title = "小指标"

[[row]]
id = "M1"
title = "空白栏目"
part = "veto"
source = { document = "检查指标", clause = "空白栏目", level = "国家" }
confidence = "C"
faults = [{ check = "blank_columns" }]
veto = { fails = 5 }
"""
PERIOD = ("--period", judged.PERIOD)


def ready(folder: Path, call: Call) -> Path:
    """A workspace whose every verdict is settled: one site passed, one failed."""
    place = judged.workspace(folder)
    (place / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (place / "schemes").mkdir()
    (place / "schemes" / "mini.toml").write_text(SCHEME, encoding="utf-8")
    with (place / "xuncha.toml").open("a", encoding="utf-8") as settings:
        settings.write('scheme = "mini"\n')
    news = Column(
        role="news",
        name="要闻",
        url=f"{judged.HOSTS['one']}news/",
        form=ColumnForm.LIST,
        first_level=True,
        own=True,
        why="navigation",
        newest=judged.AT.date(),
    )
    with Store.open(f"sqlite:///{place / 'xuncha.db'}") as store:
        store.put_records(store.runs(judged.PERIOD, 1, "one")[0].id, {Column: [news]})
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def test_what_was_signed_is_published_and_a_change_stops_it(call: Call, tmp_path: Path) -> None:
    folder = ready(tmp_path / "office", call)
    public = ("report", "--workspace", folder, *PERIOD, "--audience", "public", "--format", "html,json", "--out", "out")
    before = call(*public)
    assert before.code == 3
    assert before.err.count("\n  ") == 1, before.err
    assert "还没有签发" in before.err
    for by in ("zhou", "bai", "chen", "wang"):
        said = call("release", "--workspace", folder, *PERIOD, "--by", by)
        assert said.code == 0, said.err
    said = call(*public)
    assert said.code == 0, said.err
    notice = Path("out/notice.html").read_text(encoding="utf-8")
    assert "征求意见稿" not in notice
    assert "初步判定" not in notice
    assert "不合格的网站1家：明州市教育局（空白栏目）。" in notice
    assert "合格率为1/2（50.0%）；其中市政府部门0/1（0.0%），市政府为100.0%。" in notice
    told = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert [row["verdict"] for row in told["sites"]] == ["合格", "不合格"]
    assert told["about"]["draft"] is None
    sites = folder / "registry" / "sites.csv"
    renamed = sites.read_text(encoding="utf-8").replace("明州市教育局,portal", "明州教育局,portal")
    sites.write_text(renamed, encoding="utf-8")
    again = call(*public)
    assert again.code == 3
    assert "签发后又有改动" in again.err
