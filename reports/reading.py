"""What the readers see on one page, as ``xuncha read`` prints it, so that a reading can be disputed."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checks import messages
from crawler.decode import Undecodable, decode
from crawler.looks.faults import failure_of
from crawler.looks.hosts import is_home
from crawler.readers.annual_reports import TABLES, Report, read_annual_report
from crawler.readers.answer import looks_like_home
from crawler.readers.barriers import read_barriers
from crawler.readers.dom import Dom
from crawler.readers.letters import Letter
from crawler.readers.messages import read_messages
from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from crawler.settings import CrawlSettings
from reports import reading_posts
from reports.errors import UsageError
from reports.findings import plain
from storage.records import SHANGHAI, Answer, Barriers, PageKind

_LISTS = frozenset({PageKind.HOME, PageKind.LIST})

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page to read. ``content_type`` is the header's, None for files; ``url`` "" where there is no base.
    ``examined``: the page's markup with the browser's marks, None where no browser has examined it."""

    body: bytes
    url: str
    status: int
    content_type: str | None
    name: str = ""
    examined: str | None = None


def is_address(text: str) -> bool:
    """Whether an argument is an address rather than a file."""
    return urlsplit(text).scheme in {"http", "https"}


def from_file(path: Path, *, url: str, status: int) -> Source:
    """A saved page.

    Raises:
        UsageError: unreadable or too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path}：大于 {MAX_BYTES // 2**20} MB，不读")
        return Source(body=path.read_bytes(), url=url, status=status, content_type=None, name=path.name)
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{error.strerror}）") from None


def from_address(address: str, settings: CrawlSettings) -> Source:
    """Fetch one page by GET; the address itself is allowed though private.

    Raises:
        UsageError: no answer.
    """
    return asyncio.run(_fetch(address, settings))


async def _fetch(address: str, settings: CrawlSettings) -> Source:
    import aiohttp  # noqa: PLC0415 - 0.2 s that reading files should not cost

    timeout = aiohttp.ClientTimeout(total=settings.timeout_s)
    headers = {"User-Agent": settings.user_agent}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            session.get(address, proxy=settings.proxy or None, ssl=False) as response,
        ):
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise UsageError(f"{address}：大于 {MAX_BYTES // 2**20} MB，不读")
            return Source(
                body=bytes(body),
                url=str(response.url),
                status=response.status,
                content_type=response.headers.get("Content-Type"),
            )
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise UsageError(f"{address}：打不开（{messages.word(failure_of(error)[0])}）") from None


def read(source: Source, as_of: datetime, *, rendered: bool) -> dict[str, Any]:
    """One page as ``xuncha read`` prints it; an undecodable one has only its address and a doubt."""
    day = as_of.astimezone(SHANGHAI).date()
    posted = reading_posts.read(source.body, source.url, source.content_type, source.name, as_of)
    if posted is not None and not posted.is_page:
        return _row(None, source.url, posted.encoding, ()) | dict(posted.fields)
    try:
        decoded = decode(source.body, source.content_type)
    except Undecodable:
        return _row(None, source.url, None, ("undecodable",))
    reading = read_page(
        decoded.text,
        url=source.url,
        encoding=decoded.encoding,
        status=source.status,
        as_of=day,
        home=bool(source.url) and is_home(source.url),
        rendered=rendered,
    )
    dom = Dom(decoded.text, url=source.url, encoding=decoded.encoding)
    report = read_annual_report(dom, reading.article.title)
    row = _row(reading, source.url, decoded.encoding, reading.doubts) | {"report": _report(report)}
    board = reading.kind is PageKind.MESSAGE or (reading.column is not None and reading.column.role == "consultation")
    letters = read_messages(dom, reading.article.title, board=board)
    row["messages"] = [_message(letter) for letter in letters]
    if letters and reading.kind in {PageKind.ARTICLE, PageKind.OTHER} and reading.answer is Answer.PAGE:
        row["page_kind"] = str(PageKind.MESSAGE)
    if source.examined is not None:
        marked = read_barriers(Dom(source.examined, url=source.url, encoding="utf-8"), marked=True)
        row["barriers"] = [{"rule": rule, "selector": place} for rule, place in marked]
    if report is not None and reading.answer is Answer.PAGE:
        row["page_kind"] = str(PageKind.REPORT)
    if posted is not None and reading.answer is not Answer.MISSING:
        row |= {name: value for name, value in posted.fields.items() if value is not None}
        row["published"], row["published_from"] = posted.fields["published"], posted.fields["published_from"]
        row["doubts"] = [*reading.doubts, *posted.fields["doubts"]]
    return row


def _message(letter: Letter) -> dict[str, Any]:
    """A message with its answer."""
    return {
        "question": letter.question,
        "asked": plain(letter.asked),
        "answered": plain(letter.answered),
        "answerer": letter.answerer,
        "answer": letter.answer,
    }


def _report(report: Report | None) -> dict[str, Any] | None:
    """An annual report: its year, form, the parts that are there, and each identity with where it breaks."""
    if report is None:
        return None
    identities = {
        identity.id: {
            "status": identity.status,
            "source": identity.source,
            "why": identity.why,
            "gaps": [{field: value for field, value in asdict(gap).items() if value != ""} for gap in identity.gaps],
        }
        for identity in report.identities
    }
    return {
        "year": report.year,
        "format": report.form,
        "parts": list(report.parts),
        "tables": [name for name in TABLES if name not in report.missing_tables],
        "identities": identities,
        "blank_totals": list(report.blank_totals),
    }


def _answer(reading: Reading) -> Answer:
    """What the visitor gets; the home page of a site, wherever it was shown, by that name."""
    dated = reading.article.published is not None and reading.article.published_from != "url"
    at_home = reading.kind is PageKind.HOME or looks_like_home(
        reading.html_title, links=len(reading.links), dated=dated
    )
    return Answer.HOME if reading.answer is Answer.PAGE and at_home else reading.answer


def _barriers(reading: Reading | None) -> tuple[tuple[str, str], ...]:
    """The barriers of the page."""
    records = reading.records if reading is not None else ()
    return next((record.found for record in records if isinstance(record, Barriers)), ())


def _row(reading: Reading | None, url: str, encoding: str | None, doubts: tuple[str, ...]) -> dict[str, Any]:
    article = reading.article if reading else None
    # a list has no day of its own: what stands first on it is that of an item
    dated = reading is not None and (reading.kind not in _LISTS or reading.article.published_from == "meta")
    return {
        "url": url or None,
        "encoding": encoding,
        "answer": str(_answer(reading)) if reading else None,
        "page_kind": str(reading.kind) if reading else None,
        "title": article.title if article else None,
        "published": plain(article.published) if article and dated else None,
        "published_from": article.published_from if article and dated else None,
        "source": article.source if article else None,
        "number": article.number if article else None,
        "text": article.text if article else None,
        "attachments": [{"text": file.text, "url": file.url} for file in article.attachments] if article else [],
        "lists": [
            [{"title": item.title, "url": item.url, "date": plain(item.published)} for item in found.items]
            for found in (reading.lists if reading else ())
            if found.items
        ],
        "links": [{"url": link.url, "text": link.text, "via": link.via} for link in (reading.links if reading else ())],
        "column": (
            {"role": reading.column.role, "name": reading.column.name, "why": reading.column.why}
            if reading and reading.column
            else None
        ),
        "posts": [],
        "messages": [],
        "report": None,
        "barriers": [{"rule": rule, "selector": place} for rule, place in _barriers(reading)],
        "doubts": list(doubts),
    }
