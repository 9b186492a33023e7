"""The WebSockets of a phone, and servers that are none: fixtures of the scenario, and those that a
test plays. These work on the run's clock.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from jshost.differences.websocket import ABNORMAL, INTERRUPTED, NORMAL
from jshost.errors import InputError
from jshost.exchange import Ear, Handshake, Line, Message, OpenFailure
from jshost.scheduler import Entry, Scheduler
from jshost.world import rules
from jshost.world.scenario import SocketClose, SocketFixture, SocketMessage


class Socket(Protocol):
    """A program's end of a connection, from when it is asked for until it has ended."""

    @property
    def is_open(self) -> bool: ...

    def transmit(self, message: Message) -> None:
        """Send a message."""
        ...

    def shut(self, code: int, reason: str) -> None:
        """Close it."""
        ...

    def abandon(self, code: int, reason: str) -> None:
        """End it at once, and tell the program that it is closed."""
        ...


class Bound(Protocol):
    """A UDP socket with a port of this machine."""

    def release(self) -> None:
        """Give the port back."""
        ...


class Connection:
    """A connection as its server sees it. A test plays the server by `send`, `close` and `lose`;
    what it does is due `delay` milliseconds later, and comes to nothing if the connection has ended
    by then. Each raises InputError where the connection is not open.

    `asked` is what the program has asked for, `received` what it has sent, `ended` by which code
    and reason the connection has ended, if it has.
    """

    def __init__(
        self,
        asked: Handshake,
        ear: Ear,
        scheduler: Scheduler,
        heard: Callable[[Connection, Message], None],
    ) -> None:
        self.asked = asked
        self.received: list[Message] = []
        self.ended: tuple[int, str] | None = None
        self.is_open = False
        self._ear = ear
        self._scheduler = scheduler
        self._heard = heard
        self._due: dict[int, Entry] = {}
        self._last = 0

    def send(self, message: Message, delay: float = 0) -> None:
        """Send the program a message."""
        self._check_open()
        self.later(delay, lambda: self._ear.heard(message))

    def close(self, code: int = NORMAL, reason: str = "", delay: float = 0) -> None:
        """Close the connection."""
        self._check_open()
        self.later(delay, lambda: self.end(code, reason))

    def lose(self, delay: float = 0) -> None:
        """Have the connection break off, without a word."""
        self.close(ABNORMAL, "", delay)

    def _check_open(self) -> None:
        if not self.is_open:
            raise InputError("the connection is not open")

    # -- what its server and its line do --

    def later(self, delay: float, task: Callable[[], None]) -> None:
        """Do something, unless the connection has ended by then."""
        self._last += 1
        number = self._last

        def run() -> None:
            del self._due[number]
            task()

        self._due[number] = self._scheduler.post(run, delay)

    def open(self, headers: dict[str, str]) -> None:
        self.is_open = True
        self._ear.opened(headers)

    def fail(self, kind: OpenFailure) -> None:
        self.forget(ABNORMAL, "")
        self._ear.failed(kind, "a fixture says so")

    def take(self, message: Message) -> None:
        self.received.append(message)
        self._heard(self, message)

    def end(self, code: int, reason: str) -> None:
        self.forget(code, reason)
        self._ear.closed(code, reason)

    def forget(self, code: int, reason: str) -> None:
        """Be at an end, without telling the program."""
        self.is_open = False
        self.ended = (code, reason)
        for entry in self._due.values():
            self._scheduler.cancel(entry)
        self._due.clear()


class _Line:
    """The program's end of such a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def send(self, message: Message) -> None:
        self._connection.later(0, lambda: self._connection.take(message))

    def close(self, code: int, reason: str) -> None:
        self._connection.later(0, lambda: self._connection.end(code, reason))

    def drop(self) -> None:
        self._connection.forget(ABNORMAL, "")


class Server:
    """A server that is none: it does what a fixture says, and then what a test has it do with its
    `connections`, the latest last. `heard` is called with each message that no reply of the fixture
    is for, and the connection that it came by.
    """

    def __init__(
        self,
        fixture: SocketFixture,
        heard: Callable[[Connection, Message], None] = lambda connection, message: None,
    ) -> None:
        self.fixture = fixture
        self.connections: list[Connection] = []
        self._heard = heard

    def connect(self, asked: Handshake, ear: Ear, scheduler: Scheduler) -> Line:
        """Begin a connection."""
        fixture = self.fixture
        connection = Connection(asked, ear, scheduler, self._answer)
        self.connections.append(connection)
        if fixture.failure == "timeout" or fixture.delay > asked.timeout:
            connection.later(asked.timeout, lambda: connection.fail("timeout"))
        elif fixture.failure is not None:
            kind: OpenFailure = fixture.failure
            connection.later(fixture.delay, lambda: connection.fail(kind))
        elif fixture.protocol is not None and fixture.protocol not in asked.protocols:
            connection.later(fixture.delay, lambda: connection.fail("broken"))
        else:
            connection.later(fixture.delay, lambda: self._open(connection))
        return _Line(connection)

    def _open(self, connection: Connection) -> None:
        fixture = self.fixture
        headers = dict(fixture.headers)
        if fixture.protocol is not None:
            headers["Sec-WebSocket-Protocol"] = fixture.protocol
        connection.open(headers)
        due = 0.0
        for message in fixture.messages:
            due += message.delay
            connection.send(content(message) or "", due)
        if fixture.close is not None:
            _close(connection, fixture.close, due)

    def _answer(self, connection: Connection, message: Message) -> None:
        for reply in self.fixture.replies:
            if rules.message_fits(reply.to, message):
                if (said := content(reply)) is not None:
                    connection.send(said, reply.delay)
                if reply.close is not None:
                    _close(connection, reply.close, reply.delay)
                return
        if self.fixture.echo:
            connection.send(message)
        self._heard(connection, message)


def _close(connection: Connection, how: SocketClose, after: float) -> None:
    connection.close(how.code, how.reason, after + how.delay)


def content(message: SocketMessage) -> Message | None:
    """Return what a message of a fixture holds, None for nothing."""
    if message.base64 is not None:
        return b64decode(message.base64)
    if message.json is not None:
        return json.dumps(message.json, ensure_ascii=False, separators=(",", ":"))
    return message.text


class Sockets:
    """The WebSockets of one phone, those that have not ended yet, the oldest first; and the servers
    that fixtures and tests are: the first that fits a URL is its server, those of tests before.
    """

    def __init__(self, fixtures: Iterable[SocketFixture]) -> None:
        self._fixtures = [Server(fixture) for fixture in fixtures]
        self._given: list[Server] = []
        self.udp: set[Bound] = set()
        """The UDP sockets that have a port."""
        self.restart()

    def close(self) -> None:
        """Give back all ports."""
        for udp in self.udp:
            udp.release()
        self.udp.clear()

    def restart(self) -> None:
        """Forget what was connected."""
        self.close()
        self.living: list[Socket] = []
        self.made: deque[float] = deque()
        """When the latest TCP sockets were made, in milliseconds since the start."""
        for server in (*self._given, *self._fixtures):
            server.connections.clear()

    @property
    def are_simulated(self) -> bool:
        """Whether there is a server that is none."""
        return bool(self._given or self._fixtures)

    def interrupt(self) -> None:
        """End all of them: the program has left the screen."""
        for socket in [*self.living]:
            socket.abandon(NORMAL, INTERRUPTED)

    @property
    def first(self) -> Socket | None:
        """The oldest: the one that the API is about where it names none (R uni-app)."""
        return self.living[0] if self.living else None

    def serve(
        self,
        url: str,
        heard: Callable[[Connection, Message], None] = lambda connection, message: None,
        **settings: Any,
    ) -> Server:
        """Play the server of a URL, which may have `*` for any characters. The settings are those
        of a scenario's `network.sockets`: `protocol`, `headers`, `delay`, `failure`, `messages`,
        `replies`, `echo`, `close`.
        `heard` is called with a connection and each message that the program sends by it and no
        reply is for. Raises InputError.
        """
        from jshost.world.reading import socket_fixture

        server = Server(socket_fixture({"url": url, **settings}), heard)
        self._given.append(server)
        return server

    def server(self, url: str) -> Server | None:
        """Return the server that a fixture or a test is for a URL."""
        servers = (*self._given, *self._fixtures)
        return next((s for s in servers if rules.url_fits(s.fixture.url, url)), None)
