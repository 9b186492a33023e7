"""WebSocket over the real network: its address is checked as those of requests are, redirects are
not followed, and what a server sends waits until the run has taken it.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

import aiohttp
from yarl import URL

from jshost.differences.websocket import ABNORMAL, NO_CODE, NORMAL
from jshost.exchange import Ear, Handshake, Message, OpenFailure, folded
from jshost.network.addresses import Guard
from jshost.network.client import Resolver
from jshost.network.loop import Job, Loop

MAX_MESSAGE = 10 * 1024 * 1024
"""How many bytes a message may have; a larger one ends its connection (1009)."""
CLOSING_SECONDS = 5.0
"""How long a server has to answer that a connection is closed."""
_LEAVING_SECONDS = 0.1
"""The same, where the run or the server has ended it."""
_MAX_AHEAD = 64 * 1024
_COST = 1024
"""How far a server may be ahead of the run: in characters or bytes, and what a message adds."""
_DEFLATE_WINDOW = 15


class _Failed(Exception):
    """Why a connection has not come about."""

    def __init__(self, kind: OpenFailure, detail: str) -> None:
        super().__init__(detail[:500])
        self.kind = kind


def _target(guard: Guard, url: str) -> URL | None:
    try:
        target = URL(url)
    except ValueError:
        return None
    host, port = target.raw_host, target.port
    return target if host and port and guard.allows(host, port) else None


class WebSocketLine:
    """A connection to a real server. It holds the run until it has ended."""

    def __init__(self, loop: Loop, guard: Guard, asked: Handshake, ear: Ear) -> None:
        self._loop = loop
        self._guard = guard
        self._asked = asked
        self._ear = ear
        self._outgoing: asyncio.Queue[Message | tuple[int, str]] = asyncio.Queue()
        self._closing = False
        self._job = loop.start(self._run, self._done)

    # -- in the run --

    def send(self, message: Message) -> None:
        self._loop.call(self._outgoing.put_nowait, message)

    def close(self, code: int, reason: str) -> None:
        self._loop.call(self._outgoing.put_nowait, (code, reason))

    def drop(self) -> None:
        self._job.cancel()

    def _done(self, result: Any) -> None:
        if isinstance(result, tuple):
            self._ear.closed(*result)
        elif isinstance(result, _Failed):
            self._ear.failed(result.kind, str(result))
        else:
            self._ear.closed(ABNORMAL, "")

    # -- on the loop's thread --

    async def _run(self, job: Job) -> tuple[int, str]:
        """Connect, and carry messages until the connection has ended; return its code and reason.
        Raises _Failed.
        """
        answer: dict[str, str] = {}
        async with _session(self._guard, answer) as session:
            line = await self._connect(session)
            sender = asyncio.create_task(self._send(line))
            try:
                _check_protocol(answer, self._asked.protocols)
                job.tell(lambda: self._ear.opened(answer))
                return await self._receive(job, line, sender)
            finally:
                sender.cancel()
                await asyncio.wait((sender,))
                await _leave(line, aiohttp.WSCloseCode.GOING_AWAY)

    async def _connect(self, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
        asked = self._asked
        url = _target(self._guard, asked.url)
        if url is None:
            raise _Failed("unreachable", "its host is not allowed")
        try:
            async with asyncio.timeout(asked.timeout / 1000):
                line = await session.ws_connect(
                    url,
                    headers=asked.headers,
                    protocols=asked.protocols,
                    autoclose=False,  # it waits long after a server that closes without a code
                    compress=_DEFLATE_WINDOW if asked.deflate else 0,
                    max_msg_size=MAX_MESSAGE + 1,  # which is refused itself
                )
        except _Failed:
            raise
        except Exception as error:
            raise _Failed(_kind(error), f"{type(error).__name__}: {error}") from error
        with suppress(OSError):
            tcp = line.get_extra_info("socket")
            tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, int(asked.no_delay))
        return line

    async def _send(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Send what the program sends, until it closes or the connection is gone."""
        with suppress(ConnectionError, TimeoutError):
            while True:
                outgoing = await self._outgoing.get()
                if isinstance(outgoing, str):
                    await line.send_str(outgoing)
                elif isinstance(outgoing, bytes):
                    await line.send_bytes(outgoing)
                else:
                    code, reason = outgoing
                    self._closing = True
                    async with asyncio.timeout(CLOSING_SECONDS):
                        await line.close(code=code, message=reason.encode())
                    return

    async def _receive(
        self, job: Job, line: aiohttp.ClientWebSocketResponse, sender: asyncio.Task[None]
    ) -> tuple[int, str]:
        ahead = 0
        while True:
            received = await line.receive()
            data: Any = received.data
            if received.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                ahead += len(data) + _COST
                is_far = ahead > _MAX_AHEAD
                await self._hear(job, data, wait=is_far)
                ahead = 0 if is_far else ahead
            elif self._closing:
                await asyncio.wait((sender,))
                return line.close_code or NO_CODE, ""
            elif received.type is aiohttp.WSMsgType.CLOSE:
                await _leave(line, data or NORMAL)
                return data or NO_CODE, received.extra or ""
            elif isinstance(data, aiohttp.WebSocketError):
                return data.code, str(data)
            else:
                return ABNORMAL, ""

    async def _hear(self, job: Job, message: Message, *, wait: bool) -> None:
        """Have the run take a message, and wait until it has, and all those before, if need be."""
        if wait:
            await job.reach(lambda: self._ear.heard(message))
        else:
            job.tell(lambda: self._ear.heard(message))


async def _leave(line: aiohttp.ClientWebSocketResponse, code: int) -> None:
    """Close a connection, unless it is, without waiting long for the server to agree."""
    with suppress(Exception):
        async with asyncio.timeout(_LEAVING_SECONDS):
            await line.close(code=code)


def _session(guard: Guard, answer: dict[str, str]) -> aiohttp.ClientSession:
    """Return a session for one connection; `answer` gets the headers of the server's answer."""
    tracing = aiohttp.TraceConfig()

    async def note(session: Any, context: Any, params: aiohttp.TraceRequestEndParams) -> None:
        answer.update(folded(tuple(params.response.headers.items())))

    async def refuse(
        session: Any, context: Any, params: aiohttp.TraceRequestRedirectParams
    ) -> None:
        params.response.close()
        raise _Failed("refused", f"a redirect: {params.response.status}")

    tracing.on_request_end.append(note)
    tracing.on_request_redirect.append(refuse)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=Resolver(guard), use_dns_cache=False),
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("User-Agent",),
        trust_env=False,
        trace_configs=[tracing],
    )


def _check_protocol(answer: dict[str, str], asked: tuple[str, ...]) -> None:
    """Raise _Failed where the server has chosen a protocol that it was not asked for."""
    names = {name.lower(): value for name, value in answer.items()}
    chosen = names.get("sec-websocket-protocol")
    if chosen is not None and chosen not in asked:
        raise _Failed("broken", f"the server has chosen the protocol {chosen[:80]!r}")


def _kind(error: Exception) -> OpenFailure:
    if isinstance(error, aiohttp.WSServerHandshakeError) and error.status != 101:
        return "refused"
    if isinstance(error, TimeoutError):
        return "timeout"
    return "broken" if isinstance(error, aiohttp.ClientResponseError) else "unreachable"
