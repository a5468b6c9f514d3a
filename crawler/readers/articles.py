"""The article of a page: its title, its text, when and by whom it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from crawler.readers import dates
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom, fold, squeeze, visible_text
from crawler.readers.reading import Article, Attachment
from storage.records import SHANGHAI

_TITLE_METAS = ("articletitle", "article:title", "og:title", "twitter:title", "dc.title")
_TITLE_NODES = (
    "#UCAP-TITLE, #ivs_title, .ivs_title, .Article_title, .article-title, .article_title, .articleTitle, "
    ".arti_title, .arti-title, .content-title, .content_title, .contentTitle, .detail-title, .detail_title, "
    ".news_title, .news-title, .show_title, .xl_title, .xl-title, .wztit, .wz_title, .title_con, .rich_media_title, "
    ".tit_con, .xx_title, .pages-title"
)
_HEADING_NODES = ("h2", "h3", "[class*=title i]", "[id*=title i]", "[class*=tit i]", "strong, b")
_LINES = re.compile(r"[\t\r\n\f]+\s*")
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
_WEAK_LABELS = frozenset({"时间", "日期", "发布", "更新时间", "更新日期", "成文日期", "生成日期"})
_SCRIPT_DATES = re.compile(
    r"""\b(?:pub(?:lish)?_?(?:time|date)|createTime|create_time|ct|oriCreateTime|docreltime|doc_?pubtime|releaseTime|release_time|tm)\b"""
    r"""["']?\s*[:=]\s*(?:["']\s*)?([^"';,\n]{8,40})""",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|文稿来源|内容来源|发布机构|发布单位|来源|供稿单位|供稿)\s*:\s*([^\s|,;)\]】:]{2,40})"
)
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,12}?(?:[\u4e00-\u9fff]{0,8}))\s*(?:〔|\[|\(|【|﹝)\s*((?:19|20)\d{2})\s*(?:〕|\]|\)|】|﹞)\s*(?:第)?\s*0*(\d{1,5})\s*号"
)
_DECREE = re.compile(r"((?:[\u4e00-\u9fff]{2,20}(?:令|公告)))\s*第?\s*(\d{1,4})\s*号")
_NUMBER_LABEL = re.compile(r"(?:发文字号|文号|文件编号|发文文号|公文文号)\s*:?\s*")
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|txt|csv|jpg|png)(?:[?#]|$)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|csv)(?:[?#]|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*[-_|—–>»]+\s*")

_GOES_ON = re.compile(r"[,、至起前后]|[\u4e00-\u9fff]{2}")
_BESIDE = (
    *("来源", "浏览", "字体", "字号", "阅读", "点击", "访问", "作者", "打印", "信息", "发布", "文章"),
    *("稿源", "分享", "编辑", "星期", "责任", "【字", "[字", "视力", "关闭", "收藏", "保存"),
)
"""Words that stand beside a date in an article's head rather than in a sentence."""

HEAD_TEXT = 2500
"""Characters from the title on in which the line with date and source is looked for."""


def read_article(dom: Dom, as_of: date) -> Article:
    """Read the article of a page. ``as_of``: the day after which a printed date is a doubt."""
    body = read_body(dom)
    text = body.text
    title = read_title(dom)
    published, origin, doubts = _published(dom, title, text, as_of)
    return Article(
        title=title,
        text=text,
        published=published,
        published_from=origin,
        source=_source(dom),
        number=_number(dom, title, text),
        attachments=tuple(_attachments(dom, body.nodes)),
        doubts=doubts,
    )


def read_title(dom: Dom) -> str | None:
    """The title of a page's article without the names of site and column."""
    if meta := dom.metas.get(_TITLE_METAS[0]):
        return meta
    for node in dom.tree.css(_TITLE_NODES):
        words = _title_text(node)
        if _fits(words):
            return words
    headings = [words for node in dom.tree.css("h1") if _fits(words := _title_text(node))]
    if confirmed := _confirmed_by_head(dom, headings):
        return confirmed
    if len(headings) == 1:
        return headings[0]
    for name in _TITLE_METAS[1:]:
        if meta := dom.metas.get(name):
            return meta
    return _without_suffix(dom.html_title, dom) if dom.html_title else None


def _confirmed_by_head(dom: Dom, headings: list[str]) -> str | None:
    """A heading on the page that ``<title>`` repeats."""
    html_title = dom.html_title
    if html_title is None:
        return None
    for words in headings:
        if squeeze(words) in html_title or html_title in words or (len(words) >= 8 and words[:8] in html_title):
            return words
    for selector in _HEADING_NODES:
        for node in dom.tree.css(selector)[:40]:
            words = _title_text(node)
            if len(words) >= 6 and _fits(words) and html_title.startswith(squeeze(words)):
                return words
    return None


def _title_text(node: LexborNode) -> str:
    """The words of a title: lines joined, blanks inside kept as printed."""
    return _LINES.sub(
        " ", visible_text(node, 600) if node.css_first("script, style") else node.text(deep=True) or ""
    ).strip()


def _fits(words: str) -> bool:
    return 2 <= len(words) <= 300


def _without_suffix(title: str, dom: Dom) -> str:
    """A ``<title>`` without the site and column names that follow it."""
    parts = [part for part in _SUFFIX.split(title) if part]
    if len(parts) <= 1:
        return title
    site = dom.metas.get("sitename", "")
    column = dom.metas.get("columnname", "")
    kept = [parts[0]]
    for part in parts[1:]:
        if part in (site, column) or _SITE_WORDS.search(part) or len(part) <= 8:
            break
        kept.append(part)
    if len(kept) == len(parts):
        return title
    end = title.find(kept[-1], sum(len(part) for part in kept[:-1])) + len(kept[-1])
    return title[:end]


_SITE_WORDS = re.compile(r"(?:政府|委员会|局|厅|办公室|网站|门户网?|信息网|中国[\u4e00-\u9fff]{2,4}|政务|网)$")


def _published(
    dom: Dom, title: str | None, text: str, as_of: date
) -> tuple[date | datetime | None, str | None, tuple[str, ...]]:
    """When it was published, how that was read, and what contradicts it."""
    found: list[tuple[date | datetime, str]] = []
    for name in _DATE_METAS:
        if (meta := dom.metas.get(name)) and (value := dates.first_full(meta.replace("——", "-"))) is not None:
            found.append((value, "meta"))
            break
    head = _head(dom, title, text)
    if (value := _labelled(head, title)) is not None:
        found.append((value, "label"))
    elif (value := _beside_title(head, title)) is not None:
        found.append((value, "visible"))
    if not found:
        found += [(value, "script") for value in _scripted(dom)][:1]
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


def _head(dom: Dom, title: str | None, text: str) -> str:
    """The text around the article's head: from a little before its title to the beginning of its body."""
    whole = dom.text
    place = whole.find(title) if title else -1
    start = text[:40]
    body = whole.find(start, max(place, 0) + (len(title) if title and place >= 0 else 0)) if start else -1
    if place < 0:
        place = max(body - 400, 0) if body >= 0 else 0
    end = body + 200 if place <= body < place + HEAD_TEXT else place + (len(title) if title else 0) + 600
    later = whole.rfind(title, 0, body) if title and body > 0 else -1
    return whole[max(later, place, 0) if later > place else max(place - 200, 0) : end]


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
            word = match[0].rstrip(": ]】").strip()
            if word not in _WEAK_LABELS:
                return dated.value
            if ":" in match[0] or word not in {"发布", "时间", "日期"}:
                weak = weak or dated.value
    return weak


def _beside_title(head: str, title: str | None) -> date | datetime | None:
    """A date printed close behind the title, apart from sentences."""
    start = head.find(title) + len(title) if title and title in head else 0
    folded = fold(head)
    for dated in dates.full_dates(head[: start + 260]):
        if dated.start < start:
            continue
        before = folded[max(dated.start - 1, 0) : dated.start]
        after = folded[dated.end : dated.end + 3].lstrip()
        if re.match(r"[\u4e00-\u9fff]", before) and before not in "间期于日】" and not after.strip(" |[(来"):
            continue
        if re.match(r"[,、至起前后]|[\u4e00-\u9fff]{2}", after) and not after.startswith(
            (
                "来源",
                "浏览",
                "字体",
                "字号",
                "阅读",
                "点击",
                "访问",
                "作者",
                "打印",
                "信息",
                "发布",
                "文章",
                "稿源",
                "分享",
                "编辑",
                "星期",
                "责任",
                "【字",
                "[字",
            )
        ):
            continue
        return dated.value
    return None


def _scripted(dom: Dom) -> Iterator[date | datetime]:
    """Dates that scripts hold in variables named like a publication time; Unix times too."""
    for script in dom.scripts:
        for match in _SCRIPT_DATES.finditer(script):
            value = match[1].strip()
            if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
                yield datetime.fromtimestamp(int(value[:10]), tz=SHANGHAI)
            elif (found := dates.first_full(value)) is not None:
                yield found


def _source(dom: Dom) -> str | None:
    if meta := dom.metas.get("contentsource"):
        return meta
    match = _SOURCE.search(dom.folded[:20_000])
    return match[1] if match else None


def _number(dom: Dom, title: str | None, text: str) -> str | None:
    """The document number (发文字号), in the form with 〔〕 or as a decree."""
    places = []
    label = _NUMBER_LABEL.search(dom.text)
    if label is not None:
        places.append(dom.text[label.end() : label.end() + 60])
    places += [title or "", text[:400]]
    for place in places:
        if match := _NUMBER.search(fold(place)):
            prefix = re.sub(r"^(?:关于|根据|依据|按照|印发|转发|废止|号|的|和|与|及)+", "", match[1])
            return f"{prefix}〔{match[2]}〕{int(match[3])}号"
    for place in places[:1] if label is not None else []:
        if match := _DECREE.search(place):
            return f"{match[1]}第{int(match[2])}号"
    return None


def _attachments(dom: Dom, body: tuple[LexborNode, ...]) -> Iterator[Attachment]:
    """Files that the article or its surroundings offer."""
    seen: set[str] = set()
    beside = dom.tree.css("[class*=attach i], [class*=fujian i], [id*=attach i], [id*=fujian i], [class*=annex i]")
    for holder in (*body, *beside):
        for link in holder.css("a[href]"):
            written = link.attributes.get("href") or ""
            url = dom.resolve(written)
            words = squeeze(link.text(deep=True)) or (link.attributes.get("title") or "")
            if url and url not in seen and (_DOCUMENT.search(url) or _FILE.search(words) or "download" in url.lower()):
                seen.add(url)
                yield Attachment(text=words[:300], url=url)
