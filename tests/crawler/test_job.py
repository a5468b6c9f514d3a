"""Whole crawls of small sites, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from crawler.second_looks import MAX_PAGES
from storage.records import Failure, Link, Look, RunState, Sign
from storage.store import Store
from tests.crawler.crawling import QUICK, crawl, crawl_apart, job_for
from tests.crawler.web import Reply, Route, Web, html, redirect

PDF = Reply(b"%PDF-1.7 ...", headers={"Content-Type": "application/pdf"})


def page(number: int, *links: str, more: str = "") -> Reply:
    """A page with a text of its own, so that no trap is suspected."""
    words = "".join(chr(0x4E00 + (number * 37 + k * 101) % 20000) for k in range(60))
    items = "".join(f'<li><a href="{link}">第{chr(0x4E00 + k)}条</a></li>' for k, link in enumerate(links))
    return html(
        f"<!doctype html><html><head><title>{words[:9]}</title></head><body><h1>{words[:9]}</h1>"
        f"<p>{words}</p><ul>{items}</ul>{more}</body></html>"
    )


def site(size: int, width: int = 10) -> dict[str, Route]:
    """A site of ``size`` pages, all reachable from home."""
    routes: dict[str, Route] = {"/": page(0, *(f"/p/{n}.html" for n in range(1, width + 1)))}
    for n in range(1, size):
        children = range(n * width + 1, min(size, n * width + width + 1))
        routes[f"/p/{n}.html"] = page(n, "/", *(f"/p/{child}.html" for child in children))
    return routes


def failures(looks: list[Look]) -> list[str]:
    return [look.outcome for look in looks]


def test_a_site_is_crawled_whole(tmp_path: Path) -> None:
    routes = site(40)
    routes["/p/39.html"] = page(
        39, "/a.pdf", "/gone.html", more='<img src="/i.png"><link rel=stylesheet href="/s.css">'
    )
    routes |= {"/a.pdf": PDF, "/i.png": Reply(b"\x89PNG...", headers={"Content-Type": "image/png"})}
    routes["/s.css"] = Reply(b"p { color: red }", headers={"Content-Type": "text/css"})
    web = Web(routes)
    with web.running():
        crawled = crawl_apart(job_for(web.url + "/", tmp_path))
    assert crawled.code == 0
    assert (crawled.run.state, crawled.run.trouble) == (RunState.COMPLETE, None)
    assert len(crawled.pages) == 40
    coverage = crawled.run.coverage
    assert coverage is not None
    assert (coverage.pages, coverage.failed, coverage.known, coverage.skipped) == (40, 1, 44, {})
    assert failures(crawled.looks["/gone.html"]) == ["404"]
    assert crawled.looks["/a.pdf"][0].signs == ()
    assert crawled.pages["/p/11.html"].depth == 2
    assert (crawled.path(crawled.pages["/p/11.html"].parent or ""), crawled.pages["/p/11.html"].name) == (
        "/p/1.html",
        "第丁条",
    )
    assert crawled.said[-1]["pages"] == 40
    again = sum(count - 1 for path, count in web.asked.items() if path in routes)
    assert again <= MAX_PAGES, "only second looks as a search engine ask twice"


def test_a_dead_site_is_unreachable_after_three_looks(tmp_path: Path) -> None:
    web = Web({})
    with web.running():
        url = web.url + "/"
    crawled = crawl(job_for(url, tmp_path))
    assert (crawled.code, crawled.run.state, crawled.run.trouble) == (0, RunState.COMPLETE, "site_unreachable")
    assert failures(crawled.looks["/"]) == [Failure.REFUSED] * 3


def test_a_home_page_that_comes_back_is_crawled(tmp_path: Path) -> None:
    web = Web(site(5))
    home = web.routes["/"]
    web.routes["/"] = lambda path: html("", 503) if web.asked["/"] < 3 else home  # type: ignore[assignment,return-value]
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert (crawled.run.trouble, len(crawled.pages)) == (None, 5)
    assert failures(crawled.looks["/"]) == ["503", "503", "200"]


def test_a_guarded_home_page_is_blocked(tmp_path: Path) -> None:
    web = Web({"/": html("<html>denied</html>", 403)})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert (crawled.code, crawled.run.trouble) == (0, "blocked")
    assert crawled.run.coverage is not None
    assert crawled.run.coverage.blocked == 1


def test_robots_are_obeyed_and_counted(tmp_path: Path) -> None:
    web = Web(
        site(5) | {"/robots.txt": Reply(b"User-agent: *\nDisallow: /p/2", headers={"Content-Type": "text/plain"})}
    )
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path / "a"))
        assert web.asked["/p/2.html"] == 0
        again = crawl(job_for(web.url + "/", tmp_path / "b", replace(QUICK, obey_robots=False)))
    assert crawled.looks["/p/2.html"][0].signs == (Sign.ROBOTS,)
    assert crawled.run.coverage is not None
    assert crawled.run.coverage.skipped == {"robots": 1}
    assert "/p/2.html" in again.pages


def test_no_redirect_leads_to_what_robots_forbid(tmp_path: Path) -> None:
    rules = Reply(b"User-agent: *\nDisallow: /secret", headers={"Content-Type": "text/plain"})
    stub = html('<html><head><meta http-equiv="refresh" content="0;url=/secret/b"></head><body></body></html>')
    routes = {"/": page(0, "/moved", "/stub.html"), "/moved": redirect("/secret/a"), "/stub.html": stub}
    web = Web(routes | {"/robots.txt": rules, "/secret/a": page(1), "/secret/b": page(2)})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert (web.asked["/secret/a"], web.asked["/secret/b"]) == (0, 0)
    assert crawled.looks["/moved"][-1].signs == (Sign.ROBOTS,)


def test_a_robots_txt_that_is_a_page_holds_no_rules(tmp_path: Path) -> None:
    web = Web(site(3) | {"/robots.txt": html("<html>User-agent: *\nDisallow: /</html>")})
    with web.running():
        assert len(crawl(job_for(web.url + "/", tmp_path)).pages) == 3


def test_the_budget_counts_pages_that_were_read(tmp_path: Path) -> None:
    web = Web(site(80))
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path, replace(QUICK, max_pages=25)))
    assert (crawled.code, len(crawled.pages)) == (0, 25)
    assert crawled.run.coverage is not None
    assert crawled.run.coverage.skipped["budget"] > 0


def test_redirects_inside_the_site_make_one_page(tmp_path: Path) -> None:
    routes = {"/": page(0, "/old.html", "/new.html", "/out"), "/old.html": redirect("/new.html"), "/new.html": page(1)}
    web = Web(routes | {"/out": redirect("http://www.example.invalid/")})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert set(crawled.pages) == {"/", "/new.html"}
    assert crawled.path(crawled.looks["/old.html"][0].final_url or "") == "/new.html"
    assert {look.outcome for look in crawled.looks["/out"]} == {"dns"}


def test_a_home_page_keeps_its_address_where_it_redirects(tmp_path: Path) -> None:
    web = Web({"/": redirect("/web/index.html"), "/web/index.html": page(0, "a.html"), "/web/a.html": page(1)})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert crawled.pages["/"].depth == 0
    assert set(crawled.pages) == {"/", "/web/a.html"}


def test_traps_end_by_themselves_and_are_counted(tmp_path: Path) -> None:
    def trap(path: str) -> Reply:
        if path.startswith("/cal?d="):
            day = int(path.removeprefix("/cal?d="))
            return html(f"<html><title>日历</title>本日无活动 {day}<a href='/cal?d={day + 1}'>后一天</a></html>")
        if path.startswith("/loop/"):
            return html(f"<html><title>环</title>{path}<a href='loop/x/'>再来</a></html>")
        return html("<html>not found</html>", 404)

    web = Web({"/": page(0, "/cal?d=1", "/loop/", *(f"/p/{n}.html" for n in range(1, 30)))}, default=trap)
    web.routes |= {f"/p/{n}.html": page(n) for n in range(1, 30)}
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert crawled.code == 0
    assert crawled.run.coverage is not None
    assert crawled.run.coverage.skipped["trap"] >= 2
    assert web.asked.total() < 200
    assert all(f"/p/{n}.html" in crawled.pages for n in range(1, 30))


def test_what_only_a_sitemap_names_is_read(tmp_path: Path) -> None:
    web = Web(site(3))
    with web.running():
        sitemap = (
            f"<urlset><url><loc>{web.url}/alone.html</loc></url><url><loc>http://other.invalid/</loc></url></urlset>"
        )
        web.routes |= {"/sitemap.xml": Reply(sitemap.encode(), headers={"Content-Type": "application/xml"})}
        web.routes["/alone.html"] = page(99)
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert crawled.pages["/alone.html"].parent is None
    assert set(crawled.pages) == {"/", "/p/1.html", "/p/2.html", "/alone.html"}


def test_soft_errors_carry_their_signs(tmp_path: Path) -> None:
    missing = (
        "<html><head><title>提示</title></head><body><div>对不起，您访问的页面不存在或已被删除！</div></body></html>"
    )
    routes = {"/": page(0, "/a.html", "/gone.html", "/back.html", "/f.pdf", "/e.doc"), "/a.html": page(1)}
    routes |= {"/back.html": redirect("/"), "/e.doc": Reply(b"")}
    web = Web(routes, default=lambda path: html(missing))
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert Sign.LIKE_MISSING in crawled.looks["/gone.html"][0].signs
    assert Sign.MISSING_TEXT in crawled.looks["/gone.html"][0].signs
    assert Sign.TO_HOME in crawled.looks["/back.html"][0].signs
    assert Sign.RANDOM_TO_HOME not in crawled.looks["/back.html"][0].signs
    assert Sign.HTML_FOR_FILE in crawled.looks["/f.pdf"][0].signs
    assert Sign.EMPTY in crawled.looks["/e.doc"][0].signs
    assert crawled.looks["/a.html"][0].signs == ()
    assert crawled.looks["/"][0].signs == ()


def test_a_fault_that_passes_is_no_lost_page(tmp_path: Path) -> None:
    web = Web(site(20))
    good = web.routes["/p/1.html"]
    web.routes["/p/1.html"] = lambda path: html("", 500) if web.asked[path] < 2 else good  # type: ignore[assignment,return-value]
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert len(crawled.pages) == 20
    assert failures(crawled.looks["/p/1.html"]) == ["500", "200"]


def test_a_missing_job_file_is_one_sentence(tmp_path: Path) -> None:
    from crawler.job import main

    assert main([str(tmp_path / "none.json")]) == 2


def test_scrapy_crawls_an_address_alone(tmp_path: Path) -> None:
    web = Web(site(12))
    with web.running():
        scrapy = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={web.url}/", "-a", f"out={tmp_path}"]
        root = Path(__file__).parents[2]
        done = subprocess.run(scrapy, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    with Store.open(f"sqlite:///{tmp_path}/xuncha.db") as store:
        [run] = store.runs()
        assert run.state is RunState.COMPLETE
        assert len(list(store.pages(run.id))) == 12


def test_a_page_that_only_sends_visitors_on_is_read_where_they_end(tmp_path: Path) -> None:
    stub = html('<html><head><meta http-equiv="refresh" content="0;url=/web/index.html"></head><body></body></html>')
    web = Web({"/": stub, "/web/index.html": page(0, "a.html"), "/web/a.html": page(1)})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert crawled.path(crawled.looks["/"][0].final_url or "") == "/web/index.html"
    assert (crawled.pages["/"].text_length > 60, "/web/a.html" in crawled.pages) == (True, True)


def test_redirects_to_one_error_page_all_show_it(tmp_path: Path) -> None:
    missing = html("<html><title>404</title><body>您访问的页面不存在或已被删除</body></html>")
    web = Web({"/": page(0, "/a.html", "/b.html"), "/404.html": missing}, default=lambda path: redirect("/404.html"))
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    for name in ("/a.html", "/b.html"):
        assert {Sign.LIKE_MISSING, Sign.MISSING_TEXT} <= set(crawled.looks[name][0].signs)
    assert Sign.LIKE_MISSING not in crawled.looks["/404.html"][0].signs


def test_what_functions_are_called_with_is_visited_and_no_link(tmp_path: Path) -> None:
    menu = "<li onclick=\"goPage('/x/')\">通知公告</li><li onclick=\"goPage('/none/')\">政策文件</li>"
    web = Web({"/": page(1, more=f"<ul class=nav>{menu}</ul>"), "/x/": page(2)})
    with web.running():
        crawled = crawl(job_for(web.url + "/", tmp_path))
    assert set(crawled.pages) == {"/", "/x/"}
    assert failures(crawled.looks["/none/"]) == ["404"]
    with Store.open(crawled.job.database) as store:
        [one] = crawled.job.registry.sites.values()
        links = store.facts(crawled.run, one, None, crawled.job.registry).records(Link)
        assert {crawled.path(link.target) for link in links}.isdisjoint({"/x/", "/none/"})
