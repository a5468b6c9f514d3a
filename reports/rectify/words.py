"""How classes, states and answers of rectification are called in what people read."""

from __future__ import annotations

from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "safety": "内容安全",
    "veto": "单项否决",
    "structure": "结构性问题",
    "deduction": "一般问题",
}

STATES: Mapping[str, str] = {
    "overdue": "逾期",
    "contested": "有异议",
    "reopened": "再次出现",
    "still_there": "复查未改",
    "not_reachable": "复查未能访问",
    "extended": "已延期",
    "issued": "待整改",
    "answered": "待复查",
    "mended": "已整改",
    "explained": "已说明",
    "excepted": "列为例外",
    "withdrawn": "已撤销",
    "closed": "已办结",
}
"""The states of items and notices; of an unsettled notice the first that any of its items has."""

SETTLED = frozenset({"mended", "explained", "excepted", "withdrawn"})
"""States in which nothing is left to do."""

MENDED, EXPLAINED, OBJECTED = "已整改", "情况说明", "有异议"
HOW: Mapping[str, str] = {MENDED: "mended", EXPLAINED: "explained", OBJECTED: "contested"}
"""What an agency may answer, and how acts keep it."""

UNSEEN: Mapping[str, str] = {
    "site_unreachable": "打不开",
    "our_network": "本机的网络不通",
    "private_address": "属于内网，按规定不访问",
    "robots": "robots.txt 不允许访问",
    "blocked": "被网站防护拦截",
    "undecodable": "编码无法识别",
    "unrendered": "内容由脚本生成，这次没有浏览器可用",
    "unreadable": "没有读到",
    "too_large": "超过大小限制",
    "incomplete_crawl": "没有查完",
    "crashed": "检查程序出错",
}
"""Why a re-check could not see something, by reason."""
