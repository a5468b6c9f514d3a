"""Addresses and text that scripts hold as constants: what a browser would show without running anything clever."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r"""(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')"""
_WRITE = re.compile(rf"document\s*\.\s*write(?:ln)?\s*\(\s*((?:{_STRING}\s*\+?\s*)+)\)")
_ANY_STRING = re.compile(_STRING)
_GO = re.compile(
    r"(?:window\s*\.\s*open|\blocation\s*\.\s*(?:assign|replace))\s*\(\s*" + _STRING + r"\s*[,)]"
    r"|\blocation(?:\s*\.\s*href)?\s*=\s*" + _STRING + r"\s*(?=[;)}\n]|$)"
)
_PAGER = re.compile(r"createPage(?:HTML|Html)?\s*\(([^()]{3,200})\)")
_ARGUMENT = re.compile(r"""\s*(?:(\d+)|["']([^"']*)["']|([^,]*))\s*(?:,|$)""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)

EXTENSIONS = frozenset({"html", "htm", "shtml", "shtm", "jsp", "aspx"})
MAX_PAGER = 1000
MAX_WRITTEN = 200_000
_LOOK_BACK = 20_000
_LINE_COMMENT = re.compile(r"(?:^|[\s;{}(),])//")


def unescape(literal: str) -> str:
    """The text of a JavaScript string literal."""

    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(int(code[1:], 16))
        return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)

    return _ESCAPE.sub(one, literal) if "\\" in literal else literal


def _in_comment(script: str, place: int) -> bool:
    """Whether a place of a script stands behind ``//`` on its line or in a comment that is still open."""
    before = script[max(0, place - _LOOK_BACK) : place]
    if before.rfind("/*") > before.rfind("*/"):
        return True
    line = before[before.rfind("\n") + 1 :][-1000:]
    return any(
        line.count('"', 0, found.start()) % 2 == 0 and line.count("'", 0, found.start()) % 2 == 0
        for found in _LINE_COMMENT.finditer(line)
    )


def written(script: str) -> str:
    """The markup that a script writes with ``document.write`` of constant strings; "" where it writes none."""
    if "document" not in script:
        return ""
    pieces: list[str] = []
    for match in _WRITE.finditer(script):
        if _in_comment(script, match.start()):
            continue
        pieces += [unescape(part[1] or part[2] or "") for part in _ANY_STRING.finditer(match[1])]
        if sum(map(len, pieces)) > MAX_WRITTEN:
            break
    return "".join(pieces)[:MAX_WRITTEN]


def addresses(script: str) -> Iterator[str]:
    """The constant addresses to which a script sends the visitor (``location=``, ``window.open``)."""
    if "location" not in script and "open" not in script:
        return
    for match in _GO.finditer(script):
        found = next((group for group in match.groups() if group is not None), "")
        if found and "{" not in found and not _in_comment(script, match.start()):
            yield unescape(found)


def pager_addresses(script: str) -> Iterator[str]:
    """Further pages of a list that is paged by the TRS ``createPageHTML(count, current, name, extension)``."""
    if "createPage" not in script:
        return
    for match in _PAGER.finditer(script):
        if _in_comment(script, match.start()):
            continue
        numbers: list[int] = []
        strings: list[str] = []
        for number, string, _other in _ARGUMENT.findall(match[1]):
            if number:
                numbers.append(int(number))
            elif string:
                strings.append(string)
        extension = next((place for place, text in enumerate(strings) if text.lstrip(".") in EXTENSIONS), 0)
        if not numbers or extension == 0:
            continue
        name, ending = strings[extension - 1], strings[extension].lstrip(".")
        for page in range(1, min(numbers[0], MAX_PAGER)):
            yield f"{name}_{page}.{ending}"
