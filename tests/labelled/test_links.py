"""The real precheck over a site whose every address is labelled: none missed, none accused wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reports import prechecking
from storage.records import SHANGHAI
from tests.labelled.site import Case, labelled_site

CHECKS = ("broken_links", "wrong_links")


class Silent:
    """Nobody who watches."""

    def stage(self, name: str, targets: Sequence[str]) -> None: ...
    def tell(self, target: str, said: Mapping[str, Any]) -> None: ...
    def done(self, target: str, code: int) -> None: ...


def prechecked(url: str, folder: Path) -> list[dict[str, Any]]:
    """The findings of ``xuncha precheck URL --families links --rate 0``."""
    settings = prechecking.settings(
        url,
        allow_private_hosts=("127.0.0.0/8",),
        proxy="",
        timeout=1.5,
        requests_per_second=0,
        confirm_after_s=1.0,
        render="never",
    )
    asked = prechecking.Asked(
        url=url,
        kind="portal",
        klass="municipal",
        outward_services=False,
        site_id_code=None,
        profile=None,
        settings=replace(settings, known_good=(url,)),
        families=("links",),
        as_of=datetime.now(SHANGHAI),
    )
    return list(prechecking.precheck(asked, folder, Silent()).rows)


def confusion(cases: Sequence[Case], said: Mapping[str, tuple[str, str]]) -> str:
    """The table: a row for each label, a column for each answer."""
    table: Counter[tuple[str, str]] = Counter()
    for case in cases:
        label = case.label[1] if case.label else case.kind
        table[label, said[case.subject][1] if case.subject in said else "-"] += 1
    rows = sorted({label for label, _ in table})
    columns = sorted({answer for _, answer in table})
    lines = ["".join(f"{word:>14}" for word in ("", *columns))]
    lines += ["".join(f"{w:>14}" for w in (row, *(table[row, column] or "" for column in columns))) for row in rows]
    return "\n".join(lines)


def test_of_every_address_is_said_what_is_true_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with labelled_site(tmp_path) as site:
        found = [row for row in prechecked(site.web.url + "/", tmp_path) if row["check"] in CHECKS]
    said = {row["page"]: (row["check"], row["reason"]) for row in found if "-no_link-" in row["page"]}
    said |= {row["subject"]: (row["check"], row["reason"]) for row in found}
    kinds = Counter(case.kind for case in site.cases)
    with capsys.disabled():
        print(f"\n{dict(kinds)}\n{confusion(site.cases, said)}")
    assert kinds["broken"] >= 120
    assert kinds["fine"] >= 60
    assert kinds["no_link"] >= 20
    wrong = {
        f"{case.kind} {case.name} {case.subject}": (case.label, said.get(case.subject))
        for case in site.cases
        if said.get(case.subject) != case.label
    }
    assert not wrong, "\n".join(f"{case}: {what}" for case, what in wrong.items())
    known = {case.subject for case in site.cases}
    assert {subject: reason for subject, reason in said.items() if subject not in known} == {}
    assert len(found) == len({row["subject"] for row in found}), "an address has two findings"
