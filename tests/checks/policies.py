"""Documents and their interpretations by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from storage.records import AnnualReport, Interpretation, Pair, Pairing, Policy, PolicyShelf, RuleCount
from tests.checks.facts import url

PUBLISHED = date(2026, 3, 2)
DOCUMENT = "zc/1.html"
EXPLANATION = "jd/1.html"
LIBRARY = PolicyShelf(
    url=url("ku/"), name="规范性文件库", library=True, complete=True, items=9, oldest=date(2019, 1, 1)
)
"""A library that means to hold all normative documents, and a column beside it."""

BESIDE = PolicyShelf(url=url("zc/"), name="政策文件", items=9, oldest=date(2019, 1, 1))


def policy(path: str = DOCUMENT, **changed: Any) -> Policy:
    """A normative document of the window with all its particulars."""
    usual: dict[str, Any] = {
        "url": url(path),
        "title": "关于印发《明州市停车管理办法》的通知",
        "number": "明交规〔2026〕1号",
        "issuer": "明州市民政局",
        "written": PUBLISHED,
        "published": PUBLISHED,
        "validity": "有效",
        "valid_to": date(2031, 3, 1),
        "kind": "规范性文件",
        "owner": "mz",
        "reprint": False,
        "column": url("zc/"),
        "names": ("明州市停车管理办法",),
        "board": True,
    }
    return Policy(**{**usual, **changed})


def interpretation(path: str = EXPLANATION, **changed: Any) -> Interpretation:
    """An interpretation in pictures, published with its document."""
    usual: dict[str, Any] = {
        "url": url(path),
        "title": "一图读懂停车管理办法",
        "published": PUBLISHED,
        "form": "infographic",
    }
    return Interpretation(**{**usual, **changed})


def pair(path: str = EXPLANATION, **changed: Any) -> Pair:
    """A sure pair without fault."""
    usual: dict[str, Any] = {
        "interpretation": url(path),
        "site": "mz-www",
        "title": "一图读懂停车管理办法",
        "published": PUBLISHED,
        "form": "infographic",
        "confidence": 0.95,
        "signals": ("title",),
        "lag_days": 0,
        "link_to_policy": True,
        "link_back": True,
        "text_length": 800,
        "elements": ("背景依据", "主要内容", "适用范围"),
    }
    return Pair(**{**usual, **changed})


def pairing(*pairs: Pair, **changed: Any) -> Pairing:
    """A document that this site's body answers for, with its interpretations."""
    usual: dict[str, Any] = {
        "policy": url(DOCUMENT),
        "title": "关于印发《明州市停车管理办法》的通知",
        "number": "明交规〔2026〕1号",
        "kind": "规范性文件",
        "binding": True,
        "written": PUBLISHED,
        "published": PUBLISHED,
        "weak_date": False,
        "validity": "有效",
        "charged": True,
        "age_days": 100,
        "pairs": pairs,
    }
    return Pairing(**{**usual, **changed})


def counted(made: int | None, valid: int | None, **changed: Any) -> AnnualReport:
    """The newest report, with what its second table counts of normative documents."""
    rules = (RuleCount(matter="规章"), RuleCount(matter="行政规范性文件", made=made, ended=0, valid=valid))
    usual: dict[str, Any] = {
        "column": url("nb/"),
        "url": url("nb/2025.html"),
        "title": "2025年年报",
        "year": 2025,
        "newest": True,
    }
    return AnnualReport(**{**usual, "rules": rules, **changed})
