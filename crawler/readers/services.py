"""What a service guide tells: its elements by label, in tables, lists or lines, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.readers.dom import Dom, fold

MAX_LINES = 3000
MAX_VALUE = 4000
MAX_LABEL = 16
"""Characters of a line up to which it is the heading of an element."""

LABELLED = 3
"""Elements told behind labels from which on a page is a guide whose other elements would have labels too."""

WORDS: dict[str, str] = {
    "事项名称": r"(?:事项|项目|服务|业务)名称|办理事项|办事项目",
    "设定依据": r"(?:设定|法律|办理|政策|实施|法定|审批|办事|服务|受理|许可|申请|法规|法律法规)依据|依据文件|依据",
    "申请条件": (
        r"(?:申请|受理|办理|申报|准予|审批|许可|办事|服务)条件|(?:服务|办理|申请|申报|办事|受理)对象|申请资格"
        r"|适用(?:范围|对象)|申请人条件|条件"
    ),
    "办理材料": (
        r"(?:办理|申请|申报|提交|所需|应提交|需提交|提供|办事|报送|受理|需提供|需要提交|准备)的?材料"
        r"|材料(?:清单|目录|要求|名称)|申办材料|申请资料|所需资料|提交资料|材料"
    ),
    "办理地点": (
        r"(?:办理|受理|办公|办事|服务|窗口|联系|申请|申报|接件|现场办理)(?:地点|地址|场所|窗口)|窗口(?:位置|信息)"
        r"|办理渠道|地址|地点|何处办理"
    ),
    "办理时间": (
        r"(?:办理|办公|受理|工作|服务|接待|对外|对外办公|上班|窗口)(?:时间|时限)"
        r"|(?:承诺|法定|办结|审批)(?:办结)?(?:时限|期限)|时限"
    ),
    "联系电话": r"(?:联系|咨询|服务|办公|窗口|受理|监督|投诉|咨询服务)(?:电话|方式|途径|渠道)|电话|咨询投诉",
    "办理流程": (
        r"(?:办理|办事|审批|申办|申请|服务|受理|工作|操作|业务)(?:流程|程序|步骤|环节|过程)|流程图?|程序|步骤|怎么办"
    ),
    "办理机构": (
        r"(?:办理|受理|实施|承办|责任|主管|办事|决定|执行|审批|主办|牵头|服务)(?:机构|机关|部门|单位|主体|科室|处室)"
        r"|行使主体|业务主管部门"
    ),
    "收费标准": r"(?:收费|费用)(?:标准|情况|依据|项目|信息|说明|方式)?|是否收费|办理费用|有无收费|收费标准及依据",
}
_GENERAL = frozenset({"依据", "条件", "材料", "地址", "地点", "时限", "电话", "流程", "程序", "步骤"})

_NAMED = "|".join(f"(?P<e{place}>{words})" for place, words in enumerate(WORDS.values()))
_ELEMENTS = tuple(WORDS)
_NUMBER = (
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}\s*[、.)]"
    r"|第[一二三四五六七八九十]{1,2}[章条部]分?|[●◆■★·*])?"
)
_LABEL = re.compile(
    rf"^\s*{_NUMBER}\s*[【\[《]?\s*(?:{_NAMED})(?:及|和|与|、|/)?[\u4e00-\u9fff]{{0,6}}\s*"
    rf"(?:[(][^()]{{0,20}}[)])?\s*(?P<end>[】\]》]\s*:?|:|$)\s*"
)
_CLAUSE = re.compile(r"第\s*[一二三四五六七八九十百零〇\d]{1,8}\s*[条款项章]")
_CITED = re.compile(r"《[^《》]{3,60}》")
_CATCH_ALL = re.compile(
    r"(?:法律法规规定|依法|按规定|有关部门|审批部门|本机关|行政机关|主管部门|认为|需要|要求|应当|应)[^，。;；\n]{0,12}"
    r"其[他它][^，。;；\n]{0,8}(?:材料|资料|文件|证明)"
    r"|其[他它](?:依法|按规定|应当?|需要?|有关|相关|必要|必须)[^，。;；\n]{0,12}(?:材料|资料|文件|证明|证件)"
)
_FORM = re.compile(
    r"《?([\u4e00-\u9fff（）()]{0,24}?(?:申请|申报|登记|审批|备案|报名|审核|呈报|变更|核定)(?:书|表))》?"
)
_OBTAINED = re.compile(
    r"领取|自取|索取|下载|网上填|在线填|系统(?:自动)?(?:生成|打印|填)|平台(?:生成|打印|填)|现场填|窗口填|窗口提供|样表"
    r"|示范文本|空白表|附件|附表|自动生成|电子表单|无需填"
)
_FOOT = re.compile(r"主办(?:单位)?\s*:|版权所有|网站标识码|ICP备|公网安备|上一篇|下一篇|网站地图|站点地图")
_WITHOUT = re.compile(r"^(?:[-—–/]*|暂无|待定|详见附件|见附件)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page tells of a service. ``labelled``: how many elements stand behind labels."""

    values: dict[str, str]
    mentioned: frozenset[str]
    empty: frozenset[str]

    @property
    def labelled(self) -> int:
        return len(self.values)

    @property
    def missing(self) -> tuple[str, ...]:
        """Elements without label that no words of the page speak of, and labels behind which nothing stands."""
        return tuple(
            name for name in _ELEMENTS if name not in self.values and (name in self.empty or name not in self.mentioned)
        )


def read_service(dom: Dom, text: str, title: str | None) -> Told:
    """What a guide tells. ``text``: of the page's main part; where that holds no guide, all between its title and its
    foot is read."""
    told = _told(_main_lines(dom, text), title)
    return told if told.labelled > LABELLED else max(told, _told(_between(dom, title), title), key=_labels)


def _labels(told: Told) -> int:
    return told.labelled


def _told(lines: list[str], title: str | None) -> Told:
    values: dict[str, str] = {}
    empty: set[str] = set()
    for name, value in _values(lines):
        if _WITHOUT.match(value) and value not in {"/", "-"}:
            empty.add(name)
        else:
            values.setdefault(name, value)
    if title and "事项名称" not in values:
        values["事项名称"] = title
        empty.discard("事项名称")
    whole = fold("\n".join(lines))
    mentioned = {
        name for name, words in WORDS.items() if any(match[0] not in _GENERAL for match in re.finditer(words, whole))
    }
    return Told(values=values, mentioned=frozenset(mentioned), empty=frozenset(empty - values.keys()))


def no_clause(told: Told) -> bool:
    """Whether the basis names a document and none of its articles."""
    basis = told.values.get("设定依据", "")
    return _CITED.search(basis) is not None and _CLAUSE.search(basis) is None


def catch_all(told: Told) -> str | None:
    """The words by which a list of materials stays open, as printed."""
    match = _CATCH_ALL.search(told.values.get("办理材料", ""))
    return match[0] if match is not None else None


def forms_without_way(told: Told, *, offered: bool) -> tuple[str, ...]:
    """Forms that the materials demand, where the page offers none and does not say how to get them."""
    materials = told.values.get("办理材料", "")
    if offered or any(_OBTAINED.search(value) for value in told.values.values()):
        return ()
    return tuple(dict.fromkeys(match[1] for match in _FORM.finditer(materials)))


def _main_lines(dom: Dom, text: str) -> list[str]:
    """The lines of the page's main part: from where its text begins to where it ends."""
    lines = dom.lined.split("\n")[:MAX_LINES]
    whole = re.sub(r"\s+", "", text)
    kept = [line for line in lines if re.sub(r"\s+", "", line)[:80] in whole] if whole else lines
    return kept or lines


def _between(dom: Dom, title: str | None) -> list[str]:
    """The lines of the page from behind its title to its foot."""
    lines = dom.lined.split("\n")[:MAX_LINES]
    start = next((place + 1 for place, line in enumerate(lines) if title and title in line and place), 0)
    end = next((place for place in range(start, len(lines)) if _FOOT.search(fold(lines[place]))), len(lines))
    return lines[start:end]


def _values(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Elements with what stands behind their labels, in the order of the page."""
    name: str | None = None
    held: list[str] = []
    for line in lines:
        folded = fold(line)
        match = _LABEL.match(folded)
        if match is not None and not match["end"] and match.end() > MAX_LABEL:
            match = None
        if match is None:
            held.append(line)
            continue
        if name is not None:
            yield name, "\n".join(held)[:MAX_VALUE].strip()
        name = next(_ELEMENTS[place] for place in range(len(_ELEMENTS)) if match[f"e{place}"] is not None)
        held = [line[match.end() :]] if line[match.end() :].strip() else []
    if name is not None:
        yield name, "\n".join(held)[:MAX_VALUE].strip()
