"""Facts that the content of an answer shows: walls, empty files, wrong files."""

from __future__ import annotations

import re

from crawler.decode import Undecodable, decode
from crawler.looks import magic
from crawler.looks.answers import Answer
from crawler.readers.answer import is_walled
from crawler.readers.dom import Dom
from storage.records import Sign

MAX_WALL_BYTES = 16 * 1024
"""Pages that hold more than this are pages, even if they speak of walls."""

_WALL_SERVER = re.compile(
    r"cf-mitigated: *challenge|^server: *(?:yunsuo|safedog|wangzhansuo|jiasule|knownsec|yundun)|"
    r"set-cookie: *(?:__jsl_clearance|acw_sc__v[23]|yunsuo_session|waf_captcha|safeline_bot)",
    re.I | re.M,
)
_WALL_BODY = re.compile(
    rb"__jsl_clearance|acw_sc__v[23]|\$_ts\s*=\s*window|_\$jsvmprt|cf-browser-verification|challenge-platform|"
    rb"<title>\s*(?:just a moment|attention required)|aliyun_waf|/_guard/auto\.js|safeline|window\._waf|"
    rb"yunsuo_session_verify|errors\.aliyun\.com|waf\.tencent|"
    + "|".join(
        (
            "访问请求可能对网站(?:服务器)?(?:造成|存在)(?:安全)?威胁",
            "请求(?:包含|存在)(?:攻击|威胁|恶意)",
            "(?:云锁|安全狗|创宇盾|知道创宇|安恒|网站卫士)[^<]{0,40}(?:拦截|防护|拒绝|验证)",
            "(?:请|需要)(?:先)?(?:完成|进行)(?:安全|人机|滑块|滑动)验证",
            "访问(?:过于频繁|频率过高)[^<]{0,30}(?:稍后|验证)",
            "正在排队[^<]{0,20}(?:请稍|等候)",
        )
    ).encode(),
    re.I,
)
_MAY_BE_EMPTY = frozenset({"css", "js", "txt"})
"""Files that do no harm where they hold nothing: templates name them for later use."""

_WALL_STATUSES = frozenset({412, 521})


def content_signs(answer: Answer) -> tuple[Sign, ...]:
    """The signs that status, headers and first bytes of ``answer`` show; none for failures."""
    if answer.status is None:
        return ()
    signs: list[Sign] = []
    if is_wall(answer):
        signs.append(Sign.CHALLENGE)
    if answer.status != 200:
        return tuple(signs)
    promised = magic.promised(answer.url)
    if not answer.body and not {Sign.TRUNCATED, Sign.TOO_LARGE} & set(answer.signs):
        if promised not in _MAY_BE_EMPTY:
            signs.append(Sign.EMPTY)
    elif answer.html and promised and magic.is_markup(answer.head):
        if not magic.is_office_html(answer.head):
            signs.append(Sign.HTML_FOR_FILE)
    elif magic.breaks_promise(answer.head, answer.url):
        signs.append(Sign.WRONG_MAGIC)
    return tuple(signs)


def is_wall(answer: Answer) -> bool:
    """Whether a bot wall, a firewall's text or a waiting room stands in for what was asked for."""
    if answer.status in _WALL_STATUSES:
        return True
    if not answer.html or (answer.length or 0) > MAX_WALL_BYTES:
        return False
    if answer.status in (403, 429, 503, 200, 202, 405) and _WALL_SERVER.search(answer.server):
        return answer.status != 200 or len(_visible(answer.body)) < 200
    if _WALL_BODY.search(answer.body) and len(_visible(answer.body)) < 800:
        return True
    return (answer.status or 0) >= 400 and _says_so(answer)


def _says_so(answer: Answer) -> bool:
    """Whether an error page is a wall by its words; pages without an error are read by the readers."""
    try:
        text = decode(answer.body, answer.content_type).text
    except Undecodable:
        return False
    dom = Dom(text, url=answer.final_url, encoding=None)
    return is_walled(dom.html_title or "", dom.text)


def _visible(body: bytes) -> bytes:
    """Roughly the text of a small page, as bytes."""
    return re.sub(rb"<(script|style)[\s\S]*?</\1>|<[^>]*>|\s+", b"", body, flags=re.I)
