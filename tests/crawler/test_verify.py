"""The verifier over rounds that small crawls have left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

from crawler.settings import CrawlSettings
from storage.evidence import Evidence
from storage.records import Failure, Look, RunState, Sign
from storage.store import Store
from tests.crawler.crawling import QUICK, Crawled, crawl, job_for, left_behind, verify
from tests.crawler.test_job import page
from tests.crawler.web import Reply, Web, html, redirect

PUBLIC = "http://www.example.invalid/"


def verified(web: Web, folder: Path, settings: CrawlSettings = QUICK) -> tuple[Crawled, Crawled]:
    """The site's run after the verification, and the verifier's own."""
    file = job_for(web.url + "/", folder, settings)
    assert crawl(file).code == 0
    own = verify(file)
    assert (own.code, own.run.state) == (0, RunState.COMPLETE)
    return left_behind(file), own


def outcomes(looks: list[Look]) -> list[str]:
    return [look.outcome for look in looks]


def test_what_a_crawl_found_broken_is_looked_at_again_in_its_own_run(tmp_path: Path) -> None:
    web = Web({"/": page(0, "/gone.html", "/fine.html"), "/fine.html": page(1)})
    with web.running():
        site, own = verified(web, tmp_path)
    assert outcomes(site.looks["/gone.html"]) == ["404", "404"]
    first, second = site.looks["/gone.html"]
    assert (second.at - first.at).total_seconds() >= QUICK.confirm_after_s
    assert outcomes(site.looks["/fine.html"]) == ["200"]
    assert own.looks == {}


def test_looks_that_differ_are_followed_by_a_third(tmp_path: Path) -> None:
    web = Web({"/": page(0, "/shaky.html")})
    web.routes["/shaky.html"] = lambda path: page(1) if web.asked[path] % 2 == 0 else html("", 404)
    with web.running():
        site, _ = verified(web, tmp_path)
    assert outcomes(site.looks["/shaky.html"]) == ["404", "200", "404"]


def test_links_to_other_hosts_are_looked_at_once_and_again_where_they_fail(tmp_path: Path) -> None:
    other = Web({"/good.html": page(1), "/moved": redirect("/good.html")})
    web = Web({})
    with other.running(), web.running():
        web.routes["/"] = page(0, *(f"{other.url}/{name}" for name in ("good.html", "bad.html", "moved")))
        _, own = verified(web, tmp_path)
    looks = {url.removeprefix(other.url): outcomes(looks) for url, looks in own.looks.items()}
    assert looks == {"/good.html": ["200"], "/bad.html": ["404", "404"], "/moved": ["200"]}


def test_what_robots_of_other_hosts_forbid_is_not_asked_for(tmp_path: Path) -> None:
    rules = Reply(b"User-agent: *\nDisallow: /secret", headers={"Content-Type": "text/plain"})
    other = Web({"/robots.txt": rules, "/moved": redirect("/secret/b")})
    web = Web({})
    with other.running(), web.running():
        web.routes["/"] = page(0, f"{other.url}/secret/a", f"{other.url}/moved")
        _, own = verified(web, tmp_path)
    assert {look.signs for looks in own.looks.values() for look in looks} == {(Sign.ROBOTS,)}
    assert other.asked["/secret/a"] + other.asked["/secret/b"] == 0


def test_soft_errors_of_other_hosts_carry_their_signs(tmp_path: Path) -> None:
    other = Web({"/": page(1), "/good.html": page(2)}, default=lambda path: redirect("/"))
    web = Web({})
    with other.running(), web.running():
        web.routes["/"] = page(0, f"{other.url}/bad/t1.html", f"{other.url}/good.html", f"{other.url}/")
        _, own = verified(web, tmp_path)
        signs = {url.removeprefix(other.url): looks[0].signs for url, looks in own.looks.items()}
    assert signs == {"/bad/t1.html": (Sign.TO_HOME, Sign.RANDOM_TO_HOME), "/good.html": (), "/": ()}


def test_without_a_network_nobody_out_there_is_asked_or_accused(tmp_path: Path) -> None:
    other = Web({})
    web = Web({})
    settings = replace(QUICK, known_good=("http://known-good.invalid/",))
    with other.running(), web.running():
        web.routes["/"] = page(0, PUBLIC, f"{other.url}/gone.html")
        _, own = verified(web, tmp_path, settings)
        assert outcomes(own.looks[f"{other.url}/gone.html"]) == ["404", "404"]
    [look] = own.looks[PUBLIC]
    assert (look.failure, look.note) == (Failure.OURS, "our_network")


def test_with_a_network_unknown_names_fail_twice(tmp_path: Path) -> None:
    web = Web({})
    with web.running():
        web.routes["/"] = page(0, PUBLIC)
        settings = replace(QUICK, known_good=(web.url + "/",))
        _, own = verified(web, tmp_path, settings)
    assert outcomes(own.looks[PUBLIC]) == ["dns", "dns"]


def test_private_targets_are_named_but_not_asked(tmp_path: Path) -> None:
    web = Web({})
    with web.running():
        web.routes["/"] = page(0, "http://10.0.0.1/x", "http://localhost:9/")
        host = web.url.removeprefix("http://")
        _, own = verified(web, tmp_path, replace(QUICK, allow_private_hosts=(host,)))
    assert {url: looks[0].signs for url, looks in own.looks.items()} == {
        "http://10.0.0.1/x": (Sign.PRIVATE,),
        "http://localhost:9/": (Sign.PRIVATE,),
    }


def test_verifying_again_asks_nobody_again(tmp_path: Path) -> None:
    web = Web({"/": page(0, "/gone.html")})
    with web.running():
        file = job_for(web.url + "/", tmp_path)
        crawl(file)
        verify(file)
        asked = web.asked.total()
        verify(file)
        assert web.asked.total() == asked


def test_what_the_crawl_left_out_on_purpose_is_not_fetched_afterwards(tmp_path: Path) -> None:
    web = Web({"/": page(0, *(f"/p/{n}.html" for n in range(9)))} | {f"/p/{n}.html": page(n + 1) for n in range(9)})
    with web.running():
        site, own = verified(web, tmp_path, replace(QUICK, max_pages=4))
    assert len(site.pages) == 4
    assert own.looks == {}


def test_a_clock_that_was_set_back_keeps_nobody_waiting(tmp_path: Path) -> None:
    web = Web({"/": page(0, "/gone.html")})
    with web.running():
        file = job_for(web.url + "/", tmp_path)
        crawled = crawl(file)
        [first] = crawled.looks["/gone.html"]
        with Store.open(crawled.job.database) as store, store.writer(crawled.run.id) as writer:
            writer.look(replace(first, at=first.at + timedelta(days=1)))
            with store.writing() as connection:
                connection.exec_driver_sql("DELETE FROM looks WHERE at = ?", (first.at.isoformat(),))
        began = monotonic()
        assert verify(file).code == 0
    assert monotonic() - began < 10
    looks = left_behind(file).looks["/gone.html"]
    assert outcomes(looks) == ["404", "404"]
    assert looks[0].at < looks[1].at


def test_bodies_are_kept_before_the_looks_that_speak_of_them(tmp_path: Path) -> None:
    other = Web({}, default=lambda path: html("<html><body>您访问的页面不存在</body></html>"))
    web = Web({})
    with other.running(), web.running():
        web.routes["/"] = page(0, f"{other.url}/lost.html")
        _, own = verified(web, tmp_path)
    with Store.open(own.job.database) as store:
        evidence = Evidence(Path(own.job.evidence), store)
        kept = [evidence.get(look.sha256) for looks in own.looks.values() for look in looks if look.sha256]
    assert len(kept) == 2
