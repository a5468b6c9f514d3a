"""Fields of forms: their labels, and what they tell a browser that could fill them in."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import name_of
from crawler.readers.barriers.roles import DECORATIVE, given_role, is_number
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

_BUTTONS = frozenset({"hidden", "image", "button", "submit", "reset"})
_INPUTS = frozenset({"textbox", "combobox", "searchbox", "slider", "spinbutton", "listbox"})
_TOGGLES = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})

_CONTACTS = frozenset(
    {
        *("tel", "tel-country-code", "tel-national", "tel-area-code", "tel-local", "tel-local-prefix"),
        *("tel-local-suffix", "tel-extension", "email", "impp"),
    }
)
_FIELDS = _CONTACTS | {
    *("name", "honorific-prefix", "given-name", "additional-name", "family-name", "honorific-suffix", "nickname"),
    *("username", "new-password", "current-password", "one-time-code", "organization-title", "organization"),
    *("street-address", "address-line1", "address-line2", "address-line3", "address-level4", "address-level3"),
    *("address-level2", "address-level1", "country", "country-name", "postal-code", "cc-name", "cc-given-name"),
    *("cc-additional-name", "cc-family-name", "cc-number", "cc-exp", "cc-exp-month", "cc-exp-year", "cc-csc"),
    *("cc-type", "transaction-currency", "transaction-amount", "language", "bday", "bday-day", "bday-month"),
    *("bday-year", "sex", "url", "photo"),
}
_NUMBERS = frozenset({"cc-exp-month", "cc-exp-year", "transaction-amount", "bday-day", "bday-month", "bday-year"})
_TYPED = {
    "url": {"url", "photo", "impp"},
    "tel": {name for name in _CONTACTS if name.startswith("tel")} | _NUMBERS | {"cc-number", "cc-csc", "postal-code"},
    "email": {"email", "username"},
    "number": _NUMBERS,
    "date": {"bday"},
    "month": {"cc-exp"},
    "password": {"new-password", "current-password", "one-time-code"},
}
"""Fields that a typed input can take, where not any; anything goes into text and search."""


@rule("label", "select-name", words=("<input", "<textarea", "<select"))
def fields(tree: Tree) -> Iterator[Found]:
    """A field that nothing names."""
    for node in tree.css("input, textarea, select"):
        kind = (node.attributes.get("type") or "text").strip().lower()
        role = given_role(node)
        if node.tag == "input" and kind in _BUTTONS:
            continue
        if role in DECORATIVE and "disabled" in node.attributes:
            continue
        if role is not None and role not in _INPUTS | _TOGGLES | DECORATIVE | {"menu"}:
            continue
        if not tree.is_silent(node) and not name_of(tree, node):
            yield "select-name" if node.tag == "select" else "label", node


@rule("aria-input-field-name", "aria-toggle-field-name", words=("role=",))
def made_fields(tree: Tree) -> Iterator[Found]:
    """A field made of other elements, that nothing names."""
    for node in tree.css("[role]"):
        role = given_role(node)
        if role not in _INPUTS | _TOGGLES or node.tag in {"input", "textarea", "select"} or tree.is_silent(node):
            continue
        if not name_of(tree, node):
            yield "aria-input-field-name" if role in _INPUTS else "aria-toggle-field-name", node


@rule("autocomplete-valid", words=("autocomplete",))
def completions(tree: Tree) -> Iterator[Found]:
    """An ``autocomplete`` that no browser understands."""
    for node in tree.css("input[autocomplete], textarea[autocomplete], select[autocomplete]"):
        value = (node.attributes.get("autocomplete") or "").lower().split()
        if not value or value in (["on"], ["off"]) or _asks_nobody(node) or tree.is_hidden(node):
            continue
        if not _is_known(value, (node.attributes.get("type") or "text").lower() if node.tag == "input" else "text"):
            yield "autocomplete-valid", node


def _asks_nobody(node: LexborNode) -> bool:
    """Whether nobody is asked to fill a field in."""
    attributes = node.attributes
    kind = (attributes.get("type") or "text").lower() if node.tag == "input" else "text"
    tabindex = attributes.get("tabindex") or ""
    return (
        "disabled" in attributes
        or (attributes.get("aria-disabled") or "").lower() == "true"
        or ("readonly" in attributes or (attributes.get("aria-readonly") or "").lower() == "true")
        or kind in _BUTTONS | {"checkbox", "radio", "range", "color", "file"}
        or (is_number(tabindex) and tabindex.strip().startswith("-"))
    )


def _is_known(said: list[str], kind: str) -> bool:
    words = list(said)
    if words[0].startswith("section-"):
        words.pop(0)
    if words and words[0] in {"shipping", "billing"}:
        words.pop(0)
    if len(words) > 1 and words[-1] == "webauthn":
        words.pop()
    contact = bool(words) and words[0] in {"home", "work", "mobile", "fax", "pager"}
    if contact:
        words.pop(0)
    if len(words) != 1 or words[0] not in (_CONTACTS if contact else _FIELDS):
        return False
    return words[0] in _TYPED.get(kind, _FIELDS)
