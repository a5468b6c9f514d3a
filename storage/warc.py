"""What was seen, as a WARC file that any web archive reads.

Of every look there is a ``metadata`` record with its facts. Where its body was kept there is a record of the body
beside it: ``response`` for bytes that a server sent, ``conversion`` for the page that a browser built from them,
``resource`` where no answer's status is known. Only facts that are stored are written: of an answer's header these
are status and Content-Type, and the first record of the file says so. Nothing depends on the time of writing, so equal
facts give equal bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.records import Look, Sign

VERSION = "1.1"
_TRUNCATED = {Sign.TOO_LARGE: "length", Sign.TRUNCATED: "disconnect"}
_NOTE = (
    "One metadata record for each look. Response records hold the body as decoded from its content encoding; of the "
    "HTTP header only status and Content-Type are as received, Content-Length is that of the body in this file. "
    "Conversion records hold the DOM that a browser built. Requests are not stored."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A look and the body that was kept of it. ``rendered``: a browser built the body. ``target``: whose run it was."""

    look: Look
    body: bytes | None = None
    rendered: bool = False
    target: str = ""


def write_warc(out: IO[bytes], shots: Iterable[Shot], *, title: str, software: str, gzip: bool) -> int:
    """Write shots in the order given and return how many; ``title`` names the whole, ``gzip`` packs every record."""
    writer = WARCWriter(out, gzip=gzip, warc_version=VERSION)
    written = 0
    for shot in shots:
        if not written:
            _put_info(writer, shot.look.at, title, software)
        _put(writer, shot)
        written += 1
    return written


def _put_info(writer: Any, at: datetime, title: str, software: str) -> None:
    facts = {
        "software": software,
        "format": f"WARC File Format {VERSION}",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": title,
        "description": _NOTE,
    }
    _record(writer, "warcinfo", "", _fields(facts), {"WARC-Date": _date(at), "WARC-Record-ID": _id("warcinfo", title)})


def _put(writer: Any, shot: Shot) -> None:
    look = shot.look
    name = (shot.target, look.url, look.at.isoformat())
    at, facts_id = _date(look.at), _id("metadata", *name)
    headers = {"WARC-Date": at, "WARC-Record-ID": facts_id}
    if shot.body is not None:
        kind = "conversion" if shot.rendered else "response" if look.status is not None else "resource"
        body_id = _id(kind, *name)
        headers["WARC-Concurrent-To"] = body_id
        _put_body(writer, shot, shot.body, kind, {"WARC-Date": at, "WARC-Record-ID": body_id})
    _record(writer, "metadata", look.url, _fields(_facts(shot)), headers)


def _put_body(writer: Any, shot: Shot, body: bytes, kind: str, headers: dict[str, str]) -> None:
    look = shot.look
    url = look.final_url or look.url
    for sign, why in _TRUNCATED.items():
        if sign in look.signs:
            headers["WARC-Truncated"] = why
    if kind != "response":
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                payload=BytesIO(body),
                length=len(body),
                warc_content_type="text/html; charset=utf-8" if shot.rendered else "application/octet-stream",
                warc_headers_dict=headers,
            )
        )
        return
    known = [("Content-Type", _line(look.content_type))] if look.content_type else []
    answer = StatusAndHeaders(
        _status(look.status or 0), [*known, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
    )
    writer.write_record(
        writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=headers, http_headers=answer
        )
    )


def _record(writer: Any, kind: str, url: str, content: bytes, headers: dict[str, str]) -> None:
    writer.write_record(
        writer.create_warc_record(url, kind, payload=BytesIO(content), length=len(content), warc_headers_dict=headers)
    )


def _facts(shot: Shot) -> dict[str, object]:
    look = shot.look
    return {
        "target": shot.target,
        "method": look.method,
        "outcome": look.outcome,
        "redirected-to": look.final_url,
        "content-type": look.content_type,
        "length": look.length,
        "sha256": look.sha256,
        "elapsed-seconds": look.elapsed_s,
        "signs": " ".join(look.signs),
        "note": look.note,
    }


def _fields(facts: Mapping[str, object]) -> bytes:
    """Facts as ``application/warc-fields``, those that are not known left out."""
    lines = (f"{name}: {_line(str(value))}\r\n" for name, value in facts.items() if value not in (None, ""))
    return "".join(lines).encode("utf-8", "replace")


def _line(text: str) -> str:
    """Text as it may stand in one header line."""
    return " ".join(text.split())


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _id(*name: str) -> str:
    """The same name for the same record in every export."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, chr(31).join(name))}>"
