from __future__ import annotations

import pytest

from crawler.looks.magic import breaks_promise, is_html, promised

HOST = "http://www.example.gov.cn"


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (b"<!DOCTYPE html><p>", "application/octet-stream"),
        (b"\xef\xbb\xbf\r\n <html>", None),
        (b"<!-- a --> <!-- b --><HTML>", "text/plain"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'><html>", "application/xml"),
        (b"<script>location='/x'</script>", None),
        ("政府公告".encode("gbk"), "text/html"),
        ("<html>".encode("utf-16"), "text/html; charset=utf-16"),
    ],
)
def test_pages(head: bytes, content_type: str | None) -> None:
    assert is_html(head, content_type)


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (b"%PDF-1.4", "text/html"),
        (b"\x89PNG\r\n", "text/html"),
        (b"<?xml version='1.0'?><urlset>", "application/xml"),
        (b"body { color: red }", "text/css"),
        (b"<!-- loader -->\nvar a = 1;", "application/javascript"),
        (b"", None),
        (b"{}", "application/json"),
    ],
)
def test_not_pages(head: bytes, content_type: str | None) -> None:
    assert not is_html(head, content_type)


@pytest.mark.parametrize(
    ("name", "head", "breaks"),
    [
        ("a.pdf", b"junk %PDF-1.4", False),
        ("a.pdf", b"no such file", True),
        ("a.doc", b"PK\x03\x04", False),
        ("a.doc", b"\xd0\xcf\x11\xe0", False),
        ("a.xls", b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", False),
        ("a.docx", b"oops", True),
        ("a.jpg", b"\x89PNG", False),
        ("a.png", b"error", True),
        ("a.rar", b"PK\x03\x04", True),
        ("a.txt", b"anything", False),
        ("a.mp4", b"anything", False),
        ("a", b"anything", False),
    ],
)
def test_first_bytes_keep_or_break_what_the_name_promises(name: str, head: bytes, breaks: bool) -> None:
    assert breaks_promise(head, f"{HOST}/{name}") is breaks


@pytest.mark.parametrize(
    ("path", "ending"),
    [("/a/b.PDF?x=1", "pdf"), ("/a.jsp", ""), ("/", ""), ("/v1.0", ""), ("/%E9%99%84.docx", "docx"), ("/a.css", "css")],
)
def test_what_an_address_promises(path: str, ending: str) -> None:
    assert promised(HOST + path) == ending
