"""What the first bytes of a body say it is, whatever its header and its name promise."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

HEAD_BYTES = 4096
"""How much of a file is kept to recognise it."""

_STRONG_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|frameset)[\s>]", re.I)
_WEAK_HTML = re.compile(
    rb"<(?:!--|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link|center|span|ul|noscript)[\s>/-]", re.I
)
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\xff\xd8\xff",
    b"\x89PNG", b"GIF8", b"\x1f\x8b", b"RIFF", b"OggS", b"ID3", b"FLV\x01", b"CWS", b"FWS", b"BM", b"\x00\x00\x01\x00",
    b"wOFF", b"wOF2", b"{\\rtf",
)  # fmt: skip
_PDF = (b"%PDF",)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf", *_ZIP)
_IMAGE = (
    b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF", b"BM", b"\x00\x00\x01\x00", b"II*\x00", b"MM\x00*",
    b"<svg", b"<?xml", b"\x00\x00\x00",
)  # fmt: skip
_PROMISES: dict[str, tuple[bytes, ...]] = {
    "pdf": _PDF, "zip": _ZIP, "docx": (*_ZIP, *_OLD_OFFICE), "xlsx": (*_ZIP, *_OLD_OFFICE),
    "pptx": (*_ZIP, *_OLD_OFFICE), "doc": _OLD_OFFICE, "xls": _OLD_OFFICE, "ppt": _OLD_OFFICE, "wps": _OLD_OFFICE,
    "et": _OLD_OFFICE, "dps": _OLD_OFFICE, "ofd": _ZIP, "rar": (b"Rar!",), "7z": (b"7z\xbc\xaf",),
    "jpg": _IMAGE, "jpeg": _IMAGE, "png": _IMAGE, "gif": _IMAGE, "webp": _IMAGE, "bmp": _IMAGE,
}  # fmt: skip
_OTHER_FILES = frozenset(
    {
        "css",
        "js",
        "json",
        "xml",
        "txt",
        "csv",
        "ico",
        "svg",
        "swf",
        "flv",
        "mp3",
        "mp4",
        "m4v",
        "avi",
        "wmv",
        "mov",
        "webm",
        "ogg",
        "wav",
        "woff",
        "woff2",
        "ttf",
        "eot",
        "otf",
        "apk",
        "exe",
        "gz",
        "tar",
        "bz2",
        "map",
        "rss",
        "m3u8",
        "epub",
        "ceb",
    }
)  # fmt: skip
DOCUMENTS = frozenset({*_PROMISES, "txt", "csv", "zip"}) - {"jpg", "jpeg", "png", "gif", "webp", "bmp"}
"""Endings of files whose text is read."""

_DOCUMENT = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")
_OFFICE_HTML = (b"urn:schemas-microsoft-com:office", b"mime-version:", b"application/vnd.ms-excel")


def promised(url: str) -> str:
    """The file type that an address promises by its ending, lower-case; "" for pages and unknown endings."""
    name = unquote(urlsplit(url).path).rpartition("/")[2].lower()
    ending = name.rpartition(".")[2] if "." in name else ""
    return ending if ending in _PROMISES or ending in _OTHER_FILES else ""


def is_html(head: bytes, content_type: str | None) -> bool:
    """Whether a body is an HTML page: its bytes decide, the header only where they are silent."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f\x00")
    if start.startswith(_BINARY):
        return False
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "html" in kind
    if start[:5].lower() == b"<?xml":
        return "html" in kind or bool(re.search(rb"<html[\s>]|//w3c//dtd xhtml", start, re.I))
    while start.startswith(b"<!--") and b"-->" in start:
        start = start.partition(b"-->")[2].lstrip()
    if _STRONG_HTML.match(start):
        return True
    if "html" in kind:
        return b"\x00" not in head[:512] or b"<" in start
    if kind in ("", "application/octet-stream", "application/x-unknown", "unknown/unknown", "text/plain"):
        return bool(_WEAK_HTML.match(start)) and (kind != "text/plain" or bool(_STRONG_HTML.search(head)))
    return False


def is_markup(head: bytes) -> bool:
    """Whether a body that is declared as HTML is written in it (servers declare any file so)."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f\x00")
    while start.startswith(b"<!--") and b"-->" in start:
        start = start.partition(b"-->")[2].lstrip()
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or bool(
        _STRONG_HTML.search(head) or _WEAK_HTML.match(start) or start.startswith((b"<!", b"<?xml"))
    )


def breaks_promise(head: bytes, url: str) -> bool:
    """Whether the first bytes cannot be the file type that the address promises. Lenient types never break it."""
    wanted = _PROMISES.get(promised(url))
    if wanted is None or not head:
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if wanted is _PDF:
        return b"%PDF" not in head[:1024]
    return not start.startswith(wanted) and not is_office_html(head)


def is_office_html(head: bytes) -> bool:
    """Whether an HTML or MHTML text is what office programs save under their own endings."""
    return any(mark in head.lower() for mark in _OFFICE_HTML)


def is_document(head: bytes, url: str) -> bool:
    """Whether a file may hold text that is worth reading: by its bytes, of plain text by its address."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return b"%PDF" in head[:1024] or start.startswith(_DOCUMENT) or promised(url) in {"txt", "csv", "rtf"}
