"""Consultations, feedback and catalogues by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from storage.records import Consultation, DecisionCatalogue, Feedback
from tests.checks.facts import url

NAMES = ("停车管理办法",)


def consultation(**changed: Any) -> Consultation:
    """A complete consultation of thirty days in the window."""
    usual: dict[str, Any] = {
        "url": url("zj/1.html"),
        "title": "关于《停车管理办法（草案）》公开征求意见的公告",
        "published": date(2026, 3, 1),
        "start": date(2026, 3, 1),
        "end": date(2026, 3, 30),
        "names": NAMES,
    }
    return Consultation(**{**usual, **changed})


def feedback(**changed: Any) -> Feedback:
    """A complete feedback."""
    usual: dict[str, Any] = {
        "url": url("fk/1.html"),
        "title": "《停车管理办法（草案）》意见采纳情况",
        "published": date(2026, 4, 10),
        "names": NAMES,
    }
    return Feedback(**{**usual, **changed})


def catalogue(**changed: Any) -> DecisionCatalogue:
    """The year's catalogue, in time."""
    usual: dict[str, Any] = {
        "url": url("jc/1.html"),
        "title": "2026年重大行政决策事项目录",
        "year": 2026,
        "published": date(2026, 3, 20),
    }
    return DecisionCatalogue(**{**usual, **changed})
