"""What the rules on barriers stand for: WCAG 2.2, GB/T 37668, the design specification for the aged."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """One rule: see the head of ``barriers.toml``. ``level`` "": good practice that no criterion demands."""

    level: str
    wcag: tuple[str, ...]
    principle: str
    senior: str
    impact: str


BARRIERS: Mapping[str, Barrier] = {
    rule: Barrier(**said | {"wcag": tuple(said["wcag"])})
    for rule, said in tomllib.loads((resources.files("checks") / "barriers.toml").read_text(encoding="utf-8")).items()
}
"""By the rule's id, as in axe-core; a few are our own."""

UNSURE = frozenset({"captcha-alternative", "floating-window", "frame-tested", "image-alt-file-name", "link-text-vague"})
"""Rules by which a program points at something that a person must look at."""
