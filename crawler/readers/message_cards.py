"""Questions with their answers where no label tells them apart: an answer begins with who gave it and when.

As in "市交通局 2026-10-11 回复：您好" or "市公安局答复（2026-05-09 16:20）". What stands around such a line, up to the
next one, is one message; what stands before it is the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.readers import dates
from crawler.readers.dom import Dom, fold, lines_of, squeeze, texts
from crawler.readers.letters import END, Letter

MAX_CARDS = 200
MAX_BLOCKS = 5000
MAX_LINES = 200
MIN_QUESTION = 4

_BLOCKS = "p, div, dd, li, h2, h3, h4, h5, h6, td, section, blockquote, span"
_DATE = (
    r"[(\[]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*[)\]]?"
)
_ORGAN = r"[\u4e00-\u9fff()]{2,24}?"
_REPLIED = r"(?:官方|正式|办理)?(?:答复|回复|回应)"
_HEAD = re.compile(
    rf"^\W{{0,3}}(?P<first>{_ORGAN})?\s*(?:于|在)?\s*(?P<before>{_DATE})\s*{_REPLIED}\s*(?::\s*|$)(?P<rest>.*)$"
    rf"|^\W{{0,3}}(?P<second>{_ORGAN})?\s*的?{_REPLIED}\s*(?:于|:)?\s*(?P<after>{_DATE})\s*:?\s*(?P<more>.*)$"
)
_LABEL = re.compile(r"^(?:来信|写信|信件|留言|咨询|提问|问题|诉求|问|标题|主题|内容)\s*(?:标题|主题|内容)?\s*:\s*")
_PARTICULAR = re.compile(
    r"^(?:网友|网民|市民|留言人|来信人|提问人|咨询人|浏览|点击|编号|受理编号|分类|类别|状态|来自|IP)|^\W*$|^.{0,3}$"
)


def read_cards(dom: Dom) -> Iterator[Letter]:
    """The messages of a page that show who answered when, in document order."""
    heads = [node for node in dom.tree.css(_BLOCKS)[:MAX_BLOCKS] if _begins_an_answer(node)]
    inner = [node for node in heads if not any(_contains(node, other) for other in heads if other is not node)]
    for node in inner[:MAX_CARDS]:
        card = _card(dom, _around(node, inner))
        if card is not None:
            yield card


def _begins_an_answer(node: LexborNode) -> bool:
    words = squeeze(node.text(deep=True)[:300])
    return len(words) >= 6 and _HEAD.match(fold(words[:120])) is not None


def _contains(outer: LexborNode, inner: LexborNode) -> bool:
    node = inner.parent
    while node is not None:
        if node == outer:
            return True
        node = node.parent
    return False


def _around(head: LexborNode, heads: list[LexborNode]) -> LexborNode:
    """The largest part of the page that has this answer and no other."""
    node = head
    while node.parent is not None and node.parent.tag not in {"body", "html"}:
        if any(other is not head and _contains(node.parent, other) for other in heads):
            return node
        node = node.parent
    return node


def _card(dom: Dom, node: LexborNode) -> Letter | None:
    lines = list(lines_of(texts(node)))[:MAX_LINES]
    for place, line in enumerate(lines):
        match = _HEAD.match(fold(line))
        if match is None or place == 0:
            continue
        said = match["before"] or match["after"]
        day = dates.first_full(said)
        if day is None:
            continue
        before = lines[:place]
        rest = line[match.start("rest") :] if match["rest"] is not None else line[match.start("more") :]
        link = _link(node, before)
        question = squeeze(link.text(deep=True)) if link is not None else _question(before)
        if question is None:
            return None
        behind = lines[place + 1 :]
        stop = next((number for number, further in enumerate(behind) if END.match(fold(further))), len(behind))
        return Letter(
            question=question,
            asked=_last_day(before),
            answered=dates.day_of(day),
            answerer=_organ(match["first"] or match["second"]),
            answer="\n".join([rest, *behind[:stop]]).strip() or None,
            state="answered",
            url=dom.resolve(link.attributes.get("href")) if link is not None else None,
        )
    return None


def _link(node: LexborNode, lines: list[str]) -> LexborNode | None:
    """The link to a message's own page: the longest of those whose words stand before the answer."""
    told = "\n".join(lines)
    links = [one for one in node.css("a[href]")[:20] if len(squeeze(one.text(deep=True))) >= MIN_QUESTION]
    return max(
        (one for one in links if squeeze(one.text(deep=True)) in told), key=lambda one: len(one.text()), default=None
    )


def _question(lines: list[str]) -> str | None:
    """The longest line that is no particular of the message."""
    told = [_LABEL.sub("", fold(line)) and line for line in lines]
    told = [line for line in told if len(line) >= MIN_QUESTION and not _PARTICULAR.match(fold(line))]
    told = [line for line in told if dates.first_full(line[:40]) is None or len(line) > 40]
    return max(told, key=len)[:300] if told else None


def _last_day(lines: list[str]) -> date | None:
    found = [day for line in lines for day in [dates.first_full(line[:60])] if day is not None]
    return dates.day_of(found[-1]) if found else None


def _organ(words: str | None) -> str | None:
    """Who answered; words of politeness are nobody."""
    name = (words or "").strip("() ")
    return name if len(name) >= 2 and name not in {"官方", "网站", "回复", "答复", "工作人员", "管理员"} else None
