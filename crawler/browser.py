"""Finding a Chromium and starting it the way an inspection needs it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import Playwright
    from playwright.sync_api import Playwright as SyncPlaywright

VARIABLE = "XUNCHA_CHROMIUM"
"""Environment variable that names the browser to use."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")


class NoBrowserError(Exception):
    """No usable browser; the text says what is missing and how to get it."""


def installed() -> bool:
    """Whether the extra ``[browser]`` is installed."""
    return importlib.util.find_spec("playwright") is not None


def on_path() -> str | None:
    """A Chromium that the environment names or the system has, without asking Playwright."""
    if named := os.environ.get(VARIABLE):
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def executable(playwright: Playwright | SyncPlaywright) -> str:
    """The browser to start: the named one, else Playwright's own build, else the system's.

    Raises:
        NoBrowserError: none is there; names both ways to get one.
    """
    if named := os.environ.get(VARIABLE):
        if not Path(named).exists():
            raise NoBrowserError(f"环境变量 {VARIABLE} 指向的浏览器不存在：{named}")
        return named
    own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    if found := on_path():
        return found
    raise NoBrowserError("没有找到 Chromium：请运行 playwright install chromium，或安装系统软件包 chromium")


def launch_options(path: str, proxy: str = "") -> dict[str, Any]:
    """Arguments for ``chromium.launch``: headless, quiet, sandboxed unless run as root, loopback proxied too."""
    arguments = [
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-dev-shm-usage",
        "--disable-gpu",
    ]
    options: dict[str, Any] = {"executable_path": path, "headless": True, "args": arguments}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    if proxy:
        parts = urlsplit(proxy)
        options["proxy"] = {"server": f"http://{parts.hostname}:{parts.port or 80}", "bypass": "<-loopback>"}
        if parts.username:
            options["proxy"] |= {"username": parts.username, "password": parts.password or ""}
    return options


def main() -> int:
    """Start the browser once and say which it is; 2 where there is none that starts."""
    if not installed():
        print("没有安装 Playwright", file=sys.stderr)
        return 2
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        try:
            path = executable(playwright)
            browser = playwright.chromium.launch(**launch_options(path))
        except (NoBrowserError, Error) as error:
            print(str(error).splitlines()[0], file=sys.stderr)
            return 2
        print(f"{path} {browser.version}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
