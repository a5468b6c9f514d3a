"""Links, buttons and frames: what is pressed or entered must have a name."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.readers.barriers.names import has_name, name_of
from crawler.readers.barriers.roles import ROLES, focusable, given_role, in_tab_order, is_number, role_of
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

MAX_SRCDOC = 20_000
"""Characters of a page inside an attribute that are parsed."""

_COMMANDS = frozenset({"button", "link", "menuitem"})
_PRESSED = "a, button, input, select, textarea, [tabindex]"
_LINKS = frozenset(
    {None, "link", "none", "presentation", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref"}
)
_NAMED = {
    "dialog": "aria-dialog-name",
    "alertdialog": "aria-dialog-name",
    "meter": "aria-meter-name",
    "progressbar": "aria-progressbar-name",
    "tooltip": "aria-tooltip-name",
    "treeitem": "aria-treeitem-name",
}


@rule("link-name", words=("href",))
def links(tree: Tree) -> Iterator[Found]:
    """A link without words: a visitor hears that there is a link, not where it leads."""
    for node in tree.css("a[href]"):
        if has_name(tree, node) or tree.is_silent(node):
            continue
        if given_role(node) in _LINKS:
            yield "link-name", node


@rule("button-name", "input-button-name", "summary-name", words=("<button", "<input", "<summary"))
def buttons(tree: Tree) -> Iterator[Found]:
    """A button without a name."""
    for node in tree.css('button, input[type="button" i], input[type="submit" i], input[type="reset" i], summary'):
        role = given_role(node)
        if has_name(tree, node) or tree.is_silent(node):
            continue
        if role in {"none", "presentation"} and not focusable(node):
            continue
        if role is not None and role not in {*_COMMANDS, "none", "presentation"}:
            continue
        if node.tag == "summary":
            if _opens(node):
                yield "summary-name", node
        elif role in {"link", "menuitem"}:
            yield "aria-command-name", node
        else:
            yield "button-name" if node.tag == "button" else "input-button-name", node


def _opens(node: LexborNode) -> bool:
    """Whether a summary is that of its details."""
    return node.parent is not None and node.parent.tag == "details" and "summary" not in _tags_before(node)


def _tags_before(node: LexborNode) -> set[str | None]:
    found: set[str | None] = set()
    current = node.prev
    while current is not None and len(found) < 20:
        found.add(current.tag)
        current = current.prev
    return found


@rule("aria-command-name", *sorted(set(_NAMED.values())), words=("role=",))
def made_controls(tree: Tree) -> Iterator[Found]:
    """A control made of other elements, without a name."""
    for node in tree.css("[role]"):
        role = given_role(node)
        if role in _COMMANDS:
            rule_id = "" if _is_native(node, role) else "aria-command-name"
        else:
            rule_id = _NAMED.get(role or "", "") if node.tag not in {"progress", "meter"} else ""
        if rule_id and not tree.is_silent(node) and not name_of(tree, node):
            yield rule_id, node


def _is_native(node: LexborNode, role: str | None) -> bool:
    """Whether a control is a link or a button anyway, which have rules of their own."""
    if node.tag == "a":
        return role == "link" and "href" in node.attributes
    return node.tag in {"button", "input", "summary"}


@rule("frame-title", "frame-focusable-content", words=("<iframe", "<frame"))
def frames(tree: Tree) -> Iterator[Found]:
    """A frame without a title, or one that the keyboard does not enter although there is something to press."""
    for node in tree.css("iframe, frame"):
        attributes = node.attributes
        shut_out = is_number(attributes.get("tabindex")) and (attributes.get("tabindex") or "").strip().startswith("-")
        if shut_out and not tree.is_silent(node) and not _is_speck(node) and _is_pressed_in(attributes.get("srcdoc")):
            yield "frame-focusable-content", node
        if shut_out or tree.is_silent(node) or _is_speck(node):
            continue
        decorative = given_role(node) in {"none", "presentation"}
        if not decorative and not name_of(tree, node):
            yield "frame-title", node


def _is_pressed_in(page: str | None) -> bool:
    """Whether the keyboard would find something in a frame whose page is written in its attribute."""
    if not page or len(page) > MAX_SRCDOC:
        return False
    return any(in_tab_order(node) for node in LexborHTMLParser(page).css(_PRESSED))


def _is_speck(node: LexborNode) -> bool:
    """Whether a frame is too small to show anything: a counter."""
    sizes = [node.attributes.get("width"), node.attributes.get("height")]
    return any((size or "").strip() in {"0", "1", "0px", "1px"} for size in sizes)


@rule("nested-interactive", words=("<button", "role="))
def nested(tree: Tree) -> Iterator[Found]:
    """Something to press inside something that is one whole for assistive technology."""
    for node in tree.css("button, [role]"):
        said = ROLES.get(role_of(node) or "")
        if said is None or not said.flat or node.tag in {"input", "img", "svg"} or tree.is_silent(node):
            continue
        if any(in_tab_order(inner) and not tree.is_hidden(inner) for inner in tree.inside(node, _PRESSED)):
            yield "nested-interactive", node


@rule("tabindex", words=("tabindex",))
def orders(tree: Tree) -> Iterator[Found]:
    """An element that jumps the queue of the tabulator key."""
    for node in tree.css("[tabindex]"):
        written = (node.attributes.get("tabindex") or "").strip()
        if is_number(written) and int(written) > 0 and not tree.is_hidden(node):
            yield "tabindex", node


@rule("aria-hidden-focus", "aria-hidden-body", words=("aria-hidden",))
def hidden_focus(tree: Tree) -> Iterator[Found]:
    """Something that the keyboard reaches and assistive technology is not told of."""
    reported: set[int] = set()
    for node in tree.css("[aria-hidden]"):
        if (node.attributes.get("aria-hidden") or "").strip().lower() != "true":
            continue
        if node.tag == "body":
            yield "aria-hidden-body", node
            continue
        if tree.is_hidden(node) and "visib" not in tree.source:
            continue
        for inner in (node, *tree.inside(node, f"{_PRESSED}, area, iframe, summary, [contenteditable], [controls]")):
            if inner.mem_id in reported or not in_tab_order(inner) or tree.is_hidden(inner):
                continue
            reported.add(inner.mem_id)
            if not _is_guard(tree, inner):
                yield "aria-hidden-focus", inner
                break


def _is_guard(tree: Tree, node: LexborNode) -> bool:
    """Whether an element opens nothing, or is there only to hand the focus on: a script listens for it."""
    if node.tag == "summary":
        return node.parent is None or node.parent.tag != "details"
    identifier = node.attributes.get("id")
    listened = any(identifier in script and "focus" in script for script in tree.dom.scripts) if identifier else False
    return listened or "onfocus" in node.attributes
