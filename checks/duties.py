"""The duty matrix: every duty of a scheme's documents, and the checks that look for it or what keeps it from sight."""

from __future__ import annotations

from collections.abc import Iterator

from checks import messages
from checks.registry import all_checks
from checks.rows import Fault, Row
from checks.scheme import Scheme, built_in, load

HEAD = "| 要求 | 原文 | 约束谁 | 行 | 检查项和原因 |\n|---|---|---|---|---|"


def text() -> str:
    """The matrix of all built-in schemes as Markdown, one table a document, in the order of the rows."""
    parts = ["# 要求与检查项对照表", "", "由 `python -m checks.duties` 生成，请勿手改。", ""]
    seen: set[str] = set()
    for scheme in sorted(map(load, built_in()), key=lambda one: one.content.extends is not None):
        own = [row for row in scheme.rows if row.id not in seen]
        seen |= {row.id for row in own}
        parts += _tables(scheme, own)
    return "\n".join(parts).rstrip() + "\n"


def _tables(scheme: Scheme, rows: list[Row]) -> Iterator[str]:
    documents = dict.fromkeys([row.source.document for row in rows] + [one.document for one in scheme.content.unseen])
    yield f"## {scheme.title}"
    yield ""
    for document in documents:
        yield f"### {document}"
        yield ""
        yield HEAD
        yield from (_row(row) for row in rows if row.source.document == document)
        for duty in scheme.content.unseen:
            if duty.document == document:
                yield f"| | {_cell(duty.phrase)} | | | 网站上看不到：{_cell(duty.why)} |"
        yield ""


def _row(row: Row) -> str:
    who = "、".join(row.applies_to) if row.applies_to != ("*",) else "全部"
    looked = "；".join(_fault(fault) for fault in row.faults) or "人工认定"
    return f"| {_cell(row.title)} | {_cell(row.source.clause)} | {who} | {row.id} | {looked} |"


def _fault(fault: Fault) -> str:
    """A check with its reasons; those of later versions carry none yet."""
    check = all_checks().get(fault.check)
    where = "，".join(f"{name} = {_listed(value)}" for name, value in fault.where.items())
    reasons = fault.reasons or (tuple(check.reasons) if check is not None else ())
    said = "、".join(f"`{reason}`" for reason in reasons) or messages.note("no_check")
    return f"`{fault.check}`" + (f"（{where}）" if where else "") + f"：{said}"


def _listed(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(text(), end="")
