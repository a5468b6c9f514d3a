"""In how many working days from the notice a kind of fault must be mended (standards, section 1.10)."""

from __future__ import annotations

from checks.registry import all_checks

SAFETY, VETO, DEDUCTION, STRUCTURE = 1, 5, 10, 30
"""Working days: contents that must come down at once; other vetoes; single faults; what a whole template must do."""

STRUCTURAL = frozenset({"accessibility", "furniture"})
"""Families whose faults lie in the build of a site."""


def working_days(check: str, *, veto: bool) -> int:
    """Working days for a fault of a check; ``veto``: whether it helped to fail the target."""
    known = all_checks().get(check)
    family = known.family if known is not None else ""
    if family == "safety":
        return SAFETY
    if veto:
        return VETO
    return STRUCTURE if family in STRUCTURAL else DEDUCTION
