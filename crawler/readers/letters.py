"""A message of the public as one page shows it, and the words of its state that pages of all makes have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.readers.dom import fold

END = re.compile(
    r"^(?:上一[篇条封]|下一[篇条封]|【?打印|【?关闭|返回(?:列表|上一页|顶部)|相关链接|主办(?:单位)?\s*:|版权所有|网站标识码|扫一扫|分享到"
    r"|您?对.{0,10}(?:答复|回复).{0,10}(?:满意|评价)|满意度评价|网站地图|站点地图|友情链接|我要(?:写信|咨询|留言)$"
    r"|我为政府网站找错|政府网站$|党政机关|联系我们|关于我们|网站声明|[\u4e00-\u9fff]ICP备|技术支持)"
)
"""Lines behind the last message of a page."""

_OPEN = re.compile(
    r"^(?:待|未|尚未|等待|暂未)\s*(?:答复|回复|办理|处理|受理|办结|审核)|^(?:正在)?(?:办理|处理|受理|转办|交办|审核)中$|^已受理$|^已转办$|^已交办$|^否$"
)
_DONE = re.compile(r"^(?:已|全部)?\s*(?:办结|答复|回复|办理完毕|处理完毕|完成|反馈)$|^已处理$|^已办理$|^是$")
_VOID = re.compile(r"不予受理|无效|重复|已撤[回销]|不属于|已关闭")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as a page shows it. ``url``: its own page where a list names it; ``state`` as in ``Message``;
    ``proven``: the place of the answer is there and says that there is none."""

    question: str
    asked: date | None = None
    answered: date | None = None
    answerer: str | None = None
    answer: str | None = None
    state: str | None = None
    proven: bool = False
    url: str | None = None


def state_of(words: str) -> str | None:
    """What a printed state says: answered, open, invalid, or nothing known."""
    words = re.sub(r"\s+", "", fold(words))[:20]
    if _VOID.search(words):
        return "invalid"
    return "open" if _OPEN.search(words) else "answered" if _DONE.search(words) else None
