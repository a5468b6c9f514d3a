"""The bytes that were seen: zstd frames appended to pack files, found by SHA-256 through the table of bodies.

A body that is there already, from whatever run, is not written again. A crash between the pack and the table leaves
bytes that nothing refers to, never a reference to bytes that are not there.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

import zstandard
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.store import Store, StoreError

PACK_BYTES = 1 << 30
LEVEL = 3
ROWS = 200
WAITING_BYTES = 16 << 20


class Evidence:
    """The pack files of one folder. ``name``: of the pack that this process writes; nobody else may write it."""

    def __init__(self, folder: Path, store: Store, name: str = "pack") -> None:
        self._folder = folder
        self._store = store
        self._name = name
        self._pack: IO[bytes] | None = None
        self._waiting: dict[str, tuple[bytes, int]] = {}
        self._bytes = 0
        self._compressor = zstandard.ZstdCompressor(level=LEVEL)

    def put(self, body: bytes) -> str:
        """Keep a body; returns its SHA-256 in hex. It can be read back at once, by others after ``flush``."""
        digest = hashlib.sha256(body).hexdigest()
        if digest not in self._waiting:
            frame = self._compressor.compress(body)
            self._waiting[digest] = (frame, len(body))
            self._bytes += len(frame)
            if len(self._waiting) >= ROWS or self._bytes >= WAITING_BYTES:
                self.flush()
        return digest

    def get(self, sha256: str) -> bytes:
        """The body of a SHA-256.

        Raises:
            KeyError: it was not kept. StoreError: the pack is gone or damaged.
        """
        self.flush()
        place = self.place(sha256)
        if place is None:
            raise KeyError(sha256)
        name, start, size, length = place
        path = self._folder / name
        try:
            with path.open("rb") as pack:
                pack.seek(start)
                frame = pack.read(size)
            if zstandard.frame_content_size(frame) != length:
                raise zstandard.ZstdError("another length than was kept")
            body = zstandard.ZstdDecompressor().decompress(frame)
        except (OSError, zstandard.ZstdError) as error:
            raise StoreError(f"{path} 第 {start} 字节：读不出证据（{error}）") from None
        if hashlib.sha256(body).hexdigest() != sha256:
            raise StoreError(f"{path} 第 {start} 字节：证据与校验值 {sha256} 不符")
        return body

    def flush(self) -> None:
        """Write what is not there yet to the pack, then to the table."""
        if not self._waiting:
            return
        there = self._there(tuple(self._waiting))
        rows = []
        for digest, (frame, length) in self._waiting.items():
            if digest not in there:
                pack = self._open_pack(len(frame))
                row = {"pack": Path(pack.name).name, "start": pack.tell(), "size": len(frame), "length": length}
                pack.write(frame)
                rows.append({"sha256": digest, **row})
        if rows:
            assert self._pack is not None
            self._pack.flush()
            self._insert(rows)
        self._waiting, self._bytes = {}, 0

    def _insert(self, rows: list[dict[str, object]]) -> None:
        try:
            with self._store.writing() as connection:
                connection.execute(insert(tables.bodies), rows)
        except StoreError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            self._insert_one_by_one(rows)

    def _insert_one_by_one(self, rows: list[dict[str, object]]) -> None:
        """Another process kept one of these bodies meanwhile: keep the rest."""
        for row in rows:
            if self.place(str(row["sha256"])) is None:
                with self._store.writing() as connection:
                    connection.execute(insert(tables.bodies).values(row))

    def close(self) -> None:
        """Write what waits and close the pack."""
        self.flush()
        if self._pack is not None:
            self._pack.close()
            self._pack = None

    def place(self, digest: str) -> tuple[str, int, int, int] | None:
        """Where a body lies: pack, offset, bytes there, bytes of the body itself; None where it was not kept."""
        kept = tables.bodies.c
        query = select(kept.pack, kept.start, kept.size, kept.length).where(kept.sha256 == digest)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row[0], row[1], row[2], row[3])

    def _there(self, digests: tuple[str, ...]) -> set[str]:
        """Which of these bodies are kept already."""
        query = select(tables.bodies.c.sha256).where(tables.bodies.c.sha256.in_(digests))
        with self._store.reading() as connection:
            return set(connection.execute(query).scalars())

    def _open_pack(self, coming: int) -> IO[bytes]:
        if self._pack is not None and self._pack.tell() + coming > PACK_BYTES:
            self._pack.close()
            self._pack = None
        if self._pack is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = 0
            while (path := self._folder / f"{self._name}-{number:04d}.pack").exists() and (
                path.stat().st_size + coming > PACK_BYTES
            ):
                number += 1
            self._pack = path.open("ab")
            self._pack.seek(0, 2)
        return self._pack
