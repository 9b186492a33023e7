"""UDP over the real network: what is sent goes to addresses that are checked, and what comes from
others, unless they are allowed by their address, is not taken.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any, Protocol

from jshost.network.addresses import Guard
from jshost.network.loop import Job, Loop
from jshost.network.tcp import End

MAX_WAITING = 256
"""How many datagrams wait until the run has taken them: more are lost, as UDP may lose any."""


class Ear(Protocol):
    """Who is told of datagrams, in the run."""

    def heard(self, data: bytes, sender: End) -> None: ...

    def failed(self, error: Exception) -> None:
        """Take note that a datagram could not be sent."""
        ...


def bound(version: int, port: int, *, everywhere: bool) -> socket.socket:
    """Return a socket at a port of this machine, at any for 0: `everywhere`, or for this machine
    alone. Raises OSError.
    """
    family = socket.AF_INET if version == 4 else socket.AF_INET6
    made = socket.socket(family, socket.SOCK_DGRAM)
    try:
        made.setblocking(False)
        here = "127.0.0.1" if version == 4 else "::1"
        made.bind(("" if everywhere else here, port))
    except OSError:
        made.close()
        raise
    return made


def set_hops(made: socket.socket, hops: int) -> None:
    """Set how many routers what a socket sends may pass. Raises OSError."""
    if made.family == socket.AF_INET:
        made.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, hops)
    else:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, hops)


class UdpLine(asyncio.DatagramProtocol):
    """A socket that sends and receives. It holds the run until it is closed."""

    def __init__(self, loop: Loop, guard: Guard, made: socket.socket, ear: Ear) -> None:
        self._loop = loop
        self._guard = guard
        self._socket = made
        self._ear = ear
        self._version = 4 if made.family == socket.AF_INET else 6
        self._outgoing: asyncio.Queue[tuple[bytes, End, bool] | None] = asyncio.Queue()
        self._asked: set[End] = set()
        self._waiting = 0
        self._tell: Callable[[Callable[[], None]], None] = lambda task: None
        self._job = loop.start(self._run, self._done)

    # -- in the run --

    def send(self, data: bytes, end: End, *, broadcast: bool = False) -> None:
        self._loop.call(self._outgoing.put_nowait, (data, end, broadcast))

    def close(self) -> None:
        """Close it. What is sent before goes out, if its address is known by then."""
        self._loop.call(self._outgoing.put_nowait, None)

    def _done(self, result: Any) -> None:
        if isinstance(result, Exception):
            self._ear.failed(result)

    # -- on the loop's thread --

    async def _run(self, job: Job) -> None:
        self._tell = job.tell
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, sock=self._socket)
        try:
            while (outgoing := await self._outgoing.get()) is not None:
                try:
                    await self._send(transport, *outgoing)
                except Exception as error:
                    self.error_received(error)
        finally:
            transport.close()

    async def _send(self, transport: Any, data: bytes, end: End, broadcast: bool) -> None:
        """Send a datagram. Raises OSError, Refused."""
        host, port = end
        found = await self._guard.resolve(host, port)
        address = next((one for one in found if one.version == self._version), None)
        if address is None:
            raise OSError(f"{host} has no address of IPv{self._version}")
        self._asked.add((str(address), port))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, int(broadcast))
        if data:
            transport.sendto(data, (str(address), port))
        else:
            self._socket.sendto(data, (str(address), port))  # asyncio sends none before 3.12

    def datagram_received(self, data: bytes, sender: Any) -> None:
        host, port = str(sender[0]).partition("%")[0], int(sender[1])
        known = (host, port) in self._asked or self._guard.allows(host, port)
        if not known or self._waiting >= MAX_WAITING:
            return
        self._waiting += 1

        def take() -> None:
            self._waiting -= 1
            self._ear.heard(data, (host, port))

        self._tell(take)

    def error_received(self, error: Exception) -> None:
        self._tell(lambda: self._ear.failed(error))
