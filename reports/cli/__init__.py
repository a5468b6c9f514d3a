"""The command line: parses, calls, prints. Every sentence it says is Chinese; every mistake is one sentence."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from reports.errors import DISK_FULL, IncompleteError, UsageError

COMMANDS = {
    "demo": "reports.cli.demo:demo",
    "init": "reports.cli.workspaces:init",
    "registry": "reports.cli.workspaces:registry",
    "inspect": "reports.cli.inspecting:inspect",
    "judge": "reports.cli.inspecting:judge",
    "precheck": "reports.cli.prechecking:precheck",
    "probe": "reports.cli.probing:probe",
    "report": "reports.cli.telling:report",
    "export": "reports.cli.telling:export",
    "explain": "reports.cli.telling:explain",
    "evidence": "reports.cli.evidence:evidence",
    "rounds": "reports.cli.rounds:rounds",
    "review": "reports.cli.reviewing:review",
    "manual": "reports.cli.manual:manual",
    "sample": "reports.cli.sampling:sample",
    "observations": "reports.cli.observing:observations",
    "figures": "reports.cli.figures:figures",
    "feedback": "reports.cli.feedback:feedback",
    "release": "reports.cli.releasing:release",
    "notices": "reports.cli.notices:notices",
    "alerts": "reports.cli.alerts:alerts",
    "schedule": "reports.cli.scheduling:schedule",
    "read": "reports.cli.reading:read",
    "scheme": "reports.cli.schemes:scheme",
    "catalogue": "reports.cli.machine:catalogue",
    "doctor": "reports.cli.machine:doctor",
    "pair": "reports.cli.pairing:pair",
    "serve": "reports.cli.machine:serve",
}
"""Command name -> module:object, imported when called: `--help` must not load a crawler."""


class Lazy(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="xuncha", prog_name="xuncha", help="显示版本后退出。")
def xuncha() -> None:
    """巡查：检查政府网站和政务新媒体，评分、出报告、盯整改。"""


def main() -> NoReturn:
    """Run one command and exit: 0 done, 1 --fail-on met, 2 wrong call or workspace, 3 incomplete."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = xuncha.main(prog_name="xuncha", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except UsageError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(2)
    except IncompleteError as error:
        click.echo(f"未完成：{error}", err=True)
        sys.exit(3)
    except (KeyboardInterrupt, click.Abort):
        click.echo("未完成：已中断", err=True)
        sys.exit(3)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        what = f"{error.filename}：" if error.filename else ""
        click.echo(f"未完成：{what}磁盘已满，腾出空间后再做一次（inspect 要加 --resume）", err=True)
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)
