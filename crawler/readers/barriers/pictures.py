"""Pictures, drawings and embedded objects that say nothing to somebody who does not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import name_of
from crawler.readers.barriers.roles import DECORATIVE, given_role, role_of, says_more
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

_FILE_NAME = re.compile(r"[\w%().~-]{1,100}\.(?:jpe?g|png|gif|bmp|webp|svg|ico|tiff?)", re.IGNORECASE)
_PAGES = re.compile(r"\.(?:html?|xhtml|php|jsp|aspx?|txt|xml)(?:[?#]|$)", re.IGNORECASE)
_DRAWN = frozenset({"img", "image", "graphics-document", "graphics-symbol"})


@rule("image-alt", "image-alt-file-name", words=("<img",))
def images(tree: Tree) -> Iterator[Found]:
    """A picture without ``alt``, with a blank one, or with a file's name for one."""
    for node in tree.css("img"):
        attributes = node.attributes
        alt = attributes.get("alt")
        if "alt" in attributes and not alt:
            continue
        if alt and not alt.isspace():
            if _FILE_NAME.fullmatch(alt.strip()) and not tree.is_silent(node):
                yield "image-alt-file-name", node
            continue
        role = given_role(node)
        if (role in DECORATIVE and not says_more(node)) or (role is not None and role not in _DRAWN | DECORATIVE):
            continue
        if not tree.is_silent(node) and not name_of(tree, node):
            yield "image-alt", node


@rule("role-img-alt", "svg-img-alt", words=("role=",))
def drawings(tree: Tree) -> Iterator[Found]:
    """An element that says that it is a picture, without a name."""
    for node in tree.css("[role]"):
        if role_of(node) not in _DRAWN or node.tag in {"img", "input"} or tree.is_silent(node):
            continue
        if not name_of(tree, node):
            yield "svg-img-alt" if _in_drawing(node) else "role-img-alt", node


def _in_drawing(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(50):
        if current is None or current.tag == "foreignobject":
            return False
        if current.tag == "svg":
            return True
        current = current.parent
    return False


@rule("input-image-alt", words=("image",))
def image_buttons(tree: Tree) -> Iterator[Found]:
    """A picture that sends a form, without a name."""
    for node in tree.css('input[type="image" i]'):
        if not tree.is_silent(node) and not name_of(tree, node):
            yield "input-image-alt", node


@rule("area-alt", words=("<area",))
def areas(tree: Tree) -> Iterator[Found]:
    """A part of a picture that leads somewhere, without a name."""
    used: set[str] | None = None
    for node in tree.css("area[href]"):
        if used is None:
            used = {(one.attributes.get("usemap") or "").strip().lower() for one in tree.css("[usemap]")}
        parent = node.parent
        name = (parent.attributes.get("name") or parent.attributes.get("id") or "") if parent is not None else ""
        if f"#{name.lower()}" in used and not name_of(tree, node):
            yield "area-alt", node


@rule("object-alt", words=("<object",))
def objects(tree: Tree) -> Iterator[Found]:
    """An embedded object that is no page of text, without a name."""
    for node in tree.css("object[data]"):
        data = (node.attributes.get("data") or "").strip()
        kind = (node.attributes.get("type") or "").lower()
        if not data or kind.startswith("text/") or _PAGES.search(data) or data.startswith("data:text"):
            continue
        if role_of(node) in DECORATIVE or tree.is_silent(node) or "." not in data.rpartition("/")[2]:
            continue
        if not name_of(tree, node) and not _stands_in(tree, node):
            yield "object-alt", node


def _stands_in(tree: Tree, node: LexborNode) -> bool:
    """Whether an object holds a player or another object, which browsers show in its place."""
    return tree.holds(node, "object, embed, video, audio")


@rule("presentation-role-conflict", words=("alt=", "role="))
def conflicts(tree: Tree) -> Iterator[Found]:
    """An element that is marked as decoration and yet is focusable or says more of itself."""
    for node in tree.css('img[alt=""], [role="none"], [role="presentation"]'):
        if given_role(node) in {None, *DECORATIVE} and says_more(node) and not tree.is_silent(node):
            yield "presentation-role-conflict", node
