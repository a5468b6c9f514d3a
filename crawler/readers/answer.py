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
    r"|(?:栏目|频道|专栏|页面|网页|信息|文章|内容).{0,4}已(?:经)?(?:被)?(?:关闭|关停|下线|下架|撤销|撤回|撤稿|失效|停用|删除)"
    r"|sorry.{0,20}(?:not found|can.?t find|doesn.?t exist)"
    r"|(?:找不到|未找到|无法找到).{0,8}(?:页面|网页|文件|资源|对象)|页面不存在|404\s*(?:-|:|错误|not found|error|file)"
    r"|(?:the )?(?:page|file|resource|document|requested url).{0,40}(?:not found|could ?n.t be found|cannot be found"
    r"|does ?n.t exist|does not exist|no longer (?:available|exists)|has been (?:removed|deleted))",
    re.IGNORECASE,
)
_SERVER_SAYS = re.compile(
    r"type=not found, status=404|http\s?(?:status|状态)\s?404|error 404--not found|http (?:错误 )?404\b", re.IGNORECASE
)
"""Application servers about themselves, wherever on the page."""

_WALL = re.compile(
    r"已?被.{0,14}(?:拦截|阻断|屏蔽)"
    r"|(?:您|你)的?(?:访问|请求|操作|IP).{0,20}(?:被拒绝|被禁止|受限|过于频繁|存在(?:安全)?威胁|异常|可能对网站造成|疑似攻击)"
    r"|(?:有|存在)?(?:可能)?对(?:本)?网站造成(?:安全)?威胁|疑似(?:黑客)?攻击"
    r"|访问(?:过于频繁|频率过高|受限)|暂不允许访问"
    r"|(?:请|需要)(?:先|您)?(?:完成|进行|输入|拖动|点击|按住).{0,10}(?:验证|滑块|验证码)|按住滑块"
    r"|(?:确认|验证|证明).{0,4}(?:您|你).{0,4}(?:不是|是不是|是否).{0,3}(?:机器人|真人)"
    r"|(?:防火墙|云防护|云防御|云盾|云锁|创宇盾|安全狗|玄武盾|知道创宇|网站卫士|雷池).{0,40}(?:拦截|阻断|拒绝|屏蔽|验证)"
    r"|正在排队|排队(?:等候|等待)|访问人数(?:较|过)多"
    r"|checking your browser|enable (?:javascript and )?cookies|ddos protection|request blocked"
    r"|access (?:to this .{0,20})?(?:is|was|has been) denied|you (?:have been|are) blocked|too many requests|rate limit"
    r"|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
"""What walls and waiting rooms say, and nothing else: it counts whatever else the page says."""

_REFUSED_TITLE = re.compile(
    r"(?:访问|请求).{0,6}(?:被拒绝|受限|被拦截|被阻断|禁止|过于频繁)|拦截(?:提示)?$|验证码"
    r"|安全验证|人机验证|^网站防火墙|滑动验证|身份验证|统一(?:身份)?(?:认证|登录)|请登录|用户登录"
    r"|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)"
    r"|verify|captcha|security check|too many requests"
    r"|service (?:temporarily )?unavailable|unauthorized",
    re.IGNORECASE,
)
_REFUSED_TEXT = re.compile(r"请(?:您)?稍[后候]再试|cloudflare", re.IGNORECASE)
_CHALLENGE_SCRIPT = re.compile(
    r"__jsl_clearance|cf_chl_|challenge-platform|acw_sc__v2|aliyunwaf|waf_(?:cookie|token)|geetest|tencentcaptcha|_\$jsvmprt|yidun\.(?:js|163)"
    r"|\$_ts\s*=\s*window"
    r"|(?:document\.cookie\s*=).{0,400}location(?:\.(?:reload|href|replace)|\s*=)",
    re.IGNORECASE | re.DOTALL,
)
_ALERT = re.compile(r"\balert\s*\(\s*[\"']([^\"'\n]{2,80})[\"']")
_ARTICLE = re.compile(r"(?:发布|公布|印发|更新|发文|成文)(?:日期|时间)\s*[:：]?\s*\d{4}|(?:信息)?来源\s*[:：]|浏览次数")
"""What stands beside the titles of articles."""

_HOME_TITLE = re.compile(
    r"^(?:欢迎(?:访问|光临))?[^-_|—–,，。、：:]{2,30}(?:政府|门户|网站?|局|委|委员会|办公室|厅|馆|中心)"
    r"(?:[-_|—– ]*首页)?$"
    r"|^(?:网站)?首页(?:[-_|—– ]+[^-_|—–]{2,30})?$"
)
_HOME_LINKS = 25

_GUARDED = frozenset({401, 403, 407, 412, 429, 432, 451, 521, 999})


def read_answer(dom: Dom, *, status: int, home: bool, text: str, links: int) -> Answer:
    """Name what the visitor gets. ``text``: everything readable on the page; ``links``: how many it has.

    The home page is never missing; an article that speaks of missing pages is a page. A refusal, whatever its
    status, is never missing.
    """
    title = dom.html_title or ""
    shown = text if len(text) >= 30 else f"{text} {_alerts(dom)}".strip()
    if status in _GUARDED or _refuses(dom, title, shown):
        return Answer.REFUSED
    if (not home and links <= 80 and _says_missing(title, shown, links)) or status in {404, 410}:
        return Answer.MISSING
    if _waves_off(title, shown):
        return Answer.REFUSED
    length = len(text)
    if length < 10 and links < 3 and not dom.tree.css_first("img, iframe, frame, embed, object, video, canvas, svg"):
        return Answer.EMPTY
    return Answer.PAGE


def is_walled(title: str, text: str) -> bool:
    """Whether a short page says what only walls and waiting rooms say."""
    return len(text) <= SHORT and not _ARTICLE.search(text) and bool(_WALL.search(title[:60]) or _WALL.search(text))


def looks_like_home(title: str | None, *, links: int, dated: bool) -> bool:
    """Whether a page is the home page of some site, told by its title, its many links and by being undated."""
    return not dated and links >= _HOME_LINKS and title is not None and bool(_HOME_TITLE.match(title))


def _says_missing(title: str, text: str, links: int) -> bool:
    """Title and text say that it is not there; in a longer page the words must stand at its beginning, or the title
    must be the error's own. A page in the layout of its site has more links, and says so in its title."""
    length = len(text)
    if length > SHORT or _ARTICLE.search(text):
        return False
    if links > 40:
        return bool(_MISSING_TITLE.search(title[:60]) and _MISSING_TEXT.search(text))
    if _SERVER_SAYS.search(text):
        return True
    head = text[:160] if length > 200 else text
    return bool(_MISSING_TITLE.search(title[:60]) and (length < 300 or _MISSING_TEXT.search(text))) or bool(
        _MISSING_TEXT.search(head)
    )


def _refuses(dom: Dom, title: str, text: str) -> bool:
    return is_walled(title, text) or (
        len(text) < 80 and any(_CHALLENGE_SCRIPT.search(script) for script in dom.scripts)
    )


def _waves_off(title: str, text: str) -> bool:
    """Whether a short page sends visitors away or wants to know them first."""
    return (
        len(text) <= SHORT
        and not _ARTICLE.search(text)
        and bool(_REFUSED_TITLE.search(title[:60]) or _REFUSED_TEXT.search(text))
    )


def _alerts(dom: Dom) -> str:
    """What a page that is nothing but a message box says."""
    return " ".join(match[1] for script in dom.scripts for match in _ALERT.finditer(script[:20_000]))
