"""What kind of column a name means (standards, section 12), and which column a page says it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.reading import ColumnHint, RawLink

MAX_NAME = 24
"""Longest text that is taken for the name of a column."""

TYPES = {
    "概况信息": "overview",
    "机构职能": "organization",
    "负责人信息": "leaders",
    "工作动态": "news",
    "政策文件": "policy_document",
    "信息公开指南": "disclosure_guide",
    "信息公开目录": "statutory_disclosure",
    "信息公开年报": "annual_report",
    "依申请公开": "disclosure_request",
    "数据发布": "statistics",
    "数据开放": "open_data",
    "政策解读": "interpretation",
    "回应关切": "faq",
    "办事服务": "service",
    "咨询投诉": "consultation",
    "征集调查": "public_consultation",
    "在线访谈": "interview",
}
"""Values of the page tag ColumnType (standards, section 2.2) and their roles."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|<[^>]*>")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$|\s+")
_PREFIX = re.compile(
    r"^(?:本|我|全)(?:市|区|县|委|局|办|厅|单位|部门|机关|镇|街道)|^[\u4e00-\u9fff]{1,4}?(?:市|区|县|委|局|办)(?=[\u4e00-\u9fff]{3})|^(?:上海|市级|区级|县级|市|区|县|委|局)"
)
_SUFFIX = re.compile(r"(?:栏目|专栏|频道|栏|列表|信息公开|一览)$")

_FOREIGN = re.compile(r"(?<=[\u4e00-\u9fff]{4})[A-Za-z]{2,20}$")
"""The same name in English behind it, as menus print it."""

EXACT, NORMALISED, FUZZY = "exact", "normalised", "fuzzy"
LIKE = 88
"""Likeness, of 100, from which on a name counts as another spelling."""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """The role a name means, the lexicon's name that it matched, and how: exact, normalised, fuzzy."""

    role: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    roles: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    exclude: Mapping[str, tuple[str, ...]]


@cache
def lexicon() -> _Lexicon:
    """The names of all roles; where two roles share a name the earlier one in the file has it."""
    text = (resources.files("crawler") / "lexicons" / "columns.toml").read_text(encoding="utf-8")
    roles: dict[str, str] = {}
    exclude: dict[str, tuple[str, ...]] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for role, entry in tomllib.loads(text).items():
        exclude[role] = tuple(entry.get("exclude", ()))
        patterns += [(re.compile(pattern), role) for pattern in entry.get("patterns", ())]
        for name in entry["names"]:
            roles.setdefault(name, role)
    return _Lexicon(roles, tuple(patterns), exclude)


@lru_cache(maxsize=20_000)
def role_of(name: str) -> RoleMatch | None:
    """The role that a column's name means; None where it means none that we know."""
    whole = fold(squeeze(name))
    words = _EDGES.sub("", whole)
    if not 2 <= len(words) <= MAX_NAME:
        return None
    if (found := _look_up(words)) is not None:
        return RoleMatch(found, words, EXACT)
    bare = _EDGES.sub("", _BRACKETS.sub("", whole)) or words
    bare = _FOREIGN.sub("", bare) or bare
    for spelling in (bare, _PREFIX.sub("", bare), _SUFFIX.sub("", bare), _SUFFIX.sub("", _PREFIX.sub("", bare))):
        if (found := _look_up(spelling)) is not None and not _excluded(found, words):
            return RoleMatch(found, spelling, NORMALISED)
    for pattern, role in lexicon().patterns:
        if pattern.fullmatch(bare) and not _excluded(role, words):
            return RoleMatch(role, bare, NORMALISED)
    return _fuzzy(bare)


def _look_up(words: str) -> str | None:
    role = lexicon().roles.get(words)
    return None if role is None or _excluded(role, words) else role


def _excluded(role: str, words: str) -> bool:
    return any(word in words for word in lexicon().exclude[role])


def _fuzzy(words: str) -> RoleMatch | None:
    """Another spelling of a long name, or a long name with a few characters around it."""
    if len(words) < 4:
        return None
    roles = lexicon().roles
    edges = [
        name
        for size in range(max(4, len(words) - 6), len(words) + 1)
        for name in (words[:size], words[-size:])
        if name in roles and not _excluded(roles[name], words)
    ]
    if edges:
        name = max(edges, key=len)
        return RoleMatch(roles[name], name, FUZZY)
    for name, _, _ in process.extract(words, _long_names(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=5):
        if not _excluded(roles[name], words):
            return RoleMatch(roles[name], name, FUZZY)
    return None


@cache
def _long_names() -> tuple[str, ...]:
    """The lexicon's names that are long enough to be told apart by likeness."""
    return tuple(name for name in lexicon().roles if len(name) >= 4)


def read_column(dom: Dom, breadcrumb: Sequence[RawLink]) -> ColumnHint | None:
    """The column that a page says it is or belongs to: by its tags, then by its breadcrumb, then by its title."""
    metas = dom.metas
    name = metas.get("columnname", "")
    kind = metas.get("columntype", "")
    if (role := TYPES.get(kind)) is not None:
        return ColumnHint(role=role, name=name or kind, why=f"ColumnType={kind}")
    if name and (match := role_of(name)) is not None:
        return ColumnHint(role=match.role, name=name, why=f"ColumnName={name}")
    names = [crumb.text for crumb in breadcrumb if crumb.text]
    for crumb in reversed(names):
        if (match := role_of(crumb)) is not None:
            return ColumnHint(role=match.role, name=crumb, why="breadcrumb")
    if name:
        return ColumnHint(role="", name=name, why=f"ColumnName={name}")
    title = re.split(r"[-_|—–>]", dom.html_title or "")[0].strip()
    if (match := role_of(title)) is not None and match.how != FUZZY:
        return ColumnHint(role=match.role, name=title, why="title")
    named = [crumb.text for crumb in breadcrumb if 2 <= len(crumb.text) <= MAX_NAME and crumb.url]
    return ColumnHint(role="", name=named[-1], why="breadcrumb") if len(named) > 1 else None
