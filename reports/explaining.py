"""One finding on one page: what was seen, when, how often, by which rule, with which effect on the verdict."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checks import messages
from reports.decisions import Decisions
from reports.errors import UsageError
from reports.findings import published
from reports.judging import agency_of
from reports.rounds import Mended
from storage.records import Finding, Registry, Run, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

OUTCOMES = {"fail": "有问题", "unsure": "疑似，待核实", "not_run": "未能检查"}
STATES = {
    "open": "未处理",
    "upheld": "经审核认定",
    "cleared": "经审核排除",
    "contested": "单位有异议，正在处理",
    "excepted": "已说明理由，暂不计入",
    "rectified": "检查期间已整改",
}


def page(store: Store, registry: Registry, scheme: Scheme, key: str, period: str | None) -> str:
    """The explanation as plain text.

    Raises:
        UsageError: nobody found anything under this key.
    """
    run, site, found = finding_of(store, registry, scheme, key, period)
    rows = published(
        [found],
        run=run,
        site=site,
        agency=agency_of(site, registry),
        scheme=scheme,
        decisions=Decisions.of(store, scheme),
        first_seen=store.first_seen([key]),
        mended=Mended(store, registry, scheme).keys(run, site, [found]),
    )
    effect, others = _effect(store, run, scheme, key), _others(store, run, scheme, found)
    return "\n".join(_lines(next(iter(rows)), site, effect, others))


def finding_of(
    store: Store, registry: Registry, scheme: Scheme, key: str, period: str | None
) -> tuple[Run, Site, Finding]:
    """The finding of a key with its run and site, as found last (in ``period`` where one is named).

    Raises:
        UsageError: nobody found anything under this key.
    """
    runs = [run for run in store.runs_with(key) if period is None or run.period == period]
    if not runs:
        raise UsageError(f"KEY {key}：没有这项发现{f'({period})' if period else ''}")
    run = max(runs, key=lambda found: (found.period, found.round))
    site = registry.sites.get(run.target)
    if site is None:
        raise UsageError(f"KEY {key}：登记表里已没有网站 {run.target}")
    for finding in store.findings(run.id, scheme.id):
        if finding.key == key:
            return run, site, finding
    raise UsageError(f"KEY {key}：在指标体系 {scheme.id} 下没有这项发现")


def _lines(row: dict[str, Any], site: Site, effect: list[str], others: str) -> list[str]:
    basis = row["basis"]
    lines = [
        f"{messages.title(row['check'])}({row['check']} · {row['reason']})",
        "",
        f"网站      {site.name}({site.id})",
        f"检查期    {row['period']} 第 {row['round']} 轮",
        f"结论      {OUTCOMES[row['outcome']]}",
        f"说明      {row['message']}",
        f"怎么改    {row['remedy']}",
        f"问题地址  {row['subject']}",
        f"所在网页  {row['page']}",
        f"怎么找到  {' → '.join(['首页', *row['path']])}",
        "",
        "看到的经过",
        *["  " + "  ".join(str(part) for part in look.values() if part) for look in row["evidence"]],
        *([] if row["evidence"] else ["  由已存网页判定，没有单独的访问记录"]),
        f"  首次发现  {row['first_seen']}",
        "",
        "依据",
        f"  {basis['document']}",
        f"  {basis['clause']}（{basis['level']}，可信程度 {basis['confidence']}）",
        "",
        "对结论的影响",
        *[f"  {line}" for line in effect],
        "",
        f"同一规则  {others}",
        f"处理情况  {STATES.get(row['state'], row['state'])}",
        "有异议    请向检查单位说明理由，并附网址和时间",
        f"编号      {row['key']}",
    ]
    examples = row["detail"].get("examples", [])
    if len(examples) > 1:
        lines += ["", f"涉及 {row['detail'].get('pages')} 个网页，例如", *[f"  {example}" for example in examples]]
    return lines


def _effect(store: Store, run: Run, scheme: Scheme, key: str) -> list[str]:
    """The rows of the scorecard that count this finding, with their arithmetic."""
    cards = [card for card in store.scorecards(run.period, run.round, scheme.id) if card.target == run.target]
    marks = [mark for card in cards for mark in card.marks if key in mark.keys]
    if not marks:
        return ["不计分，仅供整改"]
    lines = []
    for mark in marks:
        if mark.part == "veto":
            said = "已构成单项否决" if mark.veto else "未构成单项否决"
            lines.append(f"{mark.row} {mark.title}：确认 {mark.fails} 项，待核实 {mark.doubts} 项，{said}")
        else:
            cap = f"不封顶 {mark.uncapped} 分，最多扣 {mark.points} 分"
            lines.append(f"{mark.row} {mark.title}：共扣 {mark.lost} 分（{cap}）")
    return lines


def _others(store: Store, run: Run, scheme: Scheme, finding: Any) -> str:
    """How many other sites were judged by the same check in this round, and how many of them failed."""
    tally: Counter[bool] = Counter()
    for other in store.runs(run.period, run.round):
        if other.target not in {"", run.target} and finding.check in store.examined(other.id, scheme.id):
            fails = any(
                one.check == finding.check and one.outcome == "fail" for one in store.findings(other.id, scheme.id)
            )
            tally[fails] += 1
    return f"本轮另有 {tally.total()} 个网站按它检查，其中 {tally[True]} 个有同类问题"
