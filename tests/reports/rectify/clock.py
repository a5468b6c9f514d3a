"""The clock that a command sees: tests say which day it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import time_machine

from storage.records import SHANGHAI
from tests.reports.conftest import Call, Said

On = Callable[..., Said]


def on(call: Call, day: str, *arguments: Any) -> Said:
    """Run a command at a moment: a day means nine in the morning."""
    at = datetime.fromisoformat(day if len(day) > 10 else f"{day}T09:00:00").replace(tzinfo=SHANGHAI)
    with time_machine.travel(at, tick=False):
        return call(*arguments)
