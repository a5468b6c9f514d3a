from __future__ import annotations

from pathlib import Path

import pytest

from demo.city import City, build
from tests.demo.visitor import Visitor


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The demonstration city, with its workspace written."""
    return build(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="session")
def truth_path(city: City) -> Path:
    return city.truth_path


@pytest.fixture(scope="session")
def visitor(city: City) -> Visitor:
    """Somebody who has walked through the whole city from its home pages."""
    visitor = Visitor(city)
    visitor.walk()
    return visitor
