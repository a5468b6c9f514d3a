"""A small portal of strings, surveyed without a crawl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.facts import page_of
from crawler.frontier import Address
from crawler.readers.dom import Dom
from crawler.readers.page import read_page
from crawler.survey import survey
from storage.records import SHANGHAI, Column, ColumnOverride, Entry, Look, Page, Profile, Registry, Site

HOST = "http://www.example.gov.cn"
AS_OF = datetime(2026, 3, 10, 12, tzinfo=SHANGHAI)
PROSE = "为贯彻落实国务院办公厅关于政府网站建设的要求，结合本市实际情况，现将有关事项通知各单位，请认真贯彻执行。"
OTHER = Site(id="other", agency="b", name="另一网站", kind="portal", url="http://other.gov.cn/")


@dataclass
class Portal:
    """Stored pages of a site by path; "/" is its home page. ``seen``: looks at addresses, pages or not."""

    markup: Mapping[str, str]
    seen: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    status: Mapping[str, int] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"{HOST}/"

    def pages(self) -> Iterator[Page]:
        for path in self.markup:
            page = self.page(HOST + path)
            assert page is not None
            yield page

    def page(self, url: str) -> Page | None:
        path = url.removeprefix(HOST)
        if path not in self.markup:
            return None
        home, status = path == "/", self.status.get(path, 200)
        reading = read_page(self.markup[path], url=url, encoding="utf-8", status=status, as_of=AS_OF.date(), home=home)
        address = Address(url=url, depth=0 if home else 1, parent=None if home else self.home, name=None)
        return page_of(reading, address, url, status=status, sha256=None, rendered=False, today=AS_OF.date())

    def records(self, noun: type[Any]) -> Iterator[Any]:
        return iter(())

    def body_text(self, url: str) -> Dom | None:
        path = url.removeprefix(HOST)
        return Dom(self.markup[path], url=url, encoding="utf-8") if path in self.markup else None

    def looks(self, url: str) -> tuple[Look, ...]:
        return self.seen.get(url.removeprefix(HOST), ())


def surveyed(portal: Portal, *columns: ColumnOverride) -> tuple[list[Column], list[Entry]]:
    """The columns of a portal without its home page, and their entries."""
    site = Site(id="own", agency="a", name="某市", kind="portal", url=f"{HOST}/", profile=Profile(columns=columns))
    registry = Registry(agencies={}, sites={"own": site, "other": OTHER})
    found, entries = survey(portal, site, registry, AS_OF)
    return [column for column in found if column.role != "home"], entries


def items(folder: str, *days: str) -> str:
    """The list of a column with its articles' addresses below ``folder``."""
    rows = "".join(
        f"<li><a href={folder}t{number}.html>关于第{number}次会议有关情况的通报</a><span>{day}</span></li>"
        for number, day in enumerate(days, 1)
    )
    return f"<ul class=list>{rows}</ul>"


def navigation(**columns: str) -> str:
    """A home page whose navigation names columns: name=path."""
    links = "".join(f"<a href={path}>{name}</a>" for name, path in columns.items())
    return f"<title>某市人民政府</title><div class=nav><a href=/>首页</a>{links}</div><p>{PROSE}</p>"
