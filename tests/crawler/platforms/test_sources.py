"""What each source makes of one answer, and of answers that mean harm."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import date
from urllib.parse import quote

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms.posts import MAX_POSTS, UnreadableError
from tests.crawler.platforms.saved import at, timeline

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>明州发布</title>
<item><title>防汛提示</title><link>http://a.example/1</link><guid>1</guid>
<pubDate>Mon, 23 Nov 2026 08:00:00 +0800</pubDate></item>
<item><title>旧闻</title><link>http://a.example/0</link><guid>0</guid>
<pubDate>Sun, 01 Nov 2026 08:00:00 +0800</pubDate></item>
</channel></rss>"""


def test_rss_is_read_whatever_its_encoding() -> None:
    for encoding in ("utf-8", "gb2312", "utf-16"):
        found = timeline(RSS.format(encoding=encoding).encode(encoding))
        assert (found.source, found.account, len(found.posts)) == ("feed", "明州发布", 2)
        assert (found.posts[0].title, found.posts[0].at) == ("防汛提示", at(2026, 11, 23, 8))


def test_a_feed_whose_declared_encoding_is_wrong_is_read_all_the_same() -> None:
    assert timeline(RSS.format(encoding="gb2312").encode()).posts[0].title == "防汛提示"


def test_atom_takes_the_day_of_publication_not_of_change() -> None:
    found = timeline(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>1</id><title>公告</title>'
        "<published>2026-01-02T03:04:05Z</published><updated>2026-11-20T00:00:00Z</updated></entry></feed>"
    )
    assert found.posts[0].at == at(2026, 1, 2, 11, 4, 5)


def test_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "明州",
        "items": [{"id": "1", "content_html": "<p>停水&amp;通知</p>", "date_published": "2026-11-20T09:00:00+08:00"}],
    }
    found = timeline(json.dumps(feed))
    assert (found.posts[0].title, found.posts[0].at) == ("停水&通知", at(2026, 11, 20, 9))


def test_a_feed_with_entities_of_its_own_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    with pytest.raises(UnreadableError, match="entities") as refused:
        timeline(
            f'<?xml version="1.0"?><!DOCTYPE rss [{laughs}]><rss version="2.0">'
            "<channel><title>&l9;</title></channel></rss>"
        )
    assert refused.value.reason == "unreadable"


def test_ten_thousand_items_are_counted_and_the_newest_kept() -> None:
    items = "".join(
        f"<item><guid>{n}</guid><title>t</title><pubDate>{n % 28 + 1:02} Jan 2026 08:00:00 +0800</pubDate></item>"
        for n in range(10_000)
    )
    found = timeline(f'<rss version="2.0"><channel>{items}</channel></rss>')
    assert len(found.posts) == MAX_POSTS
    assert found.problems["left_out"] == 10_000 - MAX_POSTS
    assert found.posts[0].at == at(2026, 1, 28, 8)


def test_future_days_and_repeated_ids_are_counted() -> None:
    rows = "编号,标题,发布时间\n1,甲,2027-01-01\n2,乙,2026-11-01\n2,乙,2026-11-01\n"
    found = timeline(rows, name="posts.csv")
    assert found.problems == {"future": 1, "duplicate_ids": 1}


def test_an_export_names_the_row_and_column_of_each_mistake() -> None:
    rows = "明州发布 2026 年作品\n标题,发布时间（北京）,链接\n甲,2026/11/1 8:05,http://a.example/1\n乙,待定,\n,2026-11-02,\n"
    found = timeline(rows.encode("gb18030"), name="导出.csv")
    assert [post.title for post in found.posts] == ["甲"]
    assert found.posts[0].at == at(2026, 11, 1, 8, 5)
    assert found.mistakes == (
        "第 4 行，列“发布时间（北京）”，值“待定”：不是日期或时间",
        "第 5 行，列“标题”，值“”：没有标题、网址或编号",
    )


def test_a_workbook_is_read_with_its_dates() -> None:
    book = openpyxl.Workbook()
    book.active.append(["文章标题", "发表时间", "置顶"])
    book.active.append(["甲", at(2026, 11, 1, 8).replace(tzinfo=None), "是"])
    packed = io.BytesIO()
    book.save(packed)
    found = timeline(packed.getvalue(), name="posts.xlsx")
    assert (found.source, found.posts[0].at, found.posts[0].pinned) == ("export", at(2026, 11, 1, 8), True)


def test_an_empty_export_has_no_posts_and_is_no_mistake() -> None:
    found = timeline("标题,发布时间\n", name="posts.csv")
    assert (found.posts, found.mistakes) == ((), ())


def test_an_exported_json_is_read_by_its_chinese_names() -> None:
    found = timeline(json.dumps([{"标题": "甲", "发布时间": "2026-11-01 08:00", "链接": "http://a.example/1"}]))
    assert (found.source, found.posts[0].at) == ("export", at(2026, 11, 1, 8))


def test_the_pinned_post_of_a_weibo_list_is_marked_and_its_reposts_left_out() -> None:
    blogs = [
        {
            "mid": "4511519801087016",
            "created_at": "2020-06-03",
            "text": "旧的",
            "isTop": 1,
            "mblogtype": 2,
            "retweeted_status": {"mid": "4999999999999999", "created_at": "刚刚", "text": "别人的"},
        },
        {"mid": "1", "created_at": "昨天 09:00", "text": "新的<br/>", "user": {"screen_name": "明州发布", "id": 7}},
    ]
    found = timeline(json.dumps({"ok": 1, "data": {"cards": [{"card_type": 9, "mblog": blog} for blog in blogs]}}))
    assert [(post.title, post.pinned, post.at) for post in found.posts] == [
        ("旧的", True, at(2020, 6, 3, 0, 0, 3)),
        ("新的", False, at(2026, 11, 23, 9)),
    ]
    assert found.account == "明州发布"


@pytest.mark.parametrize(
    ("body", "url", "reason"),
    [
        (
            '{"ok":-100,"url":"https://passport.weibo.com/sso/signin"}',
            "https://m.weibo.cn/api/container/getIndex",
            "blocked",
        ),
        ("<html><title>Sina Visitor System</title></html>", "https://weibo.com/u/1", "blocked"),
        (
            "<html><body><h2>环境异常</h2>完成验证后即可继续访问</body></html>",
            "https://mp.weixin.qq.com/s/x",
            "blocked",
        ),
        ("<html><body>该内容已被发布者删除</body></html>", "https://mp.weixin.qq.com/s/x", "gone"),
        ("<html><body>用户不存在</body></html>", "https://m.weibo.cn/u/1", "gone"),
        ("<html><body>登录后查看更多</body></html>", "https://www.douyin.com/user/x", "blocked"),
        ("<html><body>首页</body></html>", "", "unreadable"),
        ('{"a": 1}', "", "unreadable"),
        ("", "", "unreadable"),
        ("[" * 100_000, "", "unreadable"),
        ('{"data": [{"title": "甲", "time":', "https://a.example/list.json", "unreadable"),
        ("<html><body>不是表格</body></html>", "", "unreadable"),
    ],
)
def test_an_answer_without_posts_says_why(body: str, url: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        timeline(body, url=url)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [("posts.json", None, "JSON"), ("feed.xml", None, "feed"), ("", "application/rss+xml", "feed")],
)
def test_html_where_something_else_was_promised_is_named(name: str, kind: str | None, named: str) -> None:
    page = "<!DOCTYPE html><html><body><p>系统维护 2026-11-20</p></body></html>"
    with pytest.raises(UnreadableError, match=f"web page where .*{named}"):
        timeline(page, name=name, content_type=kind)


def test_a_feed_without_times_takes_them_from_the_numbers_of_its_posts() -> None:
    item = "<item><title>甲</title><guid>https://weibo.com/1234567890/J4PGk4yMw</guid></item>"
    found = timeline(f'<rss version="2.0"><channel><title>t</title>{item}</channel></rss>')
    assert (found.posts[0].at, found.posts[0].at_from) == (at(2020, 6, 3, 0, 0, 3), "id")


@pytest.mark.parametrize(
    "printed",
    [
        "2026-11-03 15:05:00",
        "2026年11月3日 15:05",
        "Tue, 3 Nov 2026 07:05:00 UT",
        "Tue, 3 Nov 2026 02:05:00 EST",
        "Tue, 3 Nov 26 15:05:00 +0800",
        "Tue Nov 03 15:05:00 CST 2026",
        "二, 03 十一月 2026 15:05:00 +0800",
        "1793689500",
        "1793689500000",
    ],
)
def test_a_feed_may_print_its_times_as_it_likes(printed: str) -> None:
    item = f"<item><title>甲</title><pubDate>{printed}</pubDate></item>"
    found = timeline(f'<rss version="2.0"><channel><title>t</title>{item}</channel></rss>')
    assert found.posts[0].at == at(2026, 11, 3, 15, 5)


def test_a_feed_without_any_time_has_undated_posts_and_atom_takes_the_change_where_it_has_nothing_else() -> None:
    found = timeline('<rss version="2.0"><channel><title>t</title><item><title>甲</title></item></channel></rss>')
    assert (found.posts[0].at, found.problems) == (None, {"undated": 1})
    entry = "<entry><id>1</id><title>甲</title><updated>2026-11-03T07:05:00Z</updated></entry>"
    found = timeline(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entry}</feed>')
    assert found.posts[0].at == at(2026, 11, 3, 15, 5)


def test_html_where_an_export_was_promised_is_named() -> None:
    with pytest.raises(UnreadableError, match="web page"):
        timeline("<!DOCTYPE html><html><body>登录</body></html>", name="posts.csv")


def test_what_a_profile_page_hands_to_its_scripts_is_read() -> None:
    state = {
        "user": {"post": {"data": [{"aweme_id": str((1_790_000_000 << 32) + n), "desc": "短片"} for n in range(3)]}}
    }
    page = f'<html><script id="RENDER_DATA" type="application/json">{quote(json.dumps(state))}</script></html>'
    found = timeline(page, url="https://www.douyin.com/user/x")
    assert (found.source, len(found.posts), found.posts[0].at_from) == ("bytedance", 3, "id")


def test_a_profile_page_is_read_as_it_is_shown() -> None:
    items = [
        ("置顶", "关于我们的一切", "2025-01-01"),
        ("", "今天的消息在这里", "3小时前"),
        ("", "昨天的消息在这里", "昨天"),
    ]
    blocks = "".join(
        f'<li><b>{tag}</b><a href="/p/{n}">{title}</a><span class="t">{said}</span></li>'
        for n, (tag, title, said) in enumerate(items)
    )
    found = timeline(
        f"<html><title>明州的主页</title><ul>{blocks}</ul></html>", url="https://www.kuaishou.com/profile/x"
    )
    assert [(post.title, post.at, post.pinned) for post in found.posts] == [
        ("关于我们的一切", date(2025, 1, 1), True),
        ("今天的消息在这里", at(2026, 11, 24, 7), False),
        ("昨天的消息在这里", date(2026, 11, 23), False),
    ]
    assert found.posts[1].url == "https://www.kuaishou.com/p/1"


def test_any_list_of_objects_with_times_is_a_timeline() -> None:
    answer = {"code": 0, "data": {"list": {"clips": [{"bvid": "BV1", "title": "视频", "created": 1_790_000_000}]}}}
    found = timeline(json.dumps(answer))
    assert (found.source, found.posts[0].id, found.posts[0].at_from) == ("answer", "BV1", "field")


def test_what_an_account_of_bilibili_says_is_read_with_its_pinned_one() -> None:
    def said(number: int, moment: int, **more: object) -> dict[str, object]:
        author = {"module_author": {"pub_ts": moment, "name": "明州"}}
        return {
            "id_str": str(number),
            "modules": {**author, "module_dynamic": {"desc": {"text": f"第{number}条"}}, **more},
        }

    items = [said(1, 1_600_000_000, module_tag={"text": "置顶"}), said(2, 1_790_000_000)]
    found = timeline(json.dumps({"code": 0, "data": {"items": items}}))
    assert (found.source, found.account) == ("bilibili", "明州")
    assert [(post.title, post.pinned) for post in found.posts] == [("第1条", True), ("第2条", False)]


def test_posts_that_their_author_took_away_are_counted_and_not_shown() -> None:
    blogs = [
        {"mid": "4511519801087016", "created_at": "2020-06-03", "text": "还在"},
        {"mid": "4511519801087017", "created_at": "2020-06-03", "text": "抱歉，此微博已被作者删除。查看帮助"},
        {"mid": "4511519801087018", "created_at": "2020-06-03", "text": "没了", "deleted": "1"},
    ]
    found = timeline(json.dumps({"ok": 1, "data": {"cards": [{"card_type": 9, "mblog": blog} for blog in blogs]}}))
    assert ([post.title for post in found.posts], found.problems) == (["还在"], {"withdrawn": 2})


def test_an_accounts_own_console_lists_its_sendings() -> None:
    sent = {
        "sent_info": {"time": 1_790_000_000},
        "appmsgex": [
            {"aid": "1_1", "title": "头条", "link": "http://mp.weixin.qq.com/s/1", "is_deleted": False},
            {"aid": "1_2", "title": "删了的", "link": "http://mp.weixin.qq.com/s/2", "is_deleted": True},
        ],
    }
    page = {"publish_list": [{"publish_info": json.dumps(sent)}]}
    found = timeline(json.dumps({"base_resp": {"ret": 0}, "publish_page": json.dumps(page)}))
    assert (found.source, [post.title for post in found.posts]) == ("wechat", ["头条"])


def test_a_history_of_messages_gives_every_article_its_time() -> None:
    body = {
        "title": "头条",
        "content_url": "http://mp.weixin.qq.com/s?mid=5&amp;idx=1",
        "multi_app_msg_item_list": [{"title": "次条", "content_url": "http://mp.weixin.qq.com/s?mid=5&amp;idx=2"}],
    }
    listed = {"list": [{"comm_msg_info": {"id": 5, "datetime": 1_790_000_000}, "app_msg_ext_info": body}]}
    found = timeline(json.dumps({"ret": 0, "general_msg_list": json.dumps(listed)}))
    assert [(post.id, post.title) for post in found.posts] == [("5_1", "头条"), ("5_2", "次条")]
    assert len({post.at for post in found.posts}) == 1


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "https://weibo.cn/u/1", "https://mp.weixin.qq.com/s/x", "https://www.douyin.com/u"]),
    st.sampled_from(["", "a.csv", "a.xlsx", "a.json"]),
)
def test_no_bytes_break_the_sources(body: bytes, url: str, name: str) -> None:
    with suppress(UnreadableError):
        assert timeline(body, url=url, name=name).source
