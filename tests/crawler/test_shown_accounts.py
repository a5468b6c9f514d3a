"""Accounts that pages show: on the home page and on lists of accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from crawler.readers.dom import Dom
from crawler.surveys import Surveyed
from crawler.surveys.shown_accounts import platform_of, survey
from storage.records import SHANGHAI, Answer, Look, Page, PageKind, Registry, ShownAccount, Site

HOME = "https://www.mz.gov.cn/"
SITE = Site(id="www", agency="mz", name="明州", kind="portal", url=HOME)


@dataclass
class Pages:
    """Pages by address, with their titles."""

    bodies: dict[str, str]
    titles: dict[str, str] = field(default_factory=dict)
    home: str = HOME

    def pages(self) -> Iterator[Page]:
        for url in self.bodies:
            yield Page(
                url=url,
                status=200,
                depth=int(url != HOME),
                parent=None,
                name=self.titles.get(url),
                answer=Answer.PAGE,
                kind=PageKind.OTHER,
                title=self.titles.get(url),
            )

    def page(self, url: str) -> Page | None:
        return next((page for page in self.pages() if page.url == url), None)

    def looks(self, url: str) -> tuple[Look, ...]:
        return ()

    def body_text(self, url: str) -> Dom | None:
        return Dom(self.bodies[url], url=url, encoding="utf-8") if url in self.bodies else None


def shown(bodies: dict[str, str], titles: dict[str, str] | None = None) -> list[ShownAccount]:
    site = Surveyed(
        pages=Pages(bodies, titles or {}),
        site=SITE,
        registry=Registry(agencies={}, sites={}),
        as_of=datetime(2026, 11, 24, tzinfo=SHANGHAI),
        columns=(),
        entries=(),
    )
    return list(survey(site))


def test_a_picture_that_is_called_a_code_on_the_home_page_is_shown() -> None:
    home = """<div class="foot"><a href="/a">联系我们</a><a href="/b">网站地图</a><img src="/logo.png" alt="明州">
      <div class="ewm"><img src="/images/wx.png"><p>明州发布微信公众号</p></div><img src="/ewm_wb.jpg" alt=""></div>"""
    first, second = shown({HOME: home})
    assert (first.name, first.platform, first.image) == (
        "明州发布微信公众号",
        "wechat_official",
        f"{HOME}images/wx.png",
    )
    assert (second.name, second.platform, second.image) == ("", None, f"{HOME}ewm_wb.jpg")
    assert not first.matrix


def test_a_list_of_accounts_gives_every_one_with_its_platform_and_name() -> None:
    matrix = f"{HOME}xmt/"
    listed = """<h3>微博</h3>
      <ul><li><a href="https://weibo.com/u/1234567"><img src="1.png"></a><p>平安明州</p></li></ul>
      <h3>抖音</h3><ul><li><img src="2.png"><p>健康明州</p></li><li><img data-src="3.png"><p>明州教育</p></li></ul>"""
    found = shown({HOME: "", matrix: listed}, {matrix: "政务新媒体矩阵"})
    assert {(one.name, one.platform, one.url or one.image) for one in found} == {
        ("平安明州", "weibo", "https://weibo.com/u/1234567"),
        ("平安明州", "weibo", f"{matrix}1.png"),
        ("健康明州", "douyin", f"{matrix}2.png"),
        ("明州教育", "douyin", f"{matrix}3.png"),
    }
    assert all(one.matrix for one in found)
    assert shown({HOME: "", matrix: listed}, {matrix: "工作动态"}) == []


def test_words_name_platforms() -> None:
    words = ("明州发布视频号", "官方微博", "扫码关注公众号", "今日头条", "随申办APP", "网站地图")
    assert [platform_of(word) for word in words] == [
        "wechat_channels",
        "weibo",
        "wechat_official",
        "toutiao",
        "app",
        None,
    ]
