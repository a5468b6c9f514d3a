"""Opening an address as a visitor would: by GET, along its redirects, within bounds of size and time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from http.cookies import SimpleCookie
from time import monotonic
from urllib.parse import urlsplit

import ada_url
import aiohttp
from yarl import URL

from crawler.guards import Gate, GuardedResolver, PrivateAddressError
from crawler.looks import bodies, faults, magic
from crawler.looks.answers import Answer
from crawler.looks.headers import keep_cookies, retry_after
from crawler.pace import Pace
from crawler.settings import CrawlSettings
from storage.records import SHANGHAI, Failure, Sign

MAX_HOPS = 20
"""Redirects that a browser follows before it gives up."""

TOTAL_TIMES = 4
"""A whole download may take this many times the time allowed for one answer."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRICKLE_BYTES_PER_S = 512
_WALL_HEADERS = ("Server", "X-Powered-By", "Via", "X-Cache", "WWW-Authenticate", "cf-mitigated", "Set-Cookie")
_PROXY_FAILURES = {502: Failure.REFUSED, 504: Failure.TIMEOUT}
_KEPT_TYPES = ("text/css", "application/xml", "text/xml")


def tls_context(*, verify: bool) -> ssl.SSLContext:
    """TLS as lenient as the oldest server that browsers still open; certificates are judged only if ``verify``."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def host_of(url: str) -> str:
    """Host and port of an address: the unit that has a pace."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


class Client:
    """Looks at addresses. ``strict_tls``: a certificate that browsers reject is a failure (links), not a detail
    to be passed over (the inspected site itself, whose certificate has a check of its own). ``total``: requests
    at a time over all hosts. ``documents``: files that hold text are wanted whole."""

    def __init__(
        self, settings: CrawlSettings, pace: Pace, *, strict_tls: bool = False, total: int = 64, documents: bool = False
    ) -> None:
        self._settings = settings
        self._documents = documents
        self._pace = pace
        self._gate = Gate(settings.allow_private_hosts)
        self._lenient = tls_context(verify=False)
        self._strict = tls_context(verify=True) if strict_tls else None
        self._limit = settings.max_body_bytes
        self._answering: set[str] = set()
        self._doors: dict[str, asyncio.Task[bool]] = {}
        self._slots = asyncio.Semaphore(total)
        resolver = None if settings.proxy else GuardedResolver(self._gate)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, limit_per_host=0, resolver=resolver, ttl_dns_cache=300, keepalive_timeout=30
            ),
            timeout=aiohttp.ClientTimeout(
                total=None, connect=None, sock_connect=settings.timeout_s, sock_read=settings.timeout_s
            ),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
                "Accept-Encoding": bodies.ACCEPT_ENCODING,
            },
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=32_768,
            max_field_size=65_536,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def look(
        self,
        url: str,
        *,
        keep: bool = False,
        allow: Callable[[str], Awaitable[bool]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Open ``url`` and follow its redirects. ``keep``: the whole body is wanted whatever it is. ``allow``: asked
        where a redirect leads elsewhere; where it says no, the look ends there as forbidden by robots.txt.
        ``headers``: said in place of our own, for a look as somebody else.

        Failures are answers too. Raises only ``HostGivenUpError`` and ``StoppedError``, from waiting for a turn.
        """
        current, hops = url, [url]
        jars: dict[str, SimpleCookie] = {}
        seen = {(url, "")}
        while True:
            cookies = jars.setdefault(host_of(current), SimpleCookie())
            answer = Answer(url=url, at=datetime.now(SHANGHAI), final_url=current, keep=keep)
            location = await self._hop(answer, cookies, headers)
            answer.hops = tuple(hops)
            if location is None:
                return answer
            following = _join(current, location)
            if following is None:
                answer.note = f"location: {location[:200]}"
                return answer
            state = (following, jars.get(host_of(following), SimpleCookie()).output(header="", sep=";"))
            if state in seen or len(hops) > MAX_HOPS:
                answer.with_signs(Sign.LOOP)
                return answer
            seen.add(state)
            hops.append(following)
            if allow is not None and following != current and not await allow(following):
                answer = Answer(url=url, at=answer.at, final_url=following, keep=keep)
                answer.with_signs(Sign.ROBOTS)
                return answer
            current = following

    async def _hop(self, answer: Answer, cookies: SimpleCookie, said: Mapping[str, str] | None) -> str | None:
        """One request; returns the address it redirects to, as written, or None where it ends here."""
        current = answer.final_url
        if not self._gate.may_fetch(current):
            answer.with_signs(Sign.PRIVATE)
            return None
        host = host_of(current)
        location = None
        async with self._pace.turn(host), self._slots:
            started = monotonic()
            try:
                async with asyncio.timeout(self._settings.timeout_s * TOTAL_TIMES):
                    location = await self._get(answer, cookies, said)
            except PrivateAddressError as refused:
                answer.note = str(refused)
                answer.with_signs(Sign.PRIVATE)
            except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                self._failed(answer, error, monotonic() - started)
            answer.elapsed_s = monotonic() - started
        if answer.status is not None and Sign.PROXY_ERROR not in answer.signs:
            self._answering.add(host)
        self._pace.ended(host, answer.status, answer.failure, answer.retry_after_s)
        return location

    def _failed(self, answer: Answer, error: BaseException, elapsed_s: float) -> None:
        received = answer.length or 0
        if answer.status is not None and received > _TRICKLE_BYTES_PER_S * elapsed_s and received:
            answer.with_signs(Sign.TOO_LARGE if isinstance(error, TimeoutError) else Sign.TRUNCATED)
            answer.body, answer.kept = answer.head, False
            return
        if isinstance(error, aiohttp.ClientHttpProxyError) and error.status in _PROXY_FAILURES:
            answer.failure, answer.note = _PROXY_FAILURES[error.status], str(error.status)
            answer.with_signs(Sign.PROXY_ERROR)
        else:
            answer.failure, answer.note = faults.failure_of(error)
        answer.status = None

    async def _get(self, answer: Answer, cookies: SimpleCookie, said: Mapping[str, str] | None) -> str | None:
        context = self._strict or self._lenient
        try:
            return await self._request(answer, cookies, context, said)
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            code = faults.verify_code(error)
            if self._strict is None or not (code is None or code in faults.INCOMPLETE_CHAIN):
                raise
            return await self._request(answer, cookies, self._lenient, said)

    async def _request(
        self, answer: Answer, cookies: SimpleCookie, context: ssl.SSLContext, said: Mapping[str, str] | None
    ) -> str | None:
        current = answer.final_url
        headers = dict(said or {})
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={m.coded_value}" for name, m in cookies.items())
        async with self._session.get(
            URL(current, encoded=True),
            allow_redirects=False,
            proxy=self._settings.proxy or None,
            ssl=context,
            headers=headers,
        ) as response:
            answer.status = response.status
            answer.content_type = response.headers.get("Content-Type")
            answer.retry_after_s = retry_after(response.headers.get("Retry-After"))
            answer.server = "\n".join(
                f"{name}: {value}" for name in _WALL_HEADERS for value in response.headers.getall(name, ())
            )
            location = response.headers.get("Location") if response.status in _REDIRECTS else None
            if location:
                keep_cookies(cookies, response.headers.getall("Set-Cookie", ()))
                response.close()
                return location
            if await self._is_proxy_error(response.status, current):
                answer.failure, answer.note = _PROXY_FAILURES[response.status], str(response.status)
                answer.status = None
                answer.with_signs(Sign.PROXY_ERROR)
                response.close()
                return None
            await self._read(answer, response)
        return None

    async def _is_proxy_error(self, status: int, url: str) -> bool:
        """A 502 or 504 is the proxy's word unless the host answers otherwise, now or when asked for its front door."""
        host = host_of(url)
        if not self._settings.proxy or status not in _PROXY_FAILURES or host in self._answering:
            return False
        if (door := self._doors.get(host)) is None:
            door = self._doors[host] = asyncio.ensure_future(self._opens(f"{urlsplit(url).scheme}://{host}/"))
        return not await asyncio.shield(door)

    async def _opens(self, url: str) -> bool:
        """Whether anything but a gateway error comes from an address."""
        proxy, address = self._settings.proxy, URL(url, encoded=True)
        try:
            async with self._session.get(address, allow_redirects=False, proxy=proxy, ssl=self._lenient) as response:
                response.close()
                return response.status not in _PROXY_FAILURES
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
            return False

    async def _read(self, answer: Answer, response: aiohttp.ClientResponse) -> None:
        """Read the body: whole for pages and style sheets, counted and thrown away for other files."""
        declared = response.content_length
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        coded = coding not in ("", "identity")
        body = bytearray()
        sniffed = coded
        answer.kept = coded
        answer.length = 0
        try:
            async for chunk in response.content.iter_any():
                answer.length += len(chunk)
                if answer.kept or len(body) < magic.HEAD_BYTES:
                    body += chunk
                if not sniffed and len(body) >= 1024:
                    sniffed = True
                    self._sniff(answer, bytes(body[: magic.HEAD_BYTES]))
                    if (declared or 0) > self._limit and (answer.document is not None or not answer.kept):
                        break
                if answer.length > self._limit:
                    break
        except aiohttp.ClientPayloadError:
            answer.with_signs(Sign.TRUNCATED)
        finally:
            answer.body = bytes(body)
        if answer.length > self._limit or (declared or 0) > self._limit:
            answer.with_signs(Sign.TOO_LARGE)
            answer.length = max(declared or 0, answer.length)
            response.close()
        if coded:
            self._decode(answer, coding)
        self._sniff(answer, answer.head)
        if answer.document is not None:
            answer.document = None if {Sign.TOO_LARGE, Sign.TRUNCATED} & set(answer.signs) else answer.body
            answer.kept = False
        if not answer.kept or Sign.TOO_LARGE in answer.signs:
            answer.body, answer.kept = answer.head, False

    def _decode(self, answer: Answer, coding: str) -> None:
        try:
            answer.body, whole = bodies.inflate(answer.body, coding, self._limit)
        except bodies.BadCodingError as error:
            if not magic.is_html(answer.head, None):
                answer.note = f"content-encoding: {error}"[:200]
            return
        if len(answer.body) >= self._limit:
            answer.with_signs(Sign.TOO_LARGE)
        elif not whole:
            answer.with_signs(Sign.TRUNCATED)

    def _sniff(self, answer: Answer, head: bytes) -> None:
        kind = (answer.content_type or "").partition(";")[0].strip().lower()
        answer.html = magic.is_html(head, answer.content_type)
        answer.kept = answer.keep or answer.html or kind in _KEPT_TYPES or magic.promised(answer.final_url) == "css"
        if self._documents and not answer.kept and magic.is_document(head, answer.final_url):
            answer.document, answer.kept = b"", True


def _join(base: str, location: str) -> str | None:
    """The address that a Location header means, None where browsers would not go there."""
    try:
        joined: str = ada_url.join_url(base, location)
    except ValueError:
        return None
    return joined.partition("#")[0] if joined.startswith(("http://", "https://")) else None
