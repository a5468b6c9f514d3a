"""What a page of search results says: whether an article stands on it, and whether it is an answer at all."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlsplit

from crawler.readers.dom import Dom, fold
from storage.records import Answer

MAX_LINKS = 3000
MIN_STEM = 10
"""Characters of a title that a shortened result must show."""

MAX_ECHO = 40
"""Characters that a line may have besides the title to be taken for the words that were asked for."""

_OTHERS = re.compile(r"[\W_]+")
_CUT = re.compile(r"(?:\.{2,}|…+|。。+)\s*$")
_ECHO = re.compile(
    r"搜索|检索|查询|关键|搜一搜|找到|未找到|没有|抱歉|对不起|结果|共.{0,12}[条篇个项]|您|热搜|历史|相关"
)
_NOTHING = re.compile(
    r"(?:没有|未能?|无法)(?:.{0,12})(?:找到|搜索到|检索到|查询到|搜到|查到|匹配|符合)|(?:没有|无|暂无)(?:.{0,6})(?:相关|符合|匹配)?(?:.{0,4})"
    r"(?:结果|记录|数据|内容|信息|文章)|(?:共|找到|搜到|检索到|约|为您找到)[^。]{0,20}?[^\d.]0\s*(?:条|个|篇|项|件)"
)
_SOME = re.compile(r"(?:共|找到|搜到|检索到|约|为您找到)[^。]{0,30}?[1-9]\d*\s*(?:条|个|篇|项|件)")
_GUARDED = re.compile(
    r"(?:请|需要?)(?:先)?(?:输入|填写|完成|点击|拖动|进行)[^。]{0,10}(?:验证码|验证|滑块)|验证码(?:错误|不正确|不能为空)|人机验证|安全验证|滑动验证|拖动滑块"
    r"|(?:搜索|访问|操作|查询|请求)[^。]{0,8}(?:过于?频繁|太频繁|频率)|间隔[^。]{0,8}秒|请(?:先)?登录"
)
_MATTERS = ("onclick", "data-url", "data-href", "data-link")


def plain(words: str) -> str:
    """A title without blanks, punctuation, width and case."""
    return _OTHERS.sub("", fold(words)).lower()


def stands(dom: Dom, title: str, article: str) -> bool:
    """Whether a result leads to the article or prints its title; the echo of the words asked for is none."""
    wanted, place = plain(title), _place(article)
    for node in dom.tree.css("a[href]")[:MAX_LINKS]:
        url = dom.resolve(node.attributes.get("href")) or ""
        if _place(url) == place or (place[1] not in {"", "/"} and _leads_on(url, article)):
            return True
        if any(_is(wanted, text) for text in (node.text(), node.attributes.get("title"))):
            return True
    for node in dom.tree.css(", ".join(f"[{name}]" for name in _MATTERS))[:MAX_LINKS]:
        if node.tag not in {"body", "form", "input", "button"} and _is(wanted, node.text()[:1000]):
            return True
    return any(_is_result(line, wanted) for line in dom.lined.splitlines())


def _is(wanted: str, text: str | None) -> bool:
    """Whether a text is the title, whole or cut off."""
    if not text:
        return False
    said = plain(text)
    if wanted in said:
        return True
    return bool(_CUT.search(text.strip())) and len(said) >= MIN_STEM and wanted.startswith(said)


def _is_result(line: str, wanted: str) -> bool:
    """Whether a line of text holds the title otherwise than as an echo."""
    said = plain(line)
    if wanted not in said:
        return False
    return not (len(said) - len(wanted) <= MAX_ECHO and _ECHO.search(fold(line)))


def _place(url: str) -> tuple[str, str]:
    """Host and path with query, without what may differ between two links to one page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    path = re.sub(r"/index\.s?html?$", "/", parts.path)
    return (parts.hostname or "").lower().removeprefix("www."), f"{path}?{parts.query}" if parts.query else path


def _leads_on(url: str, article: str) -> bool:
    """Whether an address of the search's own counter leads on to the article."""
    bare = article.partition("://")[2]
    return bool(bare) and bare in unquote_plus(unquote_plus(url.partition("?")[2]))


def answered(dom: Dom, answer: Answer, title: str) -> str:
    """What a page says on which the article does not stand: not_found, guarded, broken or unclear.

    A page that says how much it found, or that shows the words again and has no frame for its results, is an answer.
    """
    text = dom.folded
    if answer is Answer.REFUSED or (_GUARDED.search(text) and not _SOME.search(text)):
        return "guarded"
    if _NOTHING.search(text) or _SOME.search(text):
        return "not_found"
    if answer is Answer.MISSING:
        return "broken"
    return "not_found" if _echoes(dom, plain(title)) and dom.tree.css_first("iframe, frame") is None else "unclear"


def _echoes(dom: Dom, wanted: str) -> bool:
    """Whether a page shows in an input, in its title or in its text what was asked for."""
    written = (node.attributes.get("value") for node in dom.tree.css("input")[:MAX_LINKS])
    return any(wanted in plain(text) for text in (*written, dom.html_title, dom.text) if text)
