"""UDP: sockets to and from hosts that are allowed, over the real network."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jshost.apis.tcp import content_of, info
from jshost.call import App, Call
from jshost.differences import sockets as differences
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command, sync_method
from jshost.values import GuestBuffer

if TYPE_CHECKING:
    import socket

    from jshost.network.udp import UdpLine

wx = Family("network/udp", kind="real")

_SINCE = "2.7.0"
_ON_ERROR = "UDPSocket.onError"


class UDPSocket(Manager):
    """One socket, at a port of this machine once it is bound. It hears those hosts alone that the
    program may reach. What goes wrong is told by onError.
    """

    object = "UDPSocket"
    events = MappingProxyType(
        dict.fromkeys(("onListening", "onMessage", "onError", "onClose"), _SINCE)
    )
    offs = MappingProxyType(
        dict.fromkeys(("offListening", "offMessage", "offError", "offClose"), _SINCE)
    )

    def __init__(self, app: App, version: int) -> None:
        self._app = app
        self._version = version
        self._socket: socket.socket | None = None
        self._line: UdpLine | None = None
        self._peer: tuple[str, int] | None = None
        self._ttl: int | None = None
        self._is_closed = False

    @sync_method(since="2.9.0")
    def bind(self, call: Call, port: float | None = None) -> int:
        """Bind it to a port, or to any that is free; return the port. One that is bound stays where
        it is (I).
        """
        if port is not None and not (differences.FIRST_PORT <= port < 65_536 and port % 1 == 0):
            raise ApiError(differences.INVALID_PORT, err_code=differences.BAD_PORT)
        return int(self._bound(call, int(port or 0)).getsockname()[1])

    @command(since="2.18.0", failure=_ON_ERROR)
    def setTTL(self, call: Call, ttl: float) -> None:
        """Set how many routers a datagram may pass, 0 to 255 (D)."""
        if not 0 <= ttl <= 255:
            raise ApiError(differences.INVALID_TTL, err_code=differences.SOCKET_ERROR)
        self._ttl = int(ttl)
        self._set_ttl()

    @command(since="2.15.0", failure=_ON_ERROR)
    def connect(self, call: Call, *, address: str, port: float) -> None:
        """Be for one host alone: `write` sends to it, and others are not heard."""
        self._peer = self._checked(call, address, port)

    @command(since=_SINCE, failure=_ON_ERROR)
    def send(
        self,
        call: Call,
        *,
        address: str,
        message: Any,
        port: float,
        length: float | None = None,
        offset: float = 0,
        setBroadcast: bool = False,
    ) -> None:
        """Send a text, in UTF-8, or (part of) an ArrayBuffer, as one datagram."""
        content = _part(message, offset, length)
        self._send(call, content, self._checked(call, address, port), setBroadcast)

    @command(since="2.15.0", failure=_ON_ERROR)
    def write(
        self,
        call: Call,
        *,
        address: str,
        message: Any,
        port: float,
        length: float | None = None,
        offset: float = 0,
        setBroadcast: bool = False,
    ) -> None:
        """Send to the host that it is for; without one, as `send` does (D)."""
        content = _part(message, offset, length)
        end = self._peer or self._checked(call, address, port)
        self._send(call, content, end, setBroadcast)

    @command(since=_SINCE, failure=_ON_ERROR)
    def close(self, call: Call) -> None:
        """Close it, for good."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._line is not None:
            self._line.close()
        elif self._socket is not None:
            self._socket.close()
        call.phone.network.sockets.udp.discard(self)
        self._app.emit(self.event("onClose"), {})

    def release(self) -> None:
        """Give back its port: the run has come to its end."""
        if self._socket is not None:
            self._socket.close()

    # -- what its line tells (network.udp.Ear) --

    def heard(self, data: bytes, sender: tuple[str, int]) -> None:
        if self._socket is None or self._is_closed or self._peer not in (None, sender):
            return
        remote = {**info(sender), "size": len(data)}
        local = info(self._socket.getsockname()[:2])
        detail = {"message": data, "remoteInfo": remote, "localInfo": local}
        self._app.emit(self.event("onMessage"), detail)

    def failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            text, code = _system(error, "send fail"), differences.SOCKET_ERROR
        else:
            text, code = differences.INVALID_ADDRESS, differences.NO_PERMISSION
        detail = {"errMsg": f"UDPSocket.send:{text}", "errCode": code}
        self._app.emit(self.event("onError"), detail)

    # -- the socket itself --

    def _checked(self, call: Call, address: str, port: float) -> tuple[str, int]:
        """Return where something is to be sent. Raises ApiError."""
        if not 1 <= port < 65_536 or port % 1:
            raise ApiError(differences.INVALID_PORT, err_code=differences.BAD_PORT)
        allowed = call.phone.network.allowed
        if not allowed or not call.app.reach().guard.allows(address, int(port)):
            raise ApiError(differences.INVALID_ADDRESS, err_code=differences.NO_PERMISSION)
        return address, int(port)

    def _send(self, call: Call, content: bytes, end: tuple[str, int], broadcast: bool) -> None:
        self._bound(call, 0)
        if self._line is not None:
            self._line.send(content, end, broadcast=broadcast)

    def _bound(self, call: Call, port: int) -> socket.socket:
        """Return the socket, bound. Raises ApiError. Where nothing may be reached it is at an
        address that nobody else reaches, and holds nothing up.
        """
        if self._is_closed:
            raise ApiError(differences.CLOSED, err_code=differences.SYSTEM_ERROR)
        if self._socket is not None:
            return self._socket
        from jshost.network.udp import UdpLine, bound

        udp = call.phone.network.sockets.udp
        if len(udp) >= differences.MAX_UDP:
            raise ApiError(differences.TOO_MANY, err_code=differences.SYSTEM_ERROR)
        is_real = bool(call.phone.network.allowed)
        try:
            self._socket = bound(self._version, port, everywhere=is_real)
        except OSError as error:
            text = _system(error, "bind socket fail")
            raise ApiError(text, err_code=differences.SOCKET_ERROR) from error
        udp.add(self)
        self._set_ttl()
        if is_real:
            reach = call.app.reach()
            self._line = UdpLine(reach.loop, reach.guard, self._socket, self)
        self._app.emit(self.event("onListening"), {})
        return self._socket

    def _set_ttl(self) -> None:
        if self._socket is None or self._ttl is None:
            return
        from jshost.network.udp import set_hops

        try:
            set_hops(self._socket, self._ttl)
        except OSError as error:
            text = _system(error, "set ttl fail")
            raise ApiError(text, err_code=differences.SOCKET_ERROR) from error


def _part(message: Any, offset: float, length: float | None) -> bytes:
    """Return what is to be sent: offset and length are of an ArrayBuffer alone (D)."""
    content = content_of(message, "message")
    if isinstance(message, GuestBuffer):
        start = int(max(0.0, min(offset, len(content))))
        size = len(content) if length is None else int(max(0.0, min(length, len(content))))
        content = content[start : start + size]
    if len(content) > differences.MAX_DATAGRAM:
        raise ApiError(differences.TOO_LARGE, err_code=differences.SOCKET_ERROR)
    return content


def _system(error: OSError, what: str) -> str:
    return differences.SYSTEM_TEXT.format(
        text=what, number=error.errno, error=error.strerror or error
    )


@wx.maker("createUDPSocket", UDPSocket, since=_SINCE)
def create_udp_socket(
    call: Call, type: str = "udp4", options: dict[str, Any] | None = None
) -> UDPSocket:
    """Make a socket, of IPv4 unless the type is udp6."""
    is_six = type == "udp6" and call.platform.has("2.18.0")
    return UDPSocket(call.app, 6 if is_six else 4)
