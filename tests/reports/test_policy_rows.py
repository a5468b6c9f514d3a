"""Documents with their interpretations as exports and scorecards show them."""

from __future__ import annotations

from datetime import date

from reports.policy_rows import FIELDS, policy_rows, policy_table
from tests.checks.policies import pair, pairing, policy

YEAR = (date(2026, 1, 1), date(2026, 8, 31))


def test_every_document_has_a_row_and_every_pair_one() -> None:
    two = pairing(pair(), pair("jd/2.html", confidence=0.4))
    rows = list(policy_rows("mz-www", [two, pairing(policy="https://www.mz.gov.cn/zc/2.html")]))
    assert [tuple(row) for row in rows] == [tuple(FIELDS.split())] * 3
    assert [(row["confidence"], row["interpretation"] is None) for row in rows] == [
        (0.95, False),
        (0.4, False),
        (0.0, True),
    ]


def test_the_table_counts_what_is_owed_and_what_is_sure() -> None:
    found = policy_table(
        [pairing(pair(), pair("jd/2.html", form="text")), pairing(pair(confidence=0.4)), pairing(binding=False)],
        [],
        *YEAR,
    )
    assert (found.owing, found.interpreted, found.rich, found.sure) == (2, 1, 1, 2)
    assert len(found.pairings) == 2


def test_the_table_leaves_out_other_bodies_documents_and_other_years() -> None:
    others = [pairing(charged=False), pairing(published=date(2025, 5, 5)), pairing(published=None)]
    found = policy_table(others, [policy(disclosure="主动公开")], *YEAR)
    assert found.pairings == ()
    assert sum(found.kinds.values()) == found.stated == 0


def test_documents_are_counted_by_kind_and_openness() -> None:
    pages = [
        policy("zc/1.html", disclosure="主动公开"),
        policy("zc/2.html", disclosure="依申请公开", kind="other"),
        policy("zc/3.html", disclosure=None, kind="规章"),
        policy("zc/4.html", disclosure="主动公开"),
    ]
    shown = [pairing(policy=page.url) for page in pages[:3]]
    found = policy_table(shown, pages, *YEAR)
    assert found.kinds == {"规章": 1, "行政规范性文件": 1, "其他文件": 1}
    assert (found.stated, found.open) == (2, 1)
