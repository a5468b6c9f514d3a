"""Words that the program never writes, over every template, message and published sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks import messages
from storage.records import Finding, Outcome

ROOT = Path(__file__).parents[3]
NEVER = ("弄虚作假", "泄密", "瘫痪", "违法", "未发现问题", "没有发现问题")


def texts() -> Iterator[tuple[str, str]]:
    """What people read: templates, messages, and every string in the code that publishes."""
    ours = (path for kind in ("html", "txt", "toml") for path in (ROOT / "reports").rglob(f"*.{kind}"))
    for path in (*ours, *(ROOT / "checks" / "messages").glob("*.toml")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in (*(ROOT / "reports").rglob("*.py"), *(ROOT / "checks" / "rules").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value


@pytest.mark.parametrize("word", NEVER)
def test_a_word_that_only_people_may_write_is_nowhere(word: str) -> None:
    """违法 stands in names of documents as people know them, and alone where a rule looks for it in what others wrote;
    no sentence of ours accuses anybody of it."""
    for place, text in texts():
        said = re.sub(r"《[^》]*》|违法(?:和不良信息|建筑|行为举报)", "", text)
        assert word not in said or text == word, place


def test_failed_is_a_word_of_verdicts_alone() -> None:
    for place, text in texts():
        if "不合格" in text and not place.startswith(("words.py", "inspecting.py", "paper.py", "tables.py")):
            assert "初步判定为不合格" in text or "上季度不合格" in text, place  # whom a draw must take


def test_every_doubt_says_that_it_is_one() -> None:
    for check, said in messages.texts()["check"].items():
        for reason in said.get("reason", {}):
            finding = Finding(
                target="t", check=check, reason=reason, outcome=Outcome.UNSURE, subject="http://a/", page="http://a/"
            )
            assert "待核实" in messages.message(finding), (check, reason)
