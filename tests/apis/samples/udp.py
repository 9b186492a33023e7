"""Samples of jshost/apis/udp.py."""

from __future__ import annotations

UNTOLD = {
    "UDPSocket.onMessage": "it takes another socket of this machine: see tests/network/test_udp.py"
}
