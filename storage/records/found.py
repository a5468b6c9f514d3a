"""What was found: faults, doubts and gaps, with the rule behind each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.records.vocabularies import Method, Nature, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The rule behind a finding. ``level``: 国家, 市, 区, 本办检查口径. ``confidence``: tag of the standards."""

    document: str
    clause: str
    level: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One look as a finding's evidence prints it."""

    at: datetime
    method: Method
    outcome: str
    sha256: str | None = None


KEYED_DETAIL = ("role", "identity", "element", "rule", "selector", "kind", "law", "policy", "item")
"""Fields of ``detail`` that tell two findings of one check on one page apart, in the order of the key."""

EVENT_DAYS = ("happened_on", "interpreted", "replied", "published", "ended", "due_on")
"""Fields of ``detail`` that tell the day on which an event fell: the first that a finding has."""

FOOTER_ELEMENTS = (
    "party_gov_badge",
    "error_report_entry",
    "site_id_code",
    "sponsor",
    "contact",
    "icp_number",
    "police_filing",
    "sitemap_link",
)
"""Elements that the foot of every page must list, in the order of the standard (standards, section 2.1)."""

GROUPED_CHECKS = frozenset(
    {
        "broken_links",
        "wrong_links",
        "unannounced_external_links",
        "missing_footer_elements",
        "missing_page_tags",
        "accessibility_barriers",
    }
)
"""Checks with one finding a site for each fault, however many pages show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault, doubt or gap, as a check saw it.

    ``page`` equals ``subject`` where there is no other. ``path``: link texts from home to ``page``.
    Sentences are rendered from ``reason`` and ``detail`` when needed, never stored.
    """

    target: str
    check: str
    reason: str
    outcome: Outcome
    subject: str
    page: str
    nature: Nature = Nature.STANDING
    detail: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Sight, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The finding's name over runs and quarters; days, counts and status never enter."""
        grouped = self.check in GROUPED_CHECKS
        parts = [self.target, self.check]
        if not (grouped and self.subject == self.page):
            parts.append(self.subject)
        if not grouped:
            parts.append(self.page)
        parts += [str(self.detail[name]) for name in KEYED_DETAIL if self.detail.get(name) is not None]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]

    @property
    def happened_on(self) -> date | None:
        """The day on which an event fell; None where its detail tells none."""
        for name in EVENT_DAYS:
            said = self.detail.get(name)
            if isinstance(said, datetime):
                return said.date()
            if isinstance(said, date):
                return said
            if isinstance(said, str):
                try:
                    return date.fromisoformat(said[:10])
                except ValueError:
                    continue
        return None
