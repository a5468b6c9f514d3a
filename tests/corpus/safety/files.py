"""Files and whole pages, half of them near misses: what they hold, and what the checks say about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.attachments.facts import facts_of
from crawler.readers.page import read_page
from crawler.readers.promises import keeps_promise
from crawler.readers.sheets import hiding_rules
from storage.records import BrokenPromise, HidingRules
from tests.checks.facts import HOME, facts, page, url
from tests.corpus.safety import making
from tests.corpus.safety.snippets import TODAY, URL, Case, judged, known
from tests.crawler.persons import bank_card, id_number

_ID = id_number(serial="071")
_OTHER = id_number("330106", "19780512", "118")
_CARD = bank_card()
_HEAD = ("姓名", "身份证号", "金额")
_LISTED = (_HEAD, ("王明", _ID, "500"), ("李芳", _OTHER, "800"))
_MASKED = (_HEAD, ("王明", "310105********0717", "500"))
_CODES = (("企业名称", "统一社会信用代码"), ("某公司", "91350100M000100Y43"))
_PHONES = tuple((f"户主{n}", f"1381234{n:04}") for n in range(6))
_ID_REASON = "exposed_personal_data id_number"


def _files() -> Iterator[tuple[str, str, bytes]]:
    """Name, what is to be found, bytes."""
    yield "list.xlsx", _ID_REASON, making.xlsx(_LISTED)
    yield "hidden-sheet.xlsx", _ID_REASON, making.xlsx((("姓名", "金额"), ("王明", "500")), hidden=_LISTED)
    yield "hidden-column.xlsx", _ID_REASON, making.xlsx(_LISTED, hidden_column="B")
    yield "hidden-row.xlsx", _ID_REASON, making.xlsx(_LISTED, hidden_row=2)
    yield "comment.xlsx", _ID_REASON, making.xlsx((("姓名",), ("王明",)), comment=f"身份证 {_ID}")
    yield "cards.xlsx", "exposed_personal_data bank_card", making.xlsx((("姓名", "银行卡号"), ("王明", _CARD)))
    yield "phones.xlsx", "exposed_personal_data phone", making.xlsx((("户主姓名", "手机"), *_PHONES))
    yield "table.docx", _ID_REASON, making.word(["关于公示的通知"], table=_LISTED)
    yield "text.docx", _ID_REASON, making.word([f"当事人王明，身份证号码{_ID}。"])
    yield "header.docx", _ID_REASON, making.word(["正文"], header=f"身份证 {_ID}")
    for part in ("comments", "footnotes", "textbox", "deleted"):
        yield f"{part}.docx", _ID_REASON, making.word_part(part, f"身份证号{_ID}")
    yield "list.pdf", _ID_REASON, making.pdf(["Name list", f"sfzh {_ID}"])
    yield "list.xls", _ID_REASON, making.xls(_LISTED)
    yield "hidden.xls", _ID_REASON, making.xls((("姓名",),), hidden=_LISTED)
    yield "list.csv", _ID_REASON, "\n".join(",".join(row) for row in _LISTED).encode("gb18030")
    yield "list.rtf", _ID_REASON, making.rtf(f"姓名 王明 身份证号 {_ID}")
    yield "list.pptx", _ID_REASON, making.slides(f"王明 身份证号{_ID}")
    yield "list.ofd", _ID_REASON, making.ofd(f"王明 身份证号{_ID}")
    yield "list.zip", _ID_REASON, making.packed({"名单.xlsx": making.xlsx(_LISTED)})
    yield (
        "html.doc",
        _ID_REASON,
        (f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p>身份证号{_ID}</p></body></html>').encode(),
    )
    yield "secret.docx", "restricted_material marked", making.word(["机密★1年", "关于有关事项的通知", f"王明 {_ID}"])
    yield "internal.docx", "restricted_material marked", making.word(["内部资料　注意保存", "情况通报"])
    yield "closed.docx", "restricted_material marked", making.word(["关于经费的请示", "（此件不予公开）"])
    yield "masked.xlsx", "", making.xlsx(_MASKED)
    yield "codes.xlsx", "", making.xlsx(_CODES)
    yield "rivers.xlsx", "", making.xlsx((("河长姓名", "联系电话"), *_PHONES))
    yield "lawyers.xlsx", "", making.xlsx((("律师姓名", "电话"), *_PHONES))
    yield "tenders.docx", "", making.word(["招标公告", *(f"招标联系人{n} 1391234{n:04}" for n in range(6))])
    yield "form.docx", "", making.word(["申请表"], table=(("姓名", "身份证号", "金额"), ("", "", "")))
    yield "sample.docx", "", making.word(["填表说明", "身份证号填写示例：11010519491231002X"])
    yield "training.docx", "", making.word(["保密知识培训", "什么是密级标志？机密★1年表示密级为机密。"])
    yield (
        "numbers.xlsx",
        "",
        making.xlsx((("项目编号", "预算"), ("310115202402020123", "1200000"), ("GF-2026-0001", "88"))),
    )
    yield "prices.csv", "", "商品,条码,价格\n大米,6901234567892,38.5\n".encode("gb18030")
    yield "lottery.txt", "", "福利彩票投注站名单\n第一站 东城路1号\n".encode()
    yield "plan.pdf", "", making.pdf(["Budget 2026", "Total 310105194.91"])
    yield "plain.xls", "", making.xls((("单位", "数量"), ("某局", "12")))
    yield "opened.docx", "", making.word(["公开属性：主动公开", "各有关单位："])
    yield "pictures.zip", "", making.packed({"1.jpg": b"\xff\xd8\xff", "2.png": b"\x89PNG"})
    yield "scan.pdf", "not_run", making.pdf([], picture=True)
    yield "bomb.zip", "not_run", making.bomb()
    yield "laughs.docx", "not_run", making.billion_laughs()
    yield "million.xlsx", "not_run", making.million_cells()
    yield "hostile.pdf", "not_run", making.hostile_pdf()


_FAR = "<a href='http://www.qqz.top/'>好看</a>"
_UNSEEN = "hidden_links invisible"
_SHEETS = (
    ("outside", _UNSEEN, ".zq{position:absolute;left:-9999px}", "<div class=zq>%s</div>"),
    ("shrunk", _UNSEEN, "#k9 p{height:1px;overflow:hidden}", "<div id=k9><p>%s</p></div>"),
    ("not displayed", _UNSEEN, ".c1 > .c2{display:none}", "<div class=c1><div class=c2>%s</div></div>"),
    ("transparent", _UNSEEN, "p.vv{opacity:0}", "<p class=vv>%s</p>"),
    ("of one colour", _UNSEEN, ".ww{color:#fff;background-color:#ffffff}", "<p class=ww>%s</p>"),
    ("a menu", "", ".sub-menu{display:none}", "<ul class=sub-menu>%s</ul>"),
    ("tabs", "", ".tab-con{display:none}", "<div class=tab-con>%s</div>"),
    ("for print", "", "@media print{.foot{display:none}}", "<div class=foot>%s</div>"),
    ("for small screens", "", "@media (max-width:600px){.pc{display:none}}", "<div class=pc>%s</div>"),
    ("read aloud", "", ".sr-only{position:absolute;clip:rect(0,0,0,0)}", "<span class=sr-only>%s</span>"),
    ("shown again", "", ".box{display:none} .box{display:block}", "<div class=box>%s</div>"),
    ("while the mouse is over it", "", ".hot:hover{opacity:0}", "<div class=hot>%s</div>"),
    ("another place", "", ".elsewhere{display:none}", "<div class=here>%s</div>"),
    ("half transparent", "", ".dim{opacity:.5}", "<div class=dim>%s</div>"),
)
_TEXT = "为进一步规范有关工作，现就有关事项通知如下，请结合实际认真贯彻执行，有关情况及时报告。" * 6
_PROMISES = (
    ("《某区城市更新管理办法》", "区领导走访慰问老党员", _TEXT, "wrong_links misleading_text"),
    ("关于印发《某市养老服务条例实施细则》的通知", "某市举行健步走活动", _TEXT, "wrong_links misleading_text"),
    ("某府发〔2026〕12号", "某镇开展人居环境整治", _TEXT, "wrong_links misleading_text"),
    ("附件1：残疾人就业补贴花名册.xlsx", "", "food safety inspection results " * 20, "wrong_links misleading_text"),
    ("关于印发《某市养老服务条例实施细则》的通知", "某市人民政府关于印发养老服务条例实施细则的通知", _TEXT, ""),
    ("《某区城市更新管理办法》", "政策全文", f"某区城市更新管理办法 {_TEXT}", ""),
    ("某府发〔2026〕12号", "关于做好有关工作的通知", f"某府发﹝2026﹞12号 {_TEXT}", ""),
    ("《办法》", "某市举行健步走活动", _TEXT, ""),
    ("《某区城市更新管理办法》解读", "解读", f"一、《某区城市更新管理办法》出台背景 {_TEXT}", ""),
    ("附件1：项目申报表.doc", "", f"2026年度项目申报书 {_TEXT}", ""),
)


def cases() -> Iterator[Case]:
    """Every file and page, judged."""
    for name, expected, body in _files():
        records = facts_of(body, url=url(f"files/{name}"), page=HOME, name="", today=TODAY)
        yield Case(f"file {name}", expected, tuple(judged(tuple(records))))
    for name, expected, css, body in _SHEETS:
        found = tuple(judged((*_read(body % _FAR), HidingRules(sheet=url("a.css"), rules=hiding_rules(css)))))
        yield Case(f"sheet {name}", expected, found)
    for number, (link, title, text, expected) in enumerate(_PROMISES):
        yield Case(f"promise {number} {link}", expected, tuple(_promised(link, title, text)))


def _read(body: str) -> tuple[Any, ...]:
    text = (
        "<!doctype html><html><head><meta charset=utf-8><title>工作动态</title><link rel=stylesheet href=/a.css></head>"
        f"<body><h1>工作动态</h1><div class=article-content>{body}<p>{_TEXT}</p></div></body></html>"
    )
    return read_page(text, url=URL, encoding="utf-8", as_of=TODAY, known=known()).records


def _promised(link: str, title: str, text: str) -> Iterator[Any]:
    from checks.core import run
    from checks.rules.wrong_links import wrong_links

    if keeps_promise(link, text, title) is False:
        broken = BrokenPromise(page=HOME, target=url("a.html"), text=link, title=title, certain=bool(title))
        yield from run(wrong_links, facts(page(), broken)).findings
