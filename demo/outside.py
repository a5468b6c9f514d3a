"""The world outside the city, as far as its pages point there. Nothing here leaves this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

from demo import files
from demo.answers import Answer, gateway, page

HOSTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "www.gov.cn": ("中国政府网", ("/", "/guowuyuan/", "/zhengce/", "/index.htm")),
    "www.people.com.cn": ("人民网", ("/",)),
    "www.xinhuanet.com": ("新华网", ("/",)),
    "bszs.conac.cn": ("党政机关网站标识", ("/sitename",)),
    "zfwzgl.www.gov.cn": ("我为政府网站找错", ("/exposure/jiucuo.html",)),
    "beian.miit.gov.cn": ("ICP/IP地址/域名信息备案管理系统", ("/",)),
    "www.beian.gov.cn": ("全国互联网安全管理服务平台", ("/portal/registerSystemInfo",)),
    "beian.mps.gov.cn": ("全国互联网安全管理平台", ("/",)),
    "www.mzwater.com.cn": ("明州水务", ("/", "/bszn/")),
    "www.x8899.top": ("好看小说网", ("/", "/top/")),
    "www.mzyouth.com.cn": ("澳门新葡京-真人荷官-开户送彩金", ("/",)),
    "www.mzbank.com.cn": ("明州银行", ("/",)),
    "www.mzrb.com.cn": ("明州日报", ("/", "/epaper/")),
}
"""Sites that answer, with the paths they know (any query)."""

GUARDED = "data.mzstat.com.cn"
"""A host that shows every program a challenge instead of its page."""

FLAKY = "www.mzrb.com.cn/epaper/"
"""An address that fails at the first visit and works ever after."""

BADGES = {"/image/red.png": "png", "/image/blue.png": "png"}

CHALLENGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>安全验证</title></head>
<body><h1>安全验证</h1><p>您的访问过于频繁，请完成验证后继续访问。</p><p>事件编号：8f21c7</p></body></html>"""


def answer(host: str, target: str) -> Answer:
    """What an outside host says; hosts that do not exist are the proxy's own 502."""
    path = urlsplit(target).path or "/"
    if host == GUARDED:
        return page(CHALLENGE, status=403)
    if host == "dcs.conac.cn":
        return _badge(path)
    if host not in HOSTS:
        return gateway(host, "dns_error")
    return _answer(*HOSTS[host], path, flaky=f"{host}{path}" == FLAKY)


def _answer(name: str, paths: tuple[str, ...], path: str, *, flaky: bool) -> Answer:
    if path == "/robots.txt":
        return Answer(type="text/plain", body=b"User-agent: *\nDisallow: /admin/\n")
    if path == "/favicon.ico":
        return Answer(type="image/x-icon", body=files.content("ico"))
    if path not in paths:
        return page(f"<html><head><title>404</title></head><body><h1>404</h1>{name}</body></html>", status=404)
    html = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{name}</title></head>'
        f"<body><h1>{name}</h1><p>这是{name}在演示环境中的页面，只用来回答链接是否可用。</p></body></html>"
    )
    answer = page(html)
    answer.first = page("<html><body>503</body></html>", status=503) if flaky else None
    return answer


def _badge(path: str) -> Answer:
    if path in BADGES:
        return Answer(type="image/png", body=files.emblem(60, (190, 30, 36)))
    return page("<html><body>404</body></html>", status=404)
