"""A job: everything one crawling or verifying process needs to know, in one JSON file."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.settings import CrawlSettings
from storage.records import Registry, Site


class JobError(Exception):
    """A job file that cannot be used; the text says what is wrong, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One site to crawl, or (``site`` None) one round whose links are to be verified.

    ``evidence``: folder of the pack files. ``work``: folder for the frontier of this run. ``renderer``: path of
    the renderer's Unix socket, None where there is no browser.
    """

    database: str
    evidence: str
    work: str
    run_id: int
    period: str
    round: int
    site: Site | None
    registry: Registry
    settings: CrawlSettings
    as_of: datetime
    renderer: str | None = None

    def dump(self, path: Path) -> None:
        """Write the job to ``path`` as JSON, making its folder where there is none."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_plain), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Job:
        """Read a job. Raises ``JobError`` where the file is missing, is no JSON or lacks a field."""
        try:
            job: Job = build(cls, json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise JobError(f"任务文件 {path} 无法读取：{error.strerror}") from error
        except (ValueError, TypeError, KeyError) as error:
            raise JobError(f"任务文件 {path} 内容有误：{error}") from error
        return job

    @staticmethod
    def settings_text(settings: CrawlSettings) -> str:
        """Crawl settings as JSON, for a process that needs nothing else."""
        return json.dumps(asdict(settings), ensure_ascii=False)


def build(kind: Any, value: Any) -> Any:
    """Make a value of type ``kind`` out of what JSON gave: dataclasses, tuples, mappings, dates, unions."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return None if value is None else _first_fit(typing.get_args(kind), value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(build(arguments[0], part) for part in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: build(arguments[1], part) for key, part in value.items()}
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if kind is float and type(value) is int:
        return float(value)
    return value if not isinstance(kind, type) or isinstance(value, kind) else _refuse(kind, value)


def _record(kind: type, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return _refuse(kind, value)
    hints = typing.get_type_hints(kind)
    unknown = set(value) - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__}: {', '.join(sorted(unknown))}")
    return kind(**{name: build(hints[name], part) for name, part in value.items()})


def _first_fit(arms: tuple[Any, ...], value: Any) -> Any:
    for arm in arms:
        with suppress(ValueError, TypeError):
            return build(arm, value)
    return _refuse(arms, value)


def _refuse(kind: Any, value: Any) -> Any:
    raise ValueError(f"{getattr(kind, '__name__', kind)}: {value!r}")


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
