"""What the browser does on pages when it is asked to search, to open the version for the aged, and to leave."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest

from crawler.browser import installed
from crawler.renderer import Renderer
from tests.crawler.test_renderer import rendering
from tests.crawler.web import Reply, Web, html

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not installed() or shutil.which("chromium") is None, reason="needs Playwright and Chromium"),
]

TITLE = "关于公布本市积分落户名单的通告"
HIT = f"<ul><li><a href=/a/1.html><em>{TITLE}</em></a></li></ul>"


def results(path: str) -> Reply:
    """Answers a search for the title with the article, any other with nothing."""
    words = unquote(next(iter(parse_qs(path.partition("?")[2]).get("q", [""]))))
    return html(f"<body>您搜索的“{words}”：{HIT if words == TITLE else '没有找到相关结果'}")


def acted(pages: dict[str, str], asked: Sequence[tuple[str, str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The answers to some acts, each a name, a path and what is asked, done side by side in one browser."""
    web = Web({path: html(f"<!DOCTYPE html><body>{body}") for path, body in pages.items()}, default=answer)
    answers: list[dict[str, Any]] = []

    async def use(renderer: Renderer) -> None:
        acts = (renderer.act(name, web.url + path, 8, words) for name, path, words in asked)
        answers.extend(await asyncio.gather(*acts))

    rendering(web, use)
    return answers


def answer(path: str) -> Reply:
    if path.startswith("/s"):
        return results(path)
    return html("<title>404</title>您访问的页面不存在", 404)


def test_words_are_typed_into_boxes_of_every_make() -> None:
    make = {
        "/form": "<form action=/s><input name=q placeholder=请输入关键字><input type=submit value=搜索></form>",
        "/window": "<form action=/s target=_blank><input name=q value=请输入关键字><button>搜索</button></form>",
        "/script": "<div><input id=searchword><a href='javascript:void(0)' onclick=\"location='/s?q='"
        '+encodeURIComponent(searchword.value)">搜索</a></div>',
        "/opened": "<div><input id=kw><span onclick=\"window.open('/s?q='+kw.value)\">检索</span></div>",
        "/ajax": "<div><input id=keyword><button onclick=\"fetch('/s?q='+keyword.value).then(a=>a.text())"
        '.then(t=>r.innerHTML=t)">搜 索</button></div><div id=r></div>',
        "/link": "<a href=/form>搜索</a>",
        "/none": "<form action=/login><input name=username><input name=password type=password></form>",
    }
    answers = acted(make, [("search", path, {"words": TITLE}) for path in make])
    by = dict(zip(make, answers, strict=True))
    assert {path: "/a/1.html" in answer.get("html", "") for path, answer in by.items()} == {
        path: path != "/none" for path in make
    }
    assert by["/none"]["box"] is False
    assert base64.b64decode(by["/form"]["picture"]).startswith(b"\xff\xd8")


def test_a_click_on_the_entry_for_the_aged_shows_what_it_does() -> None:
    move = "<script>setInterval(()=>{t.textContent=Date.now();t.hidden=!t.hidden},90)</script><p id=t></p>"
    make = {
        "/zoom": "<a href='#' onclick='document.body.style.zoom=1.5'>长者版</a>",
        "/class": f"<span onclick=\"document.documentElement.classList.toggle('old')\">关怀版</span>{move}",
        "/bar": "<button onclick='b.hidden=0'>无障碍</button><div id=b hidden>放大</div>",
        "/window": "<a href='javascript:;' onclick=\"window.open('/old/')\">长者版</a>",
        "/old/": "<p style=font-size:30px>长者版首页</p>",
        "/gone": "<a href='javascript:;' onclick=\"window.open('/nowhere/')\">长者版</a>",
        "/dead": f"<a href='javascript:void(0)' id=old>长者版</a>{move}",
        "/broken": "<a href='#' onclick='toolbar.start()'>长者版</a><script src=/nowhere.js></script>",
    }
    texts = {"/class": "关怀版", "/bar": "无障碍"}
    paths = [path for path in make if path != "/old/"]
    answers = acted(make, [("senior", path, {"text": texts.get(path, "长者版")}) for path in paths])
    came = {path: answer["came"] for path, answer in zip(paths, answers, strict=True)}
    assert came == {
        "/zoom": "changed", "/class": "changed", "/bar": "changed", "/window": "opened", "/gone": "failed",
        "/dead": "nothing", "/broken": "nothing",
    }  # fmt: skip
    assert answers[paths.index("/broken")]["failed_scripts"]


def test_a_click_on_a_link_that_leads_out_shows_whether_the_page_asks() -> None:
    shop, far = "http://www.shop.example/x", "http://www.far.example/"
    links = f"<a href={shop} target=_blank>购物</a><a href={far}#top>远方</a>"

    def on_every_link(script: str) -> str:
        handler = f"a.addEventListener('click',e=>{{{script}}})"
        return f"{links}<script>document.querySelectorAll('a').forEach(a=>{handler})</script>"

    make = {
        "/bare": links,
        "/counted": f"<div onclick='window.n=1'>{links}</div>",
        "/asked": on_every_link("if(!confirm(1))e.preventDefault()"),
        "/layer": "<div id=d style=display:none>您访问的链接即将离开本网站，是否继续？</div>"
        + on_every_link("e.preventDefault();d.style.display='block'"),
        "/between": on_every_link("e.preventDefault();location='/leave?to='+a.href"),
        "/some": on_every_link("if(a.host!='www.far.example'&&!confirm(1))e.preventDefault()"),
        "/stopped": on_every_link("e.preventDefault()"),
    }
    answers = acted(make, [("leave", path, {"links": [shop, far]}) for path in make])
    came = {path: [word for _, word in answer["links"]] for path, answer in zip(make, answers, strict=True)}
    assert came == {
        "/bare": ["straight"] * 2, "/counted": ["straight"] * 2, "/asked": ["announced"] * 2,
        "/layer": ["announced"] * 2, "/between": ["announced"] * 2, "/some": ["announced", "straight"],
        "/stopped": ["unclear"] * 2,
    }  # fmt: skip
