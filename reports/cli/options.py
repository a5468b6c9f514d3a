"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reports.periods import Period
from reports.settings import FILE
from reports.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def workspace(command: F) -> F:
    """``--workspace DIR``; the command receives a ``Workspace``."""
    return click.option(
        "--workspace",
        default=".",
        metavar="DIR",
        help="工作区文件夹，默认为当前文件夹",
        callback=lambda _context, _option, value: Workspace.at(Path(value)),
    )(command)


def workspace_if_any(command: F) -> F:
    """``--workspace DIR`` for commands that also work outside of one; the command receives a ``Workspace`` or None."""

    def opened(_context: click.Context, _option: click.Parameter, value: str | None) -> Workspace | None:
        if value is None and not (Path() / FILE).is_file():
            return None
        return Workspace.at(Path(value or "."))

    return click.option(
        "--workspace", default=None, metavar="DIR", help="工作区文件夹，默认为当前文件夹", callback=opened
    )(command)


def acting_person(command: F) -> F:
    """``--by PERSON``."""
    return click.option("--by", "person", required=True, metavar="人员", help="谁来做：编号或姓名")(command)


def _period(command: F, *, required: bool) -> F:
    return click.option(
        "--period",
        required=required,
        metavar="季度",
        help="检查期，形如 2026Q4",
        callback=lambda _context, _option, value: Period.parse(value) if value is not None else None,
    )(command)


def period(command: F) -> F:
    """``--period 2026Q4``; the command receives a ``Period``."""
    return _period(command, required=True)


def period_if_any(command: F) -> F:
    """``--period 2026Q4`` where another option may stand in its place; the command receives a ``Period`` or None."""
    return _period(command, required=False)


def round_number(command: F) -> F:
    """``--round N``."""
    return click.option("--round", "round_", type=click.IntRange(min=1), metavar="N", help="第几轮")(command)


def fail_on(command: F) -> F:
    """``--fail-on fail|unsure``: exit 1 where such a finding is there."""
    return click.option("--fail-on", type=click.Choice(["fail", "unsure"]), help="有这种结论的发现时，退出码为 1")(
        command
    )


def clock(command: F) -> F:
    """``--as-of T``: when something is done; the command receives the text, None for now."""
    return click.option("--as-of", metavar="时间", help="按哪个时间；日期指当天结束时，默认为现在")(command)
