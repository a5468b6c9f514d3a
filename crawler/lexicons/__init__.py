"""The word lists of the safety readers: those that ship with the program, and what an office adds to them.

An office's folder may hold ``spam.toml`` and ``laws.toml`` in the form of the shipped ones, and ``wording.csv`` with
the columns ``wrong``, ``right`` and, where wanted, ``context`` (words, blank between them, one of which must stand
near) and ``unless`` (words none of which may).
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import ahocorasick

MAX_BYTES = 4 * 1024 * 1024


class LexiconError(ValueError):
    """A word list that cannot be used; the text names file, place and value, in Chinese."""


@dataclass(frozen=True, slots=True)
class Spam:
    """The words of all families in one automaton, and what makes them an office's own. ``strong``: proof by two."""

    strong: frozenset[str]
    weak: frozenset[str]
    near_any: re.Pattern[str]
    near_weak: re.Pattern[str]
    automaton: Any


@dataclass(frozen=True, slots=True)
class Lapse:
    """A text out of force: what took its place, since when, and the signs without which the newer text is meant.

    ``adopted``: the day on which the version in force was adopted, for laws that were revised under their old name.
    """

    by: str
    since: date
    old: tuple[str, ...] = ()
    adopted: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that the office does not want to see, and what is right."""

    wrong: str
    right: str
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All word lists. ``bodies``: names of bodies that are no more."""

    spam: Spam
    laws: Mapping[str, Lapse]
    bodies: Mapping[str, Lapse]
    wording: tuple[Wording, ...]


@cache
def lexicons(folder: str | None = None) -> Lexicons:
    """The word lists, with those of an office's folder where one is given.

    Raises:
        LexiconError: a file of the folder is not as it should be.
    """
    shipped = files("crawler") / "lexicons"
    spam = [("spam.toml", tomllib.loads((shipped / "spam.toml").read_text("utf-8")))]
    laws = [("laws.toml", tomllib.loads((shipped / "laws.toml").read_text("utf-8")))]
    wording: tuple[Wording, ...] = ()
    if folder is not None:
        spam += _own(Path(folder) / "spam.toml")
        laws += _own(Path(folder) / "laws.toml")
        wording = _wording(Path(folder) / "wording.csv")
    names, bodies = _lapses(laws)
    return Lexicons(_spam(spam), names, bodies, wording)


def _own(path: Path) -> list[tuple[str, dict[str, Any]]]:
    text = _text(path)
    if text is None:
        return []
    try:
        return [(str(path), tomllib.loads(text))]
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}：不是有效的 TOML（{error}）") from None


def _text(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > MAX_BYTES:
            raise LexiconError(f"{path}：文件大于 4 MB")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise LexiconError(f"{path}：不是 UTF-8 编码") from None
    except OSError as error:
        raise LexiconError(f"{path}：无法读取（{error.strerror}）") from None


def _words(file: str, place: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise LexiconError(f"{file}：{place} 应为词语的列表，现为 {value!r}")
    return tuple(value)


def _spam(tables: list[tuple[str, dict[str, Any]]]) -> Spam:
    found: dict[str, list[str]] = {"strong": [], "weak": [], "any": [], "near": []}
    for file, table in tables:
        for family, entry in table.items():
            if not isinstance(entry, dict):
                raise LexiconError(f"{file}：{family} 应为一张表，现为 {entry!r}")
            lists = {"any": "any", "weak": "near"} if family == "context" else {"strong": "strong", "weak": "weak"}
            for name, value in entry.items():
                if name not in lists:
                    raise LexiconError(f"{file}：[{family}] 没有 {name} 这一项，应为 {'、'.join(lists)}")
                found[lists[name]] += _words(file, f"[{family}] {name}", value)
    automaton = ahocorasick.Automaton()
    for word in (*found["weak"], *found["strong"]):
        automaton.add_word(word, word)
    automaton.make_automaton()
    return Spam(
        strong=frozenset(found["strong"]),
        weak=frozenset(found["weak"]) - frozenset(found["strong"]),
        near_any=re.compile("|".join(map(re.escape, found["any"]))),
        near_weak=re.compile("|".join(map(re.escape, (*found["any"], *found["near"])))),
        automaton=automaton,
    )


def _lapses(tables: list[tuple[str, dict[str, Any]]]) -> tuple[dict[str, Lapse], dict[str, Lapse]]:
    found: dict[str, dict[str, Lapse]] = {"law": {}, "body": {}}
    for file, table in tables:
        for sort, rows in table.items():
            if sort not in found or not isinstance(rows, list):
                raise LexiconError(f"{file}：[[{sort}]] 应为 [[law]] 或 [[body]]")
            for number, row in enumerate(rows, 1):
                place = f"第 {number} 个 [[{sort}]]"
                since, by = row.get("since"), row.get("by")
                if not isinstance(since, date) or not isinstance(by, str):
                    raise LexiconError(f"{file}：{place} 应有日期 since 和文字 by，现为 {since!r}、{by!r}")
                lapse = Lapse(by, since, tuple(row.get("old", ())), row.get("adopted"))
                found[sort].update(dict.fromkeys(_words(file, f"{place} 的 names", row.get("names")), lapse))
    return found["law"], found["body"]


def _wording(path: Path) -> tuple[Wording, ...]:
    text = _text(path)
    if text is None:
        return ()
    rows = csv.DictReader(io.StringIO(text))
    if not {"wrong", "right"} <= set(rows.fieldnames or ()):
        raise LexiconError(f"{path}：第 1 行应有 wrong、right 两列，现为 {'、'.join(rows.fieldnames or ())}")
    pairs = []
    for number, row in enumerate(rows, 2):
        wrong, right = (row["wrong"] or "").strip(), (row["right"] or "").strip()
        if not wrong and not right:
            continue
        if len(wrong) < 2 or wrong == right:
            raise LexiconError(f"{path}：第 {number} 行的 wrong 应为两个字以上、与 right 不同的词，现为“{wrong}”")
        near, unless = ((row.get(name) or "").split() for name in ("context", "unless"))
        pairs.append(Wording(wrong, right, tuple(near), tuple(unless)))
    return tuple(pairs)
