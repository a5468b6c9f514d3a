"""What kind of text an article is: news of a meeting, a visit or an activity, or something made to be disclosed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.readers.dom import fold

HEAD = 1500
"""Characters of a text that are read: news says at once that it is news."""

_DOCUMENT_TITLE = re.compile(
    r"关于.{2,80}的(?:通知|公告|通告|公示|函|意见|决定|批复|报告|请示|通报|说明|复函|答复|规定|办法|方案|议案|令)"
    r"|(?:通知|通报|公告|通告|公示|办法|规定|规则|细则|条例|制度|指南|目录|清单|方案|意见|决定|批复|复函|预案|预算|决算|名单|标准"
    r"|规划|计划|要点|纪要|流程|程序|规程|须知|章程|令|职责|职能|分工|简历|年报|报表|统计表|一览表|情况表|信息表|基本情况|工作报告"
    r"|年度报告|统计公报|数据|结果|解读|问答|总结|台账|明细|申请表|登记表|细目)(?:表|书)?(?:\s*[(〔\[].{0,30})?\W*$"
    r"|^\W*《[^》]+》\W*$|[〔\[]20\d{2}[〕\]]\s*\d+\s*号"
)
_BODY_MEETING = re.compile(r"常务会议|全体会议?|办公会议?|联席会议|听证会|新闻发布会|代表大会")
"""Meetings whose record is itself to be disclosed (meeting_disclosure) rather than news about a meeting."""

_TITLES = (
    (
        "visit",
        re.compile(
            r"调研|视察|考察|走访|慰问|看望|检查指导|督导检查|会见|接待|来我?[市区县局委]|一行"
            r"|赴.{1,20}(?:学习|交流|对接|招商)"
        ),
    ),
    (
        "meeting",
        re.compile(
            r"(?:召开|举行|组织召开|主持召开|参加|出席).{0,40}(?:会|会议|大会|座谈)|传达学习|学习贯彻|动员部署"
            r"|会(?:议)?(?:顺利|圆满|胜利)?(?:召开|举行|闭幕|落幕)"
        ),
    ),
    (
        "activity",
        re.compile(
            r"(?:开展|举办|组织|启动|举行).{0,40}(?:活动|培训|讲座|比赛|竞赛|演练|宣传|义诊|联欢|志愿|党日|仪式|论坛|展览|晚会"
            r"|运动会|大讲堂|行动|[周月日])|活动(?:圆满|顺利|成功|火热|如期)|主题党日|揭牌|签约|开幕|落幕|夺冠|荣获|获评|喜获|再传捷报"
            r"|圆满(?:完成|收官|落幕|成功)"
        ),
    ),
)
_SPEECH = re.compile(
    r"(?:会议|活动|培训|座谈会)(?:指出|强调|要求|认为|听取|传达|由.{1,20}主持)|[\u4e00-\u9fff](?:指出|强调),"
    r"|作(?:了)?(?:重要|动员|表态)?(?:讲话|发言)"
)
_ATTENDANCE = re.compile(
    r"出席(?:会议|活动|仪式|座谈会|并)|参加(?:了)?(?:会议|活动|座谈|培训|调研)|陪同(?:调研|检查|参加|考察)?|一行"
)
_DATELINE = re.compile(
    r"^.{0,60}?(?:近日|日前|连日来)|^\W{0,4}(?:本报讯|本网讯|为.{4,60},)?\W{0,4}(?:今[天日]|昨[天日]"
    r"|(?:20\d{2}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?(?:,|[\u4e00-\u9fff]{2,20}(?:召开|举行|开展|举办|赴|到)))"
)
_BYLINE = re.compile(
    r"本报讯|本网讯|通讯员|记者.{0,8}(?:获悉|报道|摄)|\((?:记者|通讯员|供稿|文/图|图/文).{0,20}\)"
    r"|(?:现场|活动中),(?:大家|工作人员|志愿者|居民|同志们)"
)
_TEXT_SIGNS = (_SPEECH, _ATTENDANCE, _DATELINE, _BYLINE)


@dataclass(frozen=True, slots=True)
class Genre:
    """News of some kind. ``signs``: the words that say so; ``certain``: title and text agree on it."""

    kind: str
    signs: tuple[str, ...]
    certain: bool


def news_genre(title: str, text: str) -> Genre | None:
    """The kind of news that an article is; None where it reads like anything else, a document above all."""
    headline = fold(title).strip()
    if not headline or _DOCUMENT_TITLE.search(headline) or _BODY_MEETING.search(headline):
        return None
    found = next(((kind, match[0]) for kind, pattern in _TITLES if (match := pattern.search(headline))), None)
    head = fold(text[:HEAD]).strip()
    signs = [match[0].strip()[-20:] for pattern in _TEXT_SIGNS if (match := pattern.search(head))]
    if found is not None and signs:
        return Genre(found[0], (found[1], *signs), certain=len(signs) >= 2)
    if found is None and len(signs) >= 3:
        return Genre("report", tuple(signs), certain=False)
    return None
