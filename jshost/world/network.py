"""The servers that a program may talk to: fixtures that answer in their place, on the run's clock,
and the hosts of the real network that it may reach.
"""

from __future__ import annotations

import json as json_text
from base64 import b64decode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from jshost.errors import InputError
from jshost.exchange import Failure, Outcome, Request, Response
from jshost.frozen import Frozen
from jshost.world import rules
from jshost.world.scenario import Fixture, NetworkSettings
from jshost.world.sockets import Sockets

MAX_CONCURRENT = 10
"""How many transfers of a kind are under way at a time; the others wait (A, of wx.request)."""


class Answer(Frozen):
    """What one exchange is answered with, after so many milliseconds of the run's clock. A
    `timeout` comes as late as the request allows.
    """

    outcome: Outcome
    delay: float


class _Source:
    """A fixture, and how often it has answered."""

    def __init__(self, fixture: Fixture) -> None:
        self.fixture = fixture
        self.used = 0

    def fits(self, request: Request) -> bool:
        fixture = self.fixture
        left = fixture.times is None or self.used < fixture.times
        same = fixture.method in (None, request.method)
        return left and same and rules.url_fits(fixture.url, request.url)

    def answer(self, request: Request) -> Answer:
        fixture = self.fixture
        self.used += 1
        if fixture.failure is not None:
            return Answer(Failure(fixture.failure, "a fixture says so"), fixture.delay)
        body, kind = _content(fixture)
        headers = [(k, v) for k, values in fixture.headers.items() for v in values]
        if kind and "content-type" not in {name.lower() for name, _ in headers}:
            headers.insert(0, ("content-type", kind))
        return Answer(Response(fixture.status, tuple(headers), body, request.url), fixture.delay)


def _content(fixture: Fixture) -> tuple[bytes, str]:
    """Return a fixture's body and the type that it has unless its headers say another."""
    if fixture.json is not None:
        text = json_text.dumps(fixture.json, ensure_ascii=False)
        return text.encode("utf-8", "surrogatepass"), "application/json; charset=utf-8"
    if fixture.text is not None:
        return fixture.text.encode("utf-8", "surrogatepass"), "text/plain; charset=utf-8"
    if fixture.base64 is not None:
        return b64decode(fixture.base64), "application/octet-stream"
    if fixture.file is not None:
        return _read(fixture.file), "application/octet-stream"
    return b"", ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


class Recorded(Frozen):
    """An exchange that was recorded."""

    method: str
    url: str
    body: bytes
    answer: Answer

    def fits(self, request: Request) -> bool:
        return (self.method, self.url) == (request.method, request.url)


class Recorder(Protocol):
    """Keeps exchanges with real servers (world/har.py)."""

    def add(self, request: Request, outcome: Outcome, epoch: float, took: float) -> None:
        """Keep one: `epoch` is when it began, `took` how long it took, in milliseconds."""
        ...

    def close(self) -> None:
        """Put the recording in its place."""
        ...


class Transfer(Protocol):
    """A request, an upload or a download that is not over yet."""

    def end(self, outcome: Outcome) -> None:
        """End it so."""
        ...


class Network:
    """The network of one host: fixtures, what was recorded before, and the hosts that are allowed.

    A request is answered by the first fixture that fits it: those given in Python, then those of
    the scenario. What none fits is answered by the recording, if there is one, then by the real
    server, if its host is allowed.
    """

    def __init__(
        self, settings: NetworkSettings, recorded: Iterable[Recorded] | None = None
    ) -> None:
        self.allowed = settings.allow
        self._given: list[_Source] = []
        self._fixtures = [_Source(fixture) for fixture in settings.fixtures]
        self._recorded = tuple(recorded or ())
        self._replays = recorded is not None
        self.sockets = Sockets(settings.sockets)
        """The WebSockets of the program, and who plays their servers."""
        self.recorder: Recorder | None = None
        """Keeps exchanges with real servers, where that is wanted."""
        self.restart()

    def restart(self) -> None:
        """Begin a new run: every fixture answers as often as it says again."""
        for source in (*self._given, *self._fixtures):
            source.used = 0
        self._played: dict[tuple[str, str], int] = {}
        self._queues: dict[str, Queue] = {}
        self.under_way: dict[Transfer, None] = {}
        self.sockets.restart()

    def fixture(self, url: str, **settings: Any) -> None:
        """Answer requests to a URL from now on; the settings are those of a scenario's
        `network.fixtures`: `method`, `status`, `headers`, one of `json`, `text`, `base64` and
        `file`; `delay`, `failure`, `times`. Raises InputError.
        """
        from jshost.world.reading import fixture

        source = _Source(fixture({"url": url, **settings}))
        try:
            _content(source.fixture)
        except (TypeError, ValueError, RecursionError) as error:
            raise InputError(f"fixture {url}: json is no JSON: {error}") from None
        self._given.append(source)

    def close(self) -> None:
        """End the recording, and give back what the machine has lent."""
        self.sockets.close()
        if self.recorder is not None:
            self.recorder.close()

    @property
    def is_simulated(self) -> bool:
        """Whether fixtures or a recording stand for servers."""
        return bool(self._given or self._fixtures or self._replays)

    def answer(self, request: Request) -> Answer | None:
        """Return what a request is answered without the real network, None if nothing fits."""
        for source in (*self._given, *self._fixtures):
            if source.fits(request):
                return source.answer(request)
        return self._replay(request)

    def _replay(self, request: Request) -> Answer | None:
        """Return the next answer that was recorded for a request; the last one stays. Among those
        of its method and URL, it is one for the same body if there is any.
        """
        found = [entry for entry in self._recorded if entry.fits(request)]
        found = [entry for entry in found if entry.body == request.body] or found
        if not found:
            return None
        key = (request.method, request.url)
        turn = self._played.get(key, 0)
        self._played[key] = turn + 1
        return found[min(turn, len(found) - 1)].answer

    def interrupt(self) -> None:
        """End everything that is under way: the program has left the screen."""
        for transfer in [*self.under_way]:
            transfer.end(Failure("interrupted"))
        self.sockets.interrupt()

    def queue(self, api: str) -> Queue:
        """Return the queue of an API's transfers."""
        return self._queues.setdefault(api, Queue())


class Queue:
    """Transfers of one kind: those under way, and those that wait for one to end."""

    def __init__(self) -> None:
        self._under_way = 0
        self._waiting: dict[int, Callable[[], None]] = {}
        self._last = 0

    def enter(self, start: Callable[[], None]) -> int:
        """Start a transfer as soon as there is room, at once if there is; return its place."""
        self._last += 1
        if self._under_way < MAX_CONCURRENT:
            self._under_way += 1
            start()
        else:
            self._waiting[self._last] = start
        return self._last

    def leave(self, place: int) -> None:
        """Note that a transfer has come to its end, or waits no more."""
        if self._waiting.pop(place, None) is not None:
            return
        self._under_way -= 1
        if self._waiting:
            self._under_way += 1
            self._waiting.pop(next(iter(self._waiting)))()
