"""The renderer's client against a socket that answers as the renderer does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from crawler.readers.reading import Article, Reading
from crawler.rendering import FOOTER_ONLY, FOOTERS_A_TEMPLATE, Rendered, Renderer
from storage.records import Answer, PageKind

URL = "http://www.example.gov.cn/"


def reading(needs: str | None, template: str = "t") -> Reading:
    return Reading(
        url=URL, encoding="utf-8", answer=Answer.PAGE, kind=PageKind.OTHER, article=Article(title=None, text=""),
        needs_browser=needs, template=template,
    )  # fmt: skip


def asked(
    socket: Path, reply: dict[str, Any], use: Callable[[Renderer], Awaitable[None]], mode: str = "auto"
) -> list[Any]:
    """Serve ``reply`` on ``socket`` while ``use`` runs; returns what was asked for."""
    seen: list[Any] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(await request.json())
        return web.json_response(reply)

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/render", handle)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.UnixSite(runner, str(socket)).start()
        renderer = Renderer(str(socket), mode=mode)
        try:
            await use(renderer)
        finally:
            await renderer.close()
            await runner.cleanup()

    asyncio.run(run())
    return seen


def test_a_page_is_rendered_over_the_socket(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        assert await renderer.render(URL) == Rendered("<html>甲</html>", URL + "x")

    reply = {"status": 200, "html": "<html>甲</html>", "final_url": URL + "x", "error": None}
    assert asked(tmp_path / "s", reply, use) == [{"url": URL, "timeout_s": 20}]


def test_a_page_that_cannot_be_rendered_is_none(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        assert await renderer.render(URL) is None

    asked(tmp_path / "s", {"status": None, "html": None, "final_url": None, "error": "timeout"}, use)


def test_a_refusal_that_the_browser_meets_takes_no_pages_place(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        assert await renderer.render(URL) is None

    asked(tmp_path / "s", {"status": 403, "html": "<html>denied</html>", "final_url": URL, "error": None}, use)


def test_a_renderer_that_died_is_no_error(tmp_path: Path) -> None:
    async def run() -> None:
        renderer = Renderer(str(tmp_path / "none"), mode="auto")
        assert await renderer.render(URL) is None
        await renderer.close()

    asyncio.run(run())


def test_only_pages_that_need_a_browser_are_sent_there(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        assert renderer.wants(reading("empty_body"))
        assert not renderer.wants(reading(None))

    asked(tmp_path / "s", {}, use)


def test_always_sends_every_page(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        assert renderer.wants(reading(None))

    asked(tmp_path / "s", {}, use, mode="always")


def test_a_few_pages_of_a_template_are_enough_to_see_its_footer(tmp_path: Path) -> None:
    async def use(renderer: Renderer) -> None:
        for template in "ab":
            wanted = [renderer.wants(reading(FOOTER_ONLY, template)) for _ in range(FOOTERS_A_TEMPLATE + 2)]
            assert wanted == [True] * FOOTERS_A_TEMPLATE + [False] * 2

    asked(tmp_path / "s", {}, use)


def test_without_a_browser_nothing_is_sent() -> None:
    assert not Renderer(None, mode="always").wants(reading("empty_body"))
