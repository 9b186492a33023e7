"""TCP: sockets to hosts that are allowed, over the real network."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from jshost.call import App, Call
from jshost.differences import sockets as differences
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command
from jshost.values import GuestBuffer, type_name

if TYPE_CHECKING:
    from jshost.network.tcp import TcpLine

wx = Family("network/tcp", kind="real")

_SINCE = "2.18.0"
_ON_ERROR = "TCPSocket.onError"


class TCPSocket(Manager):
    """One socket, for one connection. What goes wrong is told by onError."""

    object = "TCPSocket"
    events = MappingProxyType(
        dict.fromkeys(("onConnect", "onMessage", "onError", "onClose"), _SINCE)
    )
    offs = MappingProxyType(
        dict.fromkeys(("offConnect", "offMessage", "offError", "offClose"), _SINCE)
    )

    def __init__(self, app: App, version: int) -> None:
        self._app = app
        self._version = version
        self._line: TcpLine | None = None
        self._is_open = False
        self._is_over = False
        self._ends: dict[str, Any] = {}

    @command(since=_SINCE, native="TCPSocket.connect", failure=_ON_ERROR)
    def connect(
        self,
        call: Call,
        *,
        address: str,
        port: float,
        timeout: float | None = None,
        enableHttpDNS: bool = False,
        httpDNSServiceId: str = "",
    ) -> None:
        """Connect to a host. Names are looked up by the system, whatever is enabled."""
        if self._line is not None or self._is_over:
            text = differences.CLOSED if self._is_over else differences.ALREADY_CONNECTED
            raise ApiError(text, err_code=differences.SYSTEM_ERROR)
        number = _checked_port(port)
        reach = _reach(call)
        if reach is None or not reach.guard.allows(address, number):
            raise ApiError(differences.INVALID_ADDRESS, err_code=differences.NO_CONNECTION)
        from jshost.network.tcp import TcpLine

        most = differences.CONNECT_TIMEOUT
        wait = timeout if timeout is not None and 0 < timeout < most else most
        self._line = TcpLine(
            reach.loop, reach.guard, (address, number), self._version, wait / 1000, self
        )

    @command(since=_SINCE, native="TCPSocket.write", failure=_ON_ERROR)
    def write(self, call: Call, data: Any) -> None:
        """Send a text, in UTF-8, or an ArrayBuffer."""
        content = content_of(data, "data")
        if self._line is None or not self._is_open:
            raise ApiError(differences.NOT_CONNECTED, err_code=differences.SYSTEM_ERROR)
        self._line.write(content)

    @command(since=_SINCE, native="TCPSocket.close", failure=_ON_ERROR)
    def close(self, call: Call) -> None:
        """Close it, once everything is sent; one that is not connected yet never will be."""
        if self._is_over:
            return
        if self._line is not None and self._is_open:
            self._is_open = False
            self._line.close()
            return
        if self._line is not None:
            self._line.drop()
        self.ended(None)

    # -- what its line tells (network.tcp.Ear) --

    def opened(self, local: tuple[str, int], remote: tuple[str, int]) -> None:
        self._is_open = True
        self._ends = {"localInfo": info(local), "remoteInfo": info(remote)}
        told = self._ends if self._app.platform.has("3.4.1") else {}
        self._app.emit(self.event("onConnect"), dict(told))

    def heard(self, data: bytes) -> None:
        self._app.emit(self.event("onMessage"), {"message": data, **self._ends})

    def ended(self, error: Exception | None) -> None:
        self._is_open, self._is_over, self._line = False, True, None
        if error is not None:
            self._app.emit(self.event("onError"), _failed(error))
        self._app.emit(self.event("onClose"), {})


def _failed(error: Exception) -> dict[str, Any]:
    """Return what onError tells of a connection that has failed."""
    if isinstance(error, TimeoutError):
        return {
            "errMsg": f"TCPSocket.connect:{differences.TIMEOUT_TEXT}",
            "errCode": differences.NO_CONNECTION,
        }
    if isinstance(error, OSError):
        text = differences.SYSTEM_TEXT.format(
            text="connect socket fail", number=error.errno, error=error.strerror or error
        )
        return {"errMsg": f"TCPSocket.connect:{text}", "errCode": differences.SOCKET_ERROR}
    return {
        "errMsg": f"TCPSocket.connect:{differences.INVALID_ADDRESS}",
        "errCode": differences.NO_CONNECTION,
    }


@wx.maker("createTCPSocket", TCPSocket, since=_SINCE)
def create_tcp_socket(call: Call, option: dict[str, Any] | None = None) -> TCPSocket:
    """Make a socket, of IPv4 unless the option's `type` is ipv6: twenty in five minutes (D)."""
    most, span = differences.MAX_MADE
    now = call.app.clock.now()
    made = call.phone.network.sockets.made
    while made and made[0] <= now - span:
        made.popleft()
    if len(made) >= most:
        raise ApiError(differences.TOO_MANY)
    made.append(now)
    family: Literal["ipv4", "ipv6"] = "ipv6" if (option or {}).get("type") == "ipv6" else "ipv4"
    is_six = family == "ipv6" and call.platform.has("3.6.4")
    return TCPSocket(call.app, 6 if is_six else 4)


def _checked_port(port: float) -> int:
    is_port = differences.FIRST_PORT <= port < 65_536 and int(port) == port
    if not is_port or port in differences.CLOSED_PORTS:
        raise ApiError(differences.INVALID_PORT, err_code=differences.BAD_PORT)
    return int(port)


def _reach(call: Call) -> Any:
    """Return the real network, None where nothing of it is for the program."""
    return call.app.reach() if call.phone.network.allowed else None


def content_of(data: Any, name: str) -> bytes:
    """Return what is to be sent. Raises ApiError for what is neither text nor bytes."""
    if isinstance(data, GuestBuffer):
        return data.data
    if isinstance(data, str):
        return data.encode("utf-8", "replace")
    text = f"parameter error: parameter.{name} should be String/ArrayBuffer"
    raise ApiError(f"{text} instead of {type_name(data)};")


def info(end: tuple[str, int]) -> dict[str, Any]:
    """Return an end of a connection as events tell it."""
    address, port = end
    return {"address": address, "family": "IPv6" if ":" in address else "IPv4", "port": port}
