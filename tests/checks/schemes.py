"""Small schemes as text, written and loaded."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from checks.scheme import Scheme, check_file, load

HEAD = 'id = "try"\nrevision = 1\ntitle = "试行"\n'

SOURCE = '{ document = "某办法", clause = "第一条", level = "国家" }'


def row(id_: str = "R1", *, without: Collection[str] = (), **changed: str) -> str:
    """One row as TOML; values are written as they stand. ``without``: keys left out."""
    usual = {
        "id": f'"{id_}"',
        "title": '"一行"',
        "part": '"deduction"',
        "source": SOURCE,
        "confidence": '"C"',
        "points": '"10"',
        "faults": '[{ check = "broken_links", each = "3" }]',
    }
    kept = {key: value for key, value in {**usual, **changed}.items() if key not in without}
    return "\n[[row]]\n" + "".join(f"{key} = {value}\n" for key, value in kept.items())


def veto(id_: str = "V1", falls: str = "{ fails = 1 }", **changed: str) -> str:
    """A row that vetoes and costs nothing."""
    usual = {"faults": '[{ check = "broken_links" }]'}
    return row(id_, part='"veto"', veto=falls, without=("points",), **{**usual, **changed})


def manual(id_: str = "M1", part: str = "deduction") -> str:
    return row(id_, part=f'"{part}"', without=("faults",))


def written(folder: Path, *parts: str | bytes) -> Path:
    file = folder / "try.toml"
    file.write_bytes(b"".join(part if isinstance(part, bytes) else part.encode() for part in parts))
    return file


def scheme(folder: Path, *rows: str, head: str = HEAD) -> Scheme:
    return load(str(written(folder, head, *rows)))


def mistakes(folder: Path, *parts: str | bytes) -> list[str]:
    return check_file(written(folder, *parts))
