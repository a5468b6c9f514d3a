"""The boxes of a page in which a visitor searches the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, squeeze
from crawler.readers.senior import is_unknown_script
from storage.records import SearchBox

MAX_BOXES = 5
MAX_INPUTS = 300
MAX_WORDS = 12
MAX_ABOVE = 5
"""Elements around an input in which its button is looked for."""

MAX_OTHERS = 30

INPUTS = "input, textarea"
"""What ``SearchBox.place`` counts."""

_TYPES = frozenset({"", "text", "search"})
_FORM_NAMED = ("action", "id", "class", "name", "role")
_NAMED = ("id", "name", "class", "placeholder", "title", "aria-label", "value", "alt")
_BOX = re.compile(
    r"搜|检索|关键[字词]|search|keyword|\bqueryword\b|sousuo|jiansuo|\bkw\b|\bwd\b|\bqt?\b|\bqueryText\b", re.IGNORECASE
)
_FORM = re.compile(r"search|sousuo|jiansuo|jsearch|/so[./?]|\bso\.|/s\?|/query|\bss\b|检索|搜索", re.IGNORECASE)
_BUTTON = re.compile(
    r"^\W*(?:站内|全站|全文|智能|高级|立即|点击|网站|本站)?(?:搜\s*索|搜|检\s*索|查\s*找|搜\s*一\s*搜|search)\W*$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"验证码|captcha|verify|code\b|用户|账号|帐号|user|login|邮箱|e-?mail|手机|电话|phone|tel\b|密码|身份证|姓名|编号|单号|受理号|"
    r"查询码|流水号|日期|date|time|金额|起始|截止|订阅|page|跳转|页码|地址|文号|索引号|年份|车牌|企业名称|办件|进度|申请号",
    re.IGNORECASE,
)
_BUTTONS = "button, input[type=submit], input[type=button], input[type=image], a, img, i, span"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Weighed:
    weight: int
    box: SearchBox


def read_search_boxes(dom: Dom, *, shown: bool = False) -> tuple[SearchBox, ...]:
    """The boxes for searching the site, the likeliest first; a link to a page of search where there is no box.

    ``shown``: the page is what a browser made of it. Where its source has neither and scripts may bring a box, one
    without place and address stands for it.
    """
    found = sorted(_boxes(dom), key=lambda one: -one.weight)
    if found:
        return tuple(one.box for one in found[:MAX_BOXES])
    links = tuple(_links(dom))[:MAX_BOXES]
    if not links and not shown and _may_be_built(dom):
        return (SearchBox(page=dom.url, form="script", address=None),)
    return links


def _may_be_built(dom: Dom) -> bool:
    """Whether scripts may bring a box: files of the site's own, or words of searching in the page's."""
    if any(is_unknown_script(node.attributes.get("src") or "") for node in dom.tree.css("script[src]")):
        return True
    return any(_BOX.search(script) for script in dom.scripts)


def _boxes(dom: Dom) -> Iterator[_Weighed]:
    for place, node in enumerate(dom.tree.css(INPUTS)[:MAX_INPUTS]):
        attributes = node.attributes
        if node.tag != "input" or (attributes.get("type") or "").strip().lower() not in _TYPES:
            continue
        said = " ".join((attributes.get(name) or "")[:80] for name in _NAMED)
        if _OTHER.search(said) or _is_hidden(node):
            continue
        form = _form_of(node)
        weight = _weight(node, said, form)
        if weight > 0:
            yield _Weighed(weight, _box(dom, node, form, place))


def _weight(node: LexborNode, said: str, form: LexborNode | None) -> int:
    """How much speaks for a box of search; 0 for any other input."""
    called = "" if form is None else " ".join((form.attributes.get(name) or "")[:300] for name in _FORM_NAMED)
    by_form = bool(_FORM.search(called))
    by_name, by_button = bool(_BOX.search(said)), _has_button(form if form is not None else node)
    texts = len(_texts_of(form)) if form is not None else 1
    weight = 3 * by_name + 3 * by_form + 2 * by_button
    if weight and texts > 2:
        weight -= texts  # a form with many fields asks for particulars
    return weight if weight > 2 or (weight == 2 and texts == 1) else 0


def _texts_of(form: LexborNode) -> list[LexborNode]:
    return [one for one in form.css("input") if (one.attributes.get("type") or "").strip().lower() in _TYPES]


def _has_button(around: LexborNode) -> bool:
    """Whether a button that says "search" stands in the form, or near an input without one."""
    node: LexborNode | None = around if around.tag == "form" else around.parent
    for _ in range(1 if around.tag == "form" else MAX_ABOVE):
        if node is None or node.tag in {"body", "html"}:
            return False
        for button in node.css(_BUTTONS)[:60]:
            attributes = button.attributes
            named = [attributes.get(name) for name in ("value", "title", "alt", "aria-label")]
            if any(_BUTTON.match(squeeze(text)[: MAX_WORDS + 1]) for text in (*named, button.text()) if text):
                return True
        node = node.parent
    return False


def _is_hidden(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(8):
        if current is None or current.tag == "body":
            return False
        attributes = current.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return current.tag == "input"  # a box that a click unfolds is a box
        current = current.parent
    return False


def _form_of(node: LexborNode) -> LexborNode | None:
    current = node.parent
    while current is not None and current.tag not in {"body", "html"}:
        if current.tag == "form":
            return current
        current = current.parent
    return None


def _box(dom: Dom, node: LexborNode, form: LexborNode | None, place: int) -> SearchBox:
    name = node.attributes.get("name") or ""
    if form is None or not name:
        return SearchBox(page=dom.url, form="script", address=None, field=name, place=place)
    attributes = form.attributes
    written = (attributes.get("action") or "").strip()
    scripted = written.lower().startswith(("javascript:", "#")) or (not written and "onsubmit" in attributes)
    address = None if scripted else dom.resolve(written) if written else dom.url
    if address is None or not _submits(form):
        return SearchBox(page=dom.url, form="script", address=address, field=name, place=place)
    method = "post" if (attributes.get("method") or "").strip().lower() == "post" else "get"
    others = tuple(_others(form, node))
    return SearchBox(page=dom.url, form=method, address=address, field=name, place=place, others=others)


def _submits(form: LexborNode) -> bool:
    """Whether the form is sent by a button of its own, or by Enter in its only field."""
    return (
        form.css_first("input[type=submit], input[type=image], button:not([type=button]):not([type=reset])") is not None
        or len(_texts_of(form)) == 1
    )


def _others(form: LexborNode, box: LexborNode) -> Iterator[tuple[str, str]]:
    """What a browser sends with the words: hidden fields, ticked choices, the chosen options."""
    count = 0
    for node in form.css("input[name], select[name]"):
        attributes = node.attributes
        name, kind = attributes.get("name") or "", (attributes.get("type") or "").strip().lower()
        if node == box or "disabled" in attributes or not name or count >= MAX_OTHERS:
            continue
        if node.tag == "select":
            option = node.css_first("option[selected]") or node.css_first("option")
            if option is None:
                continue
            value = option.attributes.get("value")
            yield name, squeeze(option.text()) if value is None else value
        elif kind in {"checkbox", "radio"} and "checked" in attributes:
            yield name, attributes.get("value") or "on"
        elif kind in {"hidden", "", "text", "search"}:
            yield name, attributes.get("value") or ""
        else:
            continue
        count += 1


def _links(dom: Dom) -> Iterator[SearchBox]:
    """Links to a page of search, by their text, their title or the address of a picture's link."""
    for node in dom.tree.css("a[href]")[:2000]:
        attributes = node.attributes
        image = node.css_first("img")
        alt = image.attributes.get("alt") if image is not None else None
        for text in (node.text()[:40], attributes.get("title"), attributes.get("aria-label"), alt):
            said = squeeze(text or "")
            if said and _BUTTON.match(said[: MAX_WORDS + 1]):
                address = dom.resolve(attributes.get("href"))
                if address is not None and address.startswith(("http://", "https://")):
                    yield SearchBox(page=dom.url, form="link", address=address)
                break
