"""Headings and lists: how a page is divided, for those who hear it."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import has_name
from crawler.readers.barriers.roles import given_role, is_number
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

_ALLOWED_IN_LIST = frozenset({"li", "script", "template", "style"})
_ALLOWED_IN_TERMS = frozenset({"dt", "dd", "div", "script", "template", "style"})
_HEADINGS = 'h1, h2, h3, h4, h5, h6, [role="heading" i]'


@rule("empty-heading", "heading-order", words=("<h", "heading"))
def headings(tree: Tree) -> Iterator[Found]:
    """A heading that says nothing, or one that lies more than one level below the one before."""
    before: int | None = None
    for node in tree.css(_HEADINGS):
        role = given_role(node)
        if role not in {None, "heading", "none", "presentation"} or tree.is_silent(node):
            continue
        if role in {"none", "presentation"} and not {"aria-label", "aria-labelledby"} & node.attributes.keys():
            continue
        if not has_name(tree, node):
            yield "empty-heading", node
            continue
        level = _level(node)
        if before is not None and level > before + 1:
            yield "heading-order", node
        before = level


def _level(node: LexborNode) -> int:
    said = (node.attributes.get("aria-level") or "").strip()
    if is_number(said) and int(said) > 0:
        return int(said)
    tag = node.tag or ""
    return int(tag[1]) if len(tag) == 2 and tag[1].isdigit() else 2


@rule("list", words=("<ul", "<ol"))
def lists(tree: Tree) -> Iterator[Found]:
    """A list that holds something else than items: its number of items is then told wrongly."""
    reported: set[int] = set()
    for node in tree.css("ul > :not(li), ol > :not(li)"):
        parent = node.parent
        if parent is None or parent.mem_id in reported or node.tag in _ALLOWED_IN_LIST:
            continue
        role = given_role(node)
        if role == "listitem" or given_role(parent) not in {None, "list"} or tree.is_silent(node):
            continue
        reported.add(parent.mem_id)
        yield "list", parent


@rule("listitem", words=("<li",))
def items(tree: Tree) -> Iterator[Found]:
    """An item outside any list."""
    for node in tree.css(":not(ul):not(ol):not(menu) > li"):
        parent = node.parent
        alone = parent is not None and given_role(parent) != "list" and given_role(node) in {None, "listitem"}
        if alone and not tree.is_silent(node):
            yield "listitem", node


@rule("definition-list", "dlitem", words=("<dl", "<dt", "<dd"))
def definitions(tree: Tree) -> Iterator[Found]:
    """A list of terms that holds something else, or a term outside such a list."""
    reported: set[int] = set()
    for node in tree.css("dl > *"):
        parent = node.parent
        if parent is None or parent.mem_id in reported or node.tag in _ALLOWED_IN_TERMS:
            continue
        if given_role(parent) is None and not tree.is_silent(node):
            reported.add(parent.mem_id)
            yield "definition-list", parent
    for node in tree.css("dt, dd"):
        parent = node.parent
        if parent is not None and parent.tag == "div":
            parent = parent.parent
        if parent is not None and parent.tag != "dl" and given_role(node) is None and not tree.is_silent(node):
            yield "dlitem", node
