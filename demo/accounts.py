"""The new-media accounts of the city: what their sources answer, and what an inspection must find of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from demo import posts
from demo.answers import Answer, page
from demo.files import TYPES as FILE_TYPES
from demo.layout import table
from demo.pages import SitePages
from demo.plan import SitePlan
from demo.posts import Planned, Spoken

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
    "xiaohongshu": "www.xiaohongshu.com",
    "wechat_official": "mp.weixin.qq.com",
    "wechat_service": "mp.weixin.qq.com",
}
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "weibo": "application/json"}
PAGES = frozenset({"profile", "script", "gone", "wall"})
"""Sources that are the public page itself."""

KNOWN_GOOD = ("http://m.weibo.cn/u/renmin", "http://www.xiaohongshu.com/u/renmin-xhs")
"""Accounts that post every day; the second shows nothing new, because its platform hides posts from robots."""

OBSERVATIONS = "observations.csv"
SHEET = ("账号编号", "检查时间", "最近发布", "能打开", "互动功能", "菜单", "情况", "检查员", "复核人")
"""The sheet in which inspectors wrote what they saw of some accounts, and its columns."""


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
            if "code" in row:
                image = f"http://{HOST}/codes/{row['site']}{_shown().index(row)}.png"
                shown = f'<div><img src="{image}" alt="{row["text"]}二维码" width="120" height="120"></div>'
            else:
                shown = f'<a href="{row["href"]}">{row["text"]}</a>'
            site.extras.setdefault("home", []).append(shown)


def truth_of_shown(site: SitePlan) -> Iterator[dict[str, Any]]:
    """What must be found of the accounts that a site shows."""
    for row in _shown():
        if row["site"] == site.id:
            fault = row.get("fault")
            yield {
                "check": fault["check"] if fault else row["near"],
                "reason": fault["reason"] if fault else None,
                "near": fault is None,
                "subject": row.get("code") or row["href"],
                "page": site.url,
                "note": row["note"],
            }


def registered() -> Iterator[dict[str, str]]:
    """The accounts as ``accounts.csv`` has them."""
    for row in rows():
        yield {
            **{name: row[name] for name in ("id", "agency", "platform", "name")},
            "handle": row.get("handle", ""),
            "url": _url(row) or "",
            "feed": "" if row["as"] in PAGES else _feed(row),
            "registered": "yes",
            "status": row.get("status", "running"),
            "filing": row.get("filing", ""),
        }


def write_files(out: Path, as_of: date, spoken: Spoken) -> None:
    """Write the lists that owners exported into the workspace, and the sheet of the inspectors."""
    folder = out / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows():
        if row["as"] in FILES:
            (folder / f"{row['id']}.{row['as']}").write_text(posts.exported(row, as_of, spoken), "utf-8")
    with (out / OBSERVATIONS).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SHEET)
        for row in table("accounts.toml")["observed"]:
            said = {**row, "检查时间": f"{as_of} 10:00"}
            if "days" in row:
                said["最近发布"] = (as_of - timedelta(days=row["days"])).isoformat()
            writer.writerow([said.get(name, "") for name in SHEET])


def distribute(pages: SitePages, as_of: date) -> tuple[dict[str, list[tuple[str, date]]], list[dict[str, Any]]]:
    """Which documents of a site an account passes on, day by day, and what must be found of the one that it forgets."""
    spoken: dict[str, list[tuple[str, date]]] = {}
    told: list[dict[str, Any]] = []
    for row in rows():
        if row.get("distributes") != pages.site.id:
            continue
        documents = sorted(pages.site.columns["policy_document"].articles, key=lambda one: one.on, reverse=True)
        due = [one for one in documents if one.on <= as_of - timedelta(days=10) and one.title.endswith("实施意见")]
        forgotten = due[0]
        spoken[row["id"]] = [(one.title, one.on + timedelta(days=1)) for one in documents if one is not forgotten]
        for one in (forgotten, *due[1:2]):
            told.append(
                {
                    "check": "undistributed_policies",
                    "reason": "not_found" if one is forgotten else None,
                    "outcome": "unsure",
                    "near": one is not forgotten,
                    "subject": urljoin(pages.site.url, pages.article_path(one)),
                    "page": None,
                    "note": "公众号没有转发这份文件" if one is forgotten else "公众号第二天转发了",
                }
            )
    return spoken, told


def answer(host: str, target: str, as_of: date, spoken: Spoken) -> Answer | None:
    """What a platform or the bridge says; None where the host is neither."""
    if host != HOST and host not in HOSTS.values():
        return None
    name = target.partition("?")[0].rsplit("/", 1)[-1].partition(".")[0]
    if target == "/robots.txt":
        return Answer(status=404)
    if target.startswith("/codes/"):
        return _code(name)
    if any(shown.get("href") == f"http://{host}{target}" for shown in _shown()):
        article = next((row for row in rows() if name in row.get("articles", {})), None)
        if article is not None:
            return page(posts.article(article, name, as_of))
        return page("<html><title>微博</title><body>微博</body></html>")
    row = next((row for row in (*rows(), *table("accounts.toml")["known_good"]) if row["id"] == name), None)
    if row is None or row["as"] == "gone":
        return page("<html><body>404</body></html>", status=404)
    if row["as"] == "wall" or (host != HOST and row["as"] not in PAGES and "known_good" not in row):
        return page("<html><title>安全验证</title><body>请先登录，再查看主页</body></html>", status=432)
    kind = TYPES.get(row["as"], "application/json")
    if row["as"] in {"profile", "html", "script"}:
        return page(posts.drawn(row, as_of, spoken))
    return Answer(type=f"{kind}; charset=utf-8", body=posts.drawn(row, as_of, spoken).encode())


def _code(name: str) -> Answer:
    """The picture of a QR code."""
    row = next((row for number, row in enumerate(_shown()) if f"{row['site']}{number}" == name), None)
    if row is None or "code" not in row:
        return page("<html><body>404</body></html>", status=404)
    return Answer(type=FILE_TYPES["png"], body=posts.code(row["code"]))


def truth(as_of: date) -> Iterator[dict[str, Any]]:
    """What must be found of the accounts, and what must not."""
    for row in rows():
        planted = [*row.get("faults", ()), *([row["fault"]] if "fault" in row else [])]
        for fault in (*planted, *([{"near": row["near"]}] if "near" in row else [])):
            near = fault.get("near")
            unsure = fault.get("unsure") or fault.get("reason") == "too_little_seen"
            yield {
                "near_miss": near is not None,
                "target": row["id"],
                "check": near or fault["check"],
                "reason": fault.get("reason"),
                "outcome": None if near else "unsure" if unsure else "fail",
                "subject": fault.get("subject") or _url(row) or f"account:{row['id']}",
                "page": None,
                "detail": {},
                "note": row["note"],
                "template": row["as"],
                "needs_browser": row["as"] == "script",
            }


def _url(row: Planned) -> str | None:
    return f"http://{HOSTS[row['platform']]}/u/{row['id']}" if row["platform"] in HOSTS else None


def _feed(row: Planned) -> str:
    if row["as"] == "none":
        return ""
    if row["as"] in FILES:
        return f"exports/{row['id']}.{row['as']}"
    return f"http://{HOST}/feeds/{row['id']}.xml"
