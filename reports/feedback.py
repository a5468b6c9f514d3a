"""The hearing: every agency gets its draft card and an answer sheet; its objections are answered one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks import messages
from reports import workbooks
from reports.decisions import CONTESTED, Decisions, digest
from reports.errors import UsageError
from reports.files import replace_all
from reports.findings import published
from reports.judging import agency_of, judged_targets
from reports.kinds import DRAFT, HEARD, OBJECTION
from reports.publish.html import file_name, site_page
from reports.publish.model import CityReport, SiteCard
from reports.said import Objection
from reports.tables import CellError
from reports.workbooks import Sheet
from storage.records import Account, Act, Agency, Finding, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

ANSWERS = "意见"
OBJECTS = "有异议"
ADOPTED = ("采纳", "部分采纳", "不采纳")
SHEET = "answers.xlsx"
HOW = (
    "对某一项有异议的，在“意见”格填“有异议”，并写明理由、网址和时间；没有异议的空着。",
    "请在 {due} 前交回。逾期没有交回的，视为没有意见。",
    "浅黄色的格由单位填写，其余各列请不要改动；每一项的依据见同一文件夹里的评分卡（征求意见稿）。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one agency is shown: its cards, and the findings that it may contest, by key."""

    agency: Agency
    cards: tuple[SiteCard, ...]
    accounts: tuple[AccountDraft, ...]
    findings: Mapping[str, str]

    @property
    def verdicts(self) -> dict[str, dict[str, Any]]:
        """The verdict of every site and account as drafted."""
        scores = [*(card.scorecard for card in self.cards), *(one.scorecard for one in self.accounts)]
        return {score.target: verdict_of(score) for score in scores}

    @property
    def shown(self) -> list[tuple[str, Mapping[str, Any]]]:
        """The findings that the agency may contest, each with the name of its site or account."""
        sites = [(card.site.name, row) for card in self.cards for row in (*card.of("fail"), *card.of("unsure"))]
        return [*sites, *((one.account.name, row) for one in self.accounts for row in one.findings)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """An account as its agency is shown it."""

    account: Account
    scorecard: Scorecard
    findings: tuple[Mapping[str, Any], ...]


def verdict_of(score: Scorecard) -> dict[str, Any]:
    """A verdict as acts keep it."""
    return {"verdict": score.verdict, "points": score.points, "low": score.low, "high": score.high}


def drafts(store: Store, registry: Registry, scheme: Scheme, report: CityReport, period: str) -> list[Draft]:
    """The drafts of all agencies that have a judged site or account, in the registry's order."""
    found = []
    accounts = _accounts(store, registry, scheme, period)
    digests: dict[str, str] = {}
    for run, _ in judged_targets(store.last_runs(period), registry):
        digests |= {finding.key: digest(finding) for finding in store.findings(run.id, scheme.id)}
    for agency in registry.agencies.values():
        one = Draft(
            agency=agency,
            cards=tuple(card for card in report.cards if card.site.agency == agency.id),
            accounts=tuple(one for one in accounts if one.account.agency == agency.id),
            findings={},
        )
        if one.cards or one.accounts:
            found.append(replace(one, findings={row["key"]: digests[row["key"]] for _, row in one.shown}))
    return found


def _accounts(store: Store, registry: Registry, scheme: Scheme, period: str) -> list[AccountDraft]:
    decisions = Decisions.of(store, scheme)
    cards = {card.target: card for card in store.scorecards(period, None, scheme.id)}
    made = []
    for run, site in judged_targets(store.last_runs(period), registry):
        if site.kind != "account" or site.id not in cards:
            continue
        rows = published(
            decisions.counted(store.findings(run.id, scheme.id), site, agency_of(site, registry), run),
            run=run,
            site=site,
            agency=agency_of(site, registry),
            scheme=scheme,
            decisions=decisions,
            first_seen={},
        )
        shown = tuple(row for row in rows if row["outcome"] in {"fail", "unsure"})
        made.append(AccountDraft(account=registry.accounts[site.id], scorecard=cards[site.id], findings=shown))
    return made


def write(folder: Path, drafts: Sequence[Draft], report: CityReport, due: date) -> None:
    """Write a folder for every agency: its draft cards and its answer sheet."""
    draft = replace(report, draft=f"征求意见稿：请在 {due} 前反馈意见，正式结果以印发的为准")
    for one in drafts:
        own = folder / one.agency.id
        replace_all({own / file_name(card): site_page(draft, card).encode("utf-8") for card in one.cards})
        workbooks.write(own / SHEET, [_sheet(one)], [line.format(due=due) for line in HOW])


def _sheet(draft: Draft | None = None) -> Sheet:
    rows = []
    if draft is not None:
        for name, row in draft.shown:
            said = "有问题" if row["outcome"] == "fail" else "疑似"
            cells = (row["key"], name, messages.title(row["check"]), said)
            rows.append((*cells, row["message"], row["subject"], row["page"]))
    return Sheet(
        name=ANSWERS,
        given=("编号", "网站或账号", "检查项", "结论", "说明", "问题地址", "所在网页"),
        asked={"意见": (OBJECTS,), "理由": (), "联系人": ()},
        rows=rows,
        widths={"编号": 36, "说明": 50, "问题地址": 45, "所在网页": 45, "理由": 50},
    )


def _objects(cell: str) -> str:
    if cell != OBJECTS:
        raise CellError(f"应为“{OBJECTS}”，没有异议的空着")
    return cell


def read(
    path: Path, store: Store, registry: Registry, scheme: Scheme, period: str, today: date
) -> tuple[str, list[Objection]]:
    """The new objections of one answer sheet, and the agency that sent it.

    Raises:
        UsageError: no draft was sent, a key that it did not show, evidence that has changed since, or a cell that
            does not fit; names sheet, row, column and value. Nothing is taken then.
    """
    if heard(store, period):
        raise UsageError(f"{period} 的征求意见已经结束，不再收异议")
    sent = {key: act for act in store.journal.acts(DRAFT, period=period) for key in act.said["findings"]}
    if not sent:
        raise UsageError(f"{period} 还没有发过征求意见稿，先用 xuncha feedback send --period {period}")
    before = {
        (act.subject, act.said["reason"], act.said["contact"]) for act in store.journal.acts(OBJECTION, period=period)
    }
    now = {finding.key: finding for _, _, _, finding in _findings(store, registry, scheme, period)}
    found: list[Objection] = []
    agencies: dict[str, None] = {}
    for _, row in workbooks.read(path, [_sheet()], {"意见": _objects}):
        key = row.values["编号"] or ""
        act = sent.get(key)
        if act is None:
            raise UsageError(f"{row.place}，列 编号，值“{key}”：征求意见稿里没有这一项")
        for column in ("意见", "理由", "联系人"):
            if not row.values[column]:
                raise UsageError(f"{row.place}，列 {column}：提出异议就要填")
        agencies[act.subject] = None
        if (key, row.values["理由"], row.values["联系人"]) in before:
            continue  # the same sheet handed in again says nothing new, and opens nothing that was answered
        finding = now.get(key)
        if finding is None or digest(finding) != act.said["findings"][key]:
            raise UsageError(f"{row.place}，列 编号，值“{key}”：发出征求意见稿以后，这一项的证据已变，请重新征求意见")
        found.append(
            Objection(
                key=key,
                target=finding.target,
                agency=act.subject,
                reason=row.values["理由"],
                contact=row.values["联系人"],
                digest=digest(finding),
                late=today > date.fromisoformat(act.said["due_on"]),
            )
        )
    if len(agencies) > 1:
        raise UsageError(f"{path}：一张意见表只能是一个单位的，这里有 {'、'.join(agencies)}")
    return next(iter(agencies), ""), found


def heard(store: Store, period: str) -> bool:
    """Whether the hearing of a period is over: ended after the last draft was sent."""
    ended = [act.number for act in store.journal.acts(HEARD, period=period)]
    sent = [act.number for act in store.journal.acts(DRAFT, period=period)]
    return bool(ended) and ended[-1] > max(sent, default=0)


def waiting(store: Store, registry: Registry, scheme: Scheme, period: str) -> list[tuple[Site, Finding, Act]]:
    """The objections that nobody has answered, with the finding that each contests."""
    decisions = Decisions.of(store, scheme)
    found = []
    for run, site, agency, finding in _findings(store, registry, scheme, period):
        act = decisions.objection(period, finding.key)
        if act is not None and decisions.state(finding, site, agency, run) == CONTESTED:
            found.append((site, finding, act))
    return found


def contested(store: Store, registry: Registry, scheme: Scheme, period: str, key: str) -> tuple[Finding, bool]:
    """The contested finding of a key, and whether a veto hangs on it.

    Raises:
        UsageError: nobody objects to it, or the objection was answered.
    """
    decisions = Decisions.of(store, scheme)
    for run, site, agency, finding in _findings(store, registry, scheme, period):
        if finding.key == key and decisions.objection(period, key) is not None:
            return finding, decisions.vetoes(finding, site, agency, run)
    raise UsageError(f"KEY {key}：{period} 没有待答复的异议")


def _findings(
    store: Store, registry: Registry, scheme: Scheme, period: str
) -> Iterator[tuple[Run, Site, Agency | None, Finding]]:
    for run, site in judged_targets(store.last_runs(period), registry):
        agency = agency_of(site, registry)
        for finding in store.findings(run.id, scheme.id):
            yield run, site, agency, finding
