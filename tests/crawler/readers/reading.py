"""How the tests of the readers write pages and ask for what is read on them."""

from __future__ import annotations

from datetime import date

from crawler.readers.dom import Dom
from crawler.readers.links import read_links
from crawler.readers.lists import read_lists
from crawler.readers.page import read_page
from crawler.readers.reading import ItemList, RawLink, Reading

HOST = "http://www.example.gov.cn"
URL = f"{HOST}/zwgk/tzgg/index.html"
AS_OF = date(2026, 3, 10)
PROSE = "为贯彻落实国务院办公厅关于政府网站建设的要求，结合本市实际情况，现将有关事项通知各单位，请认真贯彻执行。"


def dom(markup: str, url: str = URL, encoding: str = "utf-8") -> Dom:
    return Dom(markup, url=url, encoding=encoding)


def links(markup: str, url: str = URL, encoding: str = "utf-8") -> tuple[RawLink, ...]:
    return read_links(dom(markup, url, encoding))


def lists(markup: str, url: str = URL) -> tuple[ItemList, ...]:
    return read_lists(dom(markup, url), AS_OF)


def page(markup: str, url: str = URL, *, status: int = 200, home: bool = False, rendered: bool = False) -> Reading:
    return read_page(markup, url=url, encoding="utf-8", status=status, as_of=AS_OF, home=home, rendered=rendered)
