"""Nothing in the city is wrong but what was planted, and everything planted is there."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import ada_url
import pytest

from demo.city import City, build, plan
from demo.plan import ColumnPlan, SitePlan
from tests.demo.visitor import Visitor, owner, style_sheets

REQUIRED = [
    *("overview", "organization", "leaders", "news", "notice", "policy_document", "interpretation"),
    *("disclosure_guide", "disclosure_rules", "statutory_disclosure", "annual_report", "disclosure_request"),
    *("personnel", "plan", "budget", "public_consultation"),
]
CONTENT = frozenset(
    {
        *("missing_columns", "blank_columns", "stale_columns", "stale_home", "misplaced_articles"),
        *("incomplete_guides", "annual_report_deadlines", "incomplete_annual_reports", "unbalanced_annual_reports"),
        *("copied_annual_reports", "missing_disclosures", "missing_yearly_disclosures", "late_publications"),
        *("redated_articles", "dead_catalogue_entries", "unlisted_bodies"),
    }
)
"""Checks of columns and of what belongs in them: each of their reasons stands in three templates at least."""

FOOTER = {
    "party_gov_badge": re.compile(r"bszs\.conac\.cn"),
    "error_report_entry": re.compile(r"zfwzgl\.www\.gov\.cn/exposure/jiucuo\.html\?site_code=\d{10}"),
    "site_id_code": re.compile(r"网站标识码[:：]\s*\d{10}"),
    "sponsor": re.compile(r"主办(单位)?[:：]"),
    "contact": re.compile(r"联系电话[:：]0999-\d{8} 地址"),
    "icp_number": re.compile(r"浙ICP备\d{8}号"),
    "police_filing": re.compile(r"浙公网安备 \d{14}号"),
    "sitemap_link": re.compile(r"(站点|网站)地图"),
}
WINDOWS = {"news": timedelta(days=14), "personnel": timedelta(days=365), "plan": timedelta(days=365)}


def months_before(day: date, months: int) -> date:
    return day.replace(month=day.month - months)


def test_the_city_is_large_and_mixed(city: City) -> None:
    assert len(city.sites) >= 12
    assert city.page_count >= 2000
    assert len({site.style for site in city.sites}) >= 5
    assert {site.kind for site in city.sites} == {"portal", "subsite", "committee"}


def test_every_page_is_reached_from_a_home_page(city: City, visitor: Visitor) -> None:
    names = ("index.html", "index.htm", "index.asp", "index.shtml")
    aliases = {f"{site.url}{name}" for site in city.sites for name in names}
    lost = set(city.addresses()) - set(visitor.pages) - aliases
    single = {url for url in lost if url.endswith("/index.html") and url.removesuffix("index.html") in visitor.pages}
    mapless = {row["target"] for row in city.truth if row["check"] == "missing_sitemaps" and not row["near_miss"]}
    maps = {
        urljoin(site.url, city.pages[site.id].path(city.pages[site.id].style.sitemap))
        for site in city.sites
        if site.id in mapless
    }
    searches = {urljoin(site.url, city.pages[site.id].path(city.pages[site.id].style.search)) for site in city.sites}
    assert lost - single - maps - searches == set()


def test_every_link_of_the_city_works_unless_planted(city: City, visitor: Visitor) -> None:
    dead = {"broken_links", "dead_service_links"}
    planted = {row["subject"] for row in city.truth if row["check"] in dead}
    wrong = set()
    for link in [*visitor.named, *style_sheets(visitor)]:
        if link in planted or urldefrag(link).url in planted or _is_written(link, planted):
            continue
        answer, site = visitor.get(link), owner(city, link)
        page = answer.type.startswith("text/html")
        strange = site is not None and page and not visitor.is_planned(urldefrag(visitor.end(link)).url, site)
        if answer.status != 200 or not answer.body or strange:
            wrong.add(link)
    assert wrong == set()


def _is_written(link: str, planted: set[str]) -> bool:
    """Planted addresses that no URL parser takes are compared by their ends."""
    return any(row.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] in link for row in planted if "\\" in row or "99999" in row)


def test_every_anchor_exists_unless_planted(city: City, visitor: Visitor) -> None:
    planted = {row["subject"] for row in city.truth if row["reason"] == "broken_anchor"}
    for link in visitor.named:
        address, fragment = urldefrag(link)
        if fragment and fragment != "top" and link not in planted:
            assert f'id="{fragment}"' in visitor.pages[address].html, link


def test_every_planted_link_stands_on_its_page(city: City, visitor: Visitor) -> None:
    for row in city.truth:
        if row["check"] != "broken_links" or row["page"] in {None, urldefrag(row["subject"]).url}:
            continue
        end = re.split(r"[/\\#=]", row["subject"].rstrip("/"))[-1]
        html = visitor.pages[row["page"]].html
        assert end in html or row["template"] == "plain", row


@pytest.mark.parametrize(
    ("reason", "statuses"),
    [
        ("gone", {404, 410}),
        ("server_error", {500, 503}),
        ("unreachable", {502}),
        ("redirect_loop", {302}),
        ("soft_404", {200}),
        ("guarded", {401, 403}),
    ],
)
def test_planted_links_answer_as_their_reason_says(
    city: City, visitor: Visitor, reason: str, statuses: set[int]
) -> None:
    rows = [row for row in city.truth if row["reason"] == reason]
    assert rows
    for row in rows:
        assert visitor.get(row["subject"]).status in statuses, row


def test_planted_files_are_empty_or_of_another_kind(city: City, visitor: Visitor) -> None:
    for row in city.truth:
        if row["reason"] == "empty_file":
            assert visitor.get(row["subject"]).body == b""
        if row["reason"] == "bad_file":
            assert not visitor.get(row["subject"]).body.startswith((b"%PDF", b"PK", b"\xd0\xcf"))


def test_the_truth_spells_addresses_as_browsers_do(city: City) -> None:
    for row in city.truth:
        if row["subject"] is None or row["reason"] == "local_path":
            continue
        if row["reason"] == "malformed":
            assert not ada_url.check_url(row["subject"]), row
        else:
            assert ada_url.normalize_url(row["subject"]) == row["subject"]


def test_near_misses_are_fine(city: City, visitor: Visitor) -> None:
    for row in city.truth:
        if row["near_miss"] and row["check"] == "broken_links" and row["subject"] in visitor.named:
            if "robots" in row["note"]:
                continue
            answer = visitor.get(row["subject"])
            assert answer.status == 200, row
            assert answer.body, row


def test_every_required_column_exists_unless_planted(city: City) -> None:
    planted = [row for row in city.truth if row["check"] == "missing_columns" and not row["near_miss"]]
    absent = {(row["target"], row["detail"]["role"]) for row in planted}
    for site in city.sites:
        required = REQUIRED + ["service"] * site.outward if site.kind == "portal" else ["news", "notice"]
        roles = {column.role for column in site.columns.values()}
        for role in required:
            assert (role in roles) is ((site.id, role) not in absent), (site.id, role)


def test_every_column_holds_something_unless_planted(city: City) -> None:
    blank = {row["subject"] for row in city.truth if row["check"] == "blank_columns" and not row["near_miss"]}
    for site, column, url in _columns(city):
        if column.form in {"page", "elsewhere"}:
            assert column.text or column.elsewhere
        elif column.form == "list":
            assert (not column.articles) is (url in blank), (site.id, column.name)


def test_every_column_is_fresh_unless_planted(city: City) -> None:
    planted = {row["subject"] for row in city.truth if row["check"] == "stale_columns" and not row["near_miss"]}
    for site, column, url in _columns(city):
        if not column.articles:
            continue
        newest = max(article.on for article in column.articles if article.on <= city.as_of)
        if column.role in {"news", "personnel", "plan"}:
            fresh = newest >= city.as_of - WINDOWS[column.role]
        elif column.role in {"notice", "policy_document", "interpretation"}:
            fresh = newest >= months_before(city.as_of, 6)
        elif column.role == "consultation":
            fresh = newest >= months_before(city.as_of, 2)
        else:
            continue
        dated = all(article.dated for article in column.articles)
        assert (fresh and dated) is (url not in planted), (site.id, column.name, newest)


def _columns(city: City) -> list[tuple[SitePlan, ColumnPlan, str]]:
    return [
        (site, column, urljoin(site.url, city.pages[site.id].column_path(column)))
        for site in city.sites
        if not site.down
        for column in site.columns.values()
    ]


def test_home_pages_are_fresh_unless_planted(city: City, visitor: Visitor) -> None:
    stale = {row["target"] for row in city.truth if row["check"] == "stale_home"}
    for site in city.sites:
        if site.down:
            continue
        keys = site.boards or tuple(column.key for column in site.columns.values() if column.home)
        shown = [a.on for key in keys if key in site.columns for a in site.columns[key].articles if a.dated]
        newest = max(day for day in shown if day <= city.as_of)
        assert (newest < city.as_of - timedelta(days=14)) is (site.id in stale), site.id


def test_every_footer_is_whole_unless_planted(city: City, visitor: Visitor) -> None:
    gaps = defaultdict(set)
    for url, seen in visitor.pages.items():
        for element, pattern in FOOTER.items():
            if not pattern.search(seen.footer):
                gaps[seen.site.id, element].add(url)
    rows = [row for row in city.truth if row["check"] == "missing_footer_elements" and not row["near_miss"]]
    planted = {(row["target"], row["detail"]["element"]) for row in rows}
    assert set(gaps) == planted
    assert gaps["yunxi", "sitemap_link"] == {"http://www.mzyunxi.gov.cn/"}
    assert gaps["jiangcheng", "police_filing"] == {url for url in visitor.pages if "mzjiangcheng.gov.cn/info/" in url}


def test_one_site_is_healthy(city: City) -> None:
    faulty = {row["target"] for row in city.truth if not row["near_miss"]}
    assert "jnzx" not in faulty


def test_two_sites_are_bad_enough_for_a_veto(city: City) -> None:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in city.truth:
        counts[row["target"], row["check"]] += not row["near_miss"]
    assert counts["czj", "stale_columns"] >= 5
    assert counts["mzj", "blank_columns"] >= 5


def test_every_reason_is_planted_in_three_templates(city: City) -> None:
    """Two are enough for the checks of other subjects, for what is rare, and none but the one portal of the city can
    leave a body out of its list; accounts have no template."""
    templates = defaultdict(set)
    sites = {site.id for site in city.sites}
    for row in city.truth:
        if not row["near_miss"] and row["target"] in sites:
            templates[row["check"], row["reason"]].add(row["template"])
    rare = {("unlisted_bodies", "absent"), ("missing_forms", "absent"), ("missing_sitemaps", "absent")} | {
        ("unregistered_accounts", "unregistered"),
        ("undistributed_policies", "not_found"),
    }
    assert {reason for reason, styles in templates.items() if len(styles) < 2} <= rare
    assert {
        (check, reason) for (check, reason), styles in templates.items() if check in CONTENT and len(styles) < 3
    } <= rare


def test_the_old_site_declares_gb2312_and_is_gbk(city: City) -> None:
    body = city.answer("rsj.mingzhou.gov.cn", "/").body
    assert b"charset=gb2312" in body
    assert "&#" not in body.decode("gbk").replace("&#39;", "")


def test_equal_seeds_give_equal_cities(city: City, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert again.truth_path.read_bytes() == city.truth_path.read_bytes()
    for host, target in [("www.mingzhou.gov.cn", "/"), ("gaj.mingzhou.gov.cn", "/api/index.json")]:
        assert again.answer(host, target).body == city.answer(host, target).body


def test_another_seed_gives_another_city(city: City, tmp_path: Path) -> None:
    other = plan(tmp_path, seed=7)
    assert other.answer("www.mingzhou.gov.cn", "/").body != city.answer("www.mingzhou.gov.cn", "/").body


def test_search_finds_an_article_by_its_title(city: City) -> None:
    for site in city.sites:
        if site.style in {"plain", "script"} or site.down or site.search:
            continue
        pages, article = city.pages[site.id], site.columns["news"].articles[0]
        html = city.answer(site.host, f"{pages.path(pages.style.search)}?q={article.title}").body.decode()
        assert pages.article_path(article) in html


def test_undated_articles_show_no_date_anywhere(city: City, visitor: Visitor) -> None:
    undated = [
        (site, article)
        for site in city.sites
        for c in site.columns.values()
        for article in c.articles
        if not article.dated
    ]
    assert undated
    for site, article in undated:
        url = urljoin(site.url, city.pages[site.id].article_path(article))
        page = re.sub(r"(?s)<script.*?</script>", "", visitor.pages[url].html)
        assert not re.search(r"\d月\d+日|20\d\d[-/.年]\d|PubDate", page), url
