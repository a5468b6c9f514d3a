"""``read``: what the readers see on a page."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from reports.errors import UsageError
from reports.periods import moment, now


@click.command()
@click.argument("places", metavar="FILE_OR_URL...", nargs=-1, required=True)
@click.option("--url", default="", metavar="BASE", help="文件原来的网址，相对地址据此补全")
@click.option("--status", type=click.IntRange(100, 999), default=200, metavar="N", help="文件原来的状态码，默认 200")
@click.option("--as-of", metavar="时间", help="按哪一天理解没有年份的日期，默认为今天")
@click.option("--browser", "in_browser", is_flag=True, help="用浏览器打开，读脚本生成后的网页")
@click.option("--dom", is_flag=True, help="文件是浏览器保存的 DOM")
def read(places: tuple[str, ...], url: str, status: int, as_of: str | None, in_browser: bool, dom: bool) -> None:
    """读取器在一个网页上看到了什么，每页一行 JSON。"""
    from crawler.settings import CrawlSettings  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports import browsing, reading  # noqa: PLC0415
    from reports.exports import json_line  # noqa: PLC0415

    at = moment(as_of) if as_of else now()
    settings = CrawlSettings()
    if url and not reading.is_address(url):
        raise UsageError(f"--url {url}：网址要以 http:// 或 https:// 开头")
    for place in places:
        if not reading.is_address(place) and not Path(place).is_file():
            raise UsageError(f"{place}：没有这个文件；如果是网址，要以 http:// 或 https:// 开头")
    with contextlib.ExitStack() as stack:
        opened = stack.enter_context(browsing.browser(settings)) if in_browser else None
        for place in places:
            if opened is not None:
                source = opened.render(place, url=url, status=status)
            elif reading.is_address(place):
                source = reading.from_address(place, settings)
            else:
                source = reading.from_file(Path(place), url=url, status=status)
            click.echo(json_line(reading.read(source, at, rendered=in_browser or dom)), nl=False)
