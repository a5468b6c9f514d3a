"""How many cases of the W3C's ACT suite our rules catch, with how many false alarms, rule by rule.

``python -m benchmarks.act FOLDER [--browser] [--share 1/10] [--markdown]``: FOLDER is that of the suite.
A failed case is caught where a barrier of a rule that ``act.toml`` names for it is found; such a barrier in a passed or
inapplicable case is a false alarm. ``--markdown`` prints the table of ``docs/accessibility.md``.
"""

from __future__ import annotations

import argparse
import csv
import sys
import threading
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawler.readers.barriers import read_barriers
from crawler.readers.dom import Dom
from crawler.settings import CrawlSettings
from reports import browsing
from reports.errors import UsageError

RULES: Mapping[str, frozenset[str]] = {
    name: frozenset(rules)
    for name, rules in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}

Look = Callable[["Case"], frozenset[str]]
"""Gives the ids of the rules that are broken in a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. ``expected``: passed, failed or inapplicable; ``axe``: what axe-core's own report says of it."""

    path: Path
    file: str
    rule: str
    name: str
    expected: str
    axe: str


def cases(folder: Path) -> list[Case]:
    """The cases of a folder, in the order of its list."""
    with (folder / "testcases.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(
                path=folder / row["file"],
                file=row["file"],
                rule=row["rule_id"],
                name=row["rule_name"],
                expected=row["expected"],
                axe=row["axe-core"],
            )
            for row in csv.DictReader(file)
        ]


def static(case: Case) -> frozenset[str]:
    """The rules that the source alone shows to be broken."""
    dom = Dom(case.path.read_text(encoding="utf-8"), url="", encoding="utf-8")
    return frozenset(rule for rule, _ in read_barriers(dom))


@contextmanager
def in_browser(folder: Path) -> Iterator[Look]:
    """A look through the browser: axe-core and our own rules, the folder served on loopback."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with browsing.browser(CrawlSettings()) as opened:

            def look(case: Case) -> frozenset[str]:
                address = f"http://127.0.0.1:{server.server_port}/{case.file}"
                try:
                    source = opened.render(address, url="", status=200)
                except UsageError as error:
                    print(case.file, error, file=sys.stderr)
                    return frozenset()
                if source.examined is None:
                    return static(case)
                dom = Dom(source.examined, url=source.url, encoding="utf-8")
                return frozenset(rule for rule, _ in read_barriers(dom, marked=True))

            yield look
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".html": "text/html; charset=utf-8"}  # as the W3C does

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: thousands of lines would hide the result."""


def outcome(case: Case, found: Iterable[str]) -> str:
    """What a look at a case is worth: caught, missed, false or quiet."""
    hit = not RULES.get(case.rule, frozenset()).isdisjoint(found)
    if case.expected == "failed":
        return "caught" if hit else "missed"
    return "false" if hit else "quiet"


def outcomes(chosen: Iterable[Case], look: Look) -> Iterator[tuple[Case, str]]:
    """Each case with what a look at it is worth; where no rule of ours is concerned, nobody looks."""
    for case in chosen:
        yield case, outcome(case, look(case) if case.rule in RULES else ())


def _axe(case: Case) -> str:
    """What axe-core's own report is worth."""
    hit = case.axe == "failed"
    return ("caught" if hit else "missed") if case.expected == "failed" else "false" if hit else "quiet"


def table(chosen: Sequence[Case], looks: Mapping[str, Look]) -> str:
    """The outcomes by ACT rule as Markdown: caught, missed and false of each look, beside axe-core's own report."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    names = {case.rule: case.name for case in chosen}
    worth = {"axe-core": [(case, _axe(case)) for case in chosen]}
    worth |= {name: list(outcomes(chosen, look)) for name, look in looks.items()}
    for name, judged in worth.items():
        for case, said in judged:
            counts.setdefault(case.rule, Counter())[name, said] += 1
            counts.setdefault("", Counter())[name, said] += 1
    columns = [*looks, "axe-core"]
    lines = [
        "| ACT rule | our rules | " + " | ".join(f"{name}: caught | missed | false" for name in columns) + " |",
        "|---|---|" + "---|" * 3 * len(columns),
    ]
    for rule in [*sorted(names), ""]:
        ours = ", ".join(f"`{one}`" for one in sorted(RULES.get(rule, ()))) or "–"
        label = f"{names[rule]} (`{rule}`)" if rule else "**all**"
        figures = [str(counts[rule][name, said]) for name in columns for said in ("caught", "missed", "false")]
        lines.append(f"| {label.replace('|', '/')} | {ours if rule else ''} | " + " | ".join(figures) + " |")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--browser", action="store_true")
    options.add_argument("--share", default="1/1", metavar="K/N", help="each Nth case, from the Kth on")
    options.add_argument("--markdown", action="store_true")
    given = options.parse_args()
    first, step = (int(part) for part in given.share.split("/"))
    chosen = cases(given.folder)[first - 1 :: step]
    with ExitStack() as stack:
        looks: dict[str, Look] = {"static": static}
        if given.browser:
            looks["browser"] = stack.enter_context(in_browser(given.folder))
        if given.markdown:
            print(table(chosen, looks))
            return
        for name, look in looks.items():
            judged = list(outcomes(chosen, look))
            print(name, dict(Counter(said for _, said in judged)))
            for case, said in judged:
                if said == "false" or (said == "missed" and case.rule in RULES):
                    print("  ", said, case.rule, case.name, case.file)


if __name__ == "__main__":
    main()
