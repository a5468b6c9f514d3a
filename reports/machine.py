"""What this machine has, what it lacks, and what each lack costs an inspection."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from crawler.browser import NoBrowserError, executable, installed, launch_options

FONT_PROBE = """() => {
  const width = (text) => { const s = document.createElement('span'); s.style.font = '40px sans-serif';
    s.textContent = text; document.body.append(s); return s.getBoundingClientRect().width; };
  const paint = (text) => { const c = document.createElement('canvas'); c.width = c.height = 48;
    const g = c.getContext('2d'); g.font = '40px sans-serif'; g.fillText(text, 2, 40); return c.toDataURL(); };
  return width('汉') > 0 && paint('汉') !== paint('\\u{10FFFE}') && paint('汉') !== paint('字');
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing examined. ``cost``: what an inspection loses without it."""

    name: str
    well: bool
    what: str
    cost: str = ""


def examine() -> Iterator[Condition]:
    """Look at everything an inspection may need, cheapest first."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Condition(name="Python", well=sys.version_info >= (3, 11), what=version, cost="要 3.11 或更新")
    yield Condition(name="巡查", well=True, what=metadata.version("xuncha"))
    yield Condition(
        name="SQLite",
        well=sqlite3.sqlite_version_info >= (3, 35),
        what=sqlite3.sqlite_version,
        cost="要 3.35 或更新，否则不能用自带数据库",
    )
    free = shutil.disk_usage(Path.cwd()).free / 2**30
    yield Condition(
        name="磁盘",
        well=free >= 5,
        what=f"当前文件夹所在磁盘剩 {free:.0f} GiB",
        cost="一座城市一季约需 50 GiB，抓到一半会停",
    )
    yield Condition(name="处理器", well=True, what=f"{os.cpu_count()} 核，同时抓取 {os.cpu_count()} 个网站")
    yield from _browser()
    yield _extra("PostgreSQL 驱动", "psycopg", "postgres", "只能用自带的 SQLite 数据库")
    yield _extra("Parquet 导出", "pyarrow", "analysis", "不能用 --format parquet")
    yield _extra("WARC 导出", "warcio", "warc", "不能用 evidence export --warc")
    yield _extra("提醒通道", "apprise", "alerts", "不能用 alerts send，到期和逾期没有人提醒")


def _extra(name: str, module: str, extra: str, cost: str) -> Condition:
    there = importlib.util.find_spec(module) is not None
    return Condition(
        name=name,
        well=there,
        what="已安装" if there else "没有安装",
        cost=f"{cost}；可 pip install 'xuncha[{extra}]'",
    )


def _browser() -> Iterator[Condition]:
    cost = "由脚本生成的网页和页脚看不到，相关检查项会标为“未能检查”，不会误判"
    if not installed():
        yield Condition(
            name="浏览器", well=False, what="没有安装 Playwright", cost=f"{cost}；可 pip install 'xuncha[browser]'"
        )
        return
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        try:
            path = executable(playwright)
            browser = playwright.chromium.launch(**launch_options(path))
        except NoBrowserError as error:
            yield Condition(name="浏览器", well=False, what=str(error), cost=cost)
            return
        except Error as error:
            yield Condition(
                name="浏览器", well=False, what=f"启动不了：{error.message.splitlines()[0][:100]}", cost=cost
            )
            return
        try:
            page = browser.new_page()
            yield Condition(name="浏览器", well=True, what=f"Chromium {browser.version}（{path}）")
            yield Condition(
                name="中文字体",
                well=bool(page.evaluate(FONT_PROBE)),
                what="汉字能正确显示" if page.evaluate(FONT_PROBE) else "汉字显示为方框",
                cost="截图和 PDF 里的汉字是方框；Debian 可装 fonts-noto-cjk",
            )
        finally:
            browser.close()
