"""The printed form of an annual report on information disclosure: its numbers, and the tables that show them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = (*APPLICANTS, "总计")
RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
)
OTHER_2021 = (
    "（六）其他处理",
    (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ),
)
OTHER_2019: tuple[str, tuple[str, ...]] = ("（六）其他处理", ())
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")

Labels = tuple[str, ...]
Draw = Callable[[str], str]


def results(form: str) -> list[Labels]:
    """The rows of part three of table three, each with the labels on its left, without the total."""
    rows: list[Labels] = []
    for head, kinds in (*RESULTS, OTHER_2021 if form == "2021" else OTHER_2019):
        rows += [(head, kind) for kind in kinds] if kinds else [(head,)]
    return rows


@dataclass(slots=True, kw_only=True)
class Form:
    """A filled form. ``handled``: numbers of each result row by applicant; ``received``, ``carried_in``,
    ``carried_out``: by applicant; ``cases``: outcomes of the three groups; ``rules``: made, ended, valid of 规章 and
    行政规范性文件; ``changed``: cells of table three or four that do not say what they should, by row and column."""

    form: str = "2021"
    handled: list[list[int]]
    received: list[int]
    carried_in: list[int]
    carried_out: list[int]
    cases: list[list[int]]
    rules: list[list[int]]
    decisions: list[int] = field(default_factory=lambda: [41, 12, 3])
    changed: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def three(self) -> list[tuple[Labels, list[int]]]:
        """All rows of table three with their seven numbers."""
        result = "三、本年度办理结果"
        rows: list[tuple[Labels, list[int]]] = [
            (("一、本年新收政府信息公开申请数量",), self.received),
            (("二、上年结转政府信息公开申请数量",), self.carried_in),
            *(((result, *labels), row) for labels, row in zip(results(self.form), self.handled, strict=True)),
            ((result, "（七）总计"), [sum(column) for column in zip(*self.handled, strict=True)]),
            (("四、结转下年度继续办理",), self.carried_out),
        ]
        full = [(labels, [*row, sum(row)]) for labels, row in rows]
        for (name, row, column), value in self.changed.items():
            if name == "three":
                full[row][1][column] = value
        return full

    def four(self) -> list[list[int]]:
        """The three groups of table four with their five numbers."""
        full = [[*group, sum(group)] for group in self.cases]
        for (name, row, column), value in self.changed.items():
            if name == "four":
                full[row][column] = value
        return full


def filled(seed: str, *, form: str = "2021", scale: int = 9, carried_in: Sequence[int] | None = None) -> Form:
    """A form whose numbers balance, the same for the same seed."""
    pick = random.Random(seed)  # noqa: S311 - reproducible numbers, not a secret
    handled = [[pick.choice((0, 0, pick.randint(0, scale))) for _ in APPLICANTS] for _ in results(form)]
    before = list(carried_in) if carried_in is not None else [pick.randint(0, 2) for _ in APPLICANTS]
    done = [sum(column) for column in zip(*handled, strict=True)]
    after = [max(pick.randint(0, 2), before[place] - done[place]) for place in range(len(APPLICANTS))]
    received = [done[place] + after[place] - before[place] for place in range(len(APPLICANTS))]
    cases = [[pick.randint(0, 4) for _ in OUTCOMES] for _ in range(3)]
    return Form(
        form=form,
        handled=handled,
        received=received,
        carried_in=before,
        carried_out=after,
        cases=cases,
        rules=[[0, 0, 2], [4, 1, 30]],
    )


# ---------------------------------------------------------------- drawing


def write(value: int, style: str) -> str:
    """A number as this style's editors type it."""
    if value == 0:
        blank = {"word": "&nbsp;", "plain": "0", "stroke": "/", "dash": "—", "wide": "０"}
        return blank.get(style, "0")
    if style == "wide":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return f"{value:,}" if style == "dash" else str(value)


def table_three(form: Form, style: str = "plain") -> str:
    """Table three in one of the styles: plain, word (empty rows, paragraphs in cells), stroke, dash, wide, split."""
    head = (
        '<tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>'
        '<td colspan="7">申请人情况</td></tr><tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td>'
        '<td rowspan="2">总计</td></tr><tr>'
        + "".join(f"<td>{name[:2]}<br>{name[2:]}</td>" for name in APPLICANTS[1:])
        + "</tr>"
    )
    rows = form.three()
    body: list[str] = []
    for index, (labels, numbers) in enumerate(rows):
        cells = "".join(_cell(write(number, style), style) for number in numbers)
        body.append(f"<tr>{_labels(rows, index, labels, style)}{cells}</tr>")
        if style == "word" and index in {1, 9}:
            body.append("<tr>" + '<td><p class="MsoNormal"><o:p>&nbsp;</o:p></p></td>' * 10 + "</tr>")
    if style == "word":
        return f'<table class="MsoNormalTable" border="1">{head}{"".join(body)}</table>'
    if style == "nested":
        return f"<table><tr><td><table>{head}{''.join(body)}</table></td></tr></table>"
    return f'<table border="1"><tbody>{head}{"".join(body)}</tbody></table>'


def _labels(rows: Sequence[tuple[Labels, list[int]]], index: int, labels: Labels, style: str) -> str:
    """The labels of a row; a head that several rows share is written once, in its first row."""
    if style == "word":
        spread = [*labels[:-1], *[labels[-1]] * (4 - len(labels))]
        return "".join(_cell(label, style) for label in spread[:3])
    before = rows[index - 1][0] if index else ()
    cells = ""
    for depth, label in enumerate(labels):
        if depth < len(labels) - 1:
            if before[: depth + 1] == labels[: depth + 1]:
                continue
            high = sum(1 for other, _ in rows if other[: depth + 1] == labels[: depth + 1] and len(other) > depth + 1)
            cells += f'<td rowspan="{high}">{label}</td>'
        else:
            wide = 3 - depth
            cells += f'<td colspan="{wide}">{label}</td>' if wide > 1 else f"<td>{label}</td>"
    return cells


def _cell(text: str, style: str) -> str:
    return f'<td><p class="MsoNormal"><span>{text}</span></p></td>' if style == "word" else f"<td>{text}</td>"


def table_four(form: Form, style: str = "plain") -> str:
    """Table four, upright or (style ``turned``) with a row for each group."""
    names = (*OUTCOMES, "总计")
    groups = form.four()
    if style == "turned":
        lines = [
            f"<tr><td>{name}</td>{''.join(f'<td>{write(n, style)}</td>' for n in numbers)}</tr>"
            for name, numbers in zip(
                ("行政复议", "行政诉讼：未经复议直接起诉", "行政诉讼：复议后起诉"), groups, strict=True
            )
        ]
        return f"<table><tr><th>类别</th>{''.join(f'<th>{name}</th>' for name in names)}</tr>{''.join(lines)}</table>"
    head = "".join(f"<td>{name[:2]}<br/>{name[2:]}</td>" for name in names)
    numbers = "".join(_cell(write(n, style), style) for group in groups for n in group)
    return (
        '<table border="1"><tr><td colspan="5" rowspan="2">行政复议</td><td colspan="10">行政诉讼</td></tr>'
        '<tr><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>'
        f"<tr>{head * 3}</tr><tr>{numbers}</tr></table>"
    )


def table_two(form: Form, style: str = "plain") -> str:
    """Table two in the form's own columns."""
    new, decided = form.form == "2021", form.decisions
    columns = (
        ("本年制发件数", "本年废止件数", "现行有效件数")
        if new
        else ("本年新制作数量", "本年新公开数量", "对外公开总数量")
    )
    lines = [
        "<tr><td colspan=4>第二十条第（一）项</td></tr>",
        f"<tr><td>信息内容</td>{''.join(f'<td>{name}</td>' for name in columns)}</tr>",
        *(
            f"<tr><td>{name}</td>{''.join(f'<td>{write(n, style)}</td>' for n in numbers)}</tr>"
            for name, numbers in zip(("规章", "行政规范性文件"), form.rules, strict=True)
        ),
        "<tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>",
        f"<tr><td>行政许可</td><td colspan=3>{decided[0]}</td></tr>",
        "<tr><td colspan=4>第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>",
        f"<tr><td>行政处罚</td><td colspan=3>{decided[1]}</td></tr>",
        f"<tr><td>行政强制</td><td colspan=3>{decided[2]}</td></tr>",
        "<tr><td colspan=4>第二十条第（八）项</td></tr>",
        "<tr><td>信息内容</td><td colspan=3>本年收费金额（单位：万元）</td></tr>",
        "<tr><td>行政事业性收费</td><td colspan=3>0</td></tr>",
    ]
    return f"<table>{''.join(lines)}</table>"


def parts(
    form: Form, prose: Mapping[int, Sequence[str]], *, style: str = "plain", leave_out: Sequence[int] = ()
) -> str:
    """The whole report as HTML. ``prose``: paragraphs by part, 1 to 6; ``leave_out``: parts that are missing."""
    heads = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况"
        if form.form == "2021"
        else "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
    tables = {2: table_two, 3: table_three, 4: table_four}
    written = []
    for number, (head, mark) in enumerate(zip(heads, "一二三四五六", strict=True), 1):
        if number in leave_out:
            continue
        written.append(f"<p><strong>{mark}、{head}</strong></p>")
        written += [f"<p>{line}</p>" for line in prose.get(number, ())]
        if number in tables:
            written.append(tables[number](form, style))
    return "\n".join(written)
