"""A crawled site is searched by its own form, without a browser and with one that answers as the renderer does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from aiohttp import web

from crawler.crawl import Crawl
from crawler.jobs import Job
from crawler.trials.stage import tried
from storage.evidence import Evidence
from storage.records import SearchTrial
from storage.store import Store
from tests.crawler.crawling import QUICK, crawl, job_for
from tests.crawler.web import Reply, Web, html

Browser = Callable[[dict[str, Any]], dict[str, Any]]

NUMBERS = "一二三四五"
TITLES = {f"/a/{n}.html": f"关于开展第{number}批补贴检查的通告" for n, number in enumerate(NUMBERS)}
TEXT = "<p>" + "为进一步规范补贴发放，现就有关事项通告如下，请各单位遵照执行。" * 8 + "</p>"
FORM = "<form action=/s><input name=q placeholder=请输入关键字><button>搜索</button></form>"


def site(search: Callable[[str], Reply], form: str = FORM) -> Web:
    items = "".join(f"<li><a href={path}>{title}</a><span>2026-01-0{n + 1}</span>" for n, (path, title) in
                    enumerate(TITLES.items()))  # fmt: skip
    served = Web(
        {
            "/": html(f"<title>明州民政</title>{form}<a href=/list/>通知公告</a>{TEXT}"),
            "/list/": html(f"<ul>{items}</ul>"),
        }
    )
    for n, (path, title) in enumerate(TITLES.items()):
        day = f"<p>发布时间：2026-01-0{n + 1}</p>"
        served.routes[path] = html(f"<title>{title}</title><h1>{title}</h1>{day}{TEXT}")
    plain = served.default

    def answer(path: str) -> Reply:
        words = unquote(next(iter(parse_qs(path.partition("?")[2]).get("q", [""]))))
        return search(words) if path.startswith("/s?") else plain(path)

    served.default = answer
    return served


def finds(*unknown: str) -> Callable[[str], Reply]:
    """A search that knows every title but some."""

    def search(words: str) -> Reply:
        hits = [path for path, title in TITLES.items() if words == title and title not in unknown]
        shown = "".join(f"<li><a href={path}>{words}</a>" for path in hits) or "没有找到相关结果"
        return html(f"<p>您搜索的是：{words}</p>{shown}")

    return search


def searched(served: Web, folder: Path, browser: Browser | None = None) -> list[SearchTrial]:
    """What came of searching the site; ``browser`` answers for the renderer."""
    with served.running():
        file = job_for(served.url + "/", folder, replace(QUICK, obey_robots=True))
        crawl(file)
        job, socket = Job.load(file), folder / "renderer"
        if browser is not None:
            job = replace(job, renderer=str(socket), settings=replace(job.settings, render="auto"))
        return asyncio.run(_try(job, socket, browser or (lambda asked: {"error": "timeout"})))


async def _try(job: Job, socket: Path, browser: Browser) -> list[SearchTrial]:
    async def handle(request: web.Request) -> web.Response:
        asked = await request.json()
        return web.json_response(browser(asked) if asked["act"] == "search" else {"error": "timeout"})

    application = web.Application()
    application.router.add_post("/act", handle)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.UnixSite(runner, str(socket)).start()
    try:
        with Store.open(job.database) as store:
            again = Crawl(job, store)
            await again.open()
            found: list[SearchTrial] = (await tried(again, store))[SearchTrial]
            await again.close()
            evidence = Evidence(Path(job.evidence), store)
            assert all(evidence.get(look.sha256) for trial in found for look in trial.looks if look.sha256)
            return found
    finally:
        await runner.cleanup()


def came(trials: list[SearchTrial]) -> list[str]:
    return [trial.came for trial in trials]


def test_four_titles_are_found(tmp_path: Path) -> None:
    trials = searched(site(finds()), tmp_path)
    assert came(trials) == ["found"] * 4
    assert [trial.title for trial in trials] == [TITLES[f"/a/{n}.html"] for n in (4, 3, 2, 1)]
    assert all(len(trial.looks) == 1 for trial in trials)


def test_an_article_that_is_not_found_was_looked_for_twice(tmp_path: Path) -> None:
    trials = searched(site(finds(TITLES["/a/3.html"])), tmp_path)
    assert came(trials) == ["found", "not_found", "found", "found"]
    assert len(trials[1].looks) == 2


def test_the_browser_has_the_last_word(tmp_path: Path) -> None:
    missed = TITLES["/a/3.html"]

    def shows(asked: dict[str, Any]) -> dict[str, Any]:
        hit = f"<li><a href=/a/3.html>{asked['words']}</a>"
        return {"error": None, "box": True, "html": hit, "final_url": f"{asked['url']}s?q=x", "status": 200}

    assert came(searched(site(finds(missed)), tmp_path, shows)) == ["found"] * 4


def test_a_search_that_breaks_is_not_asked_for_ever(tmp_path: Path) -> None:
    assert came(searched(site(lambda words: html("error", 500)), tmp_path)) == ["broken", "broken"]


def test_results_that_a_script_builds_are_not_judged_by_their_source(tmp_path: Path) -> None:
    shell = html("<html><body><div id=app></div><script src=/app.js></script></body></html>")
    assert came(searched(site(lambda words: shell), tmp_path)) == ["unrendered"]


@pytest.mark.parametrize(
    ("answer", "word"),
    [(html("请输入验证码后继续搜索"), "guarded"), (html("<title>403 Forbidden</title>", 403), "guarded")],
)
def test_a_guarded_search_is_tried_once(tmp_path: Path, answer: Reply, word: str) -> None:
    assert came(searched(site(lambda words: answer), tmp_path)) == [word]


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    served = site(finds())
    served.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /s", headers={"Content-Type": "text/plain"})
    assert came(searched(served, tmp_path)) == ["robots"]
    assert not any(path.startswith("/s?") for path in served.asked)


def test_the_engine_of_a_company_is_not_asked(tmp_path: Path) -> None:
    form = "<form action=http://www.engine.example/s><input name=q><button>搜索</button></form>"
    assert came(searched(site(finds(), form), tmp_path)) == ["elsewhere"]


def test_a_site_without_a_box_is_looked_at_twice_in_the_browser(tmp_path: Path) -> None:
    asked: list[str] = []

    def sees_none(told: dict[str, Any]) -> dict[str, Any]:
        asked.append(told["act"])
        return {"error": None, "box": False}

    assert came(searched(site(finds(), ""), tmp_path, sees_none)) == ["no_box"]
    assert asked == ["search", "search"]


def test_words_are_sent_in_the_encoding_of_the_page_that_has_the_form(tmp_path: Path) -> None:
    served = site(finds())
    home = served.body("/").decode().replace("<title>", "<meta charset=gbk><title>")
    served.routes["/"] = Reply(home.encode("gbk"), headers={"Content-Type": "text/html"})
    searched(served, tmp_path)
    [first, *_] = [path for path in served.asked if path.startswith("/s?")]
    assert unquote(first.partition("q=")[2], encoding="gbk") == TITLES["/a/4.html"]
