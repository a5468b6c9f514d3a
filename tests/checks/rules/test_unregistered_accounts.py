"""Accounts that a home page shows and the register does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core import Result, run
from checks.rules.unregistered_accounts import Profile, profile_of, unregistered_accounts
from storage.records import Account, QrCode, ShownAccount
from tests.checks.accounts import ACCOUNT, AccountHandFacts
from tests.checks.facts import SITE, link, page


def said(target: str, text: str, *accounts: Account, at: str = "") -> Result:
    listed = (page(), page("news/1.html", depth=2), link(at, target, text=text))
    return run(unregistered_accounts, AccountHandFacts(listed=listed, site=SITE, accounts=accounts))


def test_an_official_account_that_the_register_does_not_have_is_found() -> None:
    (found,) = said("https://weibo.com/u/1234567", "官方微博").findings
    assert (found.outcome, found.detail["platform"], found.page) == ("fail", "weibo", SITE.url)


def test_an_account_of_the_register_is_known_by_address_and_by_handle() -> None:
    by_url = replace(ACCOUNT, url="https://m.weibo.cn/u/1234567")
    by_handle = replace(ACCOUNT, url=None, handle="MinZheng")
    assert said("https://weibo.com/u/1234567", "官方微博", by_url).findings == ()
    assert said("https://weibo.com/minzheng", "官方微博", by_handle).findings == ()


def test_a_name_beside_a_registered_number_may_be_the_same_account() -> None:
    (found,) = said(
        "https://weibo.com/minzheng", "官方微博", replace(ACCOUNT, url="https://weibo.com/u/7654321")
    ).findings
    assert found.outcome == "unsure"


def test_an_account_whose_owner_the_text_does_not_tell_is_in_doubt() -> None:
    (found,) = said("https://weibo.com/u/1234567", "精彩视频").findings
    assert found.outcome == "unsure"


def test_a_precheck_without_a_register_accuses_nobody() -> None:
    listed = (page(), link("", "https://weibo.com/u/1234567", text="官方微博"))
    facts = AccountHandFacts(listed=listed, site=replace(SITE, agency=None), accounts=())
    assert run(unregistered_accounts, facts).findings == ()


def test_a_link_in_an_article_is_left_out() -> None:
    assert said("https://weibo.com/u/1234567", "官方微博", at="news/1.html").findings == ()


IMAGE = f"{SITE.url}qr.png"


def shown(name: str, says: str | None, *accounts: Account, matrix: bool = False, platform: str | None = None) -> Result:
    listed = (
        page(),
        ShownAccount(page=f"{SITE.url}x", name=name, platform=platform, image=IMAGE, matrix=matrix),
        QrCode(image=IMAGE, says=says),
    )
    return run(unregistered_accounts, AccountHandFacts(listed=listed, site=SITE, accounts=accounts))


def test_the_account_behind_a_code_is_found() -> None:
    (found,) = shown("官方微博", "https://weibo.cn/qr/userinfo?uid=1234567").findings
    assert (found.outcome, found.subject) == ("fail", "https://weibo.cn/qr/userinfo?uid=1234567")
    assert found.detail["image"] == IMAGE
    by_url = replace(ACCOUNT, url="https://m.weibo.cn/u/1234567")
    assert shown("官方微博", "https://weibo.cn/qr/userinfo?uid=1234567", by_url).findings == ()


def test_a_picture_without_a_code_and_a_code_without_an_account_show_none() -> None:
    assert shown("官方微博", None).findings == ()
    assert shown("扫码下载", "https://www.mz.gov.cn/app").findings == ()


def test_a_code_that_tells_no_id_accuses_only_a_body_without_any_account_there() -> None:
    code = "http://weixin.qq.com/r/AbCdEfGh"
    (found,) = shown("微信公众号二维码", code, platform="wechat_official").findings
    assert (found.outcome, found.detail["platform"]) == ("fail", "wechat_official")
    registered = replace(ACCOUNT, platform="wechat_official")
    assert shown("微信公众号二维码", code, registered, platform="wechat_official").findings == ()


def test_on_a_list_of_accounts_registered_names_are_known_and_others_are_told_by_whom_they_name() -> None:
    code = "https://v.douyin.com/abc/"
    assert shown(f"“{ACCOUNT.name}”抖音", code, ACCOUNT, matrix=True).findings == ()
    (found,) = shown(f"{SITE.name}抖音号", code, matrix=True).findings
    assert found.outcome == "fail"
    (found,) = shown("东河镇抖音号", code, matrix=True).findings
    assert found.outcome == "unsure"


@pytest.mark.parametrize(
    ("url", "profile"),
    [
        ("https://m.weibo.cn/u/1669879400?jumpfrom=x", Profile("weibo", "1669879400")),
        ("https://www.douyin.com/user/MS4wLjABAAAA", Profile("douyin", "ms4wljabaaaa")),
        ("https://space.bilibili.com/123/video", Profile("bilibili", "123")),
        ("https://weibo.com/1669879400/J4PGk4yMw", None),
        ("https://service.weibo.com/share/share.php?url=x", None),
        ("https://weibo.com/login", None),
        ("https://mp.weixin.qq.com/s/abc", None),
        ("https://evil.example/weibo.com/u/1234567", None),
    ],
)
def test_profiles_are_told_from_posts_shares_and_logins(url: str, profile: Profile | None) -> None:
    assert profile_of(url) == profile
