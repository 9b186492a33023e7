"""WebSocket: sockets that a program opens, and the older calls that are about the first of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Literal, NoReturn

from jshost.apis.transfers import error, make_headers, milliseconds
from jshost.call import App, Call
from jshost.differences import websocket as differences
from jshost.differences.transfers import INVALID_URL, MAX_URL, reason
from jshost.errors import ApiError
from jshost.exchange import Handshake, Headers, Line, Message, OpenFailure
from jshost.registry import Family, Manager, Property, method
from jshost.values import GuestBuffer, type_name
from jshost.world.rules import header_name_fault
from jshost.world.sockets import Socket

wx = Family("network/websocket", kind="real")

CONNECTING, OPEN, CLOSING, CLOSED = range(4)
_PORTS = {"ws": 80, "wss": 443}
_MAX_PROTOCOLS = 32


class SocketTask(Manager):
    """One WebSocket. What it is told by its line (world.sockets.Ear) becomes events, its own and,
    if it is the oldest, those of `wx`.
    """

    object = "SocketTask"
    events = MappingProxyType(
        {"onOpen": "1.7.0", "onMessage": "1.7.0", "onError": "1.7.0", "onClose": "1.7.0"}
    )
    properties = MappingProxyType(
        {
            name: Property("Number", since="1.7.0")
            for name in ("readyState", "CONNECTING", "OPEN", "CLOSING", "CLOSED")
        }
    )
    CONNECTING, OPEN, CLOSING, CLOSED = range(4)

    def __init__(self, app: App) -> None:
        self._app = app
        self._line: Line | None = None
        self.readyState = CLOSED

    @property
    def is_open(self) -> bool:
        return self.readyState == OPEN

    @method(since="1.7.0", promise=False)
    def send(self, call: Call, *, data: Any) -> None:
        """Send a text or an ArrayBuffer."""
        message = _message(data)
        if not self.is_open:
            raise ApiError(differences.NOT_OPEN)
        self.transmit(message)

    @method(since="1.7.0", promise=False)
    def close(self, call: Call, *, code: float = differences.NORMAL, reason: str = "") -> None:
        """Close it, with a code and a reason for the server; one that is not open yet never will
        be.
        """
        _check_close(code, reason)
        if self.readyState == CONNECTING:
            self.abandon(differences.ABNORMAL, "")
        elif self.is_open:
            self.shut(int(code), reason)
        else:
            raise ApiError(differences.NOT_OPEN)

    def transmit(self, message: Message) -> None:
        if self._line is not None:
            self._line.send(message)

    def shut(self, code: int, reason: str) -> None:
        self.readyState = CLOSING
        if self._line is not None:
            self._line.close(code, reason)

    def abandon(self, code: int, reason: str) -> None:
        if self._line is not None:
            self._line.drop()
        self.closed(code, reason)

    # -- connecting --

    def connect(self, call: Call, asked: Handshake) -> None:
        """Begin a connection. Raises ApiError where none may be begun; events tell all else."""
        sockets = call.phone.network.sockets
        if call.program.in_background:
            self._refuse(call, *_why("interrupted", call))
        server = sockets.server(asked.url)
        if server is None and not _is_allowed(call, asked.url):
            text, number = _why("domain", call)
            self._refuse(call, f"{text}{_untold(call, asked.url)}", number)
        self._make_room(call, sockets.living)
        sockets.living.append(self)
        self.readyState = CONNECTING
        if server is not None:
            self._line = server.connect(asked, self, self._app.scheduler)
            return
        from jshost.network.websocket import WebSocketLine

        reach = self._app.reach()
        self._line = WebSocketLine(reach.loop, reach.guard, asked, self)

    def _make_room(self, call: Call, living: list[Socket]) -> None:
        most = [n for since, n in differences.MAX_SOCKETS if call.platform.has(since)][-1]
        if len(living) < most:
            return
        if most == 1:
            living[0].abandon(differences.NORMAL, "")
            return
        text = differences.TOO_MANY.format(number=self.number)
        self._refuse(call, text, differences.TOO_MANY_NUMBER)

    def _refuse(self, call: Call, text: str, number: int) -> NoReturn:
        """Fail, and tell those who listen to errors as well, whichever socket they mean (F)."""
        detail = {"errMsg": f"{differences.NOT_CREATED}:{text}"}
        self._app.emit(self.event("onError"), detail)
        self._app.emit("onSocketError", detail)
        raise error(call, text, number)

    # -- what its line tells --

    def opened(self, headers: dict[str, str]) -> None:
        self.readyState = OPEN
        has_header = self._app.platform.has("2.0.0")
        self._emit("Open", **({"header": headers} if has_header else {}))

    def heard(self, message: Message) -> None:
        if self.is_open:  # one that is closing hears nothing any more, as in browsers (R)
            self._emit("Message", data=message)

    def failed(self, kind: OpenFailure, detail: str) -> None:
        self._app.tell("connectSocket", {"failed": kind, "detail": detail})
        text = differences.OPEN_FAILURES[kind]
        self._emit("Error", errMsg=text, errCode=differences.OPEN_FAILURE_CODE)
        self.closed(differences.ABNORMAL, "")

    def closed(self, code: int, reason: str) -> None:
        self.readyState = CLOSED
        self._line = None
        self._emit("Close", code=code, reason=reason or differences.REASONS.get(code, ""))
        living = self._app.phone.network.sockets.living
        if self in living:
            living.remove(self)

    def _emit(self, event: str, **detail: Any) -> None:
        """Tell the socket's own listener and, if it is the oldest, that of `wx`."""
        app, own, shared = self._app, self.event(f"on{event}"), f"onSocket{event}"
        is_shared = app.phone.network.sockets.first is self and app.listens(shared)
        if app.listens(own) or not is_shared:
            app.emit(own, detail)
        if is_shared:
            app.emit(shared, detail)


def _why(kind: str, call: Call) -> tuple[str, int]:
    """Return what a program is told where the network is not for it."""
    why = reason(kind, call.platform.dialect)
    return why.text, why.errno


def _untold(call: Call, url: str) -> str:
    """Tell that a connection went nowhere; return what its text has of it."""
    network = call.phone.network
    shown = f"WebSocket {url[:200]}"
    missing = "no fixture fits it, and " if network.sockets.are_simulated else ""
    why = "its host is not" if network.allowed else "no host is"
    call.app.tell(
        "requestRefused", {"request": shown, "why": f"{missing}{why} allowed (--allow-net)"}
    )
    return f": no fixture fits {shown}" if missing else ""


@wx.api("connectSocket", task=SocketTask)
def connect_socket(
    call: Call,
    *,
    url: str,
    header: dict[str, Any] | None = None,
    method: Literal["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT"] = "GET",
    protocols: list[str] | None = None,
    tcpNoDelay: bool = False,
    perMessageDeflate: bool = False,
    timeout: float | None = None,
    forceCellularNetwork: bool = False,
) -> None:
    """Open a WebSocket. It succeeds as soon as that is begun; what comes of it is told by events
    (D). `method` was documented until 2018, and is always GET for this (I).
    """
    if not _is_url(url):
        raise error(call, INVALID_URL.format(url=url[:200]), 600009)
    task: SocketTask = call.task
    asked = Handshake(
        url,
        _headers(call, header),
        _protocols(call, protocols or []),
        milliseconds(call, timeout),
        tcpNoDelay,
        perMessageDeflate,
    )
    task.connect(call, asked)


@wx.api("sendSocketMessage")
def send_socket_message(call: Call, *, data: Any) -> None:
    """Send a text or an ArrayBuffer by the oldest socket."""
    message = _message(data)
    _first(call).transmit(message)


@wx.api("closeSocket")
def close_socket(call: Call, *, code: float = differences.NORMAL, reason: str = "") -> None:
    """Close the oldest socket, which has to be open (D)."""
    _check_close(code, reason)
    _first(call).shut(int(code), reason)


for _event in ("onSocketOpen", "onSocketMessage", "onSocketError", "onSocketClose"):
    wx.event(_event)


def _first(call: Call) -> Socket:
    socket = call.phone.network.sockets.first
    if socket is None or not socket.is_open:
        raise ApiError(differences.NOT_CONNECTED)
    return socket


def _message(data: Any) -> Message:
    """Return what is to be sent: half a character becomes U+FFFD, as in browsers."""
    if isinstance(data, GuestBuffer):
        return data.data
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    raise ApiError(differences.NO_DATA.format(type=type_name(data)))


def _check_close(code: float, reason: str) -> None:
    if code != differences.NORMAL and not (3000 <= code <= 4999 and int(code) == code):
        raise ApiError(differences.BAD_CODE.format(code=code))
    if len(reason.encode("utf-8", "surrogatepass")) > differences.MAX_REASON:
        raise ApiError(differences.LONG_REASON.format(most=differences.MAX_REASON))


def _is_url(url: str) -> bool:
    """Whether a text is the URL of a WebSocket: one without a user or a fragment."""
    scheme, _, rest = url.partition("://")
    authority = rest.partition("/")[0].partition("?")[0]
    is_text = len(url) <= MAX_URL and url.isprintable() and not set(url) & set(" #\\")
    known = scheme.lower() in _PORTS and authority
    return bool(known) and is_text and "@" not in authority and _host(url) is not None


def _host(url: str) -> tuple[str, int] | None:
    """Return the host and port of a URL, None where it has none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        port = _PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def _is_allowed(call: Call, url: str) -> bool:
    host = _host(url)
    if not call.phone.network.allowed or host is None:
        return False
    return call.app.reach().guard.allows(*host)


def _headers(call: Call, given: dict[str, Any] | None) -> Headers:
    """Return the headers of a handshake, but for those that it has itself. Raises ApiError."""
    headers = make_headers(call, given, {})
    return tuple(entry for entry in headers if not entry[0].lower().startswith("sec-websocket-"))


def _protocols(call: Call, given: list[str]) -> tuple[str, ...]:
    """Return the protocols that a server may choose from. Raises ApiError for what is none."""
    for index, protocol in enumerate(given):
        if header_name_fault(protocol) or protocol in given[:index] or len(given) > _MAX_PROTOCOLS:
            text = differences.INVALID_PROTOCOL.format(protocol=protocol[:100])
            raise error(call, text, differences.INVALID_PROTOCOL_NUMBER)
    return tuple(given)
