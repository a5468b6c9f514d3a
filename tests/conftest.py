"""What all tests share."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

SHARED = Path(__file__).parents[1].parent / "shared"


settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


class _Together(LoadScopeScheduling):  # type: ignore[misc]
    """The tests of a file run on one worker, and all that read the one inspected city: each fixture is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "tests/city" if file.startswith("tests/city/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Together:
    """How tests are shared out among workers (``pytest -n 2``)."""
    return _Together(config, log)


@pytest.fixture(scope="session")
def testdata() -> Path:
    """Real material beside the checkout; tests that read it are skipped, aloud, where it is absent."""
    folder = SHARED / "testdata"
    if not folder.is_dir():
        pytest.skip(f"real test material is not at {folder}")
    return folder


def _server_programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a private PostgreSQL server, started for the tests. initdb refuses root: nobody runs it then."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    programs = _server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine: install the package postgresql to run these tests")
    with tempfile.TemporaryDirectory(prefix="xuncha-pg-") as folder:
        user = None
        if os.geteuid() == 0:
            user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
            shutil.chown(folder, user)
        data = Path(folder) / "data"

        def run(*command: str) -> None:
            subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder, timeout=120)

        run(str(programs / "initdb"), "-D", str(data), "-U", "xuncha", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql+psycopg://xuncha@/{{}}?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


@pytest.fixture
def postgresql_url(postgresql: str, tmp_path: Path) -> str:
    """The address of an empty database on a PostgreSQL server."""
    import psycopg

    name = f"t{abs(hash(str(tmp_path))) % 10**12}"
    host = postgresql.split("host=")[1]
    with psycopg.connect(f"user=xuncha dbname=postgres host={host}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgresql.format(name)


@pytest.fixture(autouse=True, scope="session")
def _masking_key() -> Iterator[None]:
    """Tests leave no key in the configuration of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUNCHA_MASKING_KEY", "tests")
        yield
