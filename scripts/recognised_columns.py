"""Make ``docs/columns.md``: the columns that were recognised in the demonstration city, with the reason of each.

``xuncha demo --out DIR``, then
``xuncha export columns --workspace DIR --period P | python scripts/recognised_columns.py > docs/columns.md``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

HEAD = """# Columns recognised in the demonstration city

Made by `xuncha export columns` after `xuncha demo` (see `scripts/recognised_columns.py`); no site of the city has a
profile. Roles are those of the inspection standards; `level` is 1 where the home page itself leads to the column;
`kept` says whether its content is the site's own.

| site | role | name | address | level | kept | items | newest | why |
|---|---|---|---|---|---|---|---|---|
"""


def rows(lines: Iterable[str]) -> Iterator[str]:
    """One row of the table a column; the home page, which is kept beside them, is left out."""
    for line in lines:
        column: Mapping[str, Any] = json.loads(line)
        if column["role"] == "home":
            continue
        cells = (
            column["target"],
            f"`{column['role']}`",
            column["name"],
            column["url"],
            "1" if column["first_level"] else "2",
            "own" if column["own"] else "elsewhere",
            str(column["items"]),
            column["newest"] or "",
            column["why"],
        )
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


def main() -> None:
    sys.stdout.write(HEAD)
    sys.stdout.writelines(rows(sys.stdin))


if __name__ == "__main__":
    main()
