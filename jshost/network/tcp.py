"""TCP over the real network: its address is checked, and what a server sends waits until the run
has taken it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, Protocol

from jshost.network.addresses import Guard, Refused
from jshost.network.loop import Job, Loop

_PIECE = 64 * 1024

End = tuple[str, int]
"""An address and a port."""


class Ear(Protocol):
    """Who is told of a connection, in the run."""

    def opened(self, local: End, remote: End) -> None: ...

    def heard(self, data: bytes) -> None: ...

    def ended(self, error: Exception | None) -> None:
        """Take note that it has ended, or has not come about: why, unless it was closed."""
        ...


class TcpLine:
    """A connection to a server. It holds the run until it has ended."""

    def __init__(
        self, loop: Loop, guard: Guard, end: End, version: int, seconds: float, ear: Ear
    ) -> None:
        self._loop = loop
        self._guard = guard
        self._end = end
        self._version = version
        self._seconds = seconds
        self._ear = ear
        self._outgoing: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._job = loop.start(self._run, self._done)

    # -- in the run --

    def write(self, data: bytes) -> None:
        self._loop.call(self._outgoing.put_nowait, data)

    def close(self) -> None:
        """Close, once everything is written."""
        self._loop.call(self._outgoing.put_nowait, None)

    def drop(self) -> None:
        """End at once; the ear is told nothing any more."""
        self._job.cancel()

    def _done(self, result: Any) -> None:
        self._ear.ended(result if isinstance(result, Exception) else None)

    # -- on the loop's thread --

    async def _run(self, job: Job) -> None:
        """Connect, and carry data until one of both ends closes. Raises OSError, Refused."""
        async with asyncio.timeout(self._seconds):
            reader, writer = await self._connect()
        sender = asyncio.create_task(self._send(writer))
        try:
            local, remote = (writer.get_extra_info(n)[:2] for n in ("sockname", "peername"))
            job.tell(lambda: self._ear.opened(local, remote))
            await self._receive(job, reader, sender)
        finally:
            sender.cancel()
            await asyncio.wait((sender,))
            writer.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = self._end
        found = await self._guard.resolve(host, port)
        addresses = [one for one in found if one.version == self._version]
        error: Exception = Refused(f"{host} has no address of IPv{self._version}")
        for address in addresses:
            try:
                return await asyncio.open_connection(str(address), port, limit=_PIECE)
            except OSError as failed:
                error = failed
        raise error

    async def _receive(
        self, job: Job, reader: asyncio.StreamReader, sender: asyncio.Task[None]
    ) -> None:
        while not sender.done():
            reading = asyncio.ensure_future(reader.read(_PIECE))
            await asyncio.wait((reading, sender), return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                reading.cancel()
                return
            data = reading.result()
            if not data:
                return
            await job.reach(lambda data=data: self._ear.heard(data))  # type: ignore[misc] # a default in a lambda

    async def _send(self, writer: asyncio.StreamWriter) -> None:
        """Write what the program writes, until it closes."""
        with suppress(ConnectionError):
            while (data := await self._outgoing.get()) is not None:
                writer.write(data)
                await writer.drain()
            writer.close()
            await writer.wait_closed()
