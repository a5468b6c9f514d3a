"""Barriers of Chinese sites for which axe-core has no rule: vague links, picture codes, windows that float about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import name_of
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

_VAGUE = frozenset(
    {
        *("更多", "更多>>", "更多>", "查看更多", "点击更多", "more", "more>>", "more>", "点击", "点击这里", "点击此处"),
        *("这里", "点击查看", "点这里", "详情", "查看", "查看详情", "详细", "[详细]", "[详情]", "click here", "here"),
        *(">>", "+", "..."),
    }
)
_CODE = re.compile(
    r"验证码|captcha|checkcode|verifycode|validatecode|randcode|kaptcha|authcode|vcode|yzm", re.IGNORECASE
)
_SPOKEN = re.compile(r"语音|朗读|听取|audio|短信验证|手机验证码", re.IGNORECASE)
_FLOATING = re.compile(r"position\s*:\s*(?:fixed|absolute)", re.IGNORECASE)
_AFLOAT = re.compile(
    r"(?:^|[^a-z])(?:float(?:ing)?[_-]?(?:ad|div|win|img|pic|box)|piaofu|piaochuang|piao|couplet|duilian)",
    re.IGNORECASE,
)
_POPPED = re.compile(r"window\.open\s*\(|alert\s*\(")
_WORDS = ("更多", "点击", "点这里", "这里", "详情", "查看", "详细", ">more", "here<", "&gt;&gt;", ">>")


@rule("link-text-vague", words=_WORDS)
def vague(tree: Tree) -> Iterator[Found]:
    """A link whose words do not say where it leads, with neither a title nor a heading beside it to tell."""
    for node in tree.css('a[href], [role="link"]'):
        text = node.text() or ""
        if len(text) > 40 or not _is_vague(text):
            continue
        if (node.attributes.get("title") or "").strip() and not _is_vague(node.attributes["title"] or ""):
            continue
        if _is_vague(name_of(tree, node)) and not tree.is_silent(node) and not _is_told(tree, node):
            yield "link-text-vague", node


def _is_vague(text: str) -> bool:
    return " ".join(text.split()).strip("\xa0 》→»").lower() in _VAGUE


def _is_told(tree: Tree, node: LexborNode) -> bool:
    """Whether the words around a link tell what it is: those of its sentence, item or cell, or a heading beside it."""
    if "aria-describedby" in node.attributes or "aria-labelledby" in node.attributes:
        return True
    current = node.parent
    for _ in range(3):
        if current is None or not current.is_element_node or current.tag in {"body", "html"}:
            return False
        tree.step(5)
        text = "".join((current.text() or "")[:300].split())
        if len(text) > len("".join((node.text() or "").split())) + 1:
            return True
        current = current.parent
    return False


@rule("captcha-alternative", words=("验证码", "captcha", "code", "yzm"))
def codes(tree: Tree) -> Iterator[Found]:
    """A code to be read from a picture, with nothing to listen to or to be sent in its place."""
    if _SPOKEN.search(tree.source):
        return
    for node in tree.css("img[src]"):
        attributes = node.attributes
        said = " ".join(attributes.get(name) or "" for name in ("src", "id", "class", "alt", "title", "onclick"))
        if _CODE.search(said[:2000]) and _is_beside_a_field(node) and not tree.is_silent(node):
            yield "captcha-alternative", node


def _is_beside_a_field(node: LexborNode) -> bool:
    current = node.parent
    for _ in range(5):
        if current is None or not current.is_element_node:
            return False
        if current.css_first("input") is not None:
            return True
        current = current.parent
    return False


@rule("floating-window", words=("float", "piao", "duilian", "couplet"))
def floating(tree: Tree) -> Iterator[Found]:
    """A window that floats over the page and covers what one reads."""
    if _AFLOAT.search(tree.source) is None:
        return
    for node in tree.css("[id][style], [class][style]"):
        attributes = node.attributes
        said = f" {attributes.get('id') or ''} {attributes.get('class') or ''} "[:500]
        style = attributes.get("style") or ""
        afloat = _AFLOAT.search(said) is not None and _FLOATING.search(style) is not None
        if afloat and not tree.is_hidden(node) and tree.holds(node, "img, a") and node.tag not in {"body", "html"}:
            yield "floating-window", node


@rule("pop-up", words=("onload", "window.open"))
def popping(tree: Tree) -> Iterator[Found]:
    """A page that opens another window, or speaks up, by itself when it is opened."""
    for node in tree.css("body[onload]"):
        if _POPPED.search((node.attributes.get("onload") or "")[:2000]):
            yield "pop-up", node
