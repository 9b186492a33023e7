"""What TCP and UDP sockets say and allow, where the documentation leaves it open."""

from __future__ import annotations

SYSTEM_ERROR = -1  # D
SOCKET_ERROR = -2  # D
NO_PERMISSION = -3  # D
NO_CONNECTION = -4  # D, of TCP
BAD_ADDRESS = 1  # D
BAD_PORT = 2  # D
"""What the codes of errors mean; UDP has all but NO_CONNECTION."""

INVALID_ADDRESS = "fail invalid address"
"""For an address that is none, or that the program may not reach: with NO_CONNECTION of TCP (F
wxc/oCJUsw7pfc7AOol-A8eGNVs3uGac), with NO_PERMISSION of UDP (D).
"""
INVALID_PORT = "fail invalid port"  # I
NOT_CONNECTED = "fail socket is not connected"  # I
ALREADY_CONNECTED = "fail socket is connected"  # I
CLOSED = "fail socket is closed"  # I
SYSTEM_TEXT = "fail {text}: errno:{number} errmsg:{error}"
"""For what the system reports, with SOCKET_ERROR (F `connect socket fail: errno:4 errmsg:…`)."""
TIMEOUT_TEXT = "fail connect timeout"
"""For a connection that does not come about in time, with NO_CONNECTION (I)."""
TOO_LARGE = "fail message is too large"  # I
INVALID_TTL = "fail invalid ttl"  # I
TOO_MANY = "fail create too many sockets"  # I

MAX_MADE = (20, 300_000)
"""How many TCP sockets may be made, in how many milliseconds (D)."""
CONNECT_TIMEOUT = 60_000
"""The milliseconds that a connection has to come about unless another time is given, and at most
(I).
"""
MAX_UDP = 20
"""How many UDP sockets may be bound at a time (I)."""
MAX_DATAGRAM = 65_507
"""Bytes of a datagram: what UDP over IPv4 has room for."""

FIRST_PORT = 1024
CLOSED_PORTS = frozenset((
    1099, 1433, 1521, 1719, 1720, 1723, 2049, 2375, 3128, 3306, 3389, 3659, 4045, 5060, 5061, 5432,
    5984, 6379, 6000, 6566, 7001, 7002, *range(8000, 8101), 8443, 8888, 9200, 9300, 10051, 10080,
    11211, 27017, 27018, 27019,
))  # fmt: skip
"""Ports that TCP sockets may not connect to, beside those below FIRST_PORT (D)."""
