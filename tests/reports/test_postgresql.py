"""A whole inspection with its facts in PostgreSQL, by the commands that an office uses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.web import Web, html
from tests.reports.conftest import Call

PERIOD = ("--workspace", "office", "--period", "2026Q4")
ARTICLES = [f"/zwgk/t{number}.html" for number in range(40)]


def site() -> dict[str, object]:
    links = "".join(
        f'<li><a href="{path}">关于第{path[7:-5]}项工作的通知</a><span>2026-11-01</span></li>' for path in ARTICLES
    )
    home = f'<html><title>某市人民政府</title><body><ul>{links}</ul><a href="/gone.html">办事指南</a></body></html>'
    article = '<html><title>通知</title><body><p>正文 &#0; \\ud800</p><a href="/">首页</a><a href="http://[x">坏</a></body></html>'
    return {"/": html(home), **{path: html(article) for path in ARTICLES}}


@pytest.fixture
def office(call: Call, tmp_path: Path, postgresql_url: str) -> Path:
    assert call("init", "office").code == 0
    folder = tmp_path / "office"
    (folder / "xuncha.toml").write_text(
        f'[storage]\ndatabase = "{postgresql_url}"\n'
        '[crawl]\nconfirm_after_s = 1\nrender = "never"\nrequests_per_second = 0\n'
        '[network]\nallow_private_hosts = ["127.0.0.0/8"]\n',
        encoding="utf-8",
    )
    return folder


def test_a_site_is_inspected_judged_and_told_on_postgresql(call: Call, office: Path, tmp_path: Path) -> None:
    web = Web(site())  # type: ignore[arg-type]
    with web.running():
        sites = office / "registry" / "sites.csv"
        head, row, *_ = sites.read_text(encoding="utf-8").splitlines()
        sites.write_text(f"{head}\n{row.replace('http://www.example.gov.cn/', f'{web.url}/')}\n", encoding="utf-8")
        said = call("inspect", *PERIOD)
    assert said.code == 0, said.err
    assert not (office / "xuncha.db").exists()
    rows = [json.loads(line) for line in call("export", "findings", *PERIOD).out.splitlines()]
    broken = {(row["subject"].removeprefix(web.url), row["reason"]) for row in rows if row["check"] == "broken_links"}
    assert ("/gone.html", "gone") in broken
    assert "malformed" in {reason for _, reason in broken}
    pages = [json.loads(line) for line in call("export", "pages", *PERIOD).out.splitlines()]
    assert {page["url"].removeprefix(web.url) for page in pages} == {"/", *ARTICLES}
    [key] = [row["key"] for row in rows if row["reason"] == "gone"]
    assert call("explain", key, "--workspace", "office").code == 0
    assert "404" in call("evidence", "show", key, "--workspace", "office").out
    assert call("judge", *PERIOD, "--reread").code == 0
    again = [json.loads(line) for line in call("export", "findings", *PERIOD).out.splitlines()]
    assert [(row["key"], row["reason"]) for row in again] == [(row["key"], row["reason"]) for row in rows]
    assert call("report", *PERIOD).code == 0
    for step, name in zip(("经办", "复核", "处室负责人"), ("甲", "乙", "丙"), strict=True):
        assert f"{step}：{name}" in call("release", *PERIOD, "--by", name).out
    assert "已签发" in call("release", *PERIOD, "--by", "丁").out


def test_a_server_that_is_not_there_is_one_sentence(call: Call, office: Path, tmp_path: Path) -> None:
    settings = office / "xuncha.toml"
    settings.write_text(
        f'[storage]\ndatabase = "postgresql+psycopg://u:secret@/none?host={tmp_path}"\n', encoding="utf-8"
    )
    said = call("export", "findings", *PERIOD)
    assert said.code == 2
    assert "postgresql" in said.err
    assert "secret" not in said.err
    assert len(said.err.strip().splitlines()) == 1
