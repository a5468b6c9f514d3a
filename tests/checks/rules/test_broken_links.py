"""Which links count as broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.rules.broken_links import broken_links
from storage.records import Answer, Failure, Mentions, Sign, Target
from tests.checks.facts import HOME, findings, link, linked, look, page, reasons, result, target, url

REPORT = url("report.html")


def test_a_link_that_opens_passes_and_is_counted() -> None:
    judged = result(broken_links, *linked(200))
    assert (judged.findings, judged.examined) == ((), 1)


@pytest.mark.parametrize(
    ("seen", "signs", "reason"),
    [
        (404, (), "gone"),
        (410, (), "gone"),
        (400, (), "gone"),
        (500, (), "server_error"),
        (503, (), "server_error"),
        (Failure.DNS, (), "unreachable"),
        (Failure.REFUSED, (), "unreachable"),
        (Failure.RESET, (), "unreachable"),
        (Failure.TIMEOUT, (), "unreachable"),
        (502, (Sign.PROXY_ERROR,), "unreachable"),
        (Failure.TLS, (), "tls"),
        (302, (Sign.LOOP,), "redirect_loop"),
        (200, (Sign.LIKE_MISSING,), "soft_404"),
        (200, (Sign.TO_HOME, Sign.RANDOM_TO_HOME), "soft_404"),
        (200, (Sign.EMPTY,), "empty_file"),
        (200, (Sign.HTML_FOR_FILE,), "bad_file"),
        (200, (Sign.WRONG_MAGIC,), "bad_file"),
        (200, (Sign.TRUNCATED,), "bad_file"),
    ],
)
def test_a_target_that_fails_twice_fails(seen: int | Failure, signs: tuple[Sign, ...], reason: str) -> None:
    [found] = findings(broken_links, *linked(seen, seen, signs=signs))
    assert (found.reason, str(found.outcome), found.subject, found.page) == (reason, "fail", REPORT, HOME)
    assert found.detail["answer"] == str(seen)
    assert [sight.outcome for sight in found.evidence] == [str(seen)] * 2


@pytest.mark.parametrize("status", [401, 403, 407, 412, 429, 432, 451, 521, 999])
def test_a_guarded_target_is_a_doubt_however_often_it_refuses(status: int) -> None:
    assert reasons(broken_links, *linked(status)) == [("guarded", "unsure")]
    assert reasons(broken_links, *linked(status, status)) == [("guarded", "unsure")]


def test_a_challenge_is_a_doubt_whatever_its_status() -> None:
    for status in (200, 503):
        assert reasons(broken_links, *linked(status, status, signs=(Sign.CHALLENGE,))) == [("guarded", "unsure")]


def test_a_target_that_fails_and_then_works_gives_nothing() -> None:
    assert not findings(broken_links, *linked(404, 200))
    assert not findings(broken_links, *linked(Failure.TIMEOUT, 503, 200))


def test_a_target_that_fails_works_and_fails_is_unstable() -> None:
    assert reasons(broken_links, *linked(503, 200, Failure.TIMEOUT)) == [("unstable", "unsure")]
    assert findings(broken_links, *linked(503, 200, Failure.TIMEOUT))[0].detail["answer"] == "timeout"


def test_the_last_look_gives_the_reason() -> None:
    assert reasons(broken_links, *linked(Failure.TIMEOUT, 404)) == [("gone", "fail")]


def test_one_look_is_too_little() -> None:
    assert reasons(broken_links, *linked(404)) == [("too_little_seen", "unsure")]


@pytest.mark.parametrize(("after_s", "reason"), [(0.9, "too_little_seen"), (1.0, "gone"), (60, "gone")])
def test_two_looks_must_lie_apart(after_s: float, reason: str) -> None:
    seen = Target(url=REPORT, looks=(look(404), look(404, after_s=after_s)), internal=True)
    assert [found.reason for found in findings(broken_links, page(), link("", "report.html"), seen)] == [reason]


def test_how_far_apart_is_the_schemes() -> None:
    assert reasons(broken_links, *linked(404, 404), apart_s=11) == [("too_little_seen", "unsure")]


def test_our_own_failures_are_one_finding_with_their_number() -> None:
    down = [target(f"https://other{number}.cn/", Failure.OURS, Failure.OURS) for number in range(3)]
    [found] = findings(broken_links, page(), *(link("", record.url) for record in down), *down)
    assert (found.reason, str(found.outcome), found.subject) == ("our_network", "not_run", HOME)
    assert found.detail == {"targets": 3}


def test_our_own_failure_is_no_look_at_the_target() -> None:
    assert reasons(broken_links, *linked(404, Failure.OURS)) == [("too_little_seen", "unsure")]
    assert not findings(broken_links, *linked(200, Failure.OURS))
    assert reasons(broken_links, *linked(404, Failure.OURS, 404)) == [("gone", "fail")]
    [found] = findings(broken_links, *linked(404, 404, Failure.OURS))
    assert (found.reason, found.detail["answer"]) == ("gone", "404")


@pytest.mark.parametrize("sign", [Sign.ROBOTS, Sign.TOO_LARGE])
def test_what_was_not_fetched_on_purpose_gives_nothing(sign: Sign) -> None:
    judged = result(broken_links, *linked(None, None, signs=(sign,)))
    assert (judged.findings, judged.examined) == ((), 1)


def test_private_addresses_are_one_not_run_with_their_number() -> None:
    inner = [target(f"http://10.0.0.{number}/", None, None, signs=(Sign.PRIVATE,)) for number in range(3)]
    [found] = findings(broken_links, page(), *(link("", record.url) for record in inner), *inner)
    assert (found.reason, str(found.outcome), found.subject) == ("private_address", "not_run", HOME)
    assert found.detail == {"targets": 3}


def test_a_large_file_that_opens_passes_and_one_that_is_gone_fails() -> None:
    assert not findings(broken_links, *linked(200, 200, signs=(Sign.TOO_LARGE,)))
    assert reasons(broken_links, *linked(404, 404, signs=(Sign.TOO_LARGE,))) == [("gone", "fail")]


def test_a_target_never_looked_at_gives_nothing() -> None:
    assert not findings(broken_links, *linked())


@pytest.mark.parametrize("signs", [(Sign.TO_HOME,), (Sign.RANDOM_TO_HOME,), (Sign.TO_HOME, Sign.MISSING_TEXT)])
def test_half_a_proof_of_a_soft_404_is_none(signs: tuple[Sign, ...]) -> None:
    assert not findings(broken_links, *linked(200, 200, signs=signs))


@pytest.mark.parametrize(("fault", "written"), [("malformed", "http://[/x"), ("local_path", r"file:///C:\报告.doc")])
def test_an_address_that_is_none_fails_without_a_look(fault: str, written: str) -> None:
    edge = link("", HOME)
    records = (page(), type(edge)(page=HOME, target=written, text="报告", fault=fault), target(written, fault=fault))
    [found] = findings(broken_links, *records)
    assert (found.reason, str(found.outcome), found.subject, found.page) == (fault, "fail", written, HOME)
    assert (found.detail["answer"], found.evidence) == (fault, ())


def test_the_home_page_itself_is_no_broken_link() -> None:
    judged = result(broken_links, page(), link("", ""), target("", 404, 404))
    assert (judged.findings, judged.examined) == ((), 1)


def test_a_broken_address_that_no_page_names_gives_nothing() -> None:
    assert not findings(broken_links, page(), target("report.html", 404, 404))


def test_a_page_that_does_not_open_is_named_by_nobody_where_only_it_names_itself() -> None:
    lost = page("a.html", status=404, answer=Answer.MISSING)
    assert not findings(broken_links, lost, link("a.html", "a.html"), target("a.html", 404, 404))


def test_a_page_that_does_not_open_is_found_where_others_name_it_however_near_it_lies() -> None:
    lost = page("a.html", depth=1, status=404, answer=Answer.MISSING)
    edges = (link("a.html", "a.html", text="本页"), link("b.html", "a.html", text="报告"))
    [found] = findings(broken_links, lost, page("b.html", depth=2), *edges, target("a.html", 404, 404))
    assert (found.subject, found.page, found.detail["text"]) == (url("a.html"), url("b.html"), "报告")
    assert found.detail["pages"] == 1


def test_many_pages_with_one_broken_link_are_one_finding() -> None:
    gone = target("report.html", 404, 404)
    places = [f"{number:02}.html" for number in range(30)]
    records = [record for place in places for record in (page(place, depth=3), link(place, "report.html"))]
    [found] = findings(broken_links, *records, page("near.html", depth=2), link("near.html", "report.html"), gone)
    assert (found.page, found.detail["pages"], found.detail["on_home"]) == (url("near.html"), 31, False)
    assert found.detail["examples"] == [url("near.html"), *(url(place) for place in places[:19])]


def test_a_page_that_names_a_broken_address_twice_counts_once() -> None:
    again = link("", "report.html", text="又一处")
    [found] = findings(broken_links, *linked(404, 404), again)
    assert (found.detail["pages"], found.detail["on_home"]) == (1, True)


def test_the_key_does_not_change_with_the_page() -> None:
    gone = target("report.html", 404, 404)
    [one] = findings(broken_links, page("a.html"), link("a.html", "report.html"), gone)
    [other] = findings(broken_links, page("b.html"), link("b.html", "report.html"), gone)
    assert one.page != other.page
    assert one.key == other.key


def test_a_link_is_called_by_its_text_else_by_its_file() -> None:
    [found] = findings(broken_links, *linked(404, 404))
    assert (found.detail["text"], found.detail["via"]) == ("年度报告", "a")
    name = url("%E6%8A%A5%E5%91%8A.pdf")
    picture = (page(), link("", name, text="", via="img"), target(name, 404, 404))
    [found] = findings(broken_links, *picture)
    assert (found.detail["text"], found.detail["via"]) == ("报告.pdf", "img")


def test_findings_come_in_the_order_of_their_addresses() -> None:
    records = [record for name in "cab" for record in (link("", name), target(name, 404, 404))]
    assert [found.subject for found in findings(broken_links, page(), *records)] == [url(name) for name in "abc"]


def test_evidence_lists_every_look_oldest_first() -> None:
    seen = Target(url=REPORT, looks=(look(410, after_s=60), look(404), look(403, after_s=30)), internal=True)
    [found] = findings(broken_links, page(), link("", "report.html"), seen, apart_s=-60)
    assert [sight.outcome for sight in found.evidence] == ["404", "403", "410"]


def test_an_error_page_that_links_onward_counts_as_a_page() -> None:
    lost = page("lost.html", status=404, answer=Answer.MISSING)
    [found] = findings(broken_links, lost, link("lost.html", "report.html"), target("report.html", 404, 404))
    assert found.page == lost.url


def named(source: str, via: str, *targets: str) -> Mentions:
    return Mentions(source=url(source), via=via, targets=tuple(map(url, targets)))


def test_what_a_style_sheet_names_stands_on_the_pages_that_use_it() -> None:
    records = (
        *(page(), page("a.html"), link("", "x.css", via="css"), link("a.html", "x.css", via="css")),
        *(named("x.css", "css", "y.css"), named("y.css", "css", "x.css", "bg.png"), target("bg.png", 404, 404)),
    )
    [found] = findings(broken_links, *records)
    assert (found.reason, found.subject, found.page) == ("gone", url("bg.png"), HOME)
    assert (found.detail["pages"], found.detail["text"], found.detail["via"]) == (2, "bg.png", "css")


def test_what_only_a_sitemap_names_stands_in_the_sitemap() -> None:
    records = (page(), named("map.xml", "sitemap", "a.html", "b.html"), target("a.html", 404, 404))
    [found] = findings(broken_links, *records)
    assert (found.subject, found.page, found.detail["via"]) == (url("a.html"), url("map.xml"), "sitemap")
    assert (found.detail["pages"], found.detail["examples"], found.detail["on_home"]) == (1, [url("map.xml")], False)


def test_a_page_that_links_to_it_counts_and_not_the_sitemap() -> None:
    records = (page(), link("", "a.html"), named("map.xml", "sitemap", "a.html"), target("a.html", 404, 404))
    [found] = findings(broken_links, *records)
    assert (found.page, found.detail["pages"]) == (HOME, 1)


def test_a_page_that_says_that_it_is_not_there_is_a_soft_404() -> None:
    assert reasons(broken_links, *linked(200, 200, signs=(Sign.MISSING_TEXT,))) == [("soft_404", "fail")]


def test_a_page_that_lacks_its_end_is_shown_and_a_file_is_not() -> None:
    whole = target("a.pdf", 200, 200, signs=(Sign.TRUNCATED,))
    assert reasons(broken_links, page(), link("", "a.pdf"), whole) == [("bad_file", "fail")]
    cut = tuple(replace(look, content_type="text/html; charset=gbk") for look in whole.looks)
    assert not findings(broken_links, page(), link("", "a.pdf"), replace(whole, looks=cut))
