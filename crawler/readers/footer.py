"""The eight elements that the foot of every page must carry (standards, section 2.1).

Looked for in the markup that surrounds the article, never in its text: an article that mentions a sponsor is no
footer. Where a page lacks elements and scripts may build its lower end, that is said instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.readers.dom import Dom, fold, is_hollow, squeeze, visible_text
from crawler.readers.reading import RawLink
from crawler.readers.scripts import written
from crawler.readers.senior import is_unknown_script
from storage.records import FOOTER_ELEMENTS

MAX_VALUE = 200
TAIL = 6000
"""Characters at the end of a page's text in which the textual elements are looked for."""

_GAP = r"\s*"
_COLON = rf"{_GAP}:{_GAP}"


def _spread(word: str) -> str:
    """A word whose characters may stand apart (主 办)."""
    return _GAP.join(word)


_SITE_ID_CODE = re.compile(
    rf"(?:标{_GAP}识{_GAP}(?:编{_GAP})?|识{_GAP}别{_GAP})码{_GAP}(?:为)?{_GAP}:?{_GAP}((?:bm|BM)\d{{8}}|\d{{8,14}})"
)
_SPONSOR = re.compile(
    rf"(?:{_spread('主办')}|{_spread('承办')}|{_spread('版权所有')})(?:{_GAP}单{_GAP}位|{_GAP}方)?(?:{_COLON}|\s)\s*([^\s|,;]{{2,60}})"
    rf"|([\u4e00-\u9fff]{{4,30}})\s*{_spread('主办')}(?!{_GAP}单)"
)
_CONTACT = re.compile(
    rf"((?:{_spread('联系')}(?:{_GAP}我们)?{_GAP}(?:电话|方式|人|邮箱|地址)?|{_spread('电话')}|{_spread('地址')}|{_spread('邮编')}|{_spread('邮箱')}"
    rf"|{_spread('传真')}|热线|总机|E-?mail|Tel){_COLON}[^|]{{0,60}}?[\dA-Za-z\u4e00-\u9fff@][^|\n]{{0,60}})",
    re.IGNORECASE,
)
_ICP = re.compile(
    rf"((?:[\u4e00-\u9fff]{_GAP}ICP{_GAP}备|ICP{_GAP}备{_GAP}案?{_GAP}编?{_GAP}号?){_GAP}:?{_GAP}[(\[〔]?{_GAP}\d{{6,10}}"
    rf"{_GAP}[)\]〕]?{_GAP}号?(?:{_GAP}[-—]{_GAP}\d+)?)",
    re.IGNORECASE,
)
_POLICE = re.compile(
    rf"([\u4e00-\u9fff]?{_GAP}公{_GAP}(?:网{_GAP}安{_GAP}备|安{_GAP}(?:机{_GAP}关{_GAP}|部{_GAP}门{_GAP})?(?:网{_GAP}站{_GAP})?备){_GAP}"
    rf"(?:案{_GAP}编?{_GAP}号?{_GAP})?[:号]?{_GAP}[(\[〔]?{_GAP}\d{{10,16}}{_GAP}[)\]〕]?{_GAP}号?)"
)
_SITEMAP = re.compile(
    rf"{_spread('站点')}{_GAP}{_spread('地图')}|{_spread('网站')}{_GAP}{_spread('地图')}|{_spread('站点导航')}|{_spread('网站导航')}"
    rf"|(?:本站|站内|全站|网页){_GAP}{_spread('地图')}|网站结构图|^\s*site\s*map\s*$",
    re.IGNORECASE,
)
_SITEMAP_ADDRESS = re.compile(r"/(?:site_?map|wzdt|zddt|webmap|wangzhanditu)(?:[/._?]|$)", re.IGNORECASE)
_PHONE = re.compile(
    r"((?<![\d-])(?:\(0\d{2,3}\)|0\d{2,3}\s?[-–—])\s?\d{7,8}(?!\d)|(?<![\d-])400[-\d]{7,9}(?!\d)|[\w.+-]{2,40}@[\w-]{2,40}\.[\w.]{2,20})"
)
"""A telephone number or a mailbox, whatever stands before it."""

MAX_LAST = 200
"""Elements at the end of a page among which one is looked for that a script fills."""

PHONE_TAIL = 1500
"""Characters at the end of the page in which a number without a label is the office's."""
_REPORT_WORDS = re.compile(r"政府网站找错|网站纠错|我要找错|我要纠错|找错")
_BADGE_WORDS = re.compile(r"党政机关|事业单位标识|政府机关标识")

_POLICE_CODE = re.compile(r"code=(\d{10,16})", re.IGNORECASE)

_BADGE_SCRIPT = re.compile(r"dcs\.conac\.cn|_ideConac", re.IGNORECASE)
_REPORT_SCRIPT = re.compile(r"zfwz(?:zc|gl)\.www\.gov\.cn|_jiucuo_", re.IGNORECASE)
_BADGE_HOSTS = ("conac.cn",)
_REPORT_HOSTS = ("zfwzgl.www.gov.cn", "zfwzzc.www.gov.cn", "kaipuyun.cn/exposure", "jiucuo")
_POLICE_HOSTS = ("beian.gov.cn", "beian.mps.gov.cn")
_KNOWN_SCRIPTS = (
    "conac.cn",
    "zfwzzc.www.gov.cn",
    "hm.baidu.com",
    "cnzz",
    "jiathis",
    "bdstatic",
    "wx.qq.com",
    "gov.cn/images/trs",
)

_FOOT_CONTAINER = re.compile(r"foot|bottom|copyright|\bbq\b|banquan|\bfoo\b|\bend\b|页脚|底部", re.IGNORECASE)
_FOOT_LOADER = re.compile(
    r"""(?:\.load\s*\(|include|\.html\s*\(|innerHTML|document\.write|fetch\s*\(|\$\.(?:get|ajax)\b|appendChild)""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Footer:
    """Elements found, by field name, with the printed value; ``by_script``: scripts may build what is missing."""

    elements: dict[str, str]
    by_script: bool


def read_footer(dom: Dom, links: Iterable[RawLink], article_text: str) -> Footer:
    """Find the footer elements of a page.

    ``links``: of the page; ``article_text``: its main text, which is taken out before words are looked for.
    """
    found: dict[str, str] = {}
    _from_addresses(links, found)
    tail = _around(dom, article_text)
    _from_text(tail, found)
    if len(found) < len(FOOTER_ELEMENTS):
        _from_pictures(dom, found)
        _from_scripts(dom, found)
        markup = "".join(written(script) for script in dom.scripts)
        if markup:
            _from_text(fold(visible_text(LexborHTMLParser(markup).body)), found)
    if "contact" not in found and (phone := _PHONE.search(tail[-PHONE_TAIL:])):
        found["contact"] = phone[1]
    elements = {name: found[name][:MAX_VALUE] for name in FOOTER_ELEMENTS if name in found}
    return Footer(elements, len(elements) < len(FOOTER_ELEMENTS) and _may_be_built(dom, found=len(elements)))


def _around(dom: Dom, article_text: str) -> str:
    """The lower end of the page's text, without the article."""
    text = dom.folded
    start = text.find(fold(article_text[:80])) if article_text else -1
    if start >= 0:
        tail = fold(article_text[-80:])
        end = text.find(tail, start + len(article_text) - len(tail))
        if end >= 0:
            text = f"{text[:start]} {text[end + len(tail) :]}"
    return text[-TAIL:]


def _from_addresses(links: Iterable[RawLink], found: dict[str, str]) -> None:
    for link in links:
        url = link.url
        if any(host in url for host in _BADGE_HOSTS):
            found.setdefault("party_gov_badge", url)
        elif any(host in url for host in _REPORT_HOSTS):
            found.setdefault("error_report_entry", url)
        elif link.text:
            if _SITEMAP.search(link.text) or (len(link.text) <= 6 and _SITEMAP_ADDRESS.search(url)):
                found.setdefault("sitemap_link", link.text)
            elif len(link.text) <= 20 and _REPORT_WORDS.search(link.text):
                found.setdefault("error_report_entry", link.text)
        if any(host in url for host in _POLICE_HOSTS) and (code := _POLICE_CODE.search(url)):
            found.setdefault("police_filing", code[1])


def _from_text(text: str, found: dict[str, str]) -> None:
    for name, pattern in (
        ("site_id_code", _SITE_ID_CODE),
        ("sponsor", _SPONSOR),
        ("contact", _CONTACT),
        ("icp_number", _ICP),
        ("police_filing", _POLICE),
    ):
        if name not in found and (match := pattern.search(text)):
            value = squeeze(next((group for group in match.groups() if group), match[0]))
            found[name] = value.upper() if name == "site_id_code" else value


def _from_pictures(dom: Dom, found: dict[str, str]) -> None:
    for node in dom.tree.css("img, a[title]"):
        attributes = node.attributes
        said = f"{attributes.get('alt') or ''} {attributes.get('title') or ''}".strip()
        if not said:
            continue
        if _BADGE_WORDS.search(said):
            found.setdefault("party_gov_badge", squeeze(said))
        if _REPORT_WORDS.search(said):
            found.setdefault("error_report_entry", squeeze(said))
        if _SITEMAP.search(said):
            found.setdefault("sitemap_link", squeeze(said))


def _from_scripts(dom: Dom, found: dict[str, str]) -> None:
    """Marks of the issuing bodies that a script of theirs puts on the page, in whatever way it writes itself."""
    for script in dom.scripts:
        if (mark := _BADGE_SCRIPT.search(script)) is not None:
            found.setdefault("party_gov_badge", mark[0])
        if (mark := _REPORT_SCRIPT.search(script)) is not None:
            found.setdefault("error_report_entry", mark[0])


def _may_be_built(dom: Dom, *, found: int) -> bool:
    """Whether scripts may build the lower end: an empty footer container, a loader, a late script, a framed foot; where
    there is nothing of a foot, any script of the site's own, or an element that only a script fills."""
    if not found and (
        any(is_unknown_script(node.attributes.get("src") or "") for node in dom.tree.css("script[src]"))
        or any("-" in (node.tag or "").lstrip("-_!") for node in dom.tree.css("body *")[-MAX_LAST:])
    ):
        return True
    for node in dom.tree.css("div, footer, iframe, td"):
        attributes = node.attributes
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''} {attributes.get('src') or ''}"
        if name.strip() and _FOOT_CONTAINER.search(name) and (node.tag == "iframe" or is_hollow(node)):
            return True
    for script in dom.scripts:
        if _FOOT_CONTAINER.search(script) and _FOOT_LOADER.search(script):
            return True
    return _late_script(dom)


def _late_script(dom: Dom) -> bool:
    """Whether a script of the site's own stands within the body behind all text, or is named like a footer."""
    for node in dom.tree.css("script[src]"):
        source = node.attributes.get("src") or ""
        if any(known in source for known in _KNOWN_SCRIPTS):
            continue
        if _FOOT_CONTAINER.search(source.rpartition("/")[2]):
            return True
    return False
