"""A job: everything one crawling or verifying process needs to know, in one JSON file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.settings import CrawlSettings
from crawler.urls import resolve
from storage.plain import from_plain, to_plain
from storage.records import Registry, Site


class JobError(Exception):
    """A job file that cannot be used; the text says what is wrong, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One site to crawl, or (``site`` None) one round whose links are to be verified.

    ``evidence``: folder of the pack files. ``work``: folder for the frontier of this run. ``renderer``: path of
    the renderer's Unix socket, None where there is no browser. ``families``: of the checks that will judge, empty
    for all; what none of them asks for is not read. ``only``: the addresses to look at, empty for the whole site or
    round: nothing that they lead to is followed. ``lexicons``: folder of the office's own word lists.
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
    families: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    lexicons: str | None = None

    @property
    def reads_content(self) -> bool:
        """Whether somebody will judge what is unsafe in pages and files."""
        return not self.families or "safety" in self.families

    @property
    def links_only(self) -> bool:
        """Whether nobody will ask for more than links and what they lead to."""
        return set(self.families) == {"links"}

    @property
    def examine(self) -> int:
        """Pages that are to be opened in the browser for their barriers."""
        return self.settings.examine if not self.families or "accessibility" in self.families else 0

    def dump(self, path: Path) -> None:
        """Write the job to ``path`` as JSON, making its folder where there is none."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(to_plain(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Job:
        """Read a job. Raises ``JobError`` where the file is missing, is no JSON or lacks a field."""
        try:
            return from_plain(cls, json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise JobError(f"任务文件 {path} 无法读取：{error.strerror}") from error
        except (ValueError, TypeError, KeyError) as error:
            raise JobError(f"任务文件 {path} 内容有误：{error}") from error

    @staticmethod
    def settings_text(settings: CrawlSettings) -> str:
        """Crawl settings as JSON, for a process that needs nothing else."""
        return json.dumps(to_plain(settings), ensure_ascii=False)


def home_of(url: str) -> str:
    """The home page's address as browsers write it. Raises ``JobError`` where it is none."""
    if (home := resolve(url, url, "utf-8").url) is None:
        raise JobError(f"网站地址有误：{url}")
    return home.partition("#")[0]
