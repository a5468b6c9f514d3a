"""``report``, ``export`` and ``explain``: what is stored, told to people and programs. No network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reports.cli import options
from reports.errors import UsageError
from reports.periods import Period
from reports.workspace import Workspace


@click.command()
@options.workspace
@options.period_if_any
@options.round_number
@click.option("--year", type=click.IntRange(2000, 2099), metavar="年", help="四个季度合起来的年度考核，不用 --period")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="默认为 reports/<季度>")
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    metavar="格式，…",
    help="html、pdf、docx、xlsx、json、csv，可用逗号连写几个",
)
@click.option(
    "--audience",
    type=click.Choice(["public", "internal", "agency"]),
    default="internal",
    show_default=True,
    help="给谁看：社会公众、本办、单位",
)
@click.option("--agency", metavar="ID", help="只写这个单位的")
@click.option("--with-subordinates", "subordinates", is_flag=True, help="连同下级单位")
@click.option("--draft", is_flag=True, help="公开的样稿：还没有签发也写")
def report(
    workspace: Workspace,
    period: Period | None,
    round_: int | None,
    year: int | None,
    out: Path | None,
    formats: str,
    **asked: Any,
) -> None:
    """写出检查情况通报、检查报告和每个网站的评分卡。"""
    from reports.publish import writing  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.publish.packed import collected_seldom  # noqa: PLC0415
    from reports.publishing import Asked, publication, publication_of_year  # noqa: PLC0415

    if (period is None) == (year is None):
        raise UsageError("要用 --period 指定季度，或用 --year 指定年份，只能用一个")
    if year is not None and round_ is not None:
        raise UsageError("--round：只能同 --period 一起用")
    wanted = writing.formats(formats)
    readers = Asked(**asked)
    name = "-".join(part for part in (str(period or year), readers.agency) if part)
    name += "-public" if readers.audience == "public" else ""
    scheme = workspace.scheme()
    with collected_seldom(), workspace.store() as store:
        told: writing.Publication | writing.YearPublication
        if period is not None:
            told = publication(store, workspace, scheme, period, round_, readers)
        else:
            told = publication_of_year(store, workspace, scheme, int(year or 0), readers)
        folder = writing.write(told, out or workspace.reports / name, wanted)
    for format_ in wanted:
        for entry in told.formats[format_][1]:
            if entry in writing.CALLED and any(folder.glob(entry)):
                click.echo(f"{writing.CALLED[entry]}：{folder / entry}".removesuffix("/*.docx").removesuffix("/*.pdf"))


WHAT = ("findings", "scores", "pages", "links", "columns", "policies", "notices", "national")


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@options.workspace
@options.period
@options.round_number
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="默认写到标准输出")
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv", "parquet"]), default="jsonl", show_default=True)
@options.clock
def export(
    what: str,
    workspace: Workspace,
    period: Period,
    round_: int | None,
    out: Path | None,
    format_: str,
    as_of: str | None,
) -> None:
    """导出数据：发现、得分、网页、链接、栏目、政策文件与解读、整改通知、上报全国的网站和账号情况。"""
    from reports import exports, national  # noqa: PLC0415
    from reports.rectify import acts  # noqa: PLC0415
    from reports.rectify.rows import notice_rows  # noqa: PLC0415

    if as_of and what != "notices":
        raise UsageError("--as-of：只用于 notices，其余按检查时的时间导出")
    scheme = workspace.scheme()
    with workspace.store() as store:
        fields = exports.FIELDS.get(what, ())
        if what == "national":
            mapping = national.load(workspace.folder / national.FILE)
            rows = national.rows(store, workspace.registry, scheme, period, round_, mapping)
            fields = tuple(column.title for column in mapping.column)
        elif what == "notices":
            rows = notice_rows(store, workspace.registry, str(period), acts.standing_at(store, as_of))
        else:
            rows = exports.Exporter(store, workspace.registry, scheme, str(period), round_).rows(what)
        exports.write(rows, fields, format_, out)


@click.command()
@click.argument("key")
@options.workspace
@click.option(
    "--period",
    metavar="季度",
    callback=lambda _context, _option, value: Period.parse(value) if value else None,
    help="默认为最近一期有这项发现的",
)
@click.option("--format", "format_", type=click.Choice(["text", "html", "pdf"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="默认写到标准输出")
@click.option("--by", metavar="审核人", help="须当面告知的一项，只向登记的审核人显示")
def explain(
    key: str, workspace: Workspace, period: Period | None, format_: str, out: Path | None, by: str | None
) -> None:
    """一项发现的一页说明：看到了什么、何时、几次、依据哪条、影响多少。"""
    from reports import explaining  # noqa: PLC0415
    from reports.exports import write_text  # noqa: PLC0415
    from reports.files import replace  # noqa: PLC0415
    from reports.pictures.album import album  # noqa: PLC0415
    from reports.publish import explanation, pdf  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    if format_ == "pdf" and out is None:
        raise UsageError("--format pdf：要用 --out 指定文件")
    scheme = workspace.scheme()
    with workspace.store() as store:
        said = explaining.explained(store, workspace.registry, scheme, key, str(period) if period else None, by)
        if format_ == "text":
            write_text(explaining.text(said) + "\n", out)
            return
        with album(store, Evidence(workspace.evidence, store), workspace.evidence) as kept:
            found = kept.picture(said.run, said.site, said.finding)
    page = explanation.html(said, None if found is None else found[1])
    if format_ == "html":
        write_text(page, out)
    elif out is not None:
        with pdf.printer() as printed:
            replace(out, printed(page))
