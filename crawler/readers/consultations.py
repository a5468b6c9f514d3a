"""What a page says of a consultation: what is asked about, from when to when, how to answer, what became of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crawler.policies.titles import key_of, names_in, split_names, straightened
from crawler.readers import dates
from crawler.readers.dom import fold
from storage.calendar import add_working_days

MAX_TEXT = 20_000
MAX_DAYS = 400
"""Days beyond which a period was misread."""

_ASKS = re.compile(
    r"征求.{0,30}意见|征集.{0,20}意见|意见.{0,4}征集|征询.{0,20}意见|听取.{0,10}意见|公开征求|征求意见稿|公开征询"
)
_FEEDBACK = re.compile(
    r"(?:结果|意见|情况|征集|采纳)(?:的)?(?:反馈|公布|公示)|采纳情况|意见采纳|反馈(?:情况|说明|结果)|(?:征求|征集|听取).{0,30}意见.{0,12}(?:情况|结果)|征集结果"
)
_OTHER = re.compile(
    r"环评|环境影响|任前|拟任|征地|拆迁|征收|控规|控制性详细规划|选址|规划许可|竣工|公示$|公示\(|中标|招标|采购|拟录|名单|问卷|调查|满意度|投票|评选|线索|选题|需求|标识|[Ll][Oo][Gg][Oo]|名称征集|实事项目|金点子|作品|题目|代言|征文"
)
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|讨论稿|修订稿|意见稿|初稿")
_PAPER = re.compile(
    r"办法|规定|条例|细则|规划|方案|(?:实施|指导|若干)意见|措施|标准|计划|纲要|目录|决定|规则|政策|指引|决策"
)
_SPAN = re.compile(r"\s{0,3}(?:起)?\s{0,3}(?:至|到|-|—|–|~|～)\s{0,3}")
_START = re.compile(r"(?:开始|起始|征集)(?:时间|日期)\s{0,3}:?\s{0,3}")
_END = re.compile(r"(?:结束|截止|截至|终止)(?:时间|日期)?\s{0,3}(?:为|是|到|至)?\s{0,3}:?\s{0,3}")
_FROM_TODAY = re.compile(
    r"(?:发布|公布|公告|刊登|公示|公开|即)(?:之)?(?:日|时)?起?\s{0,2}(?:至|到|,)?\s{0,2}(?:的)?(\d{1,3}|[一二三四五六七八九十]{1,3})\s{0,2}(个?工作日|日|天)"
)
_LASTS = re.compile(
    r"(?:期限|时间|为期|公示期|征求意见期)\s{0,2}(?:为|是|:)?\s{0,2}(\d{1,3}|[一二三四五六七八九十]{1,3})\s{0,2}(个?工作日|日|天)"
)
_REASON = re.compile(
    r"(?:因|由于|鉴于|为)[^。]{2,60}(?:缩短|期限(?:为|调整)|紧急|尽快)|情况紧急|时间紧迫|缩短.{0,12}(?:期限|时间)"
)
_WAY = re.compile(
    r"[\w.+-]+@[\w.-]+|邮箱|电子邮件|信函|邮寄|来信|寄至|寄送|传真|在线(?:提交|填写|留言|征集)|网上(?:提交|留言|征集)|本(?:页面|网站|系统)|提交意见|我要(?:留言|提意见|发表)|发表意见|填写意见|平台"
)
_BASIS = re.compile(
    r"背景|依据|根据|起草说明|编制说明|修订说明|必要性|为(?:了)?(?:进一步)?(?:规范|加强|贯彻|落实|促进|推进|保障|提高|做好|完善)"
)
_COUNTED = re.compile(
    r"(?:共|收到|收集|征集到|反馈|提出|征得)[^。]{0,24}(?:\d+|[一二三四五六七八九十百]+)\s{0,2}(?:条|件|份|项|个)|(?:未|没有|无)(?:收到|征集到|收集到|反馈|提出)?[^。]{0,16}(?:意见|建议)|(?:意见|建议)\s{0,2}0\s{0,2}(?:条|件|份)"
)
_NONE_CAME = re.compile(
    r"(?:未|没有|无)(?:收到|征集到|收集到|人提出)?[^。]{0,16}(?:意见|建议)|(?:收到|征集到)[^。]{0,10}0\s{0,2}(?:条|件|份)"
)
_ADOPTED = re.compile(r"采纳|吸收|予以采用|未予|不予采用")
_ALL_ADOPTED = re.compile(r"(?:全部|均|全)(?:予以|已|部)?(?:采纳|吸收)")
_REASONS = re.compile(r"(?:理由|原因|因为|由于|鉴于|考虑到|说明如下|解释说明|不符合|不属于|已有规定|已在)")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")}


def is_consultation(title: str) -> bool:
    """Whether a title asks the public about a draft."""
    words = straightened(title)
    if _FEEDBACK.search(words):
        return False
    outside = split_names(words)[1]
    if _OTHER.search(outside) and not _DRAFT.search(words):
        return False
    return bool(_ASKS.search(words) and (_DRAFT.search(words) or _PAPER.search(words)))


def is_feedback(title: str) -> bool:
    """Whether a title tells what became of opinions on a draft."""
    words = straightened(title)
    return bool(_FEEDBACK.search(words)) and bool(_ASKS.search(words) or "采纳" in words or "征集" in words)


def draft_names(title: str) -> tuple[str, ...]:
    """The names of the drafts that a title speaks of, in one spelling, without the word that they are drafts."""
    words = _DRAFT.sub("", straightened(title)).replace("()", "")
    quoted = split_names(words)[0]
    if quoted:
        return tuple(dict.fromkeys(name.bare for one in quoted for name in names_in(f"《{one}》")))
    core = re.sub(
        r"(?:关于|公开|向社会|社会|的|公告|通知|公众|结果|反馈|情况|采纳|说明|征求意见|征集意见|意见征集|意见|征求|征集)",
        "",
        words,
    )
    return (key_of(core),) if len(key_of(core)) >= 6 else ()


def read_period(text: str, published: date | None) -> tuple[date | None, date | None]:
    """The first and the last day of a consultation, both counted; where no first is told, that of publication."""
    folded = fold(text[:MAX_TEXT])
    start = _labelled(folded, _START)
    end = _labelled(folded, _END)
    spans = _spans(folded)
    if spans and (start is None or end is None):
        start, end = spans[0]
    first = start or published
    if end is None and first is not None:
        end = _counted(folded, first)
    if end is not None and first is not None and not 0 <= (end - first).days <= MAX_DAYS:
        return start, None if start is None else end if end >= start else None
    return first, end


def _labelled(text: str, label: re.Pattern[str]) -> date | None:
    for match in label.finditer(text):
        found = next(dates.full_dates(text[match.end() : match.end() + 24]), None)
        if found is not None and found.start <= 2:
            return found.day
    return None


def _spans(text: str) -> list[tuple[date, date]]:
    """Spans of days: 2026年3月1日至2026年3月31日, 2026年3月1日至31日, 2026-03-01至03-31."""
    found = []
    days = list(dates.full_dates(text))[:60]
    for dated in days:
        gap = _SPAN.match(text, dated.end)
        if gap is None:
            continue
        rest = text[gap.end() : gap.end() + 16]
        full = next(dates.full_dates(rest), None)
        if full is not None and full.start == 0:
            found.append((dated.day, full.day))
        elif short := re.match(r"(?:(\d{1,2})\s?(?:月|-|\.)\s?)?(\d{1,2})\s?日?", rest):
            end = _of_month(dated.day, int(short[1] or dated.day.month), int(short[2]))
            if end is not None:
                found.append((dated.day, end))
    return [span for span in found if 0 <= (span[1] - span[0]).days <= MAX_DAYS]


def _of_month(start: date, month: int, day: int) -> date | None:
    try:
        end = date(start.year, month, day)
        return end if end >= start else date(start.year + 1, month, day)
    except ValueError:
        return None


def _counted(text: str, first: date) -> date | None:
    """The last day of a period told by its length."""
    match = _FROM_TODAY.search(text) or _LASTS.search(text)
    if match is None:
        return None
    length = int(match[1]) if match[1].isdigit() else _number(match[1])
    if not 1 <= length <= MAX_DAYS:
        return None
    if "工作日" in match[2]:
        return add_working_days(first, length).day
    return first + timedelta(days=length - 1)


def _number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS.get(tens, 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)


def gives_reason(text: str) -> bool:
    """Whether a page says why its time is short."""
    return _REASON.search(fold(text[:MAX_TEXT])) is not None


def missing_of_consultation(text: str, *, has_draft: bool, end: date | None) -> tuple[str, ...]:
    """The elements of a consultation that stand nowhere, by Chinese name (国令713号, article 15)."""
    folded = fold(text[:MAX_TEXT])
    lacks = {
        "草案": not has_draft,
        "起草说明": _BASIS.search(folded) is None,
        "起止时间": end is None,
        "意见提交方式": _WAY.search(folded) is None,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def missing_of_feedback(text: str) -> tuple[str, ...]:
    """The elements of a feedback that stand nowhere, by Chinese name; that no opinion came is a complete answer."""
    folded = fold(text[:MAX_TEXT])
    if _NONE_CAME.search(folded):
        return ()
    lacks = {
        "收到意见情况": _COUNTED.search(folded) is None,
        "采纳情况": _ADOPTED.search(folded) is None,
        "未采纳理由": _ALL_ADOPTED.search(folded) is None and _REASONS.search(folded) is None,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)


def tells_result(text: str) -> bool:
    """Whether a consultation's own page tells what became of the opinions."""
    folded = fold(text[:MAX_TEXT])
    return _COUNTED.search(folded) is not None and "采纳" in folded
