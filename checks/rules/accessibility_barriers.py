"""Barriers that keep people from reading or using a page."""

from collections.abc import Iterator

from checks.barriers import BARRIERS, UNSURE
from checks.core import Group, Seen, check
from storage.records import Answer, Barriers, Finding, Outcome, Page


@check(
    family="accessibility",
    needs=(Page, Barriers),
    reasons={rule: Outcome.UNSURE if rule in UNSURE else Outcome.FAIL for rule in BARRIERS},
    options={"left_out": (), "most": 500},
)
def accessibility_barriers(seen: Seen) -> Iterator[Finding]:
    """Pages put barriers in the way of people who cannot see, hear or use them like others.

    Fails when   a rule of axe-core that a program can decide is broken: on every page by what its source shows, and
                 on a sample in the browser (home, columns, articles, one page a template) by axe-core itself.
    Unsure when  a person must look: vague link texts, picture codes without a visible alternative, floating windows,
                 file names for alternative texts.
    Leaves out   error pages and refusals; what is hidden by attribute, inline style or a style sheet in the page; the
                 rules named in ``left_out``; axe-core's good practice of landmarks, which no standard here demands.
    Assumes      style sheets outside the page hide nothing that has a barrier, where no browser looked.
    Counts       one finding per rule and normalised selector for the whole site, with the number of pages; examined
                 are the pages read. Silence means that no automatically detectable failure was found, never that a
                 page meets a standard.
    Options      left_out: ids of rules; most: findings a site, the rules first seen.
    Source       Law on building a barrier-free environment, article 32; GB/T 37668-2019; WCAG 2.2; MIIT 2021 general
                 design specification for age-friendly websites. ``checks/barriers.toml`` maps each rule.
    """
    left_out = frozenset(seen.options["left_out"])
    patterns: dict[tuple[tuple[str, str], ...], int] = {}
    pattern_of: dict[str, int] = {}
    for record in seen[Barriers]:
        found = tuple(pair for pair in record.found if pair[0] in BARRIERS and pair[0] not in left_out)
        if found:
            pattern_of[record.page] = patterns.setdefault(found, len(patterns))
    places = list(patterns)
    groups: dict[tuple[str, str], Group] = {}
    for page in seen[Page]:
        if page.answer is not Answer.PAGE or page.status != 200:
            continue
        seen.examined += 1
        number = pattern_of.get(page.url)
        for place in places[number] if number is not None else ():
            if place not in groups and len(groups) < seen.options["most"]:
                groups[place] = Group(seen.site.url)
            if (group := groups.get(place)) is not None:
                group.add(page)
    for (rule, selector), group in sorted(groups.items()):
        said = BARRIERS[rule]
        yield seen.finding(
            group.page,
            rule,
            rule=rule,
            selector=selector,
            level=said.level or None,
            wcag=list(said.wcag) or None,
            principle=said.principle,
            impact=said.impact,
            **group.detail(),
        )
