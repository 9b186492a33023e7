"""What wx.request, wx.uploadFile and wx.downloadFile have in common: a transfer, from its place in
the queue to its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from jshost.call import App, Call, Pending
from jshost.differences.transfers import (
    ERRNO_SINCE,
    INVALID_HEADER,
    INVALID_URL,
    MAX_HEADERS,
    MAX_URL,
    NOT_TO_BE_SET,
    REFERER,
    TIMEOUT_MS,
    reason,
)
from jshost.errors import ApiError
from jshost.exchange import Failure, Headers, Outcome, Request, Response, folded
from jshost.registry import Manager, command
from jshost.world import rules
from jshost.world.network import Network

ON_HEADERS = "onHeadersReceived"


class TransferTask(Manager):
    """A base for what the calls return at once: it can be aborted, and tells how it goes on."""

    events = MappingProxyType({ON_HEADERS: "2.1.0"})
    offs = MappingProxyType({"offHeadersReceived": "2.1.0"})

    def __init__(self, app: App) -> None:
        self._app = app
        self._listened: set[str] = set()
        self.transfer: Transfer | None = None

    def listened(self, event: str) -> None:
        self._listened.add(event)

    def has(self, event: str) -> bool:
        """Whether the program listens to an event."""
        return event in self._listened

    def tell(self, event: str, **detail: Any) -> None:
        """Fire an event, if the program has ever listened to it."""
        if self.has(event):
            self._app.emit(self.event(event), detail)

    @command(since="1.4.0")
    def abort(self, call: Call) -> None:
        """End the transfer: it fails. One that is over stays as it is."""
        if self.transfer is not None:
            self.transfer.end(Failure("abort"))


class Transfer:
    """One request and what comes of it. It waits until there is room, is answered by a fixture, a
    recording or the real server, and ends once: by an answer, its timeout, or being aborted.
    """

    def __init__(self, call: Call, request: Request, timeout: float | None) -> None:
        self.call = call
        self.request = request
        self.task: TransferTask = call.task
        self._app = call.app
        self._timeout = milliseconds(call, timeout)
        self._pending = Pending()
        self._place = 0
        self._cancel: list[Callable[[], None]] = []
        self._invoked = self._app.clock.epoch()
        self._started: float | None = None
        self._clock = 0.0
        self._is_real = False
        self._over = False

    def start(self) -> Pending:
        """Start it, as soon as there is room."""
        network = self.call.phone.network
        self.task.transfer = self
        network.under_way[self] = None
        self._queue = network.queue(self.call.api.name)
        self._app.scheduler.post(self._enter)
        return self._pending

    def _enter(self) -> None:
        if not self._over:
            self._place = self._queue.enter(self._begin)

    def _begin(self) -> None:
        self._started, self._clock = self._app.clock.epoch(), time.monotonic()
        if self.call.program.in_background:
            self._later(Failure("interrupted"))
            return
        network = self.call.phone.network
        answer = network.answer(self.request)
        if answer is None:
            self._reach()
            return
        if isinstance(answer.outcome, Failure) and answer.outcome.kind == "timeout":
            self._later(answer.outcome, self._timeout)
            return
        self._limit()
        self._later(answer.outcome, answer.delay)

    def _later(self, outcome: Outcome, delay: float = 0.0) -> None:
        """End as it is said, after some time of the run."""
        entry = self._app.scheduler.post(lambda: self._simulate(outcome), delay)
        self._cancel.append(lambda: self._app.scheduler.cancel(entry))

    def _limit(self) -> None:
        timer = self.call.in_background(self._timeout, lambda: self.end(Failure("timeout")))
        self._cancel.append(lambda: self._app.scheduler.cancel(timer))

    def _simulate(self, outcome: Outcome) -> None:
        """Go through what a real exchange goes through."""
        if isinstance(outcome, Response):
            total = len(self.request.body)
            if total:
                self.sent(total, total)
            self.began(outcome)
            if self.streams and outcome.body:
                self.received(outcome.body, len(outcome.body), len(outcome.body))
            if len(outcome.body) > self.request.limit:
                outcome = Failure("size", f"more than {self.request.limit} bytes")
        self.end(outcome)

    def _reach(self) -> None:
        """Ask the real server."""
        if not self.call.phone.network.allowed:
            self._later(Failure("domain"))
            return
        self._limit()
        self._is_real = True
        job = self._app.reach().client.send(self.request, self)
        self._cancel.append(job.cancel)

    # -- what it is told (network.client.Listener) --

    @property
    def streams(self) -> bool:
        """Whether it is told of each piece of the body."""
        return False

    @property
    def is_early(self) -> bool:
        """Whether the program listens to what comes before the end."""
        return self.streams or self.task.has(ON_HEADERS)

    def sent(self, done: int, total: int) -> None:
        """So many bytes of the request's body are sent."""

    def began(self, response: Response) -> None:
        """The response has begun."""
        self.task.tell(ON_HEADERS, header=folded(response.headers))

    def received(self, piece: bytes, done: int, total: int) -> None:
        """A piece of the body has come."""

    def ended(self, outcome: Outcome) -> None:
        """The real exchange is over."""
        self.end(outcome)

    def end(self, outcome: Outcome) -> None:
        """End, if that has not happened yet."""
        if self._over:
            return
        self._over = True
        for cancel in self._cancel:
            cancel()
        network = self.call.phone.network
        network.under_way.pop(self, None)
        self._record(network, outcome)
        self._settle(outcome)
        if self._place:
            self._queue.leave(self._place)

    def _record(self, network: Network, outcome: Outcome) -> None:
        """Keep a real exchange, if exchanges are kept; what was not allowed is none."""
        refused = isinstance(outcome, Failure) and outcome.kind == "domain"
        if network.recorder is None or not self._is_real or self._started is None or refused:
            return
        took = (time.monotonic() - self._clock) * 1000
        network.recorder.add(self.request, outcome, self._started, took)

    def _settle(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failure):
            self._pending.settle(self._error(outcome))
            return
        try:
            result = self.result(outcome)
            if profile := self._profile(outcome):
                result["profile"] = profile
            self._pending.settle(result)
        except ApiError as error:
            self._pending.settle(error)

    def result(self, response: Response) -> dict[str, Any]:
        """Return what the call succeeds with. Raises ApiError."""
        raise NotImplementedError

    def _error(self, failure: Failure) -> ApiError:
        why = reason(failure.kind, self.call.platform.dialect)
        text = why.text
        if failure.kind == "domain":
            text = f"{text}{self._refused(failure)}"
        elif failure.detail:
            self.call.tell({"url": self.request.url, "failed": str(failure)})
        return error(self.call, text, why.errno)

    def _refused(self, failure: Failure) -> str:
        """Tell that a request was not sent; return what its text has of it."""
        shown = f"{self.request.method} {self.request.url[:200]}"
        missing = "no fixture fits it, and " if self.call.phone.network.is_simulated else ""
        why = failure.detail or "no host is allowed (--allow-net)"
        self._app.tell("requestRefused", {"request": shown, "why": f"{missing}{why}"})
        return f": no fixture fits {shown}" if missing else ""

    def _profile(self, response: Response) -> dict[str, Any]:
        """Return what was measured, moments in milliseconds since 1970; nothing of what was no real
        exchange (the rest of what is documented is the phone's own).
        """
        if not response.measured or self._started is None:
            return {}
        found: dict[str, Any] = {"invokeStart": self._invoked, "queueStart": self._invoked}
        found["queueEnd"] = self._started
        for name, value in response.measured.items():
            is_moment = isinstance(value, float) and name.endswith(("Start", "End"))
            found[name] = self._started + float(value) if is_moment else value
        return found


def milliseconds(call: Call, timeout: float | None) -> float:
    """Return how long a transfer may take: what the call says, or app.json."""
    project = call.program.project
    declared = project.app.get("networkTimeout") if project else None
    of_app: Any = declared.get(call.api.name) if isinstance(declared, dict) else None
    for given in (timeout, of_app):
        if isinstance(given, int | float) and not isinstance(given, bool) and given > 0:
            return min(given, TIMEOUT_MS)
    return TIMEOUT_MS


def error(call: Call, text: str, errno: int) -> ApiError:
    """Return the failure of a call, with its errno where there is one."""
    return ApiError(text, errno=errno if call.platform.has(ERRNO_SINCE) else None)


def check_url(call: Call, url: str) -> str:
    """Return a URL as it is sent, without its fragment. Raises ApiError for what is none of HTTP,
    and for one that names a user.
    """
    url = url.strip(" ").partition("#")[0]
    scheme, separator, rest = url.partition("://")
    authority = rest.partition("/")[0].partition("?")[0]
    is_text = len(url) <= MAX_URL and url.isprintable()
    known = scheme.lower() in ("http", "https") and separator
    if not (known and authority and is_text) or "@" in authority or "\\" in authority:
        raise error(call, INVALID_URL.format(url=url[:200]), 600009)
    return f"{scheme.lower()}://{rest}"


def make_headers(call: Call, given: Any, defaults: Mapping[str, str]) -> Headers:
    """Return the headers of a request: those of the program, as texts, and `defaults` where it has
    none. Raises ApiError.
    """
    found = {name.lower(): (name, value) for name, value in defaults.items()}
    size = 0
    for name, value in given.items() if isinstance(given, dict) else ():
        if name.lower() in NOT_TO_BE_SET or value is None:
            continue
        text = _text(value)
        size += len(name) + len(text)
        is_wrong = rules.header_name_fault(name) or rules.header_value_fault(text)
        if is_wrong or len(found) >= MAX_HEADERS[0] or size > MAX_HEADERS[1]:
            raise error(call, INVALID_HEADER.format(name=name[:100]), 600005)
        found[name.lower()] = (name, text.strip(" \t"))
    version = "devtools" if call.platform.dialect == "devtools" else "0"
    found["referer"] = ("Referer", REFERER.format(app_id=call.phone.app_id, version=version))
    found.setdefault("user-agent", ("User-Agent", _agent(call)))
    return tuple(found.values())


def _agent(call: Call) -> str:
    device = call.phone.scenario.device
    text = f"Mozilla/5.0 ({device.system}) MicroMessenger/{device.version}"
    return text if text.isascii() and text.isprintable() else "Mozilla/5.0"


def _text(value: Any) -> str:
    """Return a value as a header or a field of a form has it (I)."""
    import json

    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda _: None)


def cookies(response: Response) -> list[str]:
    """Return the cookies that a server sets, as it says them: there is no jar, as there is none on
    the phone (F).
    """
    return [value for name, value in response.headers if name.lower() == "set-cookie"]


class Progress:
    """How far a transfer is, told when a percent more is done."""

    def __init__(self, task: TransferTask, sent: str, total: str) -> None:
        self._task = task
        self._names = (sent, total)
        self._told = -1

    def tell(self, done: int, total: int) -> None:
        """Fire onProgressUpdate, unless that tells nothing new."""
        percent = min(done * 100 // total, 100) if total > 0 else 0
        if percent != self._told:
            self._told = percent
            names = dict(zip(self._names, (done, total), strict=True))
            self._task.tell("onProgressUpdate", progress=percent, **names)


_CHARSETS = frozenset((
    "utf-8", "utf8", "gbk", "gb2312", "gb18030", "big5", "iso-8859-1", "latin1", "us-ascii",
    "shift_jis", "euc-jp", "euc-kr", "utf-16", "utf-16le", "utf-16be", "windows-1252",
))  # fmt: skip
"""What texts may be written in (D: others than UTF-8 are tried)."""


def decoded(body: bytes, content_type: str) -> str:
    """Return a body as a text: without its byte order mark (D), what is no text replaced."""
    charset = content_type.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    if charset not in _CHARSETS:
        charset = "utf-8"
    return body.decode(charset, "replace").removeprefix("\ufeff")
