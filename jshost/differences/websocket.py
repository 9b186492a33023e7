"""What WebSockets say and allow, where the documentation leaves it open: see jshost/differences."""

from __future__ import annotations

MAX_SOCKETS = (("1.0.0", 1), ("1.7.0", 2), ("2.4.0", 5))
"""How many there may be at a time, by base library: 1, then 2 (D in 2018, F), now 5 (D since the
page that has 2.4.0 as its newest; the version is I). Before 1.7.0 a new one takes the place of the
one that is there (D).
"""

TOO_MANY = "fail wcwss taskID={number} exceed max concurrent count"
"""For one socket more than allowed (F wxc/00048ada508590695e888e8f25b800)."""
TOO_MANY_NUMBER = 600007  # D
INVALID_PROTOCOL = "fail invalid protocol {protocol}"
"""For a protocol that is no token, or is named twice (I)."""
INVALID_PROTOCOL_NUMBER = 600005  # D
NOT_CREATED = "createSocketTask"
"""In whose name the error event speaks where `wx.connectSocket` itself has failed (F, the same
thread).
"""

NOT_OPEN = "fail SocketTask.readyState is not OPEN"
"""For what a SocketTask is to send or close and is not open (F for `send`, I for `close`)."""
NOT_CONNECTED = "fail WebSocket is not connected"
"""For the same without a SocketTask (F)."""
NO_DATA = "parameter error: parameter.data should be String/ArrayBuffer instead of {type};"
"""For data of another type (I: the form of other parameter errors)."""
BAD_CODE = (
    "fail Failed to execute 'close' on 'WebSocket': The code must be either 1000, or between 3000 "
    "and 4999. {code} is neither."
)
"""For a code that programs may not close with: a browser's words (F)."""
LONG_REASON = (
    "fail Failed to execute 'close' on 'WebSocket': The message must not be greater than {most} "
    "bytes."
)
"""For too long a reason: a browser's words (I)."""
MAX_REASON = 123
"""How many bytes of UTF-8 a reason may have (D)."""

OPEN_FAILURES: dict[str, str] = {
    "unreachable": "open fail: _code:2,_msg:Underlying Transport Error.",  # F in an older form
    "refused": "open fail: _code:20,_msg:Invalid HTTP status.",  # F
    "timeout": "open fail: _code:9,_msg:Timer Expired.",  # F in an older form
    "broken": "open fail: _code:24,_msg:Generic http parse error.",  # I
}
"""What the error event says of a connection that does not come about (exchange.OpenFailure), with
the code
`OPEN_FAILURE_CODE`. Clients before said `exception onOpen fail code:9, msg:Timer Expired` (F), and
iPhones the last part alone (F).
"""
OPEN_FAILURE_CODE = 1004  # F

NORMAL = 1000
NO_CODE = 1005
ABNORMAL = 1006
REASONS = {NORMAL: "normal closure", ABNORMAL: "abnormal closure"}
"""What stands for the reason where none was given (F wxc/000a0cbd84c480897c1e455105b800)."""
INTERRUPTED = "interrupted"
"""The reason, with 1000, of a socket whose program has been in the background for too long (F, the
same thread).
"""
