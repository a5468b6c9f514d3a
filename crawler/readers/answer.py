"""What a visitor gets to see, whatever the status code says: a page, a refusal, nothing, or "not here"."""

from __future__ import annotations

import re

from crawler.readers.dom import Dom
from storage.records import Answer

SHORT = 600
"""Characters below which a page that says it does not exist has nothing else to say."""

_MISSING_TITLE = re.compile(
    r"^\W*(?:404|410)\b|\b404\b.{0,12}(?:错误|页面|not found|error)"
    r"|(?:页面|网页|文件|内容|信息|文章|资源|栏目|地址).{0,6}"
    r"(?:不存在|找不到|未找到|没有找到|已(?:被)?删除|已失效|无法找到)|(?:找不到|未找到|无法找到).{0,6}(?:页面|网页|文件|对象|资源)"
    r"|出错了|page not found|not found|no longer (?:available|exists)",
    re.IGNORECASE,
)
_MISSING_TEXT = re.compile(
    r"(?:您|你)?(?:所)?(?:访问|查看|请求|浏览|要找|查找|打开)的?.{0,10}(?:页面|网页|文件|内容|信息|文章|资源|地址|栏目|链接).{0,12}"
    r"(?:不存在|找不到|未找到|没有找到|已(?:被|经)?(?:删除|移除|移走|下线|失效)|无法(?:找到|访问|显示)|不见了|走丢)"
    r"|(?:页面|网页|文件|内容|信息|文章|资源|栏目).{0,4}(?:不存在|找不到了?|未找到|已(?:被|经)?(?:删除|移除)|走丢了|飞走了)"
    r"|(?:抱歉|对不起|很遗憾).{0,20}(?:不存在|找不到|未找到|没有找到|已(?:被)?删除)"
    r"|sorry.{0,20}(?:not found|can.?t find|doesn.?t exist)"
    r"|(?:找不到|未找到|无法找到).{0,8}(?:页面|网页|文件|资源|对象)|页面不存在|404\s*(?:-|:|错误|not found|error|file)"
    r"|(?:the )?(?:page|file|resource|document|requested url).{0,40}(?:not found|could ?n.t be found|cannot be found"
    r"|does ?n.t exist|does not exist|no longer (?:available|exists)|has been (?:removed|deleted))",
    re.IGNORECASE,
)
_REFUSED_TITLE = re.compile(
    r"(?:访问|请求).{0,6}(?:被拒绝|受限|被拦截|被阻断|禁止|过于频繁)"
    r"|安全验证|人机验证|网站防火墙|滑动验证|身份验证|统一(?:身份)?(?:认证|登录)|请登录|用户登录"
    r"|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)"
    r"|verify|captcha|security check|too many requests"
    r"|service (?:temporarily )?unavailable|unauthorized",
    re.IGNORECASE,
)
_REFUSED_TEXT = re.compile(
    r"(?:您|你)的?(?:访问|请求|操作|IP).{0,16}(?:被拒绝|被拦截|被阻断|被禁止|受限|过于频繁|存在(?:安全)?威胁|异常|可能对网站造成)"
    r"|访问(?:过于)?频繁"
    r"|(?:请|需要)(?:先)?(?:完成|进行|输入|拖动|点击).{0,10}(?:验证|滑块|验证码)|(?:网站|web)\s*(?:应用)?防火墙|云(?:防护|盾|锁)|创宇盾|安全狗|玄武盾|知道创宇"
    r"|正在排队|排队等候|访问人数过多|请稍后再试|checking your browser|enable (?:javascript and )?cookies"
    r"|ddos protection|cloudflare|request blocked"
    r"|access (?:to this|is) denied|you (?:have been|are) blocked|too many requests|rate limit",
    re.IGNORECASE,
)
_CHALLENGE_SCRIPT = re.compile(
    r"__jsl_clearance|cf_chl_|challenge-platform|acw_sc__v2|aliyunwaf|waf_(?:cookie|token)|geetest|tencentcaptcha|_\$jsvmprt|yidun\.(?:js|163)"
    r"|(?:document\.cookie\s*=).{0,400}location\.(?:reload|href|replace)",
    re.IGNORECASE | re.DOTALL,
)

_GUARDED = frozenset({401, 403, 407, 412, 429, 432, 451, 521, 999})


def read_answer(dom: Dom, *, status: int, home: bool, text: str, links: int) -> Answer:
    """Name what the visitor gets. ``text``: everything readable on the page; ``links``: how many it has.

    The home page is never missing; an article that speaks of missing pages is a page. A refusal, whatever its
    status, is never missing.
    """
    title = dom.html_title or ""
    length = len(text)
    if _refuses(dom, title, text, length, status=status):
        return Answer.REFUSED
    missing = not home and length <= SHORT and links <= 40 and _says_missing(title, text, length)
    if missing or status in {404, 410}:
        return Answer.MISSING
    if length < 10 and links < 3 and not dom.tree.css_first("img, iframe, frame, embed, object, video, canvas, svg"):
        return Answer.EMPTY
    return Answer.PAGE


def _says_missing(title: str, text: str, length: int) -> bool:
    """Title and text say that it is not there; in a longer page the words must stand at its beginning."""
    head = text[:160] if length > 200 else text
    return bool(_MISSING_TITLE.search(title[:60]) and (length < 300 or _MISSING_TEXT.search(text))) or bool(
        _MISSING_TEXT.search(head) and length <= SHORT
    )


def _refuses(dom: Dom, title: str, text: str, length: int, *, status: int) -> bool:
    if status in _GUARDED:
        return True
    if length <= SHORT and (_REFUSED_TITLE.search(title[:60]) or _REFUSED_TEXT.search(text)):
        return not _says_missing(title, text, length)
    return length < 80 and any(_CHALLENGE_SCRIPT.search(script) for script in dom.scripts)
