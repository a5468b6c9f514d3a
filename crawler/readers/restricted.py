"""Marks which say that a document is not for the public: of secrecy, of internal use, of closed disclosure.

A mark is a label: it stands by itself in a line, in brackets, or behind the label's name. Whoever writes about marks
(training, law, a form with all choices) writes sentences, or names several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.readers.dom import Dom, fold
from crawler.readers.reading import Article

HEAD, TAIL = 40, 25
"""Lines at the beginning and at the end of a document among which its marks are looked for."""

MAX_LINE = 400

_NOT_PUBLIC = frozenset({"依申请公开", "不予公开", "免予公开"})
_TELLING = ("密", "内部", "外传", "外泄", "公开", "仅供", "保存", "请勿", "严禁", "禁止")

_CLASSIFIED = re.compile(
    r"(?:^|[\s|:(])(?:绝\s?密|机\s?密|秘\s?密)\s?[★☆]\s?(?:启用前|长期|\d{1,2}\s?(?:年|个月)|$|[\s|)])"
    r"|^密\s?级\s?:?\s?\|?\s?(?:绝密|机密|秘密)(?:\s?[★☆].{0,8})?$|^(?:绝密|机密|秘密)(?:件|级)?$"
)
_INTERNAL_WORD = (
    r"(?:内部(?:资料|文件|材料|使用|参考|传阅|刊物|掌握)|(?:请?注意|妥善)保[存管密]|(?:请勿|不得|严禁|禁止)(?:外传|外泄|转发|翻印|复印|上网)"
    r"|仅供(?:内部|领导)(?:使用|参考|传阅|参阅)|工作秘密)"
)
_INTERNAL = re.compile(
    rf"^[\W_]{{0,3}}{_INTERNAL_WORD}(?:[\s,、.·]{{0,3}}{_INTERNAL_WORD}){{0,3}}[\W_]{{0,3}}$"
    rf"|[(\[【]\s?{_INTERNAL_WORD}(?:[\s,、]{{0,3}}{_INTERNAL_WORD}){{0,3}}\s?[)\]】]"
)
_CLOSED_WORD = r"(?:依申请公开|不予公开|不公开|免予公开|非公开)"
_LABEL = (
    r"(?:公开(?:属性|类别|方式|类型|选项|形式|范围|程度|性质|状态)|信息(?:公开)?(?:属性|类别|选项)|是否公开|公开与否)"
)
_CLOSED = re.compile(
    rf"(?:^|[\s|(\[【]){_LABEL}\s?[:|]?\s?{_CLOSED_WORD}\s?(?:$|[\s|)\]】。;])"
    rf"|[(\[【]\s?(?:此件|本件|该件|此文|本文)?\s?{_CLOSED_WORD}\s?[)\]】]|^(?:此件|本件|该件|此文){_CLOSED_WORD}。?$"
)
_OPEN = re.compile(r"主动公开|□|☐|√|■|☑|○|●")
_TAUGHT = re.compile(
    r"保密(?:法|知识|培训|教育|宣传|审查|工作条例|常识)|定密|国家秘密(?:标志|的密级|载体)|密级(?:分为|标志|标识|和保密期限)|标密"
    r"|怎样|什么是|如何|案例|问答|测试题|题库|处分|泄密"
)
_SAMPLE = re.compile(r"填[写表]说明|样[本张式例]|示例|格式|范本|模板|附表|目录|清单")


def mark_of_page(dom: Dom, article: Article) -> str | None:
    """The mark of the document that a page shows: in its text, among its particulars, or beside its title."""
    if article.head.disclosure in _NOT_PUBLIC and not _OPEN.search(article.text[:200]):
        return "not_public"
    if not any(word in dom.text for word in _TELLING):
        return None
    return restricted_mark(article.text.split("\n")) or restricted_mark(dom.lined.split("\n"))


def restricted_mark(lines: Sequence[str]) -> str | None:
    """The mark that a document bears: classified, internal, not_public; None where it bears none."""
    told = [line for line in lines if line and not line.isspace()]
    kept = [fold(line).strip()[:MAX_LINE] for line in (*told[:HEAD], *told[max(HEAD, len(told) - TAIL) :])]
    for at, line in enumerate(kept):
        mark = _mark(line)
        if mark is None:
            continue
        near = " ".join(kept[max(0, at - 3) : at + 4])
        if _TAUGHT.search(near) or _SAMPLE.search(line) or _TAUGHT.search(" ".join(kept[:3])):
            continue
        if mark == "not_public" and (_OPEN.search(line) or _OPEN.search(" ".join(kept[at + 1 : at + 2]))):
            continue
        return mark
    return None


def _mark(line: str) -> str | None:
    if "密" in line and len(line) <= 60 and _CLASSIFIED.search(line):
        return "classified"
    if "内" in line or "外传" in line or "保" in line or "仅供" in line or "工作秘密" in line or "外泄" in line:
        found = _INTERNAL.search(line)
        if found is not None and (len(line) <= 40 or line.startswith(("(", "[", "【")) or found.end() == len(line)):
            return "internal"
    if "公开" in line and _CLOSED.search(line):
        return "not_public"
    return None
