"""The accounts of a period by platform: how many passed, and when each platform's accounts last posted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from reports.judging import agency_of, judged_targets
from storage.records import SHANGHAI, Post, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from storage.store import Store

NAMES = {
    "wechat_official": "微信公众号（订阅号）",
    "wechat_service": "微信公众号（服务号）",
    "weibo": "新浪微博",
    "wechat_channels": "微信视频号",
    "douyin": "抖音",
    "kuaishou": "快手",
    "toutiao": "今日头条",
    "baijiahao": "百家号",
    "qq_penguin": "企鹅号",
    "dayu": "大鱼号",
    "tieba": "百度贴吧",
    "app": "移动客户端",
    "mini_program": "小程序",
    "bilibili": "哔哩哔哩",
    "xiaohongshu": "小红书",
    "other": "其他",
}
"""Platforms in the order of the register's vocabulary (standards, section 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRow:
    """The accounts of one platform. ``counts``: verdicts; ``newest``, ``oldest``: the newest posts of the account that
    posted last and of the one that has been silent longest, None where none could be read."""

    name: str
    counts: Mapping[str, int]
    newest: date | None = None
    oldest: date | None = None

    @property
    def accounts(self) -> int:
        """How many were inspected."""
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        """How many could be assessed: the denominator of the pass rate."""
        return self.accounts - self.counts.get("not_assessable", 0)


def platform_rows(
    store: Store, registry: Registry, period: str, round_: int | None, cards: Mapping[str, Scorecard]
) -> tuple[PlatformRow, ...]:
    """The platforms that have accounts in a period, in the vocabulary's order."""
    counts: dict[str, Counter[str]] = {}
    last: dict[str, list[date]] = {}
    for run, target in judged_targets(store.last_runs(period, round_), registry):
        account = registry.accounts.get(target.id)
        if account is None or target.id not in cards:
            continue
        counts.setdefault(account.platform, Counter())[cards[target.id].verdict] += 1
        if (day := _last_post(store, registry, run, target)) is not None:
            last.setdefault(account.platform, []).append(day)
    return tuple(
        PlatformRow(
            name=NAMES.get(platform, platform),
            counts=dict(counts[platform]),
            newest=max(last.get(platform, ()), default=None),
            oldest=min(last.get(platform, ()), default=None),
        )
        for platform in [*NAMES, *(name for name in counts if name not in NAMES)]
        if platform in counts
    )


def _last_post(store: Store, registry: Registry, run: Run, target: Site) -> date | None:
    """The day of the newest post up to the day of the verdict; pinned ones do not count."""
    until = run.as_of.astimezone(SHANGHAI).date()
    posts = store.facts(run, target, agency_of(target, registry), registry).records(Post)
    days = (
        post.at.astimezone(SHANGHAI).date() if isinstance(post.at, datetime) else post.at
        for post in posts
        if post.at is not None and not post.pinned
    )
    return max((day for day in days if day <= until), default=None)
