"""What accounts of the city say, and how each kind of source shows it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import StringIO
from typing import Any

import numpy as np
import zxingcpp
from PIL import Image

from storage.records import SHANGHAI

SINA_EPOCH = 515_483_463

Planned = Mapping[str, Any]
Spoken = Mapping[str, Sequence[tuple[str, date]]]
"""Documents that accounts pass on, by account: title and day."""


@cache
def code(says: str) -> bytes:
    """A QR code as a picture."""
    made = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode)
    file = io.BytesIO()
    pixels = np.array(zxingcpp.write_barcode_to_image(made, scale=4, add_quiet_zones=True))
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def article(row: Planned, name: str, as_of: date) -> str:
    """The page of one WeChat article, whose time stands in its script alone."""
    days = row["articles"][name]
    at = datetime(as_of.year, as_of.month, as_of.day, 9, 30, tzinfo=SHANGHAI) - timedelta(days=days)
    return (
        f'<!DOCTYPE html><html><title>{row["name"]}</title><body><h1 id="activity-name">{row["name"]}提示</h1>'
        f'<div id="js_content">正文</div><script>var nickname = "{row["name"]}"; var ct = "{int(at.timestamp())}";'
        f'var biz = "" || "MzA5MDAwMDAwMA=="; var mid = "10{days}"; // weixin</script></body></html>'
    )


def of(row: Planned, as_of: date, spoken: Spoken) -> Iterator[tuple[int, str, datetime, bool]]:
    """The posts of an account: number, title, time, pinned."""
    noon = datetime(as_of.year, as_of.month, as_of.day, 9, 30, tzinfo=SHANGHAI)
    if "pinned" in row:
        yield 900, f"{row['name']}办事指引", noon - timedelta(days=row["pinned"]), True
    if "spam" in row:
        yield 910, row["spam"], noon - timedelta(days=2), False
    if row.get("daily"):
        yield 902, f"{row['name']}：今日要闻", datetime.now(SHANGHAI) - timedelta(hours=2), False
    if "future" in row:
        yield 901, "预告", datetime.now(SHANGHAI) + timedelta(days=row["future"]), False
    for number, days in enumerate(row.get("posts", ()), 1):
        yield number, f"{row['name']}：{TOPICS[(number + days) % len(TOPICS)]}", noon - timedelta(days=days), False
    for number, (title, day) in enumerate(spoken.get(row["id"], ()), 500):
        yield number, title, datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI), False


TOPICS = ("今日要闻", "便民提示", "政策问答", "天气提醒", "现场直击", "一图读懂")


def exported(row: Planned, as_of: date, spoken: Spoken) -> str:
    """The list that an owner exported."""
    posts = [(title, f"{at:%Y-%m-%d %H:%M}") for _, title, at, _ in of(row, as_of, spoken)]
    if row["as"] == "json":
        return json.dumps([{"标题": title, "发布时间": at} for title, at in posts], ensure_ascii=False)
    sheet = StringIO()
    csv.writer(sheet, lineterminator="\n").writerows([("文章标题", "发布时间"), *posts])
    return sheet.getvalue()


def drawn(row: Planned, as_of: date, spoken: Spoken) -> str:
    """What a source answers."""
    posts = list(of(row, as_of, spoken))
    match row["as"]:
        case "rss" | "empty":
            items = "".join(
                f"<item><guid>{n}</guid><link>http://www.toutiao.com/article/{n}</link><title>{title}</title>"
                f"<pubDate>{at:%d} {MONTHS[at.month - 1]} {at:%Y %H:%M:%S} +0800</pubDate></item>"
                for n, title, at, _ in posts
            )
            return f'<rss version="2.0"><channel><title>{row["name"]}</title>{items}</channel></rss>'
        case "atom":
            entries = "".join(
                f"<entry><id>urn:{n}</id><title>{title}</title><published>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</published></entry>"
                for n, title, at, _ in posts
            )
            return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{row["name"]}</title>{entries}</feed>'
        case "profile":
            today = datetime.now(SHANGHAI).date()
            blocks = "".join(
                f'<li><a href="/v/{n}">{title}</a><span>{max((today - at.date()).days, 0)}天前</span></li>'
                for n, title, at, _ in posts
            )
            return f"<!DOCTYPE html><html><title>{row['name']}的主页</title><body><ul>{blocks}</ul></body></html>"
        case "script":
            today = datetime.now(SHANGHAI).date()
            shown = json.dumps([[title, (today - at.date()).days] for _, title, at, _ in posts], ensure_ascii=False)
            return (
                f"<!DOCTYPE html><html><title>{row['name']}的主页</title><body><ul id='list'></ul><script>"
                f"for (const [title, days] of {shown}) {{ const item = document.createElement('li');"
                "item.innerHTML = `<a href='/v/${days}'>${title}</a><span>${days}天前</span>`;"
                "document.getElementById('list').append(item); }</script></body></html>"
            )
        case "html":
            return "<!DOCTYPE html><html><title>服务</title><body><h1>服务升级中</h1></body></html>"
    return json.dumps(_object(row, posts), ensure_ascii=False)


def _object(row: Planned, posts: list[tuple[int, str, datetime, bool]]) -> Any:
    match row["as"]:
        case "json_feed":
            items = [{"id": str(n), "title": title, "date_published": at.isoformat()} for n, title, at, _ in posts]
            return {"version": "https://jsonfeed.org/version/1.1", "title": row["name"], "items": items}
        case "weibo":
            blogs = [
                {
                    "mid": str((int(at.timestamp()) - SINA_EPOCH << 22) + n),
                    "created_at": f"{at:%m-%d}",
                    "text": title,
                    "isTop": int(pinned),
                    "user": {
                        "id": int(row.get("handle", 0)) or 7,
                        "screen_name": row.get("shown_name", row["name"]),
                        "verified_reason": row.get("owner", ""),
                    },
                }
                for n, title, at, pinned in posts
            ]
            return {"ok": 1, "data": {"cards": [{"card_type": 9, "mblog": blog} for blog in blogs]}}
        case "douyin":
            clips = [{"aweme_id": str((int(at.timestamp()) << 32) + n), "desc": title} for n, title, at, _ in posts]
            return {"status_code": 0, "aweme_list": clips}
        case "wechat_list":
            listed = [{"aid": str(n), "title": title, "create_time": int(at.timestamp())} for n, title, at, _ in posts]
            return {"base_resp": {"ret": 0}, "app_msg_list": listed}
    listed = [{"bvid": f"BV{n}", "title": title, "created": int(at.timestamp())} for n, title, at, _ in posts]
    return {"code": 0, "data": {"list": {"vlist": listed}}}


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
