"""A disk that takes no more: the commands stop cleanly, keep what they have, and go on when there is room."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.test_job import site
from tests.crawler.web import Web
from tests.reports.conftest import Call

PERIOD = ("--workspace", "office", "--period", "2026Q4")


def limited(folder: Path, file_bytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command where no file can grow beyond ``file_bytes``."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    command = [sys.executable, "-m", "reports.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False, preexec_fn=limit
    )


@pytest.mark.parametrize("file_bytes", [50_000, 600_000])
def test_an_inspection_stops_on_a_full_disk_and_goes_on(call: Call, tmp_path: Path, file_bytes: int) -> None:
    assert call("init", "office").code == 0
    office = tmp_path / "office"
    (office / "xuncha.toml").write_text(
        '[crawl]\nconfirm_after_s = 1\nrender = "never"\nrequests_per_second = 0\n'
        '[network]\nallow_private_hosts = ["127.0.0.0/8"]\n',
        encoding="utf-8",
    )
    web = Web(site(400))
    with web.running():
        sites = office / "registry" / "sites.csv"
        head, row, *_ = sites.read_text(encoding="utf-8").splitlines()
        sites.write_text(f"{head}\n{row.replace('http://www.example.gov.cn/', f'{web.url}/')}\n", encoding="utf-8")
        stopped = limited(tmp_path, file_bytes, "inspect", *PERIOD)
        assert stopped.returncode == 3, stopped.stderr
        assert "Traceback" not in stopped.stderr
        assert "--resume" in stopped.stderr
        begun = call("export", "pages", *PERIOD).code == 0
        said = call("inspect", *PERIOD, *(["--resume"] if begun else []))
    assert said.code == 0, said.err
    pages = [json.loads(line) for line in call("export", "pages", *PERIOD).out.splitlines()]
    assert {page["url"].removeprefix(web.url) for page in pages} == set(web.routes)


def test_an_export_that_does_not_fit_leaves_nothing(call: Call, tmp_path: Path) -> None:
    from tests.reports.stored import fill

    assert call("init", "office").code == 0
    fill(tmp_path / "office")
    for arguments in (("export", "findings"), ("evidence", "export", "--warc")):
        name = (*arguments, "out") if "--warc" in arguments else (*arguments, "--out", "out")
        assert call("judge", *PERIOD).code == 0
        said = limited(tmp_path, 100, *name, *PERIOD)
        assert said.returncode == 3, said.stderr
        assert "磁盘已满" in said.stderr
        assert not (tmp_path / "out").exists()
        assert not list(tmp_path.glob(".out*"))
