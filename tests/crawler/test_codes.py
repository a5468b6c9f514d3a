"""QR codes in pictures, and pictures that mean harm."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from crawler.codes import MAX_BYTES, UnreadablePictureError, inline, read_codes

SAYS = "https://weibo.cn/qr/userinfo?uid=5620007777"


def code(says: str = SAYS, scale: int = 6) -> Image.Image:
    made = zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode), scale=scale, add_quiet_zones=True
    )
    return Image.fromarray(np.array(made))


def packed(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_code_is_read_from_every_kind_of_picture(kind: str) -> None:
    assert read_codes(packed(code(), kind)) == [SAYS]


def test_a_code_is_read_from_a_poster_upside_down_and_from_clear_ground() -> None:
    poster = Image.new("RGB", (2400, 1800), "white")
    poster.paste(code(scale=12), (900, 700))
    assert read_codes(packed(poster.rotate(180), "PNG")) == [SAYS]
    black = Image.new("L", code().size, 0)
    clear = Image.merge("LA", (black, ImageChops.invert(code())))
    assert read_codes(packed(clear, "PNG")) == [SAYS]


def test_a_picture_without_a_code_says_nothing() -> None:
    assert read_codes(packed(Image.new("L", (300, 300), 128), "PNG")) == []


def bomb() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"not a picture", bomb(), packed(code(), "PNG")[:200], b"x" * (MAX_BYTES + 1), b"<svg/>"],
    ids=["empty", "text", "bomb", "cut", "large", "svg"],
)
def test_a_picture_that_means_harm_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePictureError):
        read_codes(body)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff"]))
def test_no_bytes_break_the_reader_of_codes(body: bytes, head: bytes) -> None:
    with suppress(UnreadablePictureError):
        assert isinstance(read_codes(head + body), list)


def test_a_picture_in_the_page_itself_is_unpacked() -> None:
    assert inline("data:image/png;base64," + "QUJD" * 20) == b"ABC" * 20
    assert inline("http://a.example/1.png") is None
