"""What inspectors saw of accounts, from whatever sheet they wrote it into."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.errors import UsageError
from reports.observing import read
from storage.records import SHANGHAI, Account, Agency, Registry

NOW = datetime.now(SHANGHAI).replace(microsecond=0)


def account(number: str, platform: str, name: str) -> Account:
    return Account(
        id=number, agency="a", platform=platform, name=name, handle=None, url=None, feed=None, registered=True
    )


REGISTRY = Registry(
    agencies={"a": Agency(id="a", name="局", short_name="局", klass="department")},
    sites={},
    accounts={
        "wx": account("wx", "wechat_official", "明州发布"),
        "wb": account("wb", "weibo", "明州发布"),
        "app": account("app", "app", "随申办"),
    },
)


def sheet(folder: Path, *rows: list[Any], name: str = "观察.xlsx") -> Path:
    path = folder / name
    if name.endswith(".csv"):
        path.write_bytes("\n".join(",".join(map(str, row)) for row in rows).encode("gb18030"))
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    path.write_bytes(packed.getvalue())
    return path


def said(path: Path) -> list[dict[str, Any]]:
    return [{"account": one.account, "by": one.by, **one.said} for one in read(path, REGISTRY, path.parent, NOW)]


def test_the_record_of_the_standards_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"picture")
    heads = ["account_id", "platform", "name", "last_post_at", "posts_14d", "interactive", "menu_ok", "evidence", "by"]
    (row,) = said(sheet(tmp_path, heads, ["wb", "weibo", "明州发布", "2026-11-02", 0, "no", "yes", "a.png", "张三"]))
    assert (row["account"], row["by"], row["last_post_at"], row["posts_14d"]) == ("wb", "张三", "2026-11-02", 0)
    assert (row["interactive"], row["menu_ok"], row["evidence"]) == (False, True, "a.png")
    assert len(row["sha256"]) == 64


@pytest.mark.parametrize("name", ["观察.xlsx", "观察.csv"])
def test_a_sheet_of_ones_own_is_read(tmp_path: Path, name: str) -> None:
    heads = ["序号", "平台", "账号名称", "检查时间", "最近一次更新", "互动功能", "菜单", "检查人", "复核人"]
    rows = (
        ["新媒体观察记录"],
        heads,
        [1, "微博", "明州发布", "2026/11/20 下午3:05", "2026年11月3日", "无", "正常", "张三", "李四"],
        [2, "公众号", "明州发布", "2026/11/20", 46329, "√", "—", "张三", ""],
        [3, "客户端", "随申办", "", "", "", "", "", ""],
    )
    first, second = said(sheet(tmp_path, *rows, name=name))
    assert (first["account"], first["interactive"], first["menu_ok"], first["second"]) == ("wb", False, True, "李四")
    assert first["at"].startswith("2026-11-20T15:05")
    assert first["last_post_at"] == second["last_post_at"] == "2026-11-03"
    assert (second["account"], second["interactive"], "menu_ok" in second) == ("wx", True, False)


@pytest.mark.parametrize(
    ("column", "value", "complaint"),
    [
        ("编号", "nobody", "没有这个账号"),
        ("最近发布", "前几天", "应为日期"),
        ("最近发布", f"{NOW + timedelta(days=40):%Y-%m-%d}", "在将来"),
        ("互动", "也许", "应为 是 或 否"),
        ("近14天发布", "很多", "应为条数"),
        ("截图", "no.png", "没有这个截图文件"),
        ("截图", "../secret.png", "没有这个截图文件"),
        ("复核人", "张三", "另一个人"),
        ("检查员", "", "没有写明是谁"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(tmp_path: Path, column: str, value: str, complaint: str) -> None:
    usual = {
        "编号": "wb",
        "最近发布": "2026-11-02",
        "近14天发布": "3",
        "互动": "是",
        "截图": "",
        "检查员": "张三",
        "复核人": "",
    }
    usual[column] = value
    with pytest.raises(UsageError, match=rf"第 2 行，列 {column}.*{complaint}"):
        said(sheet(tmp_path, list(usual), list(usual.values())))


def test_a_name_on_two_platforms_needs_the_platform_and_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="几个账号同名"):
        said(sheet(tmp_path, ["账号名称", "互动", "检查员"], ["明州发布", "是", "张三"]))
    with pytest.raises(UsageError, match="没有找到表头"):
        said(sheet(tmp_path, ["甲", "乙"], [1, 2]))


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    full = [sys.executable, "-m", "reports.cli", *arguments, "--period", "2026Q4", "--workspace", str(folder)]
    return subprocess.run(full, capture_output=True, text=True, check=False, timeout=120)


def test_what_two_people_saw_decides_where_no_source_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "xuncha.toml").write_text("[crawl]\nconfirm_after_s = 0\n")
    (tmp_path / "registry" / "agencies.csv").write_text("id,name,short_name,class,email\na,局,局,department,a@a.cn\n")
    (tmp_path / "registry" / "sites.csv").write_text("id,agency,name,kind,url,site_id_code,outward_services\n")
    heads = "id,agency,platform,name,handle,url,feed,registered\n"
    (tmp_path / "registry" / "accounts.csv").write_text(f"{heads}wx,a,wechat_official,明州发布,,,,yes\n", "utf-8")
    assert call(tmp_path, "inspect").returncode == 3, "nothing could be read"
    old = f"{NOW - timedelta(days=40):%Y-%m-%d}"
    verdicts = []
    for second in ("", "李四"):
        sheet(tmp_path, ["编号", "最近发布", "互动", "检查员", "复核人"], ["wx", old, "无", "张三", second])
        done = call(tmp_path, "observations", "import", str(tmp_path / "观察.xlsx"))
        assert done.returncode == 0, done.stdout + done.stderr
        rows = [json.loads(line) for line in call(tmp_path, "export", "scores").stdout.splitlines()]
        verdicts.append(rows[0]["verdict"])
    assert verdicts == ["pending", "fail"]
    rows = [json.loads(line) for line in call(tmp_path, "export", "findings").stdout.splitlines()]
    assert {(row["check"], row["reason"], row["outcome"]) for row in rows} == {
        ("stale_accounts", "stale", "fail"),
        ("unusable_accounts", "no_interaction", "fail"),
    }
