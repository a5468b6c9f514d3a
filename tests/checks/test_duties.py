"""The duty matrix."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from checks import duties
from checks.scheme import load

ROOT = Path(__file__).parents[2]


def test_every_row_stands_in_the_matrix_once() -> None:
    lines = duties.text().splitlines()
    for row in load("shanghai").rows:
        assert sum(f"| {row.id} |" in line for line in lines) == 1, row.id


def test_every_duty_is_looked_for_or_has_its_reason() -> None:
    for line in duties.text().splitlines():
        if line.startswith("| ") and not line.startswith("| 要求"):
            assert line.rstrip(" |").rpartition("|")[2].strip(), line


def test_the_matrix_on_disk_is_the_one_that_the_schemes_write() -> None:
    made = subprocess.run([sys.executable, "-m", "checks.duties"], cwd=ROOT, capture_output=True, check=True)
    told = "run `python -m checks.duties > docs/duties.md`"
    assert (ROOT / "docs" / "duties.md").read_bytes().decode() == made.stdout.decode(), told
