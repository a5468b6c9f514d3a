"""Rules of style sheets that hide, as simple selectors: a sheet is read once a site, however many pages use it."""

from __future__ import annotations

import re

from crawler.readers.hidden import ways_of

MAX_CSS = 1_000_000
MAX_RULES = 400

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_BLOCK = re.compile(r"@[\w-]{1,40}[^{};]{0,400}\{(?:[^{}]{0,5000}\{[^{}]{0,5000}\}){0,2000}[^{}]{0,5000}\}")
_RULE = re.compile(r"([^{}@;]{1,400})\{([^{}]{1,2000})\}")
_SIMPLE = re.compile(r"[\w.#-]{1,80}(?:\s?[> ]\s?[\w.#-]{1,80}){0,5}$")


def hiding_rules(css: str) -> tuple[tuple[str, ...], ...]:
    """Selectors of elements, classes, ids and their order, with what hides whatever they match.

    What holds for print, for small screens or for a moment of a movement is left out, and so are selectors with states.
    """
    text = _AT_BLOCK.sub("", _COMMENT.sub("", css[:MAX_CSS]))
    found: dict[str, tuple[str, ...]] = {}
    for selectors, rule in _RULE.findall(text):
        ways = ways_of(rule)
        for selector in selectors.split(",") if len(found) < MAX_RULES else ():
            simple = " ".join(selector.split())
            if _SIMPLE.match(simple) is None or not re.search(r"[.#]", simple):
                continue
            if ways:
                found[simple] = ways
            else:
                _shown_again(found, simple, rule)
    return tuple((selector, *ways) for selector, ways in found.items())


def _shown_again(found: dict[str, tuple[str, ...]], selector: str, rule: str) -> None:
    """A later rule for the same selector may take back what hides."""
    if selector in found and re.search(r"display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*[1.]", rule):
        del found[selector]
