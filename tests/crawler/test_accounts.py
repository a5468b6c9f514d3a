"""Accounts as they are gathered: which source is taken, what is kept, what is tried where nothing can be read."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.accounts import Gathering, Seen, gather
from crawler.answers import read_again, understand
from crawler.platforms.posts import Saved
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Account, PersonalNumbers, SpamWords

NOW = datetime.now(SHANGHAI)
SECONDS = int((NOW - timedelta(days=2)).timestamp())


def article(name: str, number: int) -> str:
    return (
        f'<html><!-- mp.weixin.qq.com --><h1 id="activity-name">第{number}篇</h1><div id="js_content">正文</div>'
        f'<script>var nickname = "{name}"; var ct = "{SECONDS - number}"; var mid = "{number}";</script></html>'
    )


PAGES = {
    "/wall": (200, "<html><body>请先登录后查看</body></html>"),
    "/s/1": (200, article("明州发布", 1)),
    "/s/2": (200, article("别家的号", 2)),
    "/s/3": (200, article("明州发布", 3)),
    "/empty.json": (200, json.dumps({"code": 0, "data": {"list": []}})),
}


class Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = PAGES.get(self.path, (404, "no"))
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *arguments: object) -> None: ...


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Kept(dict[str, bytes]):
    def keep(self, body: bytes) -> str:
        digest = hashlib.sha256(body).hexdigest()
        self[digest] = body
        return digest


def account(number: int = 1, **changed: Any) -> Account:
    usual: dict[str, Any] = {"agency": "mz", "platform": "wechat_official", "name": "明州发布", "handle": None}
    usual |= {"id": f"a{number}", "url": None, "feed": None, "registered": True}
    return Account(**{**usual, **changed})


def gathered(*accounts: Account, root: Path | None = None, kept: Kept | None = None, **how: Any) -> list[Seen]:
    settings = CrawlSettings(requests_per_second=0, confirm_after_s=0, allow_private_hosts=("127.0.0.0/8",))
    keep = (Kept() if kept is None else kept).keep
    return gather(
        accounts,
        Gathering(settings=settings, root=root, keep=keep, seen=lambda seen: None, today=NOW.date(), **how),
    )


def test_articles_to_which_sites_link_show_an_account_that_shows_nothing_else(host: str) -> None:
    links = [f"{host}/s/{n}" for n in (1, 2, 3, 4)]
    (seen,) = gathered(account(), articles={"a1": links})
    assert (seen.facts.health, seen.facts.partial, seen.facts.source) == (None, True, "wechat")
    assert sorted(post.title for post in seen.posts) == ["第1篇", "第3篇"]


def test_what_was_kept_is_read_again_to_the_same_end(host: str) -> None:
    kept = Kept()
    one = account()
    (seen,) = gathered(one, articles={"a1": [f"{host}/s/1", f"{host}/s/2"]}, kept=kept)
    again = read_again(one, seen.facts, [(answer, kept[answer.sha256]) for answer in seen.facts.answers], NOW.date())
    assert again is not None
    assert (again.facts, again.posts) == (seen.facts, seen.posts)


def test_a_public_page_behind_a_wall_is_opened_in_the_browser(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    @contextmanager
    def renderer() -> Iterator[str | None]:
        started.append("browser")
        yield None

    (seen,) = gathered(account(url=f"{host}/wall", platform="kuaishou"), renderer=renderer)
    assert (started, seen.facts.health) == (["browser"], "blocked")
    (seen,) = gathered(account(url=f"{host}/nobody", platform="kuaishou"), renderer=renderer)
    assert (started, seen.facts.gone) == (["browser"], "status 404"), "what is gone is not rendered"


def test_three_that_fail_alike_on_one_host_are_laid_on_the_platform_whatever_an_export_shows(
    host: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f"标题,发布时间\n甲,{NOW:%Y-%m-%d}\n", "utf-8")
    walled = [account(n, platform="weibo", url=f"{host}/wall", name=f"号{n}") for n in (1, 2, 3)]
    found = gathered(*walled, account(4, platform="weibo", feed="a.csv"), root=tmp_path)
    assert [seen.facts.alike for seen in found] == [3, 3, 3, 0]
    assert [seen.facts.alike for seen in gathered(*walled[:2])] == [0, 0]


def test_posts_give_away_no_numbers_and_are_searched_for_spam() -> None:
    number = "11010519491231002X"
    rows = f"标题,发布时间\n公示：王某 身份证号 {number}，开元棋牌 ag真人 百家乐官网,2026-11-01\n"
    found = understand(account(), "a.csv", Saved(rows.encode(), NOW, name="a.csv"), NOW.date())
    assert number not in found.posts[0].title + found.posts[0].text
    assert number.encode() not in found.body
    kinds = {type(record) for record in found.records}
    assert PersonalNumbers in kinds
    assert SpamWords in kinds
