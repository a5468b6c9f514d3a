"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session")
def testdata() -> Path:
    """Real material beside the checkout; tests that read it are skipped, aloud, where it is absent."""
    folder = SHARED / "testdata"
    if not folder.is_dir():
        pytest.skip(f"real test material is not at {folder}")
    return folder
