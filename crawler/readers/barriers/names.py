"""The name by which assistive technology knows an element (W3C, Accessible Name and Description Computation 1.2)."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.roles import DECORATIVE, ROLES, given_role, role_of
from crawler.readers.barriers.tree import Tree
from crawler.readers.dom import BLOCKS

MAX_NAME = 500
"""Characters of a name that are gathered."""

MAX_REFERRED = 5
"""How deep names may be made of names of other elements."""

_LABELABLE = frozenset({"input", "select", "textarea", "meter", "progress", "output", "button"})
_WITH_VALUE = frozenset({"button", "submit", "reset"})
_NO_PLACEHOLDER = frozenset({"checkbox", "radio", "range", "color", "file", "image", "submit", "reset", "button"})
_UNSAID = frozenset({"script", "style", "template", "noscript"})
_FROM_CHILD = {"fieldset": "legend", "table": "caption", "figure": "figcaption", "svg": "title", "optgroup": ""}


def name_of(tree: Tree, node: LexborNode) -> str:
    """The accessible name of an element; "" where it has none."""
    return _name(tree, node, depth=0, referred=False).strip()


def has_name(tree: Tree, node: LexborNode) -> bool:
    """Whether an element has an accessible name; most are known by the words that stand in them."""
    child = node.child
    if child is not None and child.tag == "-text" and not node.attributes.get("aria-labelledby"):
        text = child.text_content
        if text and not text.isspace() and text.strip("\u200b\ufeff \t\r\n\xa0"):
            return True
    return bool(name_of(tree, node))


def labels_of(tree: Tree, node: LexborNode) -> list[LexborNode]:
    """The ``<label>`` elements of a field: those that name it, and the first around it."""
    found: list[LexborNode] = []
    identifier = node.attributes.get("id")
    if identifier and tree.ids.get(identifier) is not None and tree.ids[identifier].mem_id == node.mem_id:
        found += [label for label in _labels(tree) if label.attributes.get("for") == identifier][:10]
    current = node.parent
    while current is not None and current.is_element_node:
        tree.step()
        if current.tag == "label":
            if "for" not in current.attributes:
                found.append(current)
            break
        current = current.parent
    return found


def _labels(tree: Tree) -> list[LexborNode]:
    if tree.labels is None:
        tree.labels = list(tree.css("label"))
    tree.step(len(tree.labels) // 20)
    return tree.labels


def _name(tree: Tree, node: LexborNode, *, depth: int, referred: bool) -> str:
    """``referred``: the name is asked for in the name of another element, which may well point at hidden words."""
    tree.step()
    attributes = node.attributes
    if not referred and depth < MAX_REFERRED and (ids := attributes.get("aria-labelledby")):
        parts = [_name(tree, other, depth=depth + 1, referred=True) for other in tree.named_by(ids)]
        if text := " ".join(part for part in parts if part):
            return text
    label = attributes.get("aria-label")
    if label and label.strip():
        return label.strip()
    role = given_role(node)
    if role not in DECORATIVE or role_of(node) not in DECORATIVE:
        native = _native(tree, node, depth)
        if native is not None and native.strip():
            return native.strip()
    if referred or _named_by_contents(node):
        hidden = referred and tree.is_hidden(node)
        if text := content_of(tree, node, depth=depth, hidden=hidden):
            return text
    return (attributes.get("title") or "").strip()


def _named_by_contents(node: LexborNode) -> bool:
    role = role_of(node)
    if role is None:
        return node.tag in {"summary", "label", "legend", "caption"}
    said = ROLES.get(role)
    return role.startswith("doc-") or (said is not None and said.named == "contents")


def _native(tree: Tree, node: LexborNode, depth: int) -> str | None:
    """The name that HTML itself gives an element; None where it gives none."""
    tag = node.tag or ""
    attributes = node.attributes
    if tag in {"img", "area"}:
        return attributes.get("alt")
    if tag in _LABELABLE and depth < MAX_REFERRED:
        kind = (attributes.get("type") or "text").strip().lower() if tag == "input" else ""
        texts = [_label_text(tree, label, node, depth) for label in labels_of(tree, node)]
        if text := " ".join(text for text in texts if text):
            return text
        if kind in _WITH_VALUE:
            value = attributes.get("value")
            return value if value is not None or kind == "button" else kind
        if kind == "image":
            return attributes.get("alt")
        placeholder = attributes.get("placeholder") if tag in {"input", "textarea"} else None
        if placeholder and kind not in _NO_PLACEHOLDER:
            return attributes.get("title") or placeholder
        return None
    if tag == "optgroup":
        return attributes.get("label")
    child = _first(node, _FROM_CHILD[tag]) if tag in _FROM_CHILD else None
    return content_of(tree, child, depth=depth) if child is not None else _svg_title(tree, node)


def _svg_title(tree: Tree, node: LexborNode) -> str | None:
    """The title child of a part of a drawing."""
    title = _first(node, "title")
    return content_of(tree, title, depth=0, hidden=True) if title is not None else None


def _label_text(tree: Tree, label: LexborNode, field: LexborNode, depth: int) -> str:
    said = label.attributes.get("aria-label")
    if said and said.strip():
        return said.strip()
    return content_of(tree, label, depth=depth + 1, skip=field.mem_id) if not tree.is_silent(label) else ""


def _first(node: LexborNode, tag: str) -> LexborNode | None:
    child = node.child
    steps = 0
    while child is not None and steps < 100:
        if child.tag == tag:
            return child
        child = child.next
        steps += 1
    return None


def content_of(
    tree: Tree, node: LexborNode, *, depth: int = 0, hidden: bool = False, muted: bool = False, skip: int = 0
) -> str:
    """The words in an element as they make a name: with what stands for pictures, without what is hidden.

    ``hidden``: the element itself is hidden and asked for by name, so all of it counts. ``skip``: ``mem_id`` of a
    field that does not name itself. ``muted``: what is shown counts, although assistive technology is not told of it.
    """
    pieces: list[str] = []
    size = 0
    top = node.mem_id
    current: LexborNode | None = node.child
    while current is not None and size < MAX_NAME:
        tree.step()
        tag = current.tag
        deeper = False
        if tag == "-text":
            text = current.text_content or ""
            pieces.append(text)
            size += len(text.strip())
        elif current.is_element_node and current.mem_id != skip:
            if tag in BLOCKS:
                pieces.append(" ")
            said = _said_by(tree, current, depth, hidden=hidden, muted=muted)
            if said:
                pieces.append(f" {said} ")
                size += len(said)
            deeper = said is None
        if deeper and current.child is not None:
            current = current.child
            continue
        while current is not None and current.next is None:
            current = current.parent
            if current is None or current.mem_id == top:
                current = None
                break
        current = None if current is None else current.next
    return " ".join("".join(pieces).replace("\u200b", " ").replace("\ufeff", " ").split())


def _said_by(tree: Tree, node: LexborNode, depth: int, *, hidden: bool, muted: bool) -> str | None:
    """What an element inside another adds to its name; None where that is what it holds."""
    attributes = node.attributes
    tag = node.tag
    if tag in _UNSAID or (not hidden and (tree.is_hidden(node) if muted else tree.is_silent(node))):
        return ""
    refers = depth < MAX_REFERRED and bool(attributes.get("aria-labelledby"))
    if refers and (said := _name(tree, node, depth=depth + 1, referred=False)):
        return said
    label = attributes.get("aria-label")
    if label and label.strip():
        return label.strip()
    if tag in {"img", "svg"}:
        return _name(tree, node, depth=depth + 1, referred=False) if given_role(node) not in DECORATIVE else ""
    if tag == "input":
        kind = (attributes.get("type") or "text").lower()
        if kind in {"checkbox", "radio", "hidden"}:
            return ""
        return attributes.get("value") or _name(tree, node, depth=depth + 1, referred=False)
    if tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return " ".join(chosen.text().split())[:MAX_NAME] if chosen is not None else ""
    if tag in {"iframe", "object", "video", "audio", "canvas"}:
        return attributes.get("title") or ("" if tag == "iframe" else None)
    if attributes.get("title") and not (node.text() or "").strip():
        inner = content_of(tree, node, depth=depth, hidden=hidden) if node.child is not None else ""
        return inner or attributes.get("title")
    return None
