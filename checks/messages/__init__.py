"""What people read about findings: Chinese sentences rendered from reason and detail, by check and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from checks.core import COMMON_REASONS, Window
from storage.records import Basis, Finding, Outcome

LANGUAGE = "zh_CN"
DOUBT = "待核实"


@cache
def texts() -> Mapping[str, Any]:
    """The whole file of sentences."""
    return tomllib.loads((resources.files("checks.messages") / f"{LANGUAGE}.toml").read_text(encoding="utf-8"))


def message(finding: Finding) -> str:
    """One sentence: what is wrong, with the measured value and its limit; a doubt says that it is one."""
    said = _render(finding, "message")
    doubtful = finding.outcome is Outcome.UNSURE and DOUBT not in said
    return str(texts()["frame"]["doubt"]).format(message=said) if doubtful else said


def remedy(finding: Finding) -> str:
    """One sentence: what to do, for somebody who edits pages."""
    return _render(finding, "remedy")


def title(check_id: str) -> str:
    """The check's name in Chinese."""
    return str(texts()["check"][check_id]["title"])


def basis(check_id: str) -> Basis:
    """The rule behind a check where no row of the scheme says more."""
    return Basis(**texts()["check"][check_id]["basis"])


def role_name(role: str) -> str:
    """A column's role in Chinese."""
    return str(texts()["role"].get(role, role))


def word(name: str) -> str:
    """A value of our own (a failure) in Chinese; itself where nobody has named it."""
    return str(texts()["word"].get(name, name))


def method_name(method: str) -> str:
    """How a look was made, in Chinese."""
    return str(texts()["method"][method])


def sign_name(sign: str) -> str:
    """A fact observed in a look, in Chinese."""
    return str(texts()["sign"][sign])


def window_name(window: str) -> str:
    """How old something may be, in Chinese.

    Raises:
        ValueError: neither days nor months.
    """
    limit = Window(window)
    return str(texts()["unit"][limit.unit]).format(number=limit.number)


def note(name: str, **values: object) -> str:
    """Why a row of a scorecard is not settled, in one phrase."""
    return str(texts()["note"][name]).format(**values)


def mistake(name: str, **values: object) -> str:
    """What is wrong in a scheme, in one sentence."""
    return str(texts()["mistake"][name]).format(**values)


def element_name(element: str) -> str:
    """A footer element in Chinese."""
    return str(texts()["element"].get(element, element))


def item_name(item: str, check_id: str = "") -> str:
    """What must be disclosed, in Chinese; a check may call it by a name of its own."""
    own = texts()["check"].get(check_id, {}).get("item", {})
    return str(own.get(item) or texts()["item"].get(item, item))


def sentences(check_id: str, reason: str) -> Mapping[str, str]:
    """The message and remedy of a reason, before their places are filled.

    Raises:
        KeyError: nobody has written them.
    """
    own = texts()["check"][check_id].get("reason", {}).get(reason)
    found: Mapping[str, str] = texts()["common"][reason] if own is None and reason in COMMON_REASONS else own
    if found is None:
        raise KeyError(f"{check_id}.{reason}")
    return found


def said_of(finding: Finding) -> Mapping[str, str]:
    """The sentences of a finding, before their places are filled: its check's own, or those common to all checks.

    Where a check as a whole could not be made, there is no detail for sentences of its own.
    """
    if not finding.detail and finding.reason in COMMON_REASONS:
        common: Mapping[str, str] = texts()["common"][finding.reason]
        return common
    return sentences(finding.check, finding.reason)


def _render(finding: Finding, part: str) -> str:
    values = _Values({name: _shown(name, value) for name, value in finding.detail.items()})
    values["title"] = title(finding.check)
    if (item := finding.detail.get("item")) is not None:
        values["item"] = item_name(str(item), finding.check)
    return said_of(finding)[part].format_map(values)


class _Values(dict[str, str]):
    """Details as text; one that a finding lacks reads as a dash rather than stopping a report."""

    def __missing__(self, key: str) -> str:
        return "—"


def _shown(name: str, value: Any) -> str:
    if name == "role":
        return role_name(str(value))
    if name == "element":
        return element_name(str(value))
    if name == "item":
        return item_name(str(value))
    if name == "window":
        return window_name(str(value))
    if name == "answer":
        return word(str(value))
    if name == "unread":
        return str(texts()["unread"].get(str(value), value))
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value)
    return str(value)
