"""What reading for safety costs a page: ``python benchmarks/safety.py FOLDER`` with saved pages below it."""

from __future__ import annotations

import statistics
import sys
from datetime import date
from pathlib import Path
from time import process_time

from crawler.decode import Undecodable, decode
from crawler.readers.articles import read_article
from crawler.readers.dom import Dom
from crawler.readers.exposures import without_numbers
from crawler.readers.laws import lapsed_laws_of
from crawler.readers.links import read_links
from crawler.readers.offsite import offsite_blocks
from crawler.readers.promises import titled_links
from crawler.readers.restricted import mark_of_page
from crawler.readers.unlinked import unlinked_attachments
from crawler.readers.unsafe import unsafe_content
from storage.records import PageKind

DAY = date(2026, 11, 1)


def cost_ms(body: bytes) -> float:
    """CPU milliseconds of all safety readers on a page that the other readers have read already."""
    decoded = decode(body, None)
    dom = Dom(decoded.text, url="http://www.example.gov.cn/a/1.html", encoding=decoded.encoding)
    links, article, _ = read_links(dom), read_article(dom, DAY), dom.lined
    start = process_time()
    shown, _, _ = without_numbers(dom, decoded.text, DAY)
    unsafe_content(shown, links)
    list(offsite_blocks(shown))
    list(titled_links(shown.url, links))
    list(unlinked_attachments(shown, article, PageKind.ARTICLE))
    list(lapsed_laws_of(shown.url, article, PageKind.ARTICLE))
    mark_of_page(shown, article)
    return (process_time() - start) * 1000


def main(folder: Path) -> None:
    costs = []
    for file in sorted(folder.rglob("*.html")):
        if file.is_file():
            try:
                costs.append(cost_ms(file.read_bytes()))
            except Undecodable:
                continue
    middle, mean, worst = statistics.median(costs), statistics.mean(costs), max(costs)
    print(f"{len(costs)} pages: mean {mean:.2f} ms, median {middle:.2f} ms, worst {worst:.2f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
