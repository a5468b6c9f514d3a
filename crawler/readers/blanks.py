"""What shows that a list is an empty shell: a total of nought, under construction, nothing found."""

from __future__ import annotations

import re

from crawler.readers.dom import Dom, fold, squeeze

_HINT = re.compile("[0０中无没未]|不到|敬请|under|coming|no ", re.IGNORECASE)
"""What every sign holds: few texts of a page do."""

SHORTEST = 3
MAX_PIECE = 200
"""Characters of a text, blanks around it among them, that may say so."""

_BLANK = (
    (
        "zero_total",
        re.compile(r"共(?:有|计)?\s*(?:<[^>]*>)?\s*0\s*(?:条|个|篇|项|件|页)|(?:总数|总计|合计|记录数)\s*:?\s*0(?!\d)"),
    ),
    (
        "under_construction",
        re.compile(
            r"^\W*(?:(?:本|该|此)?(?:栏目|页面|网页|内容|频道|专栏|版块|板块|模块|功能|信息|系统|平台)){0,2}\W*(?:正在|尚在|还在)?(?:紧张)?"
            r"(?:建设|筹建|完善|制作|整理|更新维护|更新|维护|升级|调试|开发){1,2}(?:之)?中\W*(?:.{0,10}(?:期待|稍候|稍后|谅解|关注|访问|光临))?\W*$"
            r"|敬请期待|under construction|coming soon",
            re.IGNORECASE,
        ),
    ),
    (
        "no_items",
        re.compile(
            r"^\W*(?:抱歉|对不起|很抱歉|很遗憾)?\W*(?:(?:本|该|此)?(?:栏目|分类|条件)(?:下)?)?\W*(?:目前|当前)?\W*(?:暂时?|尚)?"
            r"(?:(?:没有?|未能?|尚未)(?:查询|查找|查|找|检索|搜索|搜)?到|(?:查|找|检索|搜索|搜)不到|没有|查?无)(?:任何|您?要找的|您所查询的)?"
            r"(?:相关|符合(?:条件)?的?|可显示的?|更新)?的?(?:信息|数据|内容|记录|文章|资料|文件|结果|公告|新闻|事项)\W*$"
            r"|no (?:data|records?|results?)",
            re.IGNORECASE,
        ),
    ),
)


def read_blank(dom: Dom) -> str | None:
    """What shows that a page is an empty shell: zero_total, under_construction, no_items; None where nothing does."""
    linked: set[str] | None = None
    for piece in dom.pieces:
        if not SHORTEST <= len(piece) <= MAX_PIECE or _HINT.search(piece) is None:
            continue
        words = fold(piece).strip()
        if not 2 <= len(words) <= 60:
            continue
        for sign, pattern in _BLANK:
            if pattern.search(words):
                if linked is None:
                    linked = {squeeze(link.text(deep=True)) for link in dom.tree.css("a")}
                if squeeze(piece) not in linked:
                    return sign
    split = re.search(r"共(?:有|计)?\s*0\s*(?:条|个|篇|项|件)", dom.folded)
    return "zero_total" if split else None
