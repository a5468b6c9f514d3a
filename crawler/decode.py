"""From the bytes of a page to its text, the way browsers and the habits of Chinese sites demand.

Order: byte order mark, the Content-Type header, ``<meta>`` in the first 1024 bytes, then the bytes themselves. A
declaration that the bytes contradict (declared GBK, clean UTF-8; or the reverse) loses. Labels are those of the
WHATWG Encoding Standard; gb2312 and gbk are read as gb18030, since names of people need its characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import webencodings

BAD_SHARE = 0.005
"""Share of bytes that may be undecodable before a guess counts as wrong."""

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{2,40})""")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LATIN = re.compile("[\u0080-\u07ff]")

_WIDE = frozenset({"utf-16le", "utf-16be"})
_READ_AS = {"gbk": "gb18030", "utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": None}
"""What a declared encoding is read as: a page that names UTF-16 in ASCII letters is none."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be"))


class Undecodable(Exception):  # noqa: N818 - says what the page is
    """Bytes that no encoding we know explains."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page without NUL, and the WHATWG name of its encoding."""

    text: str
    encoding: str


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Decode a page.

    Raises:
        Undecodable: more than a trace of the bytes fits no encoding.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _made(body[len(mark) :].decode(_codec(name), "replace"), name, len(body))
    declared = declared_encoding(body, content_type)
    utf8 = _strict(body, "utf-8")
    if utf8 is not None and (declared in (None, "utf-8") or _is_chinese_utf8(utf8)):
        return _made(utf8, "utf-8", len(body))
    for name in dict.fromkeys(name for name in (declared, "utf-8", "gb18030", "big5") if name is not None):
        text = body.decode(_codec(name), "replace")
        if _bad(text) <= BAD_SHARE * max(len(body), 1):
            return _made(text, name, len(body))
    if declared is not None and declared not in ("utf-8", "gb18030"):
        return _made(body.decode(_codec(declared), "replace"), declared, len(body))
    raise Undecodable(f"no encoding explains {len(body)} bytes")


def declared_encoding(body: bytes, content_type: str | None) -> str | None:
    """The WHATWG name that header or page declares; None where they declare none that is known."""
    for label in _HEADER.findall(content_type or ""):
        if (found := webencodings.lookup(label)) is not None:
            # markup in UTF-16 has a NUL in every letter of a tag; servers claim it of pages that have none
            wide = found.name in _WIDE and b"\0" in body
            return found.name if wide else _READ_AS.get(found.name, found.name)
    for pattern in (_XML, _META):
        for label in pattern.findall(body[:1024]):
            if (found := webencodings.lookup(label.decode("ascii"))) is not None:
                return _READ_AS.get(found.name, found.name)
    return None


def _codec(name: str) -> str:
    found = webencodings.lookup(name)
    return "gb18030" if found is None or name == "gb18030" else found.codec_info.name


def _strict(body: bytes, name: str) -> str | None:
    """The text of bytes that are all valid; a page cut at a size limit may end within a character, which is dropped."""
    try:
        return codecs.getincrementaldecoder(name)().decode(body)
    except UnicodeDecodeError:
        return None


def _is_chinese_utf8(text: str) -> bool:
    """Whether text that is valid UTF-8 is Chinese in it: GBK bytes that happen to be valid give Latin letters."""
    chinese = len(_CJK.findall(text))
    return chinese > 0 and chinese >= 4 * len(_LATIN.findall(text))


def _bad(text: str) -> int:
    return text.count("\ufffd")


def _made(text: str, name: str, size: int) -> Decoded:
    text = text.replace("\0", "")
    if size and not text:
        raise Undecodable(f"{size} bytes of nothing")
    return Decoded(text, name)
