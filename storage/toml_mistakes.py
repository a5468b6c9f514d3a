"""What is wrong in a TOML file, said with line, key and value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal

from pydantic import ValidationError

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_PLACE = re.compile(r"line (\d+), column (\d+)")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")


def _names(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in written.split("."))


def line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """The line (from 1) of the key at ``place``, else of the nearest table around it; None if neither is found.

    ``place`` is a path as validation libraries give it: table names, list indexes, keys.
    """
    table: tuple[int | str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _TABLE.match(line):
            names = _names(match[2])
            table = names
            if match[1] == "[[":
                seen[names] = seen.get(names, -1) + 1
                table = (*names, seen[names])
            here = table
        elif match := _KEY.match(line):
            here = (*table, *_names(match[1]))
        else:
            continue
        if here and place[: len(here)] == here and (best is None or len(here) > best[0]):
            best = (len(here), number)
    return best[1] if best else None


_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "literal_error": "只能是 {expected} 之一",
    "greater_than_equal": "不能小于 {ge}",
    "greater_than": "必须大于 {gt}",
    "less_than_equal": "不能大于 {le}",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "float_type": "应为数字",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "写法不对",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "dict_type": "应为一节设置",
    "finite_number": "应为有限的数字",
    "model_type": "应为一节设置",
    "date_type": "应为日期",
    "date_from_datetime_parsing": "应为日期",
    "value_error": "{error}",
}
"""What the validator's error types say to a reader; {…} are filled from the error's context."""


def syntax(error: tomllib.TOMLDecodeError) -> str:
    """Where a file stops being TOML, in one sentence."""
    place = _PLACE.search(str(error))
    where = f"第 {place[1]} 行第 {place[2]} 列" if place else "到文件末尾"
    return f"{where}不是合法的 TOML 写法"


def sentences(name: str, text: str, error: ValidationError) -> list[str]:
    """Every mistake that the validator found, one sentence each: file, line, key, value, what belongs there."""
    said = []
    for mistake in error.errors():
        place = tuple(mistake["loc"])
        line = line_of(text, place)
        words = {key: _listed(value) if key == "expected" else value for key, value in mistake.get("ctx", {}).items()}
        reason = _REASONS.get(mistake["type"], mistake["msg"]).format(**words)
        value = mistake["input"]
        plain = mistake["type"] != "missing" and not isinstance(value, Mapping) and not hasattr(value, "model_dump")
        shown = f" = {_written(value)[:62]}" if plain else ""
        where = f"{name} 第 {line} 行" if line else name
        said.append(f"{where}：{'.'.join(str(part) for part in place)}{shown}：{reason}")
    return said


def _written(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


def _listed(value: object) -> str:
    return str(value).replace(" or ", "、").replace(", ", "、")
