"""Records as plain JSON values and back, exactly: decimals as text, times with their zone, tuples as lists."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
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
    builder = _builder(typing.cast(typing.Hashable, kind))
    return typing.cast(T, builder(value))


Build = Callable[[Any], Any]
"""Rebuilds a value of one kind; ValueError or TypeError where it does not fit."""


@cache
def _builder(kind: Any) -> Build:
    """How to rebuild values of a kind, found out once: a store is read back a million values at a time."""
    if kind is Any:
        return _as_it_is
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, types.UnionType) or origin is typing.Union:
        return _union([arm for arm in arguments if arm is not type(None)])
    if origin is tuple:
        part = _builder(arguments[0])
        return lambda value: tuple([part(one) for one in value])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        held = _builder(arguments[1])
        if held is _as_it_is:
            return dict
        return lambda value: {name: held(one) for name, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _record(typing.cast(type, kind))
    if kind in (date, datetime):
        return typing.cast(Build, kind.fromisoformat)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return typing.cast(Build, kind)
    return _scalar(kind)


def _as_it_is(value: Any) -> Any:
    return value


def _record(kind: type) -> Build:
    """Rebuilds a dataclass; its fields are looked up when the first one comes, since records may hold one another."""
    fields: dict[str, Build] = {}

    def build(value: Any) -> Any:
        if not fields:
            fields.update({name: _builder(hint) for name, hint in typing.get_type_hints(kind).items()})
        if not isinstance(value, dict):
            raise ValueError(f"{kind}: {value!r}")
        try:
            return kind(**{name: fields[name](one) for name, one in value.items()})
        except KeyError:
            unknown = value.keys() - fields.keys()
            raise ValueError(f"{kind}: {', '.join(sorted(unknown))}") from None

    return build


def _scalar(kind: Any) -> Build:
    def build(value: Any) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if isinstance(kind, type) and not isinstance(value, kind):
            raise ValueError(f"{kind.__name__}: {value!r}")
        return value

    return build


def _union(arms: list[Any]) -> Build:
    if set(arms) == {date, datetime}:
        return _day_or_time
    builds = [_builder(arm) for arm in arms]
    if len(builds) == 1:
        only = builds[0]
        return lambda value: None if value is None else only(value)

    def build(value: Any) -> Any:
        if value is None:
            return None
        for one in builds:
            try:
                return one(value)
            except (ValueError, TypeError):
                continue
        raise ValueError(f"{arms}: {value!r}")

    return build


def _day_or_time(value: Any) -> Any:
    if value is None:
        return None
    return date.fromisoformat(value) if len(value) == len("2026-01-01") else datetime.fromisoformat(value)
