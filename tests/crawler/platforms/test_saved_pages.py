"""Pages of platforms as browsers save them: whose they are and what is on them, without an address given."""

from __future__ import annotations

import json
from datetime import date, datetime
from quopri import encodestring

from crawler.platforms import claimed
from crawler.platforms.posts import Saved
from tests.crawler.platforms.saved import CAPTURED, at, timeline

SECONDS = int(at(2026, 11, 3, 15, 5).timestamp())


def number(ago: int = 0) -> int:
    return (SECONDS - ago << 32) + 7


def douyin(*posts: tuple[str, str, int]) -> str:
    items = "".join(
        f'<li><a href="https://www.douyin.com/video/{number(ago)}">{mark}<p>{title}</p><span>1.2万</span></a></li>'
        for mark, title, ago in posts
    )
    return f"<html><head><title>明州发布的抖音 - 抖音</title></head><body><ul>{items}</ul></body></html>"


CLIPS = douyin(("<b>置顶</b>", "旧的视频", 9_000_000), ("", "新的视频", 0), ("", "次新的视频", 900))


def test_posts_without_a_printed_time_tell_it_by_their_addresses() -> None:
    found = timeline(CLIPS)
    assert [(post.title, post.pinned, post.at_from) for post in found.posts] == [
        ("旧的视频", True, "id"),
        ("新的视频", False, "id"),
        ("次新的视频", False, "id"),
    ]
    assert found.posts[1].at == at(2026, 11, 3, 15, 5)


def test_a_page_of_unknown_address_is_known_for_a_profile_by_its_posts() -> None:
    assert claimed(Saved(CLIPS.encode(), CAPTURED))[0] == 2
    assert claimed(Saved(b"<html><a href='https://www.douyin.com/video/1'>x</a></html>", CAPTURED))[0] == 1


def test_a_saved_page_says_where_it_came_from() -> None:
    for mark in (
        "<!-- saved from url=(0030)https://weibo.com/u/2803301701 -->",
        '<link rel="canonical" href="https://weibo.com/u/2803301701">',
        '<meta property="og:url" content="https://weibo.com/u/2803301701">',
    ):
        saved = Saved(f"<html><head>{mark}</head><body>用户不存在</body></html>".encode(), CAPTURED)
        assert saved.url == "https://weibo.com/u/2803301701"


def test_a_page_saved_with_its_pictures_is_unpacked() -> None:
    body = encodestring(CLIPS.replace("<head>", '<head><meta charset="utf-8">').encode()).decode()
    packed = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.douyin.com/user/x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://www.douyin.com/user/x\r\n\r\n{body}\r\n------x--\r\n"
    )
    assert [post.title for post in timeline(packed).posts] == ["旧的视频", "新的视频", "次新的视频"]


def test_a_post_whose_link_is_its_time_is_told_by_what_stands_around_it() -> None:
    feed = "".join(
        f'<div><div><a href="https://weibo.com/2803301701/{short}">{said}</a> 来自微博</div><p>{text}</p></div>'
        for short, said, text in (("QA1b2c3d4", "4-9 17:25", "第一条"), ("Q91b2c3d5", "4-8 17:25", "第二条"))
    )
    found = timeline(f"<html><body>{feed}</body></html>", url="https://weibo.com/u/2803301701")
    assert [post.title for post in found.posts] == ["来自微博 第一条", "来自微博 第二条"]
    assert all(isinstance(post.at, datetime) and post.at_from == "id" for post in found.posts)


def test_an_article_of_the_new_template_and_one_of_pictures_tell_their_minute() -> None:
    new = (
        '<html><head><meta property="og:title" content="标题"/></head><body><script>window.cgiDataNew = '
        f'{{nick_name: JsDecode("明州发布"), create_time: "{SECONDS}" * 1}};</script>'
        '<div id="js_article" class="weixin"></div>'
    )
    pictures = (
        '<html><body class="wx_wap_page"><script>var createTime = "2026-11-03 15:05"; // weixin\n'
        'var nickname = htmlDecode("明州发布");</script><h1 class="rich_media_title">标题</h1>'
        '<div id="js_content"></div>'
    )
    for page in (new, pictures):
        found = timeline(page)
        assert (found.source, found.kind, found.account) == ("wechat", "post", "明州发布")
        assert (found.posts[0].title, found.posts[0].at) == ("标题", at(2026, 11, 3, 15, 5))


def test_what_is_counted_is_no_time() -> None:
    items = "".join(
        f"<li><h4>昨天 来自微博</h4><p>第{n}条的内容</p><span>1.2万</span><span>4.5</span></li>" for n in (1, 2)
    )
    found = timeline(f"<html><body><ul>{items}</ul></body></html>", url="https://m.weibo.cn/u/1")
    assert {post.at for post in found.posts} == {date(2026, 11, 23)}


def test_a_store_of_objects_by_their_names_is_a_list_too() -> None:
    photos = {f"Photo:{n}": {"id": str(n), "caption": f"第{n}条", "timestamp": (SECONDS - n) * 1000} for n in (1, 2)}
    state = {"defaultClient": {"ROOT": {"a": 1}, **photos, "Author:1": {"name": "明州"}}}
    page = f"<html><script>window.__APOLLO_STATE__={json.dumps(state)};(function(){{}})()</script></html>"
    found = timeline(page, url="https://www.kuaishou.com/profile/x")
    assert [post.title for post in found.posts] == ["第1条", "第2条"]
