"""The new-media accounts of the city: what their sources answer, and what an inspection must find of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from demo.answers import Answer, page
from demo.layout import table
from demo.plan import SitePlan
from storage.records import SHANGHAI

FILES = {"csv": "csv", "json": "json"}
"""Sources that are files of the workspace rather than addresses."""

HOST = "media.mingzhou.gov.cn"
"""The bridge that the office runs itself: feeds of platforms that have none."""

HOSTS = {
    "weibo": "m.weibo.cn",
    "douyin": "www.douyin.com",
    "kuaishou": "www.kuaishou.com",
    "bilibili": "space.bilibili.com",
    "toutiao": "www.toutiao.com",
    "baijiahao": "author.baidu.com",
    "wechat_official": "mp.weixin.qq.com",
    "wechat_service": "mp.weixin.qq.com",
}
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "weibo": "application/json"}
SINA_EPOCH = 515_483_463
PAGES = frozenset({"profile", "gone", "wall"})
"""Sources that are the public page itself."""

Planned = Mapping[str, Any]


def rows() -> list[Planned]:
    """The accounts as ``data/accounts.toml`` plans them."""
    found: list[Planned] = table("accounts.toml")["account"]
    return found


def _shown() -> list[Planned]:
    found: list[Planned] = table("accounts.toml")["shown"]
    return found


def show(site: SitePlan) -> None:
    """Write the accounts that a site shows into its home page."""
    for row in _shown():
        if row["site"] == site.id:
            site.extras.setdefault("home", []).append(f'<a href="{row["href"]}">{row["text"]}</a>')


def truth_of_shown(site: SitePlan) -> Iterator[dict[str, Any]]:
    """What must be found of the accounts that a site shows."""
    for row in _shown():
        if row["site"] == site.id:
            fault = row.get("fault")
            yield {
                "check": fault["check"] if fault else row["near"],
                "reason": fault["reason"] if fault else None,
                "near": fault is None,
                "subject": row["href"],
                "page": site.url,
                "note": row["note"],
            }


def registered() -> Iterator[dict[str, str]]:
    """The accounts as ``accounts.csv`` has them."""
    for row in rows():
        yield {
            **{name: row[name] for name in ("id", "agency", "platform", "name")},
            "url": _url(row),
            "feed": "" if row["as"] in PAGES else _feed(row),
            "registered": "yes",
            "status": row.get("status", "running"),
            "filing": row.get("filing", ""),
        }


def write_files(out: Path, as_of: date) -> None:
    """Write the lists that owners exported into the workspace."""
    folder = out / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows():
        if row["as"] in FILES:
            (folder / f"{row['id']}.{row['as']}").write_text(_exported(row, as_of), "utf-8")


def answer(host: str, target: str, as_of: date) -> Answer | None:
    """What a platform or the bridge says; None where the host is neither."""
    if host != HOST and host not in HOSTS.values():
        return None
    name = target.partition("?")[0].rsplit("/", 1)[-1].partition(".")[0]
    row = next((row for row in rows() if row["id"] == name), None)
    if target == "/robots.txt":
        return Answer(status=404)
    if any(shown["href"] == f"http://{host}{target}" for shown in _shown()):
        return page("<html><title>微博</title><body>微博</body></html>")
    if row is None or row["as"] == "gone":
        return page("<html><body>404</body></html>", status=404)
    if row["as"] == "wall" or (host != HOST and row["as"] not in PAGES):
        return page("<html><title>安全验证</title><body>请先登录，再查看主页</body></html>", status=432)
    kind = TYPES.get(row["as"], "application/json")
    if row["as"] in {"profile", "html"}:
        return page(_drawn(row, as_of))
    return Answer(type=f"{kind}; charset=utf-8", body=_drawn(row, as_of).encode())


def truth(as_of: date) -> Iterator[dict[str, Any]]:
    """What must be found of the accounts, and what must not."""
    for row in rows():
        fault, near = row.get("fault"), row.get("near")
        if fault is None and near is None:
            continue
        yield {
            "near_miss": fault is None,
            "target": row["id"],
            "check": fault["check"] if fault else near,
            "reason": fault["reason"] if fault else None,
            "outcome": ("unsure" if fault["reason"] == "too_little_seen" else "fail") if fault else None,
            "subject": _url(row),
            "page": None,
            "detail": {},
            "note": row["note"],
            "template": row["as"],
            "needs_browser": False,
        }


def _url(row: Planned) -> str:
    return f"https://{HOSTS[row['platform']]}/u/{row['id']}".replace("https", "http")


def _feed(row: Planned) -> str:
    if row["as"] in FILES:
        return f"exports/{row['id']}.{row['as']}"
    return f"http://{HOST}/feeds/{row['id']}.xml"


def _posts(row: Planned, as_of: date) -> Iterator[tuple[int, str, datetime, bool]]:
    """The posts of an account: number, title, time, pinned."""
    noon = datetime(as_of.year, as_of.month, as_of.day, 9, 30, tzinfo=SHANGHAI)
    if "pinned" in row:
        yield 900, f"{row['name']}办事指引", noon - timedelta(days=row["pinned"]), True
    if "future" in row:
        yield 901, "预告", datetime.now(SHANGHAI) + timedelta(days=row["future"]), False
    for number, days in enumerate(row.get("posts", ()), 1):
        yield number, f"{row['name']}：{TOPICS[(number + days) % len(TOPICS)]}", noon - timedelta(days=days), False


TOPICS = ("今日要闻", "便民提示", "政策问答", "天气提醒", "现场直击", "一图读懂")


def _exported(row: Planned, as_of: date) -> str:
    posts = [(title, f"{at:%Y-%m-%d %H:%M}") for _, title, at, _ in _posts(row, as_of)]
    if row["as"] == "json":
        return json.dumps([{"标题": title, "发布时间": at} for title, at in posts], ensure_ascii=False)
    sheet = StringIO()
    csv.writer(sheet, lineterminator="\n").writerows([("文章标题", "发布时间"), *posts])
    return sheet.getvalue()


def _drawn(row: Planned, as_of: date) -> str:
    posts = list(_posts(row, as_of))
    match row["as"]:
        case "rss" | "empty":
            items = "".join(
                f"<item><guid>{n}</guid><title>{title}</title><pubDate>{at:%d} {MONTHS[at.month - 1]} {at:%Y %H:%M:%S} "
                "+0800</pubDate></item>"
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
