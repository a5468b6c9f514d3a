"""``precheck``: one site, no workspace: what an agency runs before the inspection."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click

from reports.cli import options
from reports.cli.progress import Progress
from reports.errors import IncompleteError, UsageError
from reports.files import expect_writable, replaced
from reports.periods import moment, now

FAMILIES = (
    "links",
    "columns",
    "disclosure",
    "policy",
    "interaction",
    "services",
    "furniture",
    "accessibility",
    "safety",
    "new_media",
    "availability",
)
FORMATS = ("jsonl", "html", "xlsx")


@click.command()
@click.argument("url")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="默认写到标准输出")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--kind", type=click.Choice(["portal", "subsite", "committee"]), default="portal", show_default=True)
@click.option(
    "--class",
    "klass",
    type=click.Choice(["municipal", "district", "department", "committee", "institution"]),
    default="department",
    show_default=True,
)
@click.option("--no-outward-services", is_flag=True, help="这个单位没有对外服务事项")
@click.option("--site-id-code", metavar="CODE", help="网站标识码")
@click.option(
    "--lexicons", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="文件夹", help="自备的词表"
)
@click.option(
    "--profile", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TOML", help="网站档案"
)
@click.option("--max-pages", type=click.IntRange(min=0), default=5000, show_default=True, help="0 为不限")
@click.option("--rate", type=click.FloatRange(min=0), default=4, show_default=True, help="每秒请求数，0 为不限")
@click.option("--concurrency", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=15, show_default=True, help="秒")
@click.option("--confirm-after", type=click.FloatRange(min=0), default=10, show_default=True, help="秒")
@click.option("--allow-private", multiple=True, metavar="CIDR", help="允许访问的内网网段或主机，可重复")
@click.option("--proxy", default="", metavar="URL", help="HTTP 代理")
@click.option("--render", type=click.Choice(["never", "auto", "always"]), default="auto", show_default=True)
@click.option("--families", metavar="名称，…", help=f"只查这些类别：{' '.join(FAMILIES)}")
@click.option("--as-of", metavar="时间", help="监测时间点，默认为现在")
@options.fail_on
def precheck(url: str, out: Path | None, format_: str, **given: Any) -> int:
    """预检一个网站：不用工作区，结果与正式检查用同一套规则。"""
    from reports import exports, prechecking  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.publish.audience import Shown  # noqa: PLC0415
    from reports.publish.files import data_of, write_xlsx  # noqa: PLC0415
    from reports.publish.html import site_page  # noqa: PLC0415

    if out is not None:
        expect_writable(out)
    elif format_ == "xlsx":
        raise UsageError("--format xlsx：要用 --out 指定文件")
    families = _families(given["families"])
    at = moment(given["as_of"]) if given["as_of"] else now()
    asked = prechecking.Asked(
        url=url,
        kind=given["kind"],
        klass=given["klass"],
        outward_services=not given["no_outward_services"],
        site_id_code=given["site_id_code"],
        profile=given["profile"],
        settings=prechecking.settings(
            url,
            max_pages=given["max_pages"],
            requests_per_second=given["rate"],
            concurrency=given["concurrency"],
            timeout=given["timeout"],
            confirm_after_s=given["confirm_after"],
            allow_private_hosts=given["allow_private"],
            proxy=given["proxy"],
            render=given["render"],
        ),
        families=families,
        as_of=at,
        lexicons=given["lexicons"],
    )
    with tempfile.TemporaryDirectory(prefix="xuncha-precheck-") as folder, Progress({}) as progress:
        result = prechecking.precheck(asked, Path(folder), progress)
    if format_ == "jsonl":
        exports.write(result.rows, exports.FIELDS["findings"], "jsonl", out)
    elif format_ == "xlsx" and out is not None:
        with replaced(out) as beside:
            write_xlsx(data_of(result.report, Shown()), beside)
    else:
        exports.write_text(site_page(result.report, result.report.cards[0]), out)
    click.echo(prechecking.summary(result), err=True)
    if not result.fit:
        raise IncompleteError(f"{url}：没有抓到可供判定的内容（见各项 not_run 的原因）")
    grave = {None: set(), "fail": {"fail"}, "unsure": {"fail", "unsure"}}[given["fail_on"]]
    return int(any(row["outcome"] in grave for row in result.rows))


def _families(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    chosen = tuple(name for name in text.replace(",", " ").split() if name)
    for name in chosen:
        if name not in FAMILIES:
            raise UsageError(f"--families {name}：应为 {'、'.join(FAMILIES)} 之一")
    return chosen
