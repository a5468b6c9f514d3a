"""Ways into the version of a site for the aged and the disabled, as its home page shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorEntry:
    """One entry on a home page (长者版, 无障碍).

    ``target``: the address that it leads to, or that of the toolbar's script; None where a script of the page opens it.
    ``by_script``: only a script that is known to bring such an entry says that there is one; without ``target``, there
    are scripts that may bring one, nothing else tells of any, and no browser has looked.
    """

    page: str
    text: str
    target: str | None
    by_script: bool = False
