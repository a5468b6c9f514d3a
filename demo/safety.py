"""Planting what is unsafe: articles with numbers or words that must not stand there, and parts that no visitor sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demo.layout import Table, table
from demo.plan import SitePlan


def unsafe_articles() -> list[Table]:
    """Planted articles, written and told like those of ``plants.toml``."""
    return list(table("safety.toml")["article"])


def hide(site: SitePlan) -> None:
    """Put hidden parts into pages of a site."""
    for row in table("safety.toml")["hidden"]:
        if row["site"] == site.id:
            site.extras.setdefault(row["at"], []).append(row["html"])


def truth_of_hidden(site: SitePlan) -> Iterator[dict[str, Any]]:
    """The hidden parts that must be found, and those that must not."""
    for row in table("safety.toml")["hidden"]:
        if row["site"] == site.id:
            yield {"check": "hidden_links", "near": "reason" not in row, **row}
