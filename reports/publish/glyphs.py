"""Text of a PDF as people search and copy it: characters, not the radicals that share their glyphs in some fonts."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a fixed day: no output tells when it was made

RADICALS = str.maketrans(
    "⺂⺃⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺠⺡⺣⺤⺦⺨⺫⺭⺯⺰⺱⺲⺳⺹⺺⺾⺿⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "乛乚亻刂㔾兀尣尢巳幺彑彐忄扌攵旡歺民氵灬爫丬犭罒礻糹纟罓罒㓁耂肀艹艹虎衤覀西见角讠贝车辶辶辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)
"""Radicals of the supplement block to the characters with the same glyph; the Kangxi block has decompositions."""

DOOR = ("\u2f3e", "户")
"""The one radical that decomposes to a character (戶) which simplified fonts draw otherwise."""

_CHAR = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{4,64})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*(?:<([0-9A-Fa-f]{4,64})>|\[([^\]]*)\])")
_TEXT = re.compile(rb"<([0-9A-Fa-f]{4,64})>")
_SECTION = re.compile(rb"\d+ begin(bfchar|bfrange)\s(.*?)end\1", re.DOTALL)
_ALL = re.compile(rb"\d+ beginbf(?:char|range)\s.*endbf(?:char|range)", re.DOTALL)


def readable(printed: bytes) -> bytes:
    """A PDF whose fonts map radicals to characters, with a fixed date."""
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    for entry in writer._objects:  # the only way to every font, Type 3 fonts of patterns among them
        if isinstance(entry, DictionaryObject) and "/ToUnicode" in entry:
            cmap = entry["/ToUnicode"]
            if isinstance(cmap, StreamObject):
                mended = plain_cmap(cmap.get_data())
                if mended is not None:
                    fresh = StreamObject()
                    fresh.set_data(mended)
                    entry[NameObject("/ToUnicode")] = writer._add_object(fresh.flate_encode())
    writer.add_metadata({"/CreationDate": f"D:{MADE:%Y%m%d%H%M%S}+08'00'", "/ModDate": f"D:{MADE:%Y%m%d%H%M%S}+08'00'"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def plain_cmap(cmap: bytes) -> bytes | None:
    """A font's map from glyphs to text without radicals; None where it has none."""
    found = dict(_mappings(cmap))
    plain = {glyph: _plain(text) for glyph, text in found.items()}
    if plain == found:
        return None
    entries = [f"<{glyph}> <{_hex(text)}>" for glyph, text in plain.items()]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _ALL.sub(lambda _: text.encode(), cmap, count=1)


def _hex(text: str) -> str:
    """A text as maps write it; some map a lone half of a pair, which stays as it is."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def _mappings(cmap: bytes) -> Iterator[tuple[str, str]]:
    """Every glyph of a map with its text: of single glyphs, and of ranges, whose texts count on or are listed."""
    for section in _SECTION.finditer(cmap):
        if section[1] == b"bfchar":
            for glyph, text in _CHAR.findall(section[2]):
                yield glyph.decode().upper(), _text(text)
            continue
        for first, last, text, listed in _RANGE.findall(section[2]):
            texts = [_text(one) for one in _TEXT.findall(listed)]
            for step in range(int(last, 16) - int(first, 16) + 1):
                glyph = f"{int(first, 16) + step:0{len(first)}X}"
                if text:
                    said = _text(text)
                    yield glyph, said[:-1] + chr(ord(said[-1]) + step)
                elif step < len(texts):
                    yield glyph, texts[step]


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "surrogatepass")


def _plain(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", one) if "\u2f00" <= one <= "\u2fd5" else one.translate(RADICALS)
        for one in text.replace(*DOOR)
    )
