"""Pair ten thousand documents with ten thousand interpretations: at most 20 s and 1 GB.

python benchmarks/pair.py [--size 10000] [--titles]
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import date, timedelta

from crawler.policies.documents import Item
from crawler.policies.pairing import pair

BODIES = ("人力资源和社会保障局", "教育委员会", "生态环境局", "住房和城乡建设管理委员会")
THINGS = ("灵活就业人员", "养老机构", "托育机构", "高新技术企业", "建筑垃圾", "小餐饮", "非机动车")
ACTS = ("补贴", "登记", "备案", "认定", "收费", "安全", "信用", "招生", "监测", "验收", "奖励")
PAPERS = ("管理办法", "实施细则", "若干措施", "实施方案", "行动计划", "管理规定", "实施意见", "工作指引")
PLACES = ("东河", "西岭", "南湾", "北坡", "江口", "湖滨", "金沙", "白石", "青山", "红旗", "云龙")
FORMS = ("《{}》政策解读", "关于《{}》的解读", "一图读懂{}", "{}政策问答", "【图解】{}", "{}有哪些变化？")
PROSE = "为进一步规范管理、保障群众合法权益，结合本市实际，制定本文件。申请人应当如实提交材料，主管部门应当作出决定。"


def lists(size: int, *, titles: bool) -> tuple[list[Item], list[Item]]:
    """Made-up lists of ``size`` documents and as many interpretations; the truth is that ids agree."""
    dice = random.Random(1)
    policies, interpretations = [], []
    for number in range(size):
        name = (
            f"{dice.choice(PLACES)}区{dice.choice(THINGS)}{dice.choice(ACTS)}{dice.choice(ACTS)}{dice.choice(PAPERS)}"
        )
        day = date(2026, 1, 1) + timedelta(days=number % 300)
        body = "".join(dice.choices((*THINGS, *ACTS, PROSE[:20], PROSE[20:50], PROSE[50:]), k=60))
        policies.append(
            Item(
                id=str(number),
                title=f"{dice.choice(BODIES)}关于印发《{name}》的通知",
                number=f"东{dice.choice(ACTS)}规〔2026〕{number + 1}号",
                day=day,
                text="" if titles else body,
            )
        )
        interpretations.append(
            Item(
                id=str(number),
                title=dice.choice(FORMS).format(name),
                day=day,
                text="" if titles else f"现就《{name}》解读如下。{body[100:]}",
            )
        )
    return policies, interpretations


def main() -> None:
    """Run once and print seconds, memory and how many pairs are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--titles", action="store_true", help="titles alone, without texts")
    asked = parser.parse_args()
    policies, interpretations = lists(asked.size, titles=asked.titles)
    started = time.perf_counter()
    found = pair(policies, interpretations)
    elapsed_s = time.perf_counter() - started
    right = len({match.interpretation for match in found if match.policy == match.interpretation})
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{asked.size} x {asked.size}: {elapsed_s:.1f} s, {peak_mb:.0f} MB, {right / asked.size:.1%} of pairs found")


if __name__ == "__main__":
    main()
