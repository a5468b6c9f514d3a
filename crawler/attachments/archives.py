"""Opening archives without being blown up by them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from crawler.attachments.bounds import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, UnreadError

_DTD_WITHIN = 4096


def archive(body: bytes) -> zipfile.ZipFile:
    """An archive whose members are few enough and no bombs by their own word.

    Raises:
        UnreadError: broken, encrypted or too large.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise UnreadError("unreadable", "broken") from None
    members = opened.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadError("too_large", "too_much")
    if any(one.file_size > 1 << 20 and one.file_size > one.compress_size * MAX_RATIO for one in members):
        raise UnreadError("too_large", "bomb")
    return opened


def content(opened: zipfile.ZipFile, name: str) -> bytes:
    """One member, whole. A member never gives more than it declares.

    Raises:
        UnreadError: encrypted or broken.
    """
    member = opened.getinfo(name)
    if member.flag_bits & 0x1:
        raise UnreadError("unreadable", "encrypted")
    try:
        return opened.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UnreadError("unreadable", "broken") from None


def parts(opened: zipfile.ZipFile, within: str, ending: str = ".xml") -> Iterator[tuple[str, bytes]]:
    """The XML parts of a document below a folder, in the order of their names' lengths and letters.

    Raises:
        UnreadError: a part declares entities, which office programs never do and bombs are made of.
    """
    names = [name for name in opened.namelist() if name.startswith(within) and name.endswith(ending)]
    for name in sorted(names, key=lambda one: (len(one), one)):
        body = content(opened, name)
        if b"<!DOCTYPE" in body[:_DTD_WITHIN] or b"<!ENTITY" in body[:_DTD_WITHIN]:
            raise UnreadError("unreadable", "entities")
        yield name, body
