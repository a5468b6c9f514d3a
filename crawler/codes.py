"""What QR codes in pictures say; every picture is hostile: bounded in bytes, pixels and number of codes."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings

from PIL import Image

MAX_BYTES = 3 * 1024 * 1024
MAX_PIXELS = 16_000_000
"""Pixels that a picture may declare; more are not unpacked."""

MAX_SIDE = 1_200
"""Pixels to which the longer side is reduced before codes are looked for."""

MAX_CODES = 20
MAX_SAID = 500
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")

_INLINE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,([A-Za-z0-9+/=\s]{40,400000})", re.IGNORECASE)


class UnreadablePictureError(Exception):
    """A picture that is none, is damaged, or is larger than is looked at; the text says which, for the log."""


def read_codes(body: bytes) -> list[str]:
    """What the QR codes in a picture say, in the order in which they are found; empty where there is none.

    Raises:
        UnreadablePictureError: no picture that can be looked at.
    """
    import zxingcpp  # noqa: PLC0415 - a tenth of a second that only pictures should cost

    picture = _unpacked(body)
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [said for code in found[:MAX_CODES] if (said := code.text.strip()[:MAX_SAID])]


def inline(written: str) -> bytes | None:
    """The bytes of a picture that stands in the page itself (data:); None where it does not, or is too large."""
    match = _INLINE.match(written)
    if match is None:
        return None
    try:
        return base64.b64decode(match[1])
    except (binascii.Error, ValueError):
        return None


def _unpacked(body: bytes) -> Image.Image:
    """A picture in shades of grey, small enough to be searched."""
    if len(body) > MAX_BYTES:
        raise UnreadablePictureError(f"{len(body)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(body), formats=FORMATS)
            if opened.width * opened.height > MAX_PIXELS:
                raise UnreadablePictureError(f"{opened.width} x {opened.height} pixels")
            opened.draft("L", (MAX_SIDE, MAX_SIDE))
            picture: Image.Image = opened
            if picture.mode in {"RGBA", "LA", "P", "PA"}:
                picture = picture.convert("RGBA")
                picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
            picture = picture.convert("L")
            picture.thumbnail((MAX_SIDE, MAX_SIDE))
            return picture
    except UnreadablePictureError:
        raise
    except Exception as error:  # a damaged picture raises whatever its damaged part raises
        raise UnreadablePictureError(f"{type(error).__name__}: {error}"[:200]) from None
