"""The words and numbers of everything that is published, and crawled text made harmless to read."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.publish.model import TargetCard

MAX_TEXT = 500

SHOWN = 200
"""Findings of a target, and things to do, that a scorecard shows; the rest stand in the workbook."""

VERDICTS = {"pass": "合格", "fail": "不合格", "pending": "待定", "not_assessable": "未能检查"}
PROVISIONAL = {**VERDICTS, "fail": "初步判定为不合格"}
"""What verdicts are called before they are signed: nobody has failed yet."""

STATES = {
    "settled": "已定",
    "pending": "待核实",
    "manual": "待人工",
    "not_applicable": "不适用",
    "not_measured": "未检查",
    "not_due": "未到期",
}
CLASSES = {
    "municipal": "市政府",
    "district": "区政府",
    "department": "市政府部门",
    "committee": "管委会",
    "institution": "直属单位",
    None: "其他",
}
KINDS = {"portal": "门户网站", "subsite": "子网站", "committee": "管委会网站"}
PARTS = {"veto": "单项否决", "deduction": "扣分", "bonus": "加分"}
FAMILIES = {
    "links": "链接",
    "availability": "可用性",
    "columns": "栏目更新",
    "disclosure": "信息公开",
    "policy": "政策解读",
    "interaction": "互动交流",
    "services": "办事服务",
    "furniture": "页面功能",
    "accessibility": "无障碍",
    "safety": "内容安全",
    "new_media": "新媒体",
}
SKIPPED = {
    "robots": "robots.txt 不允许",
    "private_address": "内网地址",
    "trap": "重复生成的网页",
    "budget": "超过数量上限",
    "host_given_up": "主机不再响应",
    "incomplete_crawl": "没有抓完",
}
METHODS = {
    "get": "访问",
    "browser": "浏览器",
    "dns": "域名解析",
    "tls": "证书",
    "probe": "探测",
    "read": "读取",
    "compare": "比对",
}

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

PLATFORMS = {
    "wechat_official": "微信公众号",
    "wechat_service": "微信服务号",
    "weibo": "微博",
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


def shown(value: Decimal | None) -> str:
    """Points as printed: one decimal, half up; a dash for none."""
    return "—" if value is None else str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def points(card: TargetCard) -> str:
    """The points of a card, or the range that is still open."""
    score = card.scorecard
    more = f" + 加分 {shown(score.bonus)}" if score.bonus else ""
    if score.points is not None:
        return shown(score.points) + more
    if score.low is None or score.high is None:
        return "—"
    low, high = shown(score.low), shown(score.high)
    return (low if low == high else f"{low}~{high}") + more


def percent(part: int, whole: int) -> str:
    """A rate in percent: one decimal, half up; a dash where there is nothing to divide by."""
    if not whole:
        return "—"
    return f"{(Decimal(100) * part / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def share(part: int, whole: int) -> str:
    """A rate as n/N and one decimal."""
    return f"{part}/{whole}（{percent(part, whole)}）" if whole else "0/0"


def unseen(value: str) -> str:
    """Text with its control and direction marks shown as what they are: something that cannot be read."""
    return value if value.isprintable() else _UNSEEN.sub("\ufffd", value)


def safe(value: object) -> str:
    """Crawled text made harmless to read: control and direction marks out, cut to a length that prints."""
    text = str(value)
    return unseen(text) if len(text) <= MAX_TEXT else f"{unseen(text[:MAX_TEXT])}…"
