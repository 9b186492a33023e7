"""Samples of jshost/apis/tcp.py."""

from __future__ import annotations

KNOWN_DIFFERENCES = {
    ("createTCPSocket", "methods"): "bindWifi and its events: which Wi-Fi it is is not simulated",
}
UNTOLD = dict.fromkeys(
    ("TCPSocket.onConnect", "TCPSocket.onMessage"),
    "they take a server on this machine: see tests/network/test_tcp.py",
)
