"""When an article was published: its tags, its labels, a date beside its title, its scripts, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from crawler.readers import dates, scripts
from crawler.readers.dom import Dom, fold, squeeze
from storage.records import SHANGHAI

_DATE_METAS = (
    "pubdate",
    "publishdate",
    "pub_date",
    "publish_date",
    "article:published_time",
    "og:release_date",
    "publishtime",
    "dc.date",
    "dcterms.issued",
    "date",
)
_LABELS = re.compile(
    r"(?:发布时间|发布日期|发布于|发表时间|发表日期|发文日期|发文时间|公开日期|公布日期|成文日期|生成日期|更新时间|更新日期"
    r"|发稿时间|信息时间|录入时间|创建时间|上传时间|上网时间|提交时间|刊发时间|编辑日期|发布|时间|日期)\s*(?:\]|】)?\s*:?\s*"
)
_WEAK_LABELS = frozenset(
    {"时间", "日期", "发布", "更新时间", "更新日期", "成文日期", "生成日期", "发文日期", "发文时间"}
)
_SCRIPT_DATES = re.compile(
    r"""\b(?:pub(?:lish)?_?(?:time|date)|createTime|create_time|ct|oriCreateTime|docreltime|doc_?pubtime|releaseTime|release_time|tm)\b"""
    r"""["']?\s*[:=]\s*(?:["']\s*)?([^"';,\n]{8,40})""",
    re.IGNORECASE,
)
_BESIDE = (
    *("来源", "浏览", "字体", "字号", "阅读", "点击", "访问", "作者", "打印", "信息", "发布", "文章"),
    *("稿源", "分享", "编辑", "星期", "责任", "【字", "[字", "视力", "关闭", "收藏", "保存"),
)
"""Words that stand beside a date in an article's head rather than in a sentence."""

_GOES_ON = re.compile(r"[、起前后]|[-—–~至到]\s*\d|\d|[\u4e00-\u9fff]{2}")
_SENTENCE = re.compile(r"[,。;!?]")
_AGENCY = re.compile(rf"\S{{2,20}}\s+(?:{'|'.join(map(re.escape, _BESIDE))})")
"""Who published an article, between its date and the other words of its head."""

_GLUED = re.compile(r"[\u4e00-\u9fff](?<![间期于日])$")

_DESCRIBED = re.compile(r'"(?:datePublished|pubDate)"\s*:\s*"([^"]{8,40})"')
_FIELDS = (
    "input[type=hidden][id*=fbsj i], input[type=hidden][id*=pubtime i], input[type=hidden][id*=pubdate i], "
    "input[type=hidden][id*=publish i], input[type=hidden][name*=fbsj i], input[type=hidden][name*=pubtime i], "
    "input[type=hidden][name*=pubdate i], input[type=hidden][name*=publish i]"
)
"""Fields that hold the day of publication for the page's own scripts."""

_PIECES = re.compile(r"[\d\s./年月日-]{6,24}")
"""A line that holds a date in pieces and nothing else."""

BESIDE_TITLE = 260
"""Characters behind the title within which a date without label is looked for."""

MAX_WRITTEN = 60
"""Characters that a script may write for them to be a date in an article's head."""

MAX_LINKED = 500
_CLOCK = re.compile(r"今[天日]是?|(?:现在|当前|北京|系统)(?:时间|日期)")
"""What stands before the clock of a page's frame."""

_TODAY = re.compile(r"今[天日]|星期|版权|copyright", re.IGNORECASE)

HEAD_TEXT = 2500
"""Characters from the title on in which the line with date and source is looked for."""


def read_publication(
    dom: Dom, title: str | None, text: str, as_of: date
) -> tuple[date | datetime | None, str | None, tuple[str, ...]]:
    """When an article was published, how that was read, and what contradicts it."""
    found: list[tuple[date | datetime, str]] = []
    for name in _DATE_METAS:
        if (meta := dom.metas.get(name)) and (value := dates.first_full(meta.replace("——", "-"))) is not None:
            found.append((value, "meta"))
            break
    head = _head(dom, title, text)
    start, lines = _title_end(dom.text[head], title), dom.lined[head]
    labelled = _labelled(dom.text[head], title) or _strongly_labelled(_card(dom.text, title, text))
    if labelled is not None:
        found.append((labelled, "label"))
    elif (value := _in_head_line(dom, lines, start, _before_sentences(lines, start))) is not None:
        found.append((value, "visible"))
    if not found:
        found += [(value, "script") for value in _scripted(dom)][:1]
    if not found and (value := _in_head_line(dom, lines, start, len(lines))) is not None:
        found.append((value, "visible"))
    if not found:
        found += _elsewhere(dom, lines, start, text)
    if not found and (value := dates.url_date(dom.url)) is not None:
        found.append((value, "url"))
    doubts = []
    days = {origin: dates.day_of(value) for value, origin in found}
    if "meta" in days and len(set(days.values())) > 1:
        doubts.append("meta_vs_visible")
    if any(day > as_of for day in days.values()):
        doubts.append("future_date")
    if not found:
        return None, None, tuple(doubts)
    value, origin = found[0]
    return value, origin, tuple(doubts)


def _elsewhere(dom: Dom, lines: str, start: int, text: str) -> list[tuple[date | datetime, str]]:
    """The date where few pages have it: split over a short line, in a time element or a description for search
    engines, behind a strong label above the title or behind the body."""
    for line in lines[start : start + BESIDE_TITLE].split("\n"):
        if _PIECES.fullmatch(fold(line)) and (value := dates.first_full(line)) is not None:
            return [(value, "visible")]
    clock = next((node for node in dom.tree.css("time[datetime]")[:5] if not _is_listed(node)), None)
    if clock is not None and (value := dates.first_full(clock.attributes.get("datetime") or "")) is not None:
        return [(value, "visible")]
    for node in dom.tree.css('script[type="application/ld+json"]')[:5]:
        said = _DESCRIBED.search((node.text(deep=True) or "")[:20_000])
        if said is not None and (value := dates.first_full(said[1])) is not None:
            return [(value, "script")]
    if (value := _filled_in(dom)) is not None:
        return [(value, "script")]
    whole = dom.text
    begin = whole.find(text[:40]) if text else -1
    end = whole.find(text[-40:], begin) + 40 if begin >= 0 else -1
    for place in (slice(max(begin - HEAD_TEXT, 0), begin), slice(end, end + BESIDE_TITLE)) if end >= 40 else ():
        if (labelled := _strongly_labelled(whole[place])) is not None:
            return [(labelled, "label")]
    return []


def _filled_in(dom: Dom) -> date | datetime | None:
    """The date that a script writes on the page as a constant, or that stands in a hidden field named after it."""
    for script in dom.scripts:
        if (words := scripts.written(script)) and len(words) <= MAX_WRITTEN and not _TODAY.search(words):
            value = dates.first_full(words)
            if value is not None:
                return value
    for node in dom.tree.css(_FIELDS)[:5]:
        if (value := dates.first_full((node.attributes.get("value") or "")[:40])) is not None:
            return value
    return None


def _card(whole: str, title: str | None, text: str) -> str:
    """What stands between the title in a table of the article's particulars and the title above its body."""
    body = whole.find(text[:40]) if text else -1
    first, last = (whole.find(title), whole.rfind(title, 0, body)) if title and body > 0 else (-1, -1)
    return whole[first:last][:HEAD_TEXT] if 0 <= first < last else ""


def _strongly_labelled(text: str) -> date | datetime | None:
    """The first date behind a label that names nothing but a publication."""
    for match in _LABELS.finditer(fold(text)):
        if _label(match) not in _WEAK_LABELS:
            dated = next(dates.full_dates(text[match.end() : match.end() + 30]), None)
            if dated is not None and dated.start <= 6:
                return dated.value
    return None


def _is_listed(node: LexborNode) -> bool:
    """Whether a node belongs to an item of a list rather than to the article."""
    above = node.parent
    while above is not None and above.tag not in {"li", "a", "article", "main", "body"}:
        above = above.parent
    return above is not None and above.tag in {"li", "a"}


def _label(match: re.Match[str]) -> str:
    return match[0].rstrip(": ]】").strip()


def _head(dom: Dom, title: str | None, text: str) -> slice:
    """Where the article's head stands: from a little before its title to the beginning of its body."""
    whole = dom.text
    place = whole.find(title) if title else -1
    start = text[:40]
    body = whole.find(start, max(place, 0) + (len(title) if title and place >= 0 else 0)) if start else -1
    if place < 0:
        place = max(body - 400, 0) if body >= 0 else 0
    end = body + 200 if place <= body < place + HEAD_TEXT else place + (len(title) if title else 0) + 600
    later = whole.rfind(title, 0, body) if title and body > 0 else -1
    return slice(max(later, place, 0) if later > place else max(place - 200, 0), end)


def _title_end(head: str, title: str | None) -> int:
    place = head.find(title) if title else -1
    return place + len(title) if title and place >= 0 else 0


def _before_sentences(lines: str, start: int) -> int:
    """Where the first sentence behind the title ends: days behind it are those of a signature."""
    place = lines.find("。", start)
    return place if place >= 0 else len(lines)


def _labelled(head: str, title: str | None) -> date | datetime | None:
    """A date behind one of the usual labels: strong labels before weak ones, behind the title before above it."""
    above, found, behind = head.partition(title) if title else ("", "", head)
    weak: date | datetime | None = None
    for piece in (behind, above) if found or not title else (head,):
        folded = fold(piece)
        for match in _LABELS.finditer(folded):
            dated = next(dates.full_dates(folded[match.end() : match.end() + 30]), None)
            if dated is None or dated.start > 6:
                continue
            word = _label(match)
            if word not in _WEAK_LABELS:
                return dated.value
            if ":" in match[0] or word not in {"发布", "时间", "日期"}:
                weak = weak or dated.value
    return weak


def _in_head_line(dom: Dom, lines: str, start: int, end: int) -> date | datetime | None:
    """A date printed close behind the title in a line of its own, apart from sentences, clocks and items of lists."""
    folded = fold(lines)
    linked = {fold(squeeze(link.text(deep=True) or "")) for link in dom.tree.css("li > a, dd > a, p > a")[:MAX_LINKED]}
    linked.discard("")
    for dated in dates.full_dates(lines[: min(start + BESIDE_TITLE, end)]):
        if dated.start < start:
            continue
        line = folded[folded.rfind("\n", 0, dated.start) + 1 : dated.start]
        if _CLOCK.search(line) or squeeze(line).strip("·• ") in linked:
            continue
        before = folded[max(folded.rfind("\n", 0, dated.start) + 1, start) : dated.start]
        after = folded[dated.end :].partition("\n")[0].strip()
        if _stands_apart(before, after):
            return dated.value
    return None


def _stands_apart(before: str, after: str) -> bool:
    """Whether a date with these words in its line is that of an article's head rather than of a sentence."""
    if _SENTENCE.search(before):
        return False
    if after.startswith(_BESIDE) or (not before.strip() and _AGENCY.match(after)):
        return True
    return not (_GLUED.search(before) or _GOES_ON.match(after) or _SENTENCE.search(after))


def _scripted(dom: Dom) -> Iterator[date | datetime]:
    """Dates that scripts hold in variables named like a publication time; Unix times too."""
    for script in dom.scripts:
        for match in _SCRIPT_DATES.finditer(script):
            value = match[1].strip()
            if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
                yield datetime.fromtimestamp(int(value[:10]), tz=SHANGHAI)
            elif (found := dates.first_full(value)) is not None:
                yield found
