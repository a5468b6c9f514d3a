"""``pair``: which interpretation belongs to which document, over two lists."""

from __future__ import annotations

from pathlib import Path

import click

_LIST = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--policies",
    required=True,
    type=_LIST,
    metavar="CSV",
    help="政策文件清单：id、title，有则加 number、date、url、text",
)
@click.option("--interpretations", required=True, type=_LIST, metavar="CSV", help="解读清单，列同上")
@click.option("--out", type=_LIST, metavar="CSV", help="默认写到标准输出")
def pair(policies: Path, interpretations: Path, out: Path | None) -> None:
    """政策文件与解读配对：每条解读至少一行，0.5 以上为配对，0.3 至 0.5 待核实。"""
    from reports import pairing  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.exports import write  # noqa: PLC0415

    documents, unclear = pairing.read_items(policies)
    items, more = pairing.read_items(interpretations)
    for sentence in (*unclear, *more):
        click.echo(sentence, err=True)
    write(pairing.rows(documents, items), pairing.FIELDS, "csv", out)
