"""The checks there are: by being in ``checks/rules``, or through the entry point group ``xuncha.checks``."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from importlib import metadata

from checks import rules
from checks.core import Check

GROUP = "xuncha.checks"


@cache
def all_checks() -> dict[str, Check]:
    """Every check by id, in alphabetical order. A plug-in's check carries its distribution's name and version.

    Raises:
        TypeError: a module without a check of its own name. ValueError: two checks of one id.
    """
    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        check = getattr(importlib.import_module(f"{rules.__name__}.{module.name}"), module.name, None)
        if not isinstance(check, Check):
            raise TypeError(f"{rules.__name__}.{module.name} holds no check of that name")
        found[check.id] = check
    for entry in metadata.entry_points(group=GROUP):
        check = entry.load()
        if not isinstance(check, Check):
            raise TypeError(f"entry point {entry.name} of {GROUP} is no check")
        if check.id in found:
            raise ValueError(f"entry point {entry.name} of {GROUP}: there is a check {check.id} already")
        source = entry.dist
        origin = f"{source.name} {source.version}" if source is not None else entry.value
        found[check.id] = replace(check, origin=origin)
    return dict(sorted(found.items()))
