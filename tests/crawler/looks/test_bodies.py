from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.looks.bodies import BadCodingError, inflate

brotli = pytest.importorskip("brotli")
CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("coding", CODERS)
def test_every_coding_is_undone(coding: str) -> None:
    assert inflate(CODERS[coding](b"abc" * 999), coding, 10_000) == (b"abc" * 999, True)


@pytest.mark.parametrize("coding", CODERS)
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    body, whole = inflate(CODERS[coding](bytes(50_000_000)), coding, 100_000)
    assert (len(body), whole) == (100_000, False)


@pytest.mark.parametrize("coding", CODERS)
def test_a_body_that_ends_early_gives_what_it_has(coding: str) -> None:
    text = "".join(chr(0x4E00 + n * 37 % 9000) for n in range(5000)).encode()
    body, whole = inflate(CODERS[coding](text)[:-2000], coding, 1_000_000)
    assert text.startswith(body)
    assert not whole or coding == "zstd"


def test_raw_deflate_is_understood() -> None:
    raw = zlib.compressobj(wbits=-15)
    assert inflate(raw.compress(b"abc") + raw.flush(), "deflate", 99) == (b"abc", True)


def test_codings_are_undone_from_the_last() -> None:
    assert inflate(gzip.compress(brotli.compress(b"abc")), "br, gzip", 99) == (b"abc", True)


def test_several_gzip_members_are_one_body() -> None:
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", 99) == (b"ab", True)


@pytest.mark.parametrize("coding", ["compress", "gzip,gzip,gzip,gzip", "sdch"])
def test_unknown_codings_are_refused(coding: str) -> None:
    with pytest.raises(BadCodingError):
        inflate(b"abc", coding, 99)


@given(st.binary(max_size=200), st.sampled_from(sorted(CODERS)))
def test_no_bytes_break_it(body: bytes, coding: str) -> None:
    try:
        out, _ = inflate(body, coding, 1000)
    except BadCodingError:
        return
    assert len(out) <= 1000
