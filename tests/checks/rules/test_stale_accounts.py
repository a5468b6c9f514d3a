"""Accounts on which nothing is new, that are gone, and that are one too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.core import Result, run
from checks.rules.dead_accounts import dead_accounts
from checks.rules.duplicate_accounts import duplicate_accounts
from checks.rules.stale_accounts import stale_accounts
from storage.records import AccountObservation, Post
from tests.checks.accounts import ACCOUNT, GONE, SECOND, of_account, post, seen_by_hand
from tests.checks.facts import AS_OF, NOON


def said(*posts: Post | AccountObservation, **changed: Any) -> Result:
    return run(stale_accounts, of_account(*posts, **changed))


@pytest.mark.parametrize("days", [0, 14])
def test_an_account_with_a_post_of_the_last_two_weeks_is_fresh(days: int) -> None:
    assert said(post(days)).findings == ()


@pytest.mark.parametrize(("days", "reason"), [(15, "stale"), (92, "stale"), (93, "zombie")])
def test_an_old_account_is_stale_and_after_three_months_a_zombie(days: int, reason: str) -> None:
    (found,) = said(post(days)).findings
    assert (found.reason, found.detail["days"], found.outcome) == (reason, days, "fail")
    assert found.subject == "https://weibo.com/mz"


def test_a_pinned_old_post_does_not_hide_a_new_one() -> None:
    assert said(post(400, pinned=True), post(3)).findings == ()


def test_a_pinned_new_post_does_not_make_an_account_fresh_nor_accuse_it() -> None:
    (found,) = said(post(3, pinned=True), post(60)).findings
    assert (found.reason, found.outcome) == ("contradicting", "unsure")


def test_an_account_with_only_a_pinned_old_post_is_stale_by_it() -> None:
    (found,) = said(post(40, pinned=True)).findings
    assert (found.reason, found.detail["days"]) == ("stale", 40)


def test_posts_after_the_day_of_the_verdict_do_not_count() -> None:
    (found,) = said(post(-5), post(30)).findings
    assert (found.reason, found.detail["days"]) == ("stale", 30)


def test_an_account_that_shows_nothing_is_in_doubt() -> None:
    (found,) = said().findings
    assert (found.reason, found.outcome) == ("too_little_seen", "unsure")


def test_an_export_made_before_the_day_of_the_verdict_proves_no_silence() -> None:
    (found,) = said(post(30), captured_at=NOON - timedelta(days=5)).findings
    assert found.reason == "too_little_seen"


@pytest.mark.parametrize("health", ["unreadable", "blocked", "undecodable"])
def test_an_account_that_could_not_be_read_is_not_judged(health: str) -> None:
    (found,) = said(health=health, note="status 432").findings
    assert (found.reason, found.outcome) == (health, "not_run")


def test_what_an_inspector_saw_clears_an_account_and_two_of_them_accuse_it() -> None:
    day = AS_OF.date() - timedelta(days=3)
    unread = {"health": "blocked", "note": "status 432"}
    assert said(seen_by_hand(last_post_at=day), **unread).findings == ()
    assert said(post(60), seen_by_hand(last_post_at=day)).findings == ()
    old = AS_OF.date() - timedelta(days=40)
    (found,) = said(seen_by_hand(last_post_at=old), **unread).findings
    assert (found.reason, found.outcome, found.detail["days"]) == ("stale", "unsure", 40)
    (found,) = said(seen_by_hand(last_post_at=old, second="李四"), **unread).findings
    assert (found.reason, found.outcome) == ("stale", "fail")
    (found,) = said(seen_by_hand(last_post_at=old), seen_by_hand(2, "李四", last_post_at=old), **unread).findings
    assert (found.outcome, found.detail["observed_by"]) == ("fail", ["李四", "张三"])


def test_one_person_named_twice_is_one_person() -> None:
    seen = seen_by_hand(last_post_at=AS_OF.date() - timedelta(days=40), second="张三")
    (found,) = said(seen, health="blocked").findings
    assert found.outcome == "unsure"


@pytest.mark.parametrize("probe", ["broken", "silent"])
def test_where_a_known_good_account_shows_nothing_new_the_source_is_broken(probe: str) -> None:
    (found,) = said(post(60), probe=probe).findings
    assert (found.reason, found.outcome) == ("unreadable", "not_run")
    assert said(post(1), probe=probe).findings == ()
    (found,) = said(post(60), probe="ok").findings
    assert found.outcome == "fail"


def test_posts_to_which_sites_link_prove_life_and_no_silence() -> None:
    assert said(post(3), partial=True).findings == ()
    (found,) = said(post(60), partial=True).findings
    assert (found.reason, found.outcome) == ("too_little_seen", "unsure")


def test_a_service_account_tells_its_posts_of_the_period_beside() -> None:
    service = replace(ACCOUNT, platform="wechat_service")
    (found,) = run(stale_accounts, of_account(post(20), post(25), post(200), account=service)).findings
    assert found.detail["period_posts"] == 2
    assert "period_posts" not in said(post(20)).findings[0].detail


def test_an_account_that_is_gone_in_two_looks_is_dead() -> None:
    (found,) = run(dead_accounts, of_account(**GONE)).findings
    assert (found.reason, found.outcome) == ("dead", "fail")
    assert run(dead_accounts, of_account(**{**GONE, "gone": None})).findings == ()


def test_the_second_account_on_a_platform_is_a_duplicate_and_the_first_is_not() -> None:
    assert run(duplicate_accounts, of_account(account=ACCOUNT)).findings == ()
    (found,) = run(duplicate_accounts, of_account(account=SECOND)).findings
    assert found.detail["other_id"] == "mz-wb"
