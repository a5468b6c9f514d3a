"""Tables of figures: which header belongs to which cell."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.roles import given_role, words
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

MAX_CELLS = 4000
"""Cells of one table that are laid out."""

MAX_SPAN = 200

_TABLES = frozenset({None, "table", "grid", "treegrid"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})


@rule("td-headers-attr", words=("headers",))
def referred_headers(tree: Tree) -> Iterator[Found]:
    """A cell that names headers which are not cells of its table, or itself."""
    reported: set[int] = set()
    for node in tree.css("td[headers], th[headers]"):
        table = _table(tree, node)
        if table is None or table.mem_id in reported or given_role(table) not in _TABLES:
            continue
        if tree.is_silent(node) or not (named := words(node.attributes.get("headers"))):
            continue
        targets = [tree.ids.get(word) for word in named]
        if any(target is None or not _heads(tree, target, node, table) for target in targets):
            reported.add(table.mem_id)
            yield "td-headers-attr", node


def _heads(tree: Tree, target: LexborNode, node: LexborNode, table: LexborNode) -> bool:
    """Whether an element is a header cell of the same table, and not the cell itself."""
    if target.mem_id == node.mem_id:
        return False
    role = given_role(target)
    is_header = role in {"columnheader", "rowheader"} or (target.tag == "th" and role is None)
    own = _table(tree, target)
    return is_header and own is not None and own.mem_id == table.mem_id


def _table(tree: Tree, node: LexborNode) -> LexborNode | None:
    current = node.parent
    while current is not None and current.is_element_node:
        tree.step()
        if current.tag == "table":
            return current
        current = current.parent
    return None


@rule("scope-attr-valid", words=("scope",))
def scopes(tree: Tree) -> Iterator[Found]:
    """A header cell for a direction that does not exist."""
    for node in tree.css("th[scope], td[scope]"):
        if (node.attributes.get("scope") or "").strip().lower() not in _SCOPES and not tree.is_hidden(node):
            yield "scope-attr-valid", node


@rule("th-has-data-cells", words=("<th", "columnheader", "rowheader"))
def empty_headers(tree: Tree) -> Iterator[Found]:
    """A header cell of a column or row in which no cell stands."""
    for table in tree.css("table"):
        role = given_role(table)
        if role not in _TABLES or not tree.holds(table, "th"):
            continue
        if not tree.holds(table, "table") and not tree.is_silent(table):
            yield from _without_cells(tree, [list(_cells(row)) for row in table.css("tr")])
    for table in tree.css('[role="grid"], [role="table"], [role="treegrid"]'):
        if table.tag != "table" and not tree.is_silent(table):
            yield from _without_cells(tree, [list(_cells(row)) for row in table.css('[role="row"]')])


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    child = row.child
    while child is not None:
        if child.tag in {"td", "th"} or given_role(child) in {"cell", "gridcell", "columnheader", "rowheader"}:
            yield child
        child = child.next


def _without_cells(tree: Tree, rows: list[list[LexborNode]]) -> Iterator[Found]:
    """The headers of a table that head nothing."""
    taken: dict[tuple[int, int], LexborNode] = {}
    places: dict[int, tuple[int, int, int, int]] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            tree.step()
            while (y, x) in taken:
                x += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - y)
            if len(taken) + wide * high > MAX_CELLS:
                return
            places[cell.mem_id] = (y, x, wide, high)
            taken.update({(y + down, x + right): cell for down in range(high) for right in range(wide)})
            x += wide
    if not any(_is_data(cell) for cell in taken.values()):
        return
    named = {word for cell in taken.values() for word in words(cell.attributes.get("headers"))}
    for cell in [cell for row in rows for cell in row]:
        if _is_data(cell) or (cell.tag == "td" and given_role(cell) is None) or tree.is_silent(cell):
            continue
        if cell.attributes.get("id") in named or not (cell.text() or "").strip():
            continue
        tree.step(len(taken) // 20 + 1)
        y, x, wide, high = places[cell.mem_id]
        if not any(
            other.mem_id != cell.mem_id
            and not words(other.attributes.get("headers"))
            and (x <= right < x + wide or (_is_data(other) and y <= down < y + high))
            for (down, right), other in taken.items()
        ):
            yield "th-has-data-cells", cell


def _is_data(cell: LexborNode) -> bool:
    role = given_role(cell)
    return role in {"cell", "gridcell"} or (role is None and cell.tag == "td")


def _span(cell: LexborNode, name: str) -> int:
    written = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(written), MAX_SPAN)) if written.isascii() and written.isdigit() and len(written) < 9 else 1
