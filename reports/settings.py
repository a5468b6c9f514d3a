"""The settings of one inspecting office: ``xuncha.toml``, every key optional (interface, "A workspace")."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from crawler.settings import USER_AGENT, CrawlSettings
from reports.errors import UsageError
from storage.toml_mistakes import sentences, syntax

FILE = "xuncha.toml"


def http_address(value: str) -> str:
    """An http(s) address as given; ValueError says what belongs there."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("应为以 http:// 或 https:// 开头的网址")
    return value


def proxy_address(value: str) -> str:
    """The address of an HTTP forward proxy, or "" for none."""
    if not value:
        return value
    value = http_address(value)
    if urlsplit(value).scheme != "http":
        raise ValueError("应为 HTTP 代理地址，形如 http://127.0.0.1:8080")
    return value


def private_host(value: str) -> str:
    """A host, host:port or network that may be fetched although private."""
    if "/" in value:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError:
            raise ValueError("应为主机名、主机：端口或网段，形如 10.0.0.0/8") from None
    return value


def time_of_day(value: str) -> str:
    """A time as HH:MM."""
    try:
        time.fromisoformat(value)
    except ValueError:
        raise ValueError("应为时间，形如 08:30") from None
    return value


class Strict(BaseModel):
    """Unknown keys and wrong types are errors, never silently dropped or converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Office(Strict):
    city: str = "本市"
    name: str = "政府网站主管单位"
    scheme: str = "state-council-2019"


class Storage(Strict):
    database: str = "sqlite:///xuncha.db"
    evidence: Annotated[str, Field(min_length=1)] = "evidence"


class Crawl(Strict):
    max_pages: Annotated[int, Field(ge=0)] = 200_000
    max_body_mb: Annotated[float, Field(gt=0, le=1024)] = 20
    requests_per_second: Annotated[float, Field(ge=0)] = 4
    concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    timeout: Annotated[float, Field(gt=0, le=600)] = 15
    confirm_after_s: Annotated[float, Field(ge=0)] = 10
    user_agent: Annotated[str, Field(min_length=1)] = USER_AGENT
    obey_robots: bool = True
    coverage_floor: Annotated[float, Field(ge=0, le=1)] = 0.5
    render: Literal["never", "auto", "always"] = "auto"
    examine: Annotated[int, Field(ge=0)] = 30
    screenshots: Annotated[int, Field(ge=0, le=1000)] = 100
    trials: bool = True


class Network(Strict):
    proxy: Annotated[str, AfterValidator(proxy_address)] = ""
    allow_private_hosts: list[Annotated[str, AfterValidator(private_host)]] = Field(default_factory=list)
    known_good: list[Annotated[str, AfterValidator(http_address)]] = Field(default_factory=list)


class NewMedia(Strict):
    """Accounts that post every day, one on each host: where they show nothing new, the source is broken."""

    known_good: list[Annotated[str, AfterValidator(http_address)]] = Field(default_factory=list)


class Alerts(Strict):
    """Who is told, and when. ``channels``: of the office; ``mail``: what sends to the agencies' ``email``.

    ``days_before``: working days before a deadline; ``escalate_after``: working days overdue after which the superior
    is told. ``rest``: from when to when nobody is disturbed. ``tries``, ``retry_s``: within one sending.
    """

    channels: list[str] = Field(default_factory=list)
    mail: str = ""
    days_before: Annotated[int, Field(ge=1, le=60)] = 3
    escalate_after: Annotated[int, Field(ge=1, le=60)] = 3
    rest: Annotated[list[Annotated[str, AfterValidator(time_of_day)]], Field(min_length=2, max_length=2)] = Field(
        default_factory=lambda: ["18:00", "08:30"]
    )
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    retry_s: Annotated[float, Field(ge=0, le=600)] = 2


class Schedule(Strict):
    """What runs by itself. ``window``: from when to when sites are crawled; ``rounds``: days of a quarter as
    month-day, 2-15 the fifteenth of its second month; ``probe_minutes``: between two visits of all home pages.
    """

    window: Annotated[list[Annotated[str, AfterValidator(time_of_day)]], Field(min_length=2, max_length=2)] = Field(
        default_factory=lambda: ["22:00", "06:00"]
    )
    rounds: list[Annotated[str, Field(pattern=r"^[123]-([1-9]|1\d|2[0-8])$")]] = Field(
        default_factory=lambda: ["2-15", "3-10"]
    )
    probe_minutes: Annotated[int, Field(ge=5, le=72)] = 60
    watch_on: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    alerts_at: list[Annotated[str, AfterValidator(time_of_day)]] = Field(default_factory=lambda: ["09:00", "14:30"])


class Release(Strict):
    """Who signs a result, step by step. ``people``: by step, the ids of those who may; any releaser where none is."""

    chain: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)] = Field(
        default_factory=lambda: ["经办", "复核", "处室负责人", "办公厅领导"]
    )
    people: dict[str, list[str]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if len(set(self.chain)) < len(self.chain):
            raise ValueError("chain 里有两个步骤同名")
        unknown = [step for step in self.people if step not in self.chain]
        if unknown:
            raise ValueError(f"people 里的“{unknown[0]}”不是 chain 里的步骤")
        return self


class Publish(Strict):
    """What the public is shown beside verdicts, pass rates, problems and named units.

    ``canaries``: checks that must have found something in the city, else nothing is published.
    """

    points: bool = False
    ranking: bool = False
    heat_map: bool = False
    canaries: list[str] = Field(default_factory=list)


class Settings(Strict):
    """All of ``xuncha.toml``."""

    office: Office = Office()
    storage: Storage = Storage()
    crawl: Crawl = Crawl()
    network: Network = Network()
    new_media: NewMedia = NewMedia()
    alerts: Alerts = Alerts()
    schedule: Schedule = Schedule()
    release: Release = Release()
    publish: Publish = Publish()

    def crawl_settings(self, *, confirm_after_s: float | None = None) -> CrawlSettings:
        """The part a crawl needs, as the crawler's own plain values; ``confirm_after_s`` overrules the file."""
        return CrawlSettings(
            max_pages=self.crawl.max_pages,
            max_body_bytes=int(self.crawl.max_body_mb * 1024 * 1024),
            requests_per_second=self.crawl.requests_per_second,
            concurrency=self.crawl.concurrency,
            timeout_s=self.crawl.timeout,
            confirm_after_s=self.crawl.confirm_after_s if confirm_after_s is None else confirm_after_s,
            user_agent=self.crawl.user_agent,
            obey_robots=self.crawl.obey_robots,
            coverage_floor=self.crawl.coverage_floor,
            render=self.crawl.render,
            examine=self.crawl.examine,
            trials=self.crawl.trials,
            proxy=self.network.proxy,
            allow_private_hosts=tuple(self.network.allow_private_hosts),
            known_good=tuple(self.network.known_good),
        )


def read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Parse a TOML file; returns its content and text.

    Raises:
        UsageError: the file cannot be read, is not UTF-8, or is not TOML; names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{os.strerror(error.errno or 0)}）") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}：不是 UTF-8 编码（第 {error.start} 字节处）") from None
    try:
        return tomllib.loads(text.replace("\r\n", "\n")), text
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} {syntax(error)}") from None


def load(path: Path) -> Settings:
    """Read and validate ``xuncha.toml``.

    Raises:
        UsageError: names file, line, key and value of every mistake.
    """
    content, text = read_toml(path)
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        raise UsageError("\n".join(sentences(str(path), text, error))) from None
