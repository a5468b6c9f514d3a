"""Accounts are inspected beside the sites: asked, read, judged, scored, exported."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reports.periods import Period
from reports.publishing import Asked, publication
from reports.workspace import Workspace
from storage.records import SHANGHAI, Account, AccountFacts, Post

NOW = datetime.now(SHANGHAI)


def day(ago: int) -> str:
    return (NOW - timedelta(days=ago)).strftime("%Y-%m-%d %H:%M")


def feed(ago: int) -> str:
    moment = (NOW - timedelta(days=ago)).isoformat(timespec="seconds")
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
        f"<entry><id>1</id><title>一条</title><published>{moment}</published></entry></feed>"
    )


class Platform(BaseHTTPRequestHandler):
    """Feeds that are new and old, a page that is gone, and a platform that asks everybody to log in."""

    def do_GET(self) -> None:
        answers = {"/new": (200, feed(2)), "/old": (200, feed(40)), "/html": (200, "<html>登录</html>")}
        status, body = answers.get(self.path, (432, "") if self.path.startswith("/wall") else (404, "no"))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *arguments: object) -> None: ...


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Platform) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
BAD = {
    "laughs": f'<?xml version="1.0"?><!DOCTYPE rss [{LAUGHS}]><rss version="2.0"><title>&l9;</title></rss>',
    "wrong": '<?xml version="1.0" encoding="gb2312"?>' + feed(1).replace("一条", "编码写错"),
    "html.json": "<html><body>登录</body></html>",
    "many": "<rss><channel>"
    + "".join(
        f"<item><guid>{n}</guid><title>t</title><pubDate>{day(n % 300 + 1)}</pubDate></item>" for n in range(10_000)
    )
    + "</channel></rss>",
    "future": f"标题,时间\n甲,{day(-30)}\n乙,{day(2)}\n",
    "twice": f"编号,标题,时间\n1,甲,{day(2)}\n1,甲,{day(2)}\n2,乙,待定\n",
    "empty": "标题,时间\n",
    "nothing": "",
}
"""Answers that are malformed, hostile or odd, by the name of the file in which an owner sends them."""

OLD = Account(id="old", agency="a", platform="douyin", name="旧", handle=None, url=None, feed=None, registered=True)

ACCOUNTS = """id,agency,platform,name,handle,url,feed,registered,status,filing
new,a,weibo,新,,,{host}/new,yes,running,
old,a,douyin,旧,,,{host}/old,yes,running,
file,a,wechat_official,表,,,data/posts.csv,yes,running,
outside,a,toutiao,外,,,../secret.csv,yes,running,
gone,a,kuaishou,没,,{host}/nobody,,yes,running,
closed,a,tieba,关,,{host}/nobody,,yes,closed,沪新媒〔2026〕1号
html,a,bilibili,页,,,{host}/html,yes,running,
wall1,a,baijiahao,墙一,,{host}/wall/1,,yes,running,
wall2,b,baijiahao,墙二,,{host}/wall/2,,yes,running,
wall3,c,baijiahao,墙三,,{host}/wall/3,,yes,running,
again,a,weibo,又,,,{host}/new,yes,running,
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, host: str) -> Path:
    folder = tmp_path_factory.mktemp("city")
    (folder / "registry").mkdir()
    (folder / "data").mkdir()
    (folder / "xuncha.toml").write_text(
        '[crawl]\nrequests_per_second = 0\nconfirm_after_s = 0.1\n[network]\nallow_private_hosts = ["127.0.0.0/8"]\n'
    )
    agencies = "".join(f"{one},局{one},局{one},department,{one}@mz.gov.cn\n" for one in "abc")
    (folder / "registry" / "agencies.csv").write_text(f"id,name,short_name,class,email\n{agencies}", "utf-8")
    (folder / "registry" / "sites.csv").write_text("id,agency,name,kind,url,site_id_code,outward_services\n", "utf-8")
    (folder / "registry" / "accounts.csv").write_text(ACCOUNTS.format(host=host), "utf-8")
    (folder / "data" / "posts.csv").write_text(f"标题,发布时间\n甲,{day(100)}\n", "utf-8")
    said = call(folder, "inspect", "--period", "2026Q4")
    assert said.returncode == 0, said.stdout + said.stderr
    return folder


def call(folder: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    full = [sys.executable, "-m", "reports.cli", command, *arguments, "--workspace", str(folder)]
    return subprocess.run(full, capture_output=True, text=True, check=False, timeout=60)


def exported(folder: Path, what: str) -> list[dict[str, object]]:
    said = call(folder, "export", what, "--period", "2026Q4")
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def test_each_account_is_found_for_what_it_is(city: Path) -> None:
    found = {(row["target"], row["check"], row["reason"]) for row in exported(city, "findings")}
    assert found == {
        ("old", "stale_accounts", "stale"),
        ("file", "stale_accounts", "zombie"),
        ("outside", "stale_accounts", "unreadable"),
        ("gone", "dead_accounts", "dead"),
        ("gone", "stale_accounts", "unreadable"),
        ("html", "stale_accounts", "unreadable"),
        *((f"wall{n}", "stale_accounts", "blocked") for n in (1, 2, 3)),
        ("again", "duplicate_accounts", "duplicate"),
    }


def test_an_account_passes_fails_or_cannot_be_assessed(city: Path) -> None:
    verdicts = {row["target"]: (row["verdict"], row["kind"], row["points"]) for row in exported(city, "scores")}
    assert "closed" not in verdicts
    assert verdicts["new"] == verdicts["again"] == ("pass", "account", None)
    assert verdicts["old"] == verdicts["file"] == ("fail", "account", None)
    assert verdicts["outside"] == verdicts["wall1"] == verdicts["gone"] == ("not_assessable", "account", None)


def test_three_accounts_of_a_platform_that_fail_alike_are_said_to(city: Path) -> None:
    rows = [row for row in exported(city, "findings") if str(row["target"]).startswith("wall")]
    assert [row["detail"]["alike"] for row in rows] == [3, 3, 3]  # type: ignore[index]


def test_bad_input_is_named_counted_and_survived(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "xuncha.toml").write_text("[crawl]\nconfirm_after_s = 0\n")
    (tmp_path / "registry" / "agencies.csv").write_text("id,name,short_name,class,email\na,局,局,department,a@a.cn\n")
    (tmp_path / "registry" / "sites.csv").write_text("id,agency,name,kind,url,site_id_code,outward_services\n")
    rows = []
    for name, body in BAD.items():
        id_ = name.partition(".")[0]
        file = (
            name if "." in name else f"{name}.csv" if name in {"future", "twice", "empty", "nothing"} else f"{name}.xml"
        )
        (tmp_path / file).write_text(body, "utf-8")
        rows.append(f"{id_},a,other,{id_},,,{file},yes\n")
    heads = "id,agency,platform,name,handle,url,feed,registered\n"
    (tmp_path / "registry" / "accounts.csv").write_text(heads + "".join(rows), "utf-8")
    said = call(tmp_path, "inspect", "--period", "2026Q4")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "twice 的 twice.csv 有 1 行没有收：第 4 行，列“时间”，值“待定”：不是日期或时间" in said.stdout
    workspace = Workspace.at(tmp_path)
    with workspace.store() as store:
        seen = {
            run.target: next(
                iter(
                    store.facts(
                        run, workspace.registry.accounts[run.target].target(), None, workspace.registry
                    ).records(AccountFacts)
                )
            )
            for run in store.last_runs("2026Q4")
        }
    assert {name: facts.health for name, facts in seen.items()} == {
        **dict.fromkeys(("laughs", "html", "nothing"), "unreadable"),
        **dict.fromkeys(("wrong", "many", "future", "twice", "empty"), None),
    }
    assert "entities" in str(seen["laughs"].note)
    assert "JSON" in str(seen["html"].note)
    assert {name: dict(seen[name].problems) for name in ("many", "future", "twice")} == {
        "many": {"left_out": 8_000},
        "future": {"future": 1},
        "twice": {"duplicate_ids": 1, "bad_rows": 1},
    }
    found = {
        (row["target"], row["reason"], row["outcome"])
        for row in exported(tmp_path, "findings")
        if row["check"] == "stale_accounts"
    }
    assert found == {
        *((name, "unreadable", "not_run") for name in ("laughs", "html", "nothing")),
        ("empty", "too_little_seen", "unsure"),
    }


def test_one_account_is_inspected_alone(city: Path) -> None:
    said = call(city, "inspect", "--period", "2026Q3", "--account", "old")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "共 1 个账号：不合格 1" in said.stdout + said.stderr
    said = call(city, "inspect", "--period", "2026Q3", "--account", "nobody")
    assert said.returncode == 2


def test_accounts_whose_known_good_neighbour_shows_nothing_new_are_not_judged(city: Path, host: str) -> None:
    settings = city / "xuncha.toml"
    before = settings.read_text()
    try:
        for probe, reason in (("/old", "unreadable"), ("/wall/9", "unreadable"), ("/new", "stale")):
            settings.write_text(f'{before}[new_media]\nknown_good = ["{host}{probe}"]\n')
            period = {"/old": "2025Q1", "/wall/9": "2025Q2", "/new": "2025Q3"}[probe]
            assert call(city, "inspect", "--period", period, "--account", "old").returncode in (0, 3)
            said = call(city, "export", "findings", "--period", period)
            rows = [json.loads(line) for line in said.stdout.splitlines()]
            assert [row["reason"] for row in rows if row["check"] == "stale_accounts"] == [reason]
    finally:
        settings.write_text(before)


def test_kept_answers_are_read_again_by_the_readers_of_today(city: Path) -> None:
    workspace = Workspace.at(city)
    with workspace.store() as store:
        run = store.runs("2026Q4", target="old")[-1]
        facts = next(iter(store.facts(run, OLD.target(), None, workspace.registry).records(AccountFacts)))
        broken = replace(facts, health="unreadable", note="a reader that has been mended since")
        store.put_records(run.id, {AccountFacts: [broken], Post: []})
    assert call(city, "judge", "--period", "2026Q4", "--reread").returncode == 0
    found = {row["target"]: row["reason"] for row in exported(city, "findings") if row["check"] == "stale_accounts"}
    assert found["old"] == "stale"


def test_a_verdict_is_given_again_without_a_network(city: Path) -> None:
    before = exported(city, "scores")
    assert call(city, "judge", "--period", "2026Q4", "--reread").returncode == 0
    assert exported(city, "scores") == before


def test_platforms_are_told_with_their_pass_rate_and_last_post(city: Path) -> None:
    workspace = Workspace.at(city)
    with workspace.store() as store:
        told = publication(store, workspace, workspace.scheme(), Period.parse("2026Q4"), None, Asked())
    rows = {row.name: row for row in told.report.platforms}
    assert (rows["微博"].counts, rows["微博"].rated) == ({"pass": 2}, 2)
    assert rows["微博"].newest == (NOW - timedelta(days=2)).date()
    assert (rows["百家号"].counts, rows["百家号"].rated, rows["百家号"].newest) == ({"not_assessable": 3}, 0, None)


def test_a_platform_that_fails_alike_is_warned_of_once_and_the_draw_is_told(city: Path) -> None:
    said = call(city, "judge", "--period", "2026Q4").stdout
    assert said.count("百家号 3 个账号都读不到（平台要求登录或验证）") == 1
    assert "抽查" not in said
    assert call(city, "sample", "--share", "30%", "--seed", "7", "--period", "2026Q4").returncode == 0
    assert "人工实看为抽查 3/10 个账号" in call(city, "judge", "--period", "2026Q4").stdout
    assert call(city, "report", "--period", "2026Q4", "--format", "html").returncode == 0
    assert "抽查 3/10 个账号" in (city / "reports" / "2026Q4" / "index.html").read_text("utf-8")


def test_a_draw_is_kept_and_not_drawn_again_until_it_pleases(city: Path) -> None:
    said = call(city, "sample", "--share", "30%", "--seed", "7", "--period", "2026Q4")
    assert said.returncode == 0, said.stderr
    assert "抽查 3/10 个账号" in said.stdout
    assert call(city, "sample", "--share", "30%", "--seed", "7", "--period", "2026Q4").stdout == said.stdout
    again = call(city, "sample", "--share", "30%", "--seed", "8", "--period", "2026Q4")
    assert again.returncode == 2
    assert "只抽一次" in again.stderr
