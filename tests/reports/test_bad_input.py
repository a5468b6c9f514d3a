"""What a user gets wrong: one clear sentence with file, place and value, exit 2 or 3, nothing half-written."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import socket
import sqlite3
import time
from pathlib import Path

import pytest

from tests.reports.conftest import Call

PERIOD = ("--period", "2026Q4")
CJK_THEN_ASCII = re.compile("[\u4e00-\u9fff”][,;:?!]|[,;?!][\u4e00-\u9fff]")


@pytest.fixture
def workspace(call: Call, tmp_path: Path) -> Path:
    assert call("init", "office").code == 0
    return tmp_path / "office"


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("inspect", "--workspace", "nowhere", *PERIOD), ("nowhere", "没有这个文件夹")),
        (("inspect", *PERIOD), ("xuncha.toml", "xuncha init")),
        (("inspect", "--workspace", "office", "--period", "2026Q5"), ("--period 2026Q5", "2026Q4")),
        (("inspect", "--workspace", "office", *PERIOD, "--site", "mars"), ("--site mars", "portal")),
        (("inspect", "--workspace", "office", *PERIOD, "--account", "mars"), ("--account mars",)),
        (("inspect", "--workspace", "office", *PERIOD, "--as-of", "soon"), ("--as-of soon", "2026-11-20")),
        (("inspect", "--workspace", "office", *PERIOD, "--resume"), ("--resume", "没有未完成的一轮")),
        (("judge", "--workspace", "office", *PERIOD), ("2026Q4", "xuncha inspect")),
        (("judge", "--workspace", "office", *PERIOD, "--scheme", "mars"), ("mars", "state-council-2019")),
        (("report", "--workspace", "office", *PERIOD), ("2026Q4",)),
        (("report", "--workspace", "office", *PERIOD, "--format", "odt"), ("--format odt", "html")),
        (("export", "findings", "--workspace", "office", *PERIOD), ("2026Q4",)),
        (("explain", "nothing", "--workspace", "office"), ("nothing",)),
        (("precheck", "www.example.gov.cn"), ("www.example.gov.cn", "http://")),
        (("precheck", "ftp://www.example.gov.cn/"), ("ftp://", "http://")),
        (("precheck", "http:///"), ("http:///",)),
        (("precheck", "http://127.0.0.1:9/", "--families", "magic"), ("--families magic", "columns")),
        (("precheck", "http://127.0.0.1:9/", "--rate", "-1"), ("--rate", "-1")),
        (("precheck", "http://127.0.0.1:9/", "--allow-private", "here/there"), ("here/there",)),
        (("read", "nothing.html"), ("nothing.html",)),
        (("read", "office/xuncha.toml", "--url", "no-scheme"), ("--url no-scheme",)),
        (("scheme", "check", "nothing.toml"), ("nothing.toml",)),
        (("serve",), ("serve",)),
        (("nonsense",), ("nonsense",)),
    ],
)
def test_a_wrong_call_is_one_sentence_that_names_it(
    call: Call, workspace: Path, arguments: tuple[str, ...], names: tuple[str, ...]
) -> None:
    said = call(*arguments)
    assert said.code == 2
    assert all(name in said.err for name in names), said.err
    assert "错误：" in said.err
    assert not CJK_THEN_ASCII.search(said.err), said.err
    assert not (workspace / "reports" / "2026Q4").exists()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[crawl\n", ("第 1 行", "TOML")),
        ('[crawl]\nmax_pages = "many"\n', ("第 2 行", "crawl.max_pages", "many")),
        ("[crawl]\nconcurrency = 8\nspeed = 9\n", ("第 3 行", "crawl.speed")),
        ('[network]\nallow_private_hosts = ["10.0.0.0/99"]\n', ("第 2 行", "10.0.0.0/99")),
        ('[office]\nscheme = "mars"\n', ("mars", "shanghai")),
        ('[storage]\ndatabase = "mysql://x"\n', ("mysql://x",)),
    ],
)
def test_wrong_settings_name_line_key_and_value(call: Call, workspace: Path, text: str, names: tuple[str, ...]) -> None:
    (workspace / "xuncha.toml").write_text(text, encoding="utf-8")
    said = call("judge", "--workspace", workspace, *PERIOD)
    assert said.code == 2
    assert all(name in said.err for name in names), said.err


def test_a_malformed_registry_row_names_file_row_column_and_value(call: Call, workspace: Path) -> None:
    sites = workspace / "registry" / "sites.csv"
    sites.write_text(
        sites.read_text(encoding="utf-8").replace("http://fgw.example.gov.cn/", "fgw.example.gov.cn"), encoding="utf-8"
    )
    said = call("registry", "check", "--workspace", workspace)
    assert said.code == 2
    assert "sites.csv 第 3 行，列 url，值“fgw.example.gov.cn”" in said.err


def test_a_file_that_is_no_database_is_left_alone(call: Call, workspace: Path) -> None:
    database = workspace / "xuncha.db"
    database.write_text("not a database, but somebody's own file", encoding="utf-8")
    said = call("judge", "--workspace", workspace, *PERIOD)
    assert (said.code, "xuncha.db" in said.err) == (2, True)
    assert database.read_text(encoding="utf-8") == "not a database, but somebody's own file"


def test_a_database_of_a_newer_program_is_refused(call: Call, workspace: Path) -> None:
    call("judge", "--workspace", workspace, *PERIOD)
    with sqlite3.connect(workspace / "xuncha.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    said = call("judge", "--workspace", workspace, *PERIOD)
    assert (said.code, "9999" in said.err) == (2, True)


def test_a_second_inspection_of_one_workspace_is_refused(call: Call, workspace: Path) -> None:
    import fcntl

    (workspace / "work").mkdir(exist_ok=True)
    with (workspace / "work" / "inspect.lock").open("a+") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = call("inspect", "--workspace", workspace, *PERIOD)
    assert said.code == 2
    assert "4711" in said.err


def test_a_locked_database_is_named_soon(call: Call, workspace: Path) -> None:
    call("judge", "--workspace", workspace, *PERIOD)
    holder = sqlite3.connect(workspace / "xuncha.db")
    holder.execute("begin exclusive")
    began = time.monotonic()
    said = call("inspect", "--workspace", workspace, *PERIOD)
    took_s = time.monotonic() - began
    told = call("export", "pages", "--workspace", workspace, *PERIOD)
    holder.rollback()
    holder.close()
    assert said.code == 2
    assert "xuncha.db" in said.err
    assert "正被占用" in said.err
    assert took_s < 15
    assert "还没有检查过" in told.err  # who only reads waits for nobody


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "key"),
        ("evidence", "show", "key"),
        ("evidence", "export", "--warc", "x.warc"),
        ("export", "links", *PERIOD),
        ("report", *PERIOD),
        ("inspect", *PERIOD),
    ],
)
@pytest.mark.parametrize("state", ["newer", "damaged", "folder"])
def test_a_database_that_cannot_be_used_is_one_sentence(
    call: Call, workspace: Path, state: str, arguments: tuple[str, ...]
) -> None:
    database = workspace / "xuncha.db"
    if state == "folder":
        database.mkdir()
    else:
        call("judge", "--workspace", workspace, *PERIOD)
        with contextlib.closing(sqlite3.connect(database)) as opened:
            opened.execute("update alembic_version set version_num = '9999'")
            opened.commit()
            opened.execute("pragma wal_checkpoint(truncate)")
    if state == "damaged":
        database.write_bytes(database.read_bytes()[:100] + b"\xff" * 60_000)
    said = call(*arguments, "--workspace", workspace)
    assert said.code == 2
    assert len(said.err.strip().splitlines()) == 1
    assert "xuncha.db" in said.err
    assert not CJK_THEN_ASCII.search(said.err), said.err


def test_a_result_that_cannot_be_written_is_said_before_the_work(call: Call, workspace: Path) -> None:
    out = workspace / "xuncha.toml" / "findings.jsonl"
    said = call("precheck", f"http://127.0.0.1:{closed_port()}/", "--out", out)
    assert said.code == 2
    assert said.err.strip().splitlines() == [f"错误：{out}：写不了（{os.strerror(errno.EEXIST)}）"]


def test_an_unreachable_site_is_one_not_run_a_check(call: Call, tmp_path: Path) -> None:
    said = call("precheck", f"http://127.0.0.1:{closed_port()}/", "--confirm-after", "1", "--render", "never")
    assert said.code == 3
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert {row["outcome"] for row in rows} == {"not_run"}
    assert {row["reason"] for row in rows} == {"site_unreachable"}
    assert len({row["check"] for row in rows}) == len(rows) >= 6


def test_a_city_of_unreachable_sites_is_pending_and_never_zero(call: Call, workspace: Path) -> None:
    port = closed_port()
    (workspace / "xuncha.toml").write_text(
        '[crawl]\nconfirm_after_s = 1\ntimeout = 2\nrender = "never"\n'
        '[network]\nallow_private_hosts = ["127.0.0.0/8"]\n',
        encoding="utf-8",
    )
    sites = workspace / "registry" / "sites.csv"
    text = sites.read_text(encoding="utf-8").replace("http://www.example.gov.cn/", f"http://127.0.0.1:{port}/")
    sites.write_text("\n".join(text.splitlines()[:2]) + "\n", encoding="utf-8")
    said = call("inspect", "--workspace", workspace, *PERIOD)
    assert said.code == 3
    assert "没有一个网站或账号可供判定" in said.err
    said = call("export", "scores", "--workspace", workspace, *PERIOD)
    [score] = [json.loads(line) for line in said.out.splitlines()]
    assert (score["verdict"], score["points"], score["low"], score["high"]) == ("pending", None, None, None)
