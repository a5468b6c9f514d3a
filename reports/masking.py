"""Numbers of persons, made unreadable wherever stored text is shown."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_LONG = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){13,18}[Xx]?(?![0-9])")


def masked(text: str) -> str:
    """``text`` with mobile numbers and whatever may be an identity card or a bank card reduced to its ends.

    More is masked than proves to be a person's: an excerpt loses nothing by it.
    """
    return _PHONE.sub(_ends, _LONG.sub(_ends, text))


def _ends(found: re.Match[str]) -> str:
    number = re.sub("[ -]", "", found[0])
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
