"""The workspace of one inspecting office: a folder with settings, registry, store, evidence and reports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reports import registry as registry_tables
from reports import settings as settings_file
from reports.errors import IncompleteError, UsageError
from reports.settings import Settings
from storage.records import Registry

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

_SQLITE = re.compile(r"sqlite:///(?P<path>.+)")


@dataclass(frozen=True)
class Workspace:
    """Where everything of one office lies. Reading is lazy; every property may raise ``UsageError``."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Workspace:
        """Open the workspace in ``folder``.

        Raises:
            UsageError: the folder or its ``xuncha.toml`` is missing.
        """
        folder = folder.resolve()
        if not folder.is_dir():
            raise UsageError(f"{folder}：没有这个文件夹")
        if not (folder / settings_file.FILE).is_file():
            raise UsageError(
                f"{folder}：这里没有 {settings_file.FILE}，不是工作区；可用 xuncha init 新建，或用 --workspace 指定"
            )
        return cls(folder)

    @cached_property
    def settings(self) -> Settings:
        return settings_file.load(self.folder / settings_file.FILE)

    @cached_property
    def registry(self) -> Registry:
        return registry_tables.load(self.folder / "registry")

    @cached_property
    def lexicons(self) -> Path | None:
        """The folder of the office's own word lists, checked; None where it has none."""
        from reports.lexicons import word_lists  # noqa: PLC0415 - loaded when used, so that --help stays quick

        return word_lists(self.folder / "lexicons")

    @property
    def database(self) -> str:
        """The database address, a relative SQLite path made absolute."""
        address = self.settings.storage.database
        if match := _SQLITE.fullmatch(address):
            return f"sqlite:///{self.folder / match['path']}"
        return address

    def scheme(self, wanted: str | None = None) -> Scheme:
        """The indicator scheme ``wanted``, by default the office's: a file of the workspace's own, else a built-in.

        Rows whose source this office has attested count as certain.

        Raises:
            UsageError: unknown, unreadable or wrong.
        """
        from checks.scheme import SchemeError, load  # noqa: PLC0415 - loaded when used, so that --help stays quick

        name = wanted or self.settings.office.scheme
        own = self.folder / "schemes" / f"{Path(name).name}.toml"
        try:
            scheme = load(str(own) if own.exists() else name)
        except SchemeError as error:
            raise UsageError(str(error)) from None
        match = _SQLITE.fullmatch(self.database)
        if match and not Path(match["path"]).exists():
            return scheme
        from reports.attesting import attested  # noqa: PLC0415

        with self.store() as store:
            return scheme.with_attested(attested(store, scheme))

    @property
    def evidence(self) -> Path:
        return self.folder / self.settings.storage.evidence

    @property
    def document_template(self) -> Path:
        """Where the office may keep its own layout of documents."""
        return self.folder / "templates" / "notice.docx"

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open store.

        Raises:
            UsageError: unreadable, locked, or made by a newer program. IncompleteError: the disk is full.
        """
        from storage.store import Store, StoreError, StoreFull  # noqa: PLC0415 - 0.2 s that `--help` should not cost

        try:
            with Store.open(self.database) as store:
                yield store
        except StoreFull as error:
            raise IncompleteError(f"{error}；已有的都已保存，腾出空间后再做一次（inspect 要加 --resume）") from None
        except StoreError as error:
            raise UsageError(str(error)) from None


@contextmanager
def locked(work: Path, name: str) -> Iterator[None]:
    """Hold the lock ``name`` of a workspace, so that two runs never write the same thing at once.

    Raises:
        UsageError: somebody else holds it; names the process.
    """
    import fcntl  # noqa: PLC0415 - not on Windows, where only reading commands work

    work.mkdir(parents=True, exist_ok=True)
    path = work / f"{name}.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read().strip() or "未知"
            raise UsageError(f"{path}：另一个巡查正在进行（进程 {holder}），请等它结束") from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
