"""Judging one site's run."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from checks import judge as judging
from checks.core import Check, Seen
from checks.judge import judge
from checks.registry import all_checks
from checks.rules.broken_links import broken_links
from checks.rules.missing_columns import missing_columns
from storage.records import FOOTER_ELEMENTS, Column, Finding, Outcome, ServiceLink
from tests.checks.facts import HOME, RUN, HandFacts, column, facts, findings, home, link, linked, page, target, url
from tests.checks.policies import policy


class Defaults:
    """No thresholds but the checks' own, save those named."""

    def __init__(self, set_: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.set = set_ or {}

    def options(self, check_id: str) -> Mapping[str, Any]:
        return self.set.get(check_id, {})


DEFAULTS = Defaults()
SITE_WITH_FAULTS = (*linked(404, 404), home(), page("news/"), column(items=0, blank="no_items", newest=None))


def of_sites() -> list[str]:
    return [check.id for check in all_checks().values() if check.on != "account"]


def test_all_checks_are_made_and_counted() -> None:
    verdict = judge(facts(*SITE_WITH_FAULTS), DEFAULTS)
    assert set(verdict.examined) == set(of_sites())
    assert {finding.check for finding in verdict.findings} >= {
        *("blank_columns", "broken_links", "missing_columns", "missing_footer_elements")
    }
    assert verdict.crashed == ()


def test_only_the_families_asked_for_are_judged() -> None:
    assert set(judge(facts(*SITE_WITH_FAULTS), DEFAULTS, ["links"]).examined) == {"broken_links", "wrong_links"}


def test_thresholds_come_from_the_scheme() -> None:
    set_ = Defaults({"missing_columns": {"portal": ("gazette",), "service": ()}})
    verdict = judge(facts(*SITE_WITH_FAULTS), set_, ["columns"])
    assert [found.detail["role"] for found in verdict.findings if found.check == "missing_columns"] == ["gazette"]


def test_a_blank_column_is_not_stale_as_well() -> None:
    verdict = judge(facts(*SITE_WITH_FAULTS), DEFAULTS, ["columns"])
    assert [found.check for found in verdict.findings if found.subject == url("news/")] == ["blank_columns"]


@pytest.mark.parametrize("trouble", ["site_unreachable", "blocked", "undecodable", "our_network", "too_large"])
def test_a_site_in_trouble_gets_exactly_one_not_run_for_each_check(trouble: str) -> None:
    seen = facts(*SITE_WITH_FAULTS, target("", 503, 503), run=replace(RUN, trouble=trouble))
    verdict = judge(seen, DEFAULTS)
    assert [finding.check for finding in verdict.findings] == of_sites()
    for finding in verdict.findings:
        assert (finding.reason, finding.outcome) == (trouble, Outcome.NOT_RUN)
        assert finding.subject == finding.page == HOME
        assert [sight.outcome for sight in finding.evidence] == ["503", "503"]
    assert verdict.examined == {}


def test_an_unknown_trouble_is_told_as_unreadable() -> None:
    verdict = judge(facts(run=replace(RUN, trouble="moonlight")), DEFAULTS)
    assert {finding.reason for finding in verdict.findings} == {"unreadable"}


def broken_check() -> Check:
    def stale_home(seen: Seen) -> Iterator[Finding]:
        yield seen.finding(HOME, "stale")
        raise RuntimeError("boom")

    return replace(all_checks()["stale_home"], judge=stale_home)


def test_a_check_that_crashes_is_one_not_run_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(judging, "all_checks", lambda: {**all_checks(), "stale_home": broken_check()})
    with caplog.at_level(logging.ERROR):
        verdict = judge(facts(*SITE_WITH_FAULTS), DEFAULTS)
    [crash] = [finding for finding in verdict.findings if finding.check == "stale_home"]
    assert (crash.reason, crash.outcome, crash.subject) == ("crashed", Outcome.NOT_RUN, HOME)
    assert verdict.crashed == ("stale_home",)
    assert set(verdict.examined) == set(of_sites()) - {"stale_home"}
    assert "boom" in caplog.text
    assert {finding.check for finding in verdict.findings} >= {"blank_columns", "broken_links"}


def test_findings_come_sorted_whatever_the_order_of_the_facts() -> None:
    records = (*SITE_WITH_FAULTS, link("", "a.html"), target("a.html", 500, 500), column("notice", newest=None))
    found = judge(facts(*records), DEFAULTS).findings
    assert list(found) == sorted(found, key=lambda one: (one.check, one.subject, one.page, one.key))
    again = judge(facts(*records[::-1]), DEFAULTS).findings
    assert [one.key for one in again] == [one.key for one in found]


def test_a_finding_knows_the_way_to_its_page() -> None:
    records = (*SITE_WITH_FAULTS, page("deep.html", depth=2), link("deep.html", "b.html"), target("b.html", 404, 404))
    seen = HandFacts(records, trail={url("deep.html"): ("政务公开", "通知")})
    [found] = [one for one in judge(seen, DEFAULTS, ["links"]).findings if one.subject == url("b.html")]
    assert found.path == ("政务公开", "通知")


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]


def test_the_key_of_a_finding_of_its_own_holds_subject_and_page() -> None:
    [found] = findings(missing_columns, home(), page(), page("a"), portal=("plan",), service=())
    assert found.key == digest("mz-www", "missing_columns", HOME, HOME, "plan")


def test_the_key_of_a_grouped_finding_holds_no_page() -> None:
    [found] = findings(broken_links, *linked(404, 404))
    assert found.key == digest("mz-www", "broken_links", url("report.html"))
    whole = dict.fromkeys(FOOTER_ELEMENTS, "有")
    whole.pop("sponsor")
    [foot] = findings(all_checks()["missing_footer_elements"], page(footer=whole))
    assert foot.key == digest("mz-www", "missing_footer_elements", "sponsor")


def test_a_keys_parts_keep_their_order_and_days_counts_and_status_never_enter() -> None:
    detail = {"item": "i", "policy": "p", "law": "l", "kind": "k", "selector": "s", "rule": "r", "element": "e"}
    detail |= {"identity": "d", "role": "o"}
    found = Finding(
        target="t", check="c", reason="x", outcome=Outcome.FAIL, subject="s", page="p", detail={**detail, "days": 9}
    )
    assert found.key == digest("t", "c", "s", "p", "o", "d", "e", "r", "s", "k", "l", "p", "i")
    same = replace(found, reason="y", outcome=Outcome.UNSURE, detail={**detail, "days": 10, "pages": 3})
    assert same.key == found.key


def test_the_key_does_not_change_with_the_number_of_days() -> None:
    stale = all_checks()["stale_columns"]
    newest = column().newest
    assert newest is not None
    [one] = findings(stale, column(newest=newest.replace(day=1)))
    [other] = findings(stale, column(newest=newest.replace(month=1)))
    assert one.key == other.key


def test_a_fact_is_never_changed_by_judging() -> None:
    seen = facts(*SITE_WITH_FAULTS)
    before = list(seen.records(Column))
    judge(seen, DEFAULTS)
    assert before == list(seen.records(Column))


def test_a_dead_service_link_of_documents_alone_is_told_once() -> None:
    service = ServiceLink(text="在线办理", url=url("report.html"))
    document = policy("news/", services=(service,))
    dead = target("report.html", 404, 404)
    seen = facts(home(), page(""), page("news/"), page("b.html"), link("news/", "report.html"), dead, document)
    told = [one.check for one in judge(seen, DEFAULTS).findings if one.subject == url("report.html")]
    assert told == ["dead_service_links"]


def test_a_dead_service_link_that_other_pages_name_is_a_broken_link_too() -> None:
    service = ServiceLink(text="在线办理", url=url("report.html"))
    document = policy("news/", services=(service,))
    links = (link("news/", "report.html"), link("b.html", "report.html"))
    seen = facts(home(), page(""), page("news/"), page("b.html"), *links, target("report.html", 404, 404), document)
    told = [one.check for one in judge(seen, DEFAULTS).findings if one.subject == url("report.html")]
    assert told == ["broken_links", "dead_service_links"]
