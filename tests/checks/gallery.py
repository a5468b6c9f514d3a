"""One small site for every reason of every check, and what the check says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from checks.barriers import BARRIERS
from checks.core import COMMON_REASONS, run
from checks.registry import all_checks
from storage.records import (
    FOOTER_ELEMENTS,
    GUIDE_ELEMENTS,
    IDENTITIES,
    Barriers,
    DecisionItem,
    Entry,
    Failure,
    Finding,
    LawCitation,
    Link,
    OutwardLinks,
    PersonalNumbers,
    Placement,
    Profile,
    RequestChannel,
    SeniorEntry,
    ServiceLink,
    Sign,
    Site,
    SpamWords,
    UnlinkedAttachment,
)
from tests.checks.accounts import account_gallery
from tests.checks.catalogues import BODIES, body_list, city, entry, listed, matter, platform, project
from tests.checks.decisions import NAMES, consultation, feedback
from tests.checks.decisions import catalogue as of_decisions
from tests.checks.facts import (
    AGENCY,
    HOME,
    NOON,
    RUN,
    SITE,
    addresses,
    board,
    broken,
    certificate,
    column,
    facts,
    future_day,
    guide,
    hidden,
    home,
    link,
    linked,
    message,
    older_copy,
    page,
    report,
    service_guide,
    shelf,
    target,
    url,
    visits,
    yearly,
)
from tests.checks.gallery_of_safety import SAFETY
from tests.checks.policies import LIBRARY, counted, interpretation, pair, pairing, policy
from tests.checks.trials import trial_gallery

OLD = date(2026, 1, 1)
SERVICE = (ServiceLink(text="在线办理", url=url("bs/1.html")),)
DECISION = policy(names=NAMES, published=OLD.replace(month=5))
DOUBTS = ("robots", "blocked", "private_address", "undecodable", "unrendered", "unreadable", "incomplete_crawl")
"""Why the survey could not read a column."""


def _written(fault: str, text: str) -> tuple[object, ...]:
    return (page(), Link(page=HOME, target=text, text="报告", fault=fault), target(text, fault=fault))


TAGS = {
    **{"sitename": "明州市民政局", "sitedomain": "www.mz.gov.cn", "siteidcode": "9901000001"},
    **{"columnname": "首页", "columntype": "首页", "columndescription": "首页", "columnkeywords": "民政"},
}
_UNDATED = Entry(column=f"{HOME}news/", title="关于第一次会议的通报", url=f"{HOME}news/1.html")

_NEWS = Placement(
    column=f"{HOME}nb/",
    role="annual_report",
    name="年报",
    url=f"{HOME}nb/1.html",
    title="局领导走访慰问困难职工",
    kind="visit",
    signs=("走访", "一行"),
    certain=True,
)

_CITED = LawCitation(url=HOME, law="合同法", by="民法典", since=date(2021, 1, 1), published=OLD, quote="根据《合同法》")

READ = (home(), page(), page("a"))
"""Enough of a site to say that something is not there."""

SITES: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("accessibility_barriers", (page(), Barriers(page=HOME, found=tuple((rule, "a.logo") for rule in BARRIERS)))),
    ("missing_senior_mode", (page(),)),
    ("missing_senior_mode", (*linked(404, 404), SeniorEntry(page=HOME, text="长者版", target=url("report.html")))),
    ("broken_links", linked(404, 404)),
    ("broken_links", linked(500, 500)),
    ("broken_links", linked(Failure.DNS, Failure.DNS)),
    ("broken_links", linked(Failure.TLS, Failure.TLS)),
    ("broken_links", linked(302, 302, signs=(Sign.LOOP,))),
    ("broken_links", linked(200, 200, signs=(Sign.LIKE_MISSING,))),
    ("broken_links", linked(200, 200, signs=(Sign.EMPTY,))),
    ("broken_links", linked(200, 200, signs=(Sign.TRUNCATED,))),
    ("broken_links", (page(), link("", "", fragment="three"))),
    ("broken_links", _written("malformed", "http://[/")),
    ("broken_links", _written("local_path", r"C:\报告.doc")),
    ("broken_links", linked(403, 403)),
    ("broken_links", linked(404, 200, Failure.TIMEOUT)),
    ("broken_links", linked(404)),
    ("broken_links", linked(Failure.OURS)),
    ("broken_links", linked(None, signs=(Sign.PRIVATE,))),
    ("misplaced_articles", (column("annual_report", "年报"), _NEWS)),
    ("misplaced_articles", (column("annual_report", "年报"), replace(_NEWS, certain=False))),
    ("missing_columns", (home(), column(), column("notice"), column("plan"), page(), page("a"))),
    *(
        (
            "exposed_personal_data",
            (page(), PersonalNumbers(url=HOME, kind=kind, count=2, certain=certain, excerpt="张三 ****")),
        )
        for kind, certain in (("id_number", 2), ("id_number", 0), ("bank_card", 1), ("phone", 0))
    ),
    ("missing_attachments", (page(), UnlinkedAttachment(url=HOME, name="分解表", certain=True))),
    ("missing_attachments", (page(), UnlinkedAttachment(url=HOME, name="", certain=False))),
    ("obsolete_laws", (page(), replace(_CITED, whole=True, certain=False))),
    ("obsolete_laws", (page(), _CITED)),
    ("spam_content", (page(), SpamWords(url=HOME, where="text", strong=("pg电子", "bet365"), weak=()))),
    ("spam_content", (page(), SpamWords(url=HOME, where="title", strong=("pg电子",), weak=()))),
    ("spam_content", (page(), SpamWords(url=HOME, where="text", strong=("pg电子",), weak=()))),
    *SAFETY,
    ("hidden_links", (page(), hidden(words=("pg电子",)))),
    ("hidden_links", (page(), hidden())),
    ("hidden_links", (page(), hidden(ways=("script",)))),
    ("stale_columns", (column(newest=OLD, undated=1), _UNDATED)),
    ("wrong_links", linked(200, 200, signs=(Sign.TO_HOME,))),
    ("missing_columns", (home(), page(), page("a"))),
    ("missing_columns", (home(), page())),
    ("missing_columns", ()),
    ("blank_columns", (column(items=0, blank="no_items"),)),
    ("blank_columns", (column(items=0, blank="under_construction"),)),
    ("stale_columns", (column(newest=OLD),)),
    ("stale_columns", (column(newest=None, undated=10, asked=10),)),
    ("stale_columns", (column(newest=None, undated=10),)),
    ("stale_columns", (column(newest=None),)),
    ("stale_home", (home(newest=OLD),)),
    ("stale_home", (home(newest=None),)),
    ("stale_home", ()),
    ("missing_footer_elements", (page(footer=dict.fromkeys(FOOTER_ELEMENTS[1:], "有")),)),
    ("missing_footer_elements", (page(footer_seen=False),)),
    ("missing_page_tags", (page(metas=TAGS), page("a.html", metas={**TAGS, "siteidcode": ""}))),
    ("missing_page_tags", (page(metas=TAGS), page("a.html", metas={**TAGS, "sitedomain": "www.qq.gov.cn"}))),
    ("missing_page_tags", (page(metas={**TAGS, "sitename": "天府通"}),)),
    ("missing_page_tags", (page(metas=TAGS), page("a.html", needs_browser="script_shell"))),
    ("mismatched_site_codes", (page(metas=TAGS, footer={"site_id_code": "9901000002"}),)),
    (
        "mismatched_site_codes",
        (page(metas=TAGS, footer={"site_id_code": "9901000001"}), page("a", footer={"site_id_code": "9901000002"})),
    ),
    ("missing_sitemaps", (page(), page("a"), page("b"))),
    ("missing_channels", (home(), page(), page("a"), page("b"))),
    ("missing_channels", (home(), page(), page("a"), page("b"), link("", "zx/", text="我要咨询"))),
    ("missing_channels", (home(), page())),
    ("unanswered_messages", (message(asked=OLD, state="open", proven=True),)),
    ("unanswered_messages", (message(asked=OLD),)),
    ("unanswered_messages", (board(messages=9),)),
    ("late_replies", (message(asked=OLD, answered=date(2026, 3, 2), state="answered"),)),
    (
        "template_replies",
        (board(), *(message(f"zx/{n}.html", answer="来信收悉，请到窗口咨询办理。") for n in range(6))),
    ),
    ("incomplete_service_guides", (service_guide(missing=("收费标准",)),)),
    ("incomplete_service_guides", (service_guide(missing=("收费标准",), hidden=1),)),
    ("missing_forms", (service_guide(forms=("申请表",)),)),
    ("missing_forms", (service_guide(forms=("申请表",), hidden=1),)),
    ("unannounced_external_links", (page(), OutwardLinks(page=HOME, bare=("http://www.a.com/",), scripts=False))),
    ("unannounced_external_links", (page(), OutwardLinks(page=HOME, bare=("http://www.a.com/",), scripts=True))),
    ("broken_request_channels", (RequestChannel(url=f"{HOME}sq/", name="依申请公开"),)),
    ("broken_request_channels", (RequestChannel(url=f"{HOME}sq/", name="依申请公开", hidden=1),)),
    ("unreachable_sites", visits(140, failed=7)),
    ("unreachable_sites", visits(139)),
    ("faulty_certificates", (certificate(not_after=NOON - timedelta(days=1)),)),
    ("faulty_certificates", (certificate(not_after=NOON + timedelta(days=9)),)),
    ("faulty_certificates", (certificate(covers=False),)),
    ("faulty_certificates", (certificate(chain="incomplete"),)),
    ("faulty_certificates", (certificate(failure="proxy"),)),
    ("missing_ipv6", (addresses(ipv6=()),)),
    ("missing_ipv6", (addresses(answers=False),)),
    ("missing_ipv6", (addresses(answers=None, hindrance="no_ipv6"),)),
    ("incomplete_guides", (guide(elements=GUIDE_ELEMENTS[2:]),)),
    ("incomplete_guides", (guide(fees=None),)),
    ("incomplete_guides", (guide(old_law="国务院令第492号"),)),
    ("incomplete_guides", (guide(elements=(), hidden=1),)),
    ("uninterpreted_policies", (column("interpretation"), pairing())),
    ("short_consultations", (consultation(end=OLD.replace(month=3, day=9)),)),
    ("incomplete_consultations", (consultation(missing=("草案",)),)),
    ("missing_feedback", (consultation(), DECISION)),
    ("missing_feedback", (consultation(), DECISION, feedback(published=OLD.replace(month=8)))),
    ("incomplete_feedback", (feedback(missing=("采纳情况",)),)),
    ("decision_catalogues", READ),
    ("missing_question_lists", READ),
    ("missing_question_lists", (column("faq", newest=OLD),)),
    ("decision_catalogues", (of_decisions(published=OLD.replace(month=8)),)),
    ("late_interpretations", (pairing(pair(lag_days=9)),)),
    ("unlinked_interpretations", (pairing(pair(link_to_policy=False)),)),
    ("unlinked_interpretations", (pairing(pair(link_back=False)),)),
    ("formalistic_interpretations", (pairing(pair(copied=0.9)),)),
    ("plain_interpretations", (interpretation(form="text"),)),
    ("incomplete_policy_metadata", (policy(missing=("发文字号",)),)),
    ("lapsed_policies", (policy(valid_to=OLD),)),
    ("lapsed_policies", (policy(), policy("zc/9.html", repeals=policy().names, written=date(2026, 7, 1)))),
    ("unlibraried_policies", (LIBRARY, policy())),
    ("unlibraried_policies", (*READ, LIBRARY, counted(9, 9))),
    ("missing_policy_boards", (policy(board=False),)),
    ("dead_service_links", (policy(services=SERVICE), target("bs/1.html", 404, 404))),
    ("dead_service_links", (policy(names_service=True),)),
    ("annual_report_deadlines", (shelf(2024), report(2024))),
    ("annual_report_deadlines", (shelf(2025), report(published=date(2026, 2, 3)))),
    ("annual_report_deadlines", (shelf(unnamed=2),)),
    ("incomplete_annual_reports", (report(missing_parts=("其他需要报告的事项",)),)),
    ("incomplete_annual_reports", (report(missing_tables=("表三",)),)),
    ("incomplete_annual_reports", (report(unread="unreadable", tables_unread="unreadable"),)),
    ("unbalanced_annual_reports", (report(tables_unread="unreadable"),)),
    ("unbalanced_annual_reports", (report(identities=tuple(broken(name) for name in IDENTITIES)),)),
    ("copied_annual_reports", (report(likeness=0.93),)),
    ("redated_articles", (older_copy(event_day=date(2026, 2, 1)),)),
    ("redated_articles", (older_copy(),)),
    ("redated_articles", (future_day(labelled=True),)),
    ("late_publications", (policy(written=date(2026, 1, 5), published=date(2026, 3, 2)),)),
    ("late_publications", (policy(written=date(2020, 1, 6), published=date(2026, 3, 2)),)),
    ("missing_disclosures", (platform("fees"), entry("fees"))),
    ("missing_disclosures", (platform("fees"), entry("fees", "nowhere"))),
    ("missing_disclosures", (project(1, coded=False),)),
    ("dead_catalogue_entries", (matter("other"), target("bz/1.html", 404, 404))),
    ("dead_catalogue_entries", (matter("empty"),)),
    ("dead_catalogue_entries", (matter("unfit"),)),
    ("missing_yearly_disclosures", (column("budget"), yearly(year=2025))),
    ("missing_yearly_disclosures", (column("budget"), yearly(published="2026-08-01"))),
    ("missing_yearly_disclosures", (column("budget"), yearly(copy_of="budget2025.html"))),
    ("missing_yearly_disclosures", (column("budget"),)),
    (
        "missing_yearly_disclosures",
        (column("budget"), yearly(published="2026-08-01"), yearly(year=2025, published="2026-08-01")),
    ),
    *(("stale_columns", (column(doubt=doubt),)) for doubt in DOUBTS),
    *(("blank_columns", (column(doubt=doubt),)) for doubt in DOUBTS),
    *((check, (home(doubt=doubt),)) for check in ("stale_home", "missing_columns") for doubt in DOUBTS),
)


NAMED: tuple[tuple[str, Site], ...] = (
    ("unofficial_domains", replace(SITE, url="https://www.mz.com/")),
    ("unofficial_domains", replace(SITE, profile=Profile(hosts=("www.mz.org.cn",)))),
)
"""Checks that look at how a site is registered."""


OF_CITIES: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("dead_catalogue_entries", (column("open_standard", "标准目录", first_level=False),)),
    ("unlisted_bodies", (body_list(), *(listed(name, name) for name in list(BODIES)[1:]))),
    ("unlisted_bodies", (body_list(), *(listed(name, name) for name in list(BODIES)[1:]), listed("jy"))),
    ("unlisted_bodies", ()),
)
"""What is looked for on the portal of a government."""


def gallery() -> Iterator[Finding]:
    """Every finding of every site and account."""
    yield from account_gallery()
    for check, records in trial_gallery():
        yield from run(all_checks()[check], facts(*records)).findings
    for check, site in NAMED:
        yield from run(all_checks()[check], facts(site=site)).findings
    for check, records in OF_CITIES:
        yield from run(all_checks()[check], city(*records)).findings
    surveys = column("public_consultation", "意见征集")
    for day in (date(2024, 1, 2), date(2025, 1, 2)):
        told = Entry(column=surveys.url, title="关于养老服务的调查", url=f"{HOME}dc/1.html", published=day)
        yield from run(
            all_checks()["too_few_surveys"], facts(surveys, told, run=replace(RUN, period="2026Q1"))
        ).findings
    for check, records in SITES:
        yield from run(all_checks()[check], facts(*records)).findings
    district = facts(*READ, of_decisions(), agency=replace(AGENCY, klass="district"))
    yield from run(all_checks()["decision_catalogues"], district).findings
    over = replace(RUN, period="2027Q1", as_of=RUN.as_of.replace(year=2027, month=2, day=1))
    named = of_decisions(items=(DecisionItem(name="停车管理规定"),))
    yield from run(all_checks()["decision_catalogues"], facts(*READ, named, run=over)).findings
    for check in ("missing_attendance", "missing_open_months", "missing_proposal_replies"):
        after = replace(RUN, period="2027Q1", as_of=RUN.as_of.replace(year=2027, month=9, day=1))
        yield from run(all_checks()[check], facts(*READ, run=after)).findings


def declared() -> list[tuple[str, str]]:
    """Every check with each of its own reasons."""
    return [(check.id, reason) for check in all_checks().values() for reason in check.reasons]


def answerable() -> list[tuple[str, str]]:
    """Every check with each reason that it may answer at all."""
    return [*declared(), *((check, reason) for check in all_checks() for reason in COMMON_REASONS)]
