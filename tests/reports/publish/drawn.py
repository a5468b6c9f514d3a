"""Reading charts back."""

from __future__ import annotations

import re


def dots(drawing: str) -> list[float]:
    """How far down each dot of a drawing stands, in document order."""
    return [float(height) for height in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', drawing)]
