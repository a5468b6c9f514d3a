"""What an interpretation says it speaks of: its title without decoration, and what its text names at the beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crawler.policies.numbers import Number, find_numbers
from crawler.policies.titles import names_in, split_names, straightened

OPENING = 900
"""Characters of a text within which it says what it interprets."""

_BASIS = re.compile(
    r"(?:根据|依据|依照|按照|遵照|贯彻(?:落实)?|落实|为.{0,6}(?:贯彻|落实)|执行|参照|结合|衔接|对标|对接|符合)[^。;]{0,60}$"
)
_MADE = re.compile(
    r"(?:制定|印发|出台|发布|颁布|公布|修订|修改|起草|编制|形成|研究|实施|推出|下发)+(?:并?(?:出台|印发|发布|实施))?(?:了|的)?(?:新修订的|修订后的|新版)?$"
)
"""What stands before a name that is made, whatever it is made by virtue of."""

_DECORATION = re.compile(
    r"\([^()]*\)|^\W*(?:政策|文件|权威|专家|视频|图文|图片|深度|部门|官方|动漫|动画|音频|在线)?(?:解读|图解|图说|问答|解答|解析|速递|快递|速览|导读|详解|释义|漫画|长图|海报|H5|动画|动漫|短视频|视频|访谈|专访)[之第]?[一二三四五六七八九十\d]*[:|\-!]*"
    r"|一图(?:读懂|看懂|速览|了解|解读|解析|说明|搞懂|弄懂|明白)|一张图(?:读懂|看懂|带你了解|了解)?|一文(?:读懂|看懂|了解|速览|说清|讲清)?|[一三1-5]分钟(?:读懂|看懂|了解|带你了解)?|读懂|看懂|秒懂|搞懂|弄懂|图解|图说|漫画|漫说|动漫|动画|长图|海报|短视频|微视频|视频|音频|H5|h5"
    r"|(?:政策|文件|系列|专家|权威|图文|视频|动漫|深度|重点|部门|专题|主要内容|全文)*解读(?:稿|材料|之|篇|版|问答)?|政策问答|热点问答|问答|答记者问|记者问|百问百答|有问必答|问题解答|解答|答疑|划重点|画重点|要点(?:速览|梳理)?|速览|详解|解析|释义|明白卡|明白纸|全攻略|攻略|起草说明|编制说明|修订说明|制定说明|相关说明|的说明$|导读"
    r"|新闻发布会|新闻通气会|通气会|吹风会|访谈|专访|实录|来啦|来了|新政|新规|重磅|速看|收藏|必看|请查收|请收下|拿好|带您|带你|告诉你|一起看|一起来|有哪些|哪些|什么|怎么样?|如何|[!?|@:-]|之[一二三四五六七八九十\d]+|系列[一二三四五六七八九十\d]*|[上中下]篇|第[一二三四五六七八九十\d]+[期讲集]|主要内容|相关(?:情况|内容|问题|政策)|有关(?:情况|内容|问题|政策)"
)
_SHORT = re.compile(
    r"《((?:实施|若干|工作|行动|管理|指导|总体|规划|处理|操作|暂行|支持|政策)?(?:细则|办法|规定|条例|意见|措施|方案|通知|纲要|规划|决定|计划|政策|要点|公告|通告|指引|标准))》"
)
"""What a document is called after it was named in full: it names none by itself."""

_SEVERAL = re.compile(r"([二两三四五六七八九十\d]{1,3})[件部项个].{0,4}?(规章|规范性文件|文件|法规)")
_DIGITS = {**{letter: str(number) for number, letter in enumerate("一二三四五六七八九十", 1)}, "两": "2"}
_LAW = re.compile(
    r"([\u4e00-\u9fff]{2,12}(?<![办方做执司立普合依违宪非无看想说手书])法)"
    r"(?=\W|$|施行|实施|修订|修改|正式|来了|[\d一二三四五六七八九十]*(?:大?亮点|看点|问|解读|图解|释义))"
)
_BREAKS = re.compile(r"[!?。;:|,]|--|□")
_EDGES = re.compile(r"^(?:关于|对|就|有关|上海市?|本市|我市|我区|本区)+|(?:的|等|有关|相关|及|与|和|政策|文件)+$")


def several_in(title: str) -> str:
    """How many papers a title says are amended or repealed at once (5件政府规章: 5规章), "" where it says none."""
    match = _SEVERAL.search(straightened(title))
    return "" if match is None else f"{_DIGITS.get(match[1], match[1])}{match[2]}"


def law_in(title: str) -> str:
    """The law that a title speaks of without 《》 (学前教育法八大亮点), "" where it speaks of none."""
    match = _LAW.search(straightened(title))
    return match[1] if match is not None else ""


def without_short_names(title: str) -> str:
    """A title without the marks around names that only say what kind of paper is meant (《细则》十问十答)."""
    return _SHORT.sub(r"\1", title) if "《" in title else title


@lru_cache(maxsize=50_000)
def core_of(title: str) -> str:
    """What is left of an interpretation's title without what only says that it is one."""
    text = straightened(title)
    names, _ = split_names(text)
    if names:
        return " ".join(name.key for name in names_in(title))
    for number in reversed(list(find_numbers(text))):
        text = text[: number.start] + text[number.end :]
    core = _EDGES.sub("", _DECORATION.sub("", text))
    return core if len(core) >= 2 else text


@lru_cache(maxsize=50_000)
def parts_of(title: str) -> tuple[str, ...]:
    """The parts of an interpretation's title that could each name a document, without decoration, the whole first."""
    text = straightened(title)
    parts = (_EDGES.sub("", _DECORATION.sub("", part)) for part in _BREAKS.split(split_names(text)[1]))
    return tuple(dict.fromkeys((core_of(title), *(part for part in parts if len(part) >= 4))))


def named_in(text: str) -> Iterator[str]:
    """The names in 《》 at the beginning of a text that it does not cite as a basis, as keys, in order."""
    head = straightened(text[:OPENING])[:OPENING] if len(text) < OPENING else _head(text)
    for match in re.finditer(r"《([^《》]{4,120})》", head):
        if not _is_basis(head[max(match.start() - 70, 0) : match.start()]):
            for name in names_in(f"《{match[1]}》"):
                yield name.key


def own_numbers(text: str) -> Iterator[Number]:
    """The document numbers at the beginning of a text that it does not cite as a basis, in order."""
    head = text[:OPENING]
    for number in find_numbers(head):
        before = re.sub(r"《[^《》]*》\($", "", straightened(head[max(number.start - 120, 0) : number.start]))
        if not _is_basis(before):
            yield number


def numbers_in(text: str) -> Iterator[str]:
    """The keys of those numbers."""
    return (number.key for number in own_numbers(text))


def _is_basis(before: str) -> bool:
    """Whether what stands before a name or number says that it is only what something else rests on."""
    return _MADE.search(before) is None and _BASIS.search(before) is not None


def _head(text: str) -> str:
    pieces = [straightened(text[start : start + 400]) for start in range(0, OPENING, 400)]
    return "".join(pieces)
