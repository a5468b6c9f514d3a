"""What answers say in their headers about cookies and patience."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from http.cookies import CookieError, SimpleCookie

from storage.records import SHANGHAI


def keep_cookies(cookies: SimpleCookie, lines: list[str] | tuple[str, ...]) -> None:
    """Carry cookies along one chain of redirects, as sites that set one and redirect to themselves expect."""
    for line in lines[:20]:
        try:
            cookies.load(line[:4096])
        except CookieError:
            continue


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, None where there is none or it cannot be read."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(min(int(value.strip()[:9]), 86_400))
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(SHANGHAI)).total_seconds())
    except (TypeError, ValueError):
        return None
