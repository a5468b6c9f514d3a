"""From stored facts to stored findings and scorecards; no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checks import judge as judgement
from checks.scheme import Scheme
from checks.scoring import score
from reports.decisions import Decisions
from reports.errors import UsageError
from storage.records import SHANGHAI, Agency, Finding, Nature, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from storage.store import Store


def judge_run(
    store: Store,
    run: Run,
    site: Site,
    registry: Registry,
    scheme: Scheme,
    families: Sequence[str] = (),
    decisions: Decisions | None = None,
) -> Scorecard:
    """Judge and score one site's run under one scheme, and store both in place of what was there.

    ``families``: families of checks to run, empty for all. ``decisions``: as in ``score_run``.
    """
    facts = store.facts(run, site, agency_of(site, registry), registry)
    verdict = judgement.judge(facts, scheme, families)
    store.put_findings(run.id, scheme.id, verdict.findings, verdict.examined)
    return score_run(store, run, site, registry, scheme, decisions)


def score_run(
    store: Store, run: Run, site: Site, registry: Registry, scheme: Scheme, decisions: Decisions | None = None
) -> Scorecard:
    """Score one site's run from its stored findings and what people decided about them, and store the scorecard.

    ``decisions``: those of the store, where the caller scores many runs, has read them once and checked the scheme.

    Raises:
        UsageError: the scheme was changed since it scored.
    """
    if decisions is None:
        check_frozen(store, scheme)
        decisions = Decisions.of(store, scheme)
    card = scored(store, run, site, registry, scheme, decisions)
    store.put_scorecard(run.id, card)
    return card


def scored(
    store: Store,
    run: Run,
    site: Site,
    registry: Registry,
    scheme: Scheme,
    decisions: Decisions,
    without: str | None = None,
) -> Scorecard:
    """The scorecard of one site's run as its stored findings and the decisions make it.

    ``without``: the key of a finding to leave out, for what it changes.
    """
    agency = agency_of(site, registry)
    stored = store.findings(run.id, scheme.id)
    findings = [one for one in stored if one.key != without and not happened_before(store, run, one)]
    counted = decisions.counted(findings, site, agency, run)
    return score(
        scheme,
        counted,
        store.examined(run.id, scheme.id),
        run=run,
        site=site,
        agency=agency,
        settled=decisions.settled(run),
    )


def score_period(
    store: Store, period: str, registry: Registry, scheme: Scheme, round_: int | None = None
) -> list[Scorecard]:
    """Score the last run (that of a round) of every site and account again, after people decided something.

    Raises:
        UsageError: the scheme was changed since it scored.
    """
    check_frozen(store, scheme)
    decisions = Decisions.of(store, scheme)
    runs = judged_targets(store.last_runs(period, round_), registry)
    return [score_run(store, run, site, registry, scheme, decisions) for run, site in runs]


def check_frozen(store: Store, scheme: Scheme) -> None:
    """See that a scheme still says what it said when it scored before: a revision in use is frozen.

    Raises:
        UsageError: it was changed under the same revision.
    """
    used = store.scheme_seal(scheme.id, scheme.revision)
    if used is not None and used != scheme.sha256:
        raise UsageError(
            f"指标体系 {scheme.id} 第 {scheme.revision} 版已经用来评过分（{used[:12]}），现在的内容不同"
            f"（{scheme.sha256[:12]}）；用过的版本不能改，请把 revision 改为 {scheme.revision + 1}"
        )


def happened_before(store: Store, run: Run, finding: Finding) -> bool:
    """Whether an event was scored, or fell, in an earlier period: it counts once, in the period in which it happened.

    Where the finding tells the day, that day decides against the ``as_of`` of the target's previous period; else an
    event that an earlier period found has been scored there.
    """
    if finding.nature is not Nature.EVENT:
        return False
    earlier = [one for one in store.runs(target=run.target) if one.period < run.period]
    if not earlier:
        return False
    day = finding.happened_on
    if day is not None:
        return day <= earlier[-1].as_of.astimezone(SHANGHAI).date()
    return any(one.period < run.period for one in store.runs_with(finding.key))


def agency_of(site: Site, registry: Registry) -> Agency | None:
    """The agency that answers for a site. In a precheck, where nobody does, the one without an id."""
    return registry.agencies.get(site.agency or "")


def target_of(registry: Registry, name: str) -> Site | None:
    """The site of this id, or the account of this id as a target; None where the registry knows neither."""
    if name in registry.accounts:
        return registry.accounts[name].target()
    return registry.sites.get(name)


def judged_targets(runs: Iterable[Run], registry: Registry) -> Iterator[tuple[Run, Site]]:
    """The runs of sites and accounts that the registry still knows, in its order; an account as a target."""
    runs = list(runs)
    yield from judged_sites(runs, registry)
    by_target = {run.target: run for run in runs}
    for account in registry.accounts.values():
        if account.id in by_target:
            yield by_target[account.id], account.target()


def judged_sites(runs: Iterable[Run], registry: Registry) -> Iterator[tuple[Run, Site]]:
    """The runs of sites that the registry still knows, in the registry's order."""
    by_target = {run.target: run for run in runs}
    for site in registry.sites.values():
        if site.id in by_target:
            yield by_target[site.id], site
