"""The manual of all checks, made from what the checks say of themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checks import messages
from checks.core import Check
from checks.registry import all_checks

SECTIONS = ("Fails when", "Unsure when", "Leaves out", "Assumes", "Counts", "Options", "Source")
"""Sections that every check's docstring must have, in this order."""

CHINESE = ("不合格的情形", "待核实的情形", "不计入", "前提", "计数", "可调参数", "出处")

_SECTION = re.compile(rf"^({'|'.join(SECTIONS)})\s+", re.MULTILINE)


def sections(manual: str) -> tuple[str, Mapping[str, str]]:
    """A check's docstring as its summary and its sections, white space folded."""
    summary, *parts = _SECTION.split(manual)
    found = {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return summary.strip(), found


def text() -> str:
    """The whole manual as Markdown: Chinese titles and sentences, the engineers' half in English."""
    parts = ["# 检查项手册", "", "由 `python -m checks.catalogue` 生成，请勿手改。", ""]
    for check in all_checks().values():
        parts += _entry(check)
    return "\n".join(parts).rstrip() + "\n"


def _entry(check: Check) -> list[str]:
    summary, found = sections(check.manual)
    basis = messages.basis(check.id)
    lines = [
        f"## {messages.title(check.id)} `{check.id}`",
        "",
        f"{summary}",
        "",
        f"- 类别：{check.family}",
        f"- 默认依据：{basis.document}，{basis.clause}（{basis.level}，可信程度 {basis.confidence}）",
        f"- 来源：{check.origin}",
        "",
    ]
    for name, chinese in zip(SECTIONS, CHINESE, strict=True):
        lines.append(f"- **{chinese}**(*{name}*):{found.get(name, '')}")
    lines += ["", "| 原因 | 结论 | 说明 | 怎么改 |", "|---|---|---|---|"]
    for reason, outcome in check.reasons.items():
        said = messages.sentences(check.id, reason)
        lines.append(f"| `{reason}` | {outcome} | {said['message']} | {said['remedy']} |")
    return [*lines, ""]


if __name__ == "__main__":
    print(text(), end="")
