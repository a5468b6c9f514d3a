"""WAI-ARIA: lists, menus, tables and trees made of other elements must hold what they are made for."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.roles import (
    DECORATIVE,
    GLOBAL,
    ROLES,
    focusable,
    given_role,
    implied_role,
    role_of,
    words,
)
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

MAX_GROUPS = 20
"""Groups within each other that are looked into."""

_PASSED_THROUGH = frozenset({None, "generic", "text", *DECORATIVE})


@rule("aria-required-children", words=("role=",))
def children(tree: Tree) -> Iterator[Found]:
    """An element that must hold parts of a kind and holds none, or others."""
    for node in tree.css("[role]"):
        said = ROLES.get(given_role(node) or "")
        if said is None or not said.owned or tree.is_silent(node) or given_role(node) == implied_role(node):
            continue
        if (node.attributes.get("aria-busy") or "").lower() == "true":
            continue
        held = list(_held(tree, node))
        if not held and node.child is None and "aria-owns" not in node.attributes:
            continue  # filled by a script when there is something to show
        if not held or any(not _fits(tree, one, said.owned) for one in held):
            yield "aria-required-children", node


def _fits(tree: Tree, node: LexborNode, owned: frozenset[str], depth: int = 0) -> bool:
    """Whether an element may stand there; what stands in a group must fit as well."""
    role = role_of(node)
    if role not in owned:
        return False
    if role == "group" and depth < MAX_GROUPS:
        return all(_fits(tree, one, owned, depth + 1) for one in _held(tree, node))
    return True


def _held(tree: Tree, node: LexborNode) -> Iterator[LexborNode]:
    """The parts of an element: those inside, looking through what means nothing, and those it owns elsewhere."""
    top = node.mem_id
    current = node.child
    while current is not None:
        tree.step()
        deeper = False
        if current.is_element_node and not tree.is_silent(current):
            if is_passed_through(current):
                deeper = True
            else:
                yield current
        if deeper and current.child is not None:
            current = current.child
            continue
        while current is not None and current.next is None:
            current = current.parent
            if current is None or current.mem_id == top:
                current = None
                break
        current = None if current is None else current.next
    for other in tree.named_by(node.attributes.get("aria-owns")):
        if not tree.is_silent(other) and other.mem_id != top:
            yield other


def is_passed_through(node: LexborNode) -> bool:
    """Whether an element means nothing for those around it."""
    if focusable(node) or any(name in GLOBAL and name != "aria-hidden" for name in node.attributes):
        return False
    return role_of(node) in _PASSED_THROUGH


@rule("aria-required-parent", words=("role=",))
def parents(tree: Tree) -> Iterator[Found]:
    """An element that only means something inside another, and does not stand in it."""
    owners: dict[str, LexborNode] | None = None
    for node in tree.css("[role]"):
        said = ROLES.get(given_role(node) or "")
        if said is None or not said.parent or tree.is_silent(node):
            continue
        if owners is None:
            owners = {
                word: owner for owner in tree.css("[aria-owns]") for word in words(owner.attributes.get("aria-owns"))
            }
        if not _is_held(tree, node, said.parent, owners):
            yield "aria-required-parent", node


def _is_held(tree: Tree, node: LexborNode, wanted: frozenset[str], owners: dict[str, LexborNode]) -> bool:
    current = owners.get(node.attributes.get("id") or "") or node.parent
    left = 1000
    while current is not None and current.is_element_node and left:
        tree.step()
        left -= 1
        role = role_of(current)
        if role in wanted and role != "group":
            return True
        if not (role == "group" and "group" in wanted) and not is_passed_through(current):
            return False
        current = owners.get(current.attributes.get("id") or "") or current.parent
    return False
