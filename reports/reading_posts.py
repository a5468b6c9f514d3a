"""What the readers of new media see in a saved answer, as ``xuncha read`` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from crawler.decode import Undecodable, decode
from crawler.platforms import claimed
from crawler.platforms.posts import Saved, Timeline, UnreadableError
from reports.findings import plain
from storage.records import Answer, PageKind, Post

ANSWERS = {"gone": Answer.MISSING, "blocked": Answer.REFUSED}
"""What a visitor gets where a platform shows no posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The fields that posts add to a row. ``is_page``: a web page, on which the other readers look as well."""

    fields: Mapping[str, Any]
    encoding: str | None
    is_page: bool


def read(body: bytes, url: str, content_type: str | None, name: str, captured: datetime) -> Posted | None:
    """What an answer shows of an account; None where it is an ordinary page or nothing that we know."""
    saved = Saved(body, captured, url=url, content_type=content_type, name=name)
    try:
        sure, source = claimed(saved)
        if source is None or (saved.looks_like_html and sure < 2):
            return None
        fields = _shown(source.read(saved))
    except UnreadableError as error:
        if error.reason == "undecodable":
            return None
        fields = _row(str(ANSWERS.get(error.reason, Answer.PAGE)), "account", doubts=[error.reason])
    return Posted(fields=fields, encoding=_encoding(saved), is_page=saved.looks_like_html)


def _encoding(saved: Saved) -> str | None:
    try:
        return None if saved.looks_binary else decode(saved.body, saved.content_type).encoding
    except Undecodable:
        return None


def _shown(found: Timeline) -> dict[str, Any]:
    single = found.posts[0] if found.kind == "post" and found.posts else None
    row = _row(str(Answer.PAGE), found.kind, doubts=sorted(found.problems))
    row["posts"] = [_told(post) for post in found.posts]
    row["title"] = (single.title if single else found.account) or None
    row["published"] = plain(single.at) if single else None
    row["published_from"] = single.at_from if single else None
    row["source"] = found.account if single else None
    return row | ({"mistakes": list(found.mistakes)} if found.mistakes else {})


def _told(post: Post) -> dict[str, Any]:
    """A post as it is printed; its text where that is more than the title."""
    return {name: value for name, value in plain(asdict(post)).items() if name != "text" or value}


def _row(answer: str, kind: str, *, doubts: list[str]) -> dict[str, Any]:
    return {
        "answer": answer,
        "page_kind": str(PageKind(kind)),
        "posts": [],
        "title": None,
        "published": None,
        "published_from": None,
        "source": None,
        "doubts": doubts,
    }
