"""Snippets of articles, each set into a page as offices publish them, and what the checks say about it."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checks.core import run
from checks.registry import all_checks
from crawler.lexicons import Lexicons, lexicons
from crawler.readers.page import read_page
from storage.records import Finding
from tests.checks.facts import facts, page
from tests.crawler.persons import bank_card, id_number

FILE = Path(__file__).with_name("snippets.txt")
WORDS = Path(__file__).with_name("lexicons")
TODAY = date(2026, 8, 31)
URL = "https://www.mz.gov.cn/zw/1.html"
CHECKS = tuple(name for name, check in all_checks().items() if check.family == "safety")

_FILLING = (
    "<p>为深入贯彻落实有关工作部署，进一步做好相关工作，现将有关情况予以公布，请各有关单位认真组织实施。</p>"
    "<p>有关单位要加强组织领导，明确责任分工，细化工作措施，确保各项任务落到实处，取得实效。</p>"
)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Case:
    """One labelled piece. ``expected``: check and reason, "" for nothing, "not_run" where it cannot be read;
    ``allowed``: the check that may be unsure all the same."""

    name: str
    expected: str
    findings: tuple[Finding, ...]
    allowed: str = ""

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the half on which nothing was tuned."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 1

    @property
    def outcome(self) -> str:
        """What the checks make of it: found, doubted, missed, false_fail, false_doubt, clean, not_run."""
        told = {(one.check, one.reason): str(one.outcome) for one in self.findings}
        if self.expected == "not_run":
            return "not_run" if set(told.values()) == {"not_run"} else "missed"
        wanted = tuple(self.expected.split()) if self.expected else ("", "")
        others = {key: said for key, said in told.items() if key[0] != wanted[0]}
        if "fail" in others.values():
            return "false_fail"
        if self.expected:
            return {"fail": "found", "unsure": "doubted"}.get(told.get((wanted[0], wanted[1]), ""), "missed")
        doubts = [key for key, said in others.items() if said == "unsure" and key[0] != self.allowed]
        return "false_doubt" if doubts else "clean"


def known() -> Lexicons:
    """The shipped word lists with a list of wordings."""
    return lexicons(str(WORDS))


def cases() -> Iterator[Case]:
    """Every snippet of the file, judged."""
    for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        label, title, body, *more = (part.strip() for part in re.split(r"\s\|\s", line))
        extra = more[0] if more else ""
        allowed = extra.removeprefix("unsure ") if extra.startswith("unsure ") else ""
        column = extra.removeprefix("column=") if extra.startswith("column=") else "工作动态"
        made = _filled(body, random.Random(number))
        found = tuple(judged(read(title, made, column=column, in_head=extra == "head")))
        yield Case(f"{number} {title}", "" if label == "-" else label, found, allowed)


def read(title: str, body: str, *, column: str, in_head: bool = False) -> tuple[Any, ...]:
    """The records of an article. ``in_head``: the title stands in the head alone."""
    before, behind = (_FILLING, "") if "附" in body else ("", _FILLING)
    shown = "关于做好有关工作的通知" if in_head else title
    text = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<div class=nav><a href=/>首页</a> <a href=/zwgk/>政务公开</a></div>"
        f"<div class=crumbs>当前位置：<a href=/>首页</a> &gt; <a href=/c/>{column}</a> &gt; 正文</div>"
        f"<div class=article><h1>{shown}</h1><div>发布时间：2026-03-02　来源：某局</div>"
        f"<div class=article-content>{before}{body}{behind}</div></div>"
        "<div class=footer>主办单位：某局　联系电话：021-12345678</div></body></html>"
    )
    return read_page(text, url=URL, encoding="utf-8", as_of=TODAY, known=known()).records


def judged(records: tuple[Any, ...]) -> Iterator[Finding]:
    """What the safety checks say about the records of one page."""
    seen = facts(page("zw/1.html"), *records)
    for name in CHECKS:
        yield from run(all_checks()[name], seen).findings


def _filled(body: str, chance: random.Random) -> str:
    def made(found: re.Match[str]) -> str:
        kind, _, way = found[1].partition("_")
        return _written(_number(kind, chance), way)

    return re.sub(r"\{([a-z_]+)\}", made, body)


def _number(kind: str, chance: random.Random) -> str:
    if kind == "id":
        born = f"{chance.randrange(1945, 2005)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        return id_number(
            chance.choice(("310105", "110108", "330106", "440305")), born, f"{chance.randrange(1, 999):03}"
        )
    if kind == "card":
        return bank_card("622202" + f"{chance.randrange(10**12):012}")
    if kind == "phone":
        return f"13{chance.randrange(10**9):09}"
    first = "91310115" + "".join(chance.choice(_CREDIT) for _ in range(9))
    total = sum(_CREDIT.index(letter) * pow(3, place, 31) for place, letter in enumerate(first))
    return first + _CREDIT[(31 - total % 31) % 31]


def _written(number: str, way: str) -> str:
    match way:
        case "spaced":
            cuts = (6, 14) if len(number) == 18 else (4, 8, 12, 16)
            parts = [number[a:b] for a, b in zip((0, *cuts), (*cuts, len(number)), strict=True)]
            return " ".join(part for part in parts if part)
        case "dash":
            return f"{number[:6]}-{number[6:14]}-{number[14:]}"
        case "full":
            return "".join(chr(ord(letter) + 0xFEE0) for letter in number)
        case "lower":
            return number.lower()
        case "split":
            return f"{number[:6]}<b>{number[6:14]}</b>{number[14:]}"
        case _:
            return number
