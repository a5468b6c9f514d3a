"""From findings to a scorecard, by examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from checks.core import run as run_check
from checks.ids import IDS
from checks.registry import all_checks
from checks.scheme import load
from storage.records import SHANGHAI, Outcome, Run, Settlement, Site
from tests.checks.facts import AGENCY, RUN, SITE, column, facts
from tests.checks.schemes import HEAD, manual, row, scheme, veto
from tests.checks.scoring import blind, card, doubt, fault, mark, rows

D = Decimal
NATIONAL = load("state-council-2019")
INWARD = replace(SITE, outward_services=False)
SUBSITE = replace(SITE, kind="subsite")


def on(year: int, month: int, day: int) -> Run:
    return replace(RUN, as_of=datetime(year, month, day, 23, 59, 59, tzinfo=SHANGHAI))


def test_a_site_without_faults_has_the_full_mark(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row(), veto()))
    assert (scored.verdict, scored.points, scored.low, scored.high) == ("pass", D(100), D(100), D(100))
    assert (scored.kind, scored.klass, scored.scheme, scored.reference) == ("portal", "department", "try", False)


def test_each_fault_costs_what_its_row_says(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row()), fault(1), fault(2))
    assert (scored.points, mark(scored, "R1").lost, mark(scored, "R1").fails) == (D(94), D(6), 2)


def test_a_row_never_costs_more_than_its_cap(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row()), *(fault(number) for number in range(5)))
    found = mark(scored, "R1")
    assert (scored.points, found.lost, found.uncapped, scored.uncapped) == (D(90), D(10), D(15), D(15))


def test_a_row_at_its_cap_is_settled_whatever_is_in_doubt(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row()), *(fault(number) for number in range(4)), doubt(9), blind(8))
    assert (mark(scored, "R1").state, scored.verdict, scored.points) == ("settled", "pass", D(90))


def test_a_veto_fails_whatever_the_points(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row(), veto(), manual()), fault(1))
    assert (scored.verdict, mark(scored, "V1").veto) == ("fail", True)


@pytest.mark.parametrize(("number", "verdict"), [(4, "pass"), (5, "fail"), (6, "fail")])
def test_a_veto_by_number_falls_at_its_number(tmp_path: Path, number: int, verdict: str) -> None:
    strict = scheme(tmp_path, veto(falls="{ fails = 5 }"))
    assert card(strict, *(fault(one) for one in range(number))).verdict == verdict


@pytest.mark.parametrize(("examined", "verdict"), [(20, "fail"), (21, "pass"), (0, "pass"), (None, "pass")])
def test_a_veto_by_share_falls_at_its_share_of_what_was_examined(
    tmp_path: Path, examined: int | None, verdict: str
) -> None:
    strict = scheme(tmp_path, veto(falls='{ share = "0.05" }'))
    counts = {} if examined is None else {"broken_links": examined}
    assert card(strict, fault(1), examined=counts).verdict == verdict


def test_a_doubt_that_could_veto_leaves_the_verdict_open(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, veto(falls="{ fails = 2 }")), fault(1), doubt(2))
    found = mark(scored, "V1")
    assert (scored.verdict, found.veto, found.veto_possible, found.state) == ("pending", False, True, "pending")


def test_a_doubt_that_could_not_veto_leaves_nothing_open(tmp_path: Path) -> None:
    assert card(scheme(tmp_path, veto(falls="{ fails = 3 }")), fault(1), doubt(2)).verdict == "pass"


def test_doubts_open_a_gap_between_low_and_high(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row()), fault(1), doubt(2))
    assert (scored.verdict, scored.points, scored.low, scored.high) == ("pending", None, D(94), D(97))
    assert (mark(scored, "R1").state, mark(scored, "R1").doubts) == ("pending", 1)


def test_what_could_not_be_measured_costs_nothing_and_settles_nothing(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row()), blind())
    assert (scored.verdict, scored.points, scored.low, scored.high) == ("pending", None, D(100), D(100))
    assert (mark(scored, "R1").state, mark(scored, "R1").note) == ("not_measured", "1 项未能检查")


def test_a_row_that_only_a_person_can_settle_leaves_the_verdict_open(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row(), manual()))
    assert (scored.verdict, scored.points, mark(scored, "M1").state) == ("pending", None, "manual")


def test_a_row_whose_check_is_still_to_come_is_not_measured(tmp_path: Path) -> None:
    to_come = min(IDS - all_checks().keys(), default=None)
    if to_come is None:
        pytest.skip("every check of the interface is there")
    later = row(faults=f'[{{ check = "{to_come}", each = "1" }}]')
    assert mark(card(scheme(tmp_path, later)), "R1").state == "not_measured"


@pytest.mark.parametrize(("cost", "verdict"), [("40", "pass"), ("40.1", "fail")])
def test_exactly_the_pass_mark_passes(tmp_path: Path, cost: str, verdict: str) -> None:
    dear = row(points='"100"', faults=f'[{{ check = "broken_links", each = "{cost}" }}]')
    assert card(scheme(tmp_path, dear), fault()).verdict == verdict


def test_a_best_case_below_the_pass_mark_needs_nobody(tmp_path: Path) -> None:
    dear = row(points='"100"', faults='[{ check = "broken_links", each = "41" }]')
    assert card(scheme(tmp_path, dear, manual()), fault(1), doubt(2)).verdict == "fail"


@pytest.mark.parametrize("cost", ["5", "20", "21"])
def test_bonus_rows_add_nothing_until_a_person_settles_them(tmp_path: Path, cost: str) -> None:
    dear = row(points='"100"', faults=f'[{{ check = "broken_links", each = "{cost}" }}]')
    scored = card(scheme(tmp_path, dear, manual("B1", "bonus")), fault())
    assert (scored.bonus, scored.points, scored.verdict) == (D(0), 100 - D(cost), "pass")
    assert mark(scored, "B1").state == "manual"


def test_without_outward_services_the_rest_counts_as_the_whole(tmp_path: Path) -> None:
    service = row("S1", unless='"no_outward_services"')
    scored = card(scheme(tmp_path, row(), service), fault(1), site=INWARD)
    assert rows(scored.marks) == ["R1"]
    assert scored.points == D(75 - 3) * 4 / 3 == 96
    assert card(scheme(tmp_path, row(), service), site=INWARD).points == 100


def test_a_service_row_counts_for_bodies_with_outward_services(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row(), row("S1", unless='"no_outward_services"')), fault(1))
    assert (rows(scored.marks), scored.points) == (["R1", "S1"], D(94))


@pytest.mark.parametrize("kind", ["subsite", "committee"])
def test_other_sites_are_judged_by_veto_alone_and_scored_for_reference(tmp_path: Path, kind: str) -> None:
    small = replace(SITE, kind=kind)
    dear = row(points='"100"', kinds='["portal", "subsite", "committee"]', faults='[{check="broken_links",each="90"}]')
    scored = card(scheme(tmp_path, dear, row("R2"), veto(falls="{ fails = 5 }")), fault(1), site=small)
    assert (scored.reference, scored.verdict, scored.points) == (True, "pass", D(10))
    assert rows(scored.marks) == ["R1", "V1"]
    assert card(scheme(tmp_path, dear, veto()), fault(1), site=small).verdict == "fail"


def test_a_doubt_in_a_deduction_does_not_hold_up_a_subsite(tmp_path: Path) -> None:
    both = row(kinds='["subsite"]')
    scored = card(scheme(tmp_path, both, veto(falls="{ fails = 5 }")), doubt(1), site=SUBSITE)
    assert (scored.verdict, scored.points, scored.low, scored.high) == ("pass", None, D(97), D(100))


@pytest.mark.parametrize(("day", "state"), [((2026, 3, 30), "not_due"), ((2026, 3, 31), "settled")])
def test_nothing_costs_before_it_is_due(tmp_path: Path, day: tuple[int, int, int], state: str) -> None:
    scored = card(scheme(tmp_path, row(due='"03-31"')), fault(1), run=on(*day))
    found = mark(scored, "R1")
    assert found.state == state
    assert (found.due_on, scored.points) == ((date(2026, 3, 31), D(100)) if state == "not_due" else (None, D(97)))
    assert scored.verdict == "pass"


@pytest.mark.parametrize(
    ("applies_to", "bound"),
    [
        ('["*"]', True),
        ('["mz"]', True),
        ('["department"]', True),
        ('["under:city"]', True),
        ('["under:mz"]', True),
        ('["district", "other", "under:other"]', False),
        ("[]", False),
    ],
)
def test_a_row_binds_those_whom_it_names(tmp_path: Path, applies_to: str, bound: bool) -> None:
    assert rows(card(scheme(tmp_path, row(applies_to=applies_to)), fault()).marks) == ["R1"] * bound


def test_a_site_of_nobody_is_bound_by_rules_for_all_only(tmp_path: Path) -> None:
    both = scheme(tmp_path, row(), row("R2", applies_to='["department"]'))
    scored = card(both, agency=None)
    assert (rows(scored.marks), scored.klass) == (["R1"], None)
    assert rows(card(both, agency=AGENCY).marks) == ["R1", "R2"]


@pytest.mark.parametrize(("day", "bound"), [(1, False), (2, True), (9, True), (10, False)])
def test_a_row_binds_from_its_first_to_its_last_day(tmp_path: Path, day: int, bound: bool) -> None:
    dated = row(**{"from": "2026-05-02", "until": "2026-05-09"})
    assert rows(card(scheme(tmp_path, dated), run=on(2026, 5, day)).marks) == ["R1"] * bound


def test_a_hint_is_no_part_of_the_card(tmp_path: Path) -> None:
    scored = card(scheme(tmp_path, row(part='"hint"', kinds='["portal"]')), fault())
    assert (scored.marks, scored.points) == ((), D(100))


def test_a_fault_counts_where_its_reason_and_detail_fit(tmp_path: Path) -> None:
    fine = row(faults='[{ check = "broken_links", reasons = ["gone"], where = { via = ["a", "img"] }, each = "1" }]')
    found = (fault(1, via="a"), fault(2, via="css"), fault(3, reason="tls", via="a"), fault(4), fault(5, "stale_home"))
    assert mark(card(scheme(tmp_path, fine), *found), "R1").keys == (found[0].key,)


def test_a_finding_counts_once_in_a_row_by_the_first_fault_that_fits(tmp_path: Path) -> None:
    two = row(
        faults='[{ check = "broken_links", reasons = ["gone"], each = "1" }, { check = "broken_links", each="4"}]'
    )
    assert card(scheme(tmp_path, two), fault(1), fault(2, reason="tls")).points == 95


@pytest.mark.parametrize(("trouble", "verdict"), [("site_unreachable", "pending"), ("blocked", "not_assessable")])
def test_a_site_in_trouble_has_no_points(tmp_path: Path, trouble: str, verdict: str) -> None:
    scored = card(scheme(tmp_path, row(), veto()), blind(), run=replace(RUN, trouble=trouble))
    assert (scored.verdict, scored.points, scored.low, scored.high) == (verdict, None, None, None)


def test_the_card_names_the_scheme_that_it_was_scored_by(tmp_path: Path) -> None:
    used = scheme(tmp_path, row())
    scored = card(used)
    assert (scored.revision, scored.scheme_sha256) == (used.revision, used.sha256)
    assert (scored.period, scored.round, scored.target) == (RUN.period, RUN.round, RUN.target)


@pytest.mark.parametrize("site", [SITE, INWARD, SUBSITE])
def test_the_national_scheme_needs_a_person_for_every_site(site: Site) -> None:
    assert card(NATIONAL, site=site).verdict == "pending"


def test_the_national_scheme_takes_a_tenth_for_a_link_and_one_on_the_home_page() -> None:
    scored = card(NATIONAL, fault(1, on_home=True), fault(2, on_home=False))
    assert mark(scored, "D21").lost == D("1.1")


def test_a_policy_column_that_could_not_be_read_leaves_its_row_open() -> None:
    found = run_check(all_checks()["stale_columns"], facts(column("policy_document", doubt="unreadable"))).findings
    assert [one.outcome for one in found] == [Outcome.NOT_RUN]
    scored = card(NATIONAL, *found)
    assert mark(scored, "D05").state == "not_measured"
    assert [one.row for one in scored.marks if one.keys] == ["V4a", "D05"]


def test_links_that_our_network_kept_from_us_leave_their_row_open(tmp_path: Path) -> None:
    narrow = row(faults='[{ check = "broken_links", where = { on_home = true }, each = "1" }]')
    ours = replace(blind(targets=7), reason="our_network")
    assert mark(card(scheme(tmp_path, narrow, head=HEAD), ours), "R1").state == "not_measured"


@pytest.mark.parametrize("faults", [0, 1])
def test_people_may_settle_what_could_not_be_measured(tmp_path: Path, faults: int) -> None:
    used = scheme(tmp_path, row())
    seen = [fault(number) for number in range(1, faults + 1)]
    settled = {"R1": Settlement(row="R1", points=D(2), note="别处监测")}
    whole, part = (card(used, *found, settled=settled) for found in (seen, [*seen, blind()]))
    assert mark(part, "R1").state == "settled"
    assert mark(part, "R1").note == "别处监测"
    assert mark(part, "R1").lost == mark(whole, "R1").lost + 2, "where the program saw, its word counts alone"
