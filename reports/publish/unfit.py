"""Sites that could not be judged: why, and what to ask of whom before a person, or the next round, can."""

from __future__ import annotations

from crawler.robots import ROBOT
from reports.publish.model import TargetCard

WHY = {
    "robots": (
        "robots.txt 不允许访问大部分网页",
        f"请单位在 robots.txt 中为 User-agent: {ROBOT} 放行；或由本办批准，在网站档案中写明 obey_robots = false 和理由",
    ),
    "blocked": (
        "防火墙或登录页挡住了大部分网页",
        "请单位把检查程序的出口 IP 和 User-Agent 加入白名单；需要登录的，请提供只读账号，由人检查",
    ),
    "undecodable": ("首页的编码无法识别", "请单位在网页中正确声明编码"),
    "too_large": ("首页超过大小限制", "请本办由人检查首页，或调大 max_body_mb 后重新检查"),
    "our_network": ("本机的网络不通", "不需要单位处理，请本办恢复网络后重新检查"),
    "private_address": ("网址属于内网", "请单位提供公网网址；确需检查内网的，请本办在 allow_private_hosts 中放行"),
    "unreadable": ("首页没有读到内容", "请单位确认首页能否正常打开，并由人检查"),
    "incomplete_crawl": ("没有抓完", "不需要单位处理，请本办加 --resume 继续抓取"),
}


def unfit(card: TargetCard) -> tuple[str, str]:
    """Why a site could not be judged, and who has to do what."""
    return WHY.get(card.run.trouble or "", WHY["unreadable"])
