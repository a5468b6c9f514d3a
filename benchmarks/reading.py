"""CPU time a page of reading its article, lists and column, beside that of parsing it.

``python benchmarks/reading.py [--rounds 20] [FOLDER]...``: reads every saved page (of ``tests/pages`` and the folders)
again and again. Printed in milliseconds a page, the average over all pages.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from crawler.decode import Undecodable, decode
from crawler.readers.articles import read_article
from crawler.readers.columns import read_column
from crawler.readers.dom import Dom
from crawler.readers.lists import read_lists
from crawler.readers.structure import read_breadcrumb

PAGES = Path(__file__).parents[1] / "tests" / "pages"
TODAY = date(2026, 11, 10)
URL = "http://www.example.gov.cn/zwgk/tzgg/index.html"

STEPS: dict[str, Callable[[Dom], object]] = {
    "text": lambda dom: dom.folded,
    "article": lambda dom: read_article(dom, TODAY),
    "lists": lambda dom: read_lists(dom, TODAY),
    "column": lambda dom: read_column(dom, read_breadcrumb(dom)),
}
"""In the order in which a page is read: what an earlier step leaves ready costs the later ones nothing."""


def texts(folders: Sequence[Path]) -> list[str]:
    """The pages in the folders as text; those that nobody can decode are left out."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.htm*")):
            try:
                found.append(decode(path.read_bytes(), None).text)
            except Undecodable:
                continue
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=20)
    given = options.parse_args()
    pages = texts([PAGES, *given.folders])
    spent = dict.fromkeys(("parsing", *STEPS), 0.0)
    for _ in range(given.rounds):
        for text in pages:
            start = time.process_time()
            dom = Dom(text, url=URL, encoding="utf-8")
            spent["parsing"] += time.process_time() - start
            for name, step in STEPS.items():
                start = time.process_time()
                step(dom)
                spent[name] += time.process_time() - start
    size = sum(map(len, pages)) / len(pages)
    print(f"{len(pages)} pages of {size:,.0f} characters on average, {given.rounds} rounds, ms a page:")
    for name, seconds in spent.items():
        print(f"  {name:8} {seconds / given.rounds / len(pages) * 1000:6.3f}")
    reading = sum(spent[name] for name in ("article", "lists", "column"))
    print(f"  article, lists and column: {reading / given.rounds / len(pages) * 1000:.3f}")


if __name__ == "__main__":
    main()
