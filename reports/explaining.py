"""One finding on one page: what was seen, when, how often, by which rule, with which effect on the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checks import messages
from reports.decisions import Decisions
from reports.effects import effect, others
from reports.errors import UsageError
from reports.findings import IN_PERSON, published, stamp
from reports.judging import agency_of, target_of
from reports.masking import masked
from reports.people import acting
from reports.periods import now
from reports.rounds import Mended
from storage.records import Act, Finding, Registry, Run, Site

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
DECIDED = {"upheld": "认定", "cleared": "排除"}
CONTEST = "请向检查单位说明理由，并附编号、网址和打开的时间；征求意见期间可直接填在意见表里"

LOOKS, EXAMPLES = 12, 5
"""Looks and examples that one page has room for; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A finding with all that explains it. ``row``: as exported; sentences masked where they may name persons."""

    row: Mapping[str, Any]
    finding: Finding
    run: Run
    site: Site
    effect: tuple[str, ...]
    decided: tuple[str, ...]
    others: str

    @property
    def title(self) -> str:
        return messages.title(self.row["check"])

    @property
    def called(self) -> str:
        """What the target is."""
        return "账号" if self.site.kind == "account" else "网站"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page says first, by name."""
        row = self.row
        return [
            (self.called, f"{self.site.name}（{self.site.id}）"),
            ("检查期", f"{row['period']} 第 {row['round']} 轮，监测时间点 {_minute(stamp(self.run.as_of))}"),
            ("结论", OUTCOMES[row["outcome"]]),
            ("说明", masked(row["message"])),
            ("怎么改", masked(row["remedy"])),
            ("问题地址", row["subject"]),
            ("所在网页", row["page"]),
            ("怎么找到", " → ".join(["首页", *row["path"]])),
            *self._in_person,
        ]

    @property
    def _in_person(self) -> list[tuple[str, str]]:
        """The mark of what is told in person, where a reviewer is shown the address as well."""
        mark = self.finding.detail.get("mark")
        if mark is None or self.row["subject"] != self.finding.subject or self.finding.check not in IN_PERSON:
            return []
        return [("标记", messages.word(str(mark))), ("摘要值", str(self.finding.detail.get("sha256", "")))]

    @property
    def looks(self) -> list[str]:
        """Every look, oldest first, and when the finding was first made."""
        looks = [_look(look) for look in self.row["evidence"]]
        lines = looks[:LOOKS] or ["由已存网页判定，没有单独的访问记录"]
        if len(looks) > LOOKS:
            lines.append(f"另有 {len(looks) - LOOKS} 次，可用 xuncha evidence show 调出")
        return [*lines, f"首次发现  {_second(self.row['first_seen'])}"]

    @property
    def basis(self) -> list[str]:
        """The rule behind it, in its document's words."""
        basis = self.row["basis"]
        return [basis["document"], f"{basis['clause']}（{basis['level']}，可信程度 {basis['confidence']}）"]

    @property
    def handling(self) -> list[str]:
        """Where it stands and who decided."""
        return [STATES.get(self.row["state"], self.row["state"]), *self.decided]

    @property
    def examples(self) -> list[str]:
        """Some of the pages that show it, where there are several."""
        found = self.row["detail"].get("examples", [])
        return list(found[:EXAMPLES]) if len(found) > 1 else []

    @property
    def pages(self) -> int:
        """How many pages show it."""
        return int(self.row["detail"].get("pages", 1))


def explained(
    store: Store, registry: Registry, scheme: Scheme, key: str, period: str | None, by: str | None = None
) -> Explanation:
    """Gather what explains a finding. ``by``: the reviewer who asks for what is told in person.

    Raises:
        UsageError: nobody found anything under this key, or ``by`` is no reviewer of the registry.
    """
    if by is not None:
        if not registry.people:
            raise UsageError("--by：登记表里没有人员（registry/people.csv）")
        acting(registry, by, ("reviewer",), now().date())
    run, site, found = finding_of(store, registry, scheme, key, period)
    decisions = Decisions.of(store, scheme)
    rows = published(
        [found],
        run=run,
        site=site,
        agency=agency_of(site, registry),
        scheme=scheme,
        decisions=decisions,
        first_seen=store.first_seen([key]),
        mended=Mended(store, registry, scheme).keys(run, site, [found]),
        withhold=by is None,
    )
    return Explanation(
        row=next(iter(rows)),
        finding=found,
        run=run,
        site=site,
        effect=tuple(effect(store, run, site, registry, scheme, found, decisions)),
        decided=tuple(_decided(act, registry) for act in decisions.standing(found)),
        others=others(store, run, registry, scheme, found, decisions),
    )


def page(store: Store, registry: Registry, scheme: Scheme, key: str, period: str | None) -> str:
    """The explanation as plain text.

    Raises:
        UsageError: nobody found anything under this key.
    """
    return text(explained(store, registry, scheme, key, period))


def text(said: Explanation) -> str:
    """An explanation as plain text of at most a page."""
    row = said.row
    lines = [
        f"{said.title}（{row['check']} · {row['reason']}）",
        "",
        *(f"{name}{'　' * (4 - len(name))}  {value}" for name, value in said.facts),
        "",
        "看到的经过",
        *(f"  {line}" for line in said.looks),
        "",
        "依据",
        *(f"  {line}" for line in said.basis),
        "",
        "对结论的影响",
        *(f"  {line}" for line in said.effect),
        "",
        f"同一规则  {said.others}",
        f"处理情况  {'；'.join(said.handling)}",
        f"有异议　  {CONTEST}",
        f"编号　　  {row['key']}",
    ]
    if said.examples:
        lines += ["", f"涉及 {said.pages} 个网页，例如", *(f"  {example}" for example in said.examples)]
    return "\n".join(lines)


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
    site = target_of(registry, run.target)
    if site is None:
        raise UsageError(f"KEY {key}：登记表里已没有 {run.target}")
    for finding in store.findings(run.id, scheme.id):
        if finding.key == key:
            return run, site, finding
    raise UsageError(f"KEY {key}：在指标体系 {scheme.id} 下没有这项发现")


def _minute(stamped: str) -> str:
    """A time as people read it, in Beijing's time like all of ours."""
    return stamped[:16].replace("T", " ")


def _second(stamped: str) -> str:
    return stamped[:19].replace("T", " ")


def _look(look: Mapping[str, Any]) -> str:
    """One look in words, with the beginning of the digest of what was kept."""
    parts = (
        _second(look["at"]),
        messages.method_name(look["method"]),
        messages.word(look["outcome"]),
        (look["sha256"] or "")[:16],
    )
    return "  ".join(part for part in parts if part)


def _decided(act: Act, registry: Registry) -> str:
    name = registry.people[act.by].name if act.by in registry.people else act.by
    return f"{name} {act.at:%Y-%m-%d} {DECIDED[act.said['decision']]}：{masked(act.said['reason'])}"
