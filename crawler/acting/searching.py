"""Typing words into a site's search box in the browser, and what comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crawler.acting import Desk, Settle, content_of, dom_of, picture
from crawler.readers.search_boxes import INPUTS, read_search_boxes

if TYPE_CHECKING:
    from playwright.async_api import Page

    from storage.records import SearchBox

STARTING_S = 0.3
"""Time that a page has to begin what it was told to do."""

TYPE = """
([selector, place, words]) => {
  const box = document.querySelectorAll(selector)[place];
  if (!box) return false;
  box.focus();
  box.value = "";
  return true;
}
"""

SEND = """
([selector, place]) => {
  const box = document.querySelectorAll(selector)[place];
  if (!box) return false;
  const before = "站内|全站|全文|智能|高级|立即|点击|网站|本站", word = "搜索|搜|检索|查找|搜一搜|查询|search|go";
  const says = new RegExp(`^[\\s\\p{P}]*(${before})?(${word})[\\s\\p{P}]*$`, "iu");
  const named = element => [element.value, element.title, element.alt, element.ariaLabel, element.textContent]
    .some(text => typeof text === "string" && says.test(text.replace(/\\s/g, "")));
  const drawn = element => /search|sousuo|btn|button|submit|icon|sub|ss/i.test(element.className + element.id);
  const kinds = "button, input[type=submit], input[type=button], input[type=image], a, img, i, span, div[onclick]";
  for (let around = box.form || box.parentElement, level = 0; around && around !== document.body && level < 5;
       around = around.parentElement, level += 1) {
    const all = [...around.querySelectorAll(kinds)].filter(element => element !== box && !element.contains(box));
    const found = all.find(element => /submit|image/.test(element.type || "") || named(element)) || all.find(drawn);
    if (found) { found.click(); return true; }
  }
  if (box.form) { box.form.requestSubmit ? box.form.requestSubmit() : box.form.submit(); return true; }
  return false;
}
"""

VISIT = "() => [performance.timeOrigin, location.href].join(' ')"
TYPED = "([selector, place]) => (document.querySelectorAll(selector)[place] || {}).value || ''"


async def search(desk: Desk, asked: Mapping[str, Any], settle: Settle) -> dict[str, Any]:
    """Search for ``asked["words"]``: gives ``box`` (whether there is one), ``html``, ``final_url``, ``picture``.

    ``status``: of the result page, None where the page stayed; ``failed``: requests of the result page without answer.
    """
    page = desk.page
    box = await _box(page, settle)
    if box is None or box.place is None:
        return {"box": False, "picture": await picture(page)}
    statuses: list[int] = []
    page.on(
        "response", lambda answer: statuses.append(answer.status) if answer.request.is_navigation_request() else None
    )
    visit, desk.failed_requests = await _visit(page), 0
    await _send(page, box.place, str(asked["words"]), settle, by_button=False, desk=desk)
    shown = await desk.newest()
    if shown is page and await _visit(page) == visit:
        await _send(page, box.place, str(asked["words"]), settle, by_button=True, desk=desk)
        shown = await desk.newest()
    await settle(shown)
    html = await content_of(shown, settle)
    return {
        "box": True,
        "html": html,
        "final_url": shown.url,
        "status": statuses[-1] if statuses and shown is page else None,
        "failed": desk.failed_requests,
        "said": desk.said[:3],
        "picture": await picture(shown),
    }


async def _box(page: Page, settle: Settle) -> SearchBox | None:
    """The likeliest box of the page, or of the page of search to which it leads."""
    boxes = read_search_boxes(await dom_of(page, settle))
    if boxes and boxes[0].form == "link" and boxes[0].address is not None:
        await page.goto(boxes[0].address, wait_until="commit")
        await settle(page)
        boxes = read_search_boxes(await dom_of(page, settle))
    return next((box for box in boxes if box.place is not None), None)


async def _send(page: Page, place: int, words: str, settle: Settle, *, by_button: bool, desk: Desk) -> None:
    """Type the words, then press Enter or the button beside the box."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    with contextlib.suppress(Error):  # a page that goes away while it is typed on has been sent
        if not await page.evaluate(TYPE, [INPUTS, place, words]):
            return
        await page.keyboard.insert_text(words)
        if await page.evaluate(TYPED, [INPUTS, place]) != words:
            await page.locator(INPUTS).nth(place).fill(words, force=True, timeout=2000)
        if by_button:
            await page.evaluate(SEND, [INPUTS, place])
        else:
            await page.keyboard.press("Enter")
    await asyncio.sleep(STARTING_S)
    if not desk.popups:
        await settle(page)


async def _visit(page: Page) -> str:
    """Tells one opening of a page from the next; "" where it is just going."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    with contextlib.suppress(Error):
        return str(await page.evaluate(VISIT))
    return ""
