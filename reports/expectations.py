"""What must hold before a report goes out to the public; what does not is named, and nothing is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from checks import messages
from checks.registry import all_checks
from reports import canaries
from reports.errors import IncompleteError, UsageError
from reports.judging import agency_of
from reports.publish.model import CityReport
from storage.records import Column, Registry

if TYPE_CHECKING:
    from reports.settings import Settings
    from storage.store import Store

NAMED = 5
"""Obstacles that a refusal names; the rest are counted."""


def expect(store: Store, registry: Registry, report: CityReport, settings: Settings, *, signed: bool) -> None:
    """Stop what must not go out to the public.

    Raises:
        UsageError: a check that the office wants to have fired is none.
        IncompleteError: names what stands against it.
    """
    columns = {}
    for card in report.cards:
        facts = store.facts(card.run, card.site, agency_of(card.site, registry), registry)
        columns[card.site.id] = sum(1 for _ in facts.records(Column))
    against = [
        *obstacles(report, columns, settings.crawl.coverage_floor, signed=signed),
        *_silent(report, settings.publish.canaries),
        *(canaries.sentence(*found) for found in canaries.silent(store, registry, report)),
    ]
    if against:
        raise IncompleteError(
            f"还不能向社会公开：\n{_some(against)}\n要看样稿，请加 --draft 或改用 --audience internal"
        )


def obstacles(report: CityReport, columns: Mapping[str, int], floor: float, *, signed: bool) -> Iterator[str]:
    """What stands against publishing a report, one sentence each. ``columns``: how many each site has.

    ``floor``: the share of known addresses that must have been looked at.
    """
    if not signed:
        yield "结果还没有签发，或签发后又有改动"
    for card in report.cards:
        name, seen = card.site.name, card.run.coverage
        if card.reachable and not columns.get(card.site.id):
            yield f"{name}：一个栏目也没有认出来"
        if card.reachable and seen is not None and seen.known and seen.fetched < floor * seen.known:
            yield f"{name}：已知 {seen.known} 个地址只访问了 {seen.fetched} 个，低于下限 {floor:.0%}"
    for target in report.targets:
        if target.scorecard.verdict == "pending":
            yield f"{target.site.name}：结论待定，还有项目要由人认定或待核实"


def _silent(report: CityReport, wanted: Collection[str]) -> Iterator[str]:
    """The checks that the office expects to find something in a city like this one, and that found nothing."""
    for check in wanted:
        if check not in all_checks():
            raise UsageError(f"xuncha.toml 的 [publish] canaries：没有 {check} 这个检查项")
        if check not in canaries.fired(report):
            yield f"检查项“{messages.title(check)}”一处也没有报，而本办要求它在全市至少报一处"


def _some(sentences: Sequence[str]) -> str:
    more = [f"  另有 {len(sentences) - NAMED} 项"] if len(sentences) > NAMED else []
    return "\n".join([*(f"  {sentence}" for sentence in sentences[:NAMED]), *more])
