"""Sites that do not let themselves be read, in whole crawls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.frontier import State
from tests.crawler.crawling import QUICK, Crawled, crawl, job_for, trail
from tests.crawler.test_job import page
from tests.crawler.web import Reply, Route, Web, html, redirect

LOGIN = html(
    "<html><head><title>用户登录</title></head><body><form>用户名<input><input type=password></form></body></html>"
)


def portal(size: int = 40) -> dict[str, Route]:
    routes: dict[str, Route] = {"/": page(0, *(f"/zwgk/{n}.html" for n in range(1, size)))}
    return routes | {f"/zwgk/{n}.html": page(n) for n in range(1, size)}


def robots(*lines: str) -> dict[str, Route]:
    text = "\n".join(("User-agent: *", *lines))
    return {"/robots.txt": Reply(text.encode(), headers={"Content-Type": "text/plain"})}


def crawled(routes: dict[str, Route], folder: Path) -> Crawled:
    web = Web(routes)
    with web.running():
        return crawl(job_for(web.url + "/", folder))


def test_a_site_that_robots_keep_from_us_is_not_judged(tmp_path: Path) -> None:
    assert crawled(portal() | robots("Disallow: /zwgk/"), tmp_path).run.trouble == "robots"


@pytest.mark.parametrize("answer", [html("denied", 403), redirect("/login"), LOGIN], ids=["firewall", "moved", "login"])
def test_a_site_behind_a_firewall_or_a_login_is_not_judged(tmp_path: Path, answer: Reply) -> None:
    routes = {path: route if path == "/" else answer for path, route in portal().items()}
    done = crawled(routes | {"/login": LOGIN}, tmp_path)
    assert done.run.trouble == "blocked"
    assert done.run.coverage is not None
    assert (done.run.coverage.pages, done.run.coverage.blocked) == (1, 39)


def test_a_site_of_which_enough_is_seen_is_judged(tmp_path: Path) -> None:
    assert crawled(portal() | robots("Disallow: /zwgk/1"), tmp_path).run.trouble is None


def test_forbidden_pictures_and_searches_keep_nobody_out(tmp_path: Path) -> None:
    parts = "".join(f"<img src=/img/{n}.png><a href='/search?q={n}'>{n}</a>" for n in range(200))
    done = crawled(
        portal() | {"/zwgk/1.html": page(1, more=parts)} | robots("Disallow: /img/", "Disallow: /search"), tmp_path
    )
    assert done.run.trouble is None
    assert done.run.coverage is not None
    assert done.run.coverage.skipped["robots"] == 400


def test_every_address_left_out_says_why(tmp_path: Path) -> None:
    web = Web(portal(80) | robots("Disallow: /zwgk/7") | {"/zwgk/2.html": page(2, "/x/x/x/x/", "http://10.0.0.1/")})
    with web.running():
        file = job_for(web.url + "/", tmp_path, replace(QUICK, max_pages=20))
        done = crawl(file)
    left_out = {url: why for url, (state, why) in trail(file).items() if state is State.SKIPPED}
    assert set(left_out.values()) == {"budget", "robots", "trap"}
    for url, why in left_out.items():
        last = done.looks[done.path(url)][-1]
        assert not last.asked
        assert why == (last.note or last.signs[0])


def test_refused_pages_do_not_use_up_the_budget(tmp_path: Path) -> None:
    routes = portal(60) | {f"/zwgk/{n}.html": LOGIN for n in range(1, 30)}
    web = Web(routes)
    with web.running():
        done = crawl(job_for(web.url + "/", tmp_path, replace(QUICK, max_pages=25)))
    assert done.run.coverage is not None
    assert (done.run.coverage.pages, done.run.coverage.blocked) == (25, 29)
