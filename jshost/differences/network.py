"""Networks."""

from __future__ import annotations

NO_NETWORK = "none"
"""The type of a network that there is none of (D): then wx.onNetworkStatusChange says that the
phone is not connected.
"""
