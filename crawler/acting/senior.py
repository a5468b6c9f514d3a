"""Opening the version for the aged in the browser: what a click on its entry does to the page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crawler.acting import Desk, Settle, content_of, dom_of, picture
from crawler.readers.senior import MARKS, senior_marks

if TYPE_CHECKING:
    from playwright.async_api import Page

DRIFTS_S = (0.3, 0.5)
"""Pauses between looks at what changes on a page by itself."""

EFFECT_S = 2.0

WATCH = """
() => {
  const moving = window.xunchaMoving = new Set();
  window.xunchaWatch = new MutationObserver(records => records.forEach(record => {
    if (record.target !== document.body && record.target !== document.documentElement) moving.add(record.target);
  }));
  window.xunchaWatch.observe(document, {subtree: true, attributes: true});
}
"""
"""Notes which elements change by themselves."""

ENOUGH = "() => window.xunchaWatch.disconnect()"

STATE = """
() => {
  const root = document.documentElement, body = document.body, style = body ? getComputedStyle(body) : {};
  const texts = [...document.querySelectorAll("p, a, li, td, h1, h2, h3, span")].slice(0, 300);
  const size = texts.reduce((sum, element) => sum + parseFloat(getComputedStyle(element).fontSize || 0), 0);
  const all = [...document.querySelectorAll("body *")].slice(0, 5000);
  const moving = window.xunchaMoving || new Set();
  const still = element => !moving.has(element) && (!element.parentElement || still(element.parentElement));
  const shown = all.map(element => still(element) ? element.checkVisibility() ? 1 : 0 : "-").join("");
  let kept = 0;
  try { kept = localStorage.length + sessionStorage.length; } catch (error) { kept = -1; }
  return {
    visit: performance.timeOrigin, place: location.href.split("#")[0],
    names: [root, body].map(one => one && one.className + "|" + one.getAttribute("style")).join("|"),
    look: [style.zoom, style.filter, style.backgroundColor, style.color, style.transform].join("|"),
    size: Math.round(size), shown,
    sheets: [...document.styleSheets].map(sheet => sheet.disabled ? 0 : 1).join(""),
    frames: document.querySelectorAll("iframe, dialog[open]").length, kept,
  };
}
"""

CLICK = """
([selector, place]) => {
  const element = document.querySelectorAll(selector)[place];
  if (!element) return false;
  element.click();
  return true;
}
"""


async def open_senior_version(desk: Desk, asked: Mapping[str, Any], settle: Settle) -> dict[str, Any]:
    """Click the entry called ``asked["text"]``, "" for the first.

    Gives ``came`` (changed, opened, failed, nothing, unclear, gone), ``final_url``, ``status``, ``html`` of a page that
    opened, ``failed_scripts`` and ``picture``.
    """
    page = desk.page
    marks = senior_marks(await dom_of(page, settle))
    place = next((place for place, entry in marks if asked["text"] in {"", entry.text}), None)
    if place is None:
        return {"came": "gone", "failed_scripts": desk.failed_scripts, "picture": await picture(page)}
    statuses: list[tuple[str, int]] = []
    page.context.on(
        "response",
        lambda answer: statuses.append((answer.url, answer.status)) if answer.request.is_navigation_request() else None,
    )
    await page.evaluate(WATCH)
    states = []
    for drift_s in DRIFTS_S:
        await asyncio.sleep(drift_s)
        states.append(await _state(page))
    await page.evaluate(ENOUGH)
    states.append(await _state(page))
    await page.evaluate(CLICK, [MARKS, place])
    shown = await desk.newest()
    await asyncio.sleep(EFFECT_S - 1)
    await settle(shown)
    after = await _state(shown)
    moved = shown is not page or after.get("visit") != states[-1].get("visit")
    changed = True if desk.said else _differs(states, after)
    came = "opened" if moved else "unclear" if changed is None else "changed" if changed else "nothing"
    status = next(
        (code for url, code in reversed(statuses) if url.partition("#")[0] == shown.url.partition("#")[0]), None
    )
    if moved and (shown.url.startswith("chrome-error:") or (status or 200) >= 400):
        came = "failed"
    return {
        "came": came,
        "final_url": shown.url,
        "status": status,
        "html": await content_of(shown, settle) if came == "opened" else None,
        "failed_scripts": desk.failed_scripts,
        "picture": await picture(shown),
    }


def _differs(states: Sequence[Mapping[str, Any]], after: Mapping[str, Any]) -> bool | None:
    """Whether a page looks otherwise than before, in what did not change by itself; None where parts come and go."""
    before = states[-1]
    steady = [name for name in before if name != "visit" and all(state.get(name) == before[name] for state in states)]
    if any(before[name] != after.get(name) for name in steady):
        return True
    *shown, last = [str(state.get("shown")) for state in (*states, after)]
    if len({len(one) for one in shown}) > 1:
        return None
    if len(last) != len(shown[0]):
        return True
    return any(len(set(looks[:-1])) == 1 and looks[-1] != looks[0] for looks in zip(*shown, last, strict=True))


async def _state(page: Page) -> dict[str, Any]:
    """What a visitor sees and the page remembers, as values that can be compared; empty where the page is going."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    with contextlib.suppress(Error):
        told = await page.evaluate(STATE)
        return dict(told) if isinstance(told, dict) else {}
    return {}
