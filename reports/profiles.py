"""Profiles: what the office knows about one site (``registry/sites/<site id>.toml``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from reports.errors import UsageError
from reports.settings import Strict, read_toml
from storage.records import ColumnOverride, Exemption, Profile
from storage.toml_mistakes import sentences


class ColumnTable(Strict):
    role: Annotated[str, Field(min_length=1)]
    name: str | None = None
    url: str | None = None
    list: str | None = None
    item: str | None = None
    date: str | None = None


class ExceptionTable(Strict):
    check: Annotated[str, Field(min_length=1)]
    subject: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    by: Annotated[str, Field(min_length=1)]
    until: date


class ProfileFile(Strict):
    hosts: list[str] = Field(default_factory=list)
    exclude: list[str] = Field(default_factory=list)
    pace: Annotated[float, Field(ge=0)] | None = None
    render: Literal["never", "auto", "always"] | None = None
    obey_robots_reason: Annotated[str, Field(min_length=1)] | None = None
    obey_robots_by: Annotated[str, Field(min_length=1)] | None = None
    obey_robots: bool | None = None
    column: list[ColumnTable] = Field(default_factory=list)
    exception: list[ExceptionTable] = Field(default_factory=list)

    @field_validator("obey_robots")
    @classmethod
    def _who_sets_robots_aside(cls, obeyed: bool | None, read: ValidationInfo) -> bool | None:
        if obeyed is False and not (read.data.get("obey_robots_reason") and read.data.get("obey_robots_by")):
            raise ValueError("要同时写明 obey_robots_reason（理由）和 obey_robots_by（批准人）")
        return obeyed


def load_profile(path: Path) -> Profile:
    """Read one profile.

    Raises:
        UsageError: names file, line, key and value of every mistake.
    """
    content, text = read_toml(path)
    try:
        read = ProfileFile.model_validate(content)
    except ValidationError as error:
        raise UsageError("\n".join(sentences(str(path), text, error))) from None
    return Profile(
        hosts=tuple(read.hosts),
        exclude=tuple(read.exclude),
        pace=read.pace,
        render=read.render,
        obey_robots=read.obey_robots,
        obey_robots_reason=read.obey_robots_reason,
        obey_robots_by=read.obey_robots_by,
        columns=tuple(ColumnOverride(**column.model_dump()) for column in read.column),
        exceptions=tuple(Exemption(**exception.model_dump()) for exception in read.exception),
    )


def load_profiles(folder: Path) -> dict[str, tuple[Path, Profile]]:
    """All profiles of a registry by site id, with their files."""
    if not folder.is_dir():
        return {}
    return {path.stem: (path, load_profile(path)) for path in sorted(folder.glob("*.toml"))}
