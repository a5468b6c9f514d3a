from tests.reports.rectify.conftest import desk, released

__all__ = ["desk", "released"]
