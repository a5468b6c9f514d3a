"""The renderer with a real browser, against pages that do what hostile pages do."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import crawler.chromium
from crawler.browser import executable, installed
from crawler.gateway import Gateway
from crawler.renderer import Renderer
from crawler.settings import CrawlSettings
from tests.crawler.web import Reply, Web, html, redirect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not installed() or shutil.which("chromium") is None, reason="needs Playwright and Chromium"),
]

FILE = Reply(b"MZ", headers={"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"})
FINE = html("<html><body>好</body></html>")


def rendering(web: Web, use: Callable[[Renderer], Awaitable[None]]) -> None:
    """Run ``use`` with a renderer that may open ``web`` and no other private host."""
    from playwright.async_api import async_playwright

    async def run() -> None:
        settings = CrawlSettings(allow_private_hosts=(f"127.0.0.1:{web.port}",))
        gateway = Gateway(settings)
        async with async_playwright() as playwright:
            renderer = Renderer(playwright, executable(playwright), settings, await gateway.open())
            try:
                await use(renderer)
            finally:
                await renderer.close()
                await gateway.close()

    with web.running():
        asyncio.run(run())


def rendered(web: Web, *paths: str, timeout_s: float = 4) -> list[dict[str, Any]]:
    """What the renderer answers for each path, one after the other."""
    answers: list[dict[str, Any]] = []

    async def use(renderer: Renderer) -> None:
        for path in paths:
            answers.append(await renderer.render(web.url + path, timeout_s))

    rendering(web, use)
    return answers


def test_what_a_script_builds_is_given_back() -> None:
    web = Web({"/": html("<body><ul id=l></ul><script src=/l.js></script>")})
    web.routes["/l.js"] = Reply(b"l.innerHTML='<li>1</li>'", headers={"Content-Type": "text/javascript"})
    [answer] = rendered(web, "/")
    assert (answer["status"], answer["error"]) == (200, None)
    assert '<ul id="l"><li>1</li></ul>' in answer["html"]


def test_pages_that_never_end_end_and_the_next_page_is_opened() -> None:
    web = Web({"/fine": FINE})
    web.routes["/loop"] = html("<body><script>while(true){}</script>")
    web.routes["/alert"] = html("<body><script>while(true){alert(1)}</script>")
    web.routes["/memory"] = html("<body><script>let a=[];for(;;)a.push(new Array(1e6).fill(1.1))</script>")

    async def use(renderer: Renderer) -> None:
        hostile = (renderer.render(web.url + path, 2) for path in ("/loop", "/alert", "/memory"))
        assert all(answer["error"] for answer in await asyncio.gather(*hostile))
        assert "好" in (await renderer.render(web.url + "/fine", 8))["html"]

    rendering(web, use)


def test_popups_and_downloads_leave_nothing_behind() -> None:
    web = Web({"/file": FILE, "/fine": FINE})
    web.routes["/popups"] = html("<body>好<script>for(let i=0;i<9;i++)open('/fine?'+i)</script>")
    web.routes["/download"] = html("<body>好<script>location='/file'</script>")

    async def use(renderer: Renderer) -> None:
        for path in ("/popups", "/download"):
            answer = await renderer.render(web.url + path, 4)
            assert "好" in answer["html"]
        assert (await renderer.render(web.url + "/file", 4))["error"]
        assert renderer._current is not None
        assert [len(context.pages) for context in renderer._current._browser.contexts] == [0]

    rendering(web, use)


def test_no_private_address_is_opened_by_any_way() -> None:
    inner = Web({"/": html("secret")})
    with inner.running():
        web = Web({"/go": redirect(inner.url + "/")})
        web.routes["/page"] = html(
            f"<body>好<iframe src=/go></iframe><img src={inner.url}/><script>fetch('/go').catch(e=>0);"
            f"new WebSocket('ws://127.0.0.1:{inner.port}/')</script>"
        )
        answers = rendered(web, "/go", "/page")
    assert answers[0]["error"]
    assert "好" in answers[1]["html"]
    assert inner.asked.total() == 0


@pytest.mark.parametrize(("limit", "value"), [("PAGES_A_BROWSER", 1), ("BYTES_A_BROWSER", 1)])
def test_a_worn_out_browser_makes_room_for_a_new_one(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(crawler.chromium, limit, value)
    monkeypatch.setattr(crawler.chromium, "WEIGHED_EVERY", 1)
    web = Web({"/fine": FINE})

    async def use(renderer: Renderer) -> None:
        await asyncio.gather(*(renderer.render(web.url + "/fine", 8) for _ in range(2)))
        first = renderer._current
        assert "好" in (await renderer.render(web.url + "/fine", 8))["html"]
        assert first is not None
        assert renderer._current is not first
        assert not first._browser.is_connected()

    rendering(web, use)


def test_a_browser_that_died_is_replaced() -> None:
    web = Web({"/fine": FINE})

    async def use(renderer: Renderer) -> None:
        await renderer.render(web.url + "/fine", 8)
        assert renderer._current is not None
        await renderer._current._browser.close()
        assert "好" in (await renderer.render(web.url + "/fine", 8))["html"]

    rendering(web, use)
