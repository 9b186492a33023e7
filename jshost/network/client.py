"""HTTP over the real network: each address is checked, each redirect is a request of its own, and
everything that a server sends is bounded.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Protocol
from urllib.parse import quote, unquote

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from jshost.exchange import Failure, FailureKind, Headers, Request, Response
from jshost.hosts import canonical
from jshost.network.addresses import Guard, Refused
from jshost.network.loop import Job, Loop

MAX_REDIRECTS = 20
_PIECE = 64 * 1024
_CREDENTIALS = frozenset(("authorization", "cookie", "proxy-authorization"))
_OF_BODIES = frozenset(("content-type", "content-length", "content-encoding", "content-language"))
_REDIRECTS = (301, 302, 303, 307, 308)


class Listener(Protocol):
    """Who is told, in the run, how an exchange goes on."""

    @property
    def streams(self) -> bool:
        """Whether it takes each piece of the body as it comes."""
        ...

    @property
    def is_early(self) -> bool:
        """Whether it wants to know at once that the response has begun, not just at its end."""
        ...

    def sent(self, done: int, total: int) -> None:
        """So many bytes of the request's body are sent."""
        ...

    def began(self, response: Response) -> None:
        """The response has begun; its body may not be there yet."""
        ...

    def received(self, piece: bytes, done: int, total: int) -> None:
        """A piece of the body has come; `total` is 0 where the server does not say it."""
        ...

    def ended(self, outcome: Response | Failure) -> None:
        """The exchange is over."""
        ...


class Client:
    """Sends requests, with kept-alive connections and without cookies."""

    def __init__(self, loop: Loop, guard: Guard) -> None:
        self._loop = loop
        self._guard = guard
        self._session: aiohttp.ClientSession | None = None

    def send(self, request: Request, listener: Listener) -> Job:
        """Send a request. What `listener` is told is told in the run."""

        def done(result: Any) -> None:
            if not isinstance(result, Response | Failure):
                result = Failure("unknown", f"{type(result).__name__}: {result}")
            if isinstance(result, Response) and not exchange.has_begun:
                listener.began(result)
            listener.ended(result)

        exchange = _Exchange(request, listener)
        return self._loop.start(lambda job: self._run(exchange, job), done)

    async def close(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _run(self, exchange: _Exchange, job: Job) -> Response:
        try:
            return await exchange.run(job, self._open(), self._guard)
        except Failure:
            raise
        except Exception as error:
            raise _failure(error) from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=Resolver(self._guard), use_dns_cache=False, limit=0
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
                auto_decompress=False,
                requote_redirect_url=False,
                trust_env=False,
                trace_configs=[_tracing()],
            )
        return self._session


class Resolver(AbstractResolver):
    """Hands aiohttp those addresses of a name that were checked: it connects to them alone."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._guard.resolve(host, port)
        ]

    async def close(self) -> None:
        pass


class _Exchange:
    """One request and what follows from it, on the loop's thread."""

    _job: Job

    def __init__(self, request: Request, listener: Listener) -> None:
        self._request = request
        self._listener = listener
        self.has_begun = False
        """Whether the listener has been told that the response has begun."""
        self._start = time.monotonic()
        self.measured: dict[str, float | str | bool] = {
            "fetchStart": 0.0,
            "socketReused": False,
        }

    def mark(self, name: str) -> None:
        """Measure a moment: milliseconds since the exchange began."""
        self.measured[name] = (time.monotonic() - self._start) * 1000

    async def run(self, job: Job, session: aiohttp.ClientSession, guard: Guard) -> Response:
        self._job = job
        request, url = self._request, _parse(self._request.url)
        for _ in range(MAX_REDIRECTS + 1):
            _check(url, guard)
            response = await self._send(session, request, url)
            try:
                target = response.headers.get("location")
                if not (request.follow and response.status in _REDIRECTS and target):
                    return await self._take(response, request)
            finally:
                response.close()
            request, url = _redirected(request, url, response.status, target)
            self.mark("redirectEnd")
        raise Failure("redirects", f"more than {MAX_REDIRECTS}")

    async def _send(
        self, session: aiohttp.ClientSession, request: Request, url: URL
    ) -> aiohttp.ClientResponse:
        headers = [*request.headers, ("Accept-Encoding", "gzip, deflate")]
        data: Any = None
        if request.body:
            headers.append(("Content-Length", str(len(request.body))))
            data = self._pieces(request.body)
        self.measured["sendBytesCount"] = len(request.body)
        return await session.request(
            request.method,
            url,
            headers=headers,
            data=data,
            allow_redirects=False,
            trace_request_ctx=self,
        )

    async def _pieces(self, body: bytes) -> AsyncIterator[bytes]:
        told = -1
        for at in range(0, len(body), _PIECE):
            yield body[at : at + _PIECE]
            done = min(at + _PIECE, len(body))
            if done * 100 // len(body) != told:
                told = done * 100 // len(body)
                self._job.tell(partial(self._listener.sent, done, len(body)))

    async def _take(self, response: aiohttp.ClientResponse, request: Request) -> Response:
        """Read a response, piece by piece."""
        self.mark("responseStart")
        begun = _begun(response)
        if self._listener.is_early:
            self.has_begun = True
            self._job.tell(lambda: self._listener.began(begun))
        body = bytearray()
        count = 0
        packed = _unpacker(response)
        length = _length(response)
        async for raw in response.content.iter_any():
            count += len(raw)
            for piece in packed.unpack(raw):
                if len(body) + len(piece) > request.limit:
                    raise Failure("size", f"more than {request.limit} bytes")
                body += piece
                await self._tell(piece, count if length else len(body), length)
        self.mark("responseEnd")
        self.measured["receivedBytedCount"] = count
        return begun.replace(body=bytes(body), measured=dict(self.measured))

    async def _tell(self, piece: bytes, done: int, total: int) -> None:
        if self._listener.streams:
            await self._job.reach(lambda: self._listener.received(piece, done, total))


def _parse(text: str, base: URL | None = None) -> URL:
    """Read a URL, or what a redirect says of one, and change nothing in it that need not be."""
    try:
        url = URL(quote(text.strip(" "), safe=_AS_IT_IS), encoded=True)
        url = base.join(url) if base else url
        host = canonical(unquote(url.raw_host or ""))
        if host is None or url.raw_user is not None or url.raw_password is not None:
            raise ValueError("no host, or a user")
        return url.with_host(host) if host != url.raw_host else url
    except ValueError as error:
        raise Failure("invalid", f"{text[:200]!r} is no URL: {error}") from error


_AS_IT_IS = "%:/?#[]@!$&'()*+,;=-._~|^`{}"


def _check(url: URL, guard: Guard) -> None:
    """Raise Failure for what may not be reached."""
    if url.scheme not in ("http", "https") or not url.raw_host or not url.port:
        raise Failure("invalid", f"{str(url)[:200]} is no URL of HTTP")
    if not guard.allows(url.raw_host, url.port):
        raise Failure("domain", f"{url.raw_host}:{url.port} is not allowed")


def _redirected(request: Request, url: URL, status: int, target: str) -> tuple[Request, URL]:
    """Return what is sent next, as Fetch has it: a POST becomes a GET, and credentials are for one
    origin.
    """
    following = _parse(target, url)
    headers, method, body = request.headers, request.method, request.body
    if following.origin() != url.origin():
        headers = _without(headers, _CREDENTIALS)
    becomes_get = method == "POST" if status in (301, 302) else method not in ("GET", "HEAD")
    if status in (301, 302, 303) and becomes_get:
        headers, method, body = _without(headers, _OF_BODIES), "GET", b""
    return request.replace(headers=headers, method=method, body=body), following


def _without(headers: Headers, names: frozenset[str]) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in names)


def _begun(response: aiohttp.ClientResponse) -> Response:
    version = response.version
    headers = tuple(
        (name.decode("latin-1"), value.decode("utf-8", "replace"))
        for name, value in response.raw_headers
    )
    return Response(
        response.status,
        headers,
        b"",
        str(response.url),
        reason=response.reason or "",
        version=f"HTTP/{version.major}.{version.minor}" if version else "HTTP/1.1",
    )


def _length(response: aiohttp.ClientResponse) -> int:
    text = response.headers.get("content-length", "")
    return int(text[:15]) if text.isascii() and text.isdigit() else 0


# -- bodies ---------------------------------------------------------------------------------------


class _Plain:
    """A body that is not packed."""

    def unpack(self, raw: bytes) -> Iterator[bytes]:
        yield raw


class _Packed(_Plain):
    """A body in gzip or deflate, unpacked in pieces of a bounded size: there may be very much in
    few bytes.
    """

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._unpacker = zlib.decompressobj(bits)

    def unpack(self, raw: bytes) -> Iterator[bytes]:
        while True:
            piece = self._unpacker.decompress(raw, _PIECE)
            yield piece
            raw = self._unpacker.unconsumed_tail
            if self._unpacker.eof:
                raw = self._unpacker.unused_data
                if not raw or self._bits < 0:
                    return
                self._unpacker = zlib.decompressobj(self._bits)  # gzip may have several parts
            elif not raw and len(piece) < _PIECE:
                return


class _Deflated(_Plain):
    """A body in "deflate", which some servers send with a header of zlib and some without."""

    def __init__(self) -> None:
        self._packed: _Packed | None = None

    def unpack(self, raw: bytes) -> Iterator[bytes]:
        if self._packed is None and raw:
            has_header = raw[0] & 0x0F == 8
            self._packed = _Packed(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        return self._packed.unpack(raw) if self._packed else iter(())


def _unpacker(response: aiohttp.ClientResponse) -> _Plain:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        return _Packed(zlib.MAX_WBITS | 16)
    return _Deflated() if encoding == "deflate" else _Plain()


# -- what is measured, what goes wrong ------------------------------------------------------------


def _tracing() -> aiohttp.TraceConfig:
    """Return what has aiohttp tell an exchange when its steps begin and end."""
    config = aiohttp.TraceConfig()

    def on(signal: Any, note: Callable[[_Exchange], None]) -> None:
        async def noted(session: Any, context: Any, params: Any) -> None:
            note(context.trace_request_ctx)

        signal.append(noted)

    def note_reuse(exchange: _Exchange) -> None:
        exchange.measured["socketReused"] = True

    on(config.on_dns_resolvehost_start, lambda exchange: exchange.mark("domainLookUpStart"))
    on(config.on_dns_resolvehost_end, lambda exchange: exchange.mark("domainLookUpEnd"))
    on(config.on_connection_create_start, lambda exchange: exchange.mark("connectStart"))
    on(config.on_connection_create_end, lambda exchange: exchange.mark("connectEnd"))
    on(config.on_connection_reuseconn, note_reuse)
    return config


_BY_ERRNO: dict[int | None, FailureKind] = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "timeout",
}


def _failure(error: BaseException) -> Failure:
    """Say what went wrong in the words of an exchange."""
    detail = f"{type(error).__name__}: {error}"[:500]
    cause: BaseException | None = error
    while cause is not None:
        kind = _kind(cause)
        if kind is not None:
            return Failure(kind, detail)
        cause = getattr(cause, "os_error", None) or cause.__cause__
    return Failure("unknown", detail)


def _kind(error: BaseException) -> FailureKind | None:
    if isinstance(error, Refused):
        return "domain"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "domain" if isinstance(error.__cause__, Refused) else "dns"
    if isinstance(error, ssl.SSLError | ssl.CertificateError | aiohttp.ClientSSLError):
        return "ssl"
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientPayloadError):
        return "reset"
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.InvalidURL | zlib.error):
        return "invalid"
    if isinstance(error, TimeoutError | asyncio.TimeoutError):
        return "timeout"
    if isinstance(error, OSError) and not isinstance(error, aiohttp.ClientOSError):
        return _BY_ERRNO.get(error.errno, "unreachable")
    return "invalid" if isinstance(error, ValueError) else None
