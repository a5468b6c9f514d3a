from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.styles import style_addresses

PIECES = ("url(", ")", "'", '"', "/*", "*/", "@import ", "\\", "\n", ";", "a.png", "data:", "#x", "公")


def test_pictures_fonts_and_sheets_are_named_and_comments_are_not() -> None:
    css = "@import 'a.css'; /* url(no.png) */ p { background: url( b.png ) } p { src: url('c.woff'), url(data:x) }"
    assert list(style_addresses(css)) == ["a.css", "b.png", "c.woff"]
    assert list(style_addresses(f"{css} /* url(never closed)")) == ["a.css", "b.png", "c.woff"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join))
def test_no_style_sheet_breaks_its_reader(css: str) -> None:
    assert all(isinstance(address, str) for address in style_addresses(css))


@pytest.mark.parametrize("piece", ["/*", "/* ", "url(", "url('", "url( ", "@import '", "url(" + " " * 99, "/* */"])
def test_hostile_style_sheets_are_read_in_time(piece: str) -> None:
    started = time.monotonic()
    list(style_addresses("url(a)" + piece * 100_000))
    assert time.monotonic() - started < 5
