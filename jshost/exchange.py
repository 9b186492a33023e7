"""One exchange of HTTP, as all that deal with it see it: APIs, fixtures, recordings and the real
network.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, Protocol, get_args

from jshost.frozen import Frozen

Headers = tuple[tuple[str, str], ...]
"""Names and values, in order; a name may be there several times."""

FailureKind = Literal[
    "timeout", "dns", "refused", "unreachable", "reset", "ssl", "abort", "domain", "redirects",
    "invalid", "size", "interrupted", "unknown",
]  # fmt: skip
FAILURES: tuple[FailureKind, ...] = get_args(FailureKind)
"""Why there may be no response: `domain` is a host that is not allowed, `invalid` an answer that is
none of HTTP, `size` one that is too large, `interrupted` a program that has left the screen.
"""


class Request(Frozen):
    """What is sent. `follow` is whether redirects are followed; `limit` is how many bytes the
    response may have, once it is unpacked.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    follow: bool = True
    limit: int = 32 * 1024 * 1024


class Response(Frozen):
    """What came back: its body as it is once it is unpacked, the address that it came from after
    all redirects, and what was measured (milliseconds since the start, bytes), if anything was.
    """

    status: int
    headers: Headers
    body: bytes
    url: str
    reason: str = ""
    version: str = "HTTP/1.1"
    measured: Mapping[str, float | str | bool] = MappingProxyType({})


class Failure(Exception):
    """Why there is no response; `detail` tells people more."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind
        self.detail = detail


Outcome = Response | Failure


def header(headers: Headers, name: str) -> str:
    """Return the value of a header, "" where it is not there."""
    return next((value for key, value in headers if key.lower() == name), "")


def folded(headers: Headers) -> dict[str, str]:
    """Return headers by name, those that are there several times as one (joined as HTTP has it)."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), (name, []))[1].append(value)
    return {name: ", ".join(values) for name, values in found.values()}


# -- WebSocket ------------------------------------------------------------------------------------

OpenFailure = Literal["unreachable", "refused", "timeout", "broken"]
"""Why a WebSocket does not come about: its server is not there, or answers with another status than
that of a handshake, or not in time, or with something else.
"""

Message = str | bytes
"""Text, or binary data."""


class Handshake(Frozen):
    """What a program asks for: `timeout` is in milliseconds, `deflate` whether messages may be
    compressed.
    """

    url: str
    headers: Headers = ()
    protocols: tuple[str, ...] = ()
    timeout: float = 60_000
    no_delay: bool = False
    deflate: bool = False


class Ear(Protocol):
    """Who is told of a connection, always in a macrotask of the run. What ends it comes last."""

    def opened(self, headers: dict[str, str]) -> None:
        """Take note that it is open: the headers are those of the server's answer."""
        ...

    def heard(self, message: Message) -> None:
        """Take a message."""
        ...

    def failed(self, kind: OpenFailure, detail: str) -> None:
        """Take note that it has not come about; `detail` tells people more."""
        ...

    def closed(self, code: int, reason: str) -> None:
        """Take note that it has ended."""
        ...


class Line(Protocol):
    """What carries a connection."""

    def send(self, message: Message) -> None:
        """Send a message."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Begin to close; the ear is told when that is done."""
        ...

    def drop(self) -> None:
        """End at once; the ear is told nothing any more."""
        ...
