"""What holds of every scorecard, whatever was found."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checks.rows import SchemeFile
from checks.scheme import Scheme, load
from checks.scoring import score
from storage.records import Finding, Mark, Outcome, Scorecard, Settlement, Site
from tests.checks.facts import AGENCY, RUN, SITE
from tests.checks.scoring import card, fault

NATIONAL = load("state-council-2019")
CHECKS = ("broken_links", "blank_columns", "missing_columns", "stale_columns", "stale_home", "missing_footer_elements")
ROLES = ("news", "notice", "policy_document", "interpretation", "plan", "overview", "consultation", "budget")

DECIMALS = st.decimals(0, 60, places=2)


@st.composite
def small_schemes(draw: st.DrawFn) -> Scheme:
    """A scheme of up to six rows of all parts over the six checks."""
    source = {"document": "d", "clause": "c", "level": "国家"}
    made = []
    for number in range(draw(st.integers(0, 6))):
        part = draw(st.sampled_from(["veto", "deduction", "deduction", "bonus"]))
        faults = [
            {"check": draw(st.sampled_from(CHECKS)), "each": draw(DECIMALS)} for _ in range(draw(st.integers(0, 3)))
        ]
        one: dict[str, Any] = {
            "id": f"R{number}",
            "title": "t",
            "part": part,
            "source": source,
            "confidence": "C",
            "faults": faults,
        }
        if part == "veto" and faults:
            one["veto"] = {"fails": draw(st.integers(1, 6))}
        if part == "deduction":
            one["points"] = draw(st.none() | DECIMALS)
            one["kinds"] = draw(st.sampled_from([["portal"], ["portal", "subsite"]]))
        made.append(one)
    content = SchemeFile.model_validate({"id": "try", "revision": 1, "title": "t", "row": made})
    return Scheme(content=content, rows=content.row, thresholds={})


SCHEMES = st.just(NATIONAL) | small_schemes()
SITES = st.sampled_from([SITE, replace(SITE, outward_services=False), replace(SITE, kind="subsite")])
FINDINGS = st.builds(
    lambda number, check, outcome, role, first_level, on_home: fault(
        number, check, outcome=outcome, reason="x", role=role, first_level=first_level, on_home=on_home
    ),
    st.integers(0, 10**6),
    st.sampled_from(CHECKS),
    st.sampled_from([Outcome.FAIL, Outcome.FAIL, Outcome.UNSURE, Outcome.NOT_RUN]),
    st.sampled_from(ROLES),
    st.booleans(),
    st.booleans(),
)
MANY = st.lists(FINDINGS, max_size=30)


def scored(scheme: Scheme, found: list[Finding], site: Site) -> Scorecard:
    return card(scheme, *found, examined=dict.fromkeys(CHECKS, 40), site=site, agency=AGENCY)


def ends(one: Scorecard) -> tuple[Decimal, Decimal]:
    assert one.low is not None
    assert one.high is not None
    return one.low, one.high


@given(scheme=SCHEMES, found=MANY, site=SITES)
def test_points_never_leave_the_range_from_nothing_to_the_full_mark(
    scheme: Scheme, found: list[Finding], site: Site
) -> None:
    one = scored(scheme, found, site)
    low, high = ends(one)
    assert 0 <= low <= high <= scheme.content.full
    assert one.points in (None, high)


@given(scheme=SCHEMES, found=MANY, more=st.lists(FINDINGS, min_size=1, max_size=5), site=SITES)
def test_more_faults_never_raise_either_end(
    scheme: Scheme, found: list[Finding], more: list[Finding], site: Site
) -> None:
    before, after = (ends(scored(scheme, some, site)) for some in (found, found + more))
    assert after[0] <= before[0]
    assert after[1] <= before[1]


@given(scheme=SCHEMES, found=MANY, more=FINDINGS, site=SITES)
def test_one_more_fault_never_lifts_a_failed_verdict(
    scheme: Scheme, found: list[Finding], more: Finding, site: Site
) -> None:
    if scored(scheme, found, site).verdict == "fail":
        assert scored(scheme, [*found, more], site).verdict == "fail"


def without_order(one: Scorecard) -> Scorecard:
    """A card whose marks list their findings in one order."""
    return replace(one, marks=tuple(replace(mark, keys=tuple(sorted(mark.keys))) for mark in one.marks))


@given(scheme=SCHEMES, found=MANY, site=SITES, chance=st.randoms(use_true_random=False))
def test_the_order_of_findings_is_irrelevant(scheme: Scheme, found: list[Finding], site: Site, chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert without_order(scored(scheme, found, site)) == without_order(scored(scheme, shuffled, site))


@given(scheme=SCHEMES, found=MANY, site=SITES)
def test_totals_equal_the_sum_of_the_rows(scheme: Scheme, found: list[Finding], site: Site) -> None:
    one = scored(scheme, found, site)
    low, high = ends(one)
    content = scheme.content
    whole = content.full if site.outward_services else content.full - content.services
    deductions = [mark for mark in one.marks if mark.part == "deduction"]
    for end, lost in (
        (high, sum((mark.lost for mark in deductions), Decimal(0))),
        (low, sum((mark.lost_at_most for mark in deductions), Decimal(0))),
    ):
        assert end == max(whole - lost, Decimal(0)) * content.full / whole
    assert one.uncapped == sum((mark.uncapped for mark in one.marks), Decimal(0))


@given(scheme=SCHEMES, found=MANY, site=SITES)
def test_no_row_costs_more_than_its_cap(scheme: Scheme, found: list[Finding], site: Site) -> None:
    for mark in scored(scheme, found, site).marks:
        assert 0 <= mark.lost <= mark.lost_at_most
        assert mark.lost <= mark.uncapped
        assert mark.points is None or mark.lost_at_most <= mark.points


@given(scheme=SCHEMES, found=MANY, site=SITES)
def test_points_are_decimal_throughout(scheme: Scheme, found: list[Finding], site: Site) -> None:
    one = scored(scheme, found, site)
    numbers = [getattr(one, name) for name in ("points", "low", "high", "uncapped", "bonus")]
    numbers += [getattr(mark, name) for mark in one.marks for name in ("points", "lost", "lost_at_most", "uncapped")]
    assert all(number is None or type(number) is Decimal for number in numbers)
    assert {"points", "lost", "lost_at_most", "uncapped"} <= {field.name for field in fields(Mark)}


@given(scheme=SCHEMES, found=MANY, site=SITES)
def test_a_verdict_needs_both_ends_to_agree(scheme: Scheme, found: list[Finding], site: Site) -> None:
    one = scored(scheme, found, site)
    low, high = ends(one)
    if one.verdict == "pass":
        assert not any(mark.veto_possible for mark in one.marks)
        assert one.reference or low >= scheme.content.pass_mark
    if one.verdict == "fail":
        assert any(mark.veto for mark in one.marks) or high < scheme.content.pass_mark
    if one.points is not None:
        assert low == high


HANDS = st.dictionaries(
    st.sampled_from([row.id for row in NATIONAL.rows]),
    st.builds(lambda points, veto: (points, veto), st.decimals(0, 40, places=2), st.booleans()),
)


def by_hand(found: list[Finding], hands: dict[str, tuple[Decimal, bool]]) -> Scorecard:
    settled = {row: Settlement(row=row, points=points, veto=veto) for row, (points, veto) in hands.items()}
    return score(NATIONAL, found, dict.fromkeys(CHECKS, 40), run=RUN, site=SITE, agency=AGENCY, settled=settled)


@given(found=MANY, hands=HANDS)
def test_what_people_settle_keeps_every_bound(found: list[Finding], hands: dict[str, tuple[Decimal, bool]]) -> None:
    one = by_hand(found, hands)
    low, high = ends(one)
    assert 0 <= low <= high <= NATIONAL.content.full
    assert 0 <= one.bonus <= NATIONAL.content.bonus_cap
    assert one.bonus == 0 or (low > NATIONAL.content.bonus_from and not any(mark.veto for mark in one.marks))
    certain = {row.id for row in NATIONAL.rows if row.verified}
    assert {mark.row for mark in one.marks if mark.veto and not mark.keys} <= certain


@given(found=MANY, more=st.lists(FINDINGS, min_size=1, max_size=5), hands=HANDS)
def test_more_faults_never_raise_the_score_with_its_bonus(
    found: list[Finding], more: list[Finding], hands: dict[str, tuple[Decimal, bool]]
) -> None:
    before, after = (by_hand(some, hands) for some in (found, found + more))
    assert ends(after)[0] + after.bonus <= ends(before)[0] + before.bonus
