"""How far long work is: a live table on a terminal, plain lines elsewhere. Always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table

STAGES = {"accounts": "查看账号", "crawl": "抓取网站", "verify": "复核链接", "reread": "重读网页", "judge": "判定评分"}
EVERY_S = 10.0


class Progress:
    """Watches an inspection. Counts are what the crawls say of themselves."""

    def __init__(self, names: Mapping[str, str], console: Console | None = None) -> None:
        self._names = names
        self._console = console or Console(stderr=True)
        self._live = self._console.is_terminal and sys.stderr.isatty()
        self._view: Live | None = None
        self._stage = ""
        self._targets: list[str] = []
        self._said: dict[str, Mapping[str, Any]] = {}
        self._done: dict[str, int] = {}
        self._began = time.monotonic()
        self._printed = 0.0

    def __enter__(self) -> Self:
        if self._live:
            self._view = Live(get_renderable=self._table, console=self._console, refresh_per_second=4, transient=True)
            self._view.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._view is not None:
            self._view.stop()

    def stage(self, name: str, targets: Sequence[str]) -> None:
        """A new part of the work begins."""
        self._stage = name
        self._targets = list(targets)
        self._done = {}
        self._said = {}
        self._began = time.monotonic()
        self._printed = self._began
        if not self._live:
            self._console.print(f"{STAGES.get(name, name)}：共 {len(targets)} 项" if targets != [""] else STAGES[name])

    def tell(self, target: str, said: Mapping[str, Any]) -> None:
        """A target reports how far it is."""
        self._said[target] = said
        if not self._live and time.monotonic() - self._printed >= EVERY_S:
            self._printed = time.monotonic()
            self._console.print(self._line())

    def done(self, target: str, code: int) -> None:
        """A target has ended."""
        self._done[target] = code
        if self._live or self._stage != "crawl" or not target:
            return
        said = self._said.get(target, {})
        ending = "完成" if code == 0 else f"没有抓完（退出码 {code}）"
        self._console.print(
            f"  {self._names.get(target, target)}：{ending}，{said.get('pages', 0)} 页", highlight=False
        )

    def _total(self, name: str) -> int:
        return sum(int(said.get(name, 0)) for said in self._said.values())

    def _line(self) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        pages = self._total("pages")
        looked = self._total("fetched")
        return (
            f"  {STAGES.get(self._stage, self._stage)} {len(self._done)}/{len(self._targets)} 项，"
            f"{pages} 页，{looked} 个地址（每秒 {looked / seconds:.0f}），打不开 {self._total('failed')} 个，"
            f"待查 {self._total('queued')} 个"
        )

    def _table(self) -> Table:
        table = Table(title=self._line().strip(), title_justify="left", expand=False, box=None, pad_edge=False)
        table.add_column("网站")
        for title in ("页", "地址", "打不开", "待查"):
            table.add_column(title, justify="right")
        busy = [target for target in self._said if target not in self._done][:20]
        for target in busy:
            said = self._said[target]
            table.add_row(
                self._names.get(target, target or "站外链接"),
                *(str(said.get(name, 0)) for name in ("pages", "fetched", "failed", "queued")),
            )
        return table
