"""What a command says of accounts beside their verdicts: platforms that could not be read, and the draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reports import sampling
from reports.publish.words import PLATFORMS
from storage.records import AccountFacts, Registry, Scorecard

if TYPE_CHECKING:
    from storage.store import Store

HEALTH = {
    "blocked": "平台要求登录或验证",
    "unreadable": "读不出内容",
    "robots": "robots.txt 不允许",
    "undecodable": "编码无法识别",
    "our_network": "本机网络不通",
    "private_address": "内网地址",
    "too_large": "内容过大",
    "crashed": "读取程序出错",
}
PROBES = {"broken": "打不开", "silent": "看不到新内容"}


MOST_ROWS = 3
"""Wrong rows of an export that are printed; the others are counted."""


def _wrong_rows(name: str, facts: AccountFacts) -> str:
    number = facts.problems.get("bad_rows", len(facts.mistakes))
    rows = "；".join(facts.mistakes[:MOST_ROWS]) + ("……" if number > MOST_ROWS else "")
    return f"注意：{name} 的 {facts.where} 有 {number} 行没有收：{rows}"


def lines(store: Store, registry: Registry, cards: Iterable[Scorecard]) -> Iterator[str]:
    """One warning for each platform that could not be read, one for each broken source, and the draw of the period."""
    alike: Counter[tuple[str, str]] = Counter()
    broken: Counter[tuple[str, str]] = Counter()
    periods: dict[str, None] = {}
    for card in cards:
        account = registry.accounts.get(card.target)
        if account is None:
            continue
        periods[card.period] = None
        run = store.runs(card.period, card.round, card.target)[0]
        facts = next(iter(store.facts(run, account.target(), None, registry).records(AccountFacts)), None)
        if facts is None:
            continue
        if facts.mistakes:
            yield _wrong_rows(account.name, facts)
        if facts.alike:
            alike[account.platform, facts.health or ""] += 1
        if facts.probe in PROBES:
            broken[account.platform, facts.probe] += 1
    for (platform, health), number in sorted(alike.items()):
        name, why = PLATFORMS.get(platform, platform), HEALTH.get(health, health)
        yield f"注意：{name} {number} 个账号都读不到（{why}），是平台或采集的问题，不作结论"
    for (platform, probe), number in sorted(broken.items()):
        name = PLATFORMS.get(platform, platform)
        yield f"注意：{name} 用来对照的账号{PROBES[probe]}，同一主机的 {number} 个账号不按停更处理"
    for period in periods:
        if (told := sampling.told(store, period)) is not None:
            yield f"{period} 人工实看为{told} 个账号"
