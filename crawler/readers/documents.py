"""What a document page or an interpretation page holds beside its particulars: form, links, headings, entries."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.readers.bodies import Body, read_body
from crawler.readers.dom import Dom, fold, squeeze, visible_text
from storage.records import ServiceLink

SHINGLE = 13
"""Characters of a run by which texts are compared (standards, section 4.4)."""

SAMPLE = 4
"""One run of so many is kept, by its digest: the same ones in every text."""

MAX_SHINGLES, MAX_LINKS, MAX_HEADINGS = 1500, 60, 60
OPENING = 900
"""Characters of a text that are kept for pairing."""

_HEADING = re.compile(
    r"(?:^|[\s。;:!?])(?:第?[一二三四五六七八九十]{1,3}[、章条.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.])\s*([^\s。;:,、!?]{2,30})"
)
_RELATED = re.compile(
    r"相关(?:文件|政策|解读|文档|链接|阅读|稿件|信息)|政策原文|原文(?:链接|下载)?|解读链接|关联(?:文件|解读|政策|稿件)|文件解读|政策解读|图解|政策文件|阅读原文|查看原文"
)
_BOARD = re.compile(
    r"政策留言|政策评价|评价(?:与|和|、)?建议|我对.{0,6}政策|对(?:本|该|此)(?:项)?(?:政策|文件).{0,8}(?:评价|留言|建议|意见)|留言板|我要(?:评价|评论|留言|提建议)|我有话说"
    r"|意见建议|发表(?:评论|意见|留言)|满意度(?:评价|调查)|是否(?:满意|有用|有帮助)|政策咨询|咨询留言|留言评价|(?:您|你)(?:对|觉得).{0,16}(?:满意|有用|评价)"
)
_SERVICE = re.compile(
    r"(?:在线|立即|马上|网上|点击|一键|去|我要)(?:办理|申请|申报)|办理入口|办事入口|办事指南|申报入口|申请入口|一网通办|政务服务网|阅办联动"
)
_NAMES_SERVICE = re.compile(
    r"(?:一网通办|政务服务(?:网|平台)|随申办|网上办事大厅|办事大厅)[^。;]{0,40}(?:办理|申请|申报|提交|提出|填报|登录)|(?:登录|通过|依托)[^。;]{0,20}(?:一网通办|政务服务(?:网|平台)|随申办)"
)
_PLAYER = re.compile(r"video|player|youku|v\.qq|bilibili|iqiyi|mp4|kankan|tv\.", re.IGNORECASE)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("press", re.compile(r"发布会|通气会|吹风会")),
    ("scenario", re.compile(r"场景演示|情景剧|小剧场|VR", re.IGNORECASE)),
    ("bundle", re.compile(r"一件事导览|政策服务包|服务包|政策包")),
    ("h5", re.compile(r"(?<![a-z])h5(?![a-z])", re.IGNORECASE)),
    ("interview", re.compile(r"访谈|专访|对话|直播间")),
    ("video", re.compile(r"视频|动漫|动画|微电影|vlog", re.IGNORECASE)),
    ("audio", re.compile(r"音频|广播|听政策|有声")),
    ("infographic", re.compile(r"图解|一图|一张图|图说|图文|长图|海报|漫画|图示|读图|思维导图")),
    ("expert", re.compile(r"专家")),
    ("qa", re.compile(r"问答|答记者问|[一二三四五六七八九十百\d]+问|答疑|常见问题|有问必答|热点问题")),
)
"""Words of titles, most telling first; a title that names two is of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the text of a page holds. ``media``: pictures, films, sound. ``links``: in the text and related."""

    text: str
    opening: str
    links: tuple[str, ...]
    headings: tuple[str, ...]
    shingles: tuple[int, ...]
    media: bool
    form: str


def read_content(dom: Dom, title: str) -> Content:
    """Read the text of a document or an interpretation."""
    body = read_body(dom)
    text = body.text
    form, media = _form(dom, body, title, text)
    return Content(
        text=text,
        opening=text[:OPENING],
        links=tuple(dict.fromkeys(_links(dom, body)))[:MAX_LINKS],
        headings=headings(text),
        shingles=shingles(text),
        media=media,
        form=form,
    )


def headings(text: str) -> tuple[str, ...]:
    """The headings of a text: what stands behind 一、 (一) 1. up to the next mark."""
    return tuple(dict.fromkeys(match[1] for match in _HEADING.finditer(fold(text[:20_000]))))[:MAX_HEADINGS]


def shingles(text: str) -> tuple[int, ...]:
    """Digests of the runs of a text, a sample of equal share in every text, sorted."""
    letters = re.sub(r"[^\w]", "", fold(text[:20_000]))
    digests = {
        zlib.crc32(letters[place : place + SHINGLE].encode()) for place in range(max(len(letters) - SHINGLE + 1, 0))
    }
    return tuple(sorted(digest for digest in digests if digest % SAMPLE == 0)[:MAX_SHINGLES])


def form_of_title(title: str) -> str:
    """The form that a title alone tells; text where it tells none."""
    return next((form for form, words in _FORMS if words.search(fold(title))), "text")


def has_board(dom: Dom) -> bool:
    """Whether readers can leave a message, a question or a rating on the page."""
    return _BOARD.search(dom.text) is not None or any(
        _BOARD.search(node.attributes.get("placeholder") or node.attributes.get("value") or "")
        for node in dom.tree.css("input, textarea")[:100]
    )


def names_service(text: str) -> bool:
    """Whether a document tells its readers to apply through the one-stop service."""
    return _NAMES_SERVICE.search(fold(text)) is not None


def service_links(dom: Dom) -> tuple[ServiceLink, ...]:
    """Links in and around the text that lead to the service item."""
    found: dict[str, ServiceLink] = {}
    body = read_body(dom)
    for link in _around(dom, body, _SERVICE):
        url = dom.resolve(link.attributes.get("href"))
        words = squeeze(link.text(deep=True) or link.attributes.get("title") or "")
        if url and _SERVICE.search(fold(words)):
            found.setdefault(url, ServiceLink(text=words[:80], url=url))
    return tuple(found.values())[:20]


def _links(dom: Dom, body: Body) -> Iterator[str]:
    for link in _around(dom, body, _RELATED):
        url = dom.resolve(link.attributes.get("href"))
        if url and url.startswith("http"):
            yield url.partition("#")[0]


def _around(dom: Dom, body: Body, words: re.Pattern[str]) -> Iterator[LexborNode]:
    """Links in the text, and those outside that stand under a heading or in a part which says what they are."""
    inside: set[int] = set()
    for node in body.nodes:
        for link in node.css("a[href]"):
            inside.add(link.mem_id)
            yield link
    for link in dom.tree.css("a[href]")[:3000]:
        if link.mem_id not in inside and _is_under(link, words):
            yield link


def _is_under(link: LexborNode, words: re.Pattern[str]) -> bool:
    node: LexborNode | None = link
    for _ in range(4):
        if node is None or node.tag in {"body", "nav", "header", "footer"}:
            return False
        if len(node.css("a[href]")) > 12:
            return False
        before = node.prev
        steps = 0
        while before is not None and steps < 3:
            if before.tag in {"h2", "h3", "h4", "p", "div", "span", "strong", "b", "dt", "-text", "label", "td", "th"}:
                said = (before.text_content or "") if before.tag == "-text" else visible_text(before, 60)
                if len(said) <= 30 and words.search(fold(said)):
                    return True
            before = before.prev
            steps += 1
        said = visible_text(node, 400)
        if len(said) <= 300 and words.search(fold(said[:40])):
            return True
        node = node.parent
    return False


def _form(dom: Dom, body: Body, title: str, text: str) -> tuple[str, bool]:
    """The form of an interpretation (standards, section 4.2), and whether it has pictures, films or sound."""
    holders = body.nodes or ((dom.body,) if dom.body is not None else ())
    films = any(node.css_first("video, source[type^=video], embed") is not None for node in holders) or any(
        _PLAYER.search(frame.attributes.get("src") or "") for node in holders for frame in node.css("iframe, object")
    )
    sound = any(node.css_first("audio") is not None for node in holders)
    pictures = sum(len(node.css("img[src]")) for node in holders)
    media = films or sound or pictures > 0
    folded = fold(title)
    named = next((form for form, words in _FORMS if words.search(folded)), None)
    if films and named not in {"press", "interview"}:
        return "video", media
    if sound and named is None:
        return "audio", media
    if named is not None:
        return named, media
    if len(re.findall(r"(?:^|[\s。;])(?:问|Q)\d{0,2}\s*[:、]", fold(text))) >= 2 and re.search(
        r"(?:答|A)\d{0,2}\s*[:、]", fold(text)
    ):
        return "qa", media
    if pictures and len(text) < 400 and (pictures >= 2 or len(text) < 150):
        return "infographic", media
    return "text", media
