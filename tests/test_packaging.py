"""What installs the program: a wheel in an empty environment, and the oldest libraries that we claim to work with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: object, cwd: Path) -> str:
    ended = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=cwd, check=False, timeout=900
    )
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-4000:]
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built from a copy so that nothing is left behind in it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    run("git", "clone", "-q", ROOT, source, cwd=folder)
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, source, cwd=folder)
    [built] = folder.glob("xuncha-*.whl")
    return built


@pytest.mark.long
def test_the_wheel_holds_every_file_that_is_not_code(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tracked = run("git", "ls-files", "checks", "crawler", "demo", "reports", "storage", cwd=ROOT).splitlines()
    assert {name for name in tracked if not name.endswith(".md")} <= names


@pytest.mark.long
@pytest.mark.parametrize("resolution", ["highest", "lowest-direct"])
def test_a_wheel_in_an_empty_environment_runs_the_demonstration(wheel: Path, tmp_path: Path, resolution: str) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    uv = (sys.executable, "-m", "uv", "pip", "install", "-q", "--python", python, "--resolution", resolution)
    run(*uv, wheel, cwd=tmp_path)
    said = run(tmp_path / "venv" / "bin" / "xuncha", "demo", cwd=tmp_path)
    assert "没有误报" in said
    assert (tmp_path / "xuncha-demo" / "reports" / "2026Q4" / "index.html").is_file()
    installed = run(*uv[:4], "list", "--python", python, cwd=tmp_path)
    assert "playwright" not in installed, "a base install needs no browser"
