"""Checks as declared, what they may see, and pages gathered into one finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.core import COMMON_REASONS, EXAMPLES, Check, Group, Seen, run
from checks.ids import FAMILIES, IDS
from checks.registry import all_checks
from checks.rules.stale_home import stale_home
from storage.records import GROUPED_CHECKS, Column, Look, Outcome, Page
from tests.checks.facts import HOME, RUN, facts, home, page, url

INTERFACE: dict[str, tuple[set[str], set[str]]] = {
    "broken_links": (
        {
            *("gone", "server_error", "unreachable", "tls", "redirect_loop", "soft_404", "empty_file", "bad_file"),
            *("broken_anchor", "malformed", "local_path"),
        },
        {"guarded", "unstable"},
    ),
    "missing_columns": ({"absent"}, set()),
    "blank_columns": ({"blank", "under_construction"}, set()),
    "stale_columns": ({"stale", "undated"}, set()),
    "stale_home": ({"stale"}, set()),
    "misplaced_articles": ({"off_topic"}, set()),
    "missing_footer_elements": ({"absent"}, set()),
}
"""Reasons of the interface that fail, and those that are unsure."""


@pytest.mark.parametrize("check_id", INTERFACE)
def test_a_check_has_the_reasons_and_the_family_of_the_interface(check_id: str) -> None:
    check = all_checks()[check_id]
    fail, unsure = INTERFACE[check_id]
    assert check.reasons == {**dict.fromkeys(fail, Outcome.FAIL), **dict.fromkeys(unsure, Outcome.UNSURE)}
    assert check_id in FAMILIES[check.family]


def test_all_checks_are_known_to_the_interface_and_in_order() -> None:
    assert set(INTERFACE) <= set(all_checks()) <= IDS
    assert list(all_checks()) == sorted(all_checks())
    assert len(IDS) == sum(len(checks) for checks in FAMILIES.values())
    assert GROUPED_CHECKS <= IDS


def test_the_common_reasons_are_those_of_the_interface() -> None:
    unsure = {reason for reason, outcome in COMMON_REASONS.items() if outcome is Outcome.UNSURE}
    assert unsure == {"contradicting", "too_little_seen"}
    assert len(COMMON_REASONS) == 13
    assert set(COMMON_REASONS.values()) == {Outcome.UNSURE, Outcome.NOT_RUN}


def seen(check: Check) -> Seen:
    return Seen(check=check, facts=facts(home(), page()), options=check.options)


def test_a_check_sees_only_what_it_declared() -> None:
    assert list(seen(stale_home)[Column]) == [home()]
    with pytest.raises(KeyError, match="stale_home did not declare that it needs Look"):
        seen(stale_home)[Look]
    with pytest.raises(KeyError, match="Link"):
        seen(stale_home).links_to([HOME])


def test_a_check_writes_only_reasons_that_it_declared() -> None:
    with pytest.raises(KeyError, match="tired"):
        seen(stale_home).finding(HOME, "tired")


def test_detail_holds_nothing_that_is_not_known() -> None:
    assert seen(stale_home).finding(HOME, "stale", days=3, newest=None).detail == {"days": 3}


def test_today_is_the_day_in_shanghai() -> None:
    late = replace(RUN, as_of=datetime(2026, 8, 30, 16, tzinfo=UTC))
    assert Seen(check=stale_home, facts=facts(run=late), options={}).today == date(2026, 8, 31)


def test_an_option_that_a_check_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="stale_home has no option weeks"):
        run(stale_home, facts(home()), {"weeks": 2})


def grouped(pages: list[Page]) -> Group:
    group = Group(HOME)
    for one in pages:
        group.add(one)
    return group


def test_an_empty_group_has_no_page() -> None:
    with pytest.raises(ValueError, match="empty"):
        _ = Group(HOME).page


def test_the_page_of_a_group_is_nearest_to_home_then_first_by_address() -> None:
    assert grouped([page("c", depth=2), page("b", depth=1), page("a", depth=1)]).page == url("a")


def test_examples_are_spread_over_templates() -> None:
    common = [page(f"a{number:03}", template="a") for number in range(100)]
    rare = [page(f"z{number}", template=f"z{number}", depth=9) for number in range(5)]
    examples = grouped(common + rare).detail()["examples"]
    assert examples[:6] == [url("a000"), *(one.url for one in rare)]
    assert len(examples) == len(set(examples)) == EXAMPLES == 20


PAGES = st.lists(
    st.builds(
        lambda number, depth, template: page(f"p{number}", depth=depth, template=template),
        st.integers(0, 500),
        st.integers(0, 4),
        st.sampled_from([None, "a", "b", "c"]),
    ),
    min_size=1,
    max_size=150,
    unique_by=lambda one: one.url,
)


@given(pages=PAGES, chance=st.randoms(use_true_random=False))
def test_a_group_does_not_depend_on_the_order_of_its_pages(pages: list[Page], chance: Random) -> None:
    shuffled = list(pages)
    chance.shuffle(shuffled)
    assert grouped(pages).detail() == grouped(shuffled).detail()
    assert grouped(pages).detail()["examples"][0] == grouped(pages).page
    assert len(grouped(pages).detail()["examples"]) == min(EXAMPLES, len(pages))


def test_a_group_of_very_many_templates_does_not_depend_on_their_order_either() -> None:
    pages = [page(f"p{number:03}", template=str(number)) for number in range(260)]
    assert grouped(pages).detail() == grouped(pages[::-1]).detail()
