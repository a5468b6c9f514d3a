"""Writing files so that a reader never meets a half-written one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reports.errors import DISK_FULL, UsageError


def expect_writable(path: Path) -> None:
    """Find out before long work that its result cannot be written.

    Raises:
        UsageError: nothing can be written there.
    """
    with suppress(_Untouched), replaced(path):
        raise _Untouched


class _Untouched(Exception):  # noqa: N818 - says what the file is
    """Nothing was to be written."""


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A file to write beside ``path``; it takes its place when all went well and is gone when not.

    Raises:
        UsageError: nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"{path}：写不了（{os.strerror(error.errno or 0)}）") from None
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise
        raise UsageError(f"{path}：写不了（{os.strerror(error.errno or 0)}）") from None
    finally:
        beside.unlink(missing_ok=True)


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and put it in its place in one step."""
    replace_all({path: content})


def replace_all(contents: Mapping[Path, bytes | None]) -> None:
    """Write every file beside its place first, then move them all; None removes the file.

    Raises:
        OSError: while writing, nothing has been replaced then.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            if content is None:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            waiting[path] = Path(name)
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
        for path, content in contents.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                waiting.pop(path).replace(path)
    finally:
        for left in waiting.values():
            left.unlink(missing_ok=True)
