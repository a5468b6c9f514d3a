"""The manual of all checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checks import catalogue, messages
from checks.registry import all_checks
from tests.checks.gallery import declared

ROOT = Path(__file__).parents[2]


def test_every_check_is_listed_once_in_order() -> None:
    heads = [line for line in catalogue.text().splitlines() if line.startswith("## ")]
    assert heads == [f"## {messages.title(check)} `{check}`" for check in all_checks()]


@pytest.mark.parametrize(("check", "reason"), declared())
def test_every_reason_is_listed_with_its_outcome_and_sentences(check: str, reason: str) -> None:
    entry = catalogue.text().split(f"`{check}`\n")[1].partition("\n## ")[0]
    said = messages.sentences(check, reason)
    outcome = all_checks()[check].reasons[reason]
    assert f"| `{reason}` | {outcome} | {said['message']} | {said['remedy']} |" in entry.splitlines()


@pytest.mark.parametrize("check", all_checks())
def test_every_check_has_all_sections_of_its_manual(check: str) -> None:
    summary, found = catalogue.sections(all_checks()[check].manual)
    assert summary.endswith(".")
    assert tuple(found) == catalogue.SECTIONS
    assert all(found.values())


@pytest.mark.parametrize("check", all_checks())
def test_the_manual_names_every_option(check: str) -> None:
    _, found = catalogue.sections(all_checks()[check].manual)
    for option in all_checks()[check].options:
        assert option in found["Options"], option


def test_the_manual_on_disk_is_the_one_that_the_checks_write() -> None:
    told = "run `python -m checks.catalogue > docs/catalogue.md`"
    file = ROOT / "docs" / "catalogue.md"
    assert file.is_file(), f"docs/catalogue.md is missing: {told}"
    made = subprocess.run([sys.executable, "-m", "checks.catalogue"], cwd=ROOT, capture_output=True, check=True)
    assert file.read_bytes().decode() == made.stdout.decode(), f"docs/catalogue.md is old: {told}"
