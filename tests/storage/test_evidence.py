"""The packs: every body comes back, is kept once over all quarters, and survives whatever a kill left behind."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import evidence as packs
from storage.evidence import Evidence
from storage.store import Store, StoreError


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.binary(max_size=2000), max_size=5))
def test_any_body_comes_back(sqlite_store: Store, tmp_path: Path, bodies: list[bytes]) -> None:
    evidence = Evidence(tmp_path / "evidence", sqlite_store)
    names = [evidence.put(body) for body in bodies]
    assert [evidence.get(name) for name in names] == bodies
    evidence.close()


def test_a_body_is_kept_once_over_all_quarters(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    bodies = [hashlib.sha256(str(number).encode()).digest() * 40 for number in range(300)]
    for quarter in ("run-1", "run-2", "run-3"):
        evidence = Evidence(folder, store, quarter)
        for body in bodies:
            evidence.put(body)
        evidence.close()
    assert [pack.name for pack in folder.iterdir()] == ["run-1-0000.pack"]
    assert Evidence(folder, store).get(hashlib.sha256(bodies[7]).hexdigest()) == bodies[7]


def test_a_body_that_somebody_else_kept_meanwhile_is_found(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    one, two = Evidence(folder, store, "run-1"), Evidence(folder, store, "run-2")
    names = [[evidence.put(body) for body in (b"shared", own)] for evidence, own in ((one, b"a"), (two, b"b"))]
    one.flush()
    two.flush()
    reader = Evidence(folder, store)
    assert [[reader.get(name) for name in found] for found in names] == [[b"shared", b"a"], [b"shared", b"b"]]
    one.close()
    two.close()


def test_bytes_of_a_frame_that_a_kill_cut_off_do_no_harm(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    evidence = Evidence(folder, store, "run-1")
    first = evidence.put(b"before the kill" * 9)
    evidence.close()
    [pack] = folder.iterdir()
    with pack.open("ab") as file:
        file.write(b"\x28\xb5\x2f\xfd\x20half a frame")
    evidence = Evidence(folder, store, "run-1")
    second = evidence.put(b"after the kill" * 9)
    evidence.close()
    assert [path.name for path in folder.iterdir()] == [pack.name]
    assert evidence.get(first) == b"before the kill" * 9
    assert evidence.get(second) == b"after the kill" * 9


KEEP_MUCH = """
import itertools, os, sys
from pathlib import Path
from storage.evidence import Evidence
from storage.store import Store
with Store.open(sys.argv[1]) as store:
    evidence = Evidence(Path(sys.argv[2]), store, "run-1")
    for number in itertools.count(int(sys.argv[3])):
        evidence.put(os.urandom(3000))
        if number % 50 == 0:
            evidence.flush()
            print(number, flush=True)
"""


def test_what_the_table_names_is_there_after_every_kill(any_url: str, tmp_path: Path) -> None:
    from storage import tables

    folder = tmp_path / "evidence"
    with Store.open(any_url) as store:
        for sitting in range(3):
            command = [sys.executable, "-c", KEEP_MUCH, any_url, str(folder), str(sitting * 10**6)]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                for _ in range(5):
                    assert process.stdout.readline()
                process.send_signal(signal.SIGKILL)
        with store.reading() as connection:
            names = list(connection.execute(tables.bodies.select()).scalars())
        assert len(names) >= 3 * 150
        evidence = Evidence(folder, store, "run-1")
        for name in names:
            assert hashlib.sha256(evidence.get(name)).hexdigest() == name


def test_damage_is_named_by_its_place(store: Store, tmp_path: Path) -> None:
    evidence = Evidence(tmp_path / "evidence", store)
    name = evidence.put(bytes(range(256)) * 4)
    evidence.close()
    [pack] = (tmp_path / "evidence").iterdir()
    whole = pack.read_bytes()
    for damaged in (whole[:20], whole[:-9] + bytes(9), b"\0" * len(whole)):
        pack.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"pack-0000\.pack 第 0 字节"):
            evidence.get(name)
    pack.unlink()
    with pytest.raises(StoreError, match=r"pack-0000\.pack"):
        evidence.get(name)
    with pytest.raises(KeyError):
        evidence.get("0" * 64)


def test_a_full_pack_is_followed_by_another(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "PACK_BYTES", 5000)
    folder = tmp_path / "evidence"
    bodies = [hashlib.shake_256(str(number).encode()).digest(1500) for number in range(10)]
    for half in (bodies[:5], bodies[5:]):
        evidence = Evidence(folder, sqlite_store, "run-1")
        names = [evidence.put(body) for body in half]
        evidence.close()
        assert [evidence.get(name) for name in names] == half
    assert len(list(folder.iterdir())) == 4
    assert all(pack.stat().st_size <= 5000 for pack in folder.iterdir())


def test_no_body_grows_beyond_what_was_kept(sqlite_store: Store, tmp_path: Path) -> None:
    import zstandard

    from storage import tables

    folder = tmp_path / "evidence"
    evidence = Evidence(folder, sqlite_store)
    name = evidence.put(b"small")
    evidence.close()
    [pack] = folder.iterdir()
    bomb = zstandard.ZstdCompressor().compress(bytes(50_000_000))
    pack.write_bytes(bomb)
    with sqlite_store.writing() as connection:
        connection.execute(tables.bodies.update().values(size=len(bomb)))
    with pytest.raises(StoreError):
        evidence.get(name)
