"""One exchange of HTTP, as all that deal with it see it: APIs, fixtures, recordings and the real
network.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

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
