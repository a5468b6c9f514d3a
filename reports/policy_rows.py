"""Documents with their interpretations, line by line, as exports and scorecards show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crawler.policies.weighing import PAIR
from reports.findings import plain
from storage.records import Pair, Pairing, Policy

FIELDS = (
    "target policy number title written published validity interpretation form lag_days link_to_policy link_back "
    "confidence signals interpretation_title interpreted kind charged"
)
"""The fields of ``export policies``, in the interface's order, then what a person wants who checks them by hand."""


def policy_rows(target: str, pairings: Iterable[Pairing]) -> Iterator[dict[str, Any]]:
    """One row for every pair, and one for every document without any; doubtful pairs too, told by confidence."""
    for pairing in sorted(pairings, key=lambda one: one.policy):
        document = {
            "target": target,
            "policy": pairing.policy,
            "number": pairing.number,
            "title": pairing.title,
            "written": plain(pairing.written),
            "published": plain(pairing.published),
            "validity": pairing.validity,
        }
        beside = {"kind": pairing.kind, "charged": pairing.charged}
        for pair in pairing.pairs:
            yield document | {
                "interpretation": pair.interpretation,
                "form": pair.form,
                "lag_days": pair.lag_days,
                "link_to_policy": pair.link_to_policy,
                "link_back": pair.link_back,
                "confidence": pair.confidence,
                "signals": list(pair.signals),
                "interpretation_title": pair.title,
                "interpreted": plain(pair.published),
                **beside,
            }
        if not pairing.pairs:
            nothing = ("interpretation", "form", "lag_days", "link_to_policy", "link_back")
            nobody = {"interpretation_title": None, "interpreted": None}
            yield document | dict.fromkeys(nothing) | {"confidence": 0.0, "signals": [], **nobody, **beside}


FORM_NAMES = {
    "text": "文字",
    "infographic": "图解",
    "video": "视频",
    "audio": "音频",
    "h5": "H5",
    "qa": "问答",
    "press": "新闻发布会",
    "expert": "专家解读",
    "interview": "访谈",
    "scenario": "场景演示",
    "bundle": "政策服务包",
}
"""Forms of interpretations as people read them."""

LINKED = {True: "有", False: "没有", None: "没有看到"}
"""Whether one page links to the other; None where it was not read."""


KINDS = {"规章": "规章", "规范性文件": "行政规范性文件", "other": "其他文件"}
"""Kinds of documents as people read them."""

OPEN = "主动公开"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTable:
    """The pairing table of one scorecard: the documents of the window that its body answers for.

    ``owing``: documents that must be interpreted; ``interpreted``: those that surely are; ``rich``: sure
    interpretations in another form than text; ``sure``: all sure ones. ``kinds``: how many documents were published, by
    kind; ``stated``: those that say whether they are open, ``open``: those that say 主动公开.
    """

    pairings: tuple[Pairing, ...]
    owing: int
    interpreted: int
    rich: int
    sure: int
    kinds: Mapping[str, int]
    stated: int
    open: int


def policy_table(pairings: Iterable[Pairing], policies: Iterable[Policy], since: date, until: date) -> PolicyTable:
    """The pairing table of a site, newest document first. ``policies``: what stands on the site, others' too."""
    shown = sorted(
        (one for one in pairings if one.charged is not False and one.published and since <= one.published <= until),
        key=lambda one: (one.published or since, one.policy),
        reverse=True,
    )
    owing = [one for one in shown if one.binding]
    sure = [pair for one in shown for pair in one.pairs if is_sure(pair)]
    answered = {one.policy for one in shown}
    own = [one for one in policies if one.url in answered]
    stated = [one for one in own if one.disclosure]
    counts = Counter(one.kind for one in own)
    return PolicyTable(
        pairings=tuple(one for one in shown if one.binding or one.pairs),
        owing=len(owing),
        interpreted=sum(1 for one in owing if any(is_sure(pair) for pair in one.pairs)),
        rich=sum(1 for pair in sure if pair.form != "text"),
        sure=len(sure),
        kinds={name: counts[kind] for kind, name in KINDS.items()},
        stated=len(stated),
        open=sum(1 for one in stated if one.disclosure is not None and one.disclosure.startswith(OPEN)),
    )


def is_sure(pair: Pair) -> bool:
    """Whether an interpretation surely belongs to its document."""
    return pair.confidence >= PAIR
