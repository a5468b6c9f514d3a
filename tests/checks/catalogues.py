"""Facts by hand about catalogues: of statutory items, of standard matters, of bodies."""

from __future__ import annotations

from typing import Any

from storage.records import (
    DISCLOSURE_ITEMS,
    DisclosureCatalogue,
    DisclosureEntry,
    ListedBody,
    ProjectPage,
    StandardEntry,
)
from tests.checks.facts import looks, url

PLATFORM = url("gk/")
LISTED = url("bm/")


def catalogue(*lacks: str, **changed: Any) -> DisclosureCatalogue:
    """A platform laid out by items, all shown but some."""
    shown = tuple(item for item in DISCLOSURE_ITEMS if item not in lacks)
    usual: dict[str, Any] = {"url": PLATFORM, "name": "法定主动公开内容", "named": shown, "shown": shown}
    return DisclosureCatalogue(**{**usual, **changed})


def entry(item: str, state: str = "empty", **changed: Any) -> DisclosureEntry:
    """An entry of it that shows nothing."""
    usual: dict[str, Any] = {"catalogue": PLATFORM, "name": "相关信息", "url": url(f"gk/{item}/")}
    return DisclosureEntry(item=item, state=state, **{**usual, **changed})


def project(number: int, *, coded: bool) -> ProjectPage:
    """The approval of a project."""
    return ProjectPage(column=url("xm/"), url=url(f"xm/{number}.html"), title="关于某项目核准的批复", coded=coded)


def matter(state: str = "fits", number: int = 1, **changed: Any) -> StandardEntry:
    """A matter of a standard catalogue."""
    usual: dict[str, Any] = {
        "catalogue": url("bz/"),
        "field": url("bz/sb.html"),
        "name": "养老保险待遇申请",
        "url": url(f"bz/{number}.html"),
        "looks": looks(200),
    }
    return StandardEntry(state=state, **{**usual, **changed})


def listed(agency: str | None, owner: str | None = None, *, own: bool = False, **changed: Any) -> ListedBody:
    """A body that the portal's list of platforms names, with a link to its own site unless said otherwise."""
    usual: dict[str, Any] = {"page": LISTED, "text": "市某局", "url": f"http://{owner or 'nowhere'}.gov.cn/zfxxgk/"}
    return ListedBody(agency=agency, owner=owner, own=own, **{**usual, **changed})
