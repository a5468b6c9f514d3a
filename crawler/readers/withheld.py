"""Pages with a mark of secrecy: of these nothing is kept but address, mark and digest."""

from __future__ import annotations

from dataclasses import replace

from crawler.readers.reading import Article, Reading
from storage.records import RestrictedMark

KEPT = ("sitename", "sitedomain", "siteidcode", "columnname", "columntype", "pubdate", "contentsource")
"""Page tags that say nothing about the document."""

HIDDEN = "＊＊＊"
"""What stands for the words of other tags."""


def withheld(reading: Reading, mark: str) -> Reading:
    """A reading without what its page says: links by address alone, no title, no text, no other facts."""
    return replace(
        reading,
        article=Article(
            title=None, text="", published=reading.article.published, published_from=reading.article.published_from
        ),
        html_title=None,
        lists=(),
        links=tuple(replace(link, text="") for link in reading.links),
        column=None,
        breadcrumb=(),
        metas={name: value if name in KEPT else HIDDEN for name, value in reading.metas.items()},
        redacted=None,
        called=tuple((target, "") for target, _ in reading.called),
        records=(RestrictedMark(url=reading.url, mark=mark, sha256=""),),
        doubts=(),
    )


def mark_of_reading(reading: Reading) -> RestrictedMark | None:
    """The mark for which a page is withheld, None where it is not."""
    return next((record for record in reading.records if isinstance(record, RestrictedMark)), None)
