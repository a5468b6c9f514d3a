"""What the text of a guide to disclosure tells: who, where, when, how, at what price, on which law."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.readers.dom import fold

MAX_GUIDE = 100_000
"""Characters of a guide that are read."""

_PHONE = r"(?<!\d)(?:\(?0\d{2,3}\)?[-—–\s]{0,3})?(?:\d{7,8}|\d{4}[-—\s]\d{3,4}|1\d{10}|12345|400[-\d]{7,9})(?!\d)"
_PLACE = r"[路街巷弄道号楼室村镇]"

_PROSE = {
    "分类和编排体系": re.compile(r"分类|编排|排列|类别|目录|公开的?(?:主要)?(?:范围|内容|事项)"),
    "获取方式": re.compile(r"获取|获得|查阅|查询|公开的?(?:主要)?(?:方式|形式|渠道|途径|平台)"),
}
"""Elements that are told in running text: looked for in the guide alone, menus use the same words."""

_CONTACT = {
    "办公地址": re.compile(rf"(?:地址|地点|场所|位于|住所)[^\n]{{0,8}}\n?[^\n]{{0,60}}?{_PLACE}"),
    "办公时间": re.compile(
        r"(?:办公|工作|受理|接待|接收|接件|咨询|服务|查阅|开放|对外|上班)时间|"
        r"(?:工作日|周一至周五|星期一至星期五|上午|周一到周五)[^\n]{0,16}?\d{1,2}\s*[:∶点时]"
    ),
    "联系电话": re.compile(
        rf"(?<!传真)(?:电话|热线|联系方式|联系人|总机|\bTel\b)[^\n]{{0,30}}?\n?[^\n]{{0,20}}?{_PHONE}", re.I
    ),
    "传真": re.compile(
        rf"(?:传\s*真|\bFax\b)[^\n\d]{{0,20}}\n?[^\n\d]{{0,10}}{_PHONE}|(?:无|没有|不设|未设)传真|传真(?:号码)?:?无",
        re.I,
    ),
    "互联网联系方式": re.compile(
        r"[\w.+-]{1,64}\s?(?:@|#|\[at\])\s?[\w-]{1,64}\.\w|电子邮(?:箱|件)|邮箱|e-?mail|https?://|www\.|互联网联系|"
        r"(?:网上|在线|网络|互联网|网站)(?:提交|填写|渠道|申请|受理)",
        re.I,
    ),
}
"""Elements that stand behind labels, perhaps in a table or a box beside the text."""

_NAMED = re.compile(
    r"(?:机构|单位|机关|部门)名称|(?:受理|工作|公开|办理|负责|主管|责任)(?:的)?(?:机构|部门|单位|处室|科室)[^\n]{0,4}[:为是\n]"
)
_FOOT = re.compile(r"网站标识码|ICP备|公网安备|版权所有|Copyright|网站地图|站点地图", re.I)

_APPLY = re.compile(r"依申请|申请公开|提出申请|公开申请")
_FEE = re.compile(r"信息处理费|(?:不|免于?|无需|暂不)收(?:取|费)|免费|无偿|收费(?:标准|要求|办法|管理)")
_OLD_FEE = re.compile(r"(?:检索|复制|复印|邮寄)(?:费|、|等)[^。\n]{0,16}(?:成本)?费|成本费")
_AMOUNTS = (
    re.compile(r"(?P<sum>\d{1,5})\s*元\s*(?:/|每|一)\s*(?P<unit>件|页)"),
    re.compile(r"每(?P<unit>件|页)\s*(?:收费|收取|按|为|加收)?\s*(?:人民币)?\s*(?P<sum>\d{1,5})\s*元"),
)
TARIFF = {"件": frozenset({100, 200}), "页": frozenset({10, 20, 40})}
"""Yuan a piece and a page (国办函〔2020〕109号)."""

_REPEALED = (
    re.compile(r"国务院(?:令)?(?:令)?\s*[\[(〔]?\s*第?\s*492\s*号(?:令)?"),
    re.compile(r"2008年5月1日起?(?:正式)?(?:施行|实施)的?《?(?:中华人民共和国)?政府信息公开条例"),
    re.compile(r"(?:上海市人民政府令|市政府令|沪府令)\s*第?\s*(?:2|19)\s*号"),
)
_CURRENT = re.compile(r"711\s*号|2019年5月15日|沪府令\s*第?\s*32\s*号|(?:上海市人民政府令|市政府令)\s*第?\s*32\s*号")


def told(text: str, page: str, names: Sequence[str], former: Sequence[str] = ()) -> tuple[str, ...]:
    """The elements of article 12 that a guide tells.

    ``text``: the guide's own; ``page``: all that is read on its page, its footer is cut off here. ``names``: the
    body's names; ``former``: those of the body it followed, which do not count.
    """
    text, page = fold(text)[:MAX_GUIDE], _above_footer(fold(page)[:MAX_GUIDE], fold(text))
    found = {name for name, pattern in _PROSE.items() if pattern.search(text)}
    found |= {name for name, pattern in _CONTACT.items() if pattern.search(text) or pattern.search(page)}
    if _names_body(text, names, former):
        found.add("机构名称")
    return tuple(sorted(found))


def _names_body(text: str, names: Sequence[str], former: Sequence[str]) -> bool:
    """Whether a guide says whose it is: by name, or behind a label unless that name is of a body that is no more."""
    if any(fold(name) in text for name in names if name):
        return True
    return not any(fold(name) in text for name in former if name) and _NAMED.search(text) is not None


def _above_footer(page: str, text: str) -> str:
    """What stands above the footer: its address and telephone are the site's, not the guide's."""
    start = page.find(text[-20:].strip().splitlines()[-1]) if text.strip() else 0
    foot = _FOOT.search(page, max(start, len(page) // 3))
    return page[: foot.start()].rpartition("\n")[0] if foot is not None else ""


def applies(text: str) -> bool:
    """Whether a guide speaks of applications at all."""
    return _APPLY.search(text) is not None


def fees(text: str, page: str) -> str | None:
    """What a guide says of fees: named, old (costs that may no longer be charged), None where nothing.

    ``page``: all that is read on its page, where a table of fees may stand beside the text.
    """
    folded = fold(text)
    if _FEE.search(folded) or "信息处理费" in page:
        return "named"
    return "old" if _OLD_FEE.search(folded) else None


def odd_amounts(text: str) -> tuple[str, ...]:
    """Sums a piece or a page that the tariff does not know, as printed."""
    folded = fold(text)
    if "信息处理费" not in folded:
        return ()  # sums for something else
    return tuple(
        match[0]
        for pattern in _AMOUNTS
        for match in pattern.finditer(folded)
        if int(match["sum"]) not in TARIFF[match["unit"]] | {0}
    )


def old_law(text: str) -> str | None:
    """The repealed text that a guide rests on, as printed; None where it also names the one in force."""
    folded = fold(text)
    if _CURRENT.search(folded):
        return None
    return next((match[0] for pattern in _REPEALED if (match := pattern.search(folded))), None)
