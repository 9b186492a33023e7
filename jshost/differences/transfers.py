"""What is known of requests, uploads and downloads: limits, headers, and why they fail."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jshost.differences import Dialect
from jshost.frozen import Frozen

TIMEOUT_MS = 60_000
"""How long a transfer may take, if nothing else is said, and at most (D)."""
MAX_URL = 64 * 1024
"""Characters of a URL (I)."""
MAX_HEADERS = (128, 64 * 1024)
"""Headers of a request, and the characters of all of them (I)."""
MAX_ANSWER = 32 * 1024 * 1024
"""Bytes of what a server answers to wx.request and wx.uploadFile (I)."""
MAX_DOWNLOAD = 200 * 1024 * 1024
"""Bytes of what wx.downloadFile takes (D)."""
INTERRUPTED_AFTER_MS = 5000
"""After how long in the background a program's transfers are interrupted (D)."""

ERRNO_SINCE = "2.24.0"
"""The base library from which on a failure has an `errno` (D)."""

NOT_TO_BE_SET = frozenset((
    "referer",  # D
    # What HTTP's own machinery sets; the program's is left out (I, as Fetch has it).
    "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
    "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
))  # fmt: skip
REFERER = "https://servicewechat.com/{app_id}/{version}/page-frame.html"
"""What it is instead; the version of a program that is not released is 0, in DevTools
`devtools` (D).
"""

INVALID_URL = 'fail invalid url "{url}"'
"""errno 600009 (D); the text is DevTools' (F)."""
INVALID_HEADER = 'fail invalid header "{name}"'
"""For names and values that HTTP does not have, and too many of them (I)."""
NO_FILE = "fail file doesn't exist"
"""For wx.uploadFile of a file that is not there (F)."""
NOT_IN_LIST = "fail url not in domain list"
"""errno 600002 (D)."""


class Reason(Frozen):
    """Why a transfer failed, as programs are told it."""

    text: str
    errno: int
    source: str


def _cronet(code: int, name: str) -> str:
    return f"fail errcode:{code} cronet_error_code:{code} error_msg:net::{name}"


# The texts of Chromium's network stack, which phones use as well (A: "the errors are those of
# net_error_list.h", of Android and of iOS alike; their form F). DevTools has them alone (F).
_CRONET: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "dns": (-105, "ERR_NAME_NOT_RESOLVED"),
        "refused": (-102, "ERR_CONNECTION_REFUSED"),
        "unreachable": (-109, "ERR_ADDRESS_UNREACHABLE"),
        "reset": (-101, "ERR_CONNECTION_RESET"),
        "ssl": (-202, "ERR_CERT_AUTHORITY_INVALID"),
        "invalid": (-320, "ERR_INVALID_RESPONSE"),
        "unknown": (-2, "ERR_FAILED"),
    }
)
_REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "timeout": Reason("fail timeout", 5, "D errno, F text"),
        "abort": Reason("fail abort", 600004, "F"),
        "domain": Reason(NOT_IN_LIST, 600002, "D"),
        "redirects": Reason("fail reach the max redirect count", 600008, "D errno, I text"),
        "size": Reason("fail exceed max file size", 600004, "F text, of wx.downloadFile; I errno"),
        "interrupted": Reason("fail interrupted", 600003, "D"),
    }
)


def reason(kind: str, dialect: Dialect) -> Reason:
    """Return what a program is told of a failure (exchange.FailureKind)."""
    if kind in _REASONS:
        return _REASONS[kind]
    code, name = _CRONET[kind]
    text = f"fail net::{name}" if dialect == "devtools" else _cronet(code, name)
    return Reason(text, 600001, "A, F")
