"""What style sheets name: pictures, fonts, further sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(
    r"""url\(\s*(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^\s"'()]{1,2000}))\s*\)"""
    r"""|@import\s+(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})')""",
    re.IGNORECASE,
)

MAX_CSS = 2_000_000
MAX_FOUND = 2000


def style_addresses(css: str) -> Iterator[str]:
    """The addresses that a style sheet or a style attribute names, as written, without those in comments."""
    if "url(" not in css and "@import" not in css and "URL(" not in css:
        return
    text = _COMMENT.sub("", css[:MAX_CSS])
    for count, match in enumerate(_URL.finditer(text)):
        if count >= MAX_FOUND:
            return
        found = next(group for group in match.groups() if group is not None)
        if not found.startswith(("data:", "#", "about:")):
            yield found.replace("\\", "")
