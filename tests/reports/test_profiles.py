from __future__ import annotations

from pathlib import Path

import pytest

from reports.errors import UsageError
from reports.profiles import load_profile


def profile(folder: Path, text: str) -> Path:
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_robots_are_set_aside_with_a_reason_and_a_name(tmp_path: Path) -> None:
    text = 'obey_robots = false\nobey_robots_reason = "单位书面同意"\nobey_robots_by = "li"\n'
    found = load_profile(profile(tmp_path, text))
    assert (found.obey_robots, found.obey_robots_reason, found.obey_robots_by) == (False, "单位书面同意", "li")


@pytest.mark.parametrize("more", ["", 'obey_robots_reason = "单位书面同意"', 'obey_robots_by = "li"'])
def test_robots_are_not_set_aside_by_nobody_or_for_no_reason(tmp_path: Path, more: str) -> None:
    path = profile(tmp_path, f"pace = 1\nobey_robots = false\n{more}\n")
    with pytest.raises(UsageError) as refused:
        load_profile(path)
    assert str(path) in str(refused.value)
    assert "obey_robots_by" in str(refused.value)


def test_robots_may_be_obeyed_without_a_word(tmp_path: Path) -> None:
    assert load_profile(profile(tmp_path, "obey_robots = true\n")).obey_robots is True
