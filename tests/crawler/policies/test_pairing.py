"""Which interpretation belongs to which document."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.policies.documents import Item
from crawler.policies.pairing import pair
from crawler.policies.weighing import PAIR, UNSURE
from reports.cli.pairing import pair as command
from tests.crawler.policies.measuring import PLAIN, measure, page


def found(policies: list[str | Item], interpretation: str | Item) -> dict[str, float]:
    """Confidence by the number of the document in the list."""
    items = [one if isinstance(one, Item) else Item(id=str(at), title=one) for at, one in enumerate(policies)]
    asked = interpretation if isinstance(interpretation, Item) else Item(id="i", title=interpretation)
    return {match.policy: match.confidence for match in pair(items, [asked])}


def test_the_half_that_was_not_tuned_on_meets_the_bar() -> None:
    measured = measure("reported")
    assert measured.precision >= 0.97
    assert measured.recall >= 0.93
    assert measured.kinds >= 0.95


def test_titles_alone_already_do_well() -> None:
    measured = measure("reported", titles_alone=True)
    assert measured.precision >= 0.97
    assert measured.recall >= 0.90


def test_the_gold_lists_are_as_large_as_promised() -> None:
    halves = [measure("tuned"), measure("reported")]
    assert sum(half.documents for half in halves) >= 150
    assert sum(half.items for half in halves) >= 200


def test_the_documented_figures_are_fresh() -> None:
    assert (Path(__file__).parents[3] / "docs" / "pairing.md").read_text(encoding="utf-8") == page()


def test_five_year_plans_are_told_apart() -> None:
    plans = ["东河市养老服务发展“十四五”规划", "东河市养老服务发展“十五五”规划"]
    assert list(found(plans, "《东河市养老服务发展“十五五”规划》解读")) == ["1"]
    assert found(plans[:1], "《东河市养老服务发展“十五五”规划》解读").get("0", 0) < UNSURE


def test_years_are_told_apart() -> None:
    years = ["2025年东河市政务公开工作要点", "2026年东河市政务公开工作要点"]
    assert list(found(years, "《2026年东河市政务公开工作要点》解读")) == ["1"]
    assert found(years[:1], "2026年政务公开工作要点图解").get("0", 0) < PAIR


def test_an_amendment_and_what_it_amends_are_told_apart() -> None:
    both = ["关于印发《东河市停车管理办法》的通知", "关于修改《东河市停车管理办法》的决定"]
    assert list(found(both, "《东河市停车管理办法》政策解读")) == ["0"]
    assert list(found(both, "《关于修改〈东河市停车管理办法〉的决定》解读")) == ["1"]


def test_an_extension_belongs_to_the_notice_that_extends() -> None:
    both = ["东河市人才公寓管理办法", "关于延长《东河市人才公寓管理办法》有效期的通知"]
    assert list(found(both, "关于延长《东河市人才公寓管理办法》有效期的解读")) == ["1"]


def test_one_interpretation_may_belong_to_several_documents() -> None:
    both = ["东河市养犬管理办法", "东河市停车管理办法", "东河市供热管理办法"]
    sure = {
        policy
        for policy, confidence in found(both, "《东河市养犬管理办法》《东河市停车管理办法》解读").items()
        if confidence >= PAIR
    }
    assert sure == {"0", "1"}


def test_several_interpretations_may_belong_to_one_document() -> None:
    document = [Item(id="d", title="东河市养犬管理办法")]
    titles = ["《东河市养犬管理办法》解读", "一图读懂养犬管理办法", "养犬管理办法问答（二）：遛狗不牵绳怎么罚"]
    matches = pair(document, [Item(id=str(at), title=title) for at, title in enumerate(titles)])
    assert {match.interpretation for match in matches if match.confidence >= PAIR} == {"0", "1", "2"}


def test_one_title_of_two_years_goes_to_the_nearer_one() -> None:
    rows: list[str | Item] = [
        Item(id="old", title="关于调整最低工资标准的通知", day=date(2025, 6, 20)),
        Item(id="new", title="关于调整最低工资标准的通知", day=date(2026, 6, 20)),
    ]
    asked = Item(id="i", title="《关于调整最低工资标准的通知》解读", day=date(2026, 6, 21))
    assert list(found(rows, asked)) == ["new"]


def test_one_title_twice_with_nothing_to_tell_them_apart_is_left_to_a_person() -> None:
    confidences = found(
        ["关于调整最低工资标准的通知", "关于调整最低工资标准的通知"], "《关于调整最低工资标准的通知》解读"
    )
    assert set(confidences) == {"0", "1"}
    assert all(UNSURE <= confidence < PAIR for confidence in confidences.values())


def test_another_places_document_is_no_pair() -> None:
    assert not found(["南湾区海绵城市建设管理办法"], "《东河区海绵城市建设管理办法》解读")
    assert not found(["明州市住房公积金提取管理办法"], "《滨海市住房公积金提取管理办法》解读")


def test_a_number_beats_a_title() -> None:
    rows: list[str | Item] = [
        Item(id="a", title="征地补偿保护标准", number="粤国土资发〔2006〕149号"),
        Item(id="b", title="征地补偿保护标准", number="粤国土资利用发〔2011〕21号"),
    ]
    assert list(found(rows, "《征地补偿保护标准》（粤国土资利用发[2011]21号）解读")) == ["b"]


def test_a_document_named_as_a_basis_in_the_text_is_not_what_is_interpreted() -> None:
    rows = ["东河市停车管理办法", "东河市道路交通条例"]
    text = "根据《东河市道路交通条例》，市交通局制定了《东河市停车管理办法》，现解读如下。"
    assert list(found(list(rows), Item(id="i", title="停车难怎么解决？", text=text))) == ["0"]


def test_a_text_in_other_words_is_found_by_its_document() -> None:
    rows: list[str | Item] = [
        Item(
            id="bikes",
            title="东河市电动自行车管理规定",
            text="驾驶电动自行车应当佩戴安全头盔，搭载十二周岁以下未成年人应当使用安全座椅。禁止在楼道、疏散通道停放或者充电。",
        ),
        Item(
            id="heat",
            title="东河市供热管理办法",
            text="供热期为每年十一月一日至次年四月一日，室内温度不得低于十八摄氏度。",
        ),
    ]
    text = "上路要戴安全头盔，搭载十二周岁以下孩子要用安全座椅，楼道、疏散通道不能停放和充电。"
    [(document, confidence)] = found(rows, Item(id="i", title="骑车带娃有哪些新说法？", text=text)).items()
    assert document == "bikes"
    assert confidence >= PAIR
    assert not found(
        rows, Item(id="i", title="新生儿落户怎么办？", text="出生医学证明、户口登记、社保卡可以一次办好，不用多头跑。")
    )


def test_a_link_is_a_signal() -> None:
    policies = [Item(id="p", title="关于有关事项的通知", url="https://www.example.gov.cn/a/1.html")]
    asked = Item(id="i", title="新政来了，速看", text="原文链接：https://www.example.gov.cn/a/1.html")
    [match] = pair(policies, [asked])
    assert match.confidence >= PAIR
    assert "link" in match.signals


@pytest.mark.parametrize("name", PLAIN)
def test_plain_titles_far_from_the_documents_find_it(name: str) -> None:
    measured = measure(name, titles_alone=True)
    assert measured.precision >= 0.97
    assert measured.recall >= 0.85


@pytest.mark.parametrize(
    ("title", "document"),
    [
        ("残保金怎么缴？", "东河市残疾人就业保障金征收使用管理办法"),
        ("老楼装电梯，几户同意才行？", "东河市既有住宅加装电梯管理办法"),
        ("生娃有补贴！怎么申领？", "东河市育儿补贴制度实施方案"),
        ("“双通道”药品怎么买？", "关于完善“双通道”药品管理机制的通知"),
        ("《细则》十问十答：垃圾分类不规范会被罚吗？", "东河市生活垃圾分类管理条例实施细则"),
        ("三部规章改了什么？修改决定解读", "东河市人民政府关于修改《东河市养犬管理办法》等三部规章的决定"),
    ],
)
def test_what_people_call_a_thing_is_what_the_document_calls_it(title: str, document: str) -> None:
    others = ["东河市地名管理办法", "东河市公共数据授权运营管理办法", document]
    confidences = found(list(others), title)
    assert list(confidences) == ["2"]
    assert confidences["2"] >= PAIR


def test_two_documents_spoken_of_in_one_breath_are_both_paired() -> None:
    rows = ["东河市特困人员救助供养实施办法", "东河市临时救助办法", "东河市法律援助办法"]
    sure = {place for place, one in found(list(rows), "特困供养、临时救助两个办法一起看").items() if one >= PAIR}
    assert sure == {"0", "1"}


def test_what_only_the_people_concerned_share_is_no_pair() -> None:
    assert found(["东河市“十五五”教育事业发展规划"], "“十五五”水务发展规划图解").get("0", 0) < PAIR
    assert found(["关于规范中小学生竞赛活动管理的通知"], "中小学午休课桌椅怎么配？").get("0", 0) < PAIR


def test_a_national_law_of_the_same_subject_is_another_document() -> None:
    assert found(["东河市学前教育发展实施方案"], "学前教育法八大亮点图解").get("0", 0) < PAIR


def test_editions_are_told_apart() -> None:
    both = ["东河市优化营商环境行动方案（7.0版）", "东河市优化营商环境行动方案（8.0版）"]
    assert max(found(list(both), "营商环境8.0版方案图解").items(), key=lambda one: one[1])[0] == "1"


@pytest.mark.parametrize(
    "title",
    [
        "市政府召开常务会议 审议通过《东河市停车管理办法》",
        "市交通局举办《东河市停车管理办法》政策解读培训会",
        "关于报送《东河市停车管理办法》解读材料的通知",
        "关于东河停车楼工程可行性研究报告的批复",
        "关于张三等同志任免职的通知",
    ],
)
def test_what_only_stands_in_the_column_is_paired_with_nothing(title: str) -> None:
    assert not found(["东河市停车管理办法"], title)


def test_real_title_variants(testdata: Path) -> None:
    with (testdata / "policies" / "title_variants_gold.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        interpretation = row["b"] if "解读" in row["b"] else f"《{row['b']}》解读"
        confidence = found([row["a"]], interpretation).get("0", 0)
        if row["relation"] == "pair" or row["relation"] == "same":
            assert confidence >= PAIR, row


def test_different_documents_of_almost_one_title_take_their_own_interpretation(testdata: Path) -> None:
    with (testdata / "policies" / "title_variants_gold.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["relation"] == "different"]
    assert rows
    for row in rows:
        for side, other in (("a", "b"), ("b", "a")):
            confidences = found([row[side], row[other]], f"{row[side]}解读")
            assert confidences.get("1", 0) < max(confidences.get("0", 0), PAIR), row


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.text(min_size=1, max_size=60), st.text(max_size=80))
def test_any_text_is_paired_without_a_crash(policies: list[str], title: str, text: str) -> None:
    items = [Item(id=str(at), title=one or "x") for at, one in enumerate(policies)]
    for match in pair(items, [Item(id="i", title=title, text=text)]):
        assert UNSURE <= match.confidence <= 1


def test_the_command_writes_a_row_for_every_interpretation(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("\ufeffid,title,note\na,东河市停车管理办法,x\n", encoding="utf-8")
    (tmp_path / "i.csv").write_text(
        "id,title,date\n1,《东河市停车管理办法》解读,2026年3月1日\n2,领导介绍,无\n", encoding="utf-8"
    )
    out = tmp_path / "out.csv"
    said = CliRunner().invoke(
        command,
        ["--policies", str(tmp_path / "p.csv"), "--interpretations", str(tmp_path / "i.csv"), "--out", str(out)],
    )
    assert said.exit_code == 0
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["interpretation"], row["policy"], row["kind"]) for row in rows] == [
        ("1", "a", "interpretation"),
        ("2", "", "other"),
    ]
    assert rows[1]["confidence"] == "0"
    assert "title" in rows[0]["signals"].split(";")
    assert "第 3 行，列 date" in said.output
