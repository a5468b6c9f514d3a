"""Scripts that treat the visitors of search engines otherwise than others, written plainly or packed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from crawler.readers.dom import Dom
from crawler.readers.outward import host_of, is_official, is_same
from storage.records import HiddenBlock

MAX_SCRIPT = 20_000

_CRAWLERS = r"(?:baidu|sogou|haosou|360spider|googlebot|bingbot|yisou|sm\.cn|so\.com|spider)"
_VISITOR = r"(?:document\s*\.\s*referrer|navigator\s*\.\s*userAgent)"
_CLOAK = re.compile(
    rf"{_VISITOR}.{{0,600}}?{_CRAWLERS}|{_CRAWLERS}.{{0,600}}?{_VISITOR}",
    re.IGNORECASE | re.DOTALL,
)
_SENDS = re.compile(
    r"(?:location(?:\s*\.\s*href)?\s*=|location\s*\.\s*(?:replace|assign)\s*\()\s*[\"'](https?:)?//([^\"'/\s]{3,200})",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    r"<(?:script|iframe)[^<>]{0,200}\ssrc\s*=\s*[\"'\\]{0,2}(https?:)?//([^\"'/\s\\]{3,200})"
    r"|\.src\s*=\s*[\"'](https?:)?//([^\"'/\s]{3,200})",
    re.IGNORECASE,
)
_MAY_BE_PACKED = re.compile(
    r"fromCharCode|unescape\s*\(|decodeURI|(?:\\x[0-9a-f]{2}){8}|(?:\\u00[0-9a-f]{2}){8}|eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c",
    re.IGNORECASE,
)
_CODES = re.compile(r"fromCharCode\s*\(([\d\s,]{8,20000})\)")
_HEX = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_UNICODE = re.compile(r"(?:\\u00[0-9a-fA-F]{2})+")
_PERCENT = re.compile(r"(?:unescape|decodeURI(?:Component)?)\s*\(\s*[\"']([^\"']{8,20000})[\"']")
_PACKED = re.compile(
    r"\}\s*\(\s*'((?:[^'\\]|\\.){1,60000})'\s*,\s*(\d{1,3})\s*,\s*(\d{1,5})\s*,\s*'([^']{0,60000})'\s*\.\s*split\s*\(\s*'\|'"
)
_WORD = re.compile(r"\b\w+\b")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def cloaking_scripts(dom: Dom) -> Iterator[HiddenBlock]:
    """The first script that cloaks, and the first packed one that brings in a stranger's script or frame."""
    own = host_of(dom.url)
    for script in dom.scripts:
        packed = _MAY_BE_PACKED.search(script) is not None
        if not packed and "referrer" not in script and "userAgent" not in script:
            continue
        plain = unpacked(script[:MAX_SCRIPT]) if packed else script[:MAX_SCRIPT]
        sends = _SENDS.search(plain)
        if sends is not None and sends[2].lower() != own and _CLOAK.search(plain):
            yield _block(dom, "script", f"{sends[1] or 'http:'}//{sends[2]}/")
            return
        if not packed:
            continue
        for brings in _BRINGS.finditer(plain):
            host = (brings[2] or brings[4]).lower()
            if brings[0] not in script and not is_same(host, own) and not is_official(host):
                yield _block(dom, "packed_script", f"{brings[1] or brings[3] or 'http:'}//{host}/")
                return
    yield from _outside_scripts(dom, own)


def _outside_scripts(dom: Dom, own: str) -> Iterator[HiddenBlock]:
    """A stranger's script before the document begins or behind its end, where no template puts one."""
    source = dom.source
    start, end = source[:4000].lower().find("<html"), max(source.rfind("</html>"), source.rfind("</HTML>"))
    around = (source[:start] if start > 0 else "") + (source[end:] if end > 0 else "")
    for brings in _BRINGS.finditer(around[:MAX_SCRIPT]):
        host = (brings[2] or brings[4] or "").lower()
        if host and not is_same(host, own) and not is_official(host):
            yield _block(dom, "outside_script", f"{brings[1] or brings[3] or 'http:'}//{host}/")
            return


def _block(dom: Dom, way: str, target: str) -> HiddenBlock:
    return HiddenBlock(url=dom.url, ways=(way,), path="script", targets=(target,))


def unpacked(script: str) -> str:
    """A script with what it writes as codes, escapes or by the usual packer put into letters behind it."""
    added = [script]
    for found in list(_CODES.finditer(script))[:20]:
        codes = [int(code) for code in found[1].split(",") if code.strip().isdigit()]
        added.append("".join(chr(code) for code in codes if code < 0x10000))
    added += [unquote(found[1]) for found in list(_PERCENT.finditer(script))[:20]]
    if (packed := _PACKED.search(script)) is not None:
        added.append(_by_words(packed[1], int(packed[2]), packed[4].split("|")))
    text = "\n".join(added)
    text = _HEX.sub(lambda found: bytes.fromhex(found[0].replace("\\x", "")).decode("latin-1"), text)
    return _UNICODE.sub(lambda found: bytes.fromhex(found[0].replace("\\u00", "")).decode("latin-1"), text)


def _by_words(payload: str, base: int, words: list[str]) -> str:
    if not 2 <= base <= len(_DIGITS):
        return ""

    def word(found: re.Match[str]) -> str:
        number = 0
        for letter in found[0]:
            digit = _DIGITS.find(letter)
            if digit < 0 or digit >= base:
                return found[0]
            number = number * base + digit
        return words[number] if number < len(words) and words[number] else found[0]

    return _WORD.sub(word, payload)
