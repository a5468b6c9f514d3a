"""Writing articles: plain sentences put together from the vocabulary, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

Words = Mapping[str, Any]

GUIDE_ELEMENTS = (
    ("事项名称", "{service}"),
    ("设定依据", "《{rule}》第三条第一款"),
    ("申请条件", "在本市行政区域内依法登记或者居住，符合相关技术要求的单位和个人"),
    ("办理材料", "申请表（原件1份，纸质，窗口领取）、身份证明（复印件1份，核对原件）、场所证明（复印件1份）"),
    ("办理地点", "{address}一楼服务大厅3号窗口"),
    ("办理时间", "工作日上午8:30至12:00,下午1:30至5:00"),
    ("联系电话", "{phone}"),
    ("办理流程", "申请、受理、审查、决定、送达"),
    ("办理机构", "{office}"),
    ("收费标准", "不收费"),
)
"""What a service guide tells, item by item."""


class Writer:
    """The author of one site's texts. Titles are unique within the writer."""

    def __init__(self, words: Words, *, seed: str, topic: str, body: str, office: str, **fixed: str) -> None:
        self.words = words
        self.random = random.Random(seed)  # noqa: S311 - reproducible prose, not a secret
        self.topic = words["topics"][topic]
        self.fixed = {"body": body, "issuer": office, "office": office, **fixed}
        self.titles: set[str] = set()

    def facts(self, on: date, *, dated: bool = True) -> dict[str, str]:
        """Choose what an article of this day is about; one choice serves its title and its text."""
        pick = self.random.choice
        return self.fixed | {
            "work": pick(self.topic["works"]),
            "rule": pick(self.topic["rules"]),
            "service": pick(self.topic["services"]),
            "place": pick(self.words["places"]),
            "name": pick(self.words["names"]),
            "n": str(self.random.randint(2, 18)),
            "m": str(self.random.randint(61, 900)),
            "p": str(self.random.randint(61, 98)),
            "year": str(on.year),
            "day": f"{on.month}月{on.day}日" if dated else "日前",
        }

    def title(self, kind: str, facts: dict[str, str]) -> str:
        """A title not used before; ``facts`` change where the first choice is taken."""
        for _ in range(40):
            title = str(self.random.choice(self.words[kind]["titles"])).format(**facts)
            if title not in self.titles:
                break
            facts["place"] = self.random.choice(self.words["places"])
            facts["work"] = self.random.choice(self.topic["works"])
            facts["rule"] = self.random.choice(self.topic["rules"])
            facts["service"] = self.random.choice(self.topic["services"])
        return self.claim(title)

    def claim(self, title: str) -> str:
        """Register a title; a doubled one gets the number of its issue."""
        unique, issue = title, 2
        while unique in self.titles:
            unique, issue = f"{title}（第{issue}期）", issue + 1
        self.titles.add(unique)
        return unique

    def text(self, kind: str, facts: Mapping[str, str]) -> list[str]:
        """The paragraphs of an article."""
        block = self.words[kind]
        if "opening" not in block:
            return [str(line).format(**facts) for line in block["text"]]
        lines = [
            self.random.choice(block["opening"]),
            *self.random.sample(block["middle"], self.random.randint(3, 6)),
            self.random.choice(block["closing"]),
        ]
        return [str(line).format(**facts) for line in lines]

    def guide(self, facts: Mapping[str, str]) -> list[tuple[str, str]]:
        """The table of a service guide."""
        return [(name, value.format(**facts)) for name, value in GUIDE_ELEMENTS]
