"""Bodies that are what they say: one file of each type, and pages long enough to be nothing else."""

from __future__ import annotations

from tests.crawler.readers.reading import PROSE


def article(title: str, more: str = "") -> str:
    """An article of several hundred characters."""
    text = f"<p>{PROSE}</p>" * 14
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>{more}</p>{text}</body></html>"
    )


ARTICLE = article("关于召开全市政务公开工作会议的通知")

_ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 64
FILES: dict[str, tuple[bytes, str]] = {
    "html": (ARTICLE.encode(), "text/html; charset=utf-8"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 32, "image/png"),
    "jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 32, "image/jpeg"),
    "gif": (b"GIF89a" + b"\x00" * 32, "image/gif"),
    "webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 32, "image/webp"),
    "ico": (b"\x00\x00\x01\x00\x01\x00" + b"\x00" * 32, "image/x-icon"),
    "js": (b"var name = 'mingzhou';", "application/javascript"),
    "css": (b".a { color: red }", "text/css"),
    "woff2": (b"wOF2" + b"\x00" * 32, "font/woff2"),
    "pdf": (b"%PDF-1.5\n" + b"0" * 64 + b"\n%%EOF", "application/pdf"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "application/msword"),
    "docx": (_ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "zip": (_ZIP, "application/zip"),
    "swf": (b"CWS\x0a" + b"\x00" * 32, "application/x-shockwave-flash"),
    "mp4": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 32, "video/mp4"),
    "mp3": (b"ID3\x03" + b"\x00" * 32, "audio/mpeg"),
    "vtt": (b"WEBVTT\n\n", "text/vtt"),
    "xml": (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "application/xml"),
}
"""Body and content type by ending."""
