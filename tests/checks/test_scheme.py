"""Schemes as loaded: the built-in ones, what extends them, their digest and the basis they give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from checks.core import run
from checks.registry import all_checks
from checks.rows import Row
from checks.scheme import OWN_RULE, built_in, load
from storage.records import Finding, Outcome
from tests.checks.facts import AGENCY, HOME, SITE, facts, linked
from tests.checks.schemes import HEAD, row, scheme, veto

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SEED_OF = {
    "2019年上海市发展和改革委员会政务公开工作要点": "000",
    "2024年市国资委政务公开工作要点": "002",
    "2021年松江区政务公开工作要点": "003",
    "2024年上海市规划和自然资源局政务公开工作要点": "004",
}
NATIONAL = load("state-council-2019")
SHANGHAI = load("shanghai")
OWN = [one for one in SHANGHAI.rows if one.id.startswith("SH")]


def finding(check: str = "broken_links", reason: str = "gone", **detail: object) -> Finding:
    return Finding(
        target=SITE.id, check=check, reason=reason, outcome=Outcome.FAIL, subject=HOME, page=HOME, detail=detail
    )


def test_the_built_in_schemes_load() -> None:
    assert built_in() == ["shanghai", "state-council-2019"]
    assert (NATIONAL.id, NATIONAL.revision) == ("state-council-2019", 1)
    assert SHANGHAI.title


@pytest.mark.parametrize("national", NATIONAL.rows, ids=lambda one: one.id)
def test_every_national_row_has_a_confidence_and_a_source(national: Row) -> None:
    assert national.confidence
    assert national.source.document
    assert national.source.clause
    assert national.source.level == "国家"
    assert national.veto is None or national.confidence == "C"


def test_the_service_rows_add_up_to_the_points_that_bodies_without_services_leave_out() -> None:
    services = [one.points for one in NATIONAL.rows if one.part == "deduction" and one.unless]
    assert sum(points or Decimal(0) for points in services) == NATIONAL.content.services == 25


def test_what_the_national_scheme_sets_its_checks_can_take() -> None:
    for check in all_checks().values():
        run(check, facts(), NATIONAL.options(check.id))


def test_shanghai_adds_hints_to_the_national_rows_and_changes_none() -> None:
    assert SHANGHAI.rows[: len(NATIONAL.rows)] == NATIONAL.rows
    assert OWN
    assert {one.part for one in OWN} == {"hint"}
    assert all("*" not in one.applies_to for one in OWN)
    assert SHANGHAI.thresholds == NATIONAL.thresholds


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed documents are not at {SEEDS}")
@pytest.mark.parametrize("own", OWN, ids=lambda one: one.id)
def test_every_phrase_of_shanghai_stands_verbatim_in_its_document(own: Row) -> None:
    [seed] = SEEDS.glob(f"{SEED_OF[own.source.document]}_*.txt")
    assert own.source.clause in seed.read_text(encoding="utf-8")


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed documents are not at {SEEDS}")
def test_every_duty_that_no_website_shows_stands_verbatim_in_its_document() -> None:
    duties = SHANGHAI.content.unseen
    assert {one.document for one in duties} == set(SEED_OF)
    for duty in duties:
        [seed] = SEEDS.glob(f"{SEED_OF[duty.document]}_*.txt")
        assert duty.phrase in seed.read_text(encoding="utf-8"), duty.phrase


def test_a_duty_of_a_district_binds_nobody_else() -> None:
    for one in OWN:
        if one.source.level == "区":
            assert set(one.applies_to) <= {"songjiang", "under:songjiang"} or one.decision, one.id


def test_a_digest_is_that_of_what_a_scheme_says_not_of_its_layout(tmp_path: Path) -> None:
    one = scheme(tmp_path, row())
    assert scheme(tmp_path, "# 说明\n", row(), "\n\n").sha256 == one.sha256
    assert len(one.sha256) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("revision = 1", "revision = 2"),
        ("试行", "试用"),
        ("一行", "二行"),
        ('each = "3"', 'each = "4"'),
        ('points = "10"', 'points = "11"'),
        ("第一条", "第二条"),
        ("broken_links", "wrong_links"),
        ("days = 14", "days = 15"),
        ('full = "100"', 'full = "120"'),
        ('confidence = "C"', 'confidence = "P"'),
    ],
)
def test_a_digest_changes_with_whatever_a_scheme_says(tmp_path: Path, old: str, new: str) -> None:
    text = HEAD + 'full = "100"\n[options.stale_home]\ndays = 14\n' + row()
    assert old in text
    assert scheme(tmp_path, head=text).sha256 != scheme(tmp_path, head=text.replace(old, new)).sha256


def test_a_digest_covers_the_scheme_that_is_extended(tmp_path: Path) -> None:
    assert scheme(tmp_path, head='extends = "shanghai"\n' + HEAD).sha256 != scheme(tmp_path).sha256


def test_a_row_of_the_same_id_takes_the_place_of_the_parents(tmp_path: Path) -> None:
    child = scheme(tmp_path, row("D21", points='"7"'), row("X1"), head='extends = "state-council-2019"\n' + HEAD)
    ids = [one.id for one in NATIONAL.rows]
    assert [one.id for one in child.rows] == [*ids, "X1"]
    assert child.rows[ids.index("D21")].points == 7


def test_thresholds_are_the_parents_save_those_named(tmp_path: Path) -> None:
    head = f'extends = "state-council-2019"\n{HEAD}[options.stale_home]\ndays = 7\n'
    child = scheme(tmp_path, head=head)
    assert child.options("stale_home") == {"days": 7}
    assert child.options("stale_columns") == NATIONAL.options("stale_columns")
    assert child.options("blank_columns") == {}


def test_marks_are_the_parents_save_those_named(tmp_path: Path) -> None:
    parent = tmp_path / "parent.toml"
    parent.write_text(HEAD + 'full = "120"\nservices = "30"\n', encoding="utf-8")
    child = scheme(tmp_path, head=f'extends = "{parent}"\n{HEAD}')
    assert [child.content.full, child.content.services] == [Decimal(120), Decimal(30)]
    own = scheme(tmp_path, head=f'extends = "{parent}"\nfull = "150"\n{HEAD}')
    assert [own.content.full, own.content.services] == [Decimal(150), Decimal(30)]


def test_a_table_of_thresholds_is_laid_over_the_parents_key_by_key(tmp_path: Path) -> None:
    head = f'extends = "state-council-2019"\n{HEAD}[options.stale_columns.windows]\nnews = "7d"\n'
    windows = scheme(tmp_path, head=head).options("stale_columns")["windows"]
    assert windows == {**NATIONAL.options("stale_columns")["windows"], "news": "7d"}


def test_a_fraction_of_a_second_is_a_threshold_that_its_check_can_take(tmp_path: Path) -> None:
    half = scheme(tmp_path, head=HEAD + "[options.broken_links]\napart_s = 0.5\n")
    assert run(all_checks()["broken_links"], facts(*linked(404, 404)), half.options("broken_links")).findings


def test_a_basis_is_that_of_a_veto_before_a_deduction_before_a_hint(tmp_path: Path) -> None:
    named = '{{ document = "{}", clause = "c", level = "国家" }}'
    hint = row("H", part='"hint"', source=named.format("hint"), kinds='["portal"]')
    deduction = row("D", source=named.format("deduction"))
    strict = veto("V", source=named.format("veto"))
    for rows, document in (((hint, deduction, strict), "veto"), ((hint, deduction), "deduction"), ((hint,), "hint")):
        basis = scheme(tmp_path, *rows).basis(finding(), SITE, AGENCY)
        assert basis is not None
        assert basis.document == document


def test_a_rule_that_nobody_read_is_shown_as_the_offices_own(tmp_path: Path) -> None:
    levels = []
    for confidence in ("C", "M-low"):
        basis = scheme(tmp_path, row(confidence=f'"{confidence}"')).basis(finding(), SITE, AGENCY)
        assert basis is not None
        levels.append((basis.level, basis.confidence))
    assert levels == [("国家", "C"), (OWN_RULE, "M-low")]


def test_a_finding_that_no_row_counts_has_no_basis_in_the_scheme(tmp_path: Path) -> None:
    assert scheme(tmp_path, row()).basis(finding("stale_home", "stale"), SITE, AGENCY) is None
    assert scheme(tmp_path, row()).basis(finding(), replace(SITE, kind="subsite"), AGENCY) is None
    assert scheme(tmp_path, row(applies_to='["other"]')).basis(finding(), SITE, AGENCY) is None
