"""The entry of a home page to its version for the aged and the disabled."""

from __future__ import annotations

import pytest

from checks.rules.missing_senior_mode import missing_senior_mode
from storage.records import Answer, Finding, SeniorEntry, SeniorTrial
from tests.checks.facts import HOME, findings, look, page, result, target, url

MODE = url("zzb/")


def entry(to: str | None = MODE, **changed: bool) -> SeniorEntry:
    return SeniorEntry(page=HOME, text="长者版", target=to, **changed)


def said(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.reason, str(one.outcome), one.subject) for one in found]


def test_a_home_page_without_an_entry_fails() -> None:
    judged = result(missing_senior_mode, page(), page("a.html", depth=1))
    assert (said(list(judged.findings)), judged.examined) == ([("absent", "fail", HOME)], 1)


def test_an_entry_that_opens_passes() -> None:
    assert findings(missing_senior_mode, page(), entry(), target(MODE, 200)) == []


def trial(came: str, address: str | None = None) -> SeniorTrial:
    return SeniorTrial(page=HOME, text="长者版", came=came, address=address, looks=(look(200), look(200, after_s=10)))


@pytest.mark.parametrize("came", ["changed", "opened"])
def test_an_entry_that_a_script_opens_in_the_browser_passes(came: str) -> None:
    assert findings(missing_senior_mode, page(), entry(None), trial(came)) == []


def test_an_entry_whose_click_does_nothing_or_leads_to_an_error_fails() -> None:
    [found] = findings(missing_senior_mode, page(), entry(None), trial("nothing"))
    assert (said([found]), found.detail["fault"], len(found.evidence)) == ([("dead", "fail", HOME)], "no_effect", 2)
    assert said(findings(missing_senior_mode, page(), entry(None), trial("failed", MODE))) == [("dead", "fail", MODE)]


def test_an_entry_that_only_a_browser_could_open_accuses_nobody_without_one() -> None:
    assert said(findings(missing_senior_mode, page(), entry(None))) == [("unrendered", "not_run", HOME)]
    unclear = findings(missing_senior_mode, page(), entry(None), trial("unclear"))
    assert said(unclear) == [("too_little_seen", "unsure", HOME)]


def test_an_entry_that_leads_nowhere_fails() -> None:
    [found] = findings(missing_senior_mode, page(), entry(), target(MODE, 404, 404))
    assert said([found]) == [("dead", "fail", MODE)]
    assert (found.page, found.detail["text"]) == (HOME, "长者版")


def test_a_toolbar_whose_script_is_gone_fails() -> None:
    script = entry(url("wza/aria.js"), by_script=True)
    found = findings(missing_senior_mode, page(), script, target(url("wza/aria.js"), 404, 404))
    assert said(found) == [("dead", "fail", url("wza/aria.js"))]


def test_an_entry_that_failed_once_is_a_doubt() -> None:
    found = findings(missing_senior_mode, page(), entry(), target(MODE, 404))
    assert said(found) == [("too_little_seen", "unsure", MODE)]


def test_scripts_that_may_bring_an_entry_are_a_doubt_until_a_browser_looks() -> None:
    found = findings(missing_senior_mode, page(), entry(None, by_script=True))
    assert said(found) == [("too_little_seen", "unsure", HOME)]


def test_a_guarded_entry_is_no_finding_here() -> None:
    assert findings(missing_senior_mode, page(), entry(), target(MODE, 403, 403)) == []


def test_a_home_page_that_scripts_build_unseen_is_not_run() -> None:
    found = findings(missing_senior_mode, page(needs_browser="script_shell"))
    assert said(found) == [("unrendered", "not_run", HOME)]


def test_a_home_page_that_a_browser_showed_is_judged() -> None:
    assert said(findings(missing_senior_mode, page(needs_browser="script_shell", rendered=True))) == [
        ("absent", "fail", HOME)
    ]


def test_a_site_whose_home_page_refuses_is_left_out() -> None:
    assert findings(missing_senior_mode, page(answer=Answer.REFUSED)) == []
