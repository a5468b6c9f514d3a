"""``python -m tests.corpus.safety``: prints the tables of docs/safety.md; with ``--wrong`` what went wrong in the half
on which the checks are tuned."""

from __future__ import annotations

import sys
from collections import Counter

from tests.corpus.safety import snippets
from tests.corpus.safety.snippets import Case

COLUMNS = (
    *("check", "positive", "failed", "unsure", "missed", "near misses", "false fail", "false unsure"),
    *("precision (fail)", "recall"),
)
_WRONG = {"missed", "false_fail", "false_doubt"}


def table(cases: list[Case]) -> str:
    """Precision for fail and recall counting unsure, by check, over the held-out half."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    checks = sorted({case.expected.split()[0] for case in cases if case.expected and case.expected != "not_run"})
    for name in (*checks, ""):
        own = [case for case in cases if name in ("", case.expected.partition(" ")[0])]
        lines.append(_line(name, own, cases))
    return "\n".join(lines)


def _line(name: str, own: list[Case], cases: list[Case]) -> str:
    tally = Counter(case.outcome for case in own if case.expected and case.expected != "not_run")
    near = [case for case in cases if not case.expected]
    wrong = Counter(
        str(one.outcome)
        for case in near
        for one in case.findings
        if name in ("", one.check) and one.check != case.allowed
    )
    crossed = sum(case.outcome == "false_fail" for case in own if case.expected)
    positive = sum(tally.values())
    false = wrong["fail"] + crossed
    precision = tally["found"] / (tally["found"] + false) if tally["found"] + false else 1.0
    recall = (tally["found"] + tally["doubted"]) / positive if positive else 1.0
    shown = (positive, tally["found"], tally["doubted"], tally["missed"], len(near), false, wrong["unsure"])
    return f"| {f'`{name}`' if name else 'all'} | {' | '.join(map(str, shown))} | {precision:.2f} | {recall:.2f} |"


def all_cases() -> list[Case]:
    """The whole corpus, judged."""
    from tests.corpus.safety import files

    return [*snippets.cases(), *files.cases()]


def printed(cases: list[Case]) -> str:
    """Both halves, each with its table."""
    parts = []
    for title, half in (("Tuned half", False), ("Held-out half", True)):
        own = [case for case in cases if case.held_out is half]
        near = sum(not case.expected for case in own)
        parts.append(f"{title}: {len(own)} pieces, {near} of them near misses.\n\n{table(own)}")
    return "\n\n".join(parts)


def main(arguments: list[str]) -> None:
    cases = all_cases()
    if arguments == ["--wrong"]:
        for case in cases:
            if case.outcome in _WRONG and not case.held_out:
                print(
                    case.outcome,
                    "|",
                    case.name,
                    "|",
                    case.expected,
                    "|",
                    [(f.check, f.reason, str(f.outcome)) for f in case.findings],
                )
        return
    print(printed(cases))


if __name__ == "__main__":
    main(sys.argv[1:])
