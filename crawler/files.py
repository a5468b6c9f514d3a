"""What is kept of files and style sheets: what they name, what they hide, and what they give away of persons."""

from __future__ import annotations

from typing import Any

from crawler.attachments.reading import AttachmentReader, unread_file
from crawler.decode import Undecodable, decode
from crawler.frontier import Address
from crawler.jobs import Job
from crawler.looks import magic
from crawler.looks.answers import Answer
from crawler.readers.sheets import hiding_rules
from crawler.readers.styles import style_addresses
from crawler.urls import resolve, without_fragment
from storage.records import SHANGHAI, HidingRules, Mentions, Sign


class Files:
    """Reads what is no page; what files hold only where somebody will judge it."""

    def __init__(self, job: Job) -> None:
        today = job.as_of.astimezone(SHANGHAI).date()
        self._reader = AttachmentReader(today) if job.reads_content else None

    async def facts(self, address: Address, answer: Answer) -> tuple[Any, ...]:
        """What a file or a style sheet holds, for its own address."""
        if is_sheet(answer):
            return tuple(_sheet(address.url, answer))
        if self._reader is None:
            return ()
        if Sign.TOO_LARGE in answer.signs and magic.is_document(answer.head, address.url):
            return (unread_file(answer.head, url=address.url, page=address.parent, why="too_much"),)
        body = answer.document
        if body is None and answer.html and answer.kept and magic.is_office_html(answer.head):
            body = answer.body
        if body is None or (answer.status or 0) >= 400:
            return ()
        return await self._reader.read(body, url=address.url, page=address.parent, name=address.name)

    async def close(self) -> None:
        """End the process that reads files."""
        if self._reader is not None:
            await self._reader.close()


def is_sheet(answer: Answer) -> bool:
    """Whether an answer is a style sheet, whole."""
    kind = (answer.content_type or "").partition(";")[0].strip().lower()
    return answer.kept and (kind == "text/css" or magic.promised(answer.final_url) == "css")


def _sheet(url: str, answer: Answer) -> list[Any]:
    """What a style sheet names (pictures, fonts, further sheets), and its rules that hide."""
    try:
        decoded = decode(answer.body, answer.content_type)
    except Undecodable:
        return []
    resolved = (resolve(answer.final_url, css, decoded.encoding).url for css in style_addresses(decoded.text))
    targets = tuple(dict.fromkeys(without_fragment(found) for found in resolved if found is not None))
    rules = hiding_rules(decoded.text)
    facts: list[Any] = [Mentions(source=url, via="css", targets=targets)] if targets else []
    return [*facts, HidingRules(sheet=url, rules=rules)] if rules else facts
