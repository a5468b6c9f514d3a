"""Records as plain JSON values and back, exactly: decimals as text, times with their zone, tuples as lists."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A record, or anything a record holds, as JSON holds it."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(name): to_plain(inner) for name, inner in value.items()}
        case tuple() | list() | set() | frozenset():
            return [to_plain(inner) for inner in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(kind: type[T], value: Any) -> T:
    """Rebuild a value of type ``kind``.

    Raises:
        ValueError: the value does not fit; says what was expected.
    """
    return typing.cast(T, _build(kind, value))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return _one_of([arm for arm in typing.get_args(kind) if arm is not type(None)], value)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_build(arguments[0], part) for part in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {name: _build(arguments[1], part) for name, part in value.items()}
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise ValueError(f"{kind}: {value!r}")
        hints = _hints(typing.cast(type, kind))
        unknown = value.keys() - hints.keys()
        if unknown:
            raise ValueError(f"{kind}: {', '.join(sorted(unknown))}")
        return typing.cast(type, kind)(**{name: _build(hints[name], part) for name, part in value.items()})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if isinstance(kind, type) and not isinstance(value, kind):
        raise ValueError(f"{kind.__name__}: {value!r}")
    return value


def _one_of(arms: list[Any], value: Any) -> Any:
    if value is None:
        return None
    if set(arms) == {date, datetime}:
        return date.fromisoformat(value) if len(value) == len("2026-01-01") else datetime.fromisoformat(value)
    for arm in arms:
        try:
            return _build(arm, value)
        except (ValueError, TypeError):
            continue
    raise ValueError(f"{arms}: {value!r}")
